"""Toponyms and what they mean, with a small gazetteer of invented and real places."""

import re
from pathlib import Path

import pytest

from accordingto.gazetteer import Entry, Gazetteer, open_gazetteer, writer
from accordingto.reading.entities import Mention
from accordingto.reading.places import is_metonym, places_of, resolved, toponyms
from accordingto.types import EntityType, Place

ENTRIES = [
    Entry(
        1, "Qarat", "country", 30.0, 40.0, country="QQ", population=9_000_000, demonyms=("Qarati", "Qaratis")
    ),
    Entry(2, "Zemland", "country", 50.0, 10.0, country="ZZ", population=60_000_000, demonyms=("Zemish",)),
    Entry(-11, "Harun", "region", 30.5, 40.5, country="QQ", within=1, population=900_000),
    Entry(-12, "Oshan", "region", 31.5, 41.0, country="QQ", within=1, population=700_000),
    Entry(21, "Harun", "town", 30.4, 40.4, country="QQ", within=-11, population=300_000),
    Entry(22, "Oshan", "town", 31.5, 41.1, country="QQ", within=-12, population=400_000, capital=True),
    Entry(23, "Kafr Atun", "town", 30.45, 40.5, country="QQ", within=-11, population=2_000),
    Entry(24, "Kafr Atun", "town", 31.6, 41.2, country="QQ", within=-12, population=90_000),
    Entry(31, "Newport", "town", 50.5, 10.5, country="ZZ", within=2, population=80_000),
    Entry(32, "Newport", "town", 30.6, 40.6, country="QQ", within=-11, population=4_000),
    Entry(34, "Kafr", "town", 30.2, 40.2, country="QQ", within=-11, population=6_000),
    Entry(33, "Tell Douma", "town", 30.3, 40.3, country="QQ", within=-11, population=5_000),
    Entry(-41, "East Gate", "crossing", 30.41, 40.41, country="QQ", within=21, population=5_000),
    Entry(-42, "Bitter Lake", "water", 29.0, 39.0, country="QQ", within=1, population=300_000),
    Entry(41, "March", "town", 52.5, 0.1, country="ZZ", within=2, population=20_000),
    Entry(43, "Southport", "town", 50.4, 10.4, country="ZZ", within=2, population=900_000, names=("Qarat",)),
    Entry(45, "Vellin", "town", 50.2, 10.2, country="ZZ", within=2, population=2_000, names=("CIA", "Hamas")),
    Entry(
        3, "Union of States", "country", 40.0, -90.0, country="UU", population=900_000, names=("US", "U.S.")
    ),
    Entry(47, "Us", "town", 50.7, 10.7, country="ZZ", within=2, population=9_000_000),
    Entry(48, "North", "town", 30.8, 40.8, country="QQ", within=-12, population=90_000),
    Entry(46, "Un", "town", 30.7, 40.7, country="QQ", within=-12, population=70_000),
    Entry(51, "Grandport", "town", 51.0, 9.0, country="ZZ", within=-14, population=2_000_000, capital=True),
    Entry(52, "Grandport", "town", 30.5, 40.6, country="QQ", within=-11, population=5_000),
    Entry(53, "Zemland", "town", 30.6, 40.5, country="QQ", within=-11, population=600),
    Entry(54, "Grandport", "region", 53.0, 12.0, country="ZZ", within=2, population=7_000_000),
    Entry(-14, "Seat District", "region", 51.0, 9.0, country="ZZ", within=2, population=2_000_000),
    Entry(44, "Freedom", "town", 50.3, 10.3, country="ZZ", within=2, population=3_000),
    Entry(42, "Nouraville", "town", 51.5, 9.1, country="ZZ", within=2, population=3_000, names=("Noura",)),
    Entry(55, "Hisn", "town", 30.9, 40.9, country="QQ", within=-12, population=800, names=("Hisn al Rif",)),
    Entry(56, "Al-Sharq", "region", 31.9, 41.9, country="QQ", within=1, population=900_000),
]


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path: Path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    connection = writer.begun(path)
    writer.add(connection, ENTRIES)
    writer.finish(connection, path, {})
    return open_gazetteer(path)


def mention(text: str, words: str, kind: EntityType = "GPE") -> Mention:
    start = text.index(words)
    return Mention((start, start + len(words)), words, kind)


