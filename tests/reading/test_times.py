"""Expressions of one sentence each, read as of Wednesday 9 May 2018 unless said otherwise."""

import pytest
from hypothesis import given, strategies as st

from accordingto.reading.times import times_of
from accordingto.reading.times.lexicon import lexicon
from accordingto.types import Time

PUBLISHED = "2018-05-09"


def _read(sentence: str, published: str | None = PUBLISHED) -> list[tuple[str, str, str]]:
    return [(time.text, time.type, time.value) for time in times_of(sentence, published=published)]


def _only(sentence: str, published: str | None = PUBLISHED) -> Time:
    (time,) = times_of(sentence, published=published)
    return time


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("It was signed on 6 April 2017.", "6 April 2017", "2017-04-06"),
        ("It was signed on April 6, 2017.", "April 6, 2017", "2017-04-06"),
        ("It was signed on April 6th, 2017.", "April 6th, 2017", "2017-04-06"),
        ("It was signed on the 6th of April 2017.", "the 6th of April 2017", "2017-04-06"),
        ("It was signed on Thursday, April 6, 2017.", "Thursday, April 6, 2017", "2017-04-06"),
        ("It was signed on 2017-04-06.", "2017-04-06", "2017-04-06"),
        ("It was signed on 20.03.2017.", "20.03.2017", "2017-03-20"),
        ("It was signed on 03/20/2017.", "03/20/2017", "2017-03-20"),
        ("It was signed in April 2017.", "April 2017", "2017-04"),
        ("It was signed in April, 2017.", "April, 2017", "2017-04"),
        ("It was signed in 2017.", "2017", "2017"),
        ("It began in nineteen ninety-six.", "nineteen ninety-six", "1996"),
        ("The town fell in 490 BC.", "490 BC", "BC0490"),
        ("It began in the 1990s.", "the 1990s", "199"),
        ("It began in the late '80s.", "the late '80s", "198"),
        ("It began in the nineties.", "the nineties", "199"),
        ("It began in the 19th century.", "the 19th century", "18"),
        ("It began in spring 2017.", "spring 2017", "2017-SP"),
        ("It began in the autumn of 2016.", "the autumn of 2016", "2016-FA"),
        ("It grew in the third quarter of 2017.", "the third quarter of 2017", "2017-Q3"),
        ("It grew in Q1 2018.", "Q1 2018", "2018-Q1"),
        ("It grew in the first half of 2017.", "the first half of 2017", "2017-H1"),
        ("It grew in fiscal 2017.", "fiscal 2017", "2017"),
    ],
)
def test_stated_dates(sentence: str, words: str, value: str) -> None:
    assert _read(sentence) == [(words, "DATE", value)]
    assert _read(sentence, None) == [(words, "DATE", value)]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("They met today.", "2018-05-09"),
        ("They met yesterday.", "2018-05-08"),
        ("They meet tomorrow.", "2018-05-10"),
        ("They met the day before yesterday.", "2018-05-07"),
        ("They met on Monday.", "2018-05-07"),
        ("They met on Wednesday.", "2018-05-09"),
        ("They met on Thursday.", "2018-05-03"),
        ("They met last Wednesday.", "2018-05-02"),
        ("They will meet on Monday.", "2018-05-14"),
        ("They are due to meet on Monday.", "2018-05-14"),
        ("They will meet on Monday, he said.", "2018-05-14"),
        ("A meeting is planned for Monday.", "2018-05-14"),
        ("The meeting is to begin on Monday.", "2018-05-14"),
        ("They agreed to this on Monday.", "2018-05-07"),
        ("Leave will be granted to those who come on Monday.", "2018-05-14"),
        ("Tuesday was calm, and they might meet on Monday.", "2018-05-08 2018-05-14"),
        ("They meet next Monday.", "2018-05-14"),
        ("They recalled Thursday's strike.", "2018-05-03"),
        ("They met in April.", "2018-04"),
        ("They met in December.", "2017-12"),
        ("They will meet in December.", "2018-12"),
        ("They aim to finish by June.", "2018-06"),
        ("They met on 20 December.", "2017-12-20"),
        ("They met last October.", "2017-10"),
        ("They met in April last year.", "2017-04"),
        ("They met last week.", "2018-W18"),
        ("They met last month.", "2018-04"),
        ("They met last year.", "2017"),
        ("They meet next year.", "2019"),
        ("They met this week.", "2018-W19"),
        ("They met over the weekend.", "2018-W18-WE"),
        ("They meet this weekend.", "2018-W19-WE"),
        ("They met last spring.", "2017-SP"),
        ("They met two years ago.", "2016"),
        ("They met six months ago.", "2017-11"),
        ("They met three days ago.", "2018-05-06"),
        ("They met several years ago.", "PAST_REF"),
        ("They met earlier this month.", "2018-05"),
        ("They meet later this year.", "2018"),
        ("They met on Christmas Eve.", "2017-12-24"),
        ("They met at Easter.", "2018-04-01"),
    ],
)
def test_dates_that_count_from_the_publication(sentence: str, value: str) -> None:
    assert [time[2] for time in _read(sentence)] == value.split()


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("They met yesterday.", "XXXX-XX-XX"),
        ("They met on Monday.", "XXXX-WXX-1"),
        ("They met in April.", "XXXX-04"),
        ("They met on 20 December.", "XXXX-12-20"),
        ("They met last week.", "XXXX-WXX"),
        ("They met last year.", "XXXX"),
        ("They met three days ago.", "XXXX-XX-XX"),
        ("They met last night.", "XXXX-XX-XXTNI"),
        ("Shelling went on overnight.", "XXXX-XX-XXTNI"),
        ("Ramadan was quiet.", "XXXX-XX"),
        ("They met on Christmas Eve.", "XXXX-12-24"),
    ],
)
@pytest.mark.parametrize("confidence", [None, 0.5])
def test_without_a_date_that_can_be_trusted_nothing_is_invented(
    sentence: str, value: str, confidence: float | None
) -> None:
    published = None if confidence is None else PUBLISHED
    (time,) = times_of(sentence, published=published, published_confidence=confidence)
    assert (time.value, time.begin, time.end) == (value, None, None)


