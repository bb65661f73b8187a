"""Who a source is, under whatever words: "the Nile Doctors' Union", "the union", "a union spokesman".

A source that is *identified* can be recognised in another report; "a resident" cannot, and "residents" of two
outlets are two sources.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from accordingto.linking.words import fold, stem, tokens
from accordingto.reading.codebook.actors import actor_of, titles
from accordingto.reading.codebook.registry import Actors, in_use
from accordingto.reading.codebook.tables import sources
from accordingto.reading.phrases import NAMES_IN_CAPITALS, plural, word_set
from accordingto.reading.sources import is_media

_SELF = word_set("we us i me our my")
PRONOUNS = _SELF | word_set("he she him her it they them both others who which that one this")
_PAPERS = word_set(
    "newspaper paper station radio agency magazine channel site website blog bulletin broadcast desk column"
)
_OWN_VOICE = word_set("reporter correspondent editorial")
_INDEFINITE = word_set("a an one two three four five six seven eight nine ten some several many few another")
_DEFINITE = word_set("the this that these those its his her their our")
_EMPTY = word_set(
    "a an the this that these those its his her their our some of for in on at to from by with and near there"
    " here who local own same new office headquarters spokesman spokeswoman spokesperson spokesmen"
)
# Nouns that name nobody across reports, even after "the"; within one they refer back.
_GENERIC = word_set(
    "source official officer man woman boy girl witness resident villager driver doctor nurse medic teacher"
    " trader farmer student lawyer clerk relative neighbour fighter soldier rebel militant commander activist"
    " volunteer survivor diplomat aide adviser analyst expert observer member leader elder shopkeeper mother"
    " father widow person people worker colleague group movement organisation force side team family"
    " statement report negotiator mediator organiser protester journalist correspondent reporter mechanic"
    " monk monitor captive prisoner partner"
)
_BODIES = word_set(
    "army police military government ministry council committee union network observatory prefecture junta"
    " municipality presidency parliament navy gendarmerie coalition commission court agency command"
    " headquarters department embassy"
)
_MORE_BODIES = word_set(
    "wing room network force staff office service team branch front group movement column authority centre"
    " desk mission secretariat organisation charity society hospital clinic station channel television party"
    " federation association company police statement bulletin communique list"
)
_SAME = {
    "military": "army",
    "defense": "defence",
    "organization": "organisation",
    "centre": "center",
    "authorities": "government",
    "authority": "government",
    "policeman": "police",
    "policemen": "police",
    "dr": "doctor",
    "gen": "general",
    "col": "colonel",
    "physician": "doctor",
}
_ARMED_FORCES = re.compile(r"\barmed forces\b", re.IGNORECASE)
_NATIONS = re.compile(r"\bUnited Nations\b")
_ASIDE = re.compile(
    r"\s*(?:,|\(|;)|\s+(?:who|whom|whose|which|that|reached|speaking|quoted|met|interviewed|captured)\b"
)
_NAMED_BESIDE = re.compile(r"[^,]*[a-z][^,]*,\s+((?:[a-z]+\s+)?(?:[A-Z][\w.’'-]*\s+)+[A-Z][\w’'-]*)$")
_NAMED_BEHIND = re.compile(r"\bspokes(?:man|woman|person)\s+((?:[A-Z][\w.’'-]*\s+)+[A-Z][\w’'-]*)$")
VOICE = (
    r"(?:(?:chief|deputy|official|main|senior)\s+)?(?:spokes(?:man|woman|person|men|people)"
    r"|secretary[ -]general|press (?:officer|office|service|secretary|center|centre)"
    r"|media (?:officer|office|team|center|centre)"
    r"|information (?:office|team|officer)|statement|communiqu[eé])"
)
# Who leads a body and speaks as that.
LEADER = (
    r"(?:(?:deputy|vice|local|regional|provincial|military|political)[ -])?(?:president|chairman|chairwoman"
    r"|commander|director|secretary|leader|coordinator|representative)"
)
_VOICE_OF = re.compile(
    rf"^(?:(?:an?|the|its|their|his|her)\s+)?(?:\w+\s+)?{VOICE}\s+(?:of|for|from|by|at)\s+(.+)$", re.I
)
_BODY_VOICE = re.compile(
    rf"^(?:(?:an?|the)\s+)?(.+?)(?:['’]s?)?\s+{VOICE}(?:\s+(?:in|at|near|on)\s+.+|(?-i:\s+[A-Z]).*)?$", re.I
)
# "A man who said he spoke for the Front", "a caller with the code word of the Front".
# "The relief union's count", "the police themselves".
_ITS_COUNT = re.compile(
    r"^(.+?)['’]s? (?:own |latest |first )?(?:counts?|figures?|numbers|tally|toll|lists?|file|records?)$",
    re.I,
)
# "The police themselves", "the surgeon's" (count), "the ambulance service to 21 dead".
_ITSELF = re.compile(r"(?:\s+(?:itself|themselves|himself|herself)|(?<=[a-z])['’]s|\s+to \d.*)$")
_SPEAKS_FOR = re.compile(
    r"^an? .*?\b(?:(?:spoke|speaks|speaking) for|code ?words? of) (the .+|[A-Z].+)$", re.I
)
# "Major Tunde Lorn, a spokesman for the force".
_VOICE_BESIDE = re.compile(rf"^[A-Z][^,]*[A-Z][^,]*,\s+((?:(?:an?|the)\s+)?[^,]*\b{VOICE}\b[^,]*)$")
# "An officer of the headquarters", "a ministry official", "the department's head".
_STAFF = rf"(?:officers?|officials?|head|chief|{LEADER})"
_STAFF_OF = re.compile(rf"^(?:an?|the)\s+{_STAFF}\s+(?:of|from|at)\s+(.+)$", re.I)
_OF_STAFF = re.compile(rf"^(?:an?|the)\s+(.+?)(?:['’]s?)?\s+{_STAFF}$", re.I)
_HEAD_OF = re.compile(
    r"^(?:(?:the|its)\s+coordinator|(?:the|its|an?)\s+(?:head|director|chief|chairman|chairwoman|founder))"
    r"\s+of\s+(.+)$",
    re.I,
)
# "www.oshangazette.com", "news.oshangazette.co.uk".
_HOST = re.compile(
    r"(?:[\w-]+\.)*?([\w-]{3,})\.(?:com|org|net|info|news|tv|co|[a-z]{2})(?:\.[a-z]{2})?$", re.IGNORECASE
)
_PLURALS = frozenset({"people", "children", "men", "women"})
PREPOSITION = re.compile(r"\s+(?:of|for|in|on|at|from|to|near|with|by|there|among|between)\b")


class Source(msgspec.Struct, frozen=True):
    """What is known of a source by its words.

    `words` are stems without those that are empty, `head` is that of the noun. `title` is that of the office
    before a person's name. `country` is an ISO 3166 code.
    """

    phrase: str
    words: frozenset[str]
    head: str
    country: str | None = None
    identified: bool = False
    definite: bool = False
    title: str | None = None


def source_of(phrase: str) -> Source:
    """Who a phrase names or describes, by the registry in use; a body's spokesman is the body."""
    return _remembered_source(in_use(), phrase)