def found(gazetteer: Gazetteer, text: str, *mentions: Mention, demonyms: bool = False) -> list[str]:
    return [text[slice(*span)] for span in toponyms(text, mentions, gazetteer, demonyms=demonyms)]


def place(gazetteer: Gazetteer, text: str, words: str, **more: str) -> Place:
    """The place of the first `words`; all capitalised names of the text are its toponyms."""
    names = re.finditer(r"[A-Z]\w+(?: (?:of )?[A-Z]\w+)*", text)
    given = more.get("country")
    places = resolved(text, [name.span() for name in names], gazetteer, given=[given] if given else [])
    return next(place for place in places if text[slice(*place.span)] == words)


# --- which words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell in Harun on Monday.", ["Harun"]),
        ("They left for the outskirts of Kafr Atun.", ["Kafr Atun"]),
        ("A drone crashed 12 km north of Oshan.", ["Oshan"]),
        ("He spoke of Harun with love.", []),
        ("The truce began in March.", []),
        ("It was taken to Oshan, Qarat, at night.", ["Oshan", "Qarat"]),
        ("KAFR ATUN, Qarat (QSNA) — Guns were heard.", ["KAFR ATUN", "Qarat"]),
        ("Harun province was calm.", ["Harun"]),
        ("Calm in Farville.", []),
    ],
)
def test_rules_find_known_names_where_the_words_speak_of_a_place(
    gazetteer: Gazetteer, text: str, expected: list[str]
) -> None:
    assert found(gazetteer, text) == expected


def test_a_recognised_place_is_kept_whether_or_not_it_is_known(gazetteer: Gazetteer) -> None:
    text = "Farville and the Bitter Lake's shore"

    assert found(gazetteer, text, mention(text, "Farville"), mention(text, "the Bitter Lake's", "LOC")) == [
        "Farville",
        "Bitter Lake",
    ]


def test_two_places_in_one_mention_are_two(gazetteer: Gazetteer) -> None:
    text = "between Harun and Oshan, Qarat"

    assert found(gazetteer, text, mention(text, "Harun and Oshan, Qarat")) == ["Harun", "Oshan", "Qarat"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Ministry of Health of Qarat", ["Qarat"]),
        ("Kafr Atun Civil Defence", ["Kafr Atun"]),
        ("Oshan Gazette", []),
        ("Harun Relief Board", ["Harun"]),
        ("Relief Coordination Desk", []),
        ("Jund al-Sharq", []),  # one name
        ("Governorate of al-Sharq", ["al-Sharq"]),
    ],
)
def test_a_body_is_of_the_place_in_its_name(gazetteer: Gazetteer, body: str, expected: list[str]) -> None:
    text = f"The {body} said so."

    assert found(gazetteer, text, mention(text, body, "ORG")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("After the 9 May Oshan terror attacks, guards came.", ["Oshan"]),
        ("After the 9 May Tesk terror attacks, guards came.", []),
        ("After the 9 May Oshan elections, guards came.", []),
    ],
)
def test_what_an_attack_is_called_after_is_a_place(
    gazetteer: Gazetteer, text: str, expected: list[str]
) -> None:
    assert found(gazetteer, text) == expected


@pytest.mark.parametrize("words", ["Great War", "World War II", "Tesk-held", "Shia-majority"])
def test_a_war_and_a_compound_are_no_places(gazetteer: Gazetteer, words: str) -> None:
    text = f"Guards came in {words} times."

    assert found(gazetteer, text, mention(text, words)) == []


def test_a_group_is_not_the_town_whose_name_it_has(gazetteer: Gazetteer) -> None:
    text = "Harun attacked; the Harun Brigades withdrew."

    assert found(gazetteer, text, mention(text, "Harun", "GROUP")) == []
    assert found(gazetteer, text, mention(text, "Harun", "ORG")) == ["Harun"]


def test_a_word_in_the_name_of_a_body_is_no_place_by_the_word_before_it(gazetteer: Gazetteer) -> None:
    text = "Reports came from Freedom House."
    assert found(gazetteer, text, mention(text, "Freedom House", "ORG")) == []
    assert found(gazetteer, "Reports came from Freedom.") == ["Freedom"]


def test_a_known_body_is_no_town_of_that_name(gazetteer: Gazetteer) -> None:
    text = "The programme was run from the CIA in secret."
    assert found(gazetteer, text, mention(text, "CIA", "ORG")) == []


