"""Scores of linking on stories, on ECB+ and on UCDP GED: by rows made here."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation import ecb, ged
from evaluation.clusters import compared
from evaluation.linking import Mention, Told, profiles_of, scored, story_of
from tests.linking.conftest import Make

ROW: dict[str, Any] = {
    "id": "made-1",
    "war": "none",
    "documents": [
        {"id": "a", "text": "Shells hit Ardun and killed nine. Later a mine went off."},
        {"id": "b", "text": "Nine were killed in Ardun."},
    ],
    "happenings": [
        {
            "id": "H1",
            "what": "shelling",
            "mentions": [
                {"doc": "a", "trigger": "hit"},
                {"doc": "a", "trigger": "killed"},
                {"doc": "b", "trigger": "killed"},
            ],
        },
        {"id": "H2", "what": "mine", "mentions": [{"doc": "a", "trigger": "went"}]},
    ],
}


@pytest.fixture
def told(make: Make) -> Told:
    """The story with three of its four mentions found, and one that nobody annotated."""
    story = story_of(ROW)
    first, second = story.documents
    accounts = tuple(
        make.account(document.text, word, document=document.id, identity=name)
        for name, document, word in (
            ("1", first, "killed"),
            ("2", first, "went"),
            ("3", second, "killed"),
            ("4", second, "Nine"),
        )
    )
    found = {
        account.claim.id: m for account in accounts for h in story.happenings for m in h if _is(account, m)
    }
    return Told(story, accounts, found)


def _is(account: Any, mention: Mention) -> bool:
    happening = account.claim.happening
    return (account.claim.document, happening.trigger) == mention


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


def test_mentions_are_found_by_their_words() -> None:
    story = story_of(ROW)
    text = story.documents[0].text
    assert [text[slice(*span)] for _, span in story.happenings[0][:2]] == ["hit", "killed"]


def test_right_clusters_score_full_on_what_was_found(told: Told) -> None:
    score = scored(told, [["1", "3", "4"], ["2"]])
    assert (score.mentions, score.recalled) == (4, 3)
    assert score.found.b_cubed.f1 == 100
    assert score.false_merges == 0
    assert score.all.b_cubed.recall < 100, "a mention that the reader missed counts as alone"


def test_a_wrong_join_is_a_false_merge(told: Told) -> None:
    score = scored(told, [["1", "2", "3"]])
    assert score.false_merges == pytest.approx(100 * 2 / 3)
    assert score.found.b_cubed.recall == 100


def test_two_claims_of_one_mention_count_once(told: Told) -> None:
    assert scored(told, [["1"], ["1", "3"], ["2"]]).recalled == 3


def test_profiles_of_a_story_know_the_words_around(told: Told) -> None:
    by_id = {profile.id: profile for profile in profiles_of(told)}
    assert by_id["2"].anew == "beside"
    assert by_id["1"].anew is None


# --- ECB+ -----------------------------------------------------------------------------------------


def ecb_row(number: int, word: str, chain: str) -> dict[str, Any]:
    text = f"The firm {word} its rival on Monday."
    start = text.index(word)
    return {
        "id": f"d{number}",
        "topic": 1,
        "text": text,
        "sents": [(0, len(text))],
        "gold_sents": [0],
        "mentions": [
            {"kind": "event", "sent": 0, "spans": [(start, start + len(word))], "chain": chain},
            {"kind": "entity", "sent": 0, "spans": [(0, 8)], "chain": "x", "type": "HUM"},
        ],
    }


def test_the_baseline_joins_forms_of_one_word_in_a_topic() -> None:
    rows = [ecb_row(1, "bought", "c1"), ecb_row(2, "buys", "c1"), ecb_row(3, "sued", "c2")]
    found = [mention for row in rows for mention in ecb.mentions_of(row)]
    assert sorted(map(sorted, ecb.baseline(found))) == [["d1:0", "d2:0"], ["d3:0"]]
    assert sorted(map(sorted, ecb.gold(found))) == [["d1:0", "d2:0"], ["d3:0"]]
    assert compared(ecb.baseline(found), ecb.gold(found)).conll == 100


def test_only_gold_sentences_count() -> None:
    assert list(ecb.mentions_of({**ecb_row(1, "bought", "c1"), "gold_sents": []})) == []


# --- UCDP GED -------------------------------------------------------------------------------------


def ged_row(identity: str, where: str, day: str, headlines: list[str]) -> dict[str, Any]:
    sources = [{"office": "Wire", "date": day, "headline": headline} for headline in headlines]
    return {
        "id": identity,
        "where": where,
        "where_prec": 1,
        "lat": 48.0 + len(where),
        "lon": 37.0,
        "adm1": "A",
        "date_start": day,
        "date_end": day,
        "deaths": {"best": len(where)},
        "sources": [*sources, {"office": "Wire", "date": None, "headline": "undated"}],
    }


def test_reports_of_one_event_are_its_mentions() -> None:
    found = list(ged.mentions_of(ged_row("g1", "Ardun", "2015-02-03", ["Shells hit Ardun", "Ardun hit"])))
    assert [mention.event for mention in found] == ["g1", "g1"], "one without a date is none"
    profile = found[0].profile
    assert (profile.begin, profile.counts[0].low, profile.spots[0].name) == (735632, 5, "ardun")


def test_a_report_of_two_events_is_one_report() -> None:
    rows = [ged_row(one, where, "2015-02-03", ["Toll rises"]) for one, where in (("g1", "A"), ("g2", "Bcd"))]
    found = [mention for row in rows for mention in ged.mentions_of(row)]
    assert len({mention.profile.document for mention in found}) == 1
    assert len({mention.profile.id for mention in found}) == 2