@lru_cache(maxsize=16384)
def _remembered_source(_: Actors, phrase: str) -> Source:
    spoken_for = _SPEAKS_FOR.match(phrase)
    named = spoken_for.group(1) if spoken_for else _site(_whole_group(phrase))
    whole = _ARMED_FORCES.sub("army", named)
    whole = _NATIONS.sub("UN", whole)
    core = _body(_ASIDE.split(whole.strip(), maxsplit=1)[0])
    country, words = _country_apart(core)
    found = _telling(words)
    first = tokens(core)[:1]
    definite = bool(first) and first[0] in _DEFINITE
    head = _head(core)
    spokesman = core != phrase and head in _PARTIES
    return Source(
        phrase=phrase,
        words=frozenset(map(_stem, found)),
        head=head,
        country=country,
        identified=bool(found or country)
        and (spokesman or _HOST.match(phrase) is not None or _is_identified(core, head, found, country)),
        definite=definite,
        title=_title(core),
    )


def _site(phrase: str) -> str:
    """Of an outlet that goes by its address ("www.oshangazette.com") the name."""
    host = _HOST.match(phrase)
    return host.group(1) if host else phrase


def _whole_group(phrase: str) -> str:
    """Of "one of the two military sources" the sources."""
    return re.sub(r"^(?:one|some|both|all) of (?=the\b)", "", phrase, flags=re.IGNORECASE)