def test_a_year_of_publication_alone_settles_years_and_not_days() -> None:
    assert _only("They met last year.", "2018").value == "2017"
    assert _only("They met yesterday.", "2018").begin is None


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Two days later they left.", "2017-04-08"),
        ("The next day they left.", "2017-04-07"),
        ("The following week they left.", "2017-W15"),
        ("That same day they left.", "2017-04-06"),
        ("Later that month they left.", "2017-04"),
        ("In May they left.", "2017-05"),
        ("On 9 March they came back.", "2017-03-09"),
        ("The previous year they had left.", "2016"),
        ("By the end of the year they had left.", "2017"),
    ],
)
def test_a_narrative_goes_on_from_where_it_is(sentence: str, value: str) -> None:
    first, second = times_of(f"On 6 April 2017 the siege began. {sentence}", published=None)
    assert (first.value, second.value) == ("2017-04-06", value)


def test_a_narrative_goes_on_into_the_next_year() -> None:
    text = "On 6 December 2017 the siege began. In February it ended."
    assert [time.value for time in times_of(text, published=None)] == ["2017-12-06", "2018-02"]


def test_a_year_of_long_ago_and_a_date_in_brackets_are_asides() -> None:
    text = "On 6 April 2017 it began, as in 1953. In May (a month after 3 March 2016) it ended."
    assert [time.value for time in times_of(text, published=None)][2] == "2017-05"


def test_a_second_date_states_the_year_of_the_first() -> None:
    values = [value for _, _, value in _read("It went on from May 15 to August 16, 1988.")]
    assert values == ["1988-05-15", "1988-08-16"]


