import time
from pathlib import Path
from typing import Any

import pytest

from accordingto.errors import CodebookError
from accordingto.reading.codebook import events, events_file
from accordingto.reading.codebook.events import (
    EventCodebook,
    Predicate,
    Typing,
    lemma_of,
    load_codebook,
    typing_as,
    verdict,
)
from accordingto.reading.codebook.inflection import PartOfSpeech, inflections, lemma_candidates

BOOK = load_codebook()


def verb(lemma: str, **rest: Any) -> Predicate:
    return Predicate(lemma=lemma, pos="verb", **rest)


def noun(lemma: str, **rest: Any) -> Predicate:
    return Predicate(lemma=lemma, pos="noun", **rest)


def typing_of(book: EventCodebook, predicate: Predicate) -> Typing | None:
    said = verdict(book, predicate)
    return said if isinstance(said, Typing) else None


def people(*words: str) -> dict[str, Any]:
    return {"subject_words": words, "subject_kind": "people"}


def weapon(*words: str) -> dict[str, Any]:
    return {"subject_words": words, "subject_kind": "thing"}


def place(*words: str) -> dict[str, Any]:
    return {"object_words": words, "object_kind": "place"}


def target(*words: str) -> dict[str, Any]:
    return {"object_words": words, "object_kind": "people"}


