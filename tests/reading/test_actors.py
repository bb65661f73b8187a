import pytest

from accordingto.reading.codebook.actors import (
    Actor,
    Kind,
    actor_of,
    capital_of,
    homes_of,
    kind_of,
    same_actor,
)
from accordingto.reading.codebook.registry import key_of, shipped
from accordingto.types import Entity, EntityType


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ankara", Actor(name="Turkey", type="government", country="TR", code="TUR GOV")),
        ("the Kremlin", Actor(name="Russia", type="government", country="RU", code="RUS GOV")),
        ("Iraqi government troops", Actor(type="state-forces", country="IQ", code="IRQ GOV MIL")),
        ("the government of Iraq", Actor(name="Iraq", type="government", country="IQ", code="IRQ GOV")),
        ("troops from Chad", Actor(type="state-forces", country="TD", code="TCD GOV MIL")),
        ("a rebel commander", Actor(type="rebel", code="REB")),
        ("Sudanese rebels", Actor(type="rebel", country="SD", code="SDN REB")),
        ("villagers", Actor(type="civilians", code="CVL")),
        ("two Israeli settlers", Actor(type="civilians", country="IL", code="ISR CVL")),
        ("riot police", Actor(type="state-forces", code="GOV COP")),
        ("regime forces", Actor(type="state-forces", code="GOV MIL")),
        ("Chinese foreign ministry spokesman", Actor(type="government", country="CN", code="CHN GOV")),
        ("a group of armed men", Actor(type="militia", code="PRM")),
        ("UN peacekeepers", Actor(type="external", code="IGO MIL")),
        ("aid workers", Actor(type="ngo", code="NGO")),
        ("12 Palestinians", Actor(country="PS", code="PSE")),
        ("the Lebanese movement", Actor(country="LB", code="LBN")),
        ("forces loyal to the government", Actor(type="state-forces", code="GOV MIL")),
        ("a spokesman for the police", Actor(type="state-forces", code="GOV COP")),
        ("a commander of the northern farm", Actor()),
        ("us", Actor()),
        ("the Valley Liberation Army", Actor()),
        ("five people", Actor()),
    ],
)
def test_parties_are_named_or_described(words: str, expected: Actor) -> None:
    assert actor_of(words) == expected


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Jaish al Islam", "Jaysh al-Islam"),
        ("the Lord’s Resistance Army", "Lord's Resistance Army"),
        ("M23 rebels", "M23"),
        ("Yemen's Houthis", "Houthis"),
        ("an IDF spokesperson", "Israel Defense Forces"),
        ("a spokesman for the M23", "M23"),
        ("Russian President Vladimir Putin", "Vladimir Putin"),
        ("Hemedti", "Mohamed Hamdan Dagalo"),
        ("Mr. Sisi", "Abdel Fattah el-Sisi"),
        ("Bashir Omarov", None),
        ("Karim Assad", None),
        ("Ali Bashir", None),
        ("ex-Seleka", "Séléka"),
        ("US", "United States"),
        ("is", None),
    ],
)
def test_spellings_lead_to_one_actor(words: str, name: str | None) -> None:
    assert actor_of(words).name == name


def test_a_shared_name_is_settled_by_country_and_date() -> None:
    assert actor_of("AFP").name == "Agence France-Presse"
    assert actor_of("AFP", homes={"PH"}).name == "Armed Forces of the Philippines"
    assert actor_of("the SLA").name is None
    assert actor_of("the SLA", homes={"LB"}).name == "South Lebanon Army"
    assert actor_of("the SLA", homes={"SD"}).name == "Sudan Liberation Movement"


def test_spellings_of_one_entry_are_known() -> None:
    assert same_actor("U.S.", "America")
    assert same_actor("the FSA", "Free Syrian Army")
    assert not same_actor("Damascus", "Syria")
    assert not same_actor("Valley Front", "Valley Front")


def test_a_documents_countries_are_those_that_it_names() -> None:
    names: tuple[tuple[str, EntityType], ...] = (("Khartoum", "GPE"), ("M23", "GROUP"), ("Harun", "PER"))
    entities = [Entity(id=f"e{n}", name=name, type=kind, mentions=()) for n, (name, kind) in enumerate(names)]
    assert homes_of(entities) == {"SD", "CD"}


def test_what_a_phrase_stands_for_gives_it_a_name() -> None:
    entity = Entity(id="e1", name="Hezbollah", type="GROUP", mentions=((0, 9),))
    assert actor_of("the group", entity=entity).name == "Hezbollah"
    invented = Entity(id="e2", name="Valley Front", type="GROUP", mentions=((0, 12),))
    assert actor_of("the rebels", entity=invented) == Actor(name="Valley Front", type="rebel", code="REB")


