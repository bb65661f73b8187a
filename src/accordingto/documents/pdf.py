"""PDF -> text, page by page, in a child process that can be killed."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import msgspec

from accordingto.documents import metadata
from accordingto.documents.layout import Line, page_texts
from accordingto.documents.metadata import CONFIDENCE, Found
from accordingto.documents.tidy import one_line
from accordingto.errors import DocumentError, EmptyError, LimitError
from accordingto.types import Capture, Noun

PAGE_BREAK = "\f"
_CHILD = Path(__file__).with_name("_pdf_child.py")
_BROKEN = "{} is a damaged PDF that cannot be opened. Open it in a viewer, save it anew and add that."
_REASONS: dict[str, tuple[type[DocumentError], str]] = {
    "encrypted": (DocumentError, "{} is locked with a password. Save an unlocked copy and add that."),
    "broken": (DocumentError, _BROKEN),
    "memory": (
        LimitError,
        "{} needs more memory than pdf_memory allows. Raise that setting or split the file.",
    ),
    "long": (LimitError, "{} holds more than ten million characters. Split the file."),
}
# Titles that programs write, not people.
_NO_TITLE = re.compile(
    r"untitled|^microsoft\b.*-|\.(?:docx?|indd|qxd|pdf|rtf|odt|tex|pptx?)$|^\W*$", re.IGNORECASE
)
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?(Z|[+-]\d\d'?\d\d)?")


class Message(Noun, frozen=True):
    """One line of the child's answer; see `_pdf_child.py`."""

    title: str | None = None
    created: str | None = None
    pages: int | None = None
    lines: tuple[tuple[str, float, float, float, float], ...] | None = None
    end: int | None = None
    error: str | None = None


@functools.cache
def extractor_name() -> str:
    """What makes the text, with versions."""
    return f"pypdfium2/{version('pypdfium2')} accordingto-pdf/1"


def read(capture: Capture, *, seconds: float, memory: int) -> tuple[str, Found]:
    """The text, pages apart by a form feed, and what the file says about itself.

    `seconds` and `memory` (bytes) bound the child. Raises `LimitError` if it passed them, `EmptyError` if no
    page has text (a scan), `DocumentError` if the file is locked or damaged.
    """
    messages = _messages(_run(capture, seconds, memory), capture.location)
    pages = [[Line(*line) for line in message.lines] for message in messages if message.lines is not None]
    text = PAGE_BREAK.join(page_texts(pages))
    if not text.strip(f"{PAGE_BREAK}\n "):
        raise EmptyError(
            f"{capture.location} has {len(pages)} pages and no text in them: most likely a scan. "
            "Run text recognition (OCR) over it and add the result."
        )
    return text, _found(messages[0], capture)


def _run(capture: Capture, seconds: float, memory: int) -> bytes:
    """The child's answer. It is killed and reaped whatever happens here."""
    # -P: this folder has an html.py, which must not stand in for the standard library's.
    command = [sys.executable, "-P", str(_CHILD), str(seconds), str(memory)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as child:
        try:
            answer, _ = child.communicate(capture.data, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise LimitError(_slow(capture.location, seconds)) from error
        finally:
            child.kill()
    return answer


def _slow(location: str, seconds: float) -> str:
    return (
        f"{location} took longer than the {seconds:g} s that pdf_seconds allows. "
        "Raise that setting or split the file."
    )


def _messages(answer: bytes, location: str) -> list[Message]:
    """All messages, if the child came to its end; else the error that says why not."""
    lines = answer.split(b"\n")[:-1]
    messages = [msgspec.json.decode(line, type=Message) for line in lines]
    last = messages[-1] if messages else Message()
    if last.end is not None:
        return messages
    error, reason = _REASONS.get(last.error or "", (LimitError, _CRASHED))
    raise error(reason.format(location))


_CRASHED = (
    "The PDF reader stopped while reading {}: out of memory or time, or the file is damaged. "
    "Raise pdf_memory and pdf_seconds, or save the file anew from a viewer."
)


def _found(head: Message, capture: Capture) -> Found:
    title = one_line(head.title)
    published = _date(head.created)
    dated = published is not None and metadata.is_plausible(published, capture.retrieved)
    return Found(
        title=None if title and _NO_TITLE.search(title) else title,
        url=capture.url,
        published=published if dated else None,
        published_from="pdf" if dated else None,
        published_confidence=CONFIDENCE["pdf"] if dated else None,
    )


def _date(created: str | None) -> str | None:
    """`D:20240305101500+02'00'` in ISO 8601."""
    match = _PDF_DATE.match(created or "")
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    clock = f" {hour}:{minute}:{second}{(zone or '').replace(chr(39), '')}" if hour else ""
    return metadata.iso_date(f"{year}-{month}-{day}{clock}")
