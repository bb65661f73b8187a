"""How agreements, places and actors are drawn for a person: a heading, then one line for each thing said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from accordingto.cli.output import clean
from accordingto.types import (
    ControlHistory,
    DatedStep,
    HeldPlace,
    HeldTerm,
    LinkedAgreement,
    NamedActor,
    Naming,
    Polarity,
    Status,
)
from accordingto.words import CHAIN, ID_SHOWN

UNDATED = "no date"
Row = tuple[str, Text, str, str]


def agreement(deal: LinkedAgreement) -> RenderableType:
    """Kind, name, parties, brokers; its steps by day, each with its source; its terms."""
    about = [
        ("between", ", ".join(deal.parties)),
        ("brokered by", ", ".join(f"{name} ({role})" if role else name for name, role in deal.brokers)),
        ("places", ", ".join(deal.places)),
        ("told by", ", ".join(deal.outlets)),
    ]
    heading = _heading(deal.kind, deal.names[0] if deal.names else "", _days(deal.begin, deal.end))
    steps = _table(("When", "Step", "According to", "Claim"), map(_step, alike(deal.steps)))
    parts: list[RenderableType] = [heading, *_about(about), steps]
    if deal.terms:
        parts.append(_table(("Terms", "Who", "According to", "Claim"), map(_term, deal.terms)))
    return Padding(Group(*parts), (0, 0, 1, 0))


def place(history: ControlHistory) -> RenderableType:
    """The place, whether its control is disputed, and what each source says, by day."""
    where = ", ".join(filter(None, (history.place.name, history.place.country)))
    heading = _heading("control", where, "disputed" if history.disputed else "")
    table = _table(("When", "Relation", "According to", "Claim"), map(_held, history.statements))
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


def alike(steps: Iterable[DatedStep]) -> list[list[DatedStep]]:
    """Steps that differ only in who tells of them, together, each group where its first one stands."""
    groups: dict[tuple[object, ...], list[DatedStep]] = {}
    for step in steps:
        key = (step.begin, step.end, step.step, (step.by or "").casefold(), step.polarity, step.status)
        groups.setdefault(key, []).append(step)
    return list(groups.values())


def _step(steps: Sequence[DatedStep]) -> Row:
    step = steps[0]
    parts = [f"by {step.by}" if step.by else "", f"against {step.against}" if step.against else ""]
    what = _what(step.step, step.polarity, step.status, " ".join(filter(None, parts)))
    sources = "; ".join(dict.fromkeys(CHAIN.join(one.said_by) for one in steps))
    return _days(step.begin, step.end) or UNDATED, what, sources, step.claim


def _term(term: HeldTerm) -> Row:
    given = f" (for: {term.given})" if term.given else ""
    status = "" if term.status in (None, "planned") else f", {term.status}"
    negative = "not: " if term.polarity == "negative" else ""
    words = Text(clean(f"{negative}{term.does}{given}{status}"), overflow="fold")
    sources = "; ".join(CHAIN.join(chain) for chain in term.said_by)
    return f"{term.who or ''}", words, sources, term.claims[0]


def _held(held: HeldPlace) -> Row:
    parts = [held.holder or "", f"from {held.previous}" if held.previous else ""]
    parts += [f"apart from {', '.join(held.excepted)}"] if held.excepted else []
    what = _what(held.relation, held.polarity, held.status, " ".join(filter(None, parts)))
    return (
        _days(held.begin, held.end) or held.published or UNDATED,
        what,
        CHAIN.join(held.said_by),
        held.claim,
    )


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
