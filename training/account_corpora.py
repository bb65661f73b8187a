"""Our own texts on agreements, control and loaded words as examples.

The manual is `evaluation/accounts/GUIDELINES.md`. One text gives two examples: `dealings` (agreements, terms
and steps) and `grounds` (control and loaded words), so that a word may be a trigger in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from accordingto.reading.accounts.grammar import bases
from accordingto.reading.codebook.accounts import accounts_book, meanings
from accordingto.reading.phrases import head_end, words_of
from training.corpora import (
    ANCHOR,
    ARGUMENT_ROLES,
    CLASSES,
    HEADS,
    TASKS,
    Argument,
    Example,
    Mark,
    locate,
    own_rows,
    rows,
)

Span = tuple[int, int]
_TALKING = frozenset({"talk", "negotiation", "dialogue", "mediate", "broker", "promise", "pledge"})
FACTS = {"polarity": "positive", "certainty": "certain", "status": "happened"}


def own_accounts(split: str, folder: Path = Path(__file__).parent / "accounts") -> list[Example]:
    """Our own texts, two examples each. Every tenth text is for development."""
    return [example for row in own_rows(folder, split) for example in (dealings(row), grounds(row))]


def dealings(row: dict[str, Any]) -> Example:
    """Mentions and terms as spans; steps by their triggers; who did, must or mediates what as arguments."""
    made = _Made(row["id"], "dealings", row["text"])
    for agreement in row["agreements"]:
        sides = _sides(row["text"], agreement)
        kind = CLASSES["agreement_kind"].index(agreement["kind"])
        for words in agreement.get("mentions", ()):
            span = made.span(words, "deals", "agreement")
            anchor = made.anchor(made.head_of(span))
            made.mark(anchor, "agreement_kind", kind)
            made.arguments_within(anchor, sides)
        for term in agreement.get("terms", ()):
            span = made.span(term["words"], "deals", "term")
            anchor = made.anchor(_inside(row["text"], span, term["head"]))
            made.facts(anchor, term, status=term.get("status", "planned"))
            made.argument(anchor, "who", term.get("who"))
            made.argument(anchor, "given", term.get("given"))
        for step in agreement.get("steps", ()):
            anchor = made.anchor(locate(row["text"], step["trigger"]))
            made.mark(anchor, "step", CLASSES["step"].index(step["step"]))
            made.mark(anchor, "agreement_kind", kind)
            made.facts(anchor, step)
            made.argument(anchor, "by", step.get("by"))
            made.argument(anchor, "against", step.get("against"))
            made.arguments_within(anchor, sides)
    return made.example()


def of_no_deal(examples: Iterable[Example]) -> list[Example]:
    """Texts without any word for a deal, in which nothing is to be found.

    Nearly all of our own texts on agreements tell of one: taught by them alone, the model finds one anywhere.
    """
    return [
        Example(f"{one.id}/none", "dealings", one.text, ())
        for one in examples
        if not _speaks_of_deals(one.text)
    ]


def _speaks_of_deals(text: str) -> bool:
    book, meant = accounts_book(), meanings("step")
    found = {base for word in words_of(text.lower()) for base in bases(word)}
    making = any(meant.get(base) in ("agreed", "negotiating") for base in found)
    return making or bool(found & (book.deals | set(book.kinds) | _TALKING))


def _inside(text: str, span: Span, words: str | dict[str, Any]) -> Span:
    """The head of a term: its words within it, for the annotator counts them in the whole text."""
    head = text[slice(*locate(text, words))]
    start = text.find(head, *span)
    return (start, start + len(head)) if start >= 0 else locate(text, words)


def _sides(text: str, agreement: dict[str, Any]) -> dict[str, list[Span]]:
    """Where parties, brokers and places of an agreement stand; a name counts wherever it is repeated."""
    named = {
        "party": agreement.get("parties", ()),
        "broker": [broker["who"] for broker in agreement.get("brokers", ())],
        "place": agreement.get("places", ()),
    }
    return {
        role: [span for words in each for span in _everywhere(text, words)] for role, each in named.items()
    }


def _everywhere(text: str, words: str | dict[str, Any]) -> Iterator[Span]:
    first = locate(text, words)
    yield first
    name = text[slice(*first)]
    position = text.find(name, first[1])
    while position >= 0:
        yield position, position + len(name)
        position = text.find(name, position + 1)


def grounds(row: dict[str, Any]) -> Example:
    """Loaded words as spans; control by its triggers, with holder, place and exceptions as arguments."""
    made = _Made(row["id"], "grounds", row["text"])
    for framing in row["framing"]:
        made.span(framing["words"], "framing", framing["kind"])
    for control in row["control"]:
        anchor = made.anchor(locate(row["text"], control["trigger"]))
        made.mark(anchor, "relation", CLASSES["relation"].index(control["relation"]))
        made.facts(anchor, control)
        for role, key in (
            ("holder", "holder"),
            ("place", "place"),
            ("previous", "from"),
            ("except", "except"),
        ):
            made.argument(anchor, role, control.get(key))
    return made.example()


class _Made:
    """An example in the making. Of spans of one head that meet, and of arguments, the first is kept."""

    def __init__(self, name: str, task: str, text: str) -> None:
        self._name, self._task, self._text = f"{name}/{task}", task, text
        self._offsets, low = {}, 0
        for head in TASKS[task]:
            self._offsets[head] = low
            low += len(HEADS[head])
        self._argument_roles = ARGUMENT_ROLES[task]
        self._spans: list[tuple[int, int, int]] = []
        self._marks: dict[tuple[int, int, str], Mark] = {}
        self._arguments: list[Argument] = []
        self._anchors: dict[Span, int] = {}

    def example(self) -> Example:
        """What was gathered."""
        return Example(
            self._name,
            self._task,
            self._text,
            tuple(self._spans),
            marks=tuple(self._marks.values()),
            arguments=tuple(self._arguments),
        )

    def span(self, words: Any, head: str, role: str) -> Span:
        """A span of a head, if none of that head is there already."""
        start, end = locate(self._text, words)
        low = self._offsets[head]
        inside = [s for s in self._spans if low <= s[2] < low + len(HEADS[head])]
        if not any(start < stop and begin < end for begin, stop, _ in inside):
            self._spans.append((start, end, low + HEADS[head].index(role)))
        return start, end

    def head_of(self, span: Span) -> Span:
        """The head word of a phrase: where its arguments hang."""
        return head_word(self._text, span)

    def anchor(self, span: Span) -> Span:
        """A word that has arguments."""
        if span not in self._anchors:
            self._anchors[span] = len(self._spans)
            self._spans.append((*span, ANCHOR))
        return span

    def mark(self, anchor: Span, head: str, value: float) -> None:
        """What a word is; the first word counts."""
        self._marks.setdefault((*anchor, head), Mark(*anchor, head, value))

    def facts(self, anchor: Span, row: dict[str, Any], **known: str) -> None:
        """Polarity, certainty and status of what a word says."""
        for name, default in FACTS.items():
            value = known.get(name) or row.get(name, default)
            self.mark(anchor, name, CLASSES[name].index(value))

    def argument(self, anchor: Span, role: str, words: Any) -> None:
        """An argument in the annotator's words."""
        for one in words if isinstance(words, list) else [words] if words else []:
            self._argue(anchor, role, locate(self._text, one))

    def arguments_within(self, anchor: Span, sides: dict[str, list[Span]]) -> None:
        """Arguments wherever they stand; those outside the sentence are dropped when windows are made."""
        for role, spans in sides.items():
            for span in spans:
                self._argue(anchor, role, span)

    def _argue(self, anchor: Span, role: str, span: Span) -> None:
        of = self._anchors[anchor]
        taken = (a for a in self._arguments if a.of == of)
        covers = span[0] < anchor[1] and anchor[0] < span[1]
        if not covers and not any(span[0] < a.end and a.start < span[1] for a in taken):
            self._arguments.append(Argument(of, *span, self._argument_roles.index(role)))


