"""Where output goes: data to standard output or a file, messages to standard error."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

import rich_click as click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SQLITE = b"SQLite format 3\0"


class Output:
    """A command's data, as text for a person or as lines of JSON. Use it in a `with` block."""

    def __init__(self, path: str = "-", *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._path = None if path == "-" else Path(path)
        self._file: IO[str] | None = None
        self._console: Console | None = None

    def __enter__(self) -> Self:
        self._file = sys.stdout if self._path is None else _opened(self._path)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._path is not None and self._file is not None:
            self._file.close()

    @property
    def file(self) -> IO[str]:
        """Where it goes."""
        assert self._file is not None, "used outside of its with block"
        return self._file

    @property
    def width(self) -> int:
        """Columns of the terminal; 80 where there is none."""
        return self.console.width

    def line(self, noun: object) -> None:
        """One line of JSON. It has left the program when this returns, so it can be relied upon."""
        import msgspec

        self.file.write(msgspec.json.encode(noun).decode() + "\n")
        self.file.flush()

    def show(self, *renderables: RenderableType) -> None:
        """Text for a person."""
        for renderable in renderables:
            self.console.print(renderable)

    @property
    def console(self) -> Console:
        """What draws the text."""
        if self._console is None:
            self._console = console(self.file)
        return self._console


def _opened(path: Path) -> IO[str]:
    try:
        if path.is_file() and path.open("rb").read(len(_SQLITE)) == _SQLITE:
            raise click.BadParameter(f"{path} is a database and would be overwritten.", param_hint="--output")
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise click.BadParameter(
            f"{path} cannot be written: {error.strerror}.", param_hint="--output"
        ) from error


def console(file: IO[str]) -> Console:
    """A console that prints words as they are: no markup, no guessing, and no exit of its own."""
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Plain(file=file, markup=False, highlight=False, emoji=False, soft_wrap=False)


def say(message: str, *, style: str | None = None) -> None:
    """A message to the person at the terminal."""
    from rich.text import Text

    console(sys.stderr).print(Text(clean(message), style=style or ""), soft_wrap=True)


def clean(text: str) -> str:
    """Text that a terminal can be trusted with: a report may hold escape sequences and reversed writing."""
    return "".join("\ufffd" if _is_unsafe(character) else character for character in text)


def _is_unsafe(character: str) -> bool:
    return character in _BIDI or (unicodedata.category(character) == "Cc" and character not in "\n\t")
