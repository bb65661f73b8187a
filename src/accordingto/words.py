"""Small phrases that terminals and pages share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accordingto.ledger import QueuedClaim
    from accordingto.types import Claim, Figure, Happening, Link, Party, Place, Range, Span

# Beginnings of ids are as good as ids where only one begins so; ten hex digits are enough for a million.
ID_SHOWN = 10
CHAIN = " › "


def counted(number: int, noun: str) -> str:
    """`1 document`, `2 documents`."""
    ending = "" if number == 1 else "es" if noun.endswith(("ch", "sh")) else "s"
    return f"{number} {noun}{ending}"


def link_name(link: Link) -> str:
    """A link of a source chain as a person reads it: one that is not named is marked so."""
    return f"{link.name} (not named)" if link.kind == "unnamed" else link.name


def chain(said_by: Sequence[Link]) -> str:
    """`Outlet › Agency › speaker`."""
    return CHAIN.join(map(link_name, said_by))


def day(published: str | None) -> str | None:
    """The civil date of a date of publication, which may have a time."""
    return published and published[:10]


def offsets(spans: Sequence[Span]) -> str:
    """`120-145, 180-200`."""
    return ", ".join(f"{start}-{end}" for start, end in spans)


def size(number: int) -> str:
    """Bytes as `1.2 GB`."""
    value, units = float(number), ["B", "kB", "MB", "GB", "TB"]
    while value >= 1000 and len(units) > 1:
        value, units = value / 1000, units[1:]
    return f"{value:.0f} B" if units[0] == "B" else f"{value:.1f} {units[0]}"


# --- what happened --------------------------------------------------------------------------------

TOWARDS = " → "


def listed(parts: Iterable[str]) -> str:
    """`one, two`, each once, on one line."""
    return ", ".join(dict.fromkeys(" ".join(part.split()) for part in parts))


def kind(happening: Happening) -> str:
    """`ASSAULT heavy-weapons`."""
    return f"{happening.type} {happening.mode}" if happening.mode else happening.type


def not_plain(claim: Claim) -> str:
    """What keeps a claim from saying that something happened for certain: `denied, possible`."""
    said = [
        *([_negated(claim)] if claim.polarity == "negative" else []),
        *([claim.status] if claim.status not in (None, "happened") else []),
        *([_sure(claim.certainty)] if claim.certainty != "certain" else []),
    ]
    return ", ".join(said)


def _negated(claim: Claim) -> str:
    return "denied" if claim.act == "deny" else "negated"


def _sure(certainty: str) -> str:
    return "certainty unknown" if certainty == "unknown" else certainty


def parties(happening: Happening) -> str:
    """`rebels → the army`: who did it, to whom; `→ the army` where nobody is said to have done it."""
    actors, recipients = _parties(happening.actors), _parties(happening.recipients)
    return f"{actors}{TOWARDS}{recipients}".strip() if recipients else actors


def _parties(found: Sequence[Party]) -> str:
    return listed(map(party, found))


def party(one: Party) -> str:
    """Its words, and its name where they do not hold it: `the group (Army of the North)`."""
    known = one.name is None or one.name.casefold() in one.words.casefold()
    return one.words if known else f"{one.words} ({one.name})"


def where(happening: Happening) -> str:
    """`Dorn`; of a movement `Dorn → Arda`."""
    places, origins, destinations = (
        listed(place.name for place in role)
        for role in (happening.places, happening.origins, happening.destinations)
    )
    way = f"{origins}{TOWARDS}{destinations}".strip() if destinations else origins and f"from {origins}"
    return "; ".join(filter(None, (places, way)))


def when(happening: Happening) -> str:
    """The days on which it happened; the report's words for them where they give none."""
    first, last = happening.begin, happening.end
    if first is None and last is None:
        return listed(time.text for time in happening.times)
    if first == last:
        return first or ""
    return f"{first or '…'} to {last or '…'}"


def how_many(figures: Iterable[Figure]) -> str:
    """`at least 12 killed, 3 children killed`."""
    return listed(map(figure, figures))


def figure(one: Figure) -> str:
    """`at least 27 civilians killed`."""
    counted_as = "" if one.kind in ("other", "population") else one.kind
    # Of fighters, who is counted and what for may be the same word.
    who = "" if one.of is None or one.of == counted_as else one.of
    return " ".join(filter(None, (_amount(one), who, counted_as)))


def _amount(one: Figure) -> str:
    about = "about " if one.approximate else ""
    if one.best is None:
        return f"{about}{_bounds(one)}"
    if {one.low, one.high} <= {None, one.best}:
        return f"{about}{one.best:,}"
    return f"{about}{one.best:,} ({_bounds(one)})"


def _bounds(one: Figure) -> str:
    if one.low is not None and one.high is not None:
        return f"{one.low:,}" if one.low == one.high else f"{one.low:,} to {one.high:,}"
    if one.low is not None:
        return f"at least {one.low:,}"
    return "" if one.high is None else f"at most {one.high:,}"


def point(place: Place) -> Iterator[str]:
    """What is known of a place beside its name."""
    if place.latitude is None or place.longitude is None:
        yield "not resolved"
        return
    yield from filter(None, (place.precision, place.admin1, place.country))
    yield f"{place.latitude:.4f} {place.longitude:.4f}"
    if place.geonameid is not None:
        yield f"gazetteer {place.geonameid}"


def bounds(figures: Range | None) -> str:
    """`12-18-30`: lowest, best supported, highest; one number where they are the same."""
    if figures is None:
        return ""
    values = ["?" if value is None else f"{value:,}" for value in (figures.low, figures.best, figures.high)]
    return values[0] if len(set(values)) == 1 else "-".join(values)


# --- review ---------------------------------------------------------------------------------------


def why_now(one: QueuedClaim) -> Iterator[str]:
    """What brought a claim to its place in the queue."""
    if one.again:
        yield "says something else than when it was judged"
    if one.contradictions:
        yield counted(one.contradictions, "contradiction")
    confidence = one.row.claim.confidence
    yield "no confidence stated" if confidence is None else f"confidence {confidence:.2f}"
