"""A process of its own: PDF bytes on standard input, lines of text and their boxes on standard output.

Usage: python _pdf_child.py SECONDS MEMORY. It limits itself before it reads a byte, imports nothing of the
package, and answers in JSON lines: {"title", "created", "pages"}, then one {"lines": [[text, left, bottom,
right, top], ...]} a page, then {"end": pages}; or {"error": reason} with a reason of `_REASONS` in pdf.py.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from ctypes import c_double

MOST_CHARACTERS = 10_000_000

_HYPHENS = (0x2, 0xFFFE)
_LINE_ENDS = (*_HYPHENS, 10, 13)

Line = tuple[str, float, float, float, float]


def limit(seconds: float, memory: int) -> None:
    """Bound processor time, memory and files of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    bounds = ((resource.RLIMIT_CPU, int(seconds) + 1), (resource.RLIMIT_AS, memory))
    for kind, most in (*bounds, (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def main(seconds: float, memory: int) -> None:
    """Read one PDF; every failure that can be named is."""
    import pypdfium2

    limit(seconds, memory)
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        _answer(document)
    except pypdfium2.PdfiumError as error:
        _say({"error": "encrypted" if "password" in str(error).lower() else "broken"})
    except MemoryError:
        _say({"error": "memory"})


def _answer(document: object) -> None:
    metadata = document.get_metadata_dict()  # type: ignore[attr-defined]
    pages = len(document)  # type: ignore[arg-type]
    _say({"title": metadata.get("Title"), "created": metadata.get("CreationDate"), "pages": pages})
    characters = 0
    for index in range(pages):
        page = document[index]  # type: ignore[index]
        textpage = page.get_textpage()
        characters += textpage.count_chars()
        if characters > MOST_CHARACTERS:
            return _say({"error": "long"})
        _say({"lines": list(_lines(textpage))})
        textpage.close()
        page.close()
    return _say({"end": pages})


def _lines(textpage: object) -> Iterator[Line]:
    """Printed lines, with the box around the first and last characters that have one.

    Where a line ends in a hyphen, PDFium runs it into the next with U+0002 or U+FFFE between; such a line
    ends in a soft hyphen here.
    """
    from pypdfium2.raw import FPDFText_GetUnicode

    count = textpage.count_chars()  # type: ignore[attr-defined]
    units = [FPDFText_GetUnicode(textpage, index) for index in range(count)]
    start = 0
    for end in (*(index for index, unit in enumerate(units) if unit in _LINE_ENDS), count):
        text = _text(units[start:end])
        if text.strip():
            hyphen = "\u00ad" if end < count and units[end] in _HYPHENS else ""
            yield (text + hyphen, *_box(textpage, [i for i in range(start, end) if units[i] != 32]))
        start = end + 1


def _text(units: list[int]) -> str:
    """PDFium gives code points, but surrogate halves for what lies beyond the first plane."""
    raw = b"".join(chr(unit).encode("utf-16-le", "surrogatepass") for unit in units if unit <= 0x10FFFF)
    return raw.decode("utf-16-le", errors="replace")


def _box(textpage: object, indexes: list[int]) -> tuple[float, float, float, float]:
    from pypdfium2.raw import FPDFText_GetCharBox

    sides: list[tuple[float, float, float, float]] = []
    for order in (indexes, indexes[::-1]):
        for index in order[:3]:
            left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
            if FPDFText_GetCharBox(textpage, index, left, right, bottom, top) and right.value > left.value:
                sides.append((left.value, bottom.value, right.value, top.value))
    if not sides:
        return 0.0, 0.0, 0.0, 0.0
    lefts, bottoms, rights, tops = zip(*sides, strict=True)
    return round(min(lefts), 1), round(min(bottoms), 1), round(max(rights), 1), round(max(tops), 1)


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
