"""A ledger made by hand, in which reports tell of the same things: a shelling, a truce, a group."""

from __future__ import annotations

import re
from typing import Any

from accordingto.ledger import Ledger
from accordingto.settings import Settings
from accordingto.types import (
    Claim,
    Clause,
    Dealing,
    Document,
    Figure,
    Happening,
    Label,
    Link,
    Mediator,
    Party,
    Place,
    Reading,
)
from accordingto.workflow import link
from tests.web.conftest import HOSTILE, Make, at

ARDUN = Place(
    span=(0, 5),
    name="Ardun",
    geonameid=901,
    latitude=36.2,
    longitude=37.1,
    country="SY",
    precision="town",
)
ARMY, FRONT = "Army of Qarat", "Northern Front"
REPORTS = {
    "r1": (
        "Ardun Daily",
        "The army shelled the market of Ardun on 8 March, killing 12 people, the mayor said.",
    ),
    "r2": (
        "Selk Radio",
        "The army shelled the market of Ardun on 8 March, killing 12 people, the mayor said.",
    ),
    "r3": ("Dorn Post", "The mayor of Ardun said the army shelled the market on 8 March, killing 15 people."),
    "r4": (
        "State Wire",
        "Terrorists shelled the market of Ardun on 8 March; 40 died, the General Command said.",
    ),
    "r5": (
        "Coast Agency",
        "Shells fell on the market of Ardun on 8 March, killing dozens, a doctor told Coast.",
    ),
}
TRUCE = (
    "The army and the front agreed a ceasefire in Ardun on 1 March. The front broke the truce on 3 March, the"
    " army said. The army broke the truce on 4 March, the rebels said. The army denied that it had broken the"
    " truce. The envoy, who mediated, said the army is to withdraw from the bridge for safe passage."
)


def killed(text: str) -> Figure:
    """How many a report says were killed."""
    found = re.search(r"(?<=killing )\w+", text) or re.search(r"\d+(?= died)", text)
    assert found
    if found[0] == "dozens":
        return Figure(span=found.span(), kind="killed", of="people", low=24, high=99, approximate=True)
    return Figure(span=found.span(), kind="killed", of="people", best=int(found[0]))


def chain(outlet: str, *speakers: str) -> tuple[Link, ...]:
    """The outlet, and who speaks in it."""
    return Link(name=outlet, kind="media"), *(Link(name=one, kind="named") for one in speakers)


def shelling(make: Make, document: Document, speaker: str, by: str | None) -> Claim:
    """That somebody shelled the market."""
    text = document.text
    trigger = "fell" if "fell" in text else "shelled"
    party = (Party(span=at(text, by), words=by),) if by else ()
    happening = Happening(
        trigger=at(text, trigger),
        type="ASSAULT",
        mode="heavy-weapons",
        actors=party,
        recipients=(Party(span=at(text, "the market"), words="the market"),),
        places=(ARDUN,),
        place_from="argument",
        begin="2024-03-08",
        end="2024-03-08",
        time_from="argument",
        figures=(killed(text),),
    )
    words = text.split(",")[0].split(";")[0]
    said_by = chain(document.outlet or "", speaker)
    more: dict[str, Any] = {"kind": "event", "act": "say", "status": "happened", "said_by": said_by}
    return make.claim(document, words, f"{document.id}-shelled", happening=happening, **more)


NAMES = {"The army": ARMY, "The front": FRONT}


def party(words: str, text: str = TRUCE) -> Party:
    """A party by its words, with its name."""
    return Party(span=at(text, words), words=words, name=NAMES.get(words, words))


def dealing(**fields: Any) -> Dealing:
    """One thing said of the truce."""
    envoy = Mediator(span=at(TRUCE, "The envoy"), words="The envoy", name="The envoy", role="mediated")
    known = {"agreement": "g1", "kind": "ceasefire", "words": ("the truce",), "lasting": "P3D", **fields}
    parties = tuple(map(party, NAMES))
    return Dealing(parties=parties, brokers=(envoy,), places=(ARDUN,), sides="bilateral", **known)


