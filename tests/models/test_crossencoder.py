import pytest

from accordingto.models.crossencoder import (
    AROUND,
    DISPUTED,
    DISPUTES,
    MARKS,
    OWN,
    SIDE,
    CrossEncoder,
    load_crossencoder,
    side_of,
    sight_of,
)
from accordingto.models.passages import passage_of
from accordingto.models.runtime import FOLDER
from accordingto.models.tokenizer import load_tokenizer
from accordingto.types import ContradictionKind

TOKENIZER = load_tokenizer(FOLDER / "tokenizer.json")
STORY = "Guns shelled the market of Ardun on Tuesday, killing six people, the mayor said. "


def test_a_passage_is_cut_between_words_and_keeps_its_word() -> None:
    text = STORY * 20
    at = text.index("killing", 800)
    passage = passage_of(text, (at, at + 7))
    assert passage.text[passage.start : passage.end] == "killing"
    assert f" {passage.text} " in text
    assert 300 < len(passage.text) < 500


@pytest.mark.parametrize("anchor", [(0, 4), (len(STORY) - 6, len(STORY) - 2)])
def test_a_passage_at_an_edge_keeps_the_edge(anchor: tuple[int, int]) -> None:
    assert passage_of(STORY, anchor) == (STORY, *anchor)


def test_the_telling_word_stands_between_marks() -> None:
    start = STORY.index("killing")
    sight = sight_of(TOKENIZER, passage_of(STORY, (start, start + 7)))
    assert (sight.pieces[sight.start - 1], sight.pieces[sight.end]) == MARKS
    assert TOKENIZER.decode(sight.pieces[sight.start : sight.end].tolist()) == "killing"


def test_no_passage_is_longer_than_its_side() -> None:
    text = "x7q" * 60 + " " + "zq9" * 60
    for anchor in ((0, 180), (181, len(text))):
        sight = sight_of(TOKENIZER, passage_of(text, anchor))
        assert sight.end - sight.start <= OWN
        assert len(sight.pieces) <= 2 * AROUND + OWN + 2
        assert len(side_of(sight, first=True).pieces) <= SIDE


def test_the_word_has_all_of_the_share() -> None:
    start = STORY.index("shelled")
    sight = sight_of(TOKENIZER, passage_of(STORY, (start, start + 7)))
    for first in (True, False):
        side = side_of(sight, first=first)
        assert side.word.sum() == pytest.approx(1.0)
        assert side.word.argmax() == sight.start + first


@pytest.fixture(scope="module")
def model() -> CrossEncoder:
    return load_crossencoder()


def _odds(model: CrossEncoder, one: tuple[str, str], other: tuple[str, str]) -> float:
    sights = []
    for text, word in (one, other):
        start = text.index(word)
        sights.append(model.sight(passage_of(text, (start, start + len(word)))))
    return model.log_odds(*sights)


def test_the_same_strike_in_other_words_is_likelier_than_another(model: CrossEncoder) -> None:
    first = ("Shells hit the vegetable market of Ardun on Tuesday morning and killed six.", "hit")
    same = ("The mayor counted six dead after the bombardment of Ardun's market on Tuesday.", "bombardment")
    another = ("Police in Belan arrested two students at a rally against the tax on Friday.", "arrested")
    assert _odds(model, first, same) > 0 > _odds(model, first, another)


def test_the_order_matters_little(model: CrossEncoder) -> None:
    one = ("Rebels seized the bridge at Ardun, a resident said.", "seized")
    other = ("The army denied that the bridge of Ardun had fallen.", "fallen")
    assert _odds(model, one, other) == pytest.approx(_odds(model, other, one), abs=1.5)


def test_words_in_dispute_stand_behind_the_mark_of_their_kind() -> None:
    start = STORY.index("six people")
    sight = sight_of(TOKENIZER, passage_of(STORY, (start, start + 10)), "figure")
    assert (sight.pieces[sight.start - 1], sight.pieces[sight.end]) == (DISPUTED["figure"], MARKS[1])
    assert DISPUTED["target"] == DISPUTED["place"]
    assert len({*DISPUTED.values(), *MARKS}) == len(DISPUTED) - 1 + len(MARKS)


@pytest.fixture(scope="module")
def disputes() -> CrossEncoder:
    return load_crossencoder(name=DISPUTES)


@pytest.mark.parametrize(
    ("kind", "words", "apart", "of_another"),
    [
        ("figure", "six people", ("The mayor counted 30 people dead in Ardun's market.", "30 people"),
         ("A bus fell off a bridge in Belan on Friday and two students died.", "two students")),
        ("perpetrator", "Guns", ("Rebels shelled the market of Ardun on Tuesday, the army said.", "Rebels"),
         ("The flood took the bridge of Belan, the army said.", "the army")),
    ],
)  # fmt: skip
def test_two_words_of_one_shelling_are_likelier_to_clash_than_of_two_happenings(
    disputes: CrossEncoder,
    kind: ContradictionKind,
    words: str,
    apart: tuple[str, str],
    of_another: tuple[str, str],
) -> None:
    def odds(text: str, found: str) -> float:
        sides = ((STORY, words), (text, found))
        sights = [
            disputes.sight(passage_of(each, (at, at + len(word))), kind)
            for each, word in sides
            for at in (each.index(word),)
        ]
        return disputes.log_odds(*sights)

    assert odds(*apart) > odds(*of_another) + 1
