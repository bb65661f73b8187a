"""Who is cited by a plain form, and for which words."""

import pytest

from accordingto.linking.citations import citations_in, cited_at, opening_subject


def names(text: str) -> list[str]:
    return [found.name for found in citations_in(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops took the town, three residents told Harbour Wire by telephone.", "three residents"),
        ("The force confirmed that it had taken the town.", "The force"),
        ("An army spokesman in Lorn put at nine the number of the dead.", "An army spokesman in Lorn"),
        ("A trader who came down for salt said he had left on Monday.", "A trader who came down for salt"),
        (
            "A chief from the area, reached by telephone, said the army was hiding it.",
            "A chief from the area",
        ),
        ("The rebels fired first, according to US officials.", "US officials"),
        ("The rebels fired first, according to U.N. officials.", "U.N. officials"),
        ("The US military said the rebels had fired first.", "The US military"),
        ("In Lorn, he added, five lawyers had been arrested.", "he"),
        ("Twelve died, according to the hospital.", "the hospital"),
        ("Seven were hurt, says the dispenser of the unit, who dressed them.", "the dispenser of the unit"),
        ("7 May, Lorn: rocket salvo, 9 dead (ambulance service).", "the ambulance service"),
        (
            "Lorn, 7 May: shooting, two dead after a woman died (a priest; organisers at first said 1).",
            "the priest",
        ),
        ("In the pick-up eight died, by the list of the civil defence.", "the civil defence"),
        ("In Lorn, by the interior ministry's list, the attack killed four.", "the interior ministry"),
        ("At Lorn 11 men died, as the army has it.", "the army"),
        ("The police union revised its count of the dead to six.", "The police union"),
        ("Of the reports of an assault on policemen in Lorn he said that they fled.", "he"),
        ("The leader of the gang that all of Lorn knows says that eight died.", "The leader of the gang"),
        ("One of the organisers told the agency of two dead.", "One of the organisers"),
        (
            "A fighter who said he spoke for the Front wrote that it was untrue.",
            "A fighter who said he spoke for the Front",
        ),
        ("The spokesman promised a commission and repeated that it was the rebels.", "The spokesman"),
        ("Two reporters were arrested, their station, Al-Bahr, said on Monday.", "Al-Bahr"),
        ("Two traders died, the head of the guards, Adam Lorn, has said.", "Adam Lorn"),
        (
            "Two traders died, Major Adam Lorn, spokesman of the army's task force, said.",
            "Major Adam Lorn",
        ),
        ("The ministry has since said that two died.", "The ministry"),
        ("The ministry raised to 23 the number of traders killed.", "The ministry"),
        ("The ministry raised the number to nine.", "The ministry"),
        ("The minister corrected his first account: three died.", "The minister"),
        ("The commandant's office gives four soldiers.", "The commandant's office"),
        (
            "The relief group now gives the number of drivers who were killed on the road to Lorn as six.",
            "The relief group",
        ),
        ("The army acknowledged losses but said that the camp was held.", "The army"),
        ("The council keeps to two dead.", "The council"),
        ("The mayor assured the paper that nobody died.", "The mayor"),
        ("Lorn, the 18th: nine killed, by the civil society.", "the civil society"),
        (
            "Lorn: fire on a mosque, 17 killed, source ambulance workers, side unknown.",
            "the ambulance workers",
        ),
        ("11 June, Lorn: air strike on a school, 21 killed (Adam Marn).", "Adam Marn"),
    ],
)
def test_plain_forms(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit the market and killed twelve people.",
        "The bomb claimed 17 lives in the market.",
        "It was announced by the court on Monday.",
        "The drone, which police said was theirs, was shot down.",
        "On Thursday the ministry refused, citing the seizure of rations.",
        "Under the deal announced on Sunday 240 were to be freed.",
        "Three insurgents who are said to have thrown it were shown.",
        "6 November: 4 soldiers killed in Diaca (South Lorn).",
        "Two traders were shot by the soldiers.",
        "They found two traders killed, by the side of the road.",
        "The company, based in Lorn, was told that two died.",
        "Diaca (Lorn), 6 November: ambush on a patrol, 4 soldiers killed.",
        "It fell, whatever the ministry says.",
    ],
)
def test_nobody_is_cited(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The king of Lorn strongly denied any knowledge of it.", ["The king of Lorn"]),
        ("The family said ten had died.", ["The family"]),
        ("They struck Lorn one week after reports of a raid.", []),
        ("The fleet shot down a drone that it said was over Lorn.", ["it"]),
        ("He has criticized Governor Adam Lorn, who said it was war.", ["Governor Adam Lorn"]),
        ("The envoy told them that there are times when states are compelled to act.", ["The envoy"]),
        ("The plan had been widely reported.", []),
    ],
)
def test_who_is_cited_and_not_what_stands_beside_him(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_us_is_a_country_in_capitals_alone() -> None:
    assert opening_subject("US officials met in Lorn.") == "US officials"
    assert names("They had shot at us, a guard told us.") == ["a guard"]


def test_each_of_two_sources_is_cited_for_his_part() -> None:
    text = "Lorn says it took the town; a commander told the agency that his men hold it."

    assert [getattr(cited_at(text, text.index(word)), "name", None) for word in ("took", "hold")] == [
        "Lorn",
        "a commander",
    ]


def test_who_denies_in_an_aside_is_cited_for_the_denial_alone() -> None:
    text = "Eleven people are held, their lawyer said, contradicting the police, who deny holding anybody."

    assert [getattr(cited_at(text, text.index(word)), "name", None) for word in ("held", "holding")] == [
        "their lawyer",
        "the police",
    ]


def test_while_somebody_says_otherwise_the_rest_is_not_from_him() -> None:
    text = "They were dispersed: 37 were hurt, while the police speak of two."

    assert getattr(cited_at(text, text.index("37")), "name", None) is None
    assert getattr(cited_at(text, text.index("two")), "name", None) == "the police"


def test_a_lone_source_stands_for_the_whole_sentence() -> None:
    text = "Police fired tear gas, organisers said, and eleven were arrested."

    assert getattr(cited_at(text, text.index("arrested")), "name", None) == "organisers"


def test_who_rejects_a_claim_and_who_boasts_speak() -> None:
    assert [one.name for one in citations_in("Adam Lorn rejected the claim that his men fired.")] == [
        "Adam Lorn"
    ]
    assert [one.name for one in citations_in("A sheikh boasted that his men fired.")] == ["A sheikh"]


def test_what_he_speaks_of_before_his_verb_is_his_too() -> None:
    text = "Of the pilots who bombed the town he said that they were paid. A trader denied it."

    found = cited_at(text, text.index("bombed"))

    assert found is not None
    assert found.name == "he"


def test_he_stands_before_his_verb_it_may_stand_behind_another() -> None:
    assert names("A colonel inside it told Harbour Wire that guards fell.") == ["A colonel inside it"]


def test_a_title_begins_the_name_behind_a_place() -> None:
    assert names("In Lorn Dr Adam puts those who were lost at five.") == ["Dr Adam"]


def test_who_gives_a_number_is_cited() -> None:
    assert names("From Lorn the ministry now gives 63 dead.") == ["the ministry"]


def test_who_is_set_off_by_what_he_leads_says_all_that_stands_before() -> None:
    text = "Gunmen raided Lorn and shot 11 people, Adam Marn, who leads the guards in Kel, told the paper."
    found = cited_at(text, text.index("raided"))

    assert found
    assert found.name == "Adam Marn"


def test_who_goes_on_is_cited_and_what_is_said_to_be_is_not() -> None:
    assert names("Rebels held the town since Monday, he went on.") == ["he"]
    assert names("The coast guard stopped a boat said to carry rifles.") == []


def test_who_is_behind_a_passive_verb_is_cited() -> None:
    assert names("Lorn: eleven graves seen by a nun.") == ["a nun"]
    assert names("The losses are now put at five by their commander.") == ["their commander"]
    assert names("Eleven houses were counted by the side of the road.") == []


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("The interpreter walked out of the camp", "The interpreter"),
        ("The governor of Oshan landed in Lorn", "The governor of Oshan"),
        ("In Lorn, the interior ministry on Thursday denied it", "the interior ministry"),
        ("Health: Our nurse arrived on Friday", "Our nurse"),
        ("A sheet hung from the bridge", None),
        ("Lorry drivers waited", "Lorry drivers"),
    ],
)
def test_whom_a_sentence_is_about(words: str, subject: str | None) -> None:
    assert opening_subject(words) == subject