def test_an_armed_group_is_seated_in_no_small_town(gazetteer: Gazetteer) -> None:
    text = "The Newport Front withdrew."

    assert found(gazetteer, text, mention(text, "Newport Front", "GROUP")) == []


def test_unknown_names_in_one_mention_are_parted_at_in(gazetteer: Gazetteer) -> None:
    text = "left Tell Sabra in Ladan on Tuesday"

    assert found(gazetteer, text, mention(text, "Tell Sabra in Ladan")) == ["Tell Sabra", "Ladan"]


def test_peoples_are_places_on_demand_only(gazetteer: Gazetteer) -> None:
    text = "Qarati troops left."

    assert found(gazetteer, text, mention(text, "Qarati", "NORP")) == []
    assert found(gazetteer, text, mention(text, "Qarati", "NORP"), demonyms=True) == ["Qarati"]


def test_a_person_marked_as_a_place_once_is_none_where_nothing_is_known_of_it(gazetteer: Gazetteer) -> None:
    text = "President Lirion spoke in Oshan. Kurdish leaders doubted Lirion. Mira Oshan left."
    again = Mention((text.rindex("Lirion"), text.rindex("Lirion") + 6), "Lirion", "GPE")
    marked = [mention(text, "President Lirion", "PER"), mention(text, "Oshan"), again]
    marked.append(mention(text, "Mira Oshan", "PER"))
    named = [text[slice(*one.span)] for one in places_of(text, marked, gazetteer=gazetteer)]
    assert named == ["Oshan"]


def test_a_person_is_no_place_unless_the_words_say_so(gazetteer: Gazetteer) -> None:
    text = "Newport said that nobody in Newport slept."
    inside = Mention((28, 35), "Newport", "PER")

    assert text[28:35] == "Newport"
    assert toponyms(text, [mention(text, "Newport", "PER"), inside], gazetteer) == [(28, 35)]


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        ("The rebels captured Harun at noon.", "Harun", ["Harun"]),
        ("Families came from Kafr Atun.", "Kafr Atun", ["Kafr Atun"]),
        ("The garrison of Farville surrendered.", "Farville", ["Farville"]),
        ("Guns fell silent on the Farville front.", "Farville", ["Farville"]),
        ("Nobody in Farville slept.", "Farville", ["Farville"]),
        ("The rebels captured Farville.", "Farville", []),
        ("They met Harun.", "Harun", []),
        ("The town of Ann Newport burned.", "Ann Newport", []),
    ],
)
def test_words_make_a_place_of_what_is_taken_for_a_person(
    gazetteer: Gazetteer, text: str, taken: str, expected: list[str]
) -> None:
    assert found(gazetteer, text, mention(text, taken, "PER")) == expected


def test_the_front_of_a_party_is_no_place(gazetteer: Gazetteer) -> None:
    text = "Calm held on the Lasari front."

    assert found(gazetteer, text, mention(text, "Lasari", "GROUP")) == []


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the lakeside city of Farville", ["Farville"]),
        ("the besieged towns of Farville and Harun", ["Farville", "Harun"]),
        ("Fighters besieging the airport of Farville", ["Farville"]),
        ("abandoned the ridge above Farville", ["Farville"]),
        ("Villagers below the ridge", []),
        ("march", []),
        ("U.S. state of Harun", ["U.S.", "Harun"]),
        ("Oshan al-Farid compound", ["Oshan al-Farid compound"]),
    ],
)
def test_of_a_phrase_only_the_names_are_places(
    gazetteer: Gazetteer, phrase: str, expected: list[str]
) -> None:
    text = f"{phrase} fell."

    assert found(gazetteer, text, mention(text, phrase)) == expected


# --- which place --------------------------------------------------------------------------------


def test_the_larger_town_without_context_the_said_one_with_it(gazetteer: Gazetteer) -> None:
    assert place(gazetteer, "Newport was quiet.", "Newport").geonameid == 31
    assert place(gazetteer, "Newport, Qarat, was quiet.", "Newport").geonameid == 32
    assert place(gazetteer, "Newport was quiet.", "Newport", country="QQ").geonameid == 32


def test_the_name_of_a_country_is_no_town_s_by_another_of_its_names(gazetteer: Gazetteer) -> None:
    text = "Newport and Southport and Zemland and Qarat were calm."
    assert place(gazetteer, text, "Qarat").precision == "country"


