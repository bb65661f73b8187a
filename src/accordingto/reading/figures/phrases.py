"""Who is counted: the noun phrase that follows a number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import Noun, book
from accordingto.reading.figures.bounds import bounded_behind
from accordingto.reading.figures.cardinals import value_of
from accordingto.reading.figures.numbers import past_number, quantity_at, starts
from accordingto.reading.figures.quantities import Quantity
from accordingto.reading.figures.tokens import Sentence

_HARM_NOUNS = frozenset(
    "death deaths fatality fatalities injury injuries casualty casualties loss losses".split()
)
_MOST_MODIFIERS = 6
# No adverb, and no unit, straight before a noun for people.
_BEFORE_NOUNS = frozenset("alleged presumed supposed confirmed second".split())
_NOUN_ENDINGS = ("ss", "us", "is", "'s", "less", "ous")
_PARTITIVE_HEADS = frozenset(
    "dead wounded injured victims casualties killed missing displaced slain hurt detained arrested own sick"
    " ill number".split()
)


_BEHIND_BARE = grammar.BE | grammar.AUXILIARIES | grammar.PREPOSITIONS
# What people are members of, in lower case.
_BODIES = frozenset(
    "family group militia parliament movement army party council committee force forces brigade union guard"
    " front gang cell unit organisation organization".split()
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with what it counts, words `[start, end)`.

    `noun` is `None` for a bare number ("12 were killed"); `partitive` where it is a part of what was said
    before ("three of them"); `modifiers` are the words between the number and the noun.
    """

    quantity: Quantity
    end: int
    noun: Noun | None = None
    of: str | None = None
    modifiers: tuple[int, int] = (0, 0)
    partitive: bool = False
    others: bool = False
    state: int | None = None  # the word that stands for the noun: "three of the dead", "dozens of wounded"

    @property
    def start(self) -> int:
        """The first word, bounds included."""
        return self.quantity.start

    @property
    def single(self) -> bool:
        """Whether one person is counted."""
        return self.quantity.single


def counted(sentence: Sentence, quantity: Quantity) -> Counted | None:
    """What a number counts; `None` where that is no people."""
    place = quantity.end
    if sentence.words[place - 1].endswith("-strong"):
        return _strong(sentence, quantity)
    if sentence.at(place) == "strong":
        return replace(_strong(sentence, quantity), end=place + 1)
    while sentence.at(place) in grammar.FILLERS and sentence.at(place + 1) != "than":
        place += 1
    others = place + (quantity.style == "vague" and sentence.at(place) == "of")
    if sentence.at(others) == "others":  # "12 others", "thousands of others"
        return Counted(quantity, others + 1, others=True)
    if quantity.style in ("digits", "words", "vague") and _on_board(sentence, place):
        return Counted(quantity, place, Noun("other", False, True), "people")
    if quantity.style == "one" and (one := _one_a(sentence, quantity, place)):
        return one
    if quantity.style in ("one", "article") and _is_body(sentence, place):
        return Counted(quantity, place + 2, book().nouns["bodies"], sentence.raw[place + 1])
    if sentence.at(place) == "names" and quantity.style in ("digits", "words"):
        return Counted(quantity, place + 1)
    if quantity.style == "share":
        return _of_number(sentence, quantity, place + (sentence.at(place) == "of"))
    if sentence.at(place) == "of":
        return _of(sentence, quantity, place)
    numbered = quantity.style in ("digits", "words")
    return (numbered and _elliptic(sentence, quantity, place)) or _head(sentence, quantity, place)


def _elliptic(sentence: Sentence, quantity: Quantity, place: int) -> Counted | None:
    """As in "35 rebel and 19 army fighters": the noun is said once, behind the second number."""
    word = sentence.at(place)
    noun = book().nouns.get(word)
    counted_itself = word.endswith("s") or (noun is not None and (noun.plural or quantity.single))
    told = word in grammar.FUNCTION or word in book().uses
    if counted_itself or told or not word.isalpha() or sentence.at(place + 1) != "and":
        return None
    second = quantity_at(sentence, place + 2) if sentence.at(place + 2) else None
    shared = _head(sentence, second, second.end) if second else None
    several = shared is not None and shared.noun is not None and shared.noun.plural
    if shared is None or not several:
        return None
    of = f"{sentence.raw[place]} {sentence.raw[shared.end - 1]}"
    return replace(shared, quantity=quantity, end=place + 1, of=of)


