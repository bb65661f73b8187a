import numpy as np
import pytest

from accordingto.models.runtime import OVERLAP, WINDOW, Encoder, load_encoder


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def test_every_word_of_a_long_text_has_scores(encoder: Encoder) -> None:
    text = "The governor of the northern province said that two bridges had been mined. " * 60
    tokens = encoder.tokenize(text)
    assert len(tokens.pieces) > 2 * WINDOW
    scores = encoder.score(tokens)
    assert all(len(rows) == len(tokens.words) for rows in scores.labels.values())
    assert bool(np.abs(scores.labels["attribution"]).sum(axis=1).all())


def test_a_window_changes_little_for_words_away_from_its_edges(encoder: Encoder) -> None:
    sentence = "A spokesman for the rebels said on Monday that the road to the crossing was open. "
    tokens = encoder.tokenize(sentence * 40)
    spans = encoder.spans(encoder.score(tokens), "attribution")
    words = len(encoder.tokenize(sentence).words)
    found = {(start % words, end % words, role) for start, end, role in spans}
    assert len(spans) >= 3 * 38
    assert len(found) <= 6
    assert OVERLAP < WINDOW


def test_a_last_word_of_very_many_pieces_is_read(encoder: Encoder) -> None:
    tokens = encoder.tokenize("word " * 250 + "qx7zj" * 19)
    assert len(tokens.pieces) > WINDOW
    assert len(encoder.score(tokens).labels["attribution"]) == len(tokens.words)


def test_an_empty_text_gives_empty_scores(encoder: Encoder) -> None:
    scores = encoder.score(encoder.tokenize(""))
    assert scores.labels["attribution"].shape[0] == 0
    assert encoder.spans(scores, "attribution") == []


def test_words_that_were_asked_for_before_have_the_scores_that_they_had(encoder: Encoder) -> None:
    tokens = encoder.tokenize("Rebels shelled the town and seized two bridges.")
    scores, whole = encoder.score(tokens), (0, len(tokens.words))
    alone = encoder.argument_scores(scores, [1], whole)
    both = encoder.argument_scores(scores, [5, 1], whole)
    fresh = encoder.argument_scores(encoder.score(tokens), [5, 1], whole)
    half = encoder.argument_scores(scores, [1], (0, 4))
    for name in encoder.arguments:
        np.testing.assert_array_equal(both[name][1], alone[name][0])
        np.testing.assert_allclose(both[name], fresh[name], rtol=1e-4, atol=1e-5)
        assert half[name].shape[1] == 4
