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
# Points; more than a raised figure rises, less than the lines of the smallest print are apart.
_JUMP = 7.0

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
    """Printed lines, with the box around the first and last characters that have one."""
    from pypdfium2.raw import FPDFText_GetUnicode

    count = textpage.count_chars()  # type: ignore[attr-defined]
    units = [FPDFText_GetUnicode(textpage, index) for index in range(count)]
    for start, end in _runs(textpage, units):
        text = _text(units[start:end])
        if text.strip():
            hyphen = "\u00ad" if end < count and units[end] in _HYPHENS else ""
            yield (text + hyphen, *_box(textpage, [i for i in range(start, end) if units[i] != 32]))


def _runs(textpage: object, units: list[int]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of characters on one printed line.

    PDFium ends a line with CR and LF, or with a hyphen mark where it runs a hyphenated word into the next
    line; where the file goes on elsewhere on the page (to its header, say) it often ends none, so a jump
    of the base line ends one too.
    """
    start, base = 0, None
    for index, unit in enumerate(units):
        if unit in _LINE_ENDS:
            yield start, index
            start, base = index + 1, None
        elif unit != 32:
            now = _base_line(textpage, index)
            if base is not None and abs(now - base) > _JUMP:
                yield start, index
                start = index
            base = now
    yield start, len(units)


def _base_line(textpage: object, index: int) -> float:
    from pypdfium2.raw import FPDFText_GetCharOrigin

    x, y = c_double(), c_double()
    FPDFText_GetCharOrigin(textpage, index, x, y)
    return float(y.value)


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
