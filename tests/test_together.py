"""Bringing reports together: what is asked of each how often."""

from __future__ import annotations

import pytest

from accordingto import together
from accordingto.ledger import Ledger
from accordingto.linking import Report, heard
from accordingto.types import EventType, Happening, Link
from tests.ledger.conftest import Make

TEXT = "The army took Ardun, the mayor said. He said rebels shelled Selk. Police arrested ten men in Kora."
TOLD: dict[str, EventType] = {"took": "CONTROL", "shelled": "ASSAULT", "arrested": "COERCE"}


def test_the_sources_of_a_report_are_named_once_however_much_it_tells_of(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, asked = Make(), list[str]()

    def counted(report: Report) -> Report:
        asked.append(report.id)
        return heard(report)

    monkeypatch.setattr(together, "heard", counted)
    for identity in ("d1", "d2"):
        document = make.document(identity, TEXT + identity)
        spans = {word: (TEXT.index(word), TEXT.index(word) + len(word)) for word in TOLD}
        claims = [
            make.claim(
                document,
                f"{identity}-{word}",
                word,
                kind="event",
                status="happened",
                said_by=(Link(name="Ardun Daily", kind="media"),),
                happening=Happening(trigger=spans[word], type=kind, begin="2018-04-05"),
            )
            for word, kind in TOLD.items()
        ]
        make.read(ledger, document, *claims)
    together.link_reports(ledger=ledger)
    assert len(list(ledger.events())) >= len(TOLD)
    assert sorted(asked) == ["d1", "d2"]
    events = list(ledger.linked_events())
    assert all("He" not in [origin.name for origin in event.origins] for event in events)
