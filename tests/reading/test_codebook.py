import pytest

from accordingto.reading.codebook.acts import act_of, cue_words
from accordingto.reading.codebook.inflection import inflections
from accordingto.reading.sources import is_media, passes_on, source_kind


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "say"),
        ("has denied", "deny"),
        ("dismissed", "deny"),
        ("accused", "accuse"),
        ("threatened to", "threaten"),
        ("called on", "demand"),
        ("vowed", "promise"),
        ("conceded", "say"),
        ("had confirmed", "report"),
        ("agreed", "agree"),
        ("asked", "ask"),
        ("claimed", "claim"),
        ("feared", "believe"),
        ("quoted", "quote"),
        ("according to", "report"),
        ("reportedly", "report"),
        ("CLAIMED", "claim"),
        ("smiled", "say"),
        (None, "say"),
    ],
)
def test_the_act_of_a_cue(cue: str | None, act: str) -> None:
    assert act_of(cue) == act


def test_a_word_inside_another_is_no_cue() -> None:
    assert not cue_words().search("the quotient of essays about hearsays")


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("call for", {"call for", "calls for", "called for", "calling for"}),
        ("urge", {"urge", "urges", "urged", "urging"}),
    ],
)
def test_forms_of_verbs(verb: str, forms: set[str]) -> None:
    assert set(inflections(verb)) == forms


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        (None, "none"),
        ("SANA", "media"),
        ("state television", "media"),
        ("a Reuters correspondent", "media"),
        ("the Harun Gazette", "media"),
        ("Hospital records", "document"),
        ("a report by the mission", "document"),
        ("a senior officer who asked not to be named", "unnamed"),
        ("the ministry's spokesman", "unnamed"),
        ("residents of the old quarter", "collective"),
        ("the army", "collective"),
        ("the town's health office", "collective"),
        ("Syrian officials", "collective"),
        ("the Syrian Observatory for Human Rights", "named"),
        ("Abu Karim, a commander of the group", "named"),
        ("the group's spokesman, Abu Karim", "named"),
        ("Witnesses", "collective"),
        ("The Police", "collective"),
        ("Some", "collective"),
        ("Some 2,500 residents", "collective"),
        ("1,200 doctors, nurses and porters", "collective"),
        ("Police spokesman Adam Lorn", "named"),
        ("Sanders", "named"),
        ("the UN refugee agency", "collective"),
        ("Israel's Shin Bet security agency", "collective"),
        ("US intelligence agencies", "collective"),
        ("the news agency", "media"),
        ("the agency", "media"),
    ],
)
def test_kinds_of_sources(phrase: str | None, kind: str) -> None:
    assert source_kind(phrase) == kind


def test_a_person_is_no_medium() -> None:
    assert not is_media("a spokesman for the agency's union")


@pytest.mark.parametrize(
    ("phrase", "passes"),
    [
        ("Reuters", True),
        ("Human Rights Watch", True),
        ("parliament", False),
        ("the UN Security Council", False),
        ("his troops", False),
        ("Telegram", False),
        ("a Telegram channel of the rebels", True),
    ],
)
def test_a_listener_and_a_platform_pass_nothing_on(phrase: str, passes: bool) -> None:
    assert passes_on(phrase) is passes
