import pytest

from accordingto.reading.events.undone import short_of
from tests.reading.events.build import at


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Soldiers nearly killed a boy.", "killed", "undone"),
        ("The militia almost took the town.", "took", "undone"),
        ("The shells almost destroyed the town.", "destroyed", None),  # in part
        ("Nearly 250 people were killed.", "killed", None),
        ("The army came very close to capturing the pass.", "capturing", "undone"),
        ("The rebels refrained from attacking it.", "attacking", "undone"),
        ("The government resisted arming them.", "arming", "undone"),
        ("The army was on the verge of taking it.", "taking", "undone"),
        ("The rebels dropped their threat to kill them.", "kill", "undone"),
        ("The police abandoned plans to storm it.", "storm", "undone"),
        ("Handing over its weapons is inconceivable.", "Handing", "undone"),
        ("Withdrawing from Sabra would be out of the question.", "Withdrawing", "undone"),
        ("Shelling the town is wrong.", "Shelling", None),
        ("Rebels tried to seize the bridge but were repelled.", "seize", "undone"),
        ("Rebels tried in vain to seize the bridge.", "seize", "undone"),
        ("Rebels tried to seize the bridge.", "seize", "attempted"),
        ("Rebels who tried hard took the bridge.", "took", None),
        ("Rebels seized the bridge but were repelled.", "seized", None),
    ],
)
def test_what_came_short_of_happening_or_was_only_tried(text: str, word: str, found: str | None) -> None:
    assert short_of(text, (0, len(text)), at(text, word), noun=False) == found


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("The group called off an attack on the port.", "attack", "undone"),
        ("The union called off its planned mass strike.", "strike", "undone"),
        ("The army spared the town a bombardment.", "bombardment", "undone"),
        ("The council called off the protest.", "protest", None),  # it may have begun
        ("The army resisted an attack.", "attack", None),
        ("Nearly an attack.", "attack", None),
    ],
)
def test_what_was_called_off_before_it_began(text: str, word: str, found: str | None) -> None:
    assert short_of(text, (0, len(text)), at(text, word), noun=True) == found


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Residents feared an attack on the dam.", "attack", "ahead"),
        ("Residents fear further heavy attacks.", "attacks", "ahead"),
        ("They are worried about another attack.", "attack", "ahead"),
        ("They are worried about the attack.", "attack", None),
        ("There is a risk of attacks.", "attacks", "ahead"),
        ("Guards protect the shrine from rocket attacks.", "attacks", "ahead"),
        ("The walls shield them from shelling.", "shelling", "ahead"),
        ("The expected offensive worries them.", "offensive", "ahead"),
        ("They ask for defences against possible attacks.", "attacks", "ahead"),
        ("Soldiers defended the town against an attack.", "attack", None),  # which came
        ("Residents fear the army after its shelling.", "shelling", None),
        ("The alert followed attacks.", "attacks", None),
        ("The army missed hitting the boat.", "hitting", "undone"),
        ("He called the killing of 12 villagers a blatant lie.", "killing", "undone"),
        ("He called a lie what they said of the killing.", "killing", None),
    ],
)
def test_what_is_feared_or_guarded_against_is_ahead(text: str, word: str, found: str | None) -> None:
    assert short_of(text, (0, len(text)), at(text, word), noun=not word.endswith("ing")) == found
