"""Text in cells that a spreadsheet may take for a formula: made harmless, so that it can be undone.

A cell that begins with any number of apostrophes and then `=`, `+`, `-`, `@`, a tab, a line break, or one of
the first four in full width, gets one apostrophe more in front; `undefanged` takes one away from such a cell
that has one. Numbers are no text and stay as they are, also below zero.
"""

from __future__ import annotations

import re

# Full-width forms are formulas to spreadsheets that are set to an East Asian language.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_DEFANGED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
RULE = (
    "Text that begins with apostrophes, none or more, and then = + - @, their full-width forms, a tab or a "
    "line break, has one apostrophe more in front. Take one away to have the text again."
)


def defanged(text: str) -> str:
    """The text as it goes into a cell."""
    return f"'{text}" if _FORMULA.match(text) else text


def undefanged(cell: str) -> str:
    """The text that `defanged` made into this cell."""
    return cell[1:] if _DEFANGED.match(cell) else cell
