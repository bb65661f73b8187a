import msgspec

from accordingto.reading.claims import claim_id, claims_of
from accordingto.types import Attribution, Document, Reading

TEXT = "A military source told the agency that rebels denied shelling the road."


def _document(outlet: str | None = "Example TV") -> Document:
    return Document(id="d1", title=None, outlet=outlet, url=None, published=None, language="en", text=TEXT)


def _attribution(
    number: int, source: str | None, content: str, parent: str | None, act: str = "say"
) -> Attribution:
    def span(words: str) -> tuple[int, int]:
        return TEXT.index(words), TEXT.index(words) + len(words)

    return Attribution(
        id=f"a{number}",
        source=span(source) if source else None,
        source_entity=None,
        source_kind="unnamed" if source else "none",
        cue=None,
        content=(span(content),),
        quote="indirect",
        act=act,  # type: ignore[arg-type]
        parent=parent,
        confidence=0.9,
    )


def _reading() -> Reading:
    whole = "that rebels denied shelling the road"
    return Reading(
        document=_document(),
        attributions=(
            _attribution(1, "the agency", whole, None, "report"),
            _attribution(2, "A military source", whole, "a1"),
            _attribution(3, "rebels", "shelling the road", "a2", "deny"),
        ),
    )


def test_the_chain_runs_from_the_outlet_to_the_one_who_said_it() -> None:
    claims = claims_of(_reading(), reader="r")
    chains = [[link.name for link in claim.said_by] for claim in claims]
    assert chains == [
        ["Example TV", "the agency", "A military source"],
        ["Example TV", "the agency", "A military source", "rebels"],
    ]


def test_a_relay_makes_no_claim_of_its_own() -> None:
    assert len(claims_of(_reading(), reader="r")) == 2


def test_the_words_are_exact_and_without_that() -> None:
    first = claims_of(_reading(), reader="r")[0]
    assert first.text == "rebels denied shelling the road"
    assert TEXT[slice(*first.evidence[0])] == first.text


def test_a_denial_is_negative() -> None:
    assert [claim.polarity for claim in claims_of(_reading(), reader="r")] == ["positive", "negative"]


def test_an_id_depends_on_what_is_said_and_not_on_the_reader() -> None:
    claims = claims_of(_reading(), reader="r")
    again = claims_of(_reading(), reader="another")
    assert [claim.id for claim in claims] == [claim.id for claim in again]
    other = msgspec.structs.replace(claims[0], act="claim")
    assert claim_id(other) != claims[0].id


def test_a_document_without_outlet_and_source_says_so() -> None:
    lone = Reading(document=_document(None), attributions=(_attribution(1, None, "shelling the road", None),))
    (claim,) = claims_of(lone, reader="r")
    assert [link.name for link in claim.said_by] == ["outlet not stated", "source not stated"]
    assert claim.said_by[1].span is None