def test_neighbours_decide_between_towns_of_one_name(gazetteer: Gazetteer) -> None:
    assert place(gazetteer, "Kafr Atun was hit.", "Kafr Atun").geonameid == 24
    assert place(gazetteer, "Kafr Atun, Harun, was hit.", "Kafr Atun").geonameid == 23


def test_town_or_division_is_told_by_the_word_after_the_name(gazetteer: Gazetteer) -> None:
    text = "Harun fell before the rest of Harun province."
    start = text.rindex("Harun")
    town, division = resolved(text, [(0, 5), (start, start + 5)], gazetteer)

    assert (town.geonameid, town.precision) == (21, "town")
    assert (division.geonameid, division.precision, division.admin1) == (-11, "region", "Harun")


def test_a_place_says_what_holds_it_and_what_else_it_could_be(gazetteer: Gazetteer) -> None:
    newport = place(gazetteer, "Newport was quiet.", "Newport")

    assert (newport.country, newport.within, newport.name) == ("ZZ", 2, "Newport")
    assert [rival.geonameid for rival in newport.rivals] == [32]
    assert newport.confidence is not None
    assert 0.5 < newport.confidence < 1


def test_what_is_not_known_keeps_its_words_and_nothing_else(gazetteer: Gazetteer) -> None:
    assert place(gazetteer, "Farville burns.", "Farville") == Place(span=(0, 8), name="Farville")


def test_something_built_is_placed_within_its_town(gazetteer: Gazetteer) -> None:
    text = "Oshan Central Hospital and East Gate"
    hospital, gate = resolved(text, [(0, 22), (27, 36)], gazetteer)

    assert (hospital.name, hospital.geonameid, hospital.within) == ("Oshan Central Hospital", None, 22)
    assert (hospital.precision, hospital.latitude) == ("site", 31.5)
    assert (gate.geonameid, gate.within, gate.precision) == (-41, 21, "site")


def test_something_built_is_in_the_town_that_the_words_after_it_name(gazetteer: Gazetteer) -> None:
    text = "Mercy Hospital in Harun"
    (hospital,) = resolved(text, [(0, 14)], gazetteer)

    assert (hospital.geonameid, hospital.within, hospital.precision) == (None, 21, "site")


def test_the_first_part_of_an_unknown_name_is_no_place_of_its_own(gazetteer: Gazetteer) -> None:
    text = "Shells hit Kafr Sabra and Port Newport on Tuesday."
    assert found(gazetteer, text, mention(text, "Kafr Sabra")) == ["Kafr Sabra", "Port Newport"]


