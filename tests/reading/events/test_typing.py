from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from accordingto.models.arguments import PairVectors
from accordingto.models.runtime import FOLDER, Scores
from accordingto.models.tokenizer import load_tokenizer, tokenize
from accordingto.reading.codebook.events import load_codebook
from accordingto.reading.codebook.inflection import PartOfSpeech
from accordingto.reading.events.candidates import Arguments, Candidate, WordSpan
from accordingto.reading.events.typing import TYPES, Typed, typed, without_light_verbs
from accordingto.types import EventType
from tests.reading.events.build import CLASSES, at, candidate as built

TOKENIZER = load_tokenizer(FOLDER / "tokenizer.json")


def scores_of(text: str) -> Scores:
    """Scores that hold the words alone."""
    nothing = np.zeros((0, 0), dtype=np.float32)
    return Scores(tokenize(TOKENIZER, text), {}, {}, {}, PairVectors(nothing, nothing, nothing))


def word_of(scores: Scores, word: str) -> int:
    return scores.tokens.words.index(at(scores.tokens.text, word))


def words_of(scores: Scores, words: str) -> WordSpan:
    """The words of a phrase that stands in the text."""
    start, end = at(scores.tokens.text, words)
    inside = [n for n, (first, last) in enumerate(scores.tokens.words) if start <= first and last <= end]
    return inside[0], inside[-1] + 1


def candidate(
    scores: Scores, word: str, lemma: str, pos: PartOfSpeech, *, kind: EventType | None, sure: float
) -> Candidate:
    """A candidate that the model takes for `kind` (None: for no event) with probability `sure`."""
    likely = np.full(CLASSES, (1 - sure) / (CLASSES - 1), dtype=np.float32)
    likely[0 if kind is None else 1 + TYPES.index(kind)] = sure
    return Candidate(word_of(scores, word), (0, len(scores.tokens.words)), pos, lemma, likely)


def test_where_both_agree_the_rule_gives_mode_and_sub_event() -> None:
    scores = scores_of("The army shelled the town.")
    (event,) = typed(
        scores,
        load_codebook(),
        [candidate(scores, "shelled", "shell", "verb", kind="ASSAULT", sure=0.9)],
        (),
    )
    assert (event.type, event.mode) == ("ASSAULT", "heavy-weapons")
    assert event.acled == "Shelling/artillery/missile attack"
    assert event.decided_by.startswith("codebook:")


def test_where_they_differ_a_sure_model_wins_and_says_so() -> None:
    scores = scores_of("The army shelled the town.")
    sure = [candidate(scores, "shelled", "shell", "verb", kind="CONSULT", sure=0.999)]
    (event,) = typed(scores, load_codebook(), sure, ())
    assert (event.type, event.decided_by) == ("CONSULT", "model:event")


def test_the_mode_of_a_type_that_the_model_decides_is_the_book_s() -> None:
    scores = scores_of("The rebels took it.")
    sure = [candidate(scores, "took", "take", "verb", kind="CONTROL", sure=0.99)]
    (event,) = typed(scores, load_codebook(), sure, ())
    assert event.type == "CONTROL"
    assert event.decided_by.startswith(("codebook:", "model:event, codebook:"))


def test_a_word_that_neither_takes_for_an_event_is_none() -> None:
    scores = scores_of("The town sleeps at night.")
    assert (
        typed(
            scores,
            load_codebook(),
            [candidate(scores, "sleeps", "sleep", "verb", kind=None, sure=0.9)],
            (),
        )
        == []
    )


def test_a_stop_of_the_codebook_is_not_overruled() -> None:
    scores = scores_of("He died of a heart attack.")
    one = candidate(scores, "attack", "attack", "noun", kind="ASSAULT", sure=0.95)
    assert typed(scores, load_codebook(), [one], ()) == []


def test_the_verb_of_a_noun_is_no_event_beside_it() -> None:
    def event(word: int, light_verb: int | None) -> Typed:
        one = replace(built(word), arguments=Arguments(light_verb=light_verb))
        return Typed(one, "ASSAULT", None, None, "model:event", 0.9)

    verb, noun, other = event(1, None), event(3, 1), event(7, None)
    assert without_light_verbs([verb, noun, other]) == [noun, other]


def test_shells_are_the_means_and_no_party() -> None:
    scores = scores_of("Shells killed two men.")
    one = candidate(scores, "killed", "kill", "verb", kind="CASUALTY", sure=0.95)
    men = (word_of(scores, "two"), word_of(scores, "two") + 2)
    one = replace(one, arguments=Arguments(actors=((0, 1),), recipients=(men,)))
    (event,) = typed(scores, load_codebook(), [one], ())
    assert event.candidate.arguments == Arguments(recipients=(men,), instrument=(0, 1))