# --- what a word means by what stands around it ---------------------------------------------------


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [
        (verb("shell", **place("town")), ("ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack")),
        (
            verb("take", **people("rebel"), **place("town")),
            ("CONTROL", None, "Non-state actor overtakes territory"),
        ),
        (verb("take", **target("hostage")), ("ASSAULT", "abduct", "Abduction/forced disappearance")),
        (verb("take", particle="over", following=("over",), **place("base")), ("CONTROL", None, None)),
        (
            verb("fire", object_words=("rocket",)),
            ("ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
        ),
        (verb("fire", object_words=("drone",)), ("ASSAULT", "drone", "Air/drone strike")),
        (verb("fire", following=("at", "the", "car")), ("ASSAULT", "firearms", "Attack")),
        (
            verb("fire", object_words=("tear", "gas")),
            ("ASSAULT", "crowd-control", "Protest with intervention"),
        ),
        (verb("fire", **target("minister")), ("SANCTION", "expel", None)),
        (verb("hit", **weapon("drone"), **place("depot")), ("ASSAULT", "drone", "Air/drone strike")),
        (
            verb("hit", instrument_words=("mortar",)),
            ("ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
        ),
        (noun("strike", modifiers=("air",)), ("ASSAULT", "aerial", "Air/drone strike")),
        (noun("strike", modifiers=("drone",)), ("ASSAULT", "drone", "Air/drone strike")),
        (noun("strike", modifiers=("general",)), ("PROTEST", "strike", "Peaceful protest")),
        (noun("strike", **people("teacher")), ("PROTEST", "strike", "Peaceful protest")),
        (noun("strike", modifiers=("hunger",)), ("PROTEST", "hunger", "Peaceful protest")),
        (noun("strike", light_verb="go on"), ("PROTEST", "strike", "Peaceful protest")),
        (noun("fire", light_verb="come under", modifiers=("sniper",)), ("ASSAULT", "firearms", "Attack")),
        (noun("attack", modifiers=("suicide",)), ("ASSAULT", "suicide-attack", "Suicide bomb")),
        (noun("car-bombing"), ("ASSAULT", "explosives", "Remote explosive/landmine/IED")),
        (verb("use", following=("sarin", "on", "rebels")), ("ASSAULT", "unconventional", "Chemical weapon")),
        (
            verb("use", passive=True, instrument_words=("mustard", "gas")),
            ("ASSAULT", "unconventional", "Chemical weapon"),
        ),
        (
            noun("use", following=("of", "chemical", "weapons", "by", "the", "army")),
            ("ASSAULT", "unconventional", "Chemical weapon"),
        ),
        (noun("use", following=("by", "assad", "of", "chemical", "weapons")), ("ASSAULT", None, None)),
        (verb("attack", **target("patrol")), ("ASSAULT", None, "Armed clash")),
        (verb("attack", **target("farmer")), ("ASSAULT", None, "Attack")),
        (verb("attack", instrument_words=("knife",), **target("farmer")), ("ASSAULT", "primitive", "Attack")),
        (
            verb("capture", actor_type="state-forces", **place("hill")),
            ("CONTROL", None, "Government regains territory"),
        ),
        (verb("capture", **people("rebel"), **target("soldier")), ("COERCE", "arrest", None)),
        (verb("fall", object_words=("town",), object_kind="place"), ("CONTROL", None, None)),
        (verb("leave", **people("soldier"), **place("town")), ("RETREAT", "withdraw", None)),
        (verb("leave", **people("family"), **place("town")), ("MOVE", None, None)),
        (verb("lift", object_words=("siege",)), ("RETREAT", "access", None)),
        (verb("lift", object_words=("curfew",)), ("CONCEDE", None, None)),
        (noun("agreement", light_verb="reach"), ("AGREE", None, "Agreement")),
        (verb("violate", object_words=("truce",)), ("ACCUSE", "allege", None)),
        (verb("threaten", following=("to", "storm", "the", "town")), ("THREATEN", "violence", None)),
        (verb("demand", object_words=("release",)), ("REQUEST", "yield", None)),
        (verb("call", following=("for", "a", "ceasefire")), ("REQUEST", "yield", None)),
        (verb("break", particle="off", object_words=("talk",)), ("REJECT", "meet", None)),
        (verb("refuse", following=("to", "negotiate")), ("REJECT", "meet", None)),
        (verb("evacuate", **target("wounded")), ("AID", "rescue", None)),
        (verb("deliver", object_words=("food",)), ("AID", "humanitarian", None)),
        (verb("deliver", object_words=("howitzer",)), ("AID", "military", None)),
        (verb("cut", object_words=("electricity",)), ("COERCE", "withhold", None)),
        (verb("sign", following=("a", "deal", "under", "which")), ("AGREE", None, "Agreement")),
        (verb("push", following=("the", "rebels", "back"), **target("rebel")), ("CONTROL", None, None)),
        (noun("delivery", following=("of", "flour")), ("AID", "humanitarian", None)),
        (verb("sever", object_words=("tie",)), ("SANCTION", "discontinue", None)),
        (noun("law", modifiers=("martial",)), ("COERCE", "martial-law", None)),
        (noun("exchange", modifiers=("prisoner",)), ("COOPERATE", None, None)),
        (noun("exchange", following=("of", "fire")), ("ASSAULT", "firearms", "Armed clash")),
        (
            verb("set", following=("the", "whole", "house", "ablaze")),
            ("ASSAULT", "destroy", "Looting/property destruction"),
        ),
        (
            verb("hold", following=("three", "soldiers", "hostage"), **target("soldier")),
            ("ASSAULT", "abduct", "Abduction/forced disappearance"),
        ),
        (verb("hold", **target("hostage")), ("ASSAULT", "abduct", "Abduction/forced disappearance")),
        (verb("hold", **target("suspect")), ("COERCE", "arrest", "Arrests")),
        (
            verb("blow", particle="up", following=("himself", "up", "at"), **people("bomber")),
            ("ASSAULT", "suicide-attack", "Suicide bomb"),
        ),
        (verb("ram", **people("suicide", "bomber")), ("ASSAULT", "suicide-attack", "Suicide bomb")),
        (verb("lift", following=("the", "arms", "embargo")), ("CONCEDE", None, None)),
        (verb("lift", **target("siege")), ("RETREAT", "access", None)),
        (verb("strike", **people("worker"), **place("lorn")), ("PROTEST", "strike", "Peaceful protest")),
        (verb("strike", **people("worker"), **target("soldier")), ("ASSAULT", None, None)),
        (verb("down", following=("tools", "on", "monday")), ("PROTEST", "strike", "Peaceful protest")),
        (
            verb("lay", particle="down", following=("down", "tools")),
            ("PROTEST", "strike", "Peaceful protest"),
        ),
        (verb("send", following=("27", "men", "to", "hell"), **target("man")), ("ASSAULT", None, "Attack")),
        (
            verb("send", following=("two", "vessels", "of", "the", "navy", "to", "the", "bottom")),
            ("ASSAULT", "destroy", "Looting/property destruction"),
        ),
        (verb("put", following=("27", "of", "them", "out", "of", "action")), ("ASSAULT", None, "Attack")),
        (verb("expel", **target("people")), ("COERCE", "deport", None)),
        (verb("expel", **target("ambassador")), ("SANCTION", "expel", None)),
        (noun("dharna"), ("PROTEST", "demo", "Peaceful protest")),
        (noun("bandh"), ("PROTEST", "strike", "Peaceful protest")),
        (noun("storming", **place("prison")), ("ASSAULT", None, "Armed clash")),
        (Predicate(lemma="besieged", pos="adjective"), ("CONTROL", None, None)),
    ],
    ids=lambda value: value.lemma if isinstance(value, Predicate) else "",
)
def test_arguments_tell_what_a_word_means(
    predicate: Predicate, expected: tuple[str, str | None, str | None]
) -> None:
    typing = typing_of(BOOK, predicate)

    assert typing is not None
    assert (typing.type, typing.mode, typing.acled) == expected


def test_killing_is_an_assault_if_an_actor_does_it_and_nothing_else_tells_the_violence() -> None:
    by_gunmen = typing_of(BOOK, verb("kill", **people("gunman"), **target("farmer")))
    beside_an_attack = typing_of(BOOK, verb("kill", alone=False, **people("gunman"), **target("farmer")))
    by_a_strike = typing_of(BOOK, verb("kill", **weapon("strike"), **target("farmer")))

    assert by_gunmen is not None
    assert (by_gunmen.type, by_gunmen.acled, by_gunmen.rule) == ("ASSAULT", "Attack", "kill")
    assert [typing and typing.type for typing in (beside_an_attack, by_a_strike)] == ["CASUALTY", "CASUALTY"]


@pytest.mark.parametrize(
    ("predicate", "name"),
    [
        (noun("attack", following=("helicopter",)), "attack-as-a-part-of-a-name"),
        (noun("attack", modifiers=("heart",)), "heart-attack"),
        (noun("brigade", modifiers=("fire",)), "sport-and-figures-of-speech"),
        (noun("talk", following=("venue",)), "talks-as-a-venue"),
        (verb("target", following=("strikes",)), "targeted-attacks"),
        (verb("catch", following=("in", "the", "city")), "caught-up-in-it"),
        (verb("take", particle="off", following=("off", "from")), "take-off"),
        (verb("defuse", object_words=("bomb",), object_kind="thing"), "bomb-that-did-not-go-off"),
        (verb("hit", **weapon("earthquake"), **place("town")), "weather-and-accident"),
        (verb("take", object_words=("place",), object_kind="place"), "take-as-a-light-verb"),
        (verb("withdraw", object_words=("statement",), object_kind="thing"), "words-taken-back"),
        (verb("crush", following=("sanctions", "on")), "crushing-as-a-figure-of-speech"),
    ],
)
def test_words_that_look_like_an_event_are_stopped(predicate: Predicate, name: str) -> None:
    said = verdict(BOOK, predicate)

    assert isinstance(said, events_file.Stop)
    assert said.name == name


def test_of_what_the_book_does_not_know_it_says_nothing() -> None:
    assert typing_of(BOOK, verb("expel", **people("party"), **target("people"))) is None
    assert verdict(BOOK, verb("whistle")) is None


@pytest.mark.parametrize("word", ["terrorism", "violence", "brutality"])
def test_what_is_talked_about_as_often_as_it_happens_is_left_to_the_classifier(word: str) -> None:
    said = typing_of(BOOK, noun(word))
    assert said is not None
    assert (said.type, said.ambiguous) == ("ASSAULT", True)


def test_a_classifier_is_asked_where_words_are_weak_or_types_compete() -> None:
    weak = typing_of(BOOK, verb("help"))
    competing = typing_of(BOOK, noun("redeployment"))
    sure = typing_of(BOOK, verb("shell"))

    assert weak is not None
    assert (weak.ambiguous, weak.candidates) == (True, ("AID",))
    assert competing is not None
    assert (competing.ambiguous, competing.candidates) == (True, ("MOBILIZE", "RETREAT"))
    assert sure is not None
    assert not sure.ambiguous


def test_of_a_sure_rule_no_classifier_need_be_asked() -> None:
    used = typing_of(BOOK, noun("use", following=("of", "sarin")))
    shelled = typing_of(BOOK, verb("shell"))

    assert used is not None
    assert used.sure
    assert shelled is not None
    assert not shelled.sure
    assert {("verb", "use"), ("noun", "use")} <= BOOK.sure
    assert ("verb", "shell") not in BOOK.sure
    accused = verb("hold", following=("its", "former", "guards", "responsible"), **target("guard"))
    named = verb("name", following=("the", "front", "as", "the", "author"))
    charged = verb("charge", following=("the", "crowd", "with", "batons"))
    downed = verb("down", following=("tools",))
    for predicate in (verb("strike", **people("miner")), downed, accused, named, charged):
        assert (typed := typing_of(BOOK, predicate)) is not None
        assert typed.sure


@pytest.mark.parametrize(
    "predicate",
    [
        noun("use", following=("of", "force")),
        verb("use", following=("to", "treat", "sarin")),
        noun("use", modifiers=("medical",), following=("of", "nerve", "agents")),
    ],
)
def test_not_every_use_is_one_of_forbidden_arms(predicate: Predicate) -> None:
    assert typing_of(BOOK, predicate) is None


def test_the_only_argument_of_a_verb_that_happens_of_itself_is_its_subject() -> None:
    town = {"object_words": ("town",), "object_kind": "place"}

    assert typing_of(BOOK, verb("fall", **town)) is not None
    assert typing_of(BOOK, verb("fall", passive=True, **town)) is None


# --- the book itself ------------------------------------------------------------------------------


def test_the_compiled_form_is_fresh_and_nothing_is_wrong() -> None:
    files, faults = events_file.checked(events_file.own_paths())

    assert faults == []
    assert events_file.own_files() == files
    stale = "run accordingto.reading.codebook.events_file.compile_own()"
    assert f'"{events_file.digest(events_file.own_paths())}"'.encode() in events_file.COMPILED.read_bytes(), (
        stale
    )


def test_the_book_is_broad() -> None:
    words = {word for rule in BOOK.rules for word in (*rule.verbs, *rule.nouns, *rule.adjectives)}

    assert len(words) >= 2500
    assert {rule.type for rule in BOOK.rules} >= set(events_file.MODES)


def test_loading_is_fast() -> None:
    def milliseconds() -> float:
        begun = time.process_time()
        events.codebook_of(events_file.own_files())
        return (time.process_time() - begun) * 1000

    assert min(milliseconds() for _ in range(7)) < 30


def test_an_edited_file_counts_although_the_compiled_form_is_older(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "events-own.toml").write_text('[[rules]]\nname = "a"\ntype = "MOVE"\nverbs = ["hop"]\n')
    (tmp_path / "events.json").write_bytes(events_file.COMPILED.read_bytes())
    monkeypatch.setattr(events_file, "FOLDER", tmp_path)
    monkeypatch.setattr(events_file, "COMPILED", tmp_path / "events.json")

    (file,) = events_file.own_files()

    assert file.rules[0].verbs == ("hop",)


# --- one's own files ------------------------------------------------------------------------------


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(text: str, name: str = "own.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_file_of_ones_own_counts_before_ours(written: Any) -> None:
    path = written('[[rules]]\nname = "mine"\ntype = "PROTEST"\nnouns = ["strike"]\n')

    typing = typing_of(load_codebook([path]), noun("strike", modifiers=("air",)))

    assert typing is not None
    assert (typing.type, typing.rule) == ("PROTEST", "mine")
    assert typing_of(load_codebook([path]), verb("shell")) is not None


def test_the_last_file_counts_first_and_a_rule_replaces_its_namesake(written: Any) -> None:
    first = written('[[rules]]\nname = "one"\ntype = "MOVE"\nverbs = ["hop", "skip"]\n', "1.toml")
    second = written('[[rules]]\nname = "two"\ntype = "AID"\nverbs = ["hop"]\n', "2.toml")
    namesake = written('[[rules]]\nname = "one"\ntype = "CONSULT"\nverbs = ["skip"]\n', "3.toml")

    last = typing_of(load_codebook([first, second]), verb("hop"))
    replaced = load_codebook([first, namesake])

    assert last is not None
    assert last.type == "AID"
    assert typing_of(replaced, verb("hop")) is None
    assert [rule.type for rule in replaced.rules if rule.name == "one"] == ["CONSULT"]


def test_a_file_may_replace_ours(written: Any) -> None:
    path = written('replace = true\n[[rules]]\nname = "only"\ntype = "MOVE"\nverbs = ["hop"]\n')

    book = load_codebook([path])

    assert typing_of(book, verb("shell")) is None
    assert [rule.name for rule in book.rules] == ["only"]


def test_a_file_may_use_our_lists_and_add_to_them(written: Any) -> None:
    path = written('[lists]\nfighters = ["wardens"]\n')

    typing = typing_of(load_codebook([path]), verb("attack", object_words=("wardens",)))

    assert typing is not None
    assert typing.acled == "Armed clash"


RULE = '[[rules]]\nname = "mine"\ntype = "ASSAULT"\nverbs = ["zap"]\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            RULE + 'mode = "arial"\n',
            'rules entry "mine": ASSAULT has no mode "arial". Did you mean "aerial"?',
        ),
        (RULE + 'acled = "Atack"\n', 'ACLED has no sub-event "Atack". Did you mean "Attack"?'),
        (
            RULE + 'when = { object = "@fihgters" }\n',
            'object names @fihgters, which is no list. Did you mean "fighters"?',
        ),
        (RULE + 'when = { objekt = "town" }\n', "It may have: actor, object"),
        (RULE + 'otherwise = { type = "CASUALTY" }\n', "has `otherwise` but no `when`"),
        (RULE + 'acled_by_actor = { goverment = "Attack" }\n', 'Did you mean "government"?'),
        (RULE + 'candidates = ["MOVE", "AID"]\n', "candidates lack ASSAULT"),
        (RULE.replace("zap", "Zap"), 'the word "Zap" can never be met'),
        (RULE.replace('verbs = ["zap"]', ""), "has no words"),
        (RULE.replace("ASSAULT", "ASSALT"), "rules entry 1 \"mine\": Invalid enum value 'ASSALT'"),
        (RULE.replace("ASSAULT", "ASSALT"), 'Did you mean "ASSAULT"?'),
        (RULE.replace('name = "mine"', ""), "missing required field `name`"),
        (RULE + RULE, 'two entries are named "mine"'),
        (
            RULE + RULE.replace("mine", "next"),
            '"zap" (verbs) in entry "next" is never reached: "mine" has it',
        ),
        (RULE.replace("[[rules]]", "[rules]"), "Begin each entry with [[rules]]"),
        ("rules = [", "it is not TOML"),
        ('rulez = "x"\n', "the file: Object contains unknown field `rulez`"),
    ],
)
def test_a_fault_says_where_it_is_and_what_to_do(written: Any, text: str, told: str) -> None:
    path = written(text)

    with pytest.raises(CodebookError) as error:
        load_codebook([path])

    assert str(error.value).startswith(f"{path}: ")
    assert told in str(error.value)