def _body(phrase: str) -> str:
    """Whom a spokesman, or the head of an organisation with a name, speaks for; else the phrase."""
    phrase = _ITSELF.sub("", phrase)
    voice = (
        _VOICE_OF.match(phrase)
        or _BODY_VOICE.match(phrase)
        or _SPEAKS_FOR.match(phrase)
        or _ITS_COUNT.match(phrase)
    )
    if voice and tokens(voice.group(1)):
        return _body(voice.group(1))
    led = _HEAD_OF.match(phrase)
    name = _name_in(led.group(1)) if led else None
    return name or phrase


def _name_in(phrase: str) -> str | None:
    """The words with capitals at the end of a phrase: "the civil society group Irumu Vigilance"."""
    words = phrase.split()
    start = len(words)
    while start and words[start - 1][:1].isupper():
        start -= 1
    return " ".join(words[start:]) or None


def _title(core: str) -> str | None:
    """The stem of the office before a name: "police chief Adam Lorn", "President Lorn"."""
    words = [word for word in PREPOSITION.split(core, 1)[0].split() if fold(word) not in _DEFINITE]
    start = next((at for at, word in enumerate(words) if at and word[:1].isupper()), 0)
    if not start or not words[-1][:1].isupper():
        return None
    before = fold(words[start - 1]).strip(".")
    known = before in titles() or before in sources().unnamed_words or words[start - 1][:1].islower()
    return _stem(before) if known else None


def _country_apart(core: str) -> tuple[str | None, list[str]]:
    """The state that the words name, and the other words, folded."""
    country, left = None, []
    for word in core.split():
        bare = word.strip(',."“”').removesuffix("'s").removesuffix("’s")
        actor = actor_of(bare) if bare[:1].isupper() else None
        if actor and actor.country and actor.type in (None, "government"):
            country = actor.country
        else:
            left += tokens(word)
    return country, left


def _stem(word: str) -> str:
    return stem(_SAME.get(word, word))


def _head(core: str) -> str:
    """The stem of the noun that a phrase is about: `office` and the like do not count."""
    words = _telling(tokens(PREPOSITION.split(core, maxsplit=1)[0]))
    return _stem(words[-1]) if words else ""


def _telling(words: Sequence[str]) -> list[str]:
    """The words that say who it is: "headquarters" beside "military" does not, alone it does."""
    return [word for word in words if word not in _EMPTY] or [word for word in words if word in _BODIES]


_GENERIC_STEMS = frozenset(stem(form) for word in _GENERIC for form in (word, plural(word)))
_BODY_STEMS = frozenset(map(_stem, _BODIES))
_ANY_BODY = _BODY_STEMS | frozenset(map(_stem, _MORE_BODIES))
# Sides of a war that have no other name in a report; "a rebel" is one of them.
_PARTIES = frozenset(
    map(stem, ("rebels", "insurgents", "paramilitaries", "separatists", "jihadists", "guerrillas"))
)
_ARMY = frozenset({"army"})
# Who goes and sees for an outlet.
_OWN_STAFF = frozenset(
    stem(form)
    for word in (
        "reporter correspondent stringer team staff researcher editor writer monitor observer worker office"
    ).split()
    for form in (word, plural(word))
)
# Who shares a head noun with somebody else is told from him by these.
_TELLING = frozenset(
    map(stem, ("deputy", "vice", "former", "acting", "second", "first", "assistant", "opposition", "rival"))
)