@pytest.mark.parametrize(
    ("text", "suffers"),
    [
        ("The army came under attack.", True),
        ("The army had repeatedly faced an attack.", True),
        ("The army continues to experience the worst attack.", True),
        ("The army fended off an attack.", True),
        ("The army fell victim to an attack.", True),
        ("The army expected an attack.", True),
        ("The army launched an attack.", False),
        ("The army faced east in its attack.", False),
        ("The army fought until it all ended in an attack.", False),
    ],
)
def test_who_undergoes_what_the_noun_says_does_not_do_it(text: str, suffers: bool) -> None:
    scores = scores_of(text)
    army = words_of(scores, "The army")
    one = candidate(scores, "attack", "attack", "noun", kind="ASSAULT", sure=0.95)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(actors=(army,)))], ())
    own = event.candidate.arguments
    assert (own.actors, own.recipients) == (((), (army,)) if suffers else ((army,), ()))


@pytest.mark.parametrize(
    ("text", "word", "lemma", "given"),
    [
        ("The rebels received it from Sabra.", "received", "receive", True),
        ("The rebels smuggled it from Sabra.", "smuggled", "smuggle", False),
    ],
)
def test_who_receives_is_whom_it_is_given_to(text: str, word: str, lemma: str, given: bool) -> None:
    scores = scores_of(text)
    rebels, sabra = words_of(scores, "The rebels"), words_of(scores, "Sabra")
    one = candidate(scores, word, lemma, "verb", kind="AID", sure=0.95)
    one = replace(one, arguments=Arguments(actors=(rebels,), places=(sabra,)))
    (event,) = typed(scores, load_codebook(), [one], ())
    own = event.candidate.arguments
    found = (own.actors, own.recipients, own.places)
    assert found == (((sabra,), (rebels,), ()) if given else ((rebels,), (), (sabra,)))


@pytest.mark.parametrize(
    ("text", "took"), [("It was seized from rebels.", False), ("It was seized by rebels.", True)]
)
def test_from_whom_it_is_seized_did_not_seize_it(text: str, took: bool) -> None:
    scores = scores_of(text)
    rebels = words_of(scores, "rebels")
    one = candidate(scores, "seized", "seize", "verb", kind="CONTROL", sure=0.95)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(actors=(rebels,)))], ())
    own = event.candidate.arguments
    assert (own.actors, own.recipients) == (((rebels,), ()) if took else ((), (rebels,)))


@pytest.mark.parametrize(
    ("text", "did"),
    [("A report linked the attack to rebels.", True), ("A report told of the attack to rebels.", False)],
)
def test_to_whom_an_attack_is_linked_may_have_done_it(text: str, did: bool) -> None:
    scores = scores_of(text)
    rebels = words_of(scores, "rebels")
    one = candidate(scores, "attack", "attack", "noun", kind="ASSAULT", sure=0.95)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(recipients=(rebels,)))], ())
    own = event.candidate.arguments
    assert (own.actors, own.recipients) == (((rebels,), ()) if did else ((), (rebels,)))


@pytest.mark.parametrize(("text", "hit"), [("They fired from Sabra.", False), ("They fired at Sabra.", True)])
def test_what_shells_are_fired_from_is_not_hit(text: str, hit: bool) -> None:
    scores = scores_of(text)
    sabra = words_of(scores, "Sabra")
    one = candidate(scores, "fired", "fire", "verb", kind="ASSAULT", sure=0.95)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(recipients=(sabra,)))], ())
    assert event.candidate.arguments.recipients == ((sabra,) if hit else ())


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Troops shelled rebel-held towns.", "rebel"),
        ("Troops shelled al-Sabra-held towns.", "al-Sabra"),
        ("Troops shelled towns held there.", None),
    ],
)
def test_who_holds_stands_before_the_hyphen(text: str, holder: str | None) -> None:
    scores = scores_of(text)
    troops = words_of(scores, "Troops")
    one = candidate(scores, "held", "hold", "verb", kind="CONTROL", sure=0.95)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(actors=(troops,)))], ())
    assert event.candidate.arguments.actors == ((words_of(scores, holder) if holder else troops),)


@pytest.mark.parametrize(
    ("text", "did"), [("Rebels inflicted heavy losses.", True), ("Rebels suffered heavy losses.", False)]
)
def test_who_inflicts_losses_does_not_suffer_them(text: str, did: bool) -> None:
    scores = scores_of(text)
    rebels = words_of(scores, "Rebels")
    one = candidate(scores, "losses", "loss", "noun", kind="CASUALTY", sure=0.95)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(recipients=(rebels,)))], ())
    own = event.candidate.arguments
    assert (own.actors, own.recipients) == (((rebels,), ()) if did else ((), (rebels,)))


