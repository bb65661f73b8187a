"""What the shipped model and the rules around it make of the forms that reports use. Our own sentences."""

from __future__ import annotations

import pytest

from accordingto.reading import Reader, claims_of, load_reader
from accordingto.settings import Settings
from accordingto.types import Claim, Document, Reading


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(Settings())


def _read(reader: Reader, text: str) -> Reading:
    document = Document(
        id="d", title=None, outlet="Example TV", url=None, published=None, language="en", text=text
    )
    return reader.read(document)


def _claims(reader: Reader, text: str) -> list[Claim]:
    claims = claims_of(_read(reader, text), reader=reader.fingerprint)
    return [claim for claim in claims if claim.kind == "statement"]


def _chains(reader: Reader, text: str) -> list[tuple[str, ...]]:
    """Chains without the outlet, in the order of the claims."""
    return [tuple(link.name for link in claim.said_by[1:]) for claim in _claims(reader, text)]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The governor said that two bridges had been destroyed overnight.", "The governor"),
        ("Two bridges had been destroyed overnight, said the governor.", "the governor"),
        ("Two bridges, the governor said, had been destroyed overnight.", "the governor"),
        ("According to the governor, two bridges had been destroyed overnight.", "the governor"),
        ("Two bridges, according to the governor, had been destroyed overnight.", "the governor"),
        ("Two bridges had been destroyed overnight, according to the governor.", "the governor"),
        (
            'The governor: "Two bridges were destroyed last night and nobody is repairing them."',
            "The governor",
        ),
        ('The governor, Ali Hasan, a former judge, told us: "Two bridges are gone."', "The governor"),
    ],
)
def test_the_source_is_found_in_every_position(reader: Reader, text: str, source: str) -> None:
    claims = _claims(reader, text)
    assert len(claims) == 1
    assert claims[0].said_by[-1].name.startswith(source)
    assert "bridges" in claims[0].text.lower()


def test_a_content_around_its_source_is_kept_in_pieces(reader: Reader) -> None:
    (claim,) = _claims(reader, '"The road is open," the mayor said, "but nobody dares to use it."')
    assert len(claim.evidence) == 2
    assert claim.quote == "direct"


def test_a_quotation_of_several_paragraphs_has_one_speaker(reader: Reader) -> None:
    text = (
        '"They came at dawn," said Hamid, a baker in the old town. "We heard the engines first.\n\n'
        '"Then the shooting began and we hid in the cellar.\n\n'
        '"When it was over the street was empty."'
    )
    claims = _claims(reader, text)
    speakers = {claim.said_by[-1].name.split(",")[0] for claim in claims}
    assert "Hamid" in speakers
    assert any("cellar" in claim.text for claim in claims)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels reportedly withdrew from the quarry before noon.",
        "The commander was said to have crossed the border at night.",
        "It was claimed that the convoy had carried weapons.",
    ],
)
def test_a_report_without_a_source_is_kept_and_marked(reader: Reader, text: str) -> None:
    claims = _claims(reader, text)
    assert claims
    assert claims[0].said_by[-1].kind == "none"


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "humanitarian pause" ended at noon.',
        'A "volunteer battalion" has held the ridge since the spring.',
        "The convoy left the town at dawn and reached the crossing an hour later.",
        "The airport was closed on Monday because of the risk of stray fire.",
    ],
)
def test_scare_quotes_and_plain_narration_are_no_attributions(reader: Reader, text: str) -> None:
    assert _claims(reader, text) == []


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The ministry said the army had taken the silos.", ("The ministry",)),
        (
            "SANA reported that the ministry denied that soldiers had fled the base.",
            ("SANA", "the ministry"),
        ),
        ("A senior officer told Reuters that the talks had failed.", ("Reuters", "A senior officer")),
        (
            "State television, citing a military source, said that rebels had shelled the road.",
            ("State television", "a military source"),
        ),
        (
            "The governor was quoted as saying by state television that the bridge had fallen.",
            ("state television", "The governor"),
        ),
        (
            "Residents of the village said that soldiers had told them the wells were poisoned.",
            ("Residents of the village", "soldiers"),
        ),
        (
            "According to a local newspaper, a doctor told AFP that the hospital had run out of blood.",
            ("a local newspaper", "AFP", "a doctor"),
        ),
    ],
)
def test_chains_keep_every_link_in_order(reader: Reader, text: str, chain: tuple[str, ...]) -> None:
    assert chain in _chains(reader, text)


def test_a_listener_who_is_no_medium_is_no_link(reader: Reader) -> None:
    (chain,) = _chains(reader, "The minister told parliament that the convoy had carried only food.")
    assert chain == ("The minister",)


def test_two_speakers_in_one_sentence_stay_apart(reader: Reader) -> None:
    text = "The army said it had taken the hill, while the rebels insisted that they still held it."
    assert _chains(reader, text) == [("The army",), ("the rebels",)]


def test_acts_and_polarity_follow_the_cue(reader: Reader) -> None:
    (claim,) = _claims(reader, "The ministry denied that its aircraft had bombed the market.")
    assert (claim.act, claim.polarity) == ("deny", "negative")


def test_a_pronoun_stands_for_the_person_who_spoke_before(reader: Reader) -> None:
    text = (
        "Leyla Karimova, a nurse, said the ward was full. "
        "She said that nobody had come to collect the wounded."
    )
    reading = _read(reader, text)
    (she,) = [a for a in reading.attributions if a.source and text[slice(*a.source)] == "She"]
    names = {entity.id: entity.name for entity in reading.entities}
    assert she.source_entity is not None
    assert names[she.source_entity] == "Leyla Karimova"


def test_every_span_lies_in_the_text_and_parents_exist(reader: Reader) -> None:
    text = "Reuters said that, according to the army, rebels told it the road was mined.\n\n" * 30
    reading = _read(reader, text)
    ids = {attribution.id for attribution in reading.attributions}
    assert len(reading.attributions) >= 30
    for attribution in reading.attributions:
        assert attribution.parent is None or attribution.parent in ids
        for start, end in (*attribution.content, *(s for s in (attribution.source, attribution.cue) if s)):
            assert 0 <= start < end <= len(text)


def test_names_are_found_and_typed(reader: Reader) -> None:
    text = "Fighters of the Harun Brigades left Idlib on Monday, a spokesman for the United Nations said."
    types = {entity.name: entity.type for entity in _read(reader, text).entities}
    assert types.get("Idlib") == "GPE"
    assert types.get("Harun Brigades") == "GROUP"
    assert types.get("United Nations") == "ORG"


@pytest.mark.parametrize("text", ["", " \n\n ", "?!", "1 2 3"])
def test_a_text_with_nothing_to_read_gives_an_empty_reading(reader: Reader, text: str) -> None:
    assert _read(reader, text).attributions == ()


def test_the_same_text_gives_the_same_reading(reader: Reader) -> None:
    text = "The governor told Reuters that the bridge, police said, had been mined."
    assert _read(reader, text) == _read(reader, text)


def test_only_a_quotation_goes_on_in_another_paragraph(reader: Reader) -> None:
    text = (
        "The health office said that 27 people were killed on Tuesday.\n\n"
        "The road has been shut since. Fourteen trucks stand at the crossing.\n\n"
        "The governor said that the sound of guns had come from the east."
    )
    for claim in _claims(reader, text):
        start, end = claim.evidence[0][0], claim.evidence[-1][1]
        assert "\n\n" not in text[start:end]