def _is_identified(core: str, head: str, words: Sequence[str], country: str | None) -> bool:
    """Whether another report that uses these words means the same source."""
    if is_pronoun(core):
        return False
    first = tokens(core)[:1]
    if _has_name(core):
        return not (first and first[0] in _INDEFINITE and head in _GENERIC_STEMS)
    if first and (first[0] in _INDEFINITE or first[0].isdigit()):
        return False
    if head in _BODY_STEMS or (country and not head):
        return True
    if head in _PARTIES:
        return first[:1] == ["the"] and _is_plural(_before_preposition(core))
    if head in _GENERIC_STEMS:
        return False
    return bool(first) and (first[0] in _DEFINITE or country is not None)


def _has_name(core: str) -> bool:
    """Whether the noun phrase itself, not what follows a preposition, holds a name."""
    before = PREPOSITION.split(core, maxsplit=1)[0].split()
    if before and fold(before[0]) in _INDEFINITE | _DEFINITE:
        return any(word[:1].isupper() for word in before[1:] if not _is_state(word))
    if len(before) == 1:
        return before[0][:1].isupper() and not _is_plural(before[0]) and not _is_state(before[0])
    return any(word[:1].isupper() for word in before[1:])


def _is_state(word: str) -> bool:
    actor = actor_of(word.removesuffix("'s").removesuffix("’s"))
    return actor.country is not None and actor.type in (None, "government")


def _is_plural(word: str) -> bool:
    if word.lower() in _PLURALS:
        return True
    return word.endswith("s") and not word.endswith(("ss", "headquarters", "'s", "’s")) and not word.isupper()


# --- comparing ------------------------------------------------------------------------------------


# A run of names at the end of a phrase.
_PERSON = re.compile(
    r"(?:^|(?<=\s))((?:[A-Z][\w.’'-]*\s+)+(?:(?:al|bin|ben|van|von|de)[- ])*(?:al-|el-)?[A-Z][\w’-]+)$"
)


def same_source(one: Source, other: Source) -> bool:
    """Whether sources of two reports are one person, body or agency, by any name that each is given."""
    return any(_is_one(mine, theirs) for mine in names_of(one) for theirs in names_of(other))


@lru_cache(maxsize=16384)
def _run_together(phrase: str) -> str:
    """A name as an address has it: "oshangazette"."""
    return "".join(word for word in tokens(_site(phrase)) if word != "the")


def names_of(source: Source) -> tuple[Source, ...]:
    """A source, and who it is by what stands beside it.

    "The force's spokesman, Major Tunde Lorn" is the major, "Tunde Lorn, a spokesman for the force" the force.
    """
    beside = _NAMED_BESIDE.search(source.phrase) or _NAMED_BEHIND.search(source.phrase)
    if beside:
        return source, source_of(beside.group(1))
    voice = _VOICE_BESIDE.search(source.phrase)
    return (source, source_of(voice.group(1))) if voice else (source,)


def _is_one(one: Source, other: Source) -> bool:
    if not (one.identified and other.identified) or _conflict(one, other):
        return False
    if _by_registry(one.phrase, other.phrase) or _is_acronym(one.phrase, other.phrase):
        return True
    if _is_bare_state(one) and _is_bare_state(other):
        return one.country == other.country
    if _run_together(one.phrase) == _run_together(other.phrase):
        return True
    if one.words == other.words:
        return one.head == other.head or bool(one.words)
    small, large = sorted((one, other), key=lambda source: len(source.words))
    if not small.words or _is_another_army(small, large):
        return False
    if _begins_name(small, large) or _is_same_body(one, other) or _is_surname(one, other):
        return True
    return small.words <= large.words and small.head in (large.head, large.title)


