"""The names that others may rely on: a change here is a change of the contract."""

import inspect

import msgspec
import pytest

import accordingto
from accordingto import types

PUBLIC = [
    "AccordingtoError",
    "Attribution",
    "Claim",
    "ClaimFilter",
    "ClaimRow",
    "Document",
    "Entity",
    "Event",
    "Figure",
    "Happening",
    "Hints",
    "Ledger",
    "Link",
    "Party",
    "Place",
    "Reading",
    "Reference",
    "Reject",
    "Settings",
    "Time",
    "add",
    "create_ledger",
    "load_settings",
    "open_ledger",
    "read",
    "read_files",
    "reading",
    "verify",
    "watch",
]

#: The keys of `accordingto read --json`, in their order.
CONTRACT = {
    types.Reading: (
        "document",
        "entities",
        "attributions",
        "times",
        "places",
        "figures",
        "events",
    ),
    types.Entity: (
        "id",
        "name",
        "type",
        "mentions",
    ),
    types.Attribution: (
        "id",
        "source",
        "source_entity",
        "source_kind",
        "cue",
        "content",
        "quote",
        "act",
        "parent",
        "confidence",
    ),
    types.Time: (
        "span",
        "text",
        "type",
        "value",
        "begin",
        "end",
        "precision",
    ),
    types.Place: (
        "span",
        "name",
        "geonameid",
        "latitude",
        "longitude",
        "country",
        "admin1",
        "precision",
        "within",
        "confidence",
        "rivals",
    ),
    types.Figure: (
        "span",
        "kind",
        "of",
        "low",
        "best",
        "high",
        "approximate",
        "event",
    ),
    types.Reference: (
        "span",
        "entity",
        "name",
        "actor_type",
        "country",
        "code",
    ),
    types.Event: (
        "id",
        "trigger",
        "type",
        "mode",
        "acled",
        "actors",
        "recipients",
        "places",
        "origins",
        "destinations",
        "times",
        "begin",
        "end",
        "figures",
        "instrument",
        "polarity",
        "certainty",
        "status",
        "attributed_to",
        "evidence",
        "place_from",
        "time_from",
        "decided_by",
        "confidence",
    ),
    types.Claim: (
        "id",
        "document",
        "kind",
        "said_by",
        "act",
        "quote",
        "polarity",
        "evidence",
        "text",
        "reader",
        "cue",
        "confidence",
        "certainty",
        "status",
        "happening",
        "figure",
    ),
    types.Link: (
        "name",
        "kind",
        "span",
        "entity",
    ),
    types.Happening: (
        "trigger",
        "type",
        "mode",
        "acled",
        "actors",
        "recipients",
        "instrument",
        "places",
        "origins",
        "destinations",
        "times",
        "begin",
        "end",
        "figures",
        "place_from",
        "time_from",
        "decided_by",
    ),
}


def test_the_public_names_are_these() -> None:
    assert accordingto.__all__ == PUBLIC
    assert dir(accordingto) == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_each_public_name_is_there_and_documented(name: str) -> None:
    assert inspect.getdoc(getattr(accordingto, name))


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = accordingto.nothing


@pytest.mark.parametrize("noun", CONTRACT)
def test_the_keys_of_the_contract_stay(noun: type[msgspec.Struct]) -> None:
    assert tuple(field.encode_name for field in msgspec.structs.fields(noun)) == CONTRACT[noun]


def test_the_first_keys_of_a_document_stay() -> None:
    keys = [field.encode_name for field in msgspec.structs.fields(types.Document)]

    assert keys[:7] == ["id", "title", "outlet", "url", "published", "language", "text"]
