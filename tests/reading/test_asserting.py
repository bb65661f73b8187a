from __future__ import annotations

import pytest
from msgspec.structs import replace

from accordingto.reading.asserting import asserts, has_voice, speaks_again
from accordingto.types import Act, Attribution, Span


def said(text: str, cue: str, content: str, source: str | None = None) -> bool:
    def at(words: str) -> Span:
        return text.index(words), text.index(words) + len(words)

    return asserts(
        text,
        Attribution(
            id="a1",
            source=at(source) if source else None,
            source_entity=None,
            source_kind="named" if source else "none",
            cue=at(cue),
            content=(at(content),),
            quote="indirect",
            act="say",
            parent=None,
            confidence=0.9,
        ),
    )


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "states"),
    [
        ("Sabra supports the plan.", "Sabra", "supports", "the plan", False),
        ("Sabra reimposed sanctions on Oshan.", "Sabra", "reimposed", "sanctions on Oshan", False),
        ("Sabra condemned the raid.", "Sabra", "condemned", "the raid", True),
        ("Sabra said the raid failed.", "Sabra", "said", "the raid failed", True),
        ("Sabra wants to leave Oshan.", "Sabra", "wants", "to leave Oshan", True),
        ("Sabra made clear that Oshan fell.", "Sabra", "made clear", "that Oshan fell", True),
        ("Sabra hailed “the brave ten”.", "Sabra", "hailed", "“the brave ten”", True),
        ("Sabra put the dead at forty.", "Sabra", "put", "the dead at forty", True),
        ("Sabra did not confirm the raid.", "Sabra", "did not confirm", "the raid", False),
        (
            "Neither Sabra nor Oshan said how it fell.",
            "Neither Sabra nor Oshan",
            "said",
            "how it fell",
            False,
        ),
        (
            "Sabra declined to confirm or deny the raid.",
            "Sabra",
            "declined to confirm or deny",
            "the raid",
            False,
        ),
        ("Sabra did not deny that it fell.", "Sabra", "did not deny", "that it fell", False),
        ("Sabra denied that it fell.", "Sabra", "denied", "that it fell", True),
        ("Sabra is sure it was a raid.", "Sabra", "is sure", "it was a raid", True),
        ("The hill is known as the Crow.", None, "is known as", "the Crow", False),
        ("The raid appeared to be the last.", None, "appeared", "to be the last", False),
        ("It is feared that ten died.", None, "is feared", "that ten died", True),
        ("The raid was attributed to Sabra.", "Sabra", "attributed to", "The raid", False),
        ("The remark was attributed to Sabra.", "Sabra", "attributed to", "The remark", True),
        ("Sabra put the raid down to soldiers.", "Sabra", "put", "the raid down to soldiers", True),
        ("Sabra holds Oshan responsible.", "Sabra", "holds", "Oshan responsible", True),
        ("Sabra holds the bridge.", "Sabra", "holds", "the bridge", False),
    ],
)
def test_who_thinks_something_of_a_thing_or_names_one_states_nothing(
    text: str, source: str | None, cue: str, content: str, states: bool
) -> None:
    assert said(text, cue, content, source) is states


@pytest.mark.parametrize(
    ("cue", "content", "act", "heard"),
    [
        ("it was said", "that Oshan fell", "say", True),
        ("reportedly", "Oshan fell", "report", True),
        ("is believed", "Oshan fell", "believe", True),
        ("for fear of", "an attack", "believe", False),
        ("claimed", "responsibility for the blast", "claim", False),
        ("cutting", "its ties", "say", False),
    ],
)
def test_without_a_source_only_hearsay_is_somebody_s_word(
    cue: str, content: str, act: Act, heard: bool
) -> None:
    assert has_voice(*sourceless(cue, content, act)) == heard


def test_a_quotation_is_somebody_s_word() -> None:
    text, one = sourceless("for fear of", "an attack", "believe")
    assert has_voice(text, replace(one, quote="mixed"))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "act", "heard"),
    [
        ("The army said Oshan fell.", "The army", "said", "Oshan fell", "say", True),
        ("Envoys signed a deal to end the war.", "Envoys", "signed", "a deal to end the war", "say", False),
        ("Aides made clear that Oshan fell.", "Aides", "made clear", "that Oshan fell", "say", True),
        ("Army: Oshan fell.", "Army", ":", "Oshan fell", "say", True),
        ("He put the dead at forty.", "He", "put", "the dead at forty", "say", True),
        ("He put the raid on hold.", "He", "put", "the raid on hold", "say", False),
        ("He put the raid down to soldiers.", "He", "put", "the raid down to soldiers", "say", True),
        ("He named Oshan as the author.", "He", "named", "Oshan as the author", "say", True),
        ("The raid was attributed to rebels.", "rebels", "attributed to", "The raid", "quote", False),
        ("Police have not said who fired.", "Police", "have not said", "who fired", "say", False),
        ("Rebels denied a raid.", "Rebels", "denied", "a raid", "deny", True),
        ("Rebels were accused of a raid.", "Rebels", "were accused of", "a raid", "accuse", False),
        ("The army accused rebels of a raid.", "The army", "accused", "rebels of a raid", "accuse", True),
        ("A court charged him with a raid.", "A court", "charged", "him with a raid", "accuse", False),
        ("They know of the raid.", "They", "know of", "the raid", "believe", False),
        ("They know that Oshan fell.", "They", "know", "that Oshan fell", "believe", True),
        ("They fear a raid.", "They", "fear", "a raid", "believe", True),
        ("The war claimed 63 lives.", "The war", "claimed", "63 lives", "claim", False),
        ("The band claimed the raid.", "The band", "claimed", "the raid", "claim", True),
    ],
)
def test_a_source_says_what_stands_with_a_word_of_saying(
    text: str, source: str, cue: str, content: str, act: Act, heard: bool
) -> None:
    def at(words: str) -> Span:
        return text.index(words), text.index(words) + len(words)

    _, one = sourceless(cue, content, act)
    one = replace(one, source=at(source), cue=at(cue), content=(at(content),))
    assert has_voice(text, one) is heard


def test_who_says_what_he_believes_is_one_source() -> None:
    text, inner = "The mayor said he believed Sabra fell.", sourceless("believed", "Sabra fell", "believe")[1]
    outer = replace(inner, id="a1", source=(0, 9), source_entity="e1")
    own = replace(inner, id="a2", source=(15, 17), source_entity=None, parent="a1")
    assert speaks_again(text, own, outer)
    assert speaks_again(text, replace(own, source=(0, 9), source_entity="e1"), outer)
    assert not speaks_again(text, replace(own, source=(27, 32), source_entity="e2"), outer)
    assert not speaks_again(text, own, None)


def sourceless(cue: str, content: str, act: Act) -> tuple[str, Attribution]:
    text = f"{cue} {content}"
    return text, Attribution(
        id="a1",
        source=None,
        source_entity=None,
        source_kind="none",
        cue=(0, len(cue)),
        content=((len(cue) + 1, len(text)),),
        quote="indirect",
        act=act,
        parent=None,
        confidence=0.9,
    )
