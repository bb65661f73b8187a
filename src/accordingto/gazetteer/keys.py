"""Names as keys: what two spellings of one name must have in common.

A plain key ignores case, marks, apostrophes and hyphens. A folded key also ignores how a name was
romanised: its articles, doubled letters and the usual rival spellings of one sound (Duma, Douma, Dūmā).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Before a folded key, so that it never meets a plain one.
FOLDED = "~"
#: Before the key of what people of a country are called.
DEMONYM = "@"

_LETTERS = {"ı": "i", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
_LETTERS |= {"ə": "a", "ħ": "h", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k"}
_NOTHING = "'’‘ʻʼʾʿ`´′ʹ״׳\"“”\u200e\u200f\u00ad"
_SPACE = "-‐‑–—.,/()_·&"
_TABLE = str.maketrans(_LETTERS | dict.fromkeys(_NOTHING, "") | dict.fromkeys(_SPACE, " "))
_LONG = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
_ARTICLES = frozenset("al el ul an as ash ad ar at az ed es esh et er ez edh adh ath the".split())
_INITIALS = re.compile(r"\b[a-z](?:\.[a-z])+\b\.?")

# In order. Each is a pair of spellings of one sound in romanised Arabic, Persian, Cyrillic, Ge'ez or French.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ou|oo|uw", "u"),
        (r"ee|ei|ey|ai|ay|iy|yi|ij|ie|yy|ii", "i"),
        (r"aa|â", "a"),
        (r"tch|tsh", "ch"),
        (r"sch|sh|ch", "s"),
        (r"kh", "h"),
        (r"gh|dj|zh|j", "g"),
        (r"dh|th", "d"),
        (r"ph", "f"),
        (r"ck|q|c", "k"),
        (r"ts|tz", "z"),
        (r"[yje]", "i"),
        (r"o|w", "u"),
        (r"v", "u"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aiu])h\b", ""),
        (r"[ai]\b", "a"),
    )
]


@lru_cache(maxsize=8192)
def plain_key(name: str) -> str:
    """`Ma'arrat al-Nu'man` -> `maarrat al numan`; `U.S.` -> `us`; empty where nothing is left."""
    lower = name.casefold()
    if not lower.isascii():
        lower = unicodedata.normalize("NFKD", lower)
        lower = "".join(letter for letter in lower if not unicodedata.combining(letter))
    lower = _INITIALS.sub(lambda found: found[0].replace(".", ""), lower)
    words = lower.translate(_TABLE).split()
    if words and words[0] in _LONG and len(words) > 1:
        words[0] = _LONG[words[0]]
    return " ".join(words)


@lru_cache(maxsize=8192)
def folded_key(name: str) -> str:
    """The key of the sounds, after `~`; empty where they are too few to tell names apart."""
    words = plain_key(name).split()
    kept = [word for word in words if word not in _ARTICLES] or words
    folded = " ".join(kept)
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    folded = folded.replace(" ", "")
    return FOLDED + folded if len(folded) >= 4 else ""