def test_all_faults_are_told_at_once(written: Any) -> None:
    path = written(RULE + 'mode = "arial"\nacled = "Atack"\n' + RULE.replace("ASSAULT", "ASSALT"))

    with pytest.raises(CodebookError) as error:
        load_codebook([path, path.with_name("gone.toml")])

    assert len(str(error.value).splitlines()) == 4


# --- inflection -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "pos", "lemma"),
    [
        ("shelled", "verb", "shell"),
        ("struck", "verb", "strike"),
        ("fled", "verb", "flee"),
        ("besieging", "verb", "besiege"),
        ("seized", "verb", "seize"),
        ("bombing", "verb", "bomb"),
        ("planned", "verb", "plan"),
        ("retaken", "verb", "retake"),
        ("overran", "verb", "overrun"),
        ("dying", "verb", "die"),
        ("attacks", "verb", "attack"),
        ("storms", "noun", "storm"),
        ("casualties", "noun", "casualty"),
        ("clashes", "noun", "clash"),
        ("gunmen", "noun", "gunman"),
        ("talks", "noun", "talks"),
    ],
)
def test_a_form_has_its_base_form_among_the_candidates(form: str, pos: PartOfSpeech, lemma: str) -> None:
    assert lemma in lemma_candidates(form, pos)


def test_the_book_tells_which_base_form_is_meant() -> None:
    assert lemma_candidates("razed", "verb")[:2] == ("raze", "raz")
    assert [lemma_of(BOOK, form, "verb") for form in ("raided", "left")] == ["raid", "leave"]


def test_every_regular_form_leads_back() -> None:
    single = {word for rule in BOOK.rules for word in rule.verbs if word.isalpha()}
    lost = [
        (word, form)
        for word in single
        for form in inflections(word)
        if word not in lemma_candidates(form, "verb")
    ]

    assert lost == []


def test_a_known_type_gets_the_mode_of_the_first_rule_that_gives_it() -> None:
    predicate = Predicate(lemma="withdraw", pos="verb")
    found = typing_as(load_codebook(), predicate, "RETREAT")
    assert found is not None
    assert (found.type, found.mode) == ("RETREAT", "withdraw")
    assert typing_as(load_codebook(), predicate, "PROTEST") is None
