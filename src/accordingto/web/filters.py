"""Filters of claims: from an address and back, as a form and as parameters of the API.

All follow from the fields of `ClaimFilter`, so that a field that is added there is here as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from urllib.parse import urlencode

import msgspec
from litestar.exceptions import ValidationException
from litestar.openapi.spec import OpenAPIType, Parameter, Schema

from accordingto.errors import LedgerError
from accordingto.ledger import ClaimFilter
from accordingto.ledger.queries import claim_conditions
from accordingto.web.paging import LONGEST

# A page has its own limit.
LEFT_OUT = frozenset({"limit"})
DATES = frozenset({"since", "until", "happened_since", "happened_until", "as_of"})
# A year, a month or a day. Of February the 29th nobody asks in which year it stands.
_MONTH = "(0[1-9]|1[0-2])"
_DAY = (
    "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-9]))"
)
DATE = f"[12][0-9]{{3}}(-({_MONTH}|{_DAY}))?"
LABELS = {
    "words": "Words",
    "source": "Source",
    "source_kind": "Source is",
    "outlet": "Outlet",
    "since": "Published from",
    "until": "Published to",
    "kind": "Kind",
    "act": "Act",
    "document": "Document",
    "as_of": "As known on",
    "polarity": "Polarity",
    "certainty": "Certainty",
    "status": "Status",
    "event_type": "What happened",
    "mode": "Mode",
    "actor": "Party",
    "place": "Place",
    "happened_since": "Happened from",
    "happened_until": "Happened to",
    "agreement_kind": "Agreement",
    "step": "Step",
    "relation": "Control",
    "label_kind": "Loaded word",
    "review": "Review",
    "reviewed_by": "Reviewed by",
}
# What can be asked of a report, whatever is claimed in it.
OF_DOCUMENTS = ("outlet", "since", "until")
# Those that most people use; the rest is folded away.
FIRST = ("words", "source", "outlet", "kind", "event_type", "place", "actor", "status")


@dataclass(frozen=True)
class Field:
    """One field of the form: a choice, a date or a line of text, with the value that holds."""

    name: str
    label: str
    value: str
    choices: tuple[str, ...] = ()
    is_date: bool = False

    @property
    def is_first(self) -> bool:
        """Whether it is shown without unfolding."""
        return self.name in FIRST


@cache
def names() -> dict[str, tuple[str, ...]]:
    """Name of a filter -> the values it may have; none for free text."""
    hints = get_type_hints(ClaimFilter)
    wanted = [name for name in ClaimFilter.__struct_fields__ if name not in LEFT_OUT]
    ordered = [*(name for name in FIRST if name in wanted), *(name for name in wanted if name not in FIRST)]
    return {name: choices_of(hints[name]) for name in ordered}


def choices_of(kind: Any) -> tuple[str, ...]:
    """The values of a literal type, an optional one too; none for others."""
    if get_origin(kind) is Literal:
        return tuple(str(one) for one in get_args(kind))
    if get_origin(kind) in (Union, UnionType):
        return next((found for one in get_args(kind) if (found := choices_of(one))), ())
    return ()


def filter_of(query: Mapping[str, str]) -> ClaimFilter:
    """The filter that an address asks for. What cannot be asked so is refused, with the reason."""
    values: dict[str, Any] = {name: query[name].strip() for name in names() if query.get(name, "").strip()}
    for name in DATES & set(values):
        check_date(values[name])
    check_texts(values.values())
    if "words" in values:
        values["words"] = tuple(re.findall(r'"[^"]*"|\S+', values["words"]))
    try:
        wanted = msgspec.convert(values, ClaimFilter)
        # Words that hold no letter are noticed when the conditions are made, not before.
        list(claim_conditions(wanted))
    except (msgspec.ValidationError, LedgerError) as error:
        raise ValidationException(f"This filter cannot be used: {error}") from error
    return wanted


def check_texts(values: Iterable[str]) -> None:
    """Refuse what is too long to be looked for, or no database holds. Raises `ValidationException`."""
    for value in values:
        if len(value) > LONGEST:
            raise ValidationException(f"A filter has at most {LONGEST} characters.")
        if "\0" in value:
            raise ValidationException("A filter has no character U+0000.")


def check_date(value: str) -> None:
    """Refuse what is no civil date. Raises `ValidationException`."""
    if not re.fullmatch(DATE, value):
        raise ValidationException(f"{value!r} is no date. Write 2024, 2024-03 or 2024-03-05.")


def address_of(path: str, query: Mapping[str, str], **changed: str | None) -> str:
    """The same page with some parameters changed; `None` and nothing leave one out."""
    values = {**query, **changed}
    kept = {name: value for name, value in values.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def fields(query: Mapping[str, str]) -> tuple[Field, ...]:
    """The form, with what the address asks for."""
    return tuple(
        Field(name, _label(name), query.get(name, ""), choices, name in DATES)
        for name, choices in names().items()
    )


def active(query: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields that have a value."""
    return tuple(field for field in fields(query) if field.value.strip())


def _label(name: str) -> str:
    return LABELS.get(name, name.replace("_", " ").capitalize())


def parameters() -> Iterator[Parameter]:
    """The filters as the API describes them."""
    for name, choices in names().items():
        schema = Schema(type=OpenAPIType.STRING, max_length=LONGEST)
        if choices:
            schema = Schema(type=OpenAPIType.STRING, enum=list(choices))
        elif name in DATES:
            schema = Schema(type=OpenAPIType.STRING, pattern=f"^{DATE}$")
        yield Parameter(name=name, param_in="query", schema=schema, description=_label(name))
