"""Pairs that weights of linking are fitted on."""

from accordingto.linking.profiles import profile_of
from tests.linking.conftest import Make
from training.linking import within

TEXT = "Guns shelled Ardun, killing six. Rebels blamed the army for the attack."


def test_mentions_are_compared_in_fits_as_they_will_be() -> None:
    make = Make()
    found = [
        (profile, number)
        for number, trigger in enumerate(("attack", "shelled", "killing"))
        if (profile := profile_of(make.account(TEXT, trigger), TEXT))
    ]
    levels = [dict(pair.levels) for pair in within(found, "story", 1.0)]
    assert sorted(level["mentions_between"] for level in levels) == [
        "1 mentions, 0 sentences on",
        "1 mentions, 1 sentences on",
        "2 mentions, 1 sentences on",
    ]
