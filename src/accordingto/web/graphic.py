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
PHRASES = ("burned alive", "burnt alive", "body parts", "mass grave", "pools of blood", "pool of blood")

_GRAPHIC = re.compile(
    r"\b(?:" + "|".join([*map(re.escape, PHRASES), *(f"{re.escape(one)}\\w*" for one in BEGINNINGS)]) + ")",
    re.IGNORECASE,
)


def is_graphic(text: str) -> bool:
    """Whether there is such a word in it."""
    return _GRAPHIC.search(text) is not None
