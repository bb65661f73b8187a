"""Each comparison by itself."""

import msgspec
import pytest

from accordingto.linking.comparisons import COMPARISONS, what, where, who, within
from accordingto.linking.profiles import Profile, profile_of, ranked, set_apart
from accordingto.types import Link
from tests.linking.conftest import ARDUN, BELAN, PROVINCE, Make


def profile(
    make: Make, words: str = "Guns shelled Ardun.", trigger: str = "shelled", **more: object
) -> Profile:
    found = profile_of(make.account(words, trigger, **more))  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("begin", "end", "how", "level"),
    [
        ("2024-03-05", "2024-03-05", "argument", "same day"),
        ("2024-03-06", "2024-03-06", "argument", "next day"),
        ("2024-03-08", "2024-03-08", "argument", "2 or 3 days apart"),
        ("2024-03-20", "2024-03-20", "argument", "more days apart"),
        ("2024-03", "2024-03", "argument", "days that overlap"),
        ("2024-03-06", "2024-03-06", "context", "apart, stated by one"),
        ("2024-03-05", "2024-03-05", "published", "may be the same, stated by one"),
        (None, None, None, None),
    ],
)
def test_days(make: Make, begin: str | None, end: str | None, how: str | None, level: str | None) -> None:
    other = profile(make, document="d2", begin=begin, end=end, time_from=how)
    assert where.day(profile(make), other) == level
    assert where.day(other, profile(make)) == level


@pytest.mark.parametrize(
    ("places", "level"),
    [
        ((ARDUN,), "same place"),
        ((PROVINCE,), "one holds the other"),
        ((PROVINCE, ARDUN), "same place"),
        ((PROVINCE, BELAN), "neighbouring places"),
        ((BELAN,), "neighbouring places"),
        ((), None),
    ],
)
def test_places(make: Make, places: tuple[object, ...], level: str | None) -> None:
    other = profile(make, document="d2", places=places)
    assert where.place(profile(make), other) == level
    assert where.place(other, profile(make)) == level


def test_lookalikes_share_place_or_day_and_not_both(make: Make) -> None:
    one = profile(make)
    next_day = profile(make, begin="2024-03-06", end="2024-03-06")
    next_town = profile(make, places=(BELAN,))
    assert where.place_and_day(one, next_day) == "same place, another day"
    assert where.place_and_day(one, next_town) == "another place, same day"


def test_an_act_and_its_toll_are_of_one_kind(make: Make) -> None:
    toll = profile(make, type="CASUALTY", mode=None)
    assert what.kind(profile(make), toll) == "an act and its toll"
    assert what.kind(profile(make), profile(make, type="PROTEST", mode=None)) == "violence and another family"


def test_figures(make: Make) -> None:
    three = profile(make, figures=make.killed(3))
    assert who.figures(three, profile(make, figures=make.killed(3))) == "same number"
    assert who.figures(three, profile(make, figures=make.killed(4))) == "other numbers"
    assert who.figures(three, profile(make)) is None


def test_parties(make: Make) -> None:
    army = profile(make, actors=make.party("The army"))
    assert who.actors(army, profile(make, actors=make.party("the army"))) == "same"
    assert who.actors(army, profile(make, actors=make.party("gunmen"))) == "others"
    assert who.actors(army, profile(make)) is None


def test_places_and_days_that_both_state(make: Make) -> None:
    one = profile(make)
    next_day = {"begin": "2024-03-06", "end": "2024-03-06"}
    assert where.told_apart(one, profile(make, document="d2")) == "place and day of both"
    belan = profile(make, "Guns shelled Belan.", document="d2", places=(BELAN,))
    assert where.told_apart(one, belan) == "another place"
    assert where.told_apart(one, profile(make, document="d2", **next_day)) == "the next day"
    both = profile(make, "Guns shelled Belan.", document="d2", places=(BELAN,), **next_day)
    assert where.told_apart(one, both) == "another place, another day"
    guessed = profile(make, document="d2", place_from="context", time_from="context")
    assert where.told_apart(one, guessed) is None


def test_triggers(make: Make) -> None:
    one = profile(make)
    copy = profile(make, document="d2")
    assert what.trigger(one, copy) == "same word"
    assert what.trigger(one, profile(make, "Ardun was struck.", "struck")) == "another word"


def test_a_denial_tells_of_what_it_denies(make: Make) -> None:
    denied = profile(make, polarity="negative")
    planned = profile(make, status="planned")
    assert what.factuality(profile(make), denied) == "one denied"
    assert what.factuality(profile(make), planned) == "one not happened"
    assert what.factuality(planned, planned) == "neither happened"


def test_every_comparison_is_symmetric(make: Make) -> None:
    one = profile(make, figures=make.killed(3), actors=make.party("army"), instrument="a mortar")
    other = profile(
        make,
        "Rockets struck Sirat, killing six.",
        "killing",
        document="d2",
        type="CASUALTY",
        mode=None,
        places=(PROVINCE,),
        figures=make.killed(6),
        actors=make.party("rebels"),
        instrument="rockets",
    )
    for name, compare in COMPARISONS.items():
        assert compare(one, other) == compare(other, one), name


