"""Named comparisons of two profiles. Each is a small function that says at which level the two agree.

Levels are words that a person reads in `link --explain`; what a level adds to the log-odds stands in
`weights.toml`. A comparison for which one of the two has nothing to compare gives None, which adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from accordingto.linking.comparisons import what, where, who, within
from accordingto.linking.profiles import Count, Profile

Compare = Callable[[Profile, Profile], str | None]

COMPARISONS: Mapping[str, Compare] = {
    function.__name__: function
    for function in (
        what.kind,
        where.day,
        where.place,
        where.place_and_day,
        where.named,
        where.names_of_places,
        where.told_apart,
        where.weekdays,
        within.anew,
        within.refers,
        where.site,
        who.actors,
        who.recipients,
        who.figures,
        who.instrument,
        what.trigger,
        what.words,
        what.points,
        what.targets,
        what.types,
        within.within_document,
        within.mentions_between,
        within.joint,
        within.act_and_toll,
        within.later_states,
        within.modes,
        within.earlier_word,
        within.later_word,
        within.cited,
        within.lead,
        within.pluperfect,
        within.statuses,
        within.parted_roles,
        what.reports,
        where.published,
        what.factuality,
    )
}


# --- what is compared, in words -------------------------------------------------------------------


def shown(name: str, profile: Profile) -> str:
    """What a comparison looked at in one profile, for a person."""
    values: dict[str, object] = {
        "kind": ", ".join(" ".join(filter(None, kind)) for kind in profile.types),
        "day": where.days(profile),
        "place": ", ".join(spot.name for spot in profile.spots),
        "actors": ", ".join(" ".join(side.words) for side in profile.actors),
        "recipients": ", ".join(" ".join(side.words) for side in profile.recipients),
        "figures": ", ".join(_number(count) for count in profile.counts),
        "instrument": profile.instrument,
        "site": ", ".join(sorted(profile.sites)),
        "trigger": ", ".join(sorted(profile.triggers)),
    }
    return str(values.get(name) or "")


def _number(count: Count) -> str:
    bounds = "-".join(str(bound) if bound is not None else "…" for bound in (count.low, count.high))
    return f"{bounds} {count.kind}"