@pytest.mark.parametrize(
    ("text", "arms"), [("Lorn's jets bombed it.", "jets"), ("Lorn's men bombed it.", None)]
)
def test_the_weapons_of_who_attacks_are_the_means(text: str, arms: str | None) -> None:
    scores = scores_of(text)
    lorn = words_of(scores, "Lorn")
    one = candidate(scores, "bombed", "bomb", "verb", kind="ASSAULT", sure=0.95)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(actors=(lorn,)))], ())
    own = event.candidate.arguments
    assert (own.actors, own.instrument) == ((lorn,), words_of(scores, arms) if arms else None)


@pytest.mark.parametrize(
    ("text", "word", "did"),
    [
        ("Rebels fought soldiers, who burned it.", "burned", ("soldiers",)),
        ("Rebels fought soldiers who had then burned it.", "burned", ("soldiers",)),
        ("Rebels fought soldiers, who took it and later burned it.", "burned", ("soldiers",)),
        ("Rebels and soldiers, who burned it, left.", "burned", ("Rebels", "soldiers")),
        ("Rebels fought soldiers, who slept, when they burned it.", "burned", ("Rebels", "soldiers")),
    ],
)
def test_a_clause_is_about_those_before_it(text: str, word: str, did: tuple[str, ...]) -> None:
    scores = scores_of(text)
    parties = tuple(words_of(scores, name) for name in ("Rebels", "soldiers"))
    one = candidate(scores, word, "burn", "verb", kind="ASSAULT", sure=0.95)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(actors=parties))], ())
    assert event.candidate.arguments.actors == tuple(words_of(scores, name) for name in did)


@pytest.mark.parametrize(
    ("text", "word", "marched"),
    [
        ("They were shot by police during protests.", "protests", False),
        ("The police held protests.", "protests", True),
    ],
)
def test_who_shoots_during_protests_does_not_protest(text: str, word: str, marched: bool) -> None:
    scores = scores_of(text)
    police = words_of(scores, "police")
    one = candidate(scores, word, "protest", "noun", kind="PROTEST", sure=0.95)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(actors=(police,)))], ())
    assert event.candidate.arguments.actors == ((police,) if marched else ())


def test_a_suicide_bomber_is_no_plane() -> None:
    scores = scores_of("A suicide car bomber struck it.")
    bomber = words_of(scores, "A suicide car bomber")
    one = candidate(scores, "struck", "strike", "verb", kind="ASSAULT", sure=0.95)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(actors=(bomber,)))], ())
    assert event.candidate.arguments == Arguments(actors=(bomber,))
    assert event.mode == "suicide-attack"


def test_who_takes_people_in_gives() -> None:
    scores = scores_of("Sabra received families from Qarat.")
    sabra, families = words_of(scores, "Sabra"), words_of(scores, "families")
    one = candidate(scores, "received", "receive", "verb", kind="AID", sure=0.95)
    one = replace(one, arguments=Arguments(actors=(sabra,), recipients=(families,)))
    (event,) = typed(scores, load_codebook(), [one], ())
    assert event.candidate.arguments == one.arguments


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("The rebels, whom soldiers had attacked, left.", "The rebels"),
        ("They met two clerks whom soldiers attacked.", "two clerks"),
        ("The villagers that soldiers attacked left.", "The villagers"),
        ("The plan that soldiers attacked left.", None),  # what they are, no model needs to be told
        ("The rebels, to whom soldiers attacked, left.", None),
        ("The rebels, which soldiers left, attacked.", None),  # another verb has that subject
        ("The rebels, who were soldiers, attacked.", None),
    ],
)
def test_whom_a_clause_is_about_suffers_what_its_subject_does(text: str, victims: str | None) -> None:
    scores = scores_of(text)
    soldiers = words_of(scores, "soldiers")
    one = candidate(scores, "attacked", "attack", "verb", kind="ASSAULT", sure=0.95)
    left = candidate(scores, "left", "leave", "verb", kind="MOVE", sure=0.05) if "left" in text else one
    one = replace(one, arguments=Arguments(actors=(soldiers,)))
    event = next(each for each in typed(scores, load_codebook(), [one, left], ()) if each.type == "ASSAULT")
    own = event.candidate.arguments
    assert own.actors == (soldiers,)
    assert own.recipients == ((words_of(scores, victims),) if victims else ())