@pytest.mark.parametrize(
    ("sentence", "value", "begin", "end"),
    [
        ("They fled since mid-February.", "2018-02", "2018-02-11", "2018-02-20"),
        ("They fled in early April.", "2018-04", "2018-04-01", "2018-04-10"),
        ("They fled by the end of March.", "2018-03", "2018-03-21", "2018-03-31"),
        ("They fled in late 2017.", "2017", "2017-09-01", "2017-12-31"),
        ("They fled in April 2016.", "2016-04", "2016-04-01", "2016-04-30"),
        ("They fled in February 2016.", "2016-02", "2016-02-01", "2016-02-29"),
        ("They fled last week.", "2018-W18", "2018-04-30", "2018-05-06"),
        ("They fled in the winter of 2016.", "2016-WI", "2016-12-01", "2017-02-28"),
        ("They fled in the 1990s.", "199", "1990-01-01", "1999-12-31"),
        ("They fled in the 19th century.", "18", "1800-01-01", "1899-12-31"),
        ("They fled in the first half of April.", "2018-04", "2018-04-01", "2018-04-15"),
        ("They fled in the last week of March.", "P1W", "2018-03-25", "2018-03-31"),
        ("They fled in the first ten days of May.", "P10D", "2018-05-01", "2018-05-10"),
        ("They fled over the past three weeks.", "P3W", "2018-04-18", "2018-05-09"),
        ("They fled in the past 24 hours.", "PT24H", "2018-05-08", "2018-05-09"),
        ("They can leave in the next two days.", "P2D", "2018-05-09", "2018-05-11"),
        ("They fled in 490 BC.", "BC0490", None, None),
        ("They fled in fiscal 2017.", "2017", None, None),
        ("They fled on 03/05/2017.", "2017-XX-XX", None, None),
    ],
)
def test_first_and_last_day(sentence: str, value: str, begin: str | None, end: str | None) -> None:
    time = _only(sentence)
    assert (time.value, time.begin, time.end) == (value, begin, end)


@pytest.mark.parametrize(
    ("sentence", "precision"),
    [
        ("It fell at 10:35 a.m. on 6 May 2018.", "time"),
        ("It fell on 6 May 2018.", "day"),
        ("It fell last week.", "week"),
        ("It fell in May 2017.", "month"),
        ("It fell in spring 2017.", "season"),
        ("It fell in Q3 2017.", "quarter"),
        ("It fell in 2017.", "year"),
        ("It fell in the 1990s.", "decade"),
        ("It fell in the 19th century.", "century"),
        ("It fell recently.", "unknown"),
    ],
)
def test_precision(sentence: str, precision: str) -> None:
    assert times_of(sentence, published=PUBLISHED)[0].precision == precision


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("It lasted three weeks.", "three weeks", "P3W"),
        ("It lasted for twenty-two months.", "twenty-two months", "P22M"),
        ("It lasted 2 1/2 years.", "2 1/2 years", "P2Y6M"),
        ("It lasted two and a half years.", "two and a half years", "P2Y6M"),
        ("It lasted half an hour.", "half an hour", "PT30M"),
        ("It lasted for a year.", "a year", "P1Y"),
        ("It lasted nearly forty years.", "nearly forty years", "P40Y"),
        ("It lasted several months.", "several months", "PXM"),
        ("It lasted a couple of days.", "a couple of days", "P2D"),
        ("It went on for weeks.", "weeks", "PXW"),
        ("It was calm in recent weeks.", "recent weeks", "PXW"),
        ("They agreed a 72-hour truce.", "a 72-hour", "PT72H"),
        ("They ended the year-long siege.", "year-long", "P1Y"),
        ("They ended the decades-long conflict.", "decades-long", "PXY"),
        ("They fought for a third straight day.", "a third straight day", "P3D"),
        ("They fought for a third day.", "a third day", "P3D"),
        ("They fought for two bloody weeks.", "two bloody weeks", "P2W"),
        ("They fought for 1,200 days.", "1,200 days", "P1200D"),
    ],
)
def test_durations(sentence: str, words: str, value: str) -> None:
    assert _read(sentence) == [(words, "DURATION", value)]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("They shell it daily.", "P1D"),
        ("They shell it every day.", "P1D"),
        ("They shell it every two hours.", "PT2H"),
        ("They shell it every night.", "XXXX-XX-XXTNI"),
        ("They shell it every Friday.", "XXXX-WXX-5"),
        ("They shell it on Mondays.", "XXXX-WXX-1"),
        ("They shell it on Monday mornings.", "XXXX-WXX-1TMO"),
        ("They make 40 flights a week.", "P1W"),
        ("They make 40 flights per month.", "P1M"),
        ("They make flights every other day.", "P2D"),
    ],
)
def test_sets(sentence: str, value: str) -> None:
    time = _only(sentence)
    assert (time.type, time.value, time.begin) == ("SET", value, None)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("It is calm now.", "PRESENT_REF"),
        ("It is currently calm.", "PRESENT_REF"),
        ("It is calm at the moment.", "PRESENT_REF"),
        ("It was calm lately.", "PAST_REF"),
        ("It was calm in the past.", "PAST_REF"),
        ("It may be calm in the future.", "FUTURE_REF"),
    ],
)
def test_fuzzy_expressions_have_no_days(sentence: str, value: str) -> None:
    time = _only(sentence)
    assert (time.value, time.begin, time.end, time.precision) == (value, None, None, "unknown")


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 1500 people fled from 2,000 homes.",
        "A 12-year-old boy and a man of 37 years old were hurt.",
        "They march on, and may march again.",
        "May the dead rest.",
        "Three-quarters of the town burnt in some quarters.",
        "A second column came, and the sun fell on it.",
        "The M23 rebels fired a T72 and 120 mm shells.",
        "He called the fiscal plan sound.",
        "The agency Oshan Today wrote so.",
        "The 3rd and 4th Division withdrew.",
        "It fell in 1070 area, by 1418 attacks and with 1789 wounded.",
        "It was worse than the Yom Kippur War.",
        "The Future Party withdrew.",
        "It stands at https://gazette.example/2017/03/05/fall.",
        "La trêve expire à sept heures.",
    ],
)
def test_what_is_no_time(sentence: str) -> None:
    assert _read(sentence) == []