TWO = (
    "A mine hit a bus near Sirat and killed six pilgrims; soldiers were wounded when shells fell on a bridge."
)


def mention(make: Make, trigger: str, **more: object) -> Profile:
    found = profile_of(make.account(TWO, trigger, **more), TWO)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_what_parts_two_mentions_of_a_sentence(make: Make) -> None:
    hit, killed, wounded, fell = ranked(mention(make, word) for word in ("fell", "wounded", "killed", "hit"))
    assert within.joint(hit, killed) == "and"
    assert within.joint(killed, wounded) == "a stop"
    assert within.joint(fell, wounded) == "a clause"
    assert within.mentions_between(hit, wounded) == "2 mentions, 0 sentences on"
    assert within.joint(hit, mention(make, "killed", document="d2")) is None


def test_what_was_struck_is_of_the_clause(make: Make) -> None:
    hit, fell = mention(make, "hit"), mention(make, "fell", document="d2")
    assert what.targets(hit, fell) == "others"
    assert what.targets(hit, mention(make, "hit", document="d3")) == "one of both"


def test_words_that_a_report_keeps_for_one_event_point_to_it(make: Make) -> None:
    def told(document: str) -> list[Profile]:
        words = ("Shells fell on the tannery.", "Gunmen raided the orphanage.")
        found = (
            profile_of(make.account(text, trigger, document=document, identity=f"{document}{trigger}"), text)
            for text, trigger in zip(words, ("fell", "raided"), strict=True)
        )
        return list(set_apart([profile for profile in found if profile]))

    (fell, raided), (other, _) = told("d1"), told("d2")
    assert what.points(fell, other) == "both to each other"
    assert what.points(raided, other) == "both elsewhere"
    alone = next(set_apart([fell]))
    assert not alone.only, "of a report that tells of one thing, no word says which"


REPORT = (
    "Shells hit a bus and killed six in Sirat, police said. The army, an elder said, had shelled a school. "
    "It denied the attack."
)


def told(make: Make, trigger: str, *speakers: tuple[str, int], **more: object) -> Profile:
    account = make.account(REPORT, trigger, **more)  # type: ignore[arg-type]
    links = tuple(Link(name=name, kind="named", span=(at, at + 1)) for name, at in speakers)
    claim = msgspec.structs.replace(account.claim, said_by=account.claim.said_by + links)
    found = profile_of(msgspec.structs.replace(account, claim=claim), REPORT)
    assert found is not None
    return found


def test_who_said_it_in_a_report(make: Make) -> None:
    police, elder, later = ("police", 40), ("an elder", 66), ("police", 90)
    hit = told(make, "hit", police)
    assert within.cited(hit, told(make, "killed", police)) == "in the same words"
    assert within.cited(hit, told(make, "attack", later)) == "by a source of both"
    assert within.cited(hit, told(make, "shelled", elder)) == "by others"
    assert within.cited(hit, told(make, "attack")) == "one has a source"
    assert within.cited(told(make, "killed"), told(make, "attack")) == "neither has a source"
    assert within.cited(hit, told(make, "killed", police, document="d2")) is None


def test_the_later_of_two_mentions_in_its_order(make: Make) -> None:
    hit, killed, shelled, attack = ranked(
        told(make, word, **more)
        for word, more in (
            ("hit", {}),
            ("killed", {"type": "CASUALTY", "mode": None}),
            ("shelled", {}),
            ("attack", {"polarity": "negative"}),
        )
    )
    for one, other in ((hit, attack), (attack, hit)):
        assert within.earlier_word(one, other) == "hit"
        assert within.later_word(one, other) == "attack"
        assert within.statuses(one, other) == "happened then denied"
        assert within.lead(one, other) == "the first mention, 2 sentences on"
    assert within.modes(killed, hit) == "ASSAULT heavy-weapons then CASUALTY"
    assert within.parted_roles(killed, hit) == "act, and, toll"
    assert within.pluperfect(hit, killed) == "plain then plain, one sentence"
    assert within.pluperfect(attack, shelled) == "had happened then plain, two sentences"
    assert within.lead(killed, shelled) == "the beginning, 1 sentences on"
    assert within.lead(shelled, attack) == "within, 1 sentences on"
    assert within.lead(hit, killed) is None, "of one sentence"


def test_what_is_of_one_report_says_nothing_of_two(make: Make) -> None:
    hit, other = told(make, "hit"), told(make, "attack", document="d2")
    for name in ("modes", "earlier_word", "later_word", "cited", "lead", "pluperfect", "statuses"):
        assert COMPARISONS[name](hit, other) is None, name
    assert within.parted_roles(hit, other) is None
