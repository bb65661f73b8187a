"""Who speaks in one report, where its text says so plainly."""

import pytest
from msgspec.structs import replace

from accordingto.linking.speakers import with_named_sources
from accordingto.types import Claim, Happening, Link, Span


def told(text: str, word: str, *links: Link) -> Claim:
    """A claim that begins at a word of a text, said by the outlet and these."""
    at = text.index(word)
    return Claim(
        id=word,
        document="d",
        kind="event",
        said_by=(Link(name="Harbour Courier", kind="media"), *links),
        act="say",
        quote="indirect",
        polarity="positive",
        evidence=((at, at + len(word)),),
        text=word,
        reader="",
    )


def source(text: str, words: str) -> Link:
    return Link(name=words, kind="unnamed", span=span(text, words))


def span(text: str, words: str) -> Span:
    return text.index(words), text.index(words) + len(words)


def spoken(text: str, *claims: Claim) -> list[list[str]]:
    return [[link.name for link in claim.said_by[1:]] for claim in with_named_sources(claims, text=text)]


def test_a_sentence_that_cites_somebody_is_his() -> None:
    text = "Troops took the town, three residents told Harbour Wire by telephone."

    assert spoken(text, told(text, "took")) == [["three residents"]]


def test_what_the_reader_found_in_the_sentence_stays() -> None:
    text = "Troops took the town, a trader from there told Harbour Wire."

    assert spoken(text, told(text, "took", source(text, "a trader"))) == [["a trader"]]


def test_a_source_of_another_sentence_gives_way_to_that_of_its_own() -> None:
    text = "The bar union said that five were held. Shells fell on Monday, the nurses said."

    assert spoken(text, told(text, "fell", source(text, "The bar union"))) == [["the nurses"]]


def test_a_quotation_of_several_sentences_is_his_who_is_named_behind_it() -> None:
    text = "“Dorn killed two men. We will answer,” the minister said."
    other = "Dorn killed two men. “We will answer,” the minister said."

    assert spoken(text, told(text, "killed", source(text, "the minister"))) == [["the minister"]]
    assert spoken(other, told(other, "killed", source(other, "the minister"))) == [[]]


@pytest.mark.parametrize(
    ("text", "cue", "speakers"),
    [
        ("The mayor condemned the raid.", "condemned", []),
        ("The mayor ordered the raid.", "ordered", []),
        ("The mayor faces two counts of a raid.", "two counts of", []),
        ("The mayor described the raid.", "described", ["The mayor"]),
        ("The mayor raised its count of the raid.", "raised its count of", ["The mayor"]),
    ],
)
def test_who_condemns_or_orders_a_thing_is_no_source_of_it(text: str, cue: str, speakers: list[str]) -> None:
    claim = replace(told(text, "raid", source(text, "The mayor")), cue=span(text, cue))

    assert spoken(text, claim) == [speakers]


def test_nobody_speaks_before_he_is_named() -> None:
    text = "A second raid struck a bakery. Rockets fell farther south, according to Shore Television."

    assert spoken(text, told(text, "struck", source(text, "Shore Television"))) == [[]]


def test_the_end_of_a_description_is_taken_for_all_of_it() -> None:
    text = "An army spokesman in Lorn put at nine the number of the dead."

    assert spoken(text, told(text, "dead", source(text, "Lorn"))) == [["An army spokesman in Lorn"]]


def test_pronouns_stand_for_sources_that_only_the_text_shows() -> None:
    text = "Troops took the town, a teacher told Harbour Wire. Two women were abducted, he said."

    assert spoken(text, told(text, "abducted", source(text, "he"))) == [["a teacher"]]


def test_it_stands_for_an_office_before_it() -> None:
    text = "The emergency room at Lorn has raised the number to 19. It said more shells fell."

    assert spoken(text, told(text, "fell")) == [["The emergency room at Lorn"]]


def test_a_sentence_that_opens_with_he_goes_on_with_his_account() -> None:
    text = "A monk told this radio that he pulled them out. He does not know how many died."

    assert spoken(text, told(text, "died")) == [["A monk"]]


def test_entries_of_a_register_begin_anew() -> None:
    text = "Ndu: 10,000 fled, according to the agency. Bouar: hospital plundered on 4 January."

    assert spoken(text, told(text, "plundered", source(text, "the agency"))) == [[]]


def test_the_same_official_is_the_one_before() -> None:
    text = "Eight died, an ambulance official said. Seven died there, according to the same official."

    assert spoken(text, told(text, "there")) == [["an ambulance official"]]


