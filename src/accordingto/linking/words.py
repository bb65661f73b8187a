"""Words as linking compares them: folded, cut to a stem, common ones told from those that say something."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Forms that no rule of endings brings together. Left of the colon is the stem.
_IRREGULAR = """
strike: struck stricken airstrike airstrikes; shoot: shot shooting shootout; die: died dies dying dead death
deaths; flee: fled flight; fight: fought fighting; fall: fell fallen; take: took taken taking; hold: held;
blow: blew blown; leave: left leaving; say: said; tell: told; break: broke broken; seize: seizure;
explod: explosion explosions blast blasts; attack: attacker attackers; meet: met meeting;
withdraw: withdrew withdrawn withdrawal; win: won; lose: lost loss; drive: drove driven; send: sent;
hurt: injury injuries injured injure wound wounds wounded wounding; quak: earthquake;
bring: brought; burn: burnt; shell: shelling; begin: began begun; give: gave given;
kidnap: abduct abducted abduction; buy: bought acquire acquired acquisition purchase; hit: hitting;
arrest: detain detained detention; sue: suing; raid: raiding;
steal: stole stolen; speak: spoke speech; rise: rose risen;
lead: led; find: found; make: made
"""
_STEM_OF = {
    form: stem.strip()
    for entry in _IRREGULAR.replace("\n", " ").split(";")
    for stem, forms in [entry.split(":")]
    for form in [*forms.split(), stem.strip()]
}
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "edly",
    "ed",
    "es",
    "s",
    "ly",
    "e",
)
SHORTEST = 3


def fold(text: str) -> str:
    """Without case, accents and runs of space."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def tokens(text: str) -> list[str]:
    """The words of a text, folded, without `'s`."""
    return [word.split("'")[0] for word in _WORD.findall(fold(text.replace("’", "'")))]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What forms of a folded word share: `shelled`, `shells` and `shelling` are `shell`."""
    if word in _STEM_OF:
        return _STEM_OF[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return _undoubled(word.removesuffix(ending))
    return word


def _undoubled(word: str) -> str:
    word = _STEM_OF.get(word, _STEM_OF.get(f"{word}e", word))
    return word[:-1] if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "ls" else word


def stems(text: str) -> Iterator[str]:
    """The stems of a text's words, in order."""
    return map(stem, tokens(text))


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Stems that stand in many reports and so tell none from another (`training/linking.py` counts them)."""
    text = (files("accordingto.linking") / "common.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def uncommon(found: Iterable[str]) -> Iterator[str]:
    """Those stems that say something: no common word, no lone letter, no figure below 100."""
    usual = common()
    return (one for one in found if one not in usual and len(one) > 2)