def head_word(text: str, span: Span) -> Span:
    """The last word of a phrase before its complements."""
    end = span[0] + head_end(text[slice(*span)])
    start = max(text.rfind(mark, span[0], end) for mark in " -–") + 1
    return max(start, span[0]), end


def count(examples: Iterable[Example]) -> dict[str, int]:
    """How many marks of each word head and value there are, for looking."""
    found: dict[str, int] = {}
    for example in examples:
        for mark in example.marks:
            name = f"{mark.head} {CLASSES[mark.head][int(mark.value)]}"
            found[name] = found.get(name, 0) + 1
    return found


# --- loaded language ------------------------------------------------------------------------------


def ptc(path: Path) -> list[Example]:
    """PTC articles: loaded language, and name-calling or labels. Other techniques are left out."""
    names = {"Loaded_Language": 0, "Name_Calling,Labeling": 1}
    return [
        Example(row["id"], "loaded", row["text"], tuple(_techniques(row["spans"], names)))
        for row in rows(path)
    ]


def _techniques(spans: list[dict[str, Any]], names: dict[str, int]) -> Iterator[tuple[int, int, int]]:
    """Without spans that lie within another: the head marks one layer."""
    found = sorted((*s["span"], names[s["technique"]]) for s in spans if s["technique"] in names)
    reach = 0
    for start, end, role in found:
        if start >= reach:
            reach = end
            yield start, end, role


def babe(path: Path) -> list[Example]:
    """BABE sentences with their biased words."""
    return [
        Example(row["id"], "biased", row["text"], tuple((start, end, 0) for start, end in row["spans"]))
        for row in rows(path)
    ]


def slant(data: Path) -> list[Example]:
    """Sentences that somebody found slanted: BABE's label, and BASIL's lexical bias."""
    babe_rows = rows(data / "babe/sg2.jsonl.gz")
    judged = [(row["id"], row["text"], row["label"] == "Biased") for row in babe_rows]
    judged += [sentence for row in rows(data / "basil/all.jsonl.gz") for sentence in _basil_sentences(row)]
    return [
        Example(name, "slant", text, (), marks=(Mark(0, len(text), "slant", int(slanted)),))
        for name, text, slanted in judged
        if text.strip()
    ]


def _basil_sentences(row: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    lexical = [one["span"] for one in row["bias_spans"] if one["kind"] == "lex"]
    for number, (start, end) in enumerate(row["sents"]):
        slanted = any(begin < end and start < stop for begin, stop in lexical)
        yield f"{row['id']}/{number}", row["text"][start:end], slanted