def _is_body(sentence: Sentence, place: int) -> bool:
    """As in "(saw one) man's body"."""
    owner = book().nouns.get(sentence.at(place).removesuffix("'s"))
    owned = sentence.at(place).endswith("'s") and owner is not None
    return owned and sentence.at(place + 1) in ("body", "corpse")


def _one_a(sentence: Sentence, quantity: Quantity, place: int) -> Counted | None:
    """As in "five men died, one a baker": one of those before, by what he is."""
    if sentence.at(place) not in ("a", "an") or sentence.at(quantity.start - 1) not in (
        ",",
        "(",
        "–",
        "—",
        "--",
    ):
        return None
    found = _head(sentence, quantity, place + 1)
    known = found and found.noun and not found.noun.group
    return (
        replace(found, quantity=replace(quantity, end=place + 1), partitive=True) if found and known else None
    )


def _on_board(sentence: Sentence, place: int) -> bool:
    """As in "the 60 aboard"."""
    return sentence.at(place) == "aboard" or (sentence.at(place), sentence.at(place + 1)) == ("on", "board")


def _strong(sentence: Sentence, quantity: Quantity) -> Counted:
    """As in "a 1,200-strong column", "a crowd 300 strong"."""
    first, last = max(0, quantity.start - 3), quantity.end + 3
    kinds = (book().events.get(sentence.at(place)) for place in range(first, last))
    crowd = next((kind for kind in kinds if kind in ("fighters", "other")), "fighters") == "other"
    return Counted(quantity, quantity.end, Noun("other" if crowd else "fighters", False, True), "people")


def _of_number(sentence: Sentence, quantity: Quantity, place: int) -> Counted | None:
    """Those of whom there is a share: "(a third of) the town's 900 detainees"."""
    found = _head(sentence, quantity, past_number(sentence, _past_owner(sentence, place)))
    return found if found and found.noun else None


def _past_owner(sentence: Sentence, place: int) -> int:
    """Behind "the", "the town's", "his", "whose"."""
    while _is_owned(sentence, place):
        place += 1
    return place


def _of(sentence: Sentence, quantity: Quantity, place: int) -> Counted | None:
    """As in "eight of them", "three of the soldiers", "dozens of people"."""
    follows = sentence.at(place + 1)
    if follows in ("them", "whom", "those", "which", "us") or (
        follows == "these" and _acts(sentence, place + 2)
    ):
        return _of_them(sentence, quantity, place + 2)
    if quantity.style == "vague" and follows not in grammar.DETERMINERS:
        found = _head(sentence, quantity, place + 1, needed=True)
        return found or _state(sentence, quantity, place + 1)
    numbered = past_number(sentence, place + 1) > place + 1 and quantity.style in ("digits", "words")
    if not (numbered or _is_owned(sentence, place + 1)) or quantity.style == "article":
        return None
    start = past_number(sentence, _past_owner(sentence, place + 1))
    state = start + grammar.ends_like_adverb(sentence.at(start))  # "six of the critically ill"
    if sentence.at(state) in _PARTITIVE_HEADS and sentence.at(state + 1) not in book().nouns:
        return replace(Counted(quantity, state + 1, partitive=True), state=state)
    if quantity.style != "one":
        found = _head(sentence, quantity, start)
        if found is None or found.noun is None:
            return _of_bare(sentence, quantity, start)
        return found
    return _one_of(sentence, quantity, start) or _of_bare(sentence, quantity, start)


def _acts(sentence: Sentence, place: int) -> bool:
    """As in "one of these | killed two engineers": a verb with its object, not "these killed"."""
    behind = sentence.at(place + 1)
    if sentence.at(place) in grammar.BE | grammar.AUXILIARIES:  # "12 of these were freed"
        return True
    return sentence.at(place) in _PARTITIVE_HEADS and (starts(behind) or behind in grammar.DETERMINERS)


def _of_bare(sentence: Sentence, quantity: Quantity, place: int) -> Counted | None:
    """As in "they hold 14 of the 20", "one of the nine died": nothing but a number behind "of the"."""
    follows = sentence.at(place)
    ends = not follows[:1].isalpha() or follows in _BEHIND_BARE or follows in book().uses
    numbered = sentence.numbers[place - 1] or value_of(sentence.words[place - 1]) is not None
    return Counted(quantity, place, partitive=True) if ends and numbered else None


