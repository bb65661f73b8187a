from __future__ import annotations

import os
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from accordingto.documents import pdf as pdf_module, read_document
from accordingto.errors import DocumentError, EmptyError, LimitError
from accordingto.settings import Settings
from accordingto.types import Capture

Capturer = Callable[..., Capture]
Writer = Callable[..., bytes]
SECONDS, MEMORY = 60.0, 1_000_000_000
PAGE = [
    (72, 740, "The army said on Tuesday that its units had entered the govern-"),
    (72, 726, "ment quarter of the town, and that “resistance had ended”."),
    (72, 698, "The council denied it."),
]


def bomb(raw_pdf: Writer, operations: int) -> bytes:
    """A small file whose one page shows a word that many times."""
    stream = zlib.compress(b"BT /F1 1 Tf 1 1 Td\n" + b"(word) Tj\n" * operations + b"ET", 1)
    return raw_pdf([stream], filters="/Filter /FlateDecode")


def test_pages_paragraphs_and_metadata(pdf: Writer, capture: Capturer) -> None:
    data = pdf(
        [PAGE, [(72, 740, "A second page.")]],
        info="/Title (Town entered) /CreationDate (D:20240305101500+02'00')",
    )
    document = read_document(capture(data, "report.pdf"), settings=Settings())
    assert document.text == (
        "The army said on Tuesday that its units had entered the government quarter of the town, and that "
        "“resistance had ended”.\n\nThe council denied it.\fA second page."
    )
    assert document.title == "Town entered"
    assert (document.published, document.published_from) == ("2024-03-05T10:15:00+02:00", "pdf")
    assert document.extractor.startswith("pypdfium2/")


@pytest.mark.parametrize("title", ["Microsoft Word - draft.docx", "untitled", "report.indd", ""])
def test_titles_that_programs_write_are_none(title: str, pdf: Writer, capture: Capturer) -> None:
    _, found = pdf_module.read(capture(pdf([PAGE], info=f"/Title ({title})")), seconds=SECONDS, memory=MEMORY)
    assert found.title is None


def test_a_scan_is_empty(pdf: Writer, capture: Capturer) -> None:
    with pytest.raises(EmptyError, match="OCR"):
        pdf_module.read(capture(pdf([[], []])), seconds=SECONDS, memory=MEMORY)


def test_a_locked_file_is_named(pdf: Writer, capture: Capturer) -> None:
    key = "<" + "5a" * 32 + ">"
    lock = f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>"
    with pytest.raises(DocumentError, match="password"):
        pdf_module.read(capture(pdf([PAGE], trailer=lock)), seconds=SECONDS, memory=MEMORY)


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", b"%PDF-1.7\n" + bytes(range(256)) * 20])
def test_a_damaged_file_is_named(data: bytes, capture: Capturer) -> None:
    with pytest.raises(DocumentError, match="damaged"):
        pdf_module.read(capture(data), seconds=SECONDS, memory=MEMORY)


def test_a_slow_file_is_stopped_and_its_process_gone(raw_pdf: Writer, capture: Capturer) -> None:
    data = bomb(raw_pdf, 1_000_000)
    started = time.monotonic()
    with pytest.raises(LimitError, match="pdf_seconds"):
        pdf_module.read(capture(data), seconds=0.5, memory=4_000_000_000)
    assert time.monotonic() - started < 20
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space")
def test_a_file_that_takes_too_much_memory_is_stopped(raw_pdf: Writer, capture: Capturer) -> None:
    data = bomb(raw_pdf, 3_000_000)
    with pytest.raises(LimitError):
        pdf_module.read(capture(data), seconds=120, memory=120_000_000)


def test_the_child_needs_nothing_of_the_package() -> None:
    child = Path(pdf_module.__file__).with_name("_pdf_child.py")
    code = f"import runpy, sys; runpy.run_path({str(child)!r}); print('accordingto' in sys.modules)"
    run = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