def _begins_name(small: Source, large: Source) -> bool:
    """Whether one is short for the name of an outlet or body: "Al-Manara" for "Al-Manara Television"."""
    names = [_capitals(source.phrase) for source in (small, large)]
    short = len(names[0])
    whole = len(tokens(small.phrase)) == len(tokens(" ".join(names[0])))
    return bool(short) and whole and names[1][:short] == names[0] and large.head in _ANY_BODY


def _is_same_body(one: Source, other: Source) -> bool:
    """Whether both are a body of one kind, one perhaps with its place: "the emergency room at".

    So too a person with a name: "Major Lorn of the force".
    """
    cores = [frozenset(_core_words(source.phrase)) for source in (one, other)]
    small, large = sorted(cores, key=len)
    known = one.head in _ANY_BODY or (_ends_in_name(one.phrase) and _ends_in_name(other.phrase))
    return len(small) > 1 and small <= large and one.head == other.head and known


def _is_surname(one: Source, other: Source) -> bool:
    """Whether one is a title and the surname of the other: "Dr Lorn of the clinic" of "Adam Lorn"."""
    named = _ends_in_name(one.phrase) and _ends_in_name(other.phrase)
    titles_apart = one.title and other.title and one.title != other.title
    if one.head != other.head or not named or titles_apart or not (one.title or other.title):
        return False
    return {one.head} in [_name_words(source) for source in (one, other)]


def surname_of(source: Source) -> str | None:
    """The last name of a person who is named in full, or with a title; None for bodies and the unnamed."""
    core, *beside = source.phrase.split(", ")
    if is_body(core) or is_many(core):
        return None
    found = next(filter(None, (_PERSON.search(part) for part in (core, *beside))), None)
    if found is None or actor_of(found.group(1)).type is not None:
        return None
    words = [word for word in found.group(1).split() if fold(word).rstrip(".") not in titles()]
    return fold(words[-1]) if len(words) > 1 or (words and source.title) else None


def _name_words(source: Source) -> set[str]:
    """The stems of a person's name, without the office before it: "police chief", "Major"."""
    words = _core_words(source.phrase)
    return set(words[words.index(source.title) + 1 :] if source.title in words else words)


def _ends_in_name(phrase: str) -> bool:
    return _before_preposition(phrase)[:1].isupper()


def _core_words(phrase: str) -> list[str]:
    """The stems of a phrase without its articles and what follows a preposition."""
    before = PREPOSITION.split(_ASIDE.split(phrase, maxsplit=1)[0], maxsplit=1)[0]
    return [_stem(word) for word in tokens(before) if word not in _EMPTY]


def same_in_document(one: Source, other: Source) -> bool:
    """Whether sources of one report are one: there "the source" refers back to "a military source"."""
    if same_source(one, other):
        return True
    if _conflict(one, other) or one.head != other.head or not one.head:
        return False
    return one.words == other.words or (
        (one.definite or other.definite) and (one.words <= other.words or other.words <= one.words)
    )


def speaks_for(one: Source, other: Source) -> bool:
    """Whether a source of one report is somebody of a body that the same report cites."""
    core = _ASIDE.split(one.phrase, maxsplit=1)[0]
    staff = _STAFF_OF.match(core) or _OF_STAFF.match(core)
    if staff is None or not is_body(other.phrase):
        return False
    body = re.sub(r"^(?!the )", "the ", staff.group(1))
    whole = PREPOSITION.split(other.phrase, maxsplit=1)[0]
    return same_source(source_of(body), other) or (
        body.islower() and whole.endswith(body.removeprefix("the")) and source_of(body).words != _ARMY
    )


def _is_another_army(small: Source, large: Source) -> bool:
    """Whether "the army" is no short name of a movement that calls itself one."""
    if small.words != _ARMY or small.country or "Army" not in large.phrase:
        return False
    return actor_of(large.phrase).type != "state-forces"


def _conflict(one: Source, other: Source) -> bool:
    apart = one.country and other.country and one.country != other.country
    return bool(apart) or bool((one.words ^ other.words) & _TELLING)


