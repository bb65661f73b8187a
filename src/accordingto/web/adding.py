"""Adding reports from a page: addresses, a pasted text, files."""

from __future__ import annotations

import asyncio
import hashlib
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import NotFoundException, ValidationException

from accordingto.types import Hints
from accordingto.web.checks import only
from accordingto.web.jobs import Job
from accordingto.web.login import sent_to
from accordingto.web.render import render
from accordingto.web.site import Asked, site_of, visitor_of
from accordingto.workflow import DocumentRead, DocumentStored, InputRejected, ReadingBegun, Upload

# One request: some reports at once. A single file is held to the setting `max_bytes`.
MOST_UPLOAD = 100_000_000
MOST_ADDRESSES = 50
LONGEST = 500
HINTS = ("title", "outlet", "url", "published", "language")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@get("/add", guards=[only("reviewer")], sync_to_thread=False, include_in_schema=False)
def add_page(request: Asked) -> Response[str]:
    """The form, and what was added lately."""
    return _form(request)


def _form(request: Asked, problem: str | None = None, status: int = 200) -> Response[str]:
    site = site_of(request)
    return render(
        request,
        "add.html",
        status=status,
        problem=problem,
        jobs=site.jobs.all(),
        most=MOST_UPLOAD,
        each=site.settings.max_bytes,
    )


@post("/add", guards=[only("reviewer")], request_max_body_size=MOST_UPLOAD, include_in_schema=False)
async def add(request: Asked) -> Response[Any]:
    """Take what was sent, and go to where it can be followed."""

    form = await request.form()
    texts = {name: str(form.get(name, "")).strip() for name in ("addresses", "text", *HINTS)}
    files = [one for one in form.getall("files", []) if isinstance(one, UploadFile) and one.filename]
    sent = [(one.filename, await one.read()) for one in files]
    try:
        job = await asyncio.to_thread(_job, visitor_of(request).name or "", texts, sent)
    except ValidationException as error:
        return _form(request, error.detail, 400)
    if not site_of(request).jobs.submit(job):
        return _form(request, "Too much is waiting to be added already. Try again in a while.", 503)
    return sent_to(f"/add/{job.id}")


def _job(who: str, texts: Mapping[str, str], sent: Sequence[tuple[str, bytes]]) -> Job:
    addresses = _addresses(texts["addresses"])
    hints = _hints(texts)
    if texts["text"]:
        data = texts["text"].replace("\r\n", "\n").encode(errors="replace")
        sent = [*sent, (f"pasted {hashlib.sha256(data).hexdigest()[:8]}.txt", data)]
    if not addresses and not sent:
        raise ValidationException("There is nothing to add. Paste an address or a text, or choose a file.")
    folder = Path(tempfile.mkdtemp(prefix="accordingto-added-"))
    uploads = [_upload(folder, number, name, data) for number, (name, data) in enumerate(sent)]
    return Job(who=who, targets=(*addresses, *uploads), hints=hints, folder=folder)


def _addresses(typed: str) -> list[str]:
    found = typed.split()
    for one in found:
        # A path would be read from this machine's disk, which is not for those who come through a browser.
        if not _ADDRESS.fullmatch(one):
            raise ValidationException(f"{one!r} is no web address. It begins with https:// or http://.")
    if len(found) > MOST_ADDRESSES:
        raise ValidationException(f"That are {len(found)} addresses. Add at most {MOST_ADDRESSES} at once.")
    return found


def _hints(texts: Mapping[str, str]) -> Hints:
    values = {name: texts[name] for name in HINTS if texts[name]}
    if any(len(value) > LONGEST or not value.isprintable() for value in values.values()):
        raise ValidationException(
            f"What you say about the report is one line of at most {LONGEST} characters."
        )
    if "published" in values:
        _check_date(values["published"])
    return msgspec.convert(values, Hints)


def _check_date(typed: str) -> None:
    try:
        fits = _DATE.fullmatch(typed) and date.fromisoformat((typed + "-01-01")[:10])
    except ValueError:
        fits = None
    if not fits:
        raise ValidationException(f"{typed!r} is no date. Write 2024, 2024-03 or 2024-03-05.")


def _upload(folder: Path, number: int, name: str, data: bytes) -> Upload:
    """The file under a name that no file name can lead astray; its ending tells what it is."""
    shown = "".join(one for one in Path(name.replace("\\", "/")).name if one.isprintable()).strip()[-200:]
    suffix = re.sub(r"[^.A-Za-z0-9]", "", "".join(Path(shown).suffixes[-2:]))[:20]
    path = folder / f"{number:03}{suffix}"
    path.write_bytes(data)
    return Upload(path=str(path), name=f"upload: {shown or 'without a name'}")


# --- progress -------------------------------------------------------------------------------------


@get("/add/{identity:str}", guards=[only("reviewer")], sync_to_thread=False, include_in_schema=False)
def progress(request: Asked, identity: str) -> Response[str]:
    """How far it is; as a part of the page where htmx asks."""
    job = site_of(request).jobs.get(identity)
    if job is None:
        raise NotFoundException("This is not remembered any more. What was added is in the ledger.")
    template = "job.html" if request.headers.get("HX-Request") else "adding.html"
    return render(request, template, job=job, **_steps(job))


def _steps(job: Job) -> dict[str, Any]:
    steps = list(job.steps)
    return {
        "stored": [step for step in steps if isinstance(step, DocumentStored)],
        "rejected": [step.reject for step in steps if isinstance(step, InputRejected)],
        "read": {step.document: step.claims for step in steps if isinstance(step, DocumentRead)},
        "to_read": sum(step.documents for step in steps if isinstance(step, ReadingBegun)),
    }


HANDLERS = [add_page, add, progress]
