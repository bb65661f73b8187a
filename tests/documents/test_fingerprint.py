from __future__ import annotations

import hashlib
import subprocess
import sys

from accordingto.documents import NEAR_DUPLICATE, bands, resemblance, signature

WIRE = (
    "Nine buses carrying wounded people left the besieged town of Karsova on Friday, a relief official "
    "said, after two days of talks at a bridge over the Lenta. The official, who asked not to be named "
    "because he was not allowed to speak to reporters, put the number of passengers at 412. The army's "
    "press office said that fighters had fired on the last bus. The fighters' council denied it and "
    "said that the army had held up two ambulances for hours. A second convoy is to leave on Saturday, "
    "according to three people who took part in the talks, if the crossing stays open until noon. Some "
    "four thousand people are thought to be in the town."
)
OTHER = (
    "The evacuation of Karsova began on Friday with nine buses, according to the relief agency that "
    "organised it. Residents reached by telephone said they had waited since dawn near the bakery. Both "
    "sides accuse each other of having broken the agreement: the army speaks of gunfire at the bridge, "
    "the fighters of ambulances that were stopped at a checkpoint for most of the afternoon. More than "
    "four hundred people got out, the agency said, and it hopes to bring out as many again on Saturday "
    "if both keep to what they signed on Thursday night."
)


def shares_band(a: str, b: str) -> bool:
    return bool(set(bands(signature(a))) & set(bands(signature(b))))


def test_case_marks_and_spaces_do_not_count() -> None:
    assert signature("A b, c — d “e” f") == signature("a  B c\nD e: F.")


def test_signature_is_fixed_for_good() -> None:
    digest = hashlib.sha256(signature(WIRE)).hexdigest()
    assert len(signature(WIRE)) == 512
    assert digest == "683730ee736b34bf3e8f6d9620423550f859f52c21ef2ad5e0f954ba0da464bc"
    assert bands(signature(WIRE))[0] == "m1:0:e19fb9005e475600"


def test_another_process_gives_the_same() -> None:
    code = f"from accordingto.documents import signature; print(signature({WIRE!r}).hex())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == signature(WIRE).hex()


def test_a_wire_copy_is_a_near_duplicate() -> None:
    edited = "By our correspondent. " + WIRE.replace("besieged town", "city").replace("wounded", "injured")
    cut = WIRE[: int(len(WIRE) * 0.6)]
    for copy in (WIRE, edited, cut):
        assert resemblance(signature(WIRE), signature(copy)) >= NEAR_DUPLICATE
        assert shares_band(WIRE, copy)


def test_another_report_on_the_same_event_is_none() -> None:
    assert resemblance(signature(WIRE), signature(OTHER)) < 0.1
    assert resemblance(signature(WIRE), signature(OTHER)) < NEAR_DUPLICATE


def test_resemblance_estimates_shared_shingles() -> None:
    words = [f"w{index}" for index in range(2000)]
    half = signature(" ".join(words[:1500])), signature(" ".join(words[500:]))
    assert abs(resemblance(*half) - 996 / 1996) < 0.13


def test_texts_of_few_or_no_words() -> None:
    assert signature("") == b""
    assert bands(signature("…")) == ()
    assert resemblance(signature(""), signature("")) == 0.0
    assert resemblance(signature("two words"), signature("Two words.")) == 1.0
    assert resemblance(signature("two words"), signature("other words")) == 0.0