def _is_bare_state(source: Source) -> bool:
    """Whether a source is a state by its name or its capital's: "Moscow" says what "Russia" says."""
    return not source.words and source.country is not None and source.head != "pentagon"


def _by_registry(one: str, other: str) -> bool:
    """Whether both phrases are one named actor of the registry, a state apart: it speaks with many mouths."""
    return _remembered_sameness(in_use(), one, other)


@lru_cache(maxsize=16384)
def _remembered_sameness(_: Actors, one: str, other: str) -> bool:
    mine, theirs = actor_of(one), actor_of(other)
    bodies = mine.type not in (None, "government") and mine.type == theirs.type
    return bodies and mine.name is not None and mine.name == theirs.name and _whole(one) and _whole(other)


def _whole(phrase: str) -> bool:
    """Whether the phrase is the actor itself, not somebody of it ("an adviser to ...")."""
    core = _body(_ASIDE.split(phrase, maxsplit=1)[0])
    return (tokens(core)[:1] or [""])[0] not in _INDEFINITE and not PREPOSITION.search(core)


@lru_cache(maxsize=16384)
def _is_acronym(one: str, other: str) -> bool:
    """Whether one phrase is the initials of the other's words with capitals."""
    mine, theirs = (_capitals(_body(phrase)) for phrase in (one, other))
    short, full = sorted((mine, theirs), key=len)
    if len(short) != 1 or len(full) < 3 or not short[0].isupper():
        return False
    return short[0] == "".join(word[0] for word in full)


def _capitals(phrase: str) -> list[str]:
    words = _ASIDE.split(phrase, maxsplit=1)[0].replace("-", " ").split()
    return [
        word.removesuffix("'s").removesuffix("’s")
        for word in words
        if word[:1].isupper() and fold(word) != "the"
    ]


def _before_preposition(phrase: str) -> str:
    words = PREPOSITION.split(_ASIDE.split(phrase, maxsplit=1)[0], maxsplit=1)[0].split()
    return words[-1] if words else ""


def is_pronoun(name: str) -> bool:
    """Whether a source is named by a pronoun alone."""
    return fold(name) in PRONOUNS and name not in NAMES_IN_CAPITALS


def is_many(name: str) -> bool:
    """Whether a source is several people: "residents", "two traders"."""
    first = (tokens(name)[:1] or [""])[0]
    return first in _INDEFINITE - word_set("a an one another") or _is_plural(_before_preposition(name))


def is_determined(name: str) -> bool:
    """Whether a source has an article or the like before it."""
    return (tokens(name)[:1] or [""])[0] in _INDEFINITE | _DEFINITE


def is_body(name: str) -> bool:
    """Whether a source is an office or a group, which "it" may stand for."""
    return _stem(fold(_before_preposition(name))) in _ANY_BODY


def is_thing(name: str) -> bool:
    """Whether what stands there as a source is no person: "the evidence", "a report", "the newspaper"."""
    noun, book = fold(_before_preposition(name)), sources()
    return noun in book.thing_words | book.time_words | book.document_words or is_media(name)


def is_named(name: str) -> bool:
    """Whether a source is called by a name."""
    return _has_name(name)


def is_own_voice(name: str) -> bool:
    """Whether a source is "we", "our correspondent" or "this newspaper": the outlet itself.

    "Our nurse" and "my cousin" are people of their own, whom the outlet knows.
    """
    words = tokens(name)
    if not words:
        return False
    of_this = words[-3:-1] == ["of", "this"]  # "a reporter of this newspaper"
    itself = words[0] == "this" and len(words) == 2 and words[1] in _PAPERS
    ours = words[0] in ("our", "my") and bool(_OWN_STAFF & set(_core_words(name)))
    we = words[0] in _SELF - {"our", "my"} and name.split()[0] not in NAMES_IN_CAPITALS
    return we or of_this or itself or ours or words[-1] in _OWN_VOICE
