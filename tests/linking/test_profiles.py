"""What comparing needs of an account."""

from datetime import date

from accordingto.linking.profiles import decoded, encoded, mentions_of, merged, profile_of
from tests.linking.conftest import ARDUN, PROVINCE, Make
from tests.linking.making import answer, attack


def day(civil: str) -> int:
    return date.fromisoformat(civil).toordinal()


def test_a_profile_has_the_stem_of_the_telling_word_and_the_days(make: Make) -> None:
    profile = profile_of(
        make.account("Guns shelled a market in Ardun.", "shelled", begin="2024-02", end="2024-02")
    )
    assert profile is not None
    assert profile.triggers == {"shell"}
    assert (profile.begin, profile.end) == (day("2024-02-01"), day("2024-02-29"))
    assert profile.telling[0] == "ardun", "names first"
    assert decoded(encoded(profile)) == profile


def test_what_is_no_name_is_a_site(make: Make) -> None:
    market = ARDUN.__class__(span=(0, 3), name="a market")
    profile = profile_of(make.account("Guns hit.", "hit", places=(ARDUN, market)))
    assert profile is not None
    assert [spot.name for spot in profile.spots] == ["ardun"]
    assert profile.sites == {"market"}


def test_statements_are_not_linked(make: Make) -> None:
    from msgspec.structs import replace

    account = make.account("Guns hit.", "hit")
    assert (
        profile_of(replace(account, claim=replace(account.claim, kind="statement", happening=None))) is None
    )


def test_a_telling_takes_place_and_day_from_where_they_are_stated(make: Make) -> None:
    stated = profile_of(make.account("Guns hit Ardun on 5 March.", "hit", figures=make.killed(3)))
    guessed = profile_of(
        make.account(
            "Six died.",
            "died",
            at=40,
            type="CASUALTY",
            mode=None,
            places=(PROVINCE,),
            place_from="context",
            begin="2024-03-06",
            end="2024-03-06",
            time_from="context",
        )
    )
    assert stated
    assert guessed
    both = merged([guessed, stated])
    assert both.id == min(stated.id, guessed.id)
    assert both.members == tuple(sorted((stated.id, guessed.id)))
    assert [spot.name for spot in both.spots] == ["ardun"]
    assert both.begin == day("2024-03-05")
    assert both.triggers == {"hit", "die"}
    assert merged([stated, guessed]) == both


def test_who_denies_what_is_told_is_of_the_same_mention() -> None:
    told = attack("gunmen burned the mill", "a miller", trigger="burned")
    denial = answer(told, "the ministry denied it", "the ministry")
    other = attack("gunmen burned the barn", "a miller", trigger="burned", at=90)

    mentions = list(mentions_of((denial, told, other), {}))

    both = sorted((told.claim.id, denial.claim.id))
    assert [each.id for each in mentions] == [both[0], other.claim.id]
    assert mentions[0].members == tuple(both)
    assert not mentions[0].negative