def test_the_first_part_of_a_name_is_no_place_by_the_word_before_it(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Shells fell on the outskirts of the Kafr Madar enclave.") == ["Kafr Madar"]


def test_streets_and_waters_are_not_placed_by_their_namesakes(gazetteer: Gazetteer) -> None:
    for text in ("Oshan Street", "Harun River"):
        (unknown,) = resolved(text, [(0, len(text))], gazetteer)
        assert unknown == Place(span=(0, len(text)), name=text)


def test_another_romanisation_counts_where_its_country_is_spoken_of(gazetteer: Gazetteer) -> None:
    assert place(gazetteer, "Tel Duma in Qarat", "Tel Duma", country="QQ").geonameid == 33
    assert place(gazetteer, "Tel Duma burns.", "Tel Duma").geonameid is None


def test_a_small_town_by_another_name_is_believed_where_its_country_is_spoken_of(
    gazetteer: Gazetteer,
) -> None:
    assert place(gazetteer, "Shells fell at Noura.", "Noura").geonameid is None
    assert place(gazetteer, "Between Ladan, Sibar and Noura.", "Noura").geonameid is None
    known = gazetteer.place(42)
    assert known is not None
    assert known.country is not None
    assert place(gazetteer, "Shells fell at Noura.", "Noura", country=known.country).geonameid == 42


def test_a_name_of_several_words_that_only_one_place_has_needs_no_country(gazetteer: Gazetteer) -> None:
    known = resolved("Shells fell at Hisn al Rif.", [(15, 26)], gazetteer)
    assert [place.geonameid for place in known] == [55]


def test_another_way_to_write_a_name_is_no_evidence_for_it(gazetteer: Gazetteer) -> None:
    text = "Shells fell at Noura, near the Noura crossing."
    places = resolved(text, [(15, 20), (31, 45)], gazetteer)
    assert [place.geonameid for place in places] == [None, None]


def test_an_outlet_makes_its_own_country_likelier(gazetteer: Gazetteer) -> None:
    text = "Newport was quiet."
    named = [mention(text, "Newport")]

    (place,) = places_of(text, named, gazetteer=gazetteer, outlet="Qarat Conflict Monitor")
    assert place.country == "QQ"
    (place,) = places_of(text, named, gazetteer=gazetteer, country="ZZ")
    assert place.country == "ZZ"


def test_the_order_of_spans_is_the_order_of_places(gazetteer: Gazetteer) -> None:
    assert resolved("", [], gazetteer) == ()
    text = "Harun, Oshan and Harun"
    places = resolved(text, [(17, 22), (0, 5), (7, 12)], gazetteer)

    assert [place.span for place in places] == [(17, 22), (0, 5), (7, 12)]
    assert places[0].geonameid == places[1].geonameid


# --- governments ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "metonym"),
    [
        ("Oshan denied the claim.", True),
        ("Oshan has repeatedly accused the rebels.", True),
        ("The rebels accused Oshan of lying.", True),
        ("Talks with Oshan broke down.", True),
        ("Oshan-backed fighters withdrew.", True),
        ("Shells fell in Oshan, said a witness.", False),
        ("Clashes near Oshan were reported.", False),
        ("He put the blame for the fighting squarely on Oshan.", True),
        ("The attack on Oshan was blamed on rebels.", False),
        ("Oshan was shelled.", False),
        ("He was killed by shelling, Oshan residents said.", False),
    ],
)
def test_a_capital_that_acts_is_a_government(text: str, metonym: bool) -> None:
    start = text.index("Oshan")

    assert is_metonym(text, (start, start + 5)) is metonym


# --- rows, owners, and what the gazetteer lacks ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("Jets bombed Oshan, Harun and Newport.", "Oshan", ["Oshan", "Harun", "Newport"]),
        ("They took Harun and Farville on Monday.", "Harun", ["Harun", "Farville"]),
        ("They met in Harun and Farville agreed.", "Harun", ["Harun"]),
        ("They met in Harun and Qarati troops left.", "Harun", ["Harun"]),
    ],
)
def test_names_in_a_row_with_a_place_are_places(
    gazetteer: Gazetteer, text: str, marked: str, expected: list[str]
) -> None:
    assert found(gazetteer, text, mention(text, marked)) == expected


def test_whose_district_it_is_is_a_place_too(gazetteer: Gazetteer) -> None:
    text = "Shells hit Oshan's Riverside district."
    assert found(gazetteer, text, mention(text, "Riverside")) == ["Oshan", "Riverside"]


def test_a_name_of_which_the_beginning_was_found_is_taken_whole(gazetteer: Gazetteer) -> None:
    text = "A bomb went off in the Newport Sabz area of Oshan."
    assert found(gazetteer, text, mention(text, "Newport"), mention(text, "Oshan")) == [
        "Newport Sabz",
        "Oshan",
    ]


def test_two_letters_are_an_abbreviation_only_in_capitals(gazetteer: Gazetteer) -> None:
    text = "An Al Jazirat reporter was hurt."
    assert found(gazetteer, text, mention(text, "Al")) == []


def test_an_armed_group_is_no_place_though_it_is_marked_as_one(gazetteer: Gazetteer) -> None:
    text = "Jets bombed Houthi targets."
    assert found(gazetteer, text, mention(text, "Houthi")) == []


def test_a_quarter_far_from_the_town_that_holds_it_is_another(gazetteer: Gazetteer) -> None:
    text = "Shells hit Oshan's Newport district."
    start = text.index("Newport")
    _, newport = resolved(text, [(11, 16), (start, start + 7)], gazetteer)
    assert (newport.geonameid, newport.within, newport.country) == (None, 22, "QQ")


def test_what_the_gazetteer_lacks_lies_within_what_the_text_says(gazetteer: Gazetteer) -> None:
    text = "They burned Farville in Qarat."
    (farville,) = resolved(text, [(12, 20)], gazetteer)
    assert (farville.latitude, farville.within, farville.country) == (None, 1, "QQ")


