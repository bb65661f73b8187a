"""Words of a text with their classes, each set of classes as one letter: rules are patterns over letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from accordingto.reading.times.lexicon import lexicon

#: Letter of a token that no rule asks for.
OTHER = "."
#: Characters of a number.
_LONGEST = 24
_FIRST_LETTER = 0xE000
# Most words can be nothing else, and come first: that reads a text a tenth faster.
# A dot behind a title or initials ends no sentence, unless a word follows that begins one.
_TOKEN = re.compile(
    r"""(?P<PLAIN>[^\W\d_]{6,}\w*|[a-z]{3,5}(?![\w:]))
    |(?P<URL>(?:https?://|www\.)\S+)
    |(?P<ISO>\d{4}(?P<mark>[-/])\d\d(?P=mark)\d\d(?:T\d\d(?::?\d\d)*(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?(?!\d))
    |(?P<NUMERIC>\d{1,2}(?P<between>[/.])\d{1,2}(?P=between)(?:\d{4}|\d\d)(?!\d))
    |(?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?!\d))
    |(?P<DECADE>(?:\d{3}0|['’]?\d0)['’]?s\b)
    |(?P<DAYORDINAL>\d+(?:st|nd|rd|th)\b)
    |(?P<FRACTION>\d/\d(?!\d)(?!\ (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))
    |(?P<NUMBER>\d+(?:[.,]\d+)*)
    |(?P<YY>['’`]\d\d\b)
    |(?P<ABBREVIATION>[AaPp]\.\ ?[Mm]\.?|[AaPp][Mm]\b|[Aa]\.?[Dd]\b\.?|[Bb]\.\ ?[Cc]\.(?:\ ?[Ee]\.)?
        |B\.C\b|BCE?\b
        |(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu|Thurs|Fri|Sat|Sun|St)\.
        |(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Maj|Capt|Prof|Rev|Adm|Brig|Inc|Corp|Co|Ltd|(?:[A-Z]\.)+[A-Z])\.
        (?!\ (?:The|An?|In|On|At|But|And|He|She|It|They|We|I|This|That|When|After|As|For|There|His|Its)\b))
    |(?P<POSSESSIVE>['’]s\b)
    |(?P<WORD>[^\W\d_]\w*)
    |(?P<PARAGRAPH>\n[ \t]*\n)
    |(?P<MARK>[^\w\s])""",
    re.VERBOSE,
)
_KINDS = frozenset(
    ("ISO", "NUMERIC", "CLOCK", "DECADE", "DAYORDINAL", "FRACTION", "NUMBER", "YY", "POSSESSIVE", "PARAGRAPH")
)
_MERIDIEM = {"am": "AM", "pm": "PM"}
_ERAS = {"bc": "BC", "bce": "BC", "ad": "AD"}
_MARKS = {",": "COMMA", "-": "DASH", "–": "DASH", "—": "DASH", "(": "OPEN", ")": "CLOSE", "/": "SLASH"}


class Token(NamedTuple):
    """A word, number or mark; `word` is lower case, `letter` stands for its set of classes."""

    start: int
    end: int
    word: str
    letter: str
    is_capital: bool


class Vocabulary:
    """Which classes a word has, and the letter of each set of classes.

    Built from the codebook and from the words that patterns name literally.
    """

    def __init__(self, literals: frozenset[str]) -> None:
        self._classes = dict(lexicon().classes())
        for word in literals:
            self._classes[word] = self._classes.get(word, frozenset()) | {word}
        self._capitalised = lexicon().capitalised.words
        self._letters: dict[frozenset[str], str] = {frozenset(): OTHER}
        self._words: dict[str, str] = {}
        for word, names in self._classes.items():
            self._words[word] = self._letter(names)
        for names in _number_classes():
            self._letter(names)
        self._phrases = _phrases(self._classes)

    def _letter(self, names: frozenset[str]) -> str:
        return self._letters.setdefault(names, chr(_FIRST_LETTER + len(self._letters)))

    def letters(self, name: str) -> str:
        """All letters whose set of classes holds a name, to stand inside brackets in a pattern."""
        if name == "OTHER":
            return OTHER
        found = "".join(letter for names, letter in self._letters.items() if name in names)
        if not found:
            raise ValueError(f"A pattern names {name!r}, which no word of time has; look at times.toml.")
        return found

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text; the phrases of the codebook are one token each."""
        found = list(self._single(text))
        merged: list[Token] = []
        position = 0
        while position < len(found):
            token = found[position]
            length = self._phrase_at(found, position) if token.word in self._phrases else 0
            if length:
                last = found[position + length - 1]
                word = " ".join(each.word for each in found[position : position + length])
                letter = self._words[word]
                token = Token(token.start, last.end, word, letter, token.is_capital)
            merged.append(token)
            position += length or 1
        return merged

    def _single(self, text: str) -> Iterator[Token]:
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup or ""
            words = match.group()
            word = words.lower()
            yield Token(match.start(), match.end(), word, self._kind(kind, word, words), words[:1].isupper())

    def _kind(self, kind: str, word: str, words: str) -> str:
        if kind == "URL":
            return OTHER
        if kind in ("PLAIN", "WORD"):
            if word in self._capitalised and words == word:
                return self._letters.get(self._classes[word] & {word}, OTHER)
            return self._words.get(word, OTHER)
        if kind == "ABBREVIATION":
            plain = word.replace(".", "").replace(" ", "")
            name = _MERIDIEM.get(plain) or _ERAS.get(plain)
            return self._letters[frozenset({name})] if name else self._words.get(word, OTHER)
        if kind == "MARK":
            name = _MARKS.get(word)
            return self._letters[frozenset({name})] if name else self._words.get(word, OTHER)
        return self._letters[_names(kind, word)]

    def _phrase_at(self, found: list[Token], position: int) -> int:
        for words in self._phrases[found[position].word]:
            window = found[position : position + len(words)]
            if len(window) == len(words) and all(t.word == w for t, w in zip(window, words, strict=True)):
                return len(words)
        return 0


def _names(kind: str, word: str) -> frozenset[str]:
    """Classes of a token that holds digits; none for a number that is too long to count anything."""
    if len(word) > _LONGEST:
        return frozenset()
    if kind == "DAYORDINAL":
        return frozenset({"DAYORDINAL", "ORDINAL"})
    if kind != "NUMBER":
        return frozenset({kind})
    if not word.isdigit():
        return frozenset({"NUMBER"})
    if len(word) <= 2:
        number = int(word)
        return frozenset(
            {"NUMBER", "DAY", "HOUR"}
            if 1 <= number <= 24
            else {"NUMBER", "DAY"}
            if 1 <= number <= 31
            else {"NUMBER", "TWO"}
        )
    if len(word) == 4 and "1000" <= word <= "2199":
        return frozenset({"NUMBER", "YEAR", "FOUR"})
    return frozenset({"NUMBER", "FOUR"} if len(word) == 4 else {"NUMBER"})


def _number_classes() -> Iterator[frozenset[str]]:
    for kind in sorted(_KINDS):
        for word in ("1", "30", "45", "1999", "0735", "123", "1.5"):
            yield _names(kind, word)
    for name in (*_MERIDIEM.values(), *dict.fromkeys(_ERAS.values()), *dict.fromkeys(_MARKS.values())):
        yield frozenset({name})


def _phrases(classes: dict[str, frozenset[str]]) -> dict[str, list[tuple[str, ...]]]:
    """First word -> the phrases that begin with it, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in classes:
        words = tuple(phrase.split())
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    for group in found.values():
        group.sort(key=len, reverse=True)
    return found


_SYMBOL = re.compile(r"\(\?P<(?P<opened>\w+)>|<(?P<choice>[^<>]+?)(?::(?P<name>\w+))?>")


def literals(patterns: list[str]) -> frozenset[str]:
    """The words that patterns name literally: lower case inside `<...>`."""
    choices = (match["choice"] or "" for pattern in patterns for match in _SYMBOL.finditer(pattern))
    return frozenset(word for choice in choices for word in choice.split("|") if word and not word.isupper())


def compiled(pattern: str, vocabulary: Vocabulary) -> re.Pattern[str]:
    """`<MONTH:month> <DAY>` as a pattern over letters; `<a|b:name>` is a named choice.

    A name may stand several times, in alternatives: the second is `name_2` to `re`, and so on.
    """
    seen: dict[str, int] = {}

    def group(name: str) -> str:
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}>" if seen[name] == 1 else f"(?P<{name}_{seen[name]}>"

    def symbol(match: re.Match[str]) -> str:
        if match["opened"]:
            return group(match["opened"])
        choice = "[" + "".join(vocabulary.letters(name) for name in match["choice"].split("|")) + "]"
        return f"{group(match['name'])}{choice})" if match["name"] else choice

    return re.compile(_SYMBOL.sub(symbol, pattern), re.VERBOSE)


_GROUP = re.compile(r"\((?:[^()<>]|<[^<>]*>|\?<?[=!]|\?P<\w+>|\?:)*\)[?*+]?(?:\{[\d,]+\})?")
_NEEDED = re.compile(r"<(?P<choice>[^<>:]+)(?::\w+)?>(?![?*]|\{0)")


def needed(pattern: str, vocabulary: Vocabulary) -> tuple[frozenset[str], ...]:
    """Sets of letters of which each match holds one: the symbols outside of brackets that are not optional.

    Most texts lack some letter of most rules, and need not be searched for them.
    """
    while (outer := _GROUP.sub("", pattern)) != pattern:
        pattern = outer
    if "|" in re.sub(r"<[^<>]*>", "", pattern):
        return ()
    choices = (match["choice"].split("|") for match in _NEEDED.finditer(pattern))
    return tuple(frozenset("".join(map(vocabulary.letters, names))) for names in choices)
