"""What reading two mentions side by side adds, and where it is asked."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from accordingto.linking.profiles import Profile, decoded, encoded, merged, profile_of
from accordingto.linking.scoring import Regression, Weights, added, compared, explained, log_odds
from accordingto.linking.screening import Screen
from accordingto.linking.side_by_side import RESCUED, SUREST, SideBySide, read
from tests.linking.conftest import ARDUN, Make
from tests.linking.test_screening import scored

READING = SideBySide(shift=0.5, scale=2.0)


def _pair(make: Make) -> tuple[Profile, Profile]:
    one = profile_of(make.account("The army shelled Ardun.", "shelled", places=(ARDUN,)))
    other = profile_of(make.account("Shells fell on Ardun.", "fell", document="d2", places=(ARDUN,)))
    assert one
    assert other
    return one, other


def test_what_it_adds_is_bounded() -> None:
    assert READING.added(0.25) == pytest.approx(0.5 + 0.5)
    assert READING.added(100.0) == READING.added(SUREST) == 0.5 + 2 * SUREST


def test_pairs_that_reading_cannot_save_are_not_read(make: Make) -> None:
    asked = []

    def reader(one: Profile, other: Profile) -> float:
        asked.append((one.id, other.id))
        return 1.0

    one, other = _pair(make)
    assert added(one, other, None, reader) is None
    hopeless = Regression(start=-0.1 - RESCUED, levels={}, reading=READING)
    assert scored(Screen(Weights(within=hopeless, across=hopeless), reader), one, other, 0.5) is None
    assert not asked
    weak = Regression(start=0.1 - RESCUED, levels={}, reading=READING)
    assert scored(Screen(Weights(within=weak, across=weak), reader), one, other, 0.5) is None
    assert len(asked) == 1


def test_a_pair_without_words_adds_nothing(make: Make) -> None:
    one, other = _pair(make)
    assert read(replace(one, passage=None), other) is None
    assert added(replace(one, passage=None), other, READING) is None


def test_reading_lifts_what_comparisons_leave_below(make: Make) -> None:
    one, other = _pair(make)
    weak = Regression(start=-2.0, levels={}, reading=READING)
    screen = Screen(Weights(within=weak, across=weak), lambda *_: 2.0)
    likely = scored(screen, one, other, 0.5)
    assert likely is not None
    assert likely > 0.9
    against = Screen(Weights(within=weak, across=weak), lambda *_: -2.0)
    assert scored(against, one, other, 0.5) is None


def test_the_reason_is_among_the_others(make: Make) -> None:
    one, other = _pair(make)
    weak = Regression(start=0.0, levels={}, reading=READING)
    pairing = explained(one, other, Weights(within=weak, across=weak))
    (reason,) = [each for each in pairing.comparisons if each.name == "side by side"]
    assert reason.found.endswith("likely one happening, read together")
    total = compared(one, other, weak) + reason.weight
    assert log_odds(one, other, weak) == pytest.approx(total)


def test_words_around_are_kept_with_the_profile(make: Make) -> None:
    text = "It was quiet. The army shelled Ardun. Nobody was hurt."
    account = make.account("The army shelled Ardun.", "shelled", at=14)
    profile = profile_of(account, text)
    assert profile
    assert profile.passage
    assert profile.passage.text == text
    assert decoded(encoded(profile)) == profile
    own = profile_of(account)
    assert own
    assert own.passage
    assert own.passage.text[own.passage.start : own.passage.end] == "shelled"


def test_a_telling_keeps_the_words_of_its_first_mention(make: Make) -> None:
    text = "Guns shelled Ardun, killing six. The attack came as the bombing of Belan went on."
    found = [profile_of(make.account(text, word), text) for word in ("attack", "shelled", "killing")]
    passage = merged([profile for profile in found if profile]).passage
    assert passage
    assert passage.text[passage.start : passage.end] == "shelled"
