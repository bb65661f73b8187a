"""Events with their claims, and claims that stand for an event alone."""

from accordingto.exports.happenings import asserted, event_of, note, sides, type_of
from accordingto.types import Place, Range
from tests.exports.build import DORN, REBELS, control, denial, event, figure, happening, told


def test_a_claim_of_an_event_stands_for_itself() -> None:
    row = event_of(told())

    assert row is not None
    assert (row.event.id, row.event.claims, row.event.documents) == ("c1", ("c1",), ("d1",))
    assert row.event.actors == ("Army of Vale",)
    assert row.event.killed == Range(best=7)
    assert row.event.origins[0].chains == (("Vale Courier", "the town office"),)


def test_its_place_is_the_first_on_the_map() -> None:
    field = Place(span=(1, 2), name="a field")
    row = event_of(told(happening=happening(places=(field, DORN))))

    assert row is not None
    assert row.event.place == DORN


def test_other_claims_are_no_events() -> None:
    assert event_of(control()) is None


def test_what_is_denied_planned_or_demanded_did_not_happen() -> None:
    assert asserted(event())
    assert not asserted(event((denial(),)))
    assert not asserted(event((told(status="planned"), told(status="demanded"))))
    assert asserted(event((told(status="planned"), told(status="ongoing"))))


def test_a_note_says_who_in_which_words_and_where() -> None:
    assert note(told(certainty="possible", status="planned")) == (
        "Vale Courier > the town office (say as planned possible, 2024-03-06): "
        '"the army shelled Dorn, killing seven" [claim c1, document d1, https://courier.example/dorn]'
    )
    assert "(deny, 2024-03-06)" in note(denial())
    assert "(say that it is not so, 2024-03-06)" in note(told(polarity="negative"))


def test_a_party_has_a_kind_if_accounts_agree_on_it() -> None:
    other = told("c3", happening=happening(actors=(REBELS,), recipients=()))

    assert type_of(event(), "Army of Vale") == "state-forces"
    assert type_of(event((told(), other)), "Vale Front") == "rebel"
    assert type_of(event(), "Nobody") is None


def test_two_who_clash_are_two_sides() -> None:
    clash = event(acled="Armed clash", actors=("A", "B"), recipients=())

    assert sides(clash) == (("A",), ("B",))
    assert sides(event(actors=("A", "B"), recipients=())) == (("A", "B"), ())


def test_figures_of_a_happening_are_read() -> None:
    row = event_of(told(happening=happening(figures=(figure(None, low=3),))))

    assert row is not None
    assert row.event.killed == Range(low=3)
