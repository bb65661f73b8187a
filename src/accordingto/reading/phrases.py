"""Noun phrases: their words, head and number, and what is known of pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from accordingto.types import Span

Gender = Literal["male", "female", "neuter"]
Number = Literal["singular", "plural"]
PhraseForm = Literal["pronoun", "name", "nominal"]

# Where a noun phrase goes on after its head: "a spokesman | for the front", "a man | who fled".
_AFTER_HEAD = re.compile(
    r"(?<!\d),|,(?!\d\d\d)|;|\s[–—(-]|\s[a-z]+ing\s(?=(?:the|a|an|their|his|her|its|\d+)\b)|"
    r"\s(?:of|for|from|in|at|with|without|who|whom|whose|which|that|on|to|by|as|like|featuring|including|such|where|when|than|"
    r"since|close|near|inside|outside|within|based|familiar|loyal|allied|affiliated|linked|backed|led|known|called|belonging|fighting|living|working|"
    r"speaking|carrying|holding|under|over|between|behind|against|across|along|around|after|before|during|there|here|and|or|"
    r"was|were|is|are|has|had|have)\b",
    re.IGNORECASE,
)


BACK = 240  # code points; what is looked for before a word takes fewer
# What is said of a source beside its name: "Harun Media Network, which supports the rebels,".
_ASIDE = re.compile(r",\s+(?:which|who|whose|whom)\b.*|[,;\s]+$", re.S)


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written with spaces."""
    return frozenset(words.split())


#: How something is done; no noun that ends like it.
ADVERB = (
    r"(?!(?:family|ally|assembly|daily|weekly|monthly|quarterly|elderly|bully|friendly|only)\b)[a-z]+ly\b"
)
# What may stand behind who speaks: "The caller | angrily", "officials | in recent days", "Mr. Lorn's".
_AFTER_SOURCE = re.compile(
    r"(?:['’]s|\s+(?:" + ADVERB + r"|also|later|earlier|today|yesterday|tonight|again|already|still|now"
    r"|(?:in recent|this|last|these|earlier this) (?:days|weeks|months|years|week|month|year)"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))+$"
)
# What may stand before who speaks: "For weeks | Saudi Arabia denied", a mark that opens a name.
_BEFORE_SOURCE = re.compile(
    r"[\"“‘](?!.*[\"”’])|(?:(?:For|In|After) (?:[a-z]+ ){0,2}(?:hours|days|weeks|months|years|decades)"
    r"|Even|Meanwhile|But|And|Yet|Now|Still),?\s+(?=[A-Z]|the\b|an?\b)"
)
_WORD = re.compile(r"[^\W_]+(?:(?:[.’'/&-]+|(?<=\d),(?=\d\d\d))[^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s?$")
DETERMINERS = word_set(
    """
    the a an this that these those some any no every each all both several many few most more other
    another such its his her their our my your whose which one two three four five six seven eight nine
    ten eleven twelve at least up about nearly around almost over than dozens hundreds thousands scores
    """
)
NUMERALS = word_set(
    """
    two three four five six seven eight nine ten eleven twelve several many few most both dozen dozens
    hundreds thousands scores these those all
    """
)
# What is counted or bundled stands behind "of": "a group of men".
_CONTAINERS = word_set(
    """
    group groups number numbers dozen dozens hundreds thousands tens scores score majority pair couple
    crowd crowds some many most all none few several handful half part parts rest one two three four
    five lot lots millions members member series kind type range wave waves band bands column columns
    body bodies
    """
)
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "wives": "wife",
    "lives": "life",
    "thieves": "thief",
    "knives": "knife",
    "mice": "mouse",
    "feet": "foot",
    "teeth": "tooth",
    "buses": "bus",
    "minibuses": "minibus",
}
_ALWAYS_PLURAL = word_set(
    """
    people police troops forces authorities personnel militiamen gunmen mujahideen mujahedeen mujahedin
    fedayeen elderly dead wounded injured displaced clergy locals remains media cattle others both
    """
)
_NOT_PLURAL = ("ss", "us", "is", "news", "series", "headquarters", "corps", "barracks", "politics")


@dataclass(frozen=True)
class Pronoun:
    """What a pronoun tells: whom it can stand for. `person` is 1, 2 or 3; absent values are open."""

    number: Number | None
    gender: Gender | None
    person: int = 3
    possessive: bool = False
    relative: bool = False
    demonstrative: bool = False
    reflexive: bool = False


def _pronouns() -> dict[str, Pronoun]:
    table: dict[str, Pronoun] = {}
    for gender, words in (("male", "he him his"), ("female", "she her hers"), ("neuter", "it its")):
        for word in words.split():
            table[word] = Pronoun("singular", gender, possessive=word in ("his", "her", "hers", "its"))  # type: ignore[arg-type]
    for word in ("they", "them", "their", "theirs"):
        table[word] = Pronoun("plural", None, possessive=word.startswith("thei"))
    for word in ("i", "me", "my", "mine"):
        table[word] = Pronoun("singular", None, 1, possessive=word in ("my", "mine"))
    for word in ("we", "us", "our", "ours"):
        table[word] = Pronoun("plural", None, 1, possessive=word.startswith("our"))
    for word in ("you", "your", "yours"):
        table[word] = Pronoun(None, None, 2, possessive=word.startswith("your"))
    for word in ("who", "whom", "whose", "which", "that"):
        table[word] = Pronoun(
            None, "neuter" if word == "which" else None, relative=True, possessive=word == "whose"
        )
    for word, gender in (("himself", "male"), ("herself", "female"), ("itself", "neuter")):
        table[word] = Pronoun("singular", gender, reflexive=True)  # type: ignore[arg-type]
    table["themselves"] = Pronoun("plural", None, reflexive=True)
    for word in ("myself", "ourselves"):
        table[word] = Pronoun("plural" if word == "ourselves" else "singular", None, 1, reflexive=True)
    for word in ("this", "these", "those"):
        table[word] = Pronoun("singular" if word == "this" else "plural", "neuter", demonstrative=True)
    return table


