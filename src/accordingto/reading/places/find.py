"""Which words of a document name a place: what the recogniser marks, and what rules add to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from accordingto.gazetteer import Gazetteer
from accordingto.gazetteer.keys import plain_key
from accordingto.reading.codebook.actors import kind_of
from accordingto.reading.entities import Mention
from accordingto.reading.phrases import ending_at
from accordingto.reading.places.names import MANY, is_large, meaning, trimmed
from accordingto.reading.places.resolve import resolved
from accordingto.reading.places.words import book
from accordingto.types import Place, Span

PLACES = frozenset(["GPE", "LOC", "FAC"])
BODIES = frozenset(["ORG", "GROUP"])
PEOPLES = frozenset(["NORP", "GPE", "LOC"])
SHORT = 4  # letters of an abbreviation, which is a country's or a body's: UAE, but not PA
SHORTEST = 3  # letters of a name, abbreviations aside
LONGEST_OWNER = 40  # letters of "Port-au-Prince's "
LONGEST = 4  # words of a name that only rules find

_CAPITALISED = re.compile(r"(?:(?:al|el|ash|ad|as|an|at|az|ar|es|ez)-)?(?:(?:[A-Z]\.){2,}|[A-Z][\w’'‘-]*)")
# The end of a name and what kind of place it is: " Sabz area".
_REST = re.compile(rf"[ ](?P<name>{_CAPITALISED.pattern}(?:[ ]{_CAPITALISED.pattern})?)[ ](?P<kind>[a-z]+)\b")
_AND = re.compile(r",\s+and\s+|,\s+|\s+and\s+")
# What follows a place at the end of a row, and no subject: an end, a preposition, a day.
_ROW_END = re.compile(
    r"\s*(?:[.;:)]|$)|,?\s+(?:in|on|near|after|before|during|since|with|while|as|at|this|last|over|late|early|"
    r"overnight|yesterday|today|killing|wounding|injuring|[A-Z][a-z]+day)\b"
)
_ROW_GOES_ON = re.compile(rf"(?:,|,? and) {_CAPITALISED.pattern}")
_OWNER = re.compile(rf"(?P<name>{_CAPITALISED.pattern}(?:[ ]{_CAPITALISED.pattern}){{0,2}})['’]s[ ]$")
_GAP = re.compile(r"[ ](?:(?:of|the|al|el|de|la|du)[ ])?")
_BEFORE = re.compile(r"([\w-]+)\s+([\w-]+)\s*(?:the\s+)?$|([\w-]+)\s*(?:the\s+)?$")
_CONTAINER = re.compile(r",\s+(?:in\s+)?")
_LEAD = re.compile(r"(?:[Tt]he|THE)\s+")
_WORD = re.compile(r"[ ](\w+)")
_LINKS = frozenset(["of", "in", "for"])
# Newspapers and teams are called after towns that a report on them is not about.
_MEDIA = frozenset(
    "times post news herald tribune journal gazette independent star today wire radio tv television dispatch "
    "desk line daily weekly press telegraph broadcasting channel agency".split()
)
_PREFIX = r"(?:USS|USNS|HMS|HMAS|INS|RFA|MV|MT)"
_SHIP, _AFTER_SHIP = re.compile(rf"{_PREFIX}\s"), re.compile(rf"\b{_PREFIX}\s+$")
_JOINT = re.compile(r"\s+(?:and|or|to|of|in|into|near|the|-)\s+(?:the\s+)?|['’]s\s+")
_IN = re.compile(r"[ ]in[ ](?:the[ ])?(?=[A-Z])")
# At the head of a report or of a paragraph: "KAFR ATUN, Qarat (Agency) —", "OSHAN --".
_DATELINE = re.compile(r"(?:^|\n)\s*((?:[A-Z][A-Z.'’-]+[ ]?){1,4}?)(?=\s*(?:,|\(|—|–|--|-\s|:))")
# After the beginning of a name: "Bab" is none of "Bab al-Aziziya".
_GOES_ON = re.compile(r"[ ](?:al|el|ash|ad|as|an|at|az|ar|es|ez)-[A-Z]")
# "By Adam Lorn" on a line of its own, at the head of a report.
_BYLINE = re.compile(r"^[ \t]*(?:By|BY)[ ](?:[A-Z][\w.’'-]*[ ]?|and[ ]|,[ ]){2,6}$", re.MULTILINE)
OPENING = 600  # code points in which a byline stands
_BEARINGS = frozenset(["north", "south", "east", "west"])
_INSIDE = frozenset(["in"])
_ARTICLE = re.compile(r"\b[Tt]he\s+$")
_OF_PEOPLES = ("i", "an", "ese", "ish", "ic")
# What stands in the middle of names: Abu al-Duhur, Rio de Oro.
_IN_NAMES = frozenset("of the and in or".split())
_RUN = re.compile(rf"(?<![\w-]){_CAPITALISED.pattern}(?:[ ]{_CAPITALISED.pattern})*")
_SMALL = frozenset("al el de la du da do dos van bin ibn".split())
# "Shia-majority towns", "Sabra-held".
_COMPOUND = re.compile(
    r"-(?:majority|held|controlled|led|backed|run|dominated|occupied|based|linked|aligned|allied|affiliated)$"
)
# "World War II", "the Six Day War".
_WAR = re.compile(r"\bWars?\b(?: (?:I{1,3}|One|Two|1|2)\b)?$")
# "The 13 November Oshan terror attacks".
_OF_VIOLENCE = re.compile(
    r" (?:(?:terror(?:ist)?|suicide|bomb|gun|truck|bus|market|airport|metro) )?"
    r"(?:attacks?|bombings?|massacres?|shootings?|siege|blasts?)\b"
)
_ARABIC_ARTICLE = re.compile(r"(?:al|el|ash|as|an|ar|ad|at)[- ]", re.IGNORECASE)
# "X, Y" in one mention is two places.
_PART = re.compile(r"[^,\s][^,\n]*")


# First parts of many names. Towns are called so too, but not where another name follows.
ELEMENTS = frozenset(
    "tell tel tall kafr kafar deir dayr jabal jebel wadi khan umm abu ain ayn beit bayt bir qasr ras "
    "burj nahr al el san santa saint new old port fort mount lake cape upper lower north south east "
    "west bab shaykh sheikh hisn qalat darat hay mazraat ghar lashkar dara kot chak pul bala nova "
    "novo staro velyka mala".split()
)


def places_of(
    text: str,
    mentions: Sequence[Mention],
    *,
    gazetteer: Gazetteer,
    outlet: str | None = None,
    country: str | None = None,
    demonyms: bool = False,
) -> tuple[Place, ...]:
    """The places that the text names, in its order.

    `country` (ISO, two letters) and the places in the outlet's name make theirs likelier. `demonyms` adds the
    countries of "Syrian" and "Syrians", which are no places of anything that happens.
    """
    spans = toponyms(text, mentions, gazetteer, demonyms=demonyms)
    given = {country} if country else _countries_of(outlet or "", gazetteer)
    found = resolved(text, spans, gazetteer, given=given)
    # "Erdogan", marked as a place once where the president is spoken of: a slip, if no place is known by it.
    people = {mention.words.split()[-1] for mention in mentions if mention.type == "PER" and mention.words}
    named = {words.split()[-1] for words in (m.words for m in mentions if m.type == "PER") if " " in words}
    return tuple(place for place in found if not _is_person(text, place, people, named, gazetteer))


def _is_person(text: str, place: Place, people: Set[str], named: Set[str], gazetteer: Gazetteer) -> bool:
    """Whether a place is somebody's last name: of a person `named` in full it is so even if a town has it."""
    words = text[slice(*place.span)]
    known = gazetteer.place(place.geonameid) if place.geonameid else None
    if known is None:
        return words in people
    return words in named and not is_large(known) and not _follows(text, place.span[0], book().words.locative)


