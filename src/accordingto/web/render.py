"""Templates to pages. Whatever a template is given is escaped, always."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

import jinja2
from litestar import Response
from litestar.enums import MediaType
from markupsafe import Markup

from accordingto import words
from accordingto.ledger.search import BEGIN, END
from accordingto.types import Claim, Happening, Link
from accordingto.web import filters, formats, statics
from accordingto.web.graphic import is_graphic
from accordingto.web.site import Asked, site_of, visitor_of

# Marks of direction work as far as the next one and could make a page lie; `dir=auto` does their job.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def render(request: Asked, template: str, *, status: int = 200, **context: Any) -> Response[str]:
    """A page, or a part of one for htmx."""
    known = {
        "visitor": visitor_of(request),
        "path": request.url.path,
        "query": dict(request.query_params),
        "site": site_of(request),
    }
    html = environment().get_template(template).render(**known, **context)
    return Response(html, status_code=status, media_type=MediaType.HTML)


@cache
def environment() -> jinja2.Environment:
    """The templates, their filters and what they all may call."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("accordingto.web", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        clean=clean,
        day=day,
        long_day=long_day,
        flat=flat,
        found=found,
        lasting=lasting,
        size=words.size,
        short=short,
    )
    made.globals.update(
        actor_address=actor_address,
        asset=statics.address,
        address_of=filters.address_of,
        called=called,
        formats=formats,
        is_graphic=is_graphic,
        place_address=place_address,
        days_of=days_of,
        roles=roles,
        words=words,
        what=what,
    )
    return made


# --- what templates call --------------------------------------------------------------------------


def clean(text: str | None) -> str:
    """Stored text without what would act on the page around it: marks of direction and control characters."""
    return "".join(one for one in text or "" if one not in _BIDI and (one in "\n\t" or _is_seen(one)))


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Co", "Cs")


def flat(text: str | None) -> str:
    """Stored text on one line."""
    return " ".join(clean(text).split())


def day(date: str | None) -> str:
    """A civil date as it is written everywhere: `2024-03-05`."""
    return (date or "")[:10]


def long_day(date: str | None) -> str:
    """`5 Mar 2024`, or as much of it as is known."""
    parts = day(date).split("-")
    try:
        names = [*(str(int(part)) for part in parts[2:3]), *(_MONTHS[int(part) - 1] for part in parts[1:2])]
    except (ValueError, IndexError):
        return day(date)
    return " ".join([*names, parts[0]])


def days_of(happening: Happening) -> str:
    """The days on which it is said to have happened; the report's words for them where they give none."""
    days = (happening.begin, happening.end)
    if days == (None, None):
        return words.when(happening)
    return " to ".join(dict.fromkeys(long_day(one) or "…" for one in days))


_DURATION = re.compile(r"P(?:T(?=[\dX]))?(\d+|X)([YMWDH])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}


def lasting(duration: str) -> str:
    """A TIMEX3 duration in words: `P3D` as `3 days`, `PXD` as `some days`; else as it stands."""
    known = _DURATION.fullmatch(duration)
    if known is None:
        return duration
    unit = "minute" if duration.startswith("PT") and known[2] == "M" else _UNITS[known[2]]
    return f"some {unit}s" if known[1] == "X" else words.counted(int(known[1]), unit)


def actor_address(name: str) -> str:
    """Where the page of an actor is."""
    return f"/actors/{quote(name, safe='')}"


def place_address(name: str) -> str:
    """Where the page of a place is."""
    return f"/places/{quote(name, safe='')}"


def short(identity: str) -> str:
    """The beginning of an id, as the command line shows it."""
    return identity[: words.ID_SHOWN]


def found(snippet: str) -> Markup:
    """A snippet in which the words that were searched for are marked."""
    # Escaped piece by piece: nothing but the elements comes in unescaped. `clean` drops a sign without its
    # fellow, which only a text that holds such signs itself can bring about.
    pieces = re.split(f"{BEGIN}([^{BEGIN}{END}]*){END}", snippet)
    marked = (
        Markup("<mark>{}</mark>").format(clean(one)) if number % 2 else Markup.escape(clean(one))
        for number, one in enumerate(pieces)
    )
    return Markup("").join(marked)


def roles(said_by: Iterable[Link]) -> list[tuple[str, Link]]:
    """The links of a chain, each with what it did: who printed, who relayed, who said it."""
    links = list(said_by)
    if len(links) == 1:
        return [("In its own voice", links[0])]
    middle = [("Relayed by", link) for link in links[1:-1]]
    return [("Printed by", links[0]), *middle, ("Said by", links[-1])]


# Types of events as a person calls them; files and addresses keep the codes.
TYPES: Mapping[str, str] = {
    "AGREE": "Agreement",
    "CONSULT": "Meeting or talks",
    "SUPPORT": "Support",
    "CONCEDE": "Concession",
    "COOPERATE": "Cooperation",
    "AID": "Aid",
    "RETREAT": "Retreat",
    "REQUEST": "Demand",
    "ACCUSE": "Accusation",
    "REJECT": "Refusal",
    "THREATEN": "Threat",
    "PROTEST": "Protest",
    "SANCTION": "Sanction",
    "MOBILIZE": "Mobilisation",
    "COERCE": "Coercion",
    "ASSAULT": "Attack",
    "CASUALTY": "Casualties",
    "MOVE": "Movement of people",
    "CONTROL": "Control of a place",
}


def called(value: str) -> str:
    """A value of a codebook as a person calls it: `Attack` for `ASSAULT`, `heavy weapons`."""
    return TYPES.get(value) or value.replace("-", " ")


def what(claim: Claim) -> str:
    """What a claim is, in a word or two: `Attack: heavy weapons`, `deny`, `12 killed`."""
    if claim.happening:
        parts = (claim.happening.type, claim.happening.mode)
        return ": ".join(called(one) for one in parts if one)
    if claim.kind == "statement":
        return claim.act
    if claim.figure:
        return words.figure(claim.figure)
    return _of_newer_kind(claim)


def _of_newer_kind(claim: Claim) -> str:
    dealing, holding = claim.dealing, claim.holding
    if dealing:
        return f"{called(dealing.kind).capitalize()}: {dealing.step or 'term'}"
    if holding:
        return f"{holding.relation} {holding.place.name}"
    return claim.kind
