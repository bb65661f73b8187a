"""Words that describe violence to a body, before which some readers want to be warned."""

from __future__ import annotations

import re

# Beginnings of words. Short on purpose: nearly every line of these reports speaks of killing, and a warning
# before every line warns of nothing. What is meant is the body, not the deed.
BEGINNINGS = """
    behead decapitat dismember mutilat disembowel charred severed corpse carcass gore gory bloodied
    bloodstain blood-stain entrails intestin maimed tortur rape raped raping rapist castrat scalp skull
    amputat burnt-alive gouged impal flayed rotting decompos shrapnel-torn
""".split()
PHRASES = (
    "burned alive", "burnt alive", "buried alive", "burned to death", "burnt to death", "burned beyond",
    "burnt beyond", "body parts", "mass grave", "pools of blood", "pool of blood", "covered in blood",
    "blown to pieces", "blown to bits", "torn to pieces", "torn to shreds", "hacked to death",
    "bled to death", "sexually assault", "gang-rape",
)  # fmt: skip
# What is done to a part of the body, on either side of it: "whose legs were blown off", "slit the throat".
PARTS = """
    limb limbs leg legs arm hand hands finger fingers head heads face faces eye eyes throat throats neck
    body bodies torso skin flesh stomach chest ear ears tongue genitals
""".split()
_PARTS = rf"\b(?:{'|'.join(PARTS)})\b"
_DONE = (
    r"\b(?:(?:torn|blown|ripped|hacked|chopped|sliced|cut|shot|sawn)"
    r"\s+(?:off|apart|away|open|out|in half|to pieces)"
    r"|slit|slitting|slashed|crushed|mangled|sever(?:ed|ing)|hack(?:ed|ing)|chop(?:ped|ping))\b"
)
_BETWEEN = r"\s+(?:[\w'’]+\s+){0,3}"

_GRAPHIC = re.compile(
    "|".join(
        [
            rf"\b(?:{'|'.join(map(re.escape, PHRASES))})",
            rf"\b(?:{'|'.join(map(re.escape, BEGINNINGS))})\w*",
            _PARTS + _BETWEEN + _DONE,
            _DONE + _BETWEEN + _PARTS,
        ]
    ),
    re.IGNORECASE,
)


def is_graphic(text: str) -> bool:
    """Whether there are such words in it."""
    return _GRAPHIC.search(text) is not None
