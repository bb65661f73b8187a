"""Whose word each mention of real reports is, and which mentions have one origin.

    python -m evaluation.origins --data CORPORA [--half dev|more|held ...] [--model FOLDER] [--cache FOLDER]
    python -m evaluation.origins --agreement

In `press/*.jsonl` every mention of a happening that two or more reports tell of has the names of those whose
word it is (`by`): the innermost source from which the reader of the report has it, the same body or person
under one name through all reports of a matter; "outlet a" is what report a tells itself. One who describes an
act of speech ("the UN condemned the attack") tells of the attack; wire copy is the agency's; unnamed sources
of two reports are two. `more` was marked twice, by annotators of one sort who did not know of each other
(`press/origins-again.jsonl`). Only `dev` and `more` may be looked at.

With the happenings as marked, mentions that our reader finds are scored by whether somebody cited or the
outlet tells them, by B-cubed of mentions by origin, and happenings by the number of origins. Beside it stands
what counting names gives: each name that is cited, and each outlet, as an origin of its own.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accordingto.linking.origins import origins_of
from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.reader import Reader
from accordingto.types import Account, Document, Span
from evaluation import press
from evaluation.clusters import Coreference, compared
from evaluation.contradictions import accounts_of, trigger_of

HALVES = ("dev", "more", "held")
AGAIN = press.HERE / "origins-again.jsonl"
OUTLET = "outlet "

# A report's id and where a mention stands in it.
Mention = tuple[str, Span]


@dataclass
class Score:
    """Counts over happenings; `cited` are mentions of which it is right whether somebody is cited."""

    happenings: int = 0
    number: int = 0
    near: int = 0
    named: int = 0
    mentions: int = 0
    cited: int = 0
    ours: Coreference = field(default_factory=Coreference)
    names: Coreference = field(default_factory=Coreference)

    def row(self) -> str:
        """The scores in a line."""
        many, all_ = max(1, self.happenings), max(1, self.mentions)
        return (
            f"{self.happenings} happenings, {self.mentions} mentions; "
            f"cited or not right {100 * self.cited / all_:.1f} %\n"
            f"number of origins right {100 * self.number / many:.1f} %, "
            f"within one {100 * self.near / many:.1f} %; by names alone {100 * self.named / many:.1f} %\n"
            f"B-cubed of mentions by origin {self.ours.b_cubed.row()}; "
            f"by names alone {self.names.b_cubed.row()}"
        )


def whose(matter: Mapping[str, Any], reports: Mapping[str, Document]) -> list[dict[Mention, str]]:
    """Of each happening that is marked so, whose word each mention is; the first, where several say it."""
    return [
        {
            (reports[letter].id, (start, end)): _name(by[0], reports)
            for (letter, start, end), by in zip(happening["mentions"], happening["by"], strict=True)
        }
        for happening in matter["happenings"]
        if "by" in happening
    ]


def _name(by: str, reports: Mapping[str, Document]) -> str:
    """A source, or the outlet of "outlet a": two reports of one outlet have one word."""
    letter = by.removeprefix(OUTLET)
    return (reports[letter].outlet or by).casefold() if by.startswith(OUTLET) else by.casefold()


def compare(
    score: Score, marked: Mapping[Mention, str], accounts: Sequence[Account], texts: Mapping[str, str]
) -> None:
    """Add one happening, by the accounts of its mentions."""
    told = [one for one in accounts if (one.claim.document, trigger_of(one.claim)) in marked]
    if not told:
        return
    origins = origins_of(told, texts)
    number = {claim: place for place, origin in enumerate(origins) for claim in origin.claims}
    found: dict[Mention, Account] = {}
    for one in told:
        span = trigger_of(one.claim)
        if span is not None:
            found.setdefault((one.claim.document, span), one)
    score.happenings += 1
    wanted = len({marked[mention] for mention in found})
    score.number += len(origins) == wanted
    score.near += abs(len(origins) - wanted) <= 1
    score.mentions += len(found)
    score.cited += sum(_is_cited(one) == (marked[mention] != _outlet(one)) for mention, one in found.items())
    gold = _groups(found, [marked[mention] for mention in found])
    ours = _groups(found, [str(number[one.claim.id]) for one in found.values()])
    names = _groups(found, [_called(one) for one in found.values()])
    score.named += len(names) == wanted
    score.ours += compared(ours, gold)
    score.names += compared(names, gold)


def _outlet(account: Account) -> str:
    return (account.outlet or "").casefold()


def _is_cited(account: Account) -> bool:
    """Whether somebody is cited for it."""
    return any(link.kind != "none" for link in account.claim.said_by[1:])


def _called(account: Account) -> str:
    return account.claim.said_by[-1].name.casefold() if _is_cited(account) else _outlet(account)


def _groups(mentions: Iterable[Any], names: Sequence[str]) -> list[list[str]]:
    """The mentions of each name together."""
    groups: dict[str, list[str]] = defaultdict(list)
    for mention, name in zip(mentions, names, strict=True):
        groups[name].append(str(mention))
    return list(groups.values())


def score(half: str, data: Path, reader: press.Cached) -> Score:
    """All happenings of a half, with the mentions that the reader finds."""
    total = Score()
    marked = press.matters(half)
    documents = press.documents(marked, data)
    for matter in marked:
        reports = documents[matter["id"]]
        story = press.disputed(matter, reports)
        accounts = accounts_of(story, reader)
        texts = {report.id: report.text for report in reports.values()}
        for each in whose(matter, reports):
            compare(total, each, accounts, texts)
    return total


def agreement() -> tuple[Coreference, float]:
    """How alike two passes over `more` are: mentions by origin, and the share of equal numbers of origins."""
    again = {row["id"]: row for row in map(json.loads, AGAIN.open(encoding="utf-8"))}
    total, equal, many = Coreference(), 0, 0
    for matter in press.matters("more"):
        both = [
            {each["id"]: each["by"] for each in row["happenings"] if "by" in each}
            for row in (matter, again[matter["id"]])
        ]
        for happening in matter["happenings"]:
            if "by" in happening:
                passes = [
                    _groups(happening["mentions"], [each[0].casefold() for each in names[happening["id"]]])
                    for names in both
                ]
                total += compared(*passes)
                equal += len(passes[0]) == len(passes[1])
                many += 1
    return total, equal / max(1, many)


def main() -> None:
    """Parse the arguments and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the corpora")
    parser.add_argument("--half", choices=HALVES, nargs="+", default=["dev", "more"])
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--cache", type=Path, help="keep readings in this folder")
    parser.add_argument("--agreement", action="store_true", help="of two passes, instead")
    arguments = parser.parse_args()
    if arguments.agreement:
        alike, equal = agreement()
        print(f"B-cubed {alike.b_cubed.row()}   equal in number {100 * equal:.1f} %")
        return
    if arguments.data is None:
        parser.error("--data is missing: name the folder of the corpora")
    reader = press.Cached(Reader(load_encoder(arguments.model)), arguments.cache)
    for half in arguments.half:
        print(half)
        print(score(half, arguments.data, reader).row())


if __name__ == "__main__":
    main()
