"""What people decide about claims: kept, closed, withdrawn, taken over into later readings, merged."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from sqlalchemy import select

from accordingto.errors import LedgerError
from accordingto.ledger import ClaimFilter, Correction, Ledger, Review, create_ledger, schema
from accordingto.ledger.agreement import agreements, kappa
from accordingto.ledger.queue import QueuePlace, doubt_of, enqueue, note_contradictions
from accordingto.ledger.reviews import recent_reasons, reviews_page
from accordingto.types import Claim, Contradiction, Document, LinkedEvent

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.conftest import Make


def read(ledger: Ledger, make: Make, *claims: Claim, reader: str = "r1") -> Document:
    document = make.document()
    make.read(
        ledger, document, *(msgspec.structs.replace(one, reader=reader) for one in claims), reader=reader
    )
    return document


def states(ledger: Ledger) -> dict[str, tuple[int, int, int]]:
    queue = schema.review_queue
    with ledger.database.read() as connection:
        rows = connection.execute(select(queue)).all()
    return {row.claim: (row.judged, row.disputed, row.again) for row in rows}


def holding(ledger: Ledger, claim: str) -> list[tuple[str, str]]:
    return [(one.review.judged_by, one.review.verdict) for one in ledger.reviews_of(claim)]


# --- one person -----------------------------------------------------------------------------------


def test_a_judgement_keeps_who_what_why_and_the_words(ledger: Ledger, make: Make) -> None:
    document = make.document()
    read(ledger, make, make.event(document))
    army = Correction(field="actors", value="rebels", words="The army", spans=((0, 8),))
    made = ledger.judge_claim("e1", "correct", by="Ana", because=" so  it\nsays ", corrections=[army])
    assert (made.document, made.kind, made.evidence, made.anchor) == ("d1", "event", ((0, 19),), (9, 13))
    assert (made.text, made.because, made.said["actors"]) == (
        "The army took Ardun",
        "so it says",
        "The army",
    )
    (kept,) = ledger.reviews()
    assert (kept.review, kept.holds) == (made, True)
    assert holding(ledger, "e1") == [("Ana", "correct")]
    assert list(ledger.verify()) == []


def test_the_custody_log_says_who_judged(ledger: Ledger, make: Make) -> None:
    read(ledger, make, make.claim(make.document()))
    ledger.judge_claim("c1", "accept", by="Ana")
    ledger.judge_claim("c1", "reject", by="Ana")
    with ledger.database.read() as connection:
        log = connection.execute(select(schema.custody).order_by(schema.custody.c.sequence.desc()).limit(3))
        assert [(row.who, row.action) for row in log] == [
            ("Ana", "close judgement"),
            ("Ana", "judge claim"),
            ("Ana", "judge claim"),
        ]


def test_a_later_judgement_of_the_same_person_closes_the_former(ledger: Ledger, make: Make) -> None:
    read(ledger, make, make.claim(make.document()))
    for verdict in ("accept", "reject", "unsure"):
        ledger.judge_claim("c1", verdict, by="Ana")
    assert holding(ledger, "c1") == [("Ana", "unsure")]
    assert [one.holds for one in ledger.reviews()] == [False, False, True]


def test_undo_withdraws_what_was_judged_last_and_then_what_was_before(ledger: Ledger, make: Make) -> None:
    document = make.document()
    read(ledger, make, make.claim(document), make.claim(document, "c2", "Ceasefire holds"))
    ledger.judge_claim("c1", "accept", by="Ana")
    ledger.judge_claim("c2", "reject", by="Ana", because="no")
    first, second = ledger.undo_review(by="Ana"), ledger.undo_review(by="Ana")
    assert first
    assert second
    assert [(one.claim, one.verdict) for one in (first, second)] == [("c2", "withdraw"), ("c1", "withdraw")]
    assert ledger.undo_review(by="Ana") is None
    assert states(ledger) == {"c1": (0, 0, 0), "c2": (0, 0, 0)}
    assert len(list(ledger.reviews())) == 4
    assert list(ledger.verify()) == []


def test_only_what_was_judged_can_be_withdrawn(ledger: Ledger, make: Make) -> None:
    read(ledger, make, make.claim(make.document()))
    with pytest.raises(LedgerError, match="Ana has not judged"):
        ledger.judge_claim("c1", "withdraw", by="Ana")


@pytest.mark.parametrize(
    ("verdict", "corrections", "problem"),
    [
        ("correct", [], "Nothing is corrected"),
        ("accept", [Correction(field="act", value="deny")], "belong to the verdict `correct`"),
        ("correct", [Correction(field="event_type", value="ASSAULT")], "has no field 'event_type'"),
    ],
)
def test_a_verdict_and_its_corrections_fit(
    ledger: Ledger, make: Make, verdict: Any, corrections: list[Correction], problem: str
) -> None:
    read(ledger, make, make.claim(make.document()))
    with pytest.raises(LedgerError, match=problem):
        ledger.judge_claim("c1", verdict, corrections=corrections)
    assert list(ledger.reviews()) == []


def test_two_steps_on_the_same_words_are_judged_apart(ledger: Ledger, make: Make) -> None:
    document = make.document()
    steps = [
        make.claim(
            document,
            step,
            kind="agreement",
            dealing=msgspec.structs.replace(make.dealing(), step=step, term=None),
        )
        for step in ("agreed", "violated")
    ]
    read(ledger, make, *steps)
    ledger.judge_claim("agreed", "accept", by="Ana")
    ledger.judge_claim("violated", "reject", by="Ana")
    assert holding(ledger, "agreed") == [("Ana", "accept")]
    assert holding(ledger, "violated") == [("Ana", "reject")]


# --- later readings and versions ------------------------------------------------------------------


def test_a_judgement_survives_a_reading_that_says_the_same(ledger: Ledger, make: Make) -> None:
    document = make.document()
    read(ledger, make, make.event(document))
    ledger.judge_claim("e1", "accept", by="Ana")
    read(ledger, make, make.event(document, "e9", confidence=0.5), reader="r2")
    assert states(ledger) == {"e9": (1, 0, 0)}
    assert holding(ledger, "e9") == [("Ana", "accept")]


def test_what_says_something_else_asks_to_be_seen_again(ledger: Ledger, make: Make) -> None:
    document = make.document()
    read(ledger, make, make.event(document))
    ledger.judge_claim("e1", "accept", by="Ana")
    read(ledger, make, make.event(document, "e9", type="ASSAULT"), reader="r2")
    assert states(ledger) == {"e9": (0, 0, 1)}
    assert [one.again for one in ledger.review_queue()] == [True]
    ledger.judge_claim("e9", "accept", by="Ana")
    assert states(ledger) == {"e9": (1, 0, 0)}
    read(ledger, make, make.event(document), reader="r3")
    assert states(ledger) == {"e1": (0, 0, 1)}, "what was judged of the second reading is of other fields"


def test_other_words_around_the_same_event_ask_to_be_seen_again(ledger: Ledger, make: Make) -> None:
    document = make.document()
    read(ledger, make, make.event(document))
    ledger.judge_claim("e1", "reject", by="Ana")
    wider = make.event(document, "e9", evidence=((0, 34),))
    wider = msgspec.structs.replace(wider, text=document.text[:34])
    read(ledger, make, wider, make.claim(document, "c1"), reader="r2")
    assert states(ledger) == {"e9": (0, 0, 1), "c1": (0, 0, 0)}


def test_a_reader_that_has_learned_what_was_corrected_is_not_asked_again(ledger: Ledger, make: Make) -> None:
    document = make.document()
    read(ledger, make, make.event(document))
    ledger.judge_claim(
        "e1", "correct", by="Ana", corrections=[Correction(field="event_type", value="ASSAULT")]
    )
    read(ledger, make, make.event(document, "e9", type="ASSAULT"), reader="r2")
    assert holding(ledger, "e9") == [("Ana", "correct")]


def version(ledger: Ledger, make: Make, identity: str, text: str, **more: Any) -> None:
    document = make.document(identity, text)
    evidence = ledger.store_evidence(make.capture(text.encode(), identity))
    ledger.store_document(document, evidence=evidence, canonical_url="u")
    ledger.store_reading(make.reading(document), [make.claim(document, f"{identity}-c", **more)], reader="r1")


def test_a_judgement_holds_in_a_version_that_has_the_same_words(ledger: Ledger, make: Make) -> None:
    text = "The army took Ardun, SANA reported."
    version(ledger, make, "v1", text)
    ledger.judge_claim("v1-c", "accept", by="Ana")
    version(ledger, make, "v2", f"Ardun. {text}", words="The army took Ardun")
    assert states(ledger) == {"v1-c": (1, 0, 0), "v2-c": (1, 0, 0)}
    version(ledger, make, "v3", "The army took Ardun town, SANA reported.", words="The army took Ardun town")
    assert states(ledger)["v3-c"] == (0, 0, 1), "a version that says more asks to be seen again"
    version(ledger, make, "v4", "All is quiet here now, SANA reported.", words="All is quiet here now")
    assert states(ledger)["v4-c"] == (0, 0, 0)


def test_what_was_judged_of_a_version_itself_counts_before_the_rest(ledger: Ledger, make: Make) -> None:
    for name in ("v1", "v2"):
        version(
            ledger, make, name, f"The army took Ardun, SANA reported. {name}", words="The army took Ardun"
        )
    ledger.judge_claim("v2-c", "reject", by="Ana")
    assert holding(ledger, "v1-c") == [("Ana", "reject")]
    ledger.judge_claim("v1-c", "accept", by="Ana")
    assert (holding(ledger, "v1-c"), holding(ledger, "v2-c")) == ([("Ana", "accept")], [("Ana", "reject")])


def test_a_replaced_claim_is_not_judged(ledger: Ledger, make: Make) -> None:
    document = make.document()
    read(ledger, make, make.claim(document))
    read(ledger, make, make.claim(document, "c2", "Ceasefire holds"), reader="r2")
    with pytest.raises(LedgerError, match="A newer reading took the place"):
        ledger.judge_claim("c1", "accept")


# --- the queue ------------------------------------------------------------------------------------


def several(ledger: Ledger, make: Make) -> Document:
    """Three events, of which the second is least certain, and a statement."""
    document = make.document()
    events = [
        make.event(document, name, confidence=confidence, trigger=(start, start + 4))
        for name, confidence, start in (("e1", 0.9, 9), ("e2", 0.2, 21), ("e3", 0.6, 14))
    ]
    return read(ledger, make, *events, make.claim(document, "c1", confidence=0.5))


def ids(ledger: Ledger, wanted: ClaimFilter | None = None, **more: Any) -> list[str]:
    return [one.row.claim.id for one in ledger.review_queue(wanted or ClaimFilter(), **more)]


def test_the_least_certain_come_first(ledger: Ledger, make: Make) -> None:
    several(ledger, make)
    assert ids(ledger) == ["e2", "c1", "e3", "e1"]
    assert ids(ledger, ClaimFilter(kind="event")) == ["e2", "e3", "e1"]
    assert ids(ledger, ClaimFilter(words=("ceasefire",))) == []
    assert ids(ledger, limit=2) == ["e2", "c1"]
    place = QueuePlace(doubt=500, claim="c1")
    assert ids(ledger, after=place) == ["e3", "e1"]


def test_what_accounts_disagree_about_comes_before(ledger: Ledger, make: Make) -> None:
    several(ledger, make)
    event = LinkedEvent(id="e1", type="CONTROL", claims=("e1", "e3"))
    apart = {"one_words": "", "other_words": "", "one_origin": "", "other_origin": "", "why": ""}
    disagreement = Contradiction(kind="day", one="e1", other="e3", **apart)
    with ledger.database.write() as connection:
        note_contradictions(connection, msgspec.structs.replace(event, contradictions=(disagreement,)))
    assert ids(ledger) == ["e3", "e2", "e1", "c1"]
    with ledger.database.write() as connection:
        note_contradictions(connection, event)
    assert ids(ledger) == ["e2", "c1", "e3", "e1"]


def test_a_judged_claim_leaves_the_queue_and_waits_for_a_second_person(ledger: Ledger, make: Make) -> None:
    several(ledger, make)
    ledger.judge_claim("e2", "accept", by="Ana")
    assert ids(ledger) == ["c1", "e3", "e1"]
    assert ids(ledger, second=True, by="Ana") == []
    assert ids(ledger, second=True, by="Ben") == ["e2"]
    ledger.judge_claim("e2", "reject", by="Ben")
    assert ids(ledger, second=True, by="Cem") == []
    assert states(ledger)["e2"] == (2, 1, 0)
    assert ids(ledger, ClaimFilter(review="disputed")) == ["e2"]


def test_claims_are_found_by_how_they_were_judged(ledger: Ledger, make: Make) -> None:
    several(ledger, make)
    ledger.judge_claim("e1", "accept", by="Ana")
    ledger.judge_claim("e2", "reject", by="Ana")
    ledger.judge_claim("e2", "accept", by="Ben")

    def found(**more: Any) -> list[str]:
        return sorted(row.claim.id for row in ledger.claims(ClaimFilter(**more)))

    assert found(review="reviewed") == ["e1", "e2"]
    assert found(review="unreviewed") == ["c1", "e3"]
    assert found(review="accepted") == ["e1", "e2"]
    assert found(review="accepted", reviewed_by="Ben") == ["e2"]
    assert found(review="unreviewed", reviewed_by="Ben") == ["c1", "e1", "e3"]
    assert found(review="rejected", kind="event") == ["e2"]
    assert found(review="again") == []
    assert found(reviewed_by="Ana") == ["e1", "e2"]
    queue = ledger.review_queue(ClaimFilter(reviewed_by="Ana"), limit=9)
    assert sorted(one.row.claim.id for one in queue) == ["e1", "e2"]


def test_progress_and_share_are_counted(ledger: Ledger, make: Make) -> None:
    several(ledger, make)
    ledger.judge_claim("e1", "accept", by="Ana")
    ledger.judge_claim("e1", "accept", by="Ben")
    progress = ledger.review_progress()
    assert {kind: (one.reviewed, one.claims) for kind, one in progress.items()} == {
        "event": (1, 3),
        "statement": (0, 1),
    }
    share = ledger.reviewed_share(ClaimFilter(kind="event"))
    assert (share.claims, share.reviewed, share.share) == (3, 1, 1 / 3)
    assert ledger.reviewed_share(ClaimFilter(kind="figure")).share is None


def test_doubt_is_of_the_reader_and_of_others() -> None:
    assert [doubt_of(1.0, 0), doubt_of(None, 0), doubt_of(0.0, 0)] == [0, 500, 1000]
    assert [doubt_of(1.0, number) for number in (1, 3, 10**6)] == [500, 750, 999]
    assert doubt_of(1.0, 0, again=True) > doubt_of(0.0, 10**6)


def test_the_migration_and_the_program_agree_on_doubt(ledger: Ledger, make: Make) -> None:
    several(ledger, make)
    module = importlib.import_module("accordingto.ledger.migrations.versions.0006_reviews")
    with ledger.database.write() as connection:
        kept = sorted(connection.execute(select(schema.review_queue)).all())
        connection.exec_driver_sql("DELETE FROM review_queue")
        doubt = module.DOUBT.replace("FLOOR", "") if connection.dialect.name == "sqlite" else module.DOUBT
        connection.exec_driver_sql(module.QUEUE.format(doubt=doubt))
        assert sorted(connection.execute(select(schema.review_queue)).all()) == kept
        enqueue(connection, "d1", kept[0].reading)
        assert sorted(connection.execute(select(schema.review_queue)).all()) == kept


# --- several people -------------------------------------------------------------------------------


def test_whoever_has_not_judged_does_not_see_how_another_did(ledger: Ledger, make: Make) -> None:
    several(ledger, make)
    ledger.judge_claim("e1", "accept", by="Ana")
    ledger.judge_claim("e2", "accept", by="Ana")
    ledger.judge_claim("e2", "reject", by="Ben")

    def seen(person: str | None) -> list[tuple[str, str]]:
        with ledger.database.read() as connection:
            page = reviews_page(connection, seen_by=person, limit=10)
        return [(one.review.judged_by, one.review.claim) for _, one in page]

    assert seen("Ben") == [("Ben", "e2"), ("Ana", "e2")]
    assert seen("Ana") == [("Ben", "e2"), ("Ana", "e2"), ("Ana", "e1")]
    assert seen("Cem") == []
    assert len(seen(None)) == 3


def test_agreement_of_two_people(ledger: Ledger, make: Make) -> None:
    several(ledger, make)
    verdicts = {"e1": ("accept", "accept"), "e2": ("accept", "reject"), "c1": ("reject", "reject")}
    for claim, (ana, ben) in verdicts.items():
        ledger.judge_claim(claim, ana, by="Ana")  # type: ignore[arg-type]
        ledger.judge_claim(claim, ben, by="Ben")  # type: ignore[arg-type]
    ledger.judge_claim("e3", "accept", by="Ana")
    found = {one.kind: (one.claims, one.agreed, one.kappa) for one in ledger.review_agreement()}
    assert found == {None: (3, 2, 0.4), "event": (2, 1, 0.0), "statement": (1, 1, None)}
    assert ledger.review_agreement(person="Cem") == ()


def test_kappa_is_cohens() -> None:
    # The worked example of two readers of fifty grant proposals: 0.4.
    assert kappa({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}) == 0.4
    assert kappa({("yes", "yes"): 3}) is None
    assert agreements([]) == ()


def exported(ledger: Ledger) -> list[Review]:
    return [one.review for one in ledger.reviews()]


def test_judgements_merge_in_whatever_order_they_come(ledger: Ledger, make: Make, tmp_path: Path) -> None:
    several(ledger, make)
    for verdict in ("accept", "reject"):
        ledger.judge_claim("e1", verdict, by="Ana")
    ledger.judge_claim("e2", "unsure", by="Ana")
    ledger.undo_review(by="Ana")
    reviews = exported(ledger)
    for number, order in enumerate((reviews, reviews[::-1])):
        with create_ledger(str(tmp_path / f"other{number}.db")) as other:
            several(other, make)
            assert other.take_reviews(order) == (4, 0, [])
            assert other.take_reviews(order) == (0, 4, [])
            assert holding(other, "e1") == [("Ana", "reject")]
            assert holding(other, "e2") == []
            assert list(other.verify()) == []


def test_judgements_of_unknown_reports_are_told_and_the_rest_is_kept(
    ledger: Ledger, make: Make, tmp_path: Path
) -> None:
    several(ledger, make)
    ledger.judge_claim("e1", "accept", by="Ana")
    (good,) = exported(ledger)
    lost = msgspec.structs.replace(good, document="nowhere")
    moved = msgspec.structs.replace(good, evidence=((1, 20),))
    with create_ledger(str(tmp_path / "other.db")) as other:
        several(other, make)
        new, known, problems = other.take_reviews([lost, good, moved])
    assert (new, known, len(problems)) == (1, 0, 2)
    assert "does not have" in problems[0]
    assert "where they were judged" in problems[1]


def test_a_judgement_from_a_clock_that_is_ahead_does_not_outlive_a_later_one(
    ledger: Ledger, make: Make
) -> None:
    several(ledger, make)
    made = ledger.judge_claim("e1", "accept", by="Ana")
    ledger.take_reviews([msgspec.structs.replace(made, judged_at="2999-01-01T00:00:00.000Z")])
    ledger.judge_claim("e1", "reject", by="Ana")
    assert holding(ledger, "e1") == [("Ana", "reject")]


def test_reasons_are_offered_again(ledger: Ledger, make: Make) -> None:
    several(ledger, make)
    for claim, reason in (("e1", "wrong place"), ("e2", "no event"), ("e3", "wrong place"), ("c1", None)):
        ledger.judge_claim(claim, "reject", by="Ana", because=reason)
    with ledger.database.read() as connection:
        assert recent_reasons(connection, "Ana") == ("wrong place", "no event")
        assert recent_reasons(connection, "Ben") == ()
