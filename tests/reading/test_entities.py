import pytest

from accordingto.reading.entities import (
    Mention,
    entity_of,
    in_full,
    link_names,
    normal,
    of_one_kind,
    past_apostrophe,
    persons,
    refined,
)
from accordingto.types import EntityType


def _mentions(*named: tuple[str, EntityType]) -> list[Mention]:
    found, position = [], 0
    for name, kind in named:
        found.append(Mention((position, position + len(name)), name, kind))
        position += len(name) + 1
    return found


@pytest.mark.parametrize(
    ("names", "count"),
    [
        ((("Ali Hasan", "PER"), ("Mr Hasan", "PER"), ("Hasan's", "PER")), 1),
        ((("Ali Hasan", "PER"), ("Omar Hasan", "PER")), 2),
        ((("Syrian Observatory for Human Rights", "ORG"), ("the Observatory", "ORG")), 1),
        ((("Relief Coordination Desk", "ORG"), ("RCD", "ORG")), 1),
        ((("Valley Front", "GROUP"), ("the Front", "GROUP")), 1),
        ((("Valley Front", "GROUP"), ("Harun Brigades", "GROUP")), 2),
        ((("Homs", "GPE"), ("Hama", "GPE")), 2),
        ((("Jordan", "GPE"), ("Jordan", "PER")), 2),
    ],
)
def test_names_of_one_thing_are_linked(names: tuple[tuple[str, EntityType], ...], count: int) -> None:
    assert len(link_names(_mentions(*names))) == count


def test_the_fullest_name_stands_for_the_entity() -> None:
    (entity,) = link_names(_mentions(("Hasan", "PER"), ("Hasan", "PER"))) or ()
    assert entity.name == "Hasan"
    (entity,) = link_names(_mentions(("Ali Hasan", "PER"), ("Hasan", "PER")))
    assert (entity.name, len(entity.mentions)) == ("Ali Hasan", 2)


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("ORG", "Harun Brigades", "GROUP"),
        ("ORG", "the Taliban", "GROUP"),
        ("ORG", "Ministry of Health", "ORG"),
        ("GPE", "the Euphrates River", "LOC"),
        ("GPE", "Homs", "GPE"),
        ("PER", "Victor Army", "PER"),
    ],
)
def test_types_are_refined_by_the_codebook(kind: EntityType, name: str, expected: EntityType) -> None:
    assert refined(kind, name) == expected


def test_names_are_compared_without_titles_articles_and_possessives() -> None:
    assert normal("the General Hasan’s") == "hasan"
    assert normal("President") == "president"


def test_a_source_is_the_entity_at_its_head_not_one_it_is_of() -> None:
    text = "a spokesman for the Valley Front"
    entities = link_names([Mention((20, 32), "Valley Front", "GROUP")])
    assert entity_of((0, len(text)), len("a spokesman"), entities) is None
    assert entity_of((16, 32), 32, entities) == "e1"


def test_a_name_that_is_a_person_elsewhere_is_no_place() -> None:
    found = [
        Mention((0, 8), "Abu Nasr", "FAC"),
        Mention((20, 28), "Abu Nasr", "PER"),
        Mention((40, 44), "Dorn", "GPE"),
    ]
    assert [one.type for one in of_one_kind(found)] == ["PER", "PER", "GPE"]


def test_a_town_that_is_once_taken_for_a_person_stays_a_town() -> None:
    found = [
        Mention((0, 4), "Dorn", "GPE"),
        Mention((9, 13), "Dorn", "GPE"),
        Mention((20, 24), "Dorn", "PER"),
    ]
    assert [one.type for one in of_one_kind(found)] == ["GPE", "GPE", "PER"]


def test_a_name_of_which_the_beginning_was_marked_is_the_one_named_elsewhere() -> None:
    text = "Kafr Atun fell. They hold Kafr Atun; Kafr Sabra they left."
    found = [
        Mention((0, 9), "Kafr Atun", "GPE"),
        Mention((26, 30), "Kafr", "GPE"),
        Mention((37, 41), "Kafr", "GPE"),
    ]
    assert [one.words for one in in_full(text, found)] == ["Kafr Atun", "Kafr Atun", "Kafr"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Ana Lorn, a mayor from Oshan, fled.", "Ana Lorn", "PER"),
        ("Ana Lorn, the former police chief, fled.", "Ana Lorn", "PER"),
        ("Ana Lorn was kidnapped on Monday.", "Ana Lorn", "PER"),
        ("Abu Omar al-Lorni had been killed.", "Abu Omar al-Lorni", "PER"),
        ("They heard Ana Lorn, 39, on the radio.", "Ana Lorn", "PER"),
        ("They killed the singer Ana Lorn.", "Ana Lorn", "PER"),
        ("They took the port Kafr Atun.", "Kafr Atun", "GPE"),
        ("Kafr Atun, a town of traders, was taken.", "Kafr Atun", "GPE"),
        ("Kafr Atun, an ally of Oshan, said so.", "Kafr Atun", "GPE"),
        ("Kafr Atun was shelled on Monday.", "Kafr Atun", "GPE"),
        ("The mayor of Kafr Atun, was killed.", "Kafr Atun", "GPE"),
        ("Oshan Marines were arrested.", "Oshan Marines", "GPE"),
        ("Lorn, a mayor said, was shelled.", "Lorn", "GPE"),  # he says so of the town
    ],
)
def test_who_has_a_persons_role_or_fate_is_a_person(text: str, name: str, kind: EntityType) -> None:
    start = text.index(name)

    (one,) = persons(text, [Mention((start, start + len(name)), name, "GPE")])

    assert one.type == kind


def test_who_was_named_in_full_is_known_by_the_last_name() -> None:
    text = "Colonel Ana Lorn fled. Lorn added that she was well. They marched to Lorn."
    names = [(8, 16), (23, 27), (69, 73)]
    found = [Mention(span, text[slice(*span)], "GPE") for span in names]
    found[0] = Mention(names[0], "Ana Lorn", "PER")

    assert [one.type for one in persons(text, found)] == ["PER", "PER", "GPE"]


@pytest.mark.parametrize(
    ("text", "marked", "end"),
    [
        ("Tell Nu'man fell.", "Tell Nu", len("Tell Nu'man")),
        ("Kafr Ra’i fell.", "Kafr Ra", len("Kafr Ra’i")),
        ("Sabra's guns fired.", "Sabra", len("Sabra")),
        ("In 'Sabra' guns fired.", "Sabra", len("In 'Sabra")),
    ],
)
def test_a_name_goes_on_behind_an_apostrophe(text: str, marked: str, end: int) -> None:
    assert past_apostrophe(text, text.index(marked) + len(marked)) == end
