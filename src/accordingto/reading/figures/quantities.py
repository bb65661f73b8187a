"""A number of something, as it stands in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["digits", "words", "vague", "one", "article", "none", "share"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something, words `[start, end)` of its sentence.

    A "share" is a part of a whole that follows with its number: "a third of the 900 detainees".
    `dotted` marks "250.000", which is a number of people only where a word for people follows.
    """

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    style: Style
    approximate: bool = False
    dotted: bool = False

    @property
    def single(self) -> bool:
        """Whether one person is counted, or at least one."""
        return self.style in ("one", "article") or (self.low == 1 and self.high in (1, None))

    @property
    def size(self) -> int:
        """The most that the number can be said to name."""
        return self.high or self.best or self.low or 0