PRONOUNS = _pronouns()
#: In capitals a country and a body of the United Nations, that no pronoun is.
NAMES_IN_CAPITALS = frozenset({"US", "WHO"})


def is_pronoun(words: str) -> bool:
    """Whether words are a pronoun alone."""
    return words.lower() in PRONOUNS and words not in NAMES_IN_CAPITALS


def without_aside(text: str, span: Span) -> Span:
    """The span of a source without a relative clause that only comments on it, which begins with a comma.

    Nor with words for when it spoke.
    """
    start, end = span
    before = _BEFORE_SOURCE.match(text, start, end)
    start = before.end() if before and before.end() < end else start
    aside = _ASIDE.search(text, start, end)
    end = aside.start() if aside and aside.start() > start else end
    after = _AFTER_SOURCE.search(text, start, end)
    return start, after.start() if after and after.start() > start else end


def ending_at(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """A match of a pattern that ends with "$", in what stands shortly before `end`: texts are long."""
    return pattern.search(text, max(0, end - BACK), end)


def words_of(phrase: str) -> list[str]:
    """The words of a phrase as written, without punctuation around them."""
    return [_trimmed(match.group()) for match in _WORD.finditer(phrase)]


def _trimmed(word: str) -> str:
    """Without the full stop that ends a sentence, with those of an abbreviation."""
    return word if word.count(".") > 1 else word.rstrip(".")


@lru_cache(maxsize=1024)  # many rules ask for the head of one phrase
def head_end(phrase: str) -> int:
    """Code points of a noun phrase up to the end of its head."""
    start = len(phrase) - len(phrase.lstrip())
    for match in _AFTER_HEAD.finditer(phrase, start + 1):
        if not _before_noun(phrase[: match.start()], match.group().strip().lower()):
            return match.start()
    return len(phrase)


def _before_noun(before: str, word: str) -> bool:
    """Whether the head is still to come: "up to 40 people", "one or two men"."""
    words = [each.lower() for each in words_of(before)]
    counting = all(each in DETERMINERS or each[:1].isdigit() for each in words)
    return not words or (counting and word in ("to", "or", "and", "than"))


def head_words(phrase: str) -> list[str]:
    """Words of a noun phrase up to and with its head, without the head's possessive mark."""
    words = words_of(phrase[: head_end(phrase)])
    if words:
        words[-1] = bare(words[-1])
    return words


def bare(word: str) -> str:
    """A word without its possessive mark."""
    return _POSSESSIVE.sub("", word) or word


def content_words(phrase: str) -> list[str]:
    """Words up to the head, in lower case, without determiners and numbers before them."""
    words = [word.lower() for word in head_words(phrase)]
    while len(words) > 1 and (words[0] in DETERMINERS or words[0][:1].isdigit()):
        words = words[1:]
    return words


def head(phrase: str) -> str:
    """The head noun in lower case, "" where the phrase has no word."""
    words = head_words(phrase)
    return words[-1].lower() if words else ""


def counted(phrase: str) -> str | None:
    """What stands behind a container: "men" of "a group of men"; None where the head is no container."""
    if head(phrase) not in _CONTAINERS:
        return None
    rest = phrase[head_end(phrase) :].lstrip()
    return rest[3:] if rest.lower().startswith("of ") else None


def form_of(phrase: str) -> PhraseForm:
    """Pronoun, name (its head has a capital) or nominal."""
    words = head_words(phrase)
    if len(words) == 1 and is_pronoun(words[0]):
        return "pronoun"
    if not words:
        return "nominal"
    first = phrase.lstrip()[:1].isupper() and len(words) == 1 and words[0].lower() in DETERMINERS
    return "name" if words[-1][:1].isupper() and not first else "nominal"


def singular(word: str) -> str:
    """The singular of a lower-case noun, the word itself where it is no regular plural."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith(_NOT_PLURAL) or not word.endswith("s") or len(word) < 4:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1]


def plural(word: str) -> str:
    """The plural of a lower-case noun or of a phrase that ends with one."""
    if word.endswith(("man", "woman")) and not word.endswith("human"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return {"child": "children", "person": "people", "thief": "thieves"}.get(word, word + "s")


def number_of(phrase: str) -> Number:
    """Singular or plural, by coordination, numerals and the form of the head."""
    words = [word.lower() for word in words_of(phrase[: head_end(phrase)])]
    if not words:
        return "singular"
    last = bare(words[-1])
    several = any(word in NUMERALS or (word.isdigit() and word != "1") for word in words[:3])
    if several or last in _ALWAYS_PLURAL or last in NUMERALS:
        return "plural"
    if phrase[head_end(phrase) :].lstrip().startswith("and "):
        return "plural"
    return "plural" if singular(last) != last else "singular"
