"""What a denial denies: attributions and events by hand, and sentences of our own that are read whole."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from accordingto.reading import Reader, claims_of, load_reader
from accordingto.reading.denials import denials_of
from accordingto.reading.denying import with_denials
from accordingto.settings import Settings
from accordingto.types import Act, Attribution, Claim, Document, Event, EventType, Span, Status


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def attribution(
    text: str, source: str | None, cue: str, content: str, act: Act = "say", parent: str | None = None
) -> Attribution:
    return Attribution(
        id=f"a{cue}",
        source=at(text, source) if source else None,
        source_entity=None,
        source_kind="named" if source else "none",
        cue=at(text, cue),
        content=(at(text, content),),
        quote="indirect",
        act=act,
        parent=parent,
        confidence=0.9,
    )


def answer(text: str, source: str, cue: str, content: str) -> Attribution:
    """The attribution of the last words of a text."""

    def last(words: str) -> Span:
        return text.rindex(words), text.rindex(words) + len(words)

    own = attribution(text, source, cue, content)
    return replace(own, source=last(source), cue=last(cue), content=(last(content),))


def event(
    text: str, trigger: str, *said_by: str, type: EventType = "ASSAULT", status: Status = "happened"
) -> Event:
    return Event(id=f"v{trigger}", trigger=at(text, trigger), type=type, status=status, attributed_to=said_by)


def denied(text: str, attributions: list[Attribution], events: list[Event]) -> list[tuple[str, list[str]]]:
    """Whose denials deny which triggers."""
    sources = {one.id: text[slice(*one.source)] for one in attributions if one.source}
    triggers = {one.id: text[slice(*one.trigger)] for one in events}
    _, found = denials_of(text, attributions, events)
    return [(sources[one.attribution], [triggers[name] for name in one.events]) for one in found]


CHARGE = "Sabra said Dorn shelled the mill, killing two. Dorn rejected the accusation."


def test_what_was_told_last_before_is_denied_and_not_the_dead() -> None:
    said = attribution(CHARGE, "Sabra", "said", "Dorn shelled the mill, killing two")
    denial = answer(CHARGE, "Dorn", "rejected", "the accusation")
    events = [event(CHARGE, "shelled", "asaid"), event(CHARGE, "killing", "asaid", type="CASUALTY")]
    assert denied(CHARGE, [said, denial], events) == [("Dorn", ["shelled"])]


@pytest.mark.parametrize(
    ("told", "triggers", "meant"),
    [
        ("Dorn bombed the mill and burned the barn", ["bombed", "burned"], ["bombed", "burned"]),
        ("Dorn bombed the mill, and suspended talks", ["bombed", "suspended"], ["bombed"]),
        ("Dorn bombed the mill that had burned", ["bombed", "burned"], ["bombed"]),
    ],
)
def test_all_that_one_is_said_to_have_done_is_denied(
    told: str, triggers: list[str], meant: list[str]
) -> None:
    text = f"Sabra said {told}. Dorn denied it."
    said = attribution(text, "Sabra", "said", told)
    events = [event(text, trigger, "asaid") for trigger in triggers]
    assert denied(text, [said, answer(text, "Dorn", "denied", "it")], events) == [("Dorn", meant)]


@pytest.mark.parametrize(
    ("denier", "cue", "content"),
    [
        ("Dorn", "rejected", "the plan"),  # no claim
        ("Dorn", "rejected", "it"),  # a plan may be meant
        ("Dorn", "rejected", "the report"),  # a paper may be meant
        ("Nobody", "denied", "it"),
        ("Dorn", "did not deny", "it"),
        ("Dorn", "declined to confirm or deny", "it"),
        ("Dorn", "would deny", "it"),
        ("It is hard for Dorn", "to deny", "it"),
    ],
)
def test_not_every_word_of_refusing_is_a_denial(denier: str, cue: str, content: str) -> None:
    text = f"Sabra said guns hit the mill. {denier} {cue} {content}."
    said = attribution(text, "Sabra", "said", "guns hit the mill")
    denial = answer(text, denier, cue, content)
    assert denied(text, [said, denial], [event(text, "hit", "asaid")]) == []


@pytest.mark.parametrize(
    "content", ["it", "this", "the report", "the claims as fabricated", "those allegations", "that account"]
)
def test_what_is_denied_is_named_by_a_word_for_it(content: str) -> None:
    text = f"Sabra said guns hit the mill. Dorn denied {content}."
    said = attribution(text, "Sabra", "said", "guns hit the mill")
    denial = answer(text, "Dorn", "denied", content)
    assert denied(text, [said, denial], [event(text, "hit", "asaid")]) == [("Dorn", ["hit"])]


@pytest.mark.parametrize("called", ["the reports baseless", "this a lie", "the story completely false"])
def test_who_calls_it_false_denies_it(called: str) -> None:
    text = f"Sabra said guns hit the mill. Dorn called {called}."
    said = attribution(text, "Sabra", "said", "guns hit the mill")
    assert denied(text, [said, answer(text, "Dorn", "called", called)], [event(text, "hit", "asaid")]) == [
        ("Dorn", ["hit"])
    ]


def test_a_charge_is_denied_rather_than_what_the_accuser_did() -> None:
    text = "Sabra accused Dorn of a raid and left the talks. Dorn denied it."
    charge = attribution(text, "Sabra", "accused", "Dorn of a raid", "accuse")
    events = [event(text, "raid", "aaccused"), event(text, "left", type="RETREAT")]
    assert denied(text, [charge, answer(text, "Dorn", "denied", "it")], events) == [("Dorn", ["raid"])]


def test_nobody_denies_his_own_words() -> None:
    text = "Dorn said guns hit the mill. Dorn denied it."
    said = attribution(text, "Dorn", "said", "guns hit the mill")
    assert denied(text, [said, answer(text, "Dorn", "denied", "it")], [event(text, "hit", "asaid")]) == []


def test_what_the_report_tells_itself_is_nobodys_claim() -> None:
    text = "Guns hit the mill. Dorn denied the claims."
    assert denied(text, [answer(text, "Dorn", "denied", "the claims")], [event(text, "hit")]) == []
    text = "Dorn is accused of having hit the mill. Dorn denied the claims."
    denial = answer(text, "Dorn", "denied", "the claims")
    assert denied(text, [denial], [event(text, "hit")]) == [("Dorn", ["hit"])]


def test_what_is_only_planned_is_not_denied() -> None:
    text = "Sabra said guns would hit the mill. Dorn denied it."
    said = attribution(text, "Sabra", "said", "guns would hit the mill")
    planned = event(text, "hit", "asaid", status="planned")
    assert denied(text, [said, answer(text, "Dorn", "denied", "it")], [planned]) == []


def test_what_was_said_since_is_meant_even_if_no_event_is_read_of_it() -> None:
    text = "Sabra said guns hit the mill. Oshan claimed the moon was full. Dorn denied that claim."
    said = attribution(text, "Sabra", "said", "guns hit the mill")
    since = attribution(text, "Oshan", "claimed", "the moon was full", "claim")
    denial = answer(text, "Dorn", "denied", "that claim")
    assert denied(text, [said, since, denial], [event(text, "hit", "asaid")]) == []


def test_two_deny_the_same() -> None:
    text = "Sabra said guns hit the mill. Dorn denied it. Oshan rejected the charge."
    said = attribution(text, "Sabra", "said", "guns hit the mill")
    first = attribution(text, "Dorn", "denied", "it.", "deny")
    second = answer(text, "Oshan", "rejected", "the charge")
    found = denied(text, [said, first, second], [event(text, "hit", "asaid")])
    assert ("Oshan", ["hit"]) in found


def test_claims_of_somebody_named_are_his() -> None:
    text = "Hart said guns hit the mill. Oshan said a mine burned. Dorn dismissed Hart's claims."
    hart = attribution(text, "Hart", "said", "guns hit the mill")
    oshan = attribution(text, "Oshan", "said a", "a mine burned")
    denial = answer(text, "Dorn", "dismissed", "Hart's claims")
    events = [event(text, "hit", "asaid"), event(text, "burned", "asaid a")]
    assert denied(text, [hart, oshan, denial], events) == [("Dorn", ["hit"])]


def test_a_clause_is_told_by_whoever_is_named_for_it_and_denied_by_the_other() -> None:
    text = "Dorn denied the governor's claim that rebels hit the mill."
    denial = attribution(text, "Dorn", "denied", "the governor's claim that rebels hit the mill", "deny")
    claim = attribution(text, "the governor", "claim", "rebels hit the mill", "claim", "adenied")
    hit = event(text, "hit", "adenied")
    (told,), (found,) = denials_of(text, [denial, claim], [hit])
    assert told.attributed_to == ("aclaim", "adenied")
    assert told.polarity == "positive"
    assert (found.attribution, found.events) == ("adenied", ("vhit",))


def test_a_clause_may_be_called_false() -> None:
    text = "Dorn called claims by Sabra that guns hit the mill a lie."
    called = attribution(text, "Dorn", "called", "claims by Sabra that guns hit the mill a lie")
    told = attribution(text, "Sabra", "claims", "guns hit the mill", parent="acalled")
    assert denied(text, [called, told], [event(text, "hit", "aclaims")]) == [("Dorn", ["hit"])]


def test_a_clause_may_come_after_an_aside() -> None:
    text = "Dorn rejected reports — it seems by Sabra — that guns hit the mill."
    rejected = attribution(text, "Dorn", "rejected", "reports — it seems by Sabra — that guns hit the mill")
    told = attribution(text, "Sabra", "reports", "guns hit the mill", parent="arejected")
    assert denied(text, [rejected, told], [event(text, "hit", "areports")]) == [("Dorn", ["hit"])]


def test_a_clause_for_which_nobody_is_named_is_only_denied() -> None:
    text = "Dorn denied reports that rebels hit the mill."
    denial = attribution(text, "Dorn", "denied", "reports that rebels hit the mill", "deny")
    reports = attribution(text, None, "reports", "rebels hit the mill", "report", "adenied")
    (told,), found = denials_of(text, [denial, reports], [event(text, "hit", "areports", "adenied")])
    assert (told.attributed_to, told.polarity) == (("adenied",), "negative")
    assert found == ()


def test_what_is_read_in_a_denial_and_beside_it_is_kept_once() -> None:
    text = "Dorn denied the governor's claim that rebels hit the mill."
    denial = attribution(text, "Dorn", "denied", "the governor's claim that rebels hit the mill")
    beside = replace(attribution(text, "the governor", "claim", "rebels hit the mill", "claim"), id="abeside")
    nested = attribution(text, "the governor", "claim", "rebels hit the mill", "claim", "adenied")
    kept = with_denials(text, [beside, denial, nested])
    assert [(one.cue, one.parent) for one in kept] == [(denial.cue, None), (nested.cue, "adenied")]
    assert kept[0].act == "deny"


def test_what_stood_in_the_one_that_is_not_kept_stands_in_the_other() -> None:
    text = "Dorn denied the governor's claim that a guard said rebels hit the mill."
    words = "the governor's claim that a guard said rebels hit the mill"
    denial = attribution(text, "Dorn", "denied", words)
    claim = "a guard said rebels hit the mill"
    beside = replace(attribution(text, "the governor", "claim", claim, "claim"), id="abeside")
    nested = attribution(text, "the governor", "claim", claim, "claim", "adenied")
    inner = attribution(text, "a guard", "said", "rebels hit the mill", parent="abeside")
    kept = with_denials(text, [beside, inner, denial, nested])
    assert {one.id: one.parent for one in kept} == {"asaid": "aclaim", "adenied": None, "aclaim": "adenied"}


# --- read whole -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(Settings())


def _told(reader: Reader, text: str) -> list[tuple[str, str, list[str]]]:
    """Trigger, polarity and whose word each event claim is."""
    document = Document(
        id="d", title=None, outlet="Example TV", url=None, published="2024-03-06", language="en", text=text
    )
    claims: tuple[Claim, ...] = claims_of(reader.read(document), reader="r")
    return [
        (text[slice(*claim.happening.trigger)], claim.polarity, [link.name for link in claim.said_by[1:]])
        for claim in claims
        if claim.happening
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "who"),
    [
        (
            "Kyiv says Russian artillery shelled the maternity ward. Moscow rejected the accusation.",
            "shelled",
            "Moscow",
        ),
        (
            "The United States accused Iran of carrying out attacks against six oil tankers near the strait, "
            "a claim Tehran has denied.",
            "attacks",
            "Tehran",
        ),
        (
            "Rebels said they had shot down a fighter jet near Idlib. The defence ministry denied the "
            "report, saying the plane had crashed because of a technical fault.",
            "shot",
            "The defence ministry",
        ),
        (
            "The State Department said reports from Iraqi officials that the ambassador had been "
            "evacuated were false.",
            "evacuated",
            "The State Department",
        ),
        ("Police denied rumours on social media of a subsequent hostage-taking.", "taking", "Police"),
    ],
)
def test_a_denial_is_a_claim_of_whoever_denies(reader: Reader, text: str, trigger: str, who: str) -> None:
    assert (trigger, "negative", [who]) in _told(reader, text)


def test_the_accuser_keeps_his_claim(reader: Reader) -> None:
    text = "Kyiv says Russian artillery shelled the maternity ward. Moscow rejected the accusation."
    assert ("shelled", "positive", ["Kyiv"]) in _told(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban has declined to confirm or deny responsibility for the attacks.",
        "Neither the president nor the ministry denied that the army had shelled the town.",
    ],
)
def test_who_does_not_deny_says_nothing(reader: Reader, text: str) -> None:
    assert all(who == [] and polarity == "positive" for _, polarity, who in _told(reader, text))