def test_a_river_and_a_street_in_small_letters_are_not_their_namesakes(gazetteer: Gazetteer) -> None:
    for text in ("Harun river", "Newport road"):
        (unknown,) = resolved(text, [(0, text.index(" "))], gazetteer)
        assert unknown.geonameid is None


def test_a_village_near_a_town_is_in_the_division_of_the_town(gazetteer: Gazetteer) -> None:
    text = "They burned the village of Farville near Oshan."
    start = text.index("Farville")
    (farville,) = resolved(text, [(start, start + 8)], gazetteer)
    assert (farville.geonameid, farville.within, farville.country, farville.admin1) == (
        None,
        -12,
        "QQ",
        "Oshan",
    )


def test_the_next_in_a_row_holds_nothing(gazetteer: Gazetteer) -> None:
    (farville,) = resolved("Farville, Oshan and Harun", [(0, 8)], gazetteer)
    assert farville.within != 22


@pytest.mark.parametrize(
    ("text", "name", "metonym"),
    [
        ("It killed a U.S. general.", "U.S.", True),
        ("It fell near US bases in Qarat.", "US", True),
        ("They met in a US embassy.", "US", True),
        ("The U.S.-led mission left.", "U.S.", True),
        ("In Qarat-administered Oshan two died.", "Qarat", True),
        ("Two died in the US on Monday.", "US", False),
        ("Two died in the US state of Ohio.", "US", False),
        ("It was fired on US soil.", "US", False),
        ("Two died in Qarat camps.", "Qarat", False),
        ("They accused the Emirates of lying.", "Emirates", True),
        ("Two died in the Emirates on Monday.", "Emirates", False),
    ],
)
def test_a_name_that_says_more_of_a_noun_is_no_place_where_something_happens(
    text: str, name: str, metonym: bool
) -> None:
    start = text.index(name)
    assert is_metonym(text, (start, start + len(name))) is metonym


# --- what everybody knows -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "country", "kind"),
    [
        ("Qarat and Qarat again sent envoys of Qarat to Grandport.", "Grandport", "ZZ", "town"),
        ("Qarat sent envoys of Qarat to Grandport. Zemland was silent.", "Grandport", "ZZ", "town"),
        ("Fires burned in Harun, Kafr Atun and Grandport.", "Grandport", "QQ", "town"),
        ("Fires burned in Grandport, Harun, and all Zemland looked on.", "Grandport", "QQ", "town"),
        ("Qarat spoke with Zemland, Qarat and Oshan.", "Zemland", "ZZ", "country"),
    ],
)
def test_a_little_namesake_is_meant_only_where_the_text_is_about_its_province(
    gazetteer: Gazetteer, text: str, words: str, country: str, kind: str
) -> None:
    meant = place(gazetteer, text, words)
    assert (meant.country, meant.precision) == (country, kind)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Hamas denied it.", "Hamas", "GPE"),
        ("The U.N. denied it.", "U.N.", "GPE"),
        ("The USS Harun sailed.", "Harun", "GPE"),
        ("The North denied it.", "North", "GPE"),
        ("By Harun Sarid\nOshan was calm.", "Harun", "GPE"),
        ("The USS Harun sailed.", "USS Harun", "FAC"),
    ],
)
def test_a_body_and_a_ship_are_no_places(
    gazetteer: Gazetteer, text: str, words: str, kind: EntityType
) -> None:
    assert found(gazetteer, text, mention(text, words, kind)) == []


def test_an_abbreviation_is_a_countrys(gazetteer: Gazetteer) -> None:
    text = "Un and Us lie apart, and the U.S. is silent."
    (meant,) = resolved(text, [(text.index("U.S."), text.index("U.S.") + 4)], gazetteer)
    assert meant.precision == "country"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Adam Nouraville spoke. Nouraville was calm.", 0),
        ("Adam Nouraville spoke in Nouraville.", 1),
        ("Adam Harun spoke. Harun was calm.", 1),
    ],
)
def test_a_last_name_is_no_little_town(gazetteer: Gazetteer, text: str, places: int) -> None:
    name = text.split()[1]
    later = text.rindex(name)
    mentions = [
        Mention((0, text.index(" spoke")), text[: text.index(" spoke")], "PER"),
        Mention((later, later + len(name)), name, "GPE"),
    ]
    assert len(places_of(text, mentions, gazetteer=gazetteer)) == places
