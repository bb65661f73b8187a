import msgspec

from accordingto.schemas import schema_of


class Vale(msgspec.Struct):
    """A valley.

    Its `name` is told last.
    """

    name: str


def test_descriptions_are_docstrings_without_their_indentation() -> None:
    said = schema_of(list[Vale])

    assert said["$defs"]["Vale"]["description"] == "A valley.\n\nIts `name` is told last."
    assert said["$defs"]["Vale"]["required"] == ["name"]
