"""Captures and PDFs made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from accordingto.types import Capture, Hints

RETRIEVED = "2024-04-01T09:00:00Z"
PdfLine = tuple[int, int, str]


def make_capture(
    data: bytes | str,
    location: str = "report",
    *,
    media_type: str | None = None,
    url: str | None = None,
    **hints: str,
) -> Capture:
    encoded = data.encode("utf-8") if isinstance(data, str) else data
    given_by = hints.pop("given_by", "user")
    return Capture(
        data=encoded,
        location=location,
        retrieved=RETRIEVED,
        media_type=media_type,
        url=url,
        hints=Hints(given_by="feed" if given_by == "feed" else "user", **hints),
    )


def make_pdf(pages: Sequence[Sequence[PdfLine]], *, info: str = "", trailer: str = "") -> bytes:
    """A minimal PDF: lines at (x, y) in 12-point Helvetica on A4."""
    streams = [b"".join(_show(*line) for line in page) for page in pages]
    return make_raw_pdf(streams, info=info, trailer=trailer)


def make_raw_pdf(streams: Sequence[bytes], *, info: str = "", trailer: str = "", filters: str = "") -> bytes:
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, stream in enumerate(streams):
        resources = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} >>".encode())
        head = f"<< /Length {len(stream)} {filters} >>\nstream\n".encode()
        objects.append(head + stream + b"\nendstream")
    objects.append(f"<< {info} >>".encode())
    return _file(objects, trailer)


def _show(x: int, y: int, text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 12 Tf {x} {y} Td ({escaped}) Tj ET\n".encode("cp1252")


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = (
        f"trailer << /Size {size} /Root 1 0 R /Info {size - 1} 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF"
    )
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


@pytest.fixture
def capture() -> Callable[..., Capture]:
    return make_capture


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    return make_pdf


@pytest.fixture
def raw_pdf() -> Callable[..., bytes]:
    return make_raw_pdf
