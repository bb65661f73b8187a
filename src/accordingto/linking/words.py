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


def _stems_of(written: str) -> frozenset[str]:
    return frozenset(map(stem, written.split()))


# What is struck, and where: of use however common, for lookalikes differ in it.
TARGETS = _stems_of("""
airport ambulance apartment apartments bakery bank bar barracks bazaar bend bridge bus cafe camp canteen
car cathedral cemetery chapel checkpoint church clinic club college column convoy court crossing dam depot
dormitory embassy factory farm ferry field fields flat forest funeral garrison gate grain groves hall
harbour headquarters highway hill home homes hospital hotel house houses island jail kindergarten lake
lorries lorry market mill mine minibus ministry monastery mosque motorcade office orchard orphanage
outpost palace parliament patrol pickup pipeline plant port post prison pump quarry quarter rally refinery
restaurant river road roadblock roof school shelter ship shop silo square stadium stall station street
tanker tea tent tents tower train trench truck tunnel university valley van vehicle wake wall warehouse
wedding well
""")
_ARMS = _stems_of("""
aircraft arson artillery axe barrel baton batons bomb bombs bullet bullets cannon cluster device drone
drones dynamite explosive explosives gas grenade grenades gun gunfire helicopter helicopters howitzer jet
jets knife knives machete machetes missile missiles mortar mortars petrol plane planes rifle rifles rocket
rockets shell shells sniper snipers stones suicide sword teargas torched vest
""")
_PEOPLE = _stems_of("""
bandits bishop boy boys brothers candidate candidates child children civilian civilians colonel commander
commando commandos cook couple crew daughter demonstrators doctor doctors driver drivers engineer family
farmer farmers fighters fisherman fishermen gendarme gendarmes girl girls guard guards gunmen herder
herders hostage hostages journalist judge lieutenant man marchers mason mayor medic medics militants
militiaman militiamen miner miners monk monks mother mourner mourners nurse nurses observers officer
officers official officials passenger passengers patient patients peacekeeper peacekeepers police
policeman policemen priest prisoner prisoners protesters pupil pupils ranger rangers rebels refugee
refugees reporter sailor sailors sapper sappers sergeant shepherd soldier soldiers son student students
teacher teachers terrorist terrorists tourist tourists trader traders villager villagers volunteer
volunteers woman women worker workers
""")
_THINGS = TARGETS | _ARMS | _PEOPLE


def content(found: Iterable[str]) -> frozenset[str]:
    """Those stems that are not common, or are of targets, arms and people."""
    usual = common() - _THINGS
    return frozenset(one for one in found if one not in usual and len(one) > 2)


def uncommon(found: Iterable[str]) -> Iterator[str]:
    """Those stems that say something: no common word, no lone letter, no figure below 100."""
    usual = common()
    return (one for one in found if one not in usual and len(one) > 2)
