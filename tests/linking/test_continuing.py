"""Whose account a report goes on with where it cites nobody."""

from msgspec.structs import replace

from accordingto.linking.origins import origins_of
from accordingto.linking.speakers import with_named_sources
from accordingto.types import Account, Claim, Label, Link, Span
from tests.linking.test_speakers import source, span, told


def chains(text: str, *claims: Claim) -> list[list[str]]:
    return [[link.name for link in claim.said_by[1:]] for claim in with_named_sources(claims, text=text)]


def called(text: str, word: str) -> Claim:
    """A name that the outlet itself calls somebody."""
    where: Span = span(text, word)
    return replace(told(text, word), kind="framing", label=Label(span=where, kind="label"))


BETWEEN = "Rebels struck Lorn, {} said. Another band fell on Oshan. Guards fled, {} said."


def test_what_stands_between_two_citations_of_one_source_is_his() -> None:
    text = BETWEEN.format("the ministry", "the ministry")
    claims = [told(text, "struck"), told(text, "fell"), told(text, "fled")]

    assert chains(text, *claims) == [["the ministry"]] * 3


def test_between_two_sources_the_outlet_speaks() -> None:
    text = BETWEEN.format("the ministry", "a trader")

    assert chains(text, told(text, "struck"), told(text, "fell"), told(text, "fled"))[1] == []


def test_an_organ_of_one_side_speaks_for_whom_it_cites() -> None:
    text = "The army is calm, the army's spokesman said. Our troops took Lorn."

    assert chains(text, told(text, "calm"), told(text, "took"))[1] == ["the army's spokesman"]


def test_who_calls_names_is_an_organ_too() -> None:
    text = "The army is calm, the army's spokesman said. Hirelings fell in Lorn."
    claims = [told(text, "calm"), told(text, "fell"), called(text, "Hirelings")]

    assert chains(text, *claims)[1] == ["the army's spokesman"]


def test_who_cites_others_too_is_no_organ() -> None:
    text = "The army is calm, the army's spokesman said. Our troops took Lorn. Two fell, a nurse said."
    claims = [told(text, "calm"), told(text, "took"), told(text, "fell")]

    assert chains(text, *claims)[1] == []


def test_what_its_own_reporter_saw_is_the_outlets_beside_others() -> None:
    text = "Our reporter found the store burned. The army struck it, a trader said."
    claims = with_named_sources(
        [told(text, "burned"), told(text, "struck", source(text, "a trader"))], text=text
    )
    accounts = [Account(claim=claim, outlet="Harbour Courier", published="2024-03-10") for claim in claims]

    assert {origin.name for origin in origins_of(accounts)} == {"Harbour Courier", "a trader"}


def test_who_was_told_saw_nothing() -> None:
    text = "A mother told our reporter of the raid."

    assert Link(name="our reporter", kind="media", span=span(text, "our reporter")) not in (
        with_named_sources([told(text, "raid")], text=text)[0].said_by
    )


def test_a_sentence_with_a_quotation_is_his_who_spoke_last() -> None:
    text = 'Shells fell, a monk said. The bridge was mined by others, "perhaps by the miller".'

    assert chains(text, told(text, "fell"), told(text, "mined")) == [["a monk"], ["a monk"]]
