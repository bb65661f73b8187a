"""Which language a text is in. Whether it can be read is not decided here."""

from __future__ import annotations

import functools
from typing import Any

# Below this, names decide: "Kyiv" alone comes out as Uzbek. Measured on py3langid 0.4.
FEWEST_LETTERS = 40
# py3langid's normalised probability; correct answers on news paragraphs lie above 0.9.
LEAST_CONFIDENCE = 0.3
_SAMPLE = 5_000


def identify(text: str, hint: str | None = None) -> str | None:
    """ISO 639-1 code of the text's language (639-3 where there is no shorter), or None.

    `hint` (a page's `lang`, a feed's language) decides for texts too short or too mixed to tell.
    """
    stated = language_code(hint)
    if sum(map(str.isalpha, text)) < FEWEST_LETTERS:
        return stated
    label, confidence = _identifier().classify(text[:_SAMPLE])
    return stated if label == "zxx" or confidence < LEAST_CONFIDENCE else str(label)


def language_code(tag: str | None) -> str | None:
    """The language of a tag such as `en-GB` or `en_US`, or None if it names none."""
    code = (tag or "").strip().replace("_", "-").split("-")[0].lower()
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
