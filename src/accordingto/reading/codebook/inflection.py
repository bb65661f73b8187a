"""English inflection both ways, so that codebooks list base forms only."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

PartOfSpeech = Literal["verb", "noun", "adjective"]

IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "think": ("thinks", "thought", "thinking"),
    "know": ("knows", "knew", "known", "knowing"),
    "understand": ("understands", "understood", "understanding"),
    "hold": ("holds", "held", "holding"),
    "feel": ("feels", "felt", "feeling"),
    "find": ("finds", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "read": ("reads", "read", "reading"),
    "go": ("goes", "went", "gone", "going"),
    "broadcast": ("broadcasts", "broadcast", "broadcasting"),
    "hear": ("hears", "heard", "hearing"),
    "undertake": ("undertakes", "undertook", "undertaken", "undertaking"),
    "commit": ("commits", "committed", "committing"),
    "admit": ("admits", "admitted", "admitting"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "refer": ("refers", "referred", "referring"),
    "beg": ("begs", "begged", "begging"),
    "slam": ("slams", "slammed", "slamming"),
    "quip": ("quips", "quipped", "quipping"),
    "concur": ("concurs", "concurred", "concurring"),
    "gainsay": ("gainsays", "gainsaid", "gainsaying"),
    "forecast": ("forecasts", "forecast", "forecasting"),
    "learn": ("learns", "learned", "learnt", "learning"),
}

# Base form, past tense, participle.
_STRONG = """
beat beat beaten; feed fed fed; ring rang rung; swing swung swung; swim swam swum;
undergo underwent undergone;
split split split; bid bid bid; bear bore borne; breed bred bred; undo undid undone; forget forgot forgotten;
be was been; be were been; become became become; begin began begun; bend bent bent; bind bound bound; bite
bit bitten; bleed bled bled; blow blew blown; break broke broken; bring brought brought; build built built;
burn burnt burnt; burst burst burst; buy bought bought; cast cast cast; catch caught caught; choose chose
chosen; cling clung clung; come came come; cost cost cost; creep crept crept; cut cut cut; deal dealt dealt;
dig dug dug; do did done; draw drew drawn; drive drove driven; eat ate eaten; fall fell fallen; fight fought
fought; flee fled fled; fling flung flung; fly flew flown; forbid forbade forbidden; forgive forgave
forgiven; forsake forsook forsaken; freeze froze frozen; get got got; get got gotten; give gave given; grow
grew grown; hang hung hung; have had had; hide hid hidden; hit hit hit; hurt hurt hurt; keep kept kept;
kneel knelt knelt; lay laid laid; lead led led; leave left left; lend lent lent; let let let; lie lay lain;
light lit lit; lose lost lost; make made made; mean meant meant; meet met met; mislead misled misled; mow
mowed mown; overcome overcame overcome; overrun overran overrun; overtake overtook overtaken; overthrow
overthrew overthrown; pay paid paid; put put put; quit quit quit; repay repaid repaid; rebuild rebuilt
rebuilt; retake retook retaken; rid rid rid; ride rode ridden; rise rose risen; run ran run; see saw seen;
seek sought sought; sell sold sold; send sent sent; set set set; shake shook shaken; shed shed shed; shoot
shot shot; shut shut shut; sink sank sunk; sit sat sat; slay slew slain; sling slung slung; spread spread
spread; stand stood stood; steal stole stolen; stick stuck stuck; sting stung stung; strike struck struck;
strike struck stricken; strive strove striven; sweep swept swept; take took taken; teach taught taught; tear
tore torn; throw threw thrown; thrust thrust thrust; tread trod trodden; uphold upheld upheld; win won won;
withdraw withdrew withdrawn; withhold withheld withheld; withstand withstood withstood; found founded
founded; oversee oversaw overseen; foresee foresaw foreseen; plead pled pled; lie lied lied; die died died;
tie tied tied; dye dyed dyed; vie vied vied; outfight outfought outfought
"""
_PLURALS = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "lives": "life",
    "knives": "knife",
    "wives": "wife",
    "thieves": "thief",
    "crises": "crisis",
    "aircraft": "aircraft",
    "aid": "aid",
    "police": "police",
    "troops": "troops",
    "talks": "talks",
    "arms": "arms",
    "hostilities": "hostilities",
    "casualties": "casualty",
    "gas": "gas",
    "bus": "bus",
    "siege": "siege",
    "premises": "premises",
    "headquarters": "headquarters",
    "barracks": "barracks",
    "series": "series",
    "means": "means",
    "corps": "corps",
    "gunmen": "gunman",
    "policemen": "policeman",
    "servicemen": "serviceman",
    "militiamen": "militiaman",
    "tribesmen": "tribesman",
    "horsemen": "horseman",
    "businessmen": "businessman",
}
_DOUBLED = re.compile(r"([bdfgklmnprtvz])\1$")
_SHORT = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprtvz]$")
# A base form whose last letter may be doubled: "stop", "quit", "expel".
_DOUBLING = re.compile(r"[^aeiou][aeiou][bdglmnprtv]$")
# A stem that ends so has lost an "e": "seiz-", "besieg-", "releas-", "abus-", "provid-", "arriv-".
_WANTS_E = re.compile(r"(?:[cuvz]|dg|[^n]g|[aeilrn]s|[^aeiouwr]l|at|[^aeiou][aiou][dkrp]|[^aeiou]ut)$")


def inflections(verb: str) -> tuple[str, ...]:
    """All forms of a base form; in a phrase ("call for") the first word is inflected."""
    head, _, rest = verb.partition(" ")
    forms = (head, *IRREGULAR.get(head, _regular(head)))
    return tuple(f"{form} {rest}" if rest else form for form in forms)


_BE = ("be", "am", "is", "are", "was", "were", "been", "being")


@cache
def every_form(verb: str) -> tuple[str, ...]:
    """All forms of a base form, strong ones ("broke") and those with a doubled letter ("stopped") with them.

    In a phrase ("break down") the first word is inflected.
    """
    head, _, rest = verb.partition(" ")
    strong = [form for base, *forms in _strong() if base == head for form in forms]
    own = (*IRREGULAR.get(head, ()), *strong)
    plain = (
        inflections(head)
        if not own
        else (head, *own, *(f for f in _regular(head) if f.endswith(("s", "ing"))))
    )
    doubled = (f"{head}{head[-1]}ed", f"{head}{head[-1]}ing") if _DOUBLING.search(head) else ()
    forms = _BE if head == "be" else _unique(*plain, *doubled)
    return tuple(f"{form} {rest}" if rest else form for form in forms)


def _regular(verb: str) -> tuple[str, str, str]:
    if verb.endswith("e"):
        return f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    plural = "es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return f"{verb}{plural}", f"{verb}ed", f"{verb}ing"


# --- from a form to base forms --------------------------------------------------------------------


@cache
def lemma_candidates(word: str, pos: PartOfSpeech) -> tuple[str, ...]:
    """Base forms that a lower-case word may have, likeliest first; at least one.

    Without a dictionary, "rated" may be of "rate" or of "rat"; a codebook tells, by which of them it lists.
    """
    if pos == "noun":
        return _unique(*_singulars(word))
    if pos == "adjective":
        return (word,)
    return _unique(*_verbs().get(word, ()), *_bases(word))


def _unique(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


@cache
def _verbs() -> dict[str, tuple[str, ...]]:
    """Irregular forms with their base forms. "found" may be of "find" and of "found": both are given."""
    known: dict[str, tuple[str, ...]] = {}
    for base, *forms in [(base, *forms) for base, forms in IRREGULAR.items()] + _strong():
        for form in forms:
            known[form] = (*known.get(form, ()), base)
    return known


def _strong() -> list[tuple[str, ...]]:
    return [tuple(verb.split()) for verb in _STRONG.split(";") if verb.strip()]


def _singulars(noun: str) -> tuple[str, ...]:
    if noun in _PLURALS:
        return (_PLURALS[noun], noun)
    if noun.endswith("ies") and len(noun) > 4:
        return (noun[:-3] + "y", noun[:-1], noun)
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return (noun[:-2], noun[:-1], noun)
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return (noun[:-1], noun)
    return (noun,)


def _bases(verb: str) -> tuple[str, ...]:
    if verb.endswith("ied") and len(verb) > 4:
        return (verb[:-3] + "y", verb[:-1])
    if verb.endswith("ing") and len(verb) > 4:
        return (*_stems(verb[:-3]), verb)
    if verb.endswith("ed") and len(verb) > 3:
        return (*_stems(verb[:-2]), verb)
    if verb.endswith("ies") and len(verb) > 4:
        return (verb[:-3] + "y", verb[:-1])
    if verb.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return (verb[:-2], verb[:-1])
    if verb.endswith("s") and not verb.endswith(("ss", "us")):
        return (verb[:-1], *((verb[:-2],) if verb.endswith("ses") else ()), verb)
    return (verb,)


def _stems(stem: str) -> tuple[str, ...]:
    """What may have stood before "-ed" or "-ing"."""
    if stem.endswith("y") and len(stem) == 2:
        return (stem[:-1] + "ie", stem)
    if _DOUBLED.search(stem):
        last = stem[-1]
        return (stem, stem[:-1], stem + "e") if last in "lfz" else (stem[:-1], stem, stem + "e")
    if _SHORT.search(stem) or _WANTS_E.search(stem):
        return (f"{stem}e", stem)
    return (stem, f"{stem}e")