@pytest.mark.parametrize(
    ("phrase", "entity_type", "kind"),
    [
        ("a market", None, "place"),
        ("the village of Low Ford", None, "place"),
        ("women and children", None, "people"),
        ("a group of armed men", None, "people"),
        ("the health ministry", None, "body"),
        ("a government warplane", None, "thing"),
        ("the strike", None, "thing"),
        ("it", None, "unknown"),
        ("they", None, "unknown"),
        ("he", None, "people"),
        ("the beekeepers", None, "people"),
        ("Colonel Harun", None, "people"),
        ("Putin", None, "people"),
        ("Ankara", None, "place"),
        ("Ankara", "GPE", "place"),
        ("Harun", "PER", "people"),
        ("Hezbollah", None, "body"),
    ],
)
def test_a_phrase_has_the_kind_of_its_head(phrase: str, entity_type: EntityType | None, kind: Kind) -> None:
    assert kind_of(phrase, entity_type) == kind


def test_the_registry_is_broad_and_sound() -> None:
    book = shipped().registry
    assert len(book.actors) >= 500
    assert len(book.states) >= 195
    known = set(shipped().codes)
    assert {entry.country for entry in book.actors if entry.country} <= known
    names = [key_of(entry.name) for entry in book.actors]
    assert len(names) == len(set(names))
    assert all(entry.since <= entry.until for entry in book.actors if entry.since and entry.until)


def test_no_alias_is_shared_without_a_country_to_settle_it() -> None:
    owners: dict[str, set[str]] = {}
    for entry in shipped().registry.actors:
        for alias in (entry.name, *entry.aliases):
            owners.setdefault(alias, set()).add(entry.name)
    assert {alias: names for alias, names in owners.items() if len(names) > 1} == {}


def test_capitals_come_from_the_registry() -> None:
    assert capital_of("SY") == "Damascus"
    assert capital_of("ZZ") is None


@pytest.mark.parametrize(
    "words",
    [
        "the Liberation Front",
        "the Northern Liberation Council",
        "the Guardian Council",
        "the Independent High Electoral Commission",
        "the Times Square bomber",
        "Jordan Times",
        "the Mehr Battalion",
        "Fars Province",
        "AA terrorists",
        "AP rebels",
        "Hindu mobs",
        "Independent observers",
        "National Memorial",
        "the Dawn Brigade",
    ],
)
def test_a_longer_name_or_fighters_are_no_outlet(words: str) -> None:
    assert actor_of(words).type != "media"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Guardian", "The Guardian"),
        ("The Times newspaper", "The Times"),
        ("the British daily The Guardian", "The Guardian"),
        ("Iran's Fars", "Fars News Agency"),
        ("the Turkish agency Anadolu", "Anadolu Agency"),
        ("AP reporters", "Associated Press"),
        ("the Saudi-owned Al Arabiya", "Al Arabiya"),
        ("Former CNN anchors", "CNN"),
        ("BBC officials", "BBC"),
        ("the BBC Arabic Service", "BBC"),
        ("Reuters Television", "Reuters"),
    ],
)
def test_an_outlet_keeps_its_name_beside_words_for_outlets(words: str, name: str) -> None:
    assert actor_of(words).name == name


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("BBC officials", "BBC", "media"),
        ("Hezbollah officials", "Hezbollah", "rebel"),
        ("a Red Cross official", "International Committee of the Red Cross", "ngo"),
        ("senior officials", None, "government"),
        ("Trump officials", None, "government"),
        ("the armed forces", None, "state-forces"),
        ("US armed forces", None, "state-forces"),
        ("armed villagers", None, "civilians"),
        ("armed men", None, "militia"),
        ("rebel armed forces", None, "rebel"),
        ("armed terrorist groups", None, "rebel"),
        ("a Kremlin spokesman", None, "government"),
        ("the Foreign Office", None, "government"),
        ("the intelligence community", None, "state-forces"),
        ("the armed services", None, "state-forces"),
        ("the West Bank", None, None),
        ("a Beirut bank", None, "company"),
        ("Iraqi officials", None, "government"),
    ],
)
def test_forces_and_officials_are_of_whom_they_are_called(
    words: str, name: str | None, kind: str | None
) -> None:
    actor = actor_of(words)
    assert (actor.name, actor.type) == (name, kind)


@pytest.mark.parametrize(
    "words",
    [
        "East Jerusalem",
        "Latin America",
        "Latin American leaders",
        "North American miners",
        "William Hague",
        "George Washington",
        "Hunter Biden",
        "an Islamic group",
        "Let it burn",
    ],
)
def test_a_part_of_another_name_is_no_party(words: str) -> None:
    actor = actor_of(words)
    assert (actor.name, actor.country) == (None, None)


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("South Korea", "KR"),
        ("the North Korean army", "KP"),
        ("South African peacekeepers", "ZA"),
        ("New Zealand", "NZ"),
        ("East Timor", "TL"),
        ("President Joe Biden", "US"),
        ("President Biden", "US"),
        ("US Secretary of State William Burns", "US"),
        ("the Islamic Group", "EG"),
        ("RAF Typhoons", "GB"),
        ("LeT fighters", "PK"),
        ("Foreign ministry Tehran", "IR"),
    ],
)
def test_names_of_several_words_are_kept(words: str, country: str) -> None:
    assert actor_of(words).country == country