def test_what_is_denied_is_not_who_denies_it() -> None:
    assert names("The Front accused the army of the raid, a claim Dorn has denied.")[-1] == "Dorn"


def test_nobody_is_cited_who_does_not_say() -> None:
    assert names("Neither the army nor the ministry said where the fire had come from.") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A guard who saw the raid said that two men died.", "raid"),
        ("The army, which had moved troops to the ford, said the hills were calm.", "moved"),
        ("Twelve died, according to Lorn Relief, the group that negotiated the exchange.", "negotiated"),
        ("“Shells fell,” said Adam Lorn, a clerk attending the vigil.", "vigil"),
        ("“We lost all,” the mayor said after the meeting.", "meeting"),
        ("The mayor told reporters following the strike that two men died.", "strike"),
        ("After the arrests, the mayor said that two men died.", "arrests"),
        ("Although Dorn agreed to a truce, the mayor warned that two men died.", "agreed"),
        ("The war began when Dorn launched raids it said were an answer to rockets.", "began"),
        ("Guards shot down a drone that they said was over the ford.", "shot"),
    ],
)
def test_what_tells_of_a_speaker_or_when_he_spoke_is_not_his(text: str, word: str) -> None:
    assert cited_at(text, text.index(word)) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A guard who saw the raid said that two men died.", "died"),
        ("According to a guard, who saw it, two men died.", "died"),
        ("Twelve died, according to police, and 30 were hurt.", "hurt"),
        ("Two men died in the market, the mayor said after the meeting.", "died"),
        ("After the meeting, the mayor said that two men died.", "died"),
        ("Dorn launched raids it said were an answer to rockets.", "rockets"),
        ("The mayor said during the raid two men were killed.", "killed"),
    ],
)
def test_what_he_says_is_his_beside_them(text: str, word: str) -> None:
    assert cited_at(text, text.index(word)) is not None


def test_a_gloss_in_parentheses_is_nobody_who_is_cited() -> None:
    assert names("Crowds burned a hut of the Hashd (militias), in Lorn.") == []
    assert names("Lorn: two dead (police), a hut burned (villagers).") == ["the police", "the villagers"]
