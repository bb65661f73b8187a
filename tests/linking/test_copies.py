from accordingto.linking.copies import copied_passages, copies_of, sentences

WIRE = (
    "Shells fell on the fish market of the old harbour on Monday morning and killed seven people. "
    "The mayor blamed nobody. Ferries stayed in port until the evening because of the smoke."
)
REPRINT = (
    "Shells fell on the fish market of the old harbour on Monday and killed seven people. "
    "The mayor blamed nobody. Our own reporter found the stalls open again."
)
OTHER = (
    "The mayor blamed nobody. On Tuesday the council met in the town hall to speak about the price of bread."
)


def test_a_sentence_that_was_cut_a_little_is_a_copy() -> None:
    pairs = copied_passages({"wire": WIRE, "reprint": REPRINT})

    assert copies_of("wire", [(0, 40)], pairs) == ("reprint", "wire")
    assert copies_of("reprint", [(0, 40)], pairs) == ("reprint", "wire")


def test_what_one_report_adds_is_its_own() -> None:
    pairs = copied_passages({"wire": WIRE, "reprint": REPRINT})
    start = WIRE.index("Ferries")

    assert copies_of("wire", [(start, start + 20)], pairs) == ()
    assert copies_of("wire", [(0, 40), (start, start + 20)], pairs) == ()


def test_a_short_sentence_counts_only_beside_a_long_one() -> None:
    pairs = copied_passages({"wire": WIRE, "reprint": REPRINT, "other": OTHER})
    start = WIRE.index("The mayor")

    assert copies_of("wire", [(start, start + 20)], pairs) == ("reprint", "wire")


def test_reports_in_their_own_words_share_nothing() -> None:
    own = "Seven people died when the harbour's fish market was shelled on Monday, rescuers said at night."

    assert copied_passages({"wire": WIRE, "own": own}) == ()


def test_sentences_end_where_the_next_begins() -> None:
    text = 'He came. "Go," she said. In the town of St. John all was still.'

    assert [text[start:end] for start, end in sentences(text)][:2] == ["He came.", '"Go," she said.']


def test_a_sentence_that_was_lightly_rewritten_is_a_copy() -> None:
    rewritten = (
        "Shells falling on the fish market in the old harbour on Monday killed seven people. "
        "They had also burned a dozen of the boats."
    )
    wire = f"{WIRE} A dozen boats were burned too."
    pairs = copied_passages({"wire": wire, "rewritten": rewritten})

    assert copies_of("rewritten", [(0, 40)], pairs) == ("rewritten", "wire")


def test_reports_that_copied_once_may_copy_loosely_elsewhere() -> None:
    first = WIRE.split(". ")[0]
    pairs = copied_passages(
        {
            "wire": f"{first}. In the village of Lorn another 24 died the same night, he added.",
            "reprint": f"{first}. A further 24 died that night in nearby Lorn.",
        }
    )
    start = len(first) + 2

    assert copies_of("reprint", [(start, start + 20)], pairs) == ("reprint", "wire")


def test_sentences_end_behind_any_letter() -> None:
    text = "The driver told Radio Montaña. A leader said so."

    assert [text[start:end] for start, end in sentences(text)] == [
        "The driver told Radio Montaña.",
        "A leader said so.",
    ]


def test_two_short_reports_of_one_shelling_with_other_numbers_are_no_copies() -> None:
    texts = {
        "d1": "The army shelled Ardun on 5 March, killing 14.",
        "d2": "Shells that the army fired at Ardun on 5 March killed 30.",
    }
    assert copied_passages(texts) == ()