def toponyms(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, *, demonyms: bool = False
) -> list[Span]:
    """Spans that name places, in order, none inside another."""
    found: list[Span] = []
    for mention in mentions:
        found.extend(_of_mention(text, mention, gazetteer, demonyms))
    found.extend(_named_again(text, mentions, found))
    found.extend(_datelines(text, gazetteer))
    found.extend(_by_context(text, [mention.span for mention in mentions], gazetteer))
    found.extend(_told_by_words(text, mentions, found, gazetteer))
    found.extend([span for inner in found for span in _holder_named(text, inner, gazetteer)])
    kept = [span for span in _apart(found) if not _is_article(text[slice(*span)])]
    kept = [span for span in kept if not _is_something_else(text, span, gazetteer)]
    kept = _apart([_whole(text, _tight(text, span)) for span in kept])
    return _apart([*kept, *_joined(text, mentions, kept, gazetteer), *_owners(text, kept, gazetteer)])


def _is_article(words: str) -> bool:
    """ "Al" is no Alabama: an abbreviation of two letters has capitals or dots."""
    return len(words) < SHORTEST and not words.isupper() and "." not in words


def _is_something_else(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether the words are a body's, a ship's, a writer's, or a bearing."""
    return (
        _is_party(gazetteer, text[slice(*span)])
        or _is_ship(text, span)
        or _is_bearing(text, span)
        or _WAR.search(text, *span) is not None
        or _COMPOUND.search(text, *span) is not None
        or any(line.start() <= span[0] < line.end() for line in _BYLINE.finditer(text, 0, OPENING))
    )


def _is_bearing(text: str, span: Span) -> bool:
    """Whether a part of the world, or of a country, is meant: "the North", "the West"."""
    words = text[slice(*span)].casefold()
    return words in _BEARINGS and ending_at(_ARTICLE, text, span[0]) is not None


def _is_ship(text: str, span: Span) -> bool:
    """Whether a name is a ship's: "USS Makin Island"."""
    return bool(_SHIP.match(text, *span) or ending_at(_AFTER_SHIP, text, span[0]))


def _whole(text: str, span: Span) -> Span:
    """The whole of a name of which the beginning was found: "Khair" of "the Khair Sabz area"."""
    rest = _REST.match(text, span[1])
    named = rest is not None and rest["kind"] in book().words.beside | book().words.follow
    return (span[0], rest.end("name")) if rest and named and ending_at(_ARTICLE, text, span[0]) else span


def _joined(
    text: str, mentions: Sequence[Mention], found: Sequence[Span], gazetteer: Gazetteer
) -> Iterator[Span]:
    """The names in a row with places: "in Oshan, Harun and Sarin"; the last one need not be known."""
    taken = [*found, *(m.span for m in mentions if m.type == "PER" or m.type in BODIES)]
    for span in found:
        end = span[1]
        while (joint := _AND.match(text, end)) and (
            after := _next_in_row(text, joint, taken, gazetteer)
        ) is not None:
            yield after
            end = after[1]


def _next_in_row(text: str, joint: re.Match[str], taken: Sequence[Span], gazetteer: Gazetteer) -> Span | None:
    """The name after a comma or "and", where it goes on as a row does."""
    first = _CAPITALISED.match(text, joint.end())
    if first is None or _meets(first.span(), taken):
        return None
    spans = [(first.start(), end) for end in _ends(text, first)]
    known = next((span for span in spans if _is_heard_of(gazetteer, text[slice(*span)])), None)
    last = known or spans[0]
    words = text[slice(*last)]
    if _is_people(gazetteer, words) or words.casefold() in book().words.never or _is_article(words):
        return None
    if _ROW_END.match(text, last[1]):
        return last if known or joint[0].strip() == "and" else None
    goes_on = _ROW_GOES_ON.match(text, last[1]) is not None
    return last if known and (goes_on or _is_certain(gazetteer, words)) else None


def _is_heard_of(gazetteer: Gazetteer, words: str) -> bool:
    """Whether a name, or one of several words that sounds like one, is a place's."""
    return _is_known(gazetteer, words) or (" " in words and bool(gazetteer.lookup(words)))


def _owners(text: str, found: Sequence[Span], gazetteer: Gazetteer) -> Iterator[Span]:
    """The X of "X's Y district"."""
    for span in found:
        owner = _OWNER.search(text[max(0, span[0] - LONGEST_OWNER) : span[0]])
        kind = _WORD.match(text, span[1])
        if owner and kind and kind[1].casefold() in book().words.follow | book().words.beside:
            start = span[0] - len(owner[0])
            if _is_known(gazetteer, owner["name"]):
                yield start, start + len(owner["name"])


def _holder_named(text: str, span: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """The Y of "X, Y", where Y is a country or a division."""
    comma = _CONTAINER.match(text, span[1])
    first = _CAPITALISED.match(text, comma.end()) if comma else None
    if first is None:
        return
    held = [end for end in _ends(text, first) if _is_holder(gazetteer, text[first.start() : end])]
    if held:
        yield first.start(), held[0]


def _is_holder(gazetteer: Gazetteer, words: str) -> bool:
    return any(c.exact and c.kind in ("country", "region") for c in gazetteer.lookup(words))


def _told_by_words(
    text: str, mentions: Sequence[Mention], found: Sequence[Span], gazetteer: Gazetteer
) -> Iterator[Span]:
    """Names that only places have words like these around, whatever the recogniser takes them for.

    "captured Oshan" needs a name that the gazetteer knows; "the garrison of Oshan" does not.
    """
    position = 0
    for first in _CAPITALISED.finditer(text):
        if first.start() < position or _meets(first.span(), found):
            continue
        for end in _ends(text, first):
            span = (first.start(), end)
            if not _meets(span, found) and _is_told(text, span, mentions, gazetteer):
                yield span
                position = end
                break


def _is_told(text: str, span: Span, mentions: Sequence[Mention], gazetteer: Gazetteer) -> bool:
    words, sayings = text[slice(*span)], book().words
    if _is_people(gazetteer, words) or words.casefold() in sayings.never:
        return False
    if _is_element(words, text[span[1] : span[1] + LONGEST_OWNER]):
        return False
    if _is_full_name(span, mentions) and not (len(words.split()) > 1 and _is_known(gazetteer, words)):
        return False
    if any(_is_of_body(span, mention) for mention in mentions):
        return False
    if _follows(text, span[0], _INSIDE) and _is_misread(span, mentions):
        return True
    if _follows(text, span[0], sayings.holding) and not _LEAD.match(words):
        return True
    if _is_known(gazetteer, words) and _follows(text, span[0], sayings.locative | sayings.taking):
        return True
    if _OF_VIOLENCE.match(text, span[1]) and _is_certain(gazetteer, words):
        return True
    return _is_on_road(text, span, mentions, gazetteer)


def _is_misread(span: Span, mentions: Sequence[Mention]) -> bool:
    """Whether one word is taken for a person: nobody is "in" somebody."""
    return any(mention.type == "PER" and mention.span == span for mention in mentions)


def _is_full_name(span: Span, mentions: Sequence[Mention]) -> bool:
    """Whether the words are a person's of several names, here or where the person was named in full."""
    return any(
        mention.type == "PER" and len(mention.words.split()) > 1 and _meets(span, [mention.span])
        for mention in mentions
    )


def _is_of_body(span: Span, mention: Mention) -> bool:
    """Whether the words are a known body, or a part of one's name, at which `_inside` has looked."""
    if mention.type not in BODIES:
        return False
    (start, end), known = mention.span, span == mention.span and _is_known_body(mention)
    return known or (span != mention.span and start <= span[0] and span[1] <= end)


def _is_on_road(text: str, span: Span, mentions: Sequence[Mention], gazetteer: Gazetteer) -> bool:
    """ "the Oshan front", but not that of a people or a party."""
    following = _WORD.match(text, span[1])
    if following is None or following[1] not in book().words.beside or not ending_at(_ARTICLE, text, span[0]):
        return False
    words = text[slice(*span)]
    if _is_known(gazetteer, words):
        return True
    parties = [m.span for m in mentions if m.type in BODIES]
    return not _meets(span, parties) and not words.endswith(_OF_PEOPLES)


def _datelines(text: str, gazetteer: Gazetteer) -> Iterator[Span]:
    for found in _DATELINE.finditer(text):
        if _is_known(gazetteer, found[1].strip()):
            yield found.start(1), found.start(1) + len(found[1].strip())


def _named_again(text: str, mentions: Sequence[Mention], found: Sequence[Span]) -> Iterator[Span]:
    """Names of places of this document that the recogniser takes for something else, but for no person."""
    names = {text[slice(*span)] for span in found}
    for mention in mentions:
        span = _tight(text, mention.span)
        if mention.type not in ("PER", *PLACES) and text[slice(*span)] in names:
            yield span


def _of_mention(text: str, mention: Mention, gazetteer: Gazetteer, demonyms: bool) -> Iterator[Span]:
    """The places in one name."""
    if _is_people(gazetteer, mention.words):
        if demonyms and mention.type in PEOPLES:
            yield mention.span
    elif mention.type in PLACES and _is_party(gazetteer, mention.words) and not _is_division(mention.words):
        return
    elif mention.type in PLACES or (mention.type in BODIES and _is_facility(mention.words)):
        for part in _PART.finditer(text, *mention.span):
            yield from _parts(text, _tight(text, part.span()), gazetteer)
    elif not _is_known_body(mention) and _is_said_to_be_place(text, mention.span, gazetteer):
        yield _tight(text, mention.span)
    elif mention.type in BODIES and len(mention.words.split()) > (mention.type == "GROUP"):
        yield from _inside(text, mention, gazetteer)


def _is_known_body(mention: Mention) -> bool:
    """Whether what is taken for a body is one by the codebook, so that a town of that name is not meant."""
    return mention.type in BODIES and kind_of(trimmed(mention.words), None) == "body"


def _is_party(gazetteer: Gazetteer, words: str) -> bool:
    """Whether a name is a body's: "bombed Houthi targets", "the U.N.", and "Hamas", as some call Hamm."""
    key = plain_key(words)
    called = any(c.exact and plain_key(c.name) == key for c in gazetteer.lookup(words))
    of_place = called and "." not in words
    return kind_of(trimmed(words), None) == "body" and not of_place and not _is_facility(words)


def _is_division(words: str) -> bool:
    """Whether a division is named with its kind: "U.S. state of Texas", not "Islamic State of Iraq"."""
    kinds = book().words.follow
    return any(word in kinds and after == "of" for word, after in pairwise(words.split()))


def _parts(text: str, span: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """The span, or where the gazetteer does not know it, the known names in it: "Harun and Oshan"."""
    words = text[slice(*span)]
    phrase = _is_phrase(words)
    if not phrase and (meaning(gazetteer, words).candidates or _is_facility(words)):
        yield span
        return
    found = [part for piece in _pieces(text, span) for part in _of_piece(text, piece, gazetteer, phrase)]
    yield from found
    if not found:
        yield from _last_name(text, span, gazetteer) if phrase else _apart_at_in(text, span)


def _apart_at_in(text: str, span: Span) -> Iterator[Span]:
    """Of "Kafr Atun in Qarat", which are two places though neither is known, each name."""
    start = span[0]
    for joint in _IN.finditer(text, *span):
        yield start, joint.start()
        start = joint.end()
    yield start, span[1]


def _last_name(text: str, span: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """The name at the end of a phrase: "the ridge above Sarin"."""
    runs = [run for run in _RUN.finditer(text, *span) if run.start() > span[0] and run.end() == span[1]]
    yield from (run.span() for run in runs if not _is_people(gazetteer, run[0]))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """What "of", "and" and the like part in a mention."""
    start = span[0]
    for piece in _JOINT.split(text[slice(*span)]):
        begin = text.index(piece, start)
        start = begin + len(piece)
        yield begin, start


def _of_piece(text: str, piece: Span, gazetteer: Gazetteer, phrase: bool) -> Iterator[Span]:
    """The names in a piece that the gazetteer knows; in a phrase ("the towns of Ket and Wau") any name."""
    words = text[slice(*piece)].split()
    if not words or not _is_name(words[0]):
        return
    if phrase and all(_is_name(word) or word in _SMALL for word in words):
        yield piece
        return
    for part in _hyphened(text, piece, gazetteer):
        if end := _known_head(text, part, gazetteer):
            yield part[0], end


def _is_phrase(words: str) -> bool:
    """Whether there is more than a name: "the besieged towns of Ket", "Men holding the port of Ket"."""
    plain = [word for word in words.split() if not _is_name(word) and word not in _SMALL | _IN_NAMES]
    return not _is_name(words.split()[0]) or len(plain) > 1


def _is_name(word: str) -> bool:
    """Whether a word is written like a name."""
    return _CAPITALISED.match(word) is not None


def _hyphened(text: str, span: Span, gazetteer: Gazetteer) -> list[Span]:
    """Both sides of "Oshan-Harun", if each is known; else the span."""
    parts = [
        (span[0] + part.start(), span[0] + part.end()) for part in re.finditer(r"[^-]+", text[slice(*span)])
    ]
    known = [len(text[slice(*part)]) > SHORT and _is_known(gazetteer, text[slice(*part)]) for part in parts]
    return parts if all(known) else [span]


def _is_element(words: str, following: str) -> bool:
    """Whether a name is but the first part of another: "Tell" of a "Tell Sabra" that no gazetteer has."""
    return words.casefold() in ELEMENTS and bool(following.strip()) and _is_name(following.split()[0])


def _known_head(text: str, span: Span, gazetteer: Gazetteer) -> int | None:
    """Where the longest name that the gazetteer knows at the beginning of the span ends."""
    ends = [span[0] + found.end() for found in re.finditer(r"\S+", text[slice(*span)])]
    return next(
        (
            end
            for end in reversed(ends)
            if _is_known(gazetteer, text[span[0] : end])
            and not _GOES_ON.match(text[end : span[1]])
            and not _is_element(text[span[0] : end], text[end : span[1]])
        ),
        None,
    )


def _is_people(gazetteer: Gazetteer, words: str) -> bool:
    """Whether the words are those for people only: Syrian, but neither Congo nor U.S."""
    return bool(gazetteer.people(words)) and not any(c.exact and is_large(c) for c in gazetteer.lookup(words))


def _is_facility(words: str) -> bool:
    return words.split()[-1:] != [] and words.split()[-1].casefold() in book().words.facilities


def _is_said_to_be_place(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """A known name after "in" or "town of" is a place, whatever the recogniser takes it for."""
    return _follows(text, span[0], book().words.locative) and _is_known(gazetteer, text[slice(*span)])


def _tight(text: str, span: Span) -> Span:
    """Without article and possessive."""
    start, end = span
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    words = text[start:end]
    if re.search(r"['’]s$", words):
        end -= 2
    return (start, end) if end > start else span


def _inside(text: str, mention: Mention, gazetteer: Gazetteer) -> Iterator[Span]:
    """The place in a body's name that says where it is: "Oshan City Council", "Health Ministry of Qarat"."""
    words = list(_CAPITALISED.finditer(text, *mention.span))
    if any(word[0].casefold() in _MEDIA for word in words):
        return
    first = 0
    while first < len(words):
        for last in range(min(first + LONGEST, len(words)) - 1, first - 1, -1):
            span = (words[first].start(), words[last].end())
            if _is_where_it_is(text, mention, span, gazetteer):
                yield span
                first = last
                break
        first += 1


def _is_where_it_is(text: str, mention: Mention, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a part of a body's name is a place: a large one at either end or after "of", or a seat.

    An armed group has no seat: the Valley Front is no body of a town called Valley.
    """
    words, body = text[slice(*span)], mention.span
    following = text[span[1] : body[1]].split()[:1]
    seated = mention.type != "GROUP" and span[0] == body[0]
    if seated and following and following[0].casefold() in book().words.institutions:
        return _is_known(gazetteer, words)
    linked = _follows(text, span[0], _LINKS)
    if not linked and span[0] > body[0] and _ARABIC_ARTICLE.match(words):
        return False  # "Ahrar al-Sham" is one name
    at_edge = span[0] == body[0] or span[1] == body[1]
    return (at_edge or linked) and _is_certain(gazetteer, words)


def _is_known(gazetteer: Gazetteer, words: str) -> bool:
    """Whether the words are a place's name, and not everyday ones."""
    if trimmed(words).casefold() in book().words.never:
        return False
    return any(candidate.exact for candidate in gazetteer.lookup(trimmed(words)))


def _is_certain(gazetteer: Gazetteer, words: str) -> bool:
    """Whether a name alone is enough: a country, a large division or town under its own name."""
    if not _is_known(gazetteer, words):
        return False
    key = plain_key(trimmed(words))
    large = [c for c in gazetteer.lookup(trimmed(words)) if is_large(c)]
    if words.isupper() and len(words) <= SHORT:
        return any(candidate.kind == "country" for candidate in large)
    return any(candidate.kind != "town" or plain_key(candidate.name) == key for candidate in large)


def _by_context(text: str, taken: Sequence[Span], gazetteer: Gazetteer) -> Iterator[Span]:
    """Known names outside of all mentions, where the words before them speak of a place."""
    position = 0
    headline = text.find("\n") if "\n" in text else 0
    for first in _CAPITALISED.finditer(text):
        if first.start() < position or _meets((first.start(), first.end()), taken):
            continue
        for end in _ends(text, first):
            span = (first.start(), end)
            if not _meets(span, taken) and _is_place_here(text, span, gazetteer, end <= headline):
                yield span
                position = end
                break


def _ends(text: str, first: re.Match[str]) -> list[int]:
    """Where a name that begins here may end, the farthest first."""
    ends = [first.end()]
    while len(ends) < LONGEST:
        gap = _GAP.match(text, ends[-1])
        following = _CAPITALISED.match(text, gap.end()) if gap else None
        if following is None:
            break
        ends.append(following.end())
    return ends[::-1]


def _is_place_here(text: str, span: Span, gazetteer: Gazetteer, headline: bool) -> bool:
    words = text[slice(*span)]
    bare = trimmed(words)
    if (len(bare) < 3 and "." not in words) or bare.casefold() in book().words.never:
        return False
    known = [candidate for candidate in gazetteer.lookup(bare) if candidate.exact]
    if not known:
        return False
    if _follows(text, span[0], book().words.before) or _precedes_kind(text, span[1]):
        return True
    certain = any(candidate.kind == "country" or candidate.population >= MANY for candidate in known)
    return certain and (headline or _is_held(text, span, gazetteer))


def _follows(text: str, start: int, words: frozenset[str]) -> bool:
    """Whether one of `words`, which may be pairs, stands before `start`."""
    found = _BEFORE.search(text[max(0, start - 40) : start])
    if not found:
        return False
    last = (found[2] or found[3] or "").casefold()
    pair = f"{found[1]} {found[2]}".casefold() if found[1] else ""
    return last in words or pair in words


def _precedes_kind(text: str, end: int) -> bool:
    """Whether "province" or the like follows."""
    following = _WORD.match(text, end)
    return following is not None and following[1].casefold() in book().words.follow


def _is_held(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """ "X, Y": followed by the name of a country or division."""
    comma = _CONTAINER.match(text, span[1])
    following = _CAPITALISED.match(text, comma.end()) if comma else None
    if following is None:
        return False
    return _is_holder(gazetteer, following[0])


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """In order; of two that overlap the first found."""
    kept: list[Span] = []
    for span in dict.fromkeys(spans):
        if not _meets(span, kept):
            kept.append(span)
    return sorted(kept)


def _countries_of(outlet: str, gazetteer: Gazetteer) -> set[str]:
    found = set()
    for name in _CAPITALISED.findall(outlet):
        candidates = [
            c for c in (*gazetteer.lookup(name), *gazetteer.people(name)) if c.exact and is_large(c)
        ]
        if candidates and name.casefold() not in book().words.never:
            country = max(candidates, key=lambda candidate: candidate.population).country
            found.add(country or "")
    return found - {""}
