from __future__ import annotations

import pytest

from accordingto.reading.events.behind import behind
from accordingto.types import EventType
from tests.reading.events.build import at, event, town


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "found"),
    [
        ("Troops drove the last rebels out of Sabra on Sunday.", "drove", "CONTROL", True),
        ("Helicopters evacuated the injured to Sabra.", "evacuated", "AID", True),
        ("The garrison left Sabra to applause.", "left", "MOVE", True),
        ("Our forces liberated the settlements of Novy and Sabra.", "liberated", "CONTROL", True),
        ("They failed to break into Sabra prison.", "break", "ASSAULT", True),
        ("Shells killed two men near Sabra.", "killed", "CASUALTY", True),
        ("Suva had its envoy recalled from Sabra.", "recalled", "SANCTION", True),
        # Where the dead come from, who spoke of it, another clause.
        ("Gunmen killed a baker from Sabra.", "killed", "ASSAULT", False),
        ("Shells killed two, a doctor in Sabra said.", "killed", "CASUALTY", False),
        ("Shells killed two who had fled to Sabra.", "killed", "CASUALTY", False),
        ("Troops seized arms meant for Sabra.", "seized", "COERCE", False),
        ("Both sides accepted terms in Sabra.", "accepted", "AGREE", False),
    ],
)
def test_a_place_behind_the_word_is_its_place(
    text: str, trigger: str, kind: EventType, *, found: bool
) -> None:
    places = [town(text, "Sabra")]
    assert behind(text, event(text, trigger, kind), places, [at(text, trigger)]) == ((0,) if found else ())


def test_what_stands_behind_the_next_event_is_that_ones() -> None:
    text = "Shells killed two and wounded five in Sabra."
    killed, wounded = event(text, "killed", "CASUALTY"), event(text, "wounded", "CASUALTY")
    triggers = [killed.trigger, wounded.trigger]
    assert behind(text, killed, [town(text, "Sabra")], triggers) == ()
    assert behind(text, wounded, [town(text, "Sabra")], triggers) == (0,)