def test_a_statement_is_its_issuers() -> None:
    text = "The Grey Front said that it had struck. The statement says that guards fell."

    assert spoken(text, told(text, "fell", source(text, "The statement")), told(text, "struck")) == [
        ["The Grey Front"],
        ["The Grey Front"],
    ]


def test_the_same_man_is_the_last_person_who_spoke() -> None:
    text = "Shells fell, a rescue worker said. Nine died, according to the same man."

    assert spoken(text, told(text, "died", source(text, "the same man"))) == [["a rescue worker"]]


def test_who_blames_says_only_that() -> None:
    text = "Shells fell on Monday, and a nurse blamed the army."

    assert spoken(text, told(text, "fell"), told(text, "the army")) == [[], ["a nurse"]]


def test_a_register_names_those_whom_others_quote() -> None:
    text = "Pattani, 8 July: two dead (police chief)."

    assert spoken(text, told(text, "two dead", source(text, "police chief"))) == [["the police chief"]]
    assert spoken(text, told(text, "two dead")) == [["the police chief"]]


def test_a_bare_noun_is_the_one_of_whom_more_was_said_before() -> None:
    text = "The mayor of Lorn said that guns struck. Later the mayor said that guards fell."

    assert spoken(text, told(text, "struck"), told(text, "fell", source(text, "the mayor"))) == [
        ["The mayor of Lorn"],
        ["The mayor of Lorn"],
    ]


def test_the_place_that_an_entry_of_a_register_is_of_says_nothing() -> None:
    text = "Lorn: nine people fell in the raid."

    assert spoken(text, told(text, "fell", source(text, "Lorn"))) == [[]]


def test_who_stands_before_a_colon_may_speak() -> None:
    text = "Military source: the rebels fired at the crossing."

    assert spoken(text, told(text, "fired", source(text, "Military source"))) == [["Military source"]]


def test_who_reads_and_what_was_written_on_are_no_sources() -> None:
    text = "You will have read in a text message that Lorn fell."

    assert spoken(text, told(text, "fell", source(text, "You"))) == [[]]
    assert spoken(text, told(text, "fell", source(text, "in a text message"))) == [[]]


def test_whom_a_man_speaks_for_is_no_further_source() -> None:
    text = "Adam Lorn, who speaks for the Grey Front, said that shells fell."
    claim = told(text, "fell", source(text, "Adam Lorn"), source(text, "the Grey Front"))

    assert spoken(text, claim) == [["Adam Lorn"]]


def test_those_of_whom_something_is_known_are_no_sources() -> None:
    text = "Militiamen known as the Sons struck."
    claim = replace(told(text, "struck", source(text, "Militiamen")), cue=span(text, "known as"))

    assert spoken(text, claim) == [[]]


def test_a_name_beside_an_office_is_told_with_it() -> None:
    text = "The department's head, Adam Lorn, said that shells fell."

    assert spoken(text, told(text, "fell", source(text, "The department's head"))) == [
        ["The department's head, Adam Lorn"]
    ]


def test_what_it_had_done_goes_on_with_the_body_before() -> None:
    text = "Eight fell on Friday, the army said. It had lost ten men before."

    assert spoken(text, told(text, "lost")) == [["the army"]]


def test_who_was_with_a_source_is_none() -> None:
    text = "Father Adam, who walked there with two catechists, counted the dead."

    assert spoken(text, told(text, "dead", source(text, "Father Adam"), source(text, "two catechists"))) == [
        ["Father Adam"]
    ]


def test_they_are_whom_the_sentence_before_is_about_where_nobody_was_cited() -> None:
    text = "Some 900 people from Lorn are in the school. They say that rebels came."
    staff = "The general staff in Lorn would not comment. It did say that gunmen came."

    assert spoken(text, told(text, "came", source(text, "They"))) == [["Some 900 people from Lorn"]]
    assert spoken(staff, told(staff, "came", source(staff, "It"))) == [["The general staff in Lorn"]]


def test_a_sentence_that_begins_with_nobody_says_not_who_they_are() -> None:
    text = "The bridge fell on Friday. They say that rebels fled."

    assert spoken(text, told(text, "fled", source(text, "They"))) == [["They"]]


