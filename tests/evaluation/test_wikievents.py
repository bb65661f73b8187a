"""The mapping and the comparison on readings made by hand."""

from accordingto.types import Document, Event, EventType, Reading, Reference, Span
from evaluation.scoring import Count
from evaluation.wikievents import KINDS, OUTSIDE, Case, Tally, Wanted, add, kind_of

TEXT = "Gunmen of the Northern Front killed two farmers near Examplia and fled. A curfew was imposed."


def _at(words: str) -> Span:
    return TEXT.index(words), TEXT.index(words) + len(words)


def _event(
    words: str, kind: EventType, mode: str | None = None, actor: str = "", recipient: str = ""
) -> Event:
    return Event(
        id=words,
        trigger=_at(words),
        type=kind,
        mode=mode,
        actors=(Reference(span=_at(actor)),) if actor else (),
        recipients=(Reference(span=_at(recipient)),) if recipient else (),
    )


def _tally(events: tuple[Event, ...], *wanted: Wanted) -> Tally:
    document = Document(id="", title=None, outlet=None, url=None, published=None, language="en", text=TEXT)
    tally = Tally()
    add(tally, Case(TEXT, wanted), Reading(document=document, events=events))
    return tally


def test_types_of_all_three_corpora_are_mapped() -> None:
    assert kind_of("Conflict.Attack.DetonateExplode") == "attack"
    assert kind_of("life.die.n/a") == "death"
    assert kind_of("Bodily_harm") == "injury"
    assert kind_of("contact.discussion.meet") is None
    assert kind_of("Statement") is None


def test_subtypes_that_say_the_opposite_are_not() -> None:
    assert kind_of("movement.transportperson.selfmotion") == "movement"
    assert kind_of("movement.transportperson.preventexit") is None
    assert all(name.islower() for name in OUTSIDE)


def test_a_death_may_be_met_by_two_types_and_an_attack_by_one() -> None:
    killed = Wanted(_at("killed"), "death")
    assert KINDS["death"] == ("CASUALTY", "ASSAULT")
    for kind in KINDS["death"]:
        assert _tally((_event("killed", kind),), killed).types == Count(1, 1, 1)
    attack = _tally((_event("killed", "CASUALTY"),), Wanted(_at("killed"), "attack"))
    assert (attack.triggers, attack.types) == (Count(1, 1, 1), Count(0, 1, 1))


def test_a_mention_without_a_partner_costs_precision_of_its_kind() -> None:
    tally = _tally((_event("killed", "CASUALTY"), _event("fled", "MOVE")), Wanted(_at("killed"), "death"))
    assert tally.types == Count(1, 2, 1)
    assert tally.kinds["death"] == Count(1, 1, 1)
    assert tally.kinds["movement"] == Count(0, 1, 0)


def test_other_types_other_modes_and_words_of_unmapped_events_cost_nothing() -> None:
    events = (
        _event("imposed", "COERCE", mode="curfew"),
        _event("curfew", "THREATEN"),
        _event("fled", "MOVE"),
    )
    assert _tally(events, Wanted(_at("fled"), None)).types == Count()
    assert _tally((_event("imposed", "COERCE", mode="arrest"),)).types == Count(0, 1, 0)


def test_no_mention_is_used_twice_and_a_mapped_event_goes_first() -> None:
    both = (Wanted(_at("killed"), None), Wanted(_at("killed"), "death"))
    assert _tally((_event("killed", "CASUALTY"),), *both).types == Count(1, 1, 1)
    twice = (Wanted(_at("killed"), "death"), Wanted(_at("killed"), "injury"))
    assert _tally((_event("killed", "CASUALTY"),), *twice).types == Count(1, 1, 2)


def test_an_argument_is_right_by_its_head_in_its_role() -> None:
    event = _event("killed", "ASSAULT", actor="Gunmen of the Northern Front", recipient="two farmers")
    arguments = (("actor", _at("Gunmen")), ("recipient", _at("farmers")), ("place", _at("Examplia")))
    tally = _tally((event,), Wanted(_at("killed"), "death", arguments))
    assert tally.arguments["actor"] == Count(1, 1, 1)
    assert tally.arguments["recipient"] == Count(1, 1, 1)
    assert tally.arguments["place"] == Count(0, 0, 1)
    wrong = _tally((event,), Wanted(_at("killed"), "death", (("actor", _at("Front")),)))
    assert wrong.arguments["actor"] == Count(0, 1, 1)


def test_arguments_of_an_event_that_we_miss_are_missed() -> None:
    tally = _tally((), Wanted(_at("killed"), "death", (("recipient", _at("farmers")),)))
    assert tally.arguments["recipient"] == Count(0, 0, 1)
