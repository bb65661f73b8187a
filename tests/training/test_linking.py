"""Pairs that weights of linking are fitted on."""

from pathlib import Path

from accordingto.linking.profiles import profile_of
from accordingto.linking.scoring import Regression, Weights, loaded
from tests.linking.conftest import Make
from training.linking import Pair, fitted, within, written

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


def test_weights_of_before_hold_where_few_pairs_speak_against_them() -> None:
    pairs = [Pair((("place", "same"),), same=number % 4 == 0, weight=1.0, group="s") for number in range(40)]
    pairs += [Pair((), same=number % 4 > 0, weight=1.0, group="s") for number in range(40)]
    before = Regression(start=-0.5, levels={"place": {"same": 2.0, "far": -3.0}})
    freely, again = fitted(pairs, 8.0).levels["place"], fitted(pairs, 8.0, before).levels["place"]
    assert again["far"] == -3.0
    assert freely["same"] < 0 < again["same"] < 2.0


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    few, many = (Regression(start=start, levels={"day": {"same day": start}}) for start in (-1.0, 2.0))
    weights = Weights(within=few, across=many, long=Weights(within=many, across=few))
    file = tmp_path / "weights.toml"
    file.write_text(written(weights, ["By hand."]), encoding="utf-8")
    assert loaded(file) == weights