def _is_owned(sentence: Sentence, place: int) -> bool:
    word = sentence.at(place)
    return word in grammar.DETERMINERS or word == "whose" or word.endswith(("'s", "s'"))


def _one_of(sentence: Sentence, quantity: Quantity, place: int) -> Counted | None:
    """As in "one of his brothers": of several, one is counted."""
    several = replace(quantity, low=2, best=2, high=2, style="words")
    found = _head(sentence, several, place)
    known = found and found.noun and not (found.noun.guessed or found.noun.group)
    return replace(found, quantity=quantity) if found and known else None


def _state(sentence: Sentence, quantity: Quantity, place: int) -> Counted | None:
    """As in "dozens of wounded"."""
    return Counted(quantity, place + 1, state=place) if sentence.at(place) in _PARTITIVE_HEADS else None


def _of_them(sentence: Sentence, quantity: Quantity, place: int) -> Counted:
    """As in "eight of them children", "eight of them were children"."""
    start = place + (sentence.at(place) in ("were", "are", "was", "is"))
    start += sentence.at(start) in ("a", "an")
    found = _head(sentence, quantity, start)
    if found is None or found.noun is None:
        return Counted(quantity, place, partitive=True)
    end = found.end if start == place else place
    return Counted(quantity, end, found.noun, found.of, found.modifiers, partitive=True)


def complement(sentence: Sentence, found: Counted) -> str | None:
    """Who the counted are said to be: "12 were children"."""
    following = _complement(sentence, found)
    return following.of if following else None


def past_complement(sentence: Sentence, found: Counted) -> int:
    """Behind those words; the end of the number where there are none."""
    following = _complement(sentence, found)
    return following.end if following and following.noun else found.end


def _complement(sentence: Sentence, found: Counted) -> Counted | None:
    end = found.end
    if "of" in (sentence.at(end), *sentence.words[found.start : end]):  # "five of the dead were children"
        while sentence.at(end) in ("of", "the", "those"):
            end += 1
        end += sentence.at(end) in book().uses
    if sentence.at(end) not in ("were", "are", "was", "is"):
        return None
    start = end + 1 + (sentence.at(end + 1) in ("a", "an"))
    return _head(sentence, found.quantity, start)


def _head(sentence: Sentence, quantity: Quantity, place: int, *, needed: bool = False) -> Counted | None:
    """The noun for people that ends the phrase which begins at `place`."""
    start = place
    if _is_participle(sentence, place) or _is_doing(sentence, place) or _goes(sentence, place):
        return None if needed else Counted(quantity, start)
    while place < start + _MOST_MODIFIERS and (word := sentence.at(place)):
        noun = _noun(word, quantity)
        if noun and not _goes_on(sentence, place, quantity, noun):
            return _phrase(sentence, quantity, (start, place), noun)
        if not _is_modifier(sentence, place, start) or _is_one(sentence, place):
            break
        guessed = _guessed(sentence, place, quantity) if noun is None else None
        if guessed:
            return _phrase(sentence, quantity, (start, place), guessed)
        if noun is None and _other_plural(sentence, place):
            return None
        place += 1
    if place == start and _may_be_noun(sentence, place):
        return None
    if place > start + 1 and (dead := _named_state(sentence, quantity, start, place)):
        return dead
    states = all(sentence.words[index] in book().uses for index in range(start, place))
    states = states or _is_group(sentence, quantity)
    return Counted(quantity, start) if states and not needed and not _unit(sentence, place) else None


def _is_one(sentence: Sentence, place: int) -> bool:
    """As in "a raid killed one farmer", where the farmer is no "a": but "the last one farmer"."""
    return sentence.words[place] == "one" and sentence.at(place - 1) in book().uses


def _named_state(sentence: Sentence, quantity: Quantity, start: int, end: int) -> Counted | None:
    """As in "700 Libyan dead", "12 civilian wounded"."""
    whose = range(start, end - 1)
    named = all(sentence.raw[place][0].isupper() or sentence.words[place] in book().who for place in whose)
    if not named or sentence.words[end - 1] not in grammar.NOMINAL_STATES:
        return None
    return replace(Counted(quantity, end, of=sentence.words[end - 1]), state=end - 1)


