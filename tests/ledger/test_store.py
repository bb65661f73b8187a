"""What goes in: once, whole, and in its place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger, Likeness, schema
from accordingto.ledger.queries import PAGE
from accordingto.types import Document, Figure, Hints, Link, Party, Place, Time

if TYPE_CHECKING:
    from tests.ledger.conftest import Make


def everything(ledger: Ledger) -> dict[str, int]:
    with ledger._database.read() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in schema.metadata.tables.items()
        }


# --- evidence -------------------------------------------------------------------------------------


def test_evidence_keeps_the_bytes_under_their_hash(ledger: Ledger, make: Make) -> None:
    data = bytes(range(256))
    evidence = ledger.store_evidence(make.capture(data, charset="latin-1"))
    assert evidence.sha256 == hashlib.sha256(data).hexdigest()
    assert evidence.size == 256
    assert ledger.evidence_bytes(evidence.sha256) == data


def test_a_capture_comes_back_as_it_was(ledger: Ledger, make: Make) -> None:
    capture = make.capture(url="https://ardun.example/1", charset="utf-8", hints=Hints(published="2018"))
    assert ledger.capture_of(ledger.store_evidence(capture)) == capture


def test_the_same_capture_again_adds_nothing(ledger: Ledger, make: Make) -> None:
    first = ledger.store_evidence(make.capture())
    before = everything(ledger)
    assert ledger.store_evidence(make.capture(retrieved="2025-01-01T00:00:00Z")) == first
    assert everything(ledger) == before


@pytest.mark.parametrize("other", [{"location": "copy.html"}, {"hints": Hints(outlet="Another")}])
def test_the_same_bytes_in_another_way_are_another_capture(
    ledger: Ledger, make: Make, other: dict[str, object]
) -> None:
    first = ledger.store_evidence(make.capture())
    second = ledger.store_evidence(msgspec.structs.replace(make.capture(), **other))
    assert second.sha256 == first.sha256
    assert second.capture != first.capture
    assert everything(ledger)["evidence"] == 1
    assert list(ledger.pending_evidence()) == [first, second]


def test_evidence_is_pending_until_it_has_a_document_or_a_reject(ledger: Ledger, make: Make) -> None:
    used, refused, waiting = (
        ledger.store_evidence(make.capture(name.encode(), name)) for name in ("a", "b", "c")
    )
    ledger.store_document(make.document(), evidence=used)
    ledger.store_reject(make.reject("b", sha256=refused.sha256))
    assert list(ledger.pending_evidence()) == [waiting]
    assert ledger.document_of(used) == "d1"
    assert ledger.document_of(waiting) is None


def test_pending_evidence_may_be_finished_while_it_is_listed(ledger: Ledger, make: Make) -> None:
    for number in range(PAGE + 5):
        ledger.store_evidence(make.capture(b"%d" % number, str(number)))
    seen = []
    for evidence in ledger.pending_evidence():
        seen.append(evidence.location)
        ledger.store_reject(make.reject(evidence.location, sha256=evidence.sha256))
    assert seen == [str(number) for number in range(PAGE + 5)]
    assert list(ledger.pending_evidence()) == []


def test_unknown_evidence_is_an_error_that_names_it(ledger: Ledger, make: Make) -> None:
    evidence = ledger.store_evidence(make.capture())
    with pytest.raises(LedgerError, match="no evidence 77"):
        ledger.evidence_bytes("77")
    with pytest.raises(LedgerError, match="no capture 88"):
        ledger.capture_of(msgspec.structs.replace(evidence, capture="88"))


# --- documents ------------------------------------------------------------------------------------


def test_a_document_comes_back_as_it_was(ledger: Ledger, make: Make) -> None:
    document = make.document(byline="A. Writer", dateline="ARDUN, 6 April", title=None, outlet=None)
    make.stored(ledger, document)
    assert ledger.document("d1") == document


def test_the_same_document_from_other_evidence_adds_only_the_link(ledger: Ledger, make: Make) -> None:
    first = make.stored(ledger, make.document())
    second = ledger.store_evidence(make.capture(b"other bytes", "other.html"))
    before = everything(ledger)
    stored = ledger.store_document(make.document(), evidence=second)
    assert not stored.new
    assert everything(ledger) == {
        **before,
        "document_captures": before["document_captures"] + 1,
        "custody": before["custody"] + 1,
    }
    assert ledger.history("d1").evidence == (first, second)
    ledger.store_document(make.document(), evidence=second)
    assert everything(ledger)["document_captures"] == before["document_captures"] + 1


def test_one_address_and_outlet_make_a_chain_of_versions(ledger: Ledger, make: Make) -> None:
    address = "https://ardun.example/1"
    evidence = ledger.store_evidence(make.capture())
    stored = [
        ledger.store_document(make.document(name, name), evidence=evidence, canonical_url=address)
        for name in ("one", "two", "three")
    ]
    assert [(s.document, s.version, s.version_of) for s in stored] == [
        ("one", 1, None),
        ("two", 2, "one"),
        ("three", 3, "two"),
    ]
    assert ledger.document("one").text == "one"
    assert ledger.history("two").versions == ("one", "two", "three")
    again = ledger.store_document(make.document("one", "one"), evidence=evidence, canonical_url=address)
    assert (again.new, again.version) == (False, 1)


@pytest.mark.parametrize(
    ("outlet", "canonical_url", "version"),
    [
        ("Ardun Daily", "https://ardun.example/1", 2),
        ("Another", "https://ardun.example/1", 1),
        (None, "https://ardun.example/1", 1),
        ("Ardun Daily", "https://ardun.example/2", 1),
        ("Ardun Daily", None, 1),
    ],
)
def test_versions_share_outlet_and_address(
    ledger: Ledger, make: Make, outlet: str | None, canonical_url: str | None, version: int
) -> None:
    evidence = ledger.store_evidence(make.capture())
    first = make.document("one", "one")
    ledger.store_document(first, evidence=evidence, canonical_url="https://ardun.example/1")
    second = make.document("two", "two", outlet=outlet)
    assert ledger.store_document(second, evidence=evidence, canonical_url=canonical_url).version == version


def test_versions_without_outlet_form_a_chain_too(ledger: Ledger, make: Make) -> None:
    evidence = ledger.store_evidence(make.capture())
    stored = [
        ledger.store_document(make.document(name, name, outlet=None), evidence=evidence, canonical_url="u")
        for name in ("one", "two")
    ]
    assert stored[1].version_of == "one"


def test_documents_without_address_are_no_versions(ledger: Ledger, make: Make) -> None:
    for name in ("one", "two"):
        make.stored(ledger, make.document(name, name))
    assert ledger.history("one").versions == ("one",)


def alike(one: bytes, other: bytes) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def likeness(signature: bytes, *bands: str) -> Likeness:
    return Likeness(signature=signature, bands=bands, resemble=alike, threshold=0.6)


def test_near_duplicates_share_a_band_and_resemble(ledger: Ledger, make: Make) -> None:
    evidence = ledger.store_evidence(make.capture())

    def store(name: str, signature: bytes, *bands: str) -> tuple[tuple[str, float], ...]:
        document = make.document(name, name)
        like = likeness(signature, *bands)
        return ledger.store_document(document, evidence=evidence, likeness=like).near_duplicate_of

    assert store("original", b"abcd", "1:x", "2:y") == ()
    assert store("no band in common", b"abcd", "1:q") == ()
    assert store("little in common", b"azzz", "1:x") == ()
    assert store("copy", b"abcz", "1:x", "2:y") == (("original", 0.75),)
    assert store("copy of both", b"abcz", "2:y") == (("copy", 1.0), ("original", 0.75))
    assert ledger.history("copy of both").stored.near_duplicate_of == (("copy", 1.0), ("original", 0.75))
    assert list(ledger.verify()) == []


def test_a_new_version_is_no_near_duplicate(ledger: Ledger, make: Make) -> None:
    evidence = ledger.store_evidence(make.capture())
    for name in ("one", "two"):
        stored = ledger.store_document(
            make.document(name, name), evidence=evidence, canonical_url="u", likeness=likeness(b"ab", "1:x")
        )
    assert (stored.version_of, stored.near_duplicate_of) == ("one", ())


def test_a_document_needs_its_evidence(ledger: Ledger, make: Make) -> None:
    evidence = msgspec.structs.replace(ledger.store_evidence(make.capture()), capture="nowhere")
    with pytest.raises(LedgerError, match=r"d1 comes from evidence .* Store the evidence first"):
        ledger.store_document(make.document(), evidence=evidence)
    assert list(ledger.documents()) == []


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"text_sha256": "00"}, "text_sha256"),
        ({"title": "nul\0"}, r"documents\.title has the character U\+0000 at 3"),
        ({"byline": "half\ud83d"}, r"documents\.byline has half a character at 4"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(
    ledger: Ledger, make: Make, document: dict[str, object], message: str
) -> None:
    evidence = ledger.store_evidence(make.capture())
    before = everything(ledger)
    with pytest.raises(LedgerError, match=message):
        ledger.store_document(make.document(**document), evidence=evidence)  # type: ignore[arg-type]
    assert everything(ledger) == before


# --- readings -------------------------------------------------------------------------------------


def test_a_reading_comes_back_as_it_was(ledger: Ledger, make: Make) -> None:
    document = make.document()
    make.read(ledger, document, make.claim(document))
    assert ledger.reading("d1") == make.reading(document)


def test_a_document_nobody_read_has_no_reading(ledger: Ledger, make: Make) -> None:
    make.stored(ledger, make.document())
    assert ledger.reading("d1") is None


def test_the_same_reading_again_adds_nothing(ledger: Ledger, make: Make) -> None:
    document = make.document()
    make.read(ledger, document, make.claim(document))
    before = everything(ledger)
    ledger.store_reading(make.reading(document), [make.claim(document)], reader="r1")
    assert everything(ledger) == before


def test_another_reader_takes_over_and_the_first_is_kept(ledger: Ledger, make: Make) -> None:
    document = make.document()
    both, first = make.claim(document), make.claim(document, "c2", "Ceasefire holds")
    make.read(ledger, document, both, first)
    again = msgspec.structs.replace(both, reader="r2", confidence=0.5)
    ledger.store_reading(make.reading(document), [again], reader="r2")
    assert [row.claim for row in ledger.claims()] == [again]
    assert ledger.claim("c1").claim == again
    gone = ledger.claim("c2")
    assert (gone.claim, gone.current) == (first, False)
    assert everything(ledger)["claims"] == 3


def test_a_reader_may_come_back(ledger: Ledger, make: Make) -> None:
    document = make.document()
    for reader in ("r1", "r2", "r1"):
        make.read(ledger, document, make.claim(document, reader=reader), reader=reader)
    assert [row.claim.reader for row in ledger.claims()] == ["r1"]
    assert everything(ledger)["reading_closings"] == 2
    assert list(ledger.verify()) == []


def test_unread_are_english_documents_whose_current_reading_is_not_by_this_reader(
    ledger: Ledger, make: Make
) -> None:
    english, unknown, arabic, read = (
        make.document(name, name, language=language)
        for name, language in (("a", "en"), ("b", None), ("c", "ar"), ("d", "en"))
    )
    for document in (english, unknown, arabic):
        make.stored(ledger, document)
    make.read(ledger, read, reader="r1")
    assert list(ledger.unread("r1")) == [english, unknown]
    assert list(ledger.unread("r2")) == [english, unknown, read]
    assert (ledger.count_unread("r1"), ledger.count_unread("r2")) == (2, 3)


def test_unread_may_be_read_while_they_are_listed(ledger: Ledger, make: Make) -> None:
    documents = [make.document(f"d{number}", f"text {number}") for number in range(PAGE + 5)]
    for document in documents:
        make.stored(ledger, document)
    for document in ledger.unread("r1"):
        ledger.store_reading(make.reading(document), [], reader="r1")
    assert ledger.count_unread("r1") == 0


def test_a_claim_given_twice_is_kept_once(ledger: Ledger, make: Make) -> None:
    document = make.document()
    first, again = make.claim(document), make.claim(document, cue=(26, 34), confidence=0.1)
    make.read(ledger, document, first, again)
    assert [row.claim for row in ledger.claims()] == [first]
    assert list(ledger.verify()) == []


def test_words_may_be_broken_over_lines_and_left_out(ledger: Ledger, make: Make) -> None:
    document = make.document(text="The army took\nArdun, SANA\nAgency said, and left.")
    claim = make.claim(
        document,
        words="The army took\nArdun",
        said_by=(Link(name="SANA Agency", kind="named", span=(21, 32)),),
        evidence=((0, 19), (39, 48)),
    )
    make.read(ledger, document, msgspec.structs.replace(claim, text="The army took Ardun [...] and left."))
    assert list(ledger.verify()) == []


OUTSIDE = ((0, 19), (90, 900))


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ({"reader": "r9"}, "by reader r9"),
        ({"evidence": ((0, 18),)}, "not its words"),
        ({"evidence": OUTSIDE}, "outside the document"),
        ({"evidence": ((3, 3),)}, "outside the document"),
        ({"cue": (-1, 3)}, "outside the document"),
        ({"said_by": (Link(name="TASS", kind="named", span=(21, 25)),)}, "'TASS' holds 'SANA'"),
    ],
)
def test_a_claim_that_does_not_stand_in_the_text_is_refused(
    ledger: Ledger, make: Make, claim: dict[str, object], message: str
) -> None:
    document = make.document()
    make.stored(ledger, document)
    with pytest.raises(LedgerError, match=message):
        ledger.store_reading(make.reading(document), [make.claim(document, **claim)], reader="r1")  # type: ignore[arg-type]
    assert ledger.count_unread("r1") == 1


PLACED = Place(span=(14, 400), name="Ardun")
DATED = Time(span=(21, 25), text="Friday", type="DATE", value="2018-04-06")
COUNTED = Figure(span=(7, 7), kind="killed", best=7)


@pytest.mark.parametrize(
    ("happening", "message"),
    [
        ({"trigger": (9, 1300)}, "outside the document"),
        ({"actors": (Party(words="The navy", span=(0, 8)),)}, "party 'The navy' holds 'The army'"),
        ({"recipients": (Party(words="Ardun", span=(14, 18)),)}, "party 'Ardun' holds 'Ardu'"),
        ({"places": (PLACED,)}, "outside the document"),
        ({"origins": (PLACED,)}, "outside the document"),
        ({"destinations": (PLACED,)}, "outside the document"),
        ({"times": (DATED,)}, "time 'Friday' holds 'SANA'"),
        ({"figures": (COUNTED,)}, "outside the document"),
        ({"instrument": "mortars"}, "instrument 'mortars' is not in the text"),
    ],
)
def test_an_event_whose_parts_do_not_stand_in_the_text_is_refused(
    ledger: Ledger, make: Make, happening: dict[str, object], message: str
) -> None:
    document = make.document()
    make.stored(ledger, document)
    with pytest.raises(LedgerError, match=message):
        ledger.store_reading(make.reading(document), [make.event(document, "e", **happening)], reader="r1")


def test_a_figure_outside_the_text_is_refused(ledger: Ledger, make: Make) -> None:
    document = make.document()
    make.stored(ledger, document)
    with pytest.raises(LedgerError, match="outside the document"):
        ledger.store_reading(make.reading(document), [make.claim(document, figure=COUNTED)], reader="r1")


def test_a_reading_needs_its_document(ledger: Ledger, make: Make) -> None:
    with pytest.raises(LedgerError, match="d1 was read but is not in the ledger"):
        ledger.store_reading(make.reading(make.document()), [], reader="r1")


# --- rejects and feeds ----------------------------------------------------------------------------


def test_the_same_reject_again_adds_nothing(ledger: Ledger, make: Make) -> None:
    reject = make.reject(retryable=True)
    ledger.store_reject(reject)
    ledger.store_reject(msgspec.structs.replace(reject, at="2025-01-01T00:00:00Z"))
    assert list(ledger.rejects()) == [reject]


def test_a_newer_reason_takes_the_place_of_the_older(ledger: Ledger, make: Make) -> None:
    old, new = make.reject(reason="no answer"), make.reject(reason="gone")
    other = make.reject(stage="source")
    for reject in (old, other, new):
        ledger.store_reject(reject)
    assert list(ledger.rejects()) == [other, new]
    assert list(ledger.rejects(open_only=False)) == [old, other, new]


def _fetch(ledger: Ledger, make: Make, document: Document) -> None:
    ledger.store_evidence(make.capture(location="u"))


def _parse(ledger: Ledger, make: Make, document: Document) -> None:
    evidence = ledger.store_evidence(make.capture(location="u"))
    ledger.store_document(document, evidence=evidence)


def _read(ledger: Ledger, make: Make, document: Document) -> None:
    _parse(ledger, make, document)
    ledger.store_reading(make.reading(document), [], reader="r1")


@pytest.mark.parametrize(
    ("success", "left"),
    [(_fetch, ["document", "reading"]), (_parse, ["reading"]), (_read, [])],
)
def test_a_later_success_closes_the_rejects_of_its_place(
    ledger: Ledger, make: Make, success: Callable[[Ledger, Make, Document], None], left: list[str]
) -> None:
    elsewhere = make.reject("elsewhere")
    for stage in ("source", "document", "reading"):
        ledger.store_reject(make.reject("u", stage=stage))
    ledger.store_reject(elsewhere)
    success(ledger, make, make.document())
    assert [reject.stage for reject in ledger.rejects() if reject != elsewhere] == left
    assert elsewhere in ledger.rejects()
    assert len(list(ledger.rejects(open_only=False))) == 4


def test_a_reject_may_come_back(ledger: Ledger, make: Make) -> None:
    reject = make.reject("u", stage="source")
    ledger.store_reject(reject)
    ledger.store_evidence(make.capture(location="u"))
    assert list(ledger.rejects()) == []
    ledger.store_reject(reject)
    assert list(ledger.rejects()) == [reject]
    assert list(ledger.verify()) == []


def test_feed_state_is_the_last_one_given(ledger: Ledger) -> None:
    assert ledger.feed_state("https://ardun.example/feed") is None
    for state in (b"one", b"two"):
        ledger.store_feed_state("https://ardun.example/feed", state)
    assert ledger.feed_state("https://ardun.example/feed") == b"two"


# --- custody --------------------------------------------------------------------------------------


def test_every_object_is_in_the_log_with_who_and_when(ledger: Ledger, make: Make) -> None:
    document = make.document()
    for reader in ("r1", "r2"):
        make.read(ledger, document, make.claim(document, reader=reader), reader=reader)
    ledger.store_reject(make.reject("reports/d1.html", stage="source"))
    ledger.store_evidence(make.capture(document.text.encode(), "reports/d1.html"))
    with ledger._database.read() as connection:
        log = connection.execute(select(schema.custody).order_by(schema.custody.c.sequence)).all()
    assert [entry.action for entry in log] == [
        "store evidence",
        "store capture",
        "store document",
        "link document",
        "store reading",
        "store reading",
        "close reading",
        "store reject",
        "close reject",
    ]
    assert {entry.who for entry in log} == {"tester"}
    assert all(entry.at.endswith("Z") and entry.at > "2024" for entry in log)
    assert ledger.head() == (9, log[-1].hash)


def test_nothing_can_be_changed_or_deleted(ledger: Ledger, make: Make) -> None:
    make.fill(ledger)
    before = everything(ledger)
    tables = [table for table in schema.metadata.sorted_tables if table.name != "feeds"]
    for table in tables:
        assert before[table.name] > 0
        column = next(iter(table.columns)).name
        for change in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError, match="append-only"):
                run(ledger, change)
    assert everything(ledger) == before


def run(ledger: Ledger, statement: str) -> None:
    with ledger._database.engine.begin() as connection:
        connection.exec_driver_sql(statement)