def test_he_is_whom_his_own_sentence_or_one_before_it_is_about() -> None:
    own = "The driver who was hit near Lorn is in hospital; soldiers fired, he told the paper."
    before = "The governor of Oshan landed in Lorn. Flour for two days was aboard. He praised the soldiers."
    place = "In Lorn the health ministry rejected the charge; nobody was killed, it said."

    assert spoken(own, told(own, "fired", source(own, "he"))) == [["The driver"]]
    assert spoken(before, told(before, "praised", source(before, "He"))) == [["The governor of Oshan"]]
    assert spoken(place, told(place, "killed", source(place, "it"))) == [["the health ministry"]]


def test_he_is_no_office_and_it_is_no_man() -> None:
    office = "The ministry rejected the charge. Nobody was killed, he said."
    man = "The driver was hit near Lorn. Nobody was killed, it said."

    assert spoken(office, told(office, "killed", source(office, "he"))) == [["he"]]
    assert spoken(man, told(man, "killed", source(man, "it"))) == [["it"]]


def test_its_spokesman_is_of_whom_the_sentence_is_about() -> None:
    text = "The Grey Front shelled no market, its spokesman said."

    assert spoken(text, told(text, "shelled", source(text, "its spokesman"))) == [
        ["the spokesman of The Grey Front"]
    ]


def test_its_spokesman_is_of_whom_his_sentence_is_about_and_not_of_whom_was_cited_before() -> None:
    text = (
        "The Grey Front blamed soldiers. A secretariat said that troops burned the bus. "
        "The military had nobody there, its spokesman said. Rebels shot at their own people, he added."
    )
    before = told(text, "burned", source(text, "A secretariat"))

    assert (
        spoken(
            text,
            before,
            told(text, "had nobody", source(text, "its spokesman")),
            told(text, "shot", source(text, "he")),
        )[1:]
        == [["the spokesman of The military"]] * 2
    )


@pytest.mark.parametrize("office", ["president", "deputy commander", "secretary"])
def test_its_president_is_of_the_body_that_was_cited_before(office: str) -> None:
    text = f"Sixteen died, the drivers' union said. Its {office} spoke of men who came at night."

    assert spoken(
        text,
        told(text, "died", source(text, "the drivers' union")),
        told(text, "came", source(text, f"Its {office}")),
    ) == [["the drivers' union"], [f"the {office} of the drivers' union"]]


def test_where_its_own_people_were_the_outlet_saw_it() -> None:
    text = "Our reporter found the station burned. A trader said that eleven died."
    quoted = 'Lorn was burned: "I counted eleven houses".'

    assert spoken(text, told(text, "burned")) == [["our correspondent"]]
    assert spoken(quoted, told(quoted, "houses")) == [[]]


def test_an_unnamed_man_has_the_name_that_the_report_gives_him_later() -> None:
    text = (
        "Troops took the town, a local councillor said. "
        "The councillor, Adam Lorn, said that the men had come on foot."
    )

    assert spoken(text, told(text, "Troops", source(text, "a local councillor"))) == [
        ["a local councillor, Adam Lorn"]
    ]


def test_a_name_keeps_the_body_that_it_speaks_for() -> None:
    text = "Troops took the town, Major Adam Lorn, a spokesman for the force, told the paper."
    link = Link(name="Major Adam Lorn", kind="named", span=span(text, "Major Adam Lorn"))

    assert spoken(text, told(text, "Troops", link)) == [["Major Adam Lorn, a spokesman for the force"]]


def test_a_denial_is_of_whoever_denies_not_of_whom_it_answers() -> None:
    text = "The shells came from the hill, a lieutenant said. The militia denied this."
    militia = source(text, "The militia")
    told = told_by(text, "The militia denied this", militia)
    assert spoken(text, told) == [["The militia"]]


def told_by(text: str, words: str, who: Link) -> Claim:
    """A denial of what a sentence before it tells."""
    claim = told(text, words, who)
    happening = Happening(trigger=span(text, "came"), type="ASSAULT")
    return replace(claim, act="deny", cue=span(text, "denied"), happening=happening)


def test_he_is_who_speaks_for_them_in_his_own_sentence_and_not_who_was_cited_before() -> None:
    text = (
        "The commissioner said that armed men stopped the bus. "
        "Their deputy spokesman, reached by radio, knew nothing of a bus, which he says was shot up."
    )
    other = text.replace("Their deputy spokesman, reached by radio,", "The bus company")

    assert spoken(text, told(text, "shot", source(text, "he")))[0] == ["Their deputy spokesman"]
    assert spoken(other, told(other, "shot", source(other, "he")))[0] == ["The commissioner"]
