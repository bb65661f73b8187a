"""The ways of war reports, read as of Wednesday 9 May 2018. Islamic days are tabular: a day off at most."""

import pytest

from accordingto.reading.times import times_of

PUBLISHED = "2018-05-09"


@pytest.mark.parametrize(
    ("sentence", "words", "value", "begin", "end"),
    [
        ("Shelling went on overnight.", "overnight", "2018-05-08TNI", "2018-05-08", "2018-05-09"),
        (
            "Drones struck overnight on Sunday.",
            "overnight on Sunday",
            "2018-05-06TNI",
            "2018-05-06",
            "2018-05-07",
        ),
        (
            "Overnight into Tuesday it burnt.",
            "Overnight into Tuesday",
            "2018-05-07TNI",
            "2018-05-07",
            "2018-05-08",
        ),
        ("It fell last night.", "last night", "2018-05-08TNI", "2018-05-08", "2018-05-09"),
        ("It fell on Monday night.", "Monday night", "2018-05-07TNI", "2018-05-07", "2018-05-08"),
        ("It fell this morning.", "this morning", "2018-05-09TMO", "2018-05-09", "2018-05-09"),
        ("It fell yesterday evening.", "yesterday evening", "2018-05-08TEV", "2018-05-08", "2018-05-08"),
        (
            "It fell in the night of 3 to 4 May.",
            "the night of 3 to 4 May",
            "2018-05-03TNI",
            "2018-05-03",
            "2018-05-04",
        ),
        (
            "It fell on the night of May 3-4.",
            "the night of May 3-4",
            "2018-05-03TNI",
            "2018-05-03",
            "2018-05-04",
        ),
        (
            "It fell on the night of 30 April to 1 May.",
            "the night of 30 April to 1 May",
            "2018-04-30TNI",
            "2018-04-30",
            "2018-05-01",
        ),
        (
            "It fell in the night from Monday to Tuesday.",
            "the night from Monday to Tuesday",
            "2018-05-07TNI",
            "2018-05-07",
            "2018-05-08",
        ),
        (
            "It fell in the early hours of Friday.",
            "the early hours of Friday",
            "2018-05-04TMO",
            "2018-05-04",
            "2018-05-04",
        ),
        (
            "It fell in the early hours of 6 April.",
            "the early hours of 6 April",
            "2018-04-06TMO",
            "2018-04-06",
            "2018-04-06",
        ),
        (
            "It fell on the evening of May 6.",
            "the evening of May 6",
            "2018-05-06TEV",
            "2018-05-06",
            "2018-05-06",
        ),
        ("It has been empty since mid-February.", "mid-February", "2018-02", "2018-02-11", "2018-02-20"),
        ("Day 43 of the siege was calm.", "Day 43", "XXXX-XX-XX", None, None),
        ("The 12th day of the siege was calm.", "The 12th day", "XXXX-XX-XX", None, None),
        ("Week three of the war was calm.", "Week three", "XXXX-WXX", None, None),
        ("The plan for D+3 was dropped.", "D+3", "XXXX-XX-XX", None, None),
        ("The plan for D-Day was dropped.", "D-Day", "XXXX-XX-XX", None, None),
        ("H-hour was put off.", "H-hour", "XXXX-XX-XX", None, None),
        ("The attack began before dawn.", "dawn", "XXXX-XX-XXTMO", None, None),
        ("The 100 days of the war were hard.", "The 100 days", "P100D", None, None),
    ],
)
def test_forms_of_war_reports(
    sentence: str, words: str, value: str, begin: str | None, end: str | None
) -> None:
    (time,) = times_of(sentence, published=PUBLISHED)
    assert (time.text, time.value, time.begin, time.end) == (words, value, begin, end)


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("At dawn on Monday it fell.", ["2018-05-07TMO", "2018-05-07"]),
        ("It fell by nightfall on Saturday.", ["2018-05-05TEV", "2018-05-05"]),
        ("It fell at 5 a.m. on Tuesday.", ["2018-05-08T05:00", "2018-05-08"]),
        ("It fell at 10 p.m. Tuesday.", ["2018-05-08T22:00"]),
        ("It fell at noon yesterday.", ["2018-05-08T12:00"]),
        ("The truce will begin at midnight on Friday.", ["2018-05-11T24:00", "2018-05-11"]),
        ("It fell at 0430 GMT on 6 May.", ["2018-05-06T04:30Z", "2018-05-06"]),
        ("It fell at 15:00 local time on 6 May.", ["2018-05-06T15:00", "2018-05-06"]),
        ("It fell at 3.30pm on 6 May.", ["2018-05-06T15:30", "2018-05-06"]),
        ("It fell at four in the morning on 6 May.", ["2018-05-06T04:00", "2018-05-06"]),
        ("On 6 May it burnt. It fell at 15:00.", ["2018-05-06", "2018-05-06T15:00"]),
        (
            "On 6 May it fell. At 15:00 they fled, as a last column of buses was about to leave on 8 May.",
            ["2018-05-06", "2018-05-06T15:00", "2018-05-08"],
        ),
        ("On 6 May it burnt. In the night they fled.", ["2018-05-06", "2018-05-08TNI"]),
        ("On 6 May it burnt, and in the night they fled.", ["2018-05-06", "2018-05-06TNI"]),
        ("They moved overnight to the river.", ["2018-05-08TNI"]),
        ("It fell at 15:00.", ["XXXX-XX-XXT15:00"]),
        ("Fighting went on between 3 and 5 May 2017.", ["2017-05-03", "2017-05-05"]),
        ("Fighting went on from 3 May to 5 May.", ["2018-05-03", "2018-05-05"]),
        ("Fighting went on on 3, 4 and 5 May.", ["2018-05-03", "2018-05-04", "2018-05-05"]),
        ("Fighting went on in 2011-2013.", ["2011", "2013"]),
        ("Fighting went on in 1939-45.", ["1939", "1945"]),
        ("On 6 May, the 12th day of the siege, it fell.", ["2018-05-06", "2018-05-06"]),
        ("It fell on Sunday evening, 4 February 2018.", ["2018-02-04TEV"]),
        ("It fell on Friday night (4 May).", ["2018-05-04TNI"]),
        ("After the 7 October attacks it fell.", ["2023-10-07"]),
        ("On 6 May (D-Day) it fell.", ["2018-05-06", "2018-05-06"]),
    ],
)
def test_times_and_ranges_take_their_day_from_the_words_around(sentence: str, values: list[str]) -> None:
    assert [time.value for time in times_of(sentence, published=PUBLISHED)] == values


