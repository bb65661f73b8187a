import pytest

from accordingto.reading.agentless import without_agent
from accordingto.reading.drafts import Draft


@pytest.mark.parametrize(
    ("text", "parts", "source", "content"),
    [
        ("Rebels reportedly fled.", ("Rebels", "reportedly", "fled"), None, ["Rebels", "fled"]),
        ("It was claimed that he fled.", ("It", "was claimed", "that he fled"), None, ["that he fled"]),
        ("He was said to have fled.", ("He", "was said to", "have fled"), None, ["He", "have fled"]),
        ("He said that they fled.", ("He", "said", "that they fled"), "He", ["that they fled"]),
        ("He was quoted as saying no.", ("He", "was quoted as saying", "no"), "He", ["no"]),
    ],
)
def test_a_report_without_an_agent_has_no_source(
    text: str, parts: tuple[str, str, str], source: str | None, content: list[str]
) -> None:
    who, cue, what = ((text.index(words), text.index(words) + len(words)) for words in parts)
    draft = without_agent(text, Draft(who, cue, (what,), 0.9))
    assert (draft.source and text[slice(*draft.source)]) == source
    assert [text[slice(*span)] for span in draft.content] == content
