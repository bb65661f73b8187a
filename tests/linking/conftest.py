"""Accounts built by hand."""

from __future__ import annotations

import pytest

from accordingto.linking import report_context
from accordingto.types import Account, Claim, Figure, Happening, Link, Party, Place

ARDUN = Place(
    span=(0, 5),
    name="Ardun",
    geonameid=1,
    latitude=34.0,
    longitude=36.0,
    country="SY",
    admin1="1",
    precision="town",
)
BELAN = Place(
    span=(0, 5),
    name="Belan",
    geonameid=2,
    latitude=34.3,
    longitude=36.0,
    country="SY",
    admin1="1",
    precision="town",
)
PROVINCE = Place(
    span=(0, 5),
    name="Sirat",
    geonameid=3,
    latitude=34.1,
    longitude=36.1,
    country="SY",
    admin1="1",
    precision="region",
)


class Make:
    """Accounts with sensible fields, so that a test states only what it is about."""

    def account(
        self,
        words: str,
        trigger: str,
        *,
        document: str = "d1",
        at: int = 0,
        published: str = "2024-03-06",
        **more: object,
    ) -> Account:
        """An event claim of `words`, which stand at `at` in the document."""
        claim_fields = {name: more.pop(name) for name in ("polarity", "status", "identity") if name in more}
        start = at + words.index(trigger)
        fields: dict[str, object] = {
            "trigger": (start, start + len(trigger)),
            "type": "ASSAULT",
            "mode": "heavy-weapons",
            "places": (ARDUN,),
            "begin": "2024-03-05",
            "end": "2024-03-05",
            "place_from": "argument",
            "time_from": "argument",
            **more,
        }
        claim = Claim(
            id=str(claim_fields.pop("identity", f"{document}-{start:04}")),
            document=document,
            kind="event",
            said_by=(Link(name=f"Outlet {document}", kind="media"),),
            act="report",
            quote="indirect",
            polarity=claim_fields.pop("polarity", "positive"),  # type: ignore[arg-type]
            evidence=((at, at + len(words)),),
            text=words,
            reader="r",
            status=claim_fields.pop("status", "happened"),  # type: ignore[arg-type]
            happening=Happening(**fields),  # type: ignore[arg-type]
        )
        context = report_context([claim], None)
        return Account(claim=claim, outlet=f"Outlet {document}", published=published, context=context)

    def killed(self, low: int) -> tuple[Figure, ...]:
        """A figure of people killed."""
        return (Figure(span=(0, 1), kind="killed", low=low, best=low, high=low),)

    def party(self, words: str) -> tuple[Party, ...]:
        """One party."""
        return (Party(words=words, span=(0, len(words))),)


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()