def truce(make: Make, document: Document) -> list[Claim]:
    """Made, broken by each according to the other, denied, with a term; and what a party is called."""

    def told(words: str, identity: str, deal: Dealing, *speakers: str, **more: Any) -> Claim:
        said_by = chain(document.outlet or "", *speakers)
        fields = {"kind": "agreement", "status": "happened", "said_by": said_by, **more}
        return make.claim(document, words, f"{document.id}-{identity}", dealing=deal, **fields)

    first, second, third = ({"begin": day, "end": day} for day in ("2024-03-01", "2024-03-03", "2024-03-04"))
    term = Clause(does="withdraw from the bridge", who=party("The army"), given="safe passage")
    return [
        told("agreed a ceasefire", "agreed", dealing(step="agreed", **first)),
        told(
            "The front broke",
            "by-front",
            dealing(step="violated", by=party("The front"), **second),
            "the army",
        ),
        told(
            "The army broke", "by-army", dealing(step="violated", by=party("The army"), **third), "the rebels"
        ),
        told(
            "it had broken",
            "denied",
            dealing(step="violated", by=party("The army")),
            "The army",
            polarity="negative",
            act="deny",
        ),
        told("withdraw from the bridge", "term", dealing(term=term), "The envoy", status="planned"),
    ]


def labels(make: Make, document: Document) -> list[Claim]:
    """What State Wire calls the front; it means harm as well."""
    label = Label(span=at(document.text, "Terrorists"), kind="label", name=FRONT)
    return [make.claim(document, "Terrorists", f"{document.id}-label", kind="framing", label=label)]


def fill(make: Make, ledger: Ledger) -> None:
    """All of it, linked."""
    speakers = {"r1": "the mayor", "r2": "the mayor", "r3": "The mayor of Ardun", "r4": "the General Command"}
    for identity, (outlet, text) in REPORTS.items():
        document = make.document(identity, text, title=f"Market shelled, {outlet}", outlet=outlet)
        by = {"r3": "the army", "r4": "Terrorists", "r5": None}.get(identity, "The army")
        speaker = speakers.get(identity, "a doctor")
        claims = [shelling(make, document, speaker, by)]
        store(make, ledger, document, claims + (labels(make, document) if identity == "r4" else []))
    document = make.document("t1", TRUCE, title="A truce in Ardun", outlet="Ardun Daily")
    store(make, ledger, document, truce(make, document))
    harm(make, ledger)
    link(ledger=ledger, settings=Settings())


def harm(make: Make, ledger: Ledger) -> None:
    """One who means harm in every text field that these pages show."""
    text = " and ".join(HOSTILE)
    document = make.document("h1", text, title=text, outlet=HOSTILE[0], published="2024-03-09")
    name = HOSTILE[1]
    bad = party(name, text)
    place = Place(span=(0, 3), name=HOSTILE[2])
    happening = Happening(
        trigger=(0, 3), type="PROTEST", mode=HOSTILE[0], actors=(bad,), places=(place,), begin="2024-03-09"
    )
    deal = Dealing(
        agreement="g", kind="other", words=(name,), parties=(bad,), step="violated", by=bad, lasting=name
    )
    term = Clause(does=HOSTILE[3], who=bad, given=HOSTILE[0])
    words, said_by = HOSTILE[0], chain(HOSTILE[0], HOSTILE[1])
    more: dict[str, Any] = {"status": "happened", "said_by": said_by}
    claims = [
        make.claim(document, words, "h1-event", kind="event", happening=happening, **more),
        make.claim(document, words, "h1-deal", kind="agreement", dealing=deal, **more),
        make.claim(
            document,
            words,
            "h1-term",
            kind="agreement",
            dealing=Dealing(agreement="g", kind="other", term=term),
            **more,
        ),
    ]
    store(make, ledger, document, claims)


def store(make: Make, ledger: Ledger, document: Document, claims: list[Claim]) -> None:
    """A report with its claims."""
    make.stored(ledger, document, read=False)
    ledger.store_reading(Reading(document=document), claims, reader="r1")
