import pytest
from tokenizers import Tokenizer

from accordingto.models.runtime import FOLDER
from accordingto.models.tokenizer import GAPS, SHAPES, Tokens, load_tokenizer, tokenize


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer(FOLDER / "tokenizer.json")


def _words(tokens: Tokens) -> list[str]:
    return [tokens.text[start:end] for start, end in tokens.words]


def test_offsets_are_code_points_also_behind_other_scripts(tokenizer: Tokenizer) -> None:
    tokens = tokenize(tokenizer, "دوما – Dūmā fell 🕊 today")
    assert _words(tokens)[-2:] == ["🕊", "today"]
    assert "Dūmā" in _words(tokens)


def test_a_word_of_many_pieces_is_one_word(tokenizer: Tokenizer) -> None:
    tokens = tokenize(tokenizer, "Stepanakert unbelievableness")
    assert len(tokens.words) == 2
    assert len(tokens.pieces) > 2
    assert list(tokens.first) == [int((tokens.word_of == word).argmax()) for word in range(2)]


def test_case_paragraphs_and_quotation_marks_are_kept(tokenizer: Tokenizer) -> None:
    tokens = tokenize(tokenizer, 'He said "yes" to NATO.\n\nMore')
    shape = {word: tokens.features[tokens.first[i]] // (GAPS * 2) for i, word in enumerate(_words(tokens))}
    quoted = {word: tokens.features[tokens.first[i]] % 2 for i, word in enumerate(_words(tokens))}
    assert shape["He"] == 1
    assert shape["NATO"] == 2
    assert shape["said"] == 0
    assert max(shape.values()) < SHAPES
    assert (quoted["yes"], quoted["to"]) == (1, 0)
    assert tokens.gaps[-1] == 3


def test_nothing_is_cut_off_however_long(tokenizer: Tokenizer) -> None:
    tokens = tokenize(tokenizer, "word " * 5000)
    assert len(tokens.words) == 5000


def test_an_empty_text_has_no_words(tokenizer: Tokenizer) -> None:
    tokens = tokenize(tokenizer, "")
    assert tokens.words == ()
    assert len(tokens.pieces) == 0
