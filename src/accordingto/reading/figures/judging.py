"""Whether a number with its predicate is a figure, and of which kind."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.candidates import Candidate
from accordingto.reading.figures.harming import are_wounds
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.tokens import Sentence
from accordingto.types import FigureKind

_HARM_NOUNS = frozenset(
    "casualties casualty deaths death injuries injury fatalities fatality losses loss murders "
    "homicides victims".split()
)
_ANY_HARM = frozenset(("casualties", "casualty", "victims"))
_HARMS = frozenset(("deaths", "injuries", "fatalities", "casualties"))
# What only people do, or suffer: without a noun, "12 surrendered" counts people.
_OF_PEOPLE = frozenset(
    "saved survived surrendered defected deserted mutinied"
    " took gathered marched demonstrated rallied protested attended".split()
)
_ESCAPED = frozenset("escape escapes escaped escaping".split())
# Before those who are the source of a report: "citing 41 survivors", "interviews with 61 refugees".
_ASKING = frozenset("told telling citing cites cited quoting interviewed interviewing questioned".split())
_ASKED = frozenset("interview interviews spoke spoken speaking talked conversations".split())
# What is also done to things: "neutralised three launchers".
_OF_THINGS = frozenset(
    "buried bury burying lost lose losing neutralised neutralized eliminated liquidated annihilated hit"
    " harmed damaged grazed blinded finished".split()
)
_UNIFORMS = frozenset("uniform uniforms fatigues camouflage balaclavas masks".split())
_SMALLEST_CROWD = 10
_SMALLEST_POPULATION = 500
_SMALLEST_TROOP = 100


def kind_of(sentence: Sentence, candidate: Candidate) -> FigureKind:
    """The kind that the predicate gives, else the one of the noun."""
    found, link = candidate.found, candidate.link
    own: FigureKind = found.noun.kind if found.noun else "other"
    if found.quantity.style == "none" and sentence.words[found.end - 1] in _ANY_HARM:
        return "killed"
    given = link is not None and link.role != "agent" and link.kind != "other"
    kind: FigureKind = link.kind if link and given else own
    if own == kind == "population" and link and link.role == "clause" and link.kind == "other":
        return "other"  # residents who gather, or return
    if kind == "detained" and link and _are_hurt(sentence, found):
        return "evacuated"
    if own == "detained" and link and sentence.words[link.start] in _ESCAPED:
        return "other"
    if own == "detained" and _are_rescued(sentence, found, link):
        return "released"
    if kind == "other" and (_are_armed(sentence, found) or _are_his_men(sentence, found)):
        return "fighters"
    said = link is not None and link.role == "clause"  # twenty people still live there
    if kind == "population" and found.quantity.size < _SMALLEST_POPULATION and not said:
        return "other"
    if joins_harms(sentence, found):
        return "killed" if found.quantity.style == "none" else "other"
    if own == "killed" and kind in ("other", "population", "detained", "injured"):
        return own
    if link and link.kind == "other" and own == "fighters" and (link.mixed or link.role == "object"):
        return "other"
    if kind == "other" and _are_victims(sentence, found, link):
        return "killed"
    if kind == "other" and _is_population(sentence, found):
        return "population"
    if link is None and kind == "other" and _are_troops(sentence, found):
        return "fighters"
    if given and kind == "fighters" and not _may_fight(sentence, found):
        return own
    return kind


def _are_victims(sentence: Sentence, found: Counted, link: Predicate | None) -> bool:
    """As in "spoke of 18 victims", of whom nothing else is said; not "12 flood victims", "victims of war"."""
    first, last = found.modifiers
    named = sentence.words[found.end - 1] == "victims" and first == last and not found.partitive
    return named and link is None and sentence.at(found.end) != "of" and not found.single


def _are_rescued(sentence: Sentence, found: Counted, link: Predicate | None) -> bool:
    """As in "rescued 19 hostages", "recovered 17 of the captives"."""
    verb = sentence.words[link.start] if link else sentence.at(found.start - 1)
    return verb.startswith("rescu") or verb in ("recovered", "recover", "recovering", "retrieved", "regained")


def _are_hurt(sentence: Sentence, found: Counted) -> bool:
    """As in "took away 70 wounded"."""
    return found.noun is None and sentence.at(found.end) in ("wounded", "injured", "sick")


def _are_armed(sentence: Sentence, found: Counted) -> bool:
    """As in "dozens of armed men", "some 30 men in uniform"."""
    clad = sentence.at(found.end) == "in" and bool(
        _UNIFORMS & set(sentence.words[found.end + 1 : found.end + 4])
    )
    return clad or any(sentence.words[place] in ("armed", "masked") for place in range(*found.modifiers))


def _are_his_men(sentence: Sentence, found: Counted) -> bool:
    """As in "his 250 men", "two of its men"."""
    owned = sentence.at(found.start - 1), sentence.at(found.end - 2)
    return sentence.words[found.end - 1] == "men" and bool(grammar.POSSESSIVES & set(owned))


def _may_fight(sentence: Sentence, found: Counted) -> bool:
    """Whether those who are deployed, or make up a unit, are soldiers: not 30 observers."""
    noun = found.noun
    return noun is None or noun.kind == "fighters" or sentence.words[found.end - 1] in book().soldiers


def _are_troops(sentence: Sentence, found: Counted) -> bool:
    """As in "the militia has 3,000 men": so many men, of whom nothing else is said."""
    others = "women" in sentence.words or "children" in sentence.words
    return sentence.words[found.end - 1] == "men" and not others and found.quantity.size >= _SMALLEST_TROOP


def _is_population(sentence: Sentence, found: Counted) -> bool:
    """As in "the town's 40,000 people"."""
    owner = sentence.at(found.start - 1)
    place = owner.endswith("'s") and owner.removesuffix("'s") in book().settlements
    return place and found.noun is not None and found.quantity.size >= _SMALLEST_POPULATION


def joins_harms(sentence: Sentence, found: Counted) -> bool:
    """As in "dozens of deaths and injuries"."""
    words = sentence.words[found.end - 3 : found.end]
    return len(words) == 3 and words[1] in ("and", "or") and {words[0], words[2]} <= _HARMS


def end_of(sentence: Sentence, candidate: Candidate) -> int:
    """As in "evacuated 30 wounded": the state is the noun where something else is the predicate."""
    found, link = candidate.found, candidate.link
    end = found.end
    if found.noun is None and link and link.role == "object" and sentence.at(end) in grammar.NOMINAL_STATES:
        return end + 1
    return end - (sentence.words[end - 1] == ",")  # "12, perhaps as many as 20, were killed"


def state_noun(sentence: Sentence, candidate: Candidate) -> str | None:
    """The state that stands for the noun, as in `end_of`."""
    end = candidate.found.end
    return sentence.raw[end] if end_of(sentence, candidate) > end else None


def counts(sentence: Sentence, candidate: Candidate, kind: FigureKind) -> bool:
    """Whether a candidate is a figure: nothing is invented, so what is unclear is none."""
    found, link = candidate.found, candidate.link
    unfit = link is not None and link.kind == "fighters" != kind  # sent two ministers
    linked = link is not None and link.role != "agent" and not unfit
    style = found.quantity.style
    if style == "none":
        return _is_zero(sentence, candidate)
    if found.noun is None:
        taken = candidate.of_things and kind == "detained"  # "seven tanks were destroyed and 11 captured"
        bare = style != "article" and link is not None and _counts_bare(sentence, found, link)
        return bare and not (taken and link is not None and link.role == "adjacent")
    if found.noun.group or found.noun.guessed:
        return link is not None and linked and _happened(sentence, found, link)
    if style in ("one", "article"):
        if kind in ("displaced", "evacuated", "population"):
            return _is_evacuated(sentence, link)
        if style == "one" and sentence.words[found.end - 1] in _HARM_NOUNS and link is None:
            return True
        if sentence.words[found.end - 1] in ("body", "corpse"):
            return True
        return (
            link is not None and linked and (link.kind != "other" or link.mixed) and link.role != "modifier"
        )
    if linked and link is not None and link.kind != "other":
        return True
    if linked and link is not None and link.role == "clause":
        return not _speaks(sentence, found)
    if kind in ("other", "fighters") or found.noun.speaker:
        return not (_speaks(sentence, found) or _is_anaphoric(sentence, found))
    return not _speaks(sentence, found)


def _is_evacuated(sentence: Sentence, link: Predicate | None) -> bool:
    """As in "evacuated a wounded general": one alone counts only where the verb says it outright."""
    verb = sentence.words[link.start] if link else ""
    return verb.startswith(("evacuat", "airlift"))


def _names_people(word: str) -> bool:
    return (
        word in book().nouns or word in grammar.DETERMINERS or word in ("anyone", "everyone", "those", "aged")
    )


def _happened(sentence: Sentence, found: Counted, link: Predicate) -> bool:
    """Whether something happened to families, or to people that the codebook does not know as such."""
    verb = " ".join(sentence.words[link.start : link.end])
    if found.noun and found.noun.group and verb.startswith(("return", "rescue")):
        return True
    if link.role not in ("object", "clause", "adjacent") or link.vague:
        return False
    if (
        link.kind in ("killed", "injured")
        and _is_trade(sentence.raw[found.end - 1])
        and verb not in _OF_THINGS
    ):
        return True
    if link.kind == "injured" and are_wounds(sentence, found):
        return True
    family = bool(found.noun and found.noun.group) and link.kind != "detained"
    moved = link.kind in ("displaced", "evacuated") and not _is_trade(sentence.raw[found.end - 1])
    return family or (verb in book().person_verbs and not moved)


def _is_trade(word: str) -> bool:
    """Whether a word is a name, or ends like those for what somebody does: Karen, pickers, artists."""
    return word[0].isupper() or word.removesuffix("s").endswith(book().person_endings)


def _counts_bare(sentence: Sentence, found: Counted, link: Predicate) -> bool:
    if sentence.words[found.start] in ("under", "over") and _names_people(sentence.at(found.start - 1)):
        return False  # "those under 18"
    if found.partitive:
        return link.role != "agent"
    if link.kind == "other" and link.role == "clause" and not link.mixed:
        return found.quantity.style == "vague" or sentence.words[link.start] in _OF_PEOPLE
    return link.role in ("object", "adjacent", "clause", "toll", "group")


def _is_zero(sentence: Sentence, candidate: Candidate) -> bool:
    found, link = candidate.found, candidate.link
    if found.noun is None:
        whole = sentence.words[found.quantity.start] != "no" or found.quantity.end - found.quantity.start >= 2
        if sentence.at(found.end) in ("dead", "wounded", "injured"):  # reported no dead
            return link is not None and link.kind in ("killed", "injured")
        return whole and link is not None and _denied(link)
    if sentence.words[found.end - 1] in _HARM_NOUNS or sentence.words[found.end - 3] == "loss":
        return True
    if found.noun.guessed and not (link and _happened(sentence, found, link)):
        return False
    return link is not None and _denied(link)


def _denied(link: Predicate) -> bool:
    """Whether it is said of nobody: "nobody was arrested", "hurt no one"; "is holding nobody" is left out."""
    if link.role in ("object", "adjacent"):
        return link.kind in ("killed", "injured")
    return link.role == "clause" and link.kind not in ("other", "population")


def _speaks(sentence: Sentence, found: Counted) -> bool:
    """Whether those who are counted are a source: "two residents said", "according to three officers"."""
    before, after = sentence.at(found.start - 1), sentence.at(found.end)
    outside = sentence.at(found.start - 2)
    inverted = before in grammar.SAYING and not outside[:1].isalnum()
    said_before = inverted or before in _ASKING or (before == "to" and outside == "according")
    return (
        said_before
        or (before == "with" and outside in _ASKED)
        or after in grammar.SAYING
        or after == "interviewed"
        or (after == "who" and sentence.at(found.end + 1) in grammar.SAYING)
    )


def _is_anaphoric(sentence: Sentence, found: Counted) -> bool:
    """As in "the two men": a few who were named before; also a few who speak or hold office."""
    speaker = bool(found.noun and found.noun.speaker)
    if found.quantity.size >= _SMALLEST_CROWD or (found.quantity.style == "vague" and not speaker):
        return False
    first = (sentence.at(found.start - 1), sentence.words[found.start])
    return speaker or first[1] == "both" or first[0] in ("the", "these", "those", *grammar.POSSESSIVES)