def test_who_is_attacked_in_a_clause_about_them_does_not_attack() -> None:
    scores = scores_of("The rebels, whom soldiers attacked, left.")
    rebels, soldiers = words_of(scores, "The rebels"), words_of(scores, "soldiers")
    one = candidate(scores, "attacked", "attack", "verb", kind="ASSAULT", sure=0.95)
    one = replace(one, arguments=Arguments(actors=(rebels, soldiers)))
    (event,) = typed(scores, load_codebook(), [one], ())
    own = event.candidate.arguments
    assert (own.actors, own.recipients) == ((soldiers,), (rebels,))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("The strike of bakers went on.", "PROTEST"), ("The strike on bakers went on.", "ASSAULT")],
)
def test_a_strike_of_workers_is_their_own(text: str, kind: EventType) -> None:
    scores = scores_of(text)
    bakers = words_of(scores, "bakers")
    one = candidate(scores, "strike", "strike", "noun", kind="ASSAULT", sure=0.6)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(recipients=(bakers,)))], ())
    own = event.candidate.arguments
    assert event.type == kind
    assert (own.actors, own.recipients) == (((bakers,), ()) if kind == "PROTEST" else ((), (bakers,)))


@pytest.mark.parametrize(
    ("text", "accused"), [("It was blamed on rebels.", True), ("It was blamed by rebels.", False)]
)
def test_on_whom_it_is_blamed_is_accused(text: str, accused: bool) -> None:
    scores = scores_of(text)
    rebels = words_of(scores, "rebels")
    one = candidate(scores, "blamed", "blame", "verb", kind="ACCUSE", sure=0.95)
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=Arguments(actors=(rebels,)))], ())
    own = event.candidate.arguments
    assert (own.actors, own.recipients) == (((), (rebels,)) if accused else ((rebels,), ()))


@pytest.mark.parametrize(
    ("text", "arms", "actor"),
    [
        ("Turkish warplanes struck it.", "Turkish warplanes", "Turkish"),
        ("Two Syrian army tanks shelled it.", "Two Syrian army tanks", "Syrian army"),
        ("The army's guns shelled it.", "The army's guns", "army"),
        ("Heavy guns shelled it.", "Heavy guns", None),
        ("Iranian-made drones struck it.", "Iranian-made drones", None),
        ("A Taliban bomb struck it.", "A Taliban bomb", None),  # laid there, whoever laid it
        ("It was struck with Iranian rockets.", "Iranian rockets", None),
    ],
)
def test_whose_the_weapons_are_attacks(text: str, arms: str, actor: str | None) -> None:
    scores = scores_of(text)
    verb = "struck" if "struck" in text else "shelled"
    one = candidate(scores, verb, {"struck": "strike"}.get(verb, "shell"), "verb", kind="ASSAULT", sure=0.95)
    means = words_of(scores, arms)
    for arguments in (Arguments(actors=(means,)), Arguments(instrument=means)):
        (event,) = typed(scores, load_codebook(), [replace(one, arguments=arguments)], ())
        own = event.candidate.arguments
        assert own.instrument == means
        assert own.actors == ((words_of(scores, actor),) if actor else ())


def test_weapons_that_are_attacked_are_whom_it_was_done_to() -> None:
    scores = scores_of("Rebels downed a Syrian army helicopter.")
    one = candidate(scores, "downed", "down", "verb", kind="ASSAULT", sure=0.95)
    arguments = Arguments(
        actors=(words_of(scores, "Rebels"),), recipients=(words_of(scores, "a Syrian army helicopter"),)
    )
    (event,) = typed(scores, load_codebook(), [replace(one, arguments=arguments)], ())
    assert event.candidate.arguments == arguments


def test_what_a_sure_rule_fits_is_an_event_whatever_the_model_says() -> None:
    scores = scores_of("They spoke of the use of sarin.")
    one = candidate(scores, "use", "use", "noun", kind=None, sure=0.99999)
    (event,) = typed(scores, load_codebook(), [one], ())
    assert (event.type, event.decided_by) == ("ASSAULT", "codebook:use-of-weapons")


def test_who_does_it_is_no_happening() -> None:
    scores = scores_of("Marauders came by night.")
    one = candidate(scores, "Marauders", "fighters", "noun", kind="ASSAULT", sure=0.99)
    assert typed(scores, load_codebook(), [one], ()) == []


def test_of_a_word_that_the_book_does_not_know_the_model_must_be_sure() -> None:
    scores = scores_of("The zorbing went on.")
    half = candidate(scores, "zorbing", "zorbing", "noun", kind="ASSAULT", sure=0.5)
    sure = candidate(scores, "zorbing", "zorbing", "noun", kind="ASSAULT", sure=0.999)
    assert typed(scores, load_codebook(), [half], ()) == []
    assert [event.decided_by for event in typed(scores, load_codebook(), [sure], ())] == ["model:event"]


def test_the_name_of_a_war_is_no_happening() -> None:
    def found(text: str, word: str) -> list[Typed]:
        scores = scores_of(text)
        return typed(
            scores, load_codebook(), [candidate(scores, word, "war", "noun", kind="ASSAULT", sure=0.9)], ()
        )

    assert not found("Nusra fought in the Syrian Civil War.", "War")
    assert found("War broke out in Ardun.", "War")
    assert found("The civil war began in Ardun.", "war")