@pytest.mark.parametrize(
    ("sentence", "words", "begin", "end"),
    [
        ("Calm is hoped for in Ramadan.", "Ramadan", "2018-05-16", "2018-06-14"),
        ("It fell in Ramadan 2017.", "Ramadan 2017", "2017-05-27", "2017-06-25"),
        ("It began on the first day of Ramadan.", "the first day of Ramadan", "2018-05-16", "2018-05-16"),
        ("A truce is planned for Eid al-Fitr.", "Eid al-Fitr", "2018-06-15", "2018-06-17"),
        ("It fell on Eid al-Adha 2017.", "Eid al-Adha 2017", "2017-09-02", "2017-09-05"),
        ("It fell on Nowruz.", "Nowruz", "2018-03-21", "2018-03-21"),
        ("It fell on Orthodox Easter.", "Orthodox Easter", "2018-04-08", "2018-04-08"),
        ("It fell on Yom Kippur 1973.", "Yom Kippur 1973", "1973-10-06", "1973-10-06"),
        ("It fell on Thanksgiving.", "Thanksgiving", "2017-11-23", "2017-11-23"),
        ("It fell on 15 Sha'ban 1439.", "15 Sha'ban 1439", "2018-05-01", "2018-05-01"),
        ("It fell on 1 Farvardin 1397.", "1 Farvardin 1397", "2018-03-21", "2018-03-21"),
        ("It fell on 25 Tikimt 2013.", "25 Tikimt 2013", "2020-11-04", "2020-11-04"),
        ("It fell on 3 Kanun al-Thani 2018.", "3 Kanun al-Thani 2018", "2018-01-03", "2018-01-03"),
        ("It fell in Tishrin al-Thani 2017.", "Tishrin al-Thani 2017", "2017-11-01", "2017-11-30"),
        ("It fell on 8 zhovtnia 2022.", "8 zhovtnia 2022", "2022-10-08", "2022-10-08"),
        ("It fell on 8 oktyabrya 2022.", "8 oktyabrya 2022", "2022-10-08", "2022-10-08"),
        ("It fell on 14 février 2016.", "14 février 2016", "2016-02-14", "2016-02-14"),
        ("It fell on 11 Septiembre 2001.", "11 Septiembre 2001", "2001-09-11", "2001-09-11"),
    ],
)
def test_feasts_and_other_calendars(sentence: str, words: str, begin: str, end: str) -> None:
    (time,) = times_of(sentence, published=PUBLISHED)
    assert (time.text, time.begin, time.end) == (words, begin, end)