def _is_group(sentence: Sentence, quantity: Quantity) -> bool:
    """As in "a garrison of 800 laid down ...": people, whatever follows."""
    before, kind = sentence.at(quantity.start - 1), book().events.get(sentence.at(quantity.start - 2))
    return before == "of" and kind in ("fighters", "other") and sentence.raw[quantity.start][0].isdigit()


def _is_participle(sentence: Sentence, place: int) -> bool:
    """As in "three taken prisoner", "12 shot dead": several words that are the predicate."""
    for words in book().phrases.get(sentence.at(place), ()):
        if tuple(sentence.words[place : place + len(words)]) == words:
            return any("participle" in use.forms for use in book().uses[" ".join(words)])
    return False


def _is_doing(sentence: Sentence, place: int) -> bool:
    """As in "sent 3,000 running for the base"."""
    follows = sentence.at(place + 1)
    return sentence.at(place).endswith("ing") and (
        follows in grammar.PREPOSITIONS or follows in ("", ".", ",")
    )


def _goes(sentence: Sentence, place: int) -> bool:
    """As in "20,000 crossed the bridge", "3,000 arrived at dawn"."""
    follows = sentence.at(place + 1)
    led = follows in grammar.PREPOSITIONS or follows in grammar.DETERMINERS
    return sentence.at(place) in grammar.MOVING and (led or not follows[:1].isalnum())


def _may_be_noun(sentence: Sentence, place: int) -> bool:
    """As in "released four reports": a plural rather than a verb, behind a number."""
    word = sentence.at(place)
    return word.endswith("s") and word in grammar.SAYING | grammar.VERBS


def _guessed(sentence: Sentence, place: int, quantity: Quantity) -> Noun | None:
    """A noun that may name people: "two welders", "an oboist". Its predicate decides."""
    word = sentence.words[place]
    single = quantity.single
    if past_number(sentence, place) > place:  # "another three"
        return None
    if word in book().no_people or word.removesuffix("s") in book().settlements:
        return None
    if word in grammar.UNITS or (single and not sentence.raw[place].islower()):
        return None
    if word.endswith(("men", "women")) and not single:
        fits = True
    elif single or not word.endswith("s"):
        fits = word.endswith(book().person_endings) and single
    else:
        fits = _other_plural(sentence, place) or sentence.raw[place][0].isupper()
    fits = fits or (not single and _is_people(sentence, place))
    noun = Noun("other", single, not single, guessed=True)
    return noun if fits and not _goes_on(sentence, place, quantity, noun) else None


def _is_people(sentence: Sentence, place: int) -> bool:
    """A name with a verb behind it, as in "40,000 Karen have crossed"."""
    follows = sentence.at(place + 1)
    return sentence.raw[place][0].isupper() and follows in grammar.BE | grammar.AUXILIARIES


def _unit(sentence: Sentence, place: int) -> bool:
    return sentence.at(place) in grammar.UNITS


def _noun(word: str, quantity: Quantity) -> Noun | None:
    noun = book().nouns.get(word)
    if noun is None:
        age = word.endswith("-year-old") and quantity.style in ("one", "article", "none")
        return Noun("other", True, True) if age or word.endswith("-year-olds") else None
    if quantity.single:
        return noun if noun.singular else None
    return noun if noun.plural or quantity.style == "none" else None


def _goes_on(sentence: Sentence, place: int, quantity: Quantity, noun: Noun) -> bool:
    """Whether the next word is the noun proper: "12 police vehicles", "a police officer"."""
    follows = sentence.at(place + 1)
    if sentence.words[place].endswith("'"):
        return True
    if not follows or follows in grammar.FUNCTION or not (follows[0].isalpha() or follows[0].isdigit()):
        return False
    if follows in ("captive", "hostage", "prisoner"):  # "took one soldier captive"
        return False
    if starts(follows):  # "abducted a soldier nine days ago"
        return False
    if _noun(follows, quantity) and not sentence.numbers[place + 1]:
        return True
    if not quantity.single and follows.endswith("s") and _other_plural(sentence, place + 1):
        return True  # "several police stations": no verb, which would be "station"
    if (
        follows in book().uses
        or follows in book().verbs
        or follows.endswith(("ed", "ing"))
        or grammar.ends_like_adverb(follows)
    ):
        return False
    if _other_plural(sentence, place + 1):
        return True
    plain_plural = (
        noun.plural
        and not noun.singular
        and sentence.words[place].endswith(("s", "men", "children", "people"))
    )
    return not plain_plural and not sentence.numbers[place + 1] and follows not in grammar.MONTHS


