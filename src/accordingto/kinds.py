"""The closed lists of the JSON contract: every value that a field of a noun may have.

Apart from the nouns, because the command line offers them as choices before anything heavy is loaded. Whoever
has to do with nouns finds them in `types`.
"""

from __future__ import annotations

from typing import Literal

SourceKind = Literal["named", "unnamed", "collective", "media", "document", "none"]
Act = Literal[
    "say",
    "report",
    "claim",
    "deny",
    "accuse",
    "demand",
    "promise",
    "threaten",
    "agree",
    "ask",
    "believe",
    "quote",
]
QuoteKind = Literal["direct", "indirect", "mixed"]
EntityType = Literal["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "GROUP", "MISC"]
ClaimKind = Literal["statement", "event", "figure", "control", "agreement", "framing"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TimePrecision = Literal[
    "time", "day", "week", "month", "season", "quarter", "year", "decade", "century", "unknown"
]
PlacePrecision = Literal["exact", "site", "town", "district", "region", "country", "unknown"]
FigureKind = Literal[
    "killed",
    "injured",
    "displaced",
    "evacuated",
    "detained",
    "released",
    "missing",
    "population",
    "fighters",
    "other",
]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "CASUALTY",
    "MOVE",
    "CONTROL",
]
Polarity = Literal["positive", "negative"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Status = Literal["happened", "ongoing", "planned", "demanded", "threatened", "conditional", "habitual"]
ActorType = Literal[
    "state-forces",
    "government",
    "rebel",
    "militia",
    "civilians",
    "external",
    "media",
    "monitor",
    "igo",
    "ngo",
    "company",
]
AgreementKind = Literal[
    "ceasefire",
    "evacuation",
    "prisoner-exchange",
    "aid-access",
    "deescalation",
    "surrender",
    "peace",
    "other",
]
StepKind = Literal[
    "proposed",
    "negotiating",
    "agreed",
    "in-force",
    "implemented",
    "violated",
    "suspended",
    "extended",
    "rejected",
    "collapsed",
    "completed",
    "denied",
]
Sides = Literal["unilateral", "bilateral", "multilateral"]
Relation = Literal["holds", "contests", "besieges", "lost", "took", "partly-holds"]
FramingKind = Literal["label", "scare", "distancing", "euphemism", "praise"]
ContradictionKind = Literal[
    "figure", "perpetrator", "target", "place", "day", "happened", "agreed", "violated-by", "holds"
]
Sameness = Literal["same", "different", "unsure"]
Verdict = Literal["accept", "correct", "reject", "unsure", "withdraw"]
HowFound = Literal["argument", "sentence", "context", "headline", "dateline", "published"]
PublishedFrom = Literal["given", "json-ld", "meta", "feed", "front-matter", "url", "text", "pdf"]
