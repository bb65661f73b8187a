"""What an object that was hit is for, by the words for it: for arms, or for daily life."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from accordingto.linking.populations import bears_arms
from accordingto.linking.words import tokens
from accordingto.reading.codebook.actors import actor_of
from accordingto.reading.phrases import singular, word_set
from accordingto.types import ActorType

Use = Literal["military", "civilian"]

# Of arms by themselves.
_MILITARY = word_set(
    "headquarters barracks battery launcher bunker trench garrison arsenal armoury armory munition ammunition"
    " hideout hide-out stronghold strongpoint base outpost airbase fortification dugout howitzer position"
    " gunboat warship manpower"
)
# Of arms where a word of `_ARMED` goes with them, and of daily life with one of `_DAILY`: "a rebel kitchen",
# "a convoy of the militia"; "a grain store", "a camp of herders".
_OF_EITHER = word_set(
    "camp depot store storehouse warehouse cache dump workshop kitchen post site centre center compound plant"
    " installation facility target infrastructure convoy column vehicle lorry truck car van pick-up pickup"
    " tanker boat vessel ship barge launch train gathering meeting concentration assembly group cell unit"
    " nest den lair point building structure factory room hangar yard line queue terminal station park"
    " airfield airport field bus checkpoint tunnel ground hub area pad"
)
# Of these, where fighters are when they are killed in them.
_STATIONED = word_set(
    "camp depot store warehouse workshop compound convoy column vehicle truck gathering meeting group cell"
    " lair hangar checkpoint"
)
_ARMED = word_set(
    "army military naval militia invader occupier crusader enemy armed armoured gun rocket missile artillery"
    " mortar radar command commander training weapon arm drone mine taliban launching launch firing operation"
    " control staging deployment logistics supply explosive defence operative"
)
_DAILY = word_set(
    "grain rice flour food fuel health medical bus tram fish fishing herder grazing cattle livestock farmer"
    " shepherd fisherman woodcutter trader aid relief clinic school passenger civilian refugee displaced"
    " person family pupil child woman worshipper market power water fire oil maize wheat cotton plantain"
    " tobacco sugar dairy textile shopping sewing railway journalist"
)
_CIVILIAN = word_set(
    "market bazaar souk home house farmhouse cottage villa homestead school hospital clinic dispensary"
    " pharmacy ward maternity nursery kindergarten orphanage university campus college library museum theatre"
    " cinema mosque church chapel shrine temple pagoda monastery convent cathedral seminary madrasa flat"
    " apartment residential village villager hamlet suburb neighbourhood neighborhood refugee displaced"
    " wedding funeral mourner procession ceremony bakery shop stall kiosk mall cafe café teahouse restaurant"
    " supermarket dormitory hostel hotel guesthouse mill granary silo well waterworks substation orchard"
    " vineyard greenhouse farm grove barn plantation ambulance taxi ferry shelter family tent oven"
    " garden playground stadium cemetery dwelling minibus tram settlement herder herd flock courthouse"
)
_FIGHTS: frozenset[ActorType] = frozenset({"state-forces", "rebel", "militia"})
_NAME = re.compile(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")


@lru_cache(maxsize=4096)
def use_of(words: str) -> Use | None:
    """What it was for; None where nothing says so, or a word for each does ("a militant's house")."""
    nouns = _nouns(words)
    either = nouns & _OF_EITHER
    armed = nouns & (_MILITARY | _ARMED) or bears_arms(words) or any(map(_fights, _NAME.findall(words)))
    civilian = nouns & _CIVILIAN or (either and nouns & _DAILY)
    if armed:
        return "military" if not civilian and (either or nouns & _MILITARY) else None
    return "civilian" if civilian else None


def may_hold_fighters(words: str) -> bool:
    """Whether nothing says what it was for, and fighters may have been there: "a depot", "two vehicles"."""
    nouns = _nouns(words)
    return bool(nouns & _STATIONED) and not nouns & (_DAILY | _CIVILIAN) and words == words.lower()


def _nouns(words: str) -> frozenset[str]:
    return frozenset(map(singular, tokens(words)))


def _fights(name: str) -> bool:
    return actor_of(name).type in _FIGHTS
