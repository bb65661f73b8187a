"""How agreements, places and actors are drawn for a person: a heading, then one line for each thing said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from accordingto.cli.output import clean
from accordingto.short import by_outlet, most_stated, most_told
from accordingto.types import (
    ControlHistory,
    HeldPlace,
    HeldTerm,
    HistoryLine,
    LinkedAgreement,
    NamedActor,
    Naming,
    Polarity,
    Status,
    StepKind,
)
from accordingto.words import CHAIN, ID_SHOWN, counted, day

UNDATED = "no date"
NAMES_SHOWN = 3
SOURCES_SHOWN = 3
LETTERS = 70
# Steps that say little without their words: what was carried out, what was asked for.
WORDED: frozenset[StepKind] = frozenset({"implemented", "proposed", "violated", "rejected"})
Row = tuple[str, Text, str, str]


def agreement(deal: LinkedAgreement, *, whole: bool = False) -> RenderableType:
    """Kind, name, parties, brokers; its history by day, each line with its sources; what it provides for.

    Without `whole`, the lines of its history that most tell of, and the terms that are not told as done.
    """
    about = [
        ("between", ", ".join(deal.parties)),
        ("brokered by", ", ".join(f"{name} ({role})" if role else name for name, role in deal.brokers)),
        ("places", ", ".join(deal.places)),
        ("told by", ", ".join(deal.outlets)),
    ]
    heading = _heading(deal.kind, deal.names[0] if deal.names else "", _days(deal.begin, deal.end))
    parts: list[RenderableType] = [heading, *_about(about)]
    lines = deal.history if whole else most_told(deal.history)
    terms = deal.terms if whole else most_stated(deal.terms)
    if lines:
        rows = [_line(line, None if whole else SOURCES_SHOWN) for line in lines]
        parts.append(_table(("When", "Step", "According to", "Claim"), rows))
    if terms:
        parts.append(_table(("Terms", "Who", "According to", "Claim"), map(_term, terms)))
    left_out = len(deal.history) - len(lines), len(deal.terms) - len(terms)
    if any(left_out):
        told = f"  and {counted(left_out[0], 'step')} and {counted(left_out[1], 'term')} more: --whole"
        parts.append(Text(told, style="dim"))
    return Padding(Group(*parts), (0, 0, 1, 0))


def place(history: ControlHistory) -> RenderableType:
    """The place, whether its control is disputed, and what each source says, by day."""
    where = ", ".join(filter(None, (history.place.name, history.place.country)))
    heading = _heading("control", where, "disputed" if history.disputed else "")
    rows = map(_held, alike(history.statements))
    table = _table(("When", "Relation", "According to", "Claim"), rows)
    return Padding(Group(heading, table), (0, 0, 1, 0))


def actor(named: NamedActor) -> RenderableType:
    """The actor, and for each outlet and speaker the words used, loaded ones marked."""
    what = " ".join(filter(None, (named.actor_type, named.country)))
    heading = _heading("actor", named.name, what)
    groups = groupby(named.namings, key=lambda naming: (naming.outlet, naming.speaker))
    lines = [_naming(outlet, speaker, list(namings)) for (outlet, speaker), namings in groups]
    return Padding(Group(heading, *lines), (0, 0, 1, 0))


# --- parts ----------------------------------------------------------------------------------------


def _heading(kind: str, name: str, more: str) -> Text:
    text = Text.assemble((clean(kind), "bold magenta"), "  ", (clean(name), "bold"), overflow="fold")
    return text.append(f"  {clean(more)}", style="dim") if more else text


def _about(lines: Iterable[tuple[str, str]]) -> list[Text]:
    return [
        Text.assemble(("  " + name + " ", "dim"), clean(value), overflow="fold")
        for name, value in lines
        if value
    ]


def _table(headings: Sequence[str], rows: Iterable[Row]) -> Table:
    table = Table(expand=True, highlight=False, box=None, padding=(0, 1), header_style="dim")
    for heading, ratio in zip(headings, (None, 6, 6, None), strict=True):
        table.add_column(heading, ratio=ratio, overflow="fold", min_width=10)
    for first, what, who, claim in rows:
        table.add_row(clean(first), what, Text(clean(who), style="cyan"), Text(claim[:ID_SHOWN], style="dim"))
    return table


def _line(line: HistoryLine, shown: int | None) -> Row:
    """One step: by whom, in which words, who tells of it, who denies it; `shown` of the sources each."""
    parties = [f"by {_called_by(line.by)}" if line.by else ""]
    parties += [f"against {_called_by(line.against)}"] if line.against else []
    denied: Polarity = "positive" if line.said_by else "negative"
    what = _what(line.step, denied, line.status, " ".join(filter(None, parties)))
    if line.step in WORDED and line.words:
        what.append(f"\n{clean(_shortened(line.words[0]))}", style="dim")
    sources = _sources(line.said_by or line.denied_by, shown)
    if line.said_by and line.denied_by:
        sources += f"\ndenied by {_sources(line.denied_by, shown)}"
    return _days(line.begin, line.end) or UNDATED, what, sources, line.claims[0]


def _called_by(names: Sequence[str]) -> str:
    """A party by the name that most use, and another that somebody uses."""
    return names[0] if len(names) == 1 else f"{names[0]} (also: {', '.join(names[1:NAMES_SHOWN])})"


def _sources(chains: Iterable[tuple[str, ...]], shown: int | None = None) -> str:
    """The chains, or of many `shown`, of as many outlets as they have, and how many more there are."""
    every = by_outlet(chains)
    told = "; ".join(map(CHAIN.join, every[:shown]))
    return f"{told} and {len(every) - shown} more" if shown and len(every) > shown else told


def _shortened(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LETTERS else f"{flat[:LETTERS].rsplit(' ', 1)[0]} …"


def _term(term: HeldTerm) -> Row:
    given = f" (for: {term.given})" if term.given else ""
    status = "" if term.status in (None, "planned") else f", {term.status}"
    negative = "not: " if term.polarity == "negative" else ""
    words = Text(clean(f"{negative}{term.does}{given}{status}"), overflow="fold")
    sources = "; ".join(CHAIN.join(chain) for chain in term.said_by)
    return f"{term.who or ''}", words, sources, term.claims[0]


def alike(statements: Iterable[HeldPlace]) -> list[list[HeldPlace]]:
    """Statements that differ only in who makes them, together, each group where its first one stands."""
    groups: dict[tuple[object, ...], list[HeldPlace]] = {}
    for one in statements:
        holder, previous = (one.holder or "").casefold(), (one.previous or "").casefold()
        when = (one.begin or day(one.published), one.end)
        key = (*when, one.relation, holder, previous, one.excepted, one.polarity, one.status)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _held(statements: Sequence[HeldPlace]) -> Row:
    held = statements[0]
    parts = [held.holder or "", f"from {held.previous}" if held.previous else ""]
    parts += [f"apart from {', '.join(held.excepted)}"] if held.excepted else []
    what = _what(held.relation, held.polarity, held.status, " ".join(filter(None, parts)))
    sources = _sources(dict.fromkeys(one.said_by for one in statements))
    return _days(held.begin, held.end) or day(held.published) or UNDATED, what, sources, held.claim


def _what(name: str, polarity: Polarity, status: Status | None, more: str) -> Text:
    text = Text(clean(name), style="bold", overflow="fold")
    reserve = [*(["denied"] if polarity == "negative" else [])]
    reserve += [status] if status not in (None, "happened") else []
    if reserve:
        text.append(f" ({', '.join(reserve)})", style="bold red")
    return text.append(f" {clean(more)}", style="") if more else text


def _days(begin: str | None, end: str | None) -> str:
    return begin or "" if begin == end or end is None else f"{begin or '?'} to {end}"


def _naming(outlet: str | None, speaker: str | None, namings: Sequence[Naming]) -> RenderableType:
    who = CHAIN.join(filter(None, (outlet or "no outlet", speaker)))
    words = Text(", ", overflow="fold").join([_called(naming) for naming in namings])
    line = Text.assemble("  ", (clean(who), "cyan"), ": ", overflow="fold")
    return line.append_text(words)


def _called(naming: Naming) -> Text:
    times = f" ×{naming.count}" if naming.count > 1 else ""
    text = Text(clean(" ".join(naming.words.split())) + times)
    return text.append(f" ({naming.label})", style="red") if naming.label else text