def _is_modifier(sentence: Sentence, place: int, start: int) -> bool:
    word = sentence.words[place]
    if word in ("and", "or", ","):
        return place > start and _joins_modifiers(sentence, place)
    if sentence.numbers[place] or not (word[0].isalpha() or word[0].isdigit()):
        return False
    if word in book().uses:
        return True
    if word in _BEFORE_NOUNS and sentence.at(place + 1) in book().nouns:
        return True
    return word not in grammar.FUNCTION and word not in grammar.UNITS and not grammar.ends_like_adverb(word)


def _joins_modifiers(sentence: Sentence, place: int) -> bool:
    """As in "Syrian and Iraqi soldiers": two adjectives of one noun."""
    follows, behind = sentence.at(place + 1), sentence.at(place + 2)
    if not follows or follows in grammar.FUNCTION or follows in book().uses:
        return False
    return behind in book().nouns and sentence.words[place - 1] not in book().uses


def _other_plural(sentence: Sentence, place: int) -> bool:
    """A plural that is no word for people: what is counted are years, houses, shells."""
    word = sentence.words[place]
    if not word.endswith("s") or word.endswith(_NOUN_ENDINGS) or word in grammar.PLURAL_MODIFIERS:
        return False
    return word not in book().nouns and word not in book().who and sentence.raw[place][0].islower()


def _is_model(word: str) -> bool:
    """As in "two Su-30 fighters" are aircraft."""
    return any(character.isdigit() for character in word) and "year" not in word


def _phrase(sentence: Sentence, quantity: Quantity, modifiers: tuple[int, int], noun: Noun) -> Counted | None:
    start, head = modifiers
    end = _joined_end(sentence, head + 1, quantity)
    if any(_is_model(sentence.words[index]) for index in range(start, head)):
        return None
    if sentence.words[head] in ("grave", "graves") and sentence.words[head - 1] == "mass":
        return None
    first = head
    while first > start and _tells_who(sentence, first - 1):
        first -= 1
    end = _members_end(sentence, head, end)
    if sentence.words[head : head + 3] == ["loss", "of", "life"]:
        end = head + 3
    of = " ".join(sentence.raw[first:end]).replace(" ,", ",")
    if sentence.words[head] in _HARM_NOUNS:
        of = "civilians" if sentence.words[head - 1] == "civilian" else "people"
    if sentence.words[head] == "couple":
        quantity = replace(quantity, low=2, best=2, high=2, style="words")
    loose = bounded_behind(sentence, quantity, end)
    return Counted(loose or quantity, end + 2 * bool(loose), noun, of, modifiers)


def _joined_end(sentence: Sentence, end: int, quantity: Quantity) -> int:
    """As in "12 women and children", "no soldier or policeman": a second noun under the same number."""
    if quantity.style in ("one", "article") or sentence.at(end) not in ("and", "or"):
        return end
    second = book().nouns.get(sentence.at(end + 1))
    fits = second is not None and (second.plural or (quantity.style == "none" and second.singular))
    if second is None or not fits or _goes_on(sentence, end + 1, quantity, second):
        return end
    return end + 2


def _tells_who(sentence: Sentence, place: int) -> bool:
    word = sentence.words[place]
    if word in ("and", "or", ","):
        return False
    return (word in book().who or word in book().nouns) and sentence.raw[place][:1].islower()


def _members_end(sentence: Sentence, head: int, end: int) -> int:
    """As in "members of the Harun Brigades": members of something are counted as such."""
    if sentence.words[head] not in ("member", "members") or sentence.at(end) != "of":
        return end
    place = end + 1
    while sentence.at(place) in ("the", "a", "its", "their", "his"):
        place += 1
    stop = place
    while stop < len(sentence.raw) and (
        sentence.raw[stop][0].isupper() or sentence.words[stop] in book().who
    ):
        stop += 1
    named = sentence.at(stop) in book().nouns and sentence.at(stop + 1) in _BODIES
    if named or sentence.at(stop) in _BODIES:
        stop += 1 + named
    return stop if stop > place else end
