"""The user's own registry of actors: added to ours or in its place, checked, in use for a document."""

import threading
from pathlib import Path

import pytest

from accordingto.errors import CodebookError
from accordingto.reading.codebook.actors import actor_of, kind_of
from accordingto.reading.codebook.registry import in_use, load_actors, shipped, using

ARDUN = """
[[actors]]
name = "Army of Ardun"
type = "rebel"
country = "SD"
aliases = ["AoA", "the Ardunis"]
"""


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_without_files_ours_is_used_and_made_once() -> None:
    assert load_actors() is shipped()
    assert in_use() is shipped()


def test_own_actors_are_known_as_long_as_they_are_in_use(tmp_path: Path) -> None:
    own = load_actors([written(tmp_path, ARDUN)])
    assert actor_of("the Army of Ardun").name is None

    with using(own):
        actor = actor_of("the Ardunis")
        assert (actor.name, actor.type, actor.code) == ("Army of Ardun", "rebel", "SDN REB")
        assert actor_of("Hezbollah").name == "Hezbollah"
        assert kind_of("AoA", None) == "body"

    assert actor_of("the Ardunis").name is None
    assert kind_of("AoA", None) != "body"


def test_an_actor_takes_the_place_of_ours_with_its_name(tmp_path: Path) -> None:
    own = load_actors([written(tmp_path, '[[actors]]\nname = "Hezbollah"\ntype = "government"\n')])
    with using(own):
        assert actor_of("Hezbollah").type == "government"
    assert sum(entry.name == "Hezbollah" for entry in own.registry.actors) == 1


def test_an_own_alias_wins_over_ours(tmp_path: Path) -> None:
    text = '[[actors]]\nname = "Armed Front of Pelan"\ntype = "rebel"\naliases = ["AFP"]\n'
    with using(load_actors([written(tmp_path, text)])):
        assert actor_of("AFP").name == "Armed Front of Pelan"
    assert actor_of("AFP").name == "Agence France-Presse"


def test_the_last_file_counts_first(tmp_path: Path) -> None:
    first = written(tmp_path, ARDUN, "first.toml")
    last = written(tmp_path, ARDUN.replace("rebel", "militia"), "last.toml")
    with using(load_actors([first, last])):
        assert actor_of("AoA").type == "militia"


def test_a_registry_may_replace_ours_and_keeps_the_states(tmp_path: Path) -> None:
    with using(load_actors([written(tmp_path, "replace = true\n" + ARDUN)])):
        assert actor_of("Hezbollah").name is None
        assert actor_of("AoA").code == "SDN REB"
        assert actor_of("Ankara").name == "Turkey"


def test_a_replacement_with_states_leaves_ours_out(tmp_path: Path) -> None:
    state = '[[states]]\nname = "Pelan"\ncountry = "XP"\ncode = "XPL"\npeople = ["Pelani"]\nseats = ["Ost"]\n'
    with using(load_actors([written(tmp_path, f"replace = true\n{state}")])):
        assert actor_of("Pelani troops").code == "XPL GOV MIL"
        assert actor_of("Ankara").name is None


def test_a_state_takes_the_place_of_ours_with_its_country(tmp_path: Path) -> None:
    state = '[[states]]\nname = "Türkiye"\ncountry = "TR"\ncode = "TUR"\nseats = ["Ankara"]\n'
    with using(load_actors([written(tmp_path, state)])):
        assert actor_of("Ankara").name == "Türkiye"


def test_another_thread_looks_names_up_in_its_own(tmp_path: Path) -> None:
    found: list[str | None] = []
    with using(load_actors([written(tmp_path, ARDUN)])):
        thread = threading.Thread(target=lambda: found.append(actor_of("AoA").name))
        thread.start()
        thread.join()
    assert found == [None]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("actors = 3", "no array of tables"),
        ("replace = true", "lists no actor"),
        ("actors = [", "it is not TOML"),
        ('[[actors]]\nname = "X Front"\ntype = "rebels"', 'Did you mean "rebel"?'),
        ('[[actors]]\nname = "X Front"', "missing required field `type`"),
        ('[[actors]]\nname = "X Front"\ntype = "rebel"\nalias = ["X"]', "It may have: name, type"),
        ('[[actors]]\nname = "X Front"\ntype = "rebel"\ncountry = "Sudan"', "Write two capitals"),
        ('[[actors]]\nname = "X Front"\ntype = "rebel"\ncountry = "ZZ"', "no state has the country"),
        ('[[actors]]\nname = "X Front"\ntype = "rebel"\nsince = "May 2011"', "is no date"),
        (
            '[[actors]]\nname = "X Front"\ntype = "rebel"\nsince = "2020"\nuntil = "2011"',
            "before it begins",
        ),
        ('[[actors]]\nname = "!"\ntype = "rebel"', "Write it in Latin letters"),
        (f'[[actors]]\nname = "{"long " * 10}"\ntype = "rebel"', "more than 9 words"),
        (ARDUN + ARDUN, "two actors are named"),
        ('[[states]]\nname = "Pelan"\ncountry = "XP"\ncode = "Pel"', "Write three capitals"),
    ],
)
def test_a_faulty_registry_is_refused_with_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(CodebookError, match=r"mine\.toml") as caught:
        load_actors([written(tmp_path, text)])
    assert says in str(caught.value)


def test_a_registry_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"absent\.toml: it cannot be read"):
        load_actors([tmp_path / "absent.toml"])


def test_every_fault_is_named(tmp_path: Path) -> None:
    text = ARDUN + 'since = "soon"\n[[actors]]\nname = "X Front"\ntype = "rebels"\n'
    with pytest.raises(CodebookError) as caught:
        load_actors([written(tmp_path, text)])
    assert len(str(caught.value).splitlines()) == 2