def test_spans_are_code_points_into_the_text() -> None:
    text = "Naïveté — on Monday, “in May”."
    assert [text[slice(*time.span)] for time in times_of(text, published=PUBLISHED)] == ["Monday", "May"]


def test_a_report_that_names_many_old_years_is_a_narrative() -> None:
    history = "".join(f"In {year} there was war. " for year in range(1911, 1920))
    (*_, time) = times_of(f"{history} In May 1920 it ended. In June it began again.", published=PUBLISHED)
    assert time.value == "1920-06"


_WORDS = st.sampled_from(
    [
        *lexicon().classes(),
        *"the of to and a an last next ago later - , ( ) 3 31 1999 0430 99999999999 1/0".split(),
    ]
)


@given(
    st.lists(_WORDS, max_size=12),
    st.sampled_from([None, "2018-05-09", "2018-02", "0001-01-01", "9999-12-31", "2018-13-45"]),
)
def test_no_order_of_words_breaks_it(words: list[str], published: str | None) -> None:
    text = " ".join(word.capitalize() for word in words)
    for time in times_of(text, published=published):
        assert text[slice(*time.span)] == time.text
        assert (time.begin is None) == (time.end is None)
        assert time.begin is None or time.end is None or time.begin <= time.end


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("It began three or four months ago.", "three or four months ago", "2018-01"),
        ("It was drafted six to eight weeks ago.", "six to eight weeks ago", "2018-W11"),
        # Of a day that is known, and of any.
        ("He resigned after a Friday meeting with the board.", "Friday", "2018-05-04"),
        ("Hundreds attended a Sunday night service in the camp.", "Sunday night", "2018-05-06TNI"),
        ("The attack came on a Friday in the fasting month.", "Friday", "XXXX-WXX-5"),
        # What was to come, and what was to have been.
        ("The two sides were to meet Thursday in the capital.", "Thursday", "2018-05-10"),
        ("The two sides were to have met Thursday in the capital.", "Thursday", "2018-05-03"),
        ("The polls will be held Friday.", "Friday", "2018-05-11"),
        ("Troops withdrew Friday.", "Friday", "2018-05-04"),
        ("In March, after a week of talks in the small town by the lake, a truce held.", "March", "2018-03"),
        (
            "In December, under a bleak sky in the valley by the lake, the rebels overthrew him.",
            "December",
            "2017-12",
        ),
    ],
)
def test_near_days_and_months_by_what_is_told_of_them(sentence: str, words: str, value: str) -> None:
    assert (words, value) in [(text, found) for text, _, found in _read(sentence)]
