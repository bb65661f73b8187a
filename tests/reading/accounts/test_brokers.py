from __future__ import annotations

from accordingto.reading.accounts.brokers import with_brokers
from tests.reading.accounts.build import dealt, mention


def brokers(text: str, words: str, **arguments: str | tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Brokers and parties of the one deal of a text."""
    (found,) = with_brokers(text, dealt(mentions=(mention(text, words, "ceasefire", **arguments),))).mentions
    named = (found.head.arguments.get(role, ()) for role in ("broker", "party"))
    first, second = ([text[slice(*span)] for span in spans] for spans in named)
    return first, second


def test_who_brokered_a_deal_stands_behind_by_or_of() -> None:
    text = "The deal, brokered by neighbouring Marenia and the Joint Mission, holds. Dorn is calm."
    assert brokers(text, "The deal") == (["Marenia", "Joint Mission"], [])
    text = "The accord was reached under the auspices of Oman."
    assert brokers(text, "The accord") == (["Oman"], [])
    text = "It followed talks conducted through the friendly state of Marenia."
    assert brokers(text, "It") == (["Marenia"], [])


def test_a_broker_is_no_party_and_is_named_once() -> None:
    text = "The army and the Front keep the truce mediated by Oman."
    found = brokers(text, "the truce", party=("The army", "Oman"), broker="Oman")
    assert found == (["Oman"], ["The army"])


def test_where_nobody_is_named_nothing_changes() -> None:
    text = "The truce was broken by the army."
    assert brokers(text, "The truce", party="the army") == ([], ["the army"])
