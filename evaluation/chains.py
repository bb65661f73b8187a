"""Source chains on our own texts: is every link there, in order, for the right words?

    python -m evaluation.chains [--half dev|unseen] [--model FOLDER] [--errors]

A chain is right when it has as many links as the annotated one, each link shares at least half of the
shorter span with its counterpart, in order, and the contents overlap by half (intersection over union). The
outlet, which every chain starts with, is left out. `--errors` prints what went wrong (use it on dev only).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading import claims_of
from accordingto.reading.reader import Reader
from evaluation.inputs import bare_document
from evaluation.scoring import Count, Pieces, Span, overlap, points
from training.corpora import locate

HERE = Path(__file__).parent / "chains"
HALF = 0.5


@dataclass(frozen=True)
class Chain:
    """Links outermost first, and the content of the innermost."""

    links: tuple[Span, ...]
    content: Pieces


@dataclass(frozen=True)
class Case:
    """One text with its chains."""

    id: str
    text: str
    chains: tuple[Chain, ...]


def cases(half: str, folder: Path = HERE) -> Iterator[Case]:
    """The annotated texts of one half."""
    for line in (folder / f"{half}.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        text = row["text"]
        yield Case(row["id"], text, tuple(_chain(text, chain) for chain in row["chains"]))


def _chain(text: str, row: dict[str, list[str] | str]) -> Chain:
    content = row["content"] if isinstance(row["content"], list) else [row["content"]]
    return Chain(tuple(locate(text, link) for link in row["links"]), tuple(locate(text, c) for c in content))


def found_chains(reader: Reader, text: str) -> list[Chain]:
    """The chains that a reading of `text` gives, without the outlet and without "source not stated"."""
    claims = claims_of(reader.read(bare_document(text)), reader=reader.fingerprint)
    return [
        Chain(tuple(link.span for link in claim.said_by if link.span), claim.evidence)
        for claim in claims
        if claim.kind == "statement"
    ]


def same(one: Chain, other: Chain) -> bool:
    """Whether two chains are alike in every link and in content."""
    if len(one.links) != len(other.links) or overlap(one.content, other.content) < HALF:
        return False
    return all(same_link(mine, theirs) for mine, theirs in zip(one.links, other.links, strict=True))


def same_link(one: Span, other: Span) -> bool:
    """Whether two spans share at least half of the shorter one."""
    mine, theirs = points((one,)), points((other,))
    return len(mine & theirs) >= HALF * min(len(mine), len(theirs))


def matches(found: list[Chain], wanted: tuple[Chain, ...]) -> list[tuple[Chain, Chain | None]]:
    """Each wanted chain with the found one that is the same, none used twice."""
    left = list(found)
    result: list[tuple[Chain, Chain | None]] = []
    for chain in wanted:
        match = next((other for other in left if same(other, chain)), None)
        if match:
            left.remove(match)
        result.append((chain, match))
    return result


def main() -> None:
    """Parse the arguments and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "unseen"), default="dev")
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    reader = Reader(load_encoder(arguments.model))
    total, by_length = Count(), dict[int, Count]()
    for case in cases(arguments.half):
        found = found_chains(reader, case.text)
        pairs = matches(found, case.chains)
        right = sum(match is not None for _, match in pairs)
        total += Count(right, len(found), len(case.chains))
        for chain, match in pairs:
            length = len(chain.links)
            by_length[length] = by_length.get(length, Count()) + Count(match is not None, 0, 1)
        if arguments.errors and right < max(len(found), len(case.chains)):
            explain(case, found, pairs)
    print(f"whole chains right, {arguments.half}: P R F1 {total.row()}")
    for length, count in sorted(by_length.items()):
        print(f"  {length} links: {count.recall:5.1f} % of {count.wanted}")
    longer = sum((count for length, count in by_length.items() if length > 1), Count())
    print(f"  two links or more: {longer.recall:5.1f} % of {longer.wanted}")


def explain(case: Case, found: list[Chain], pairs: list[tuple[Chain, Chain | None]]) -> None:
    """Print the chains that were missed and those that were made up."""
    used = [match for _, match in pairs]
    print(f"\n{case.id}  {case.text}")
    for chain, match in pairs:
        if match is None:
            print("   missed", _words(case.text, chain))
    for chain in found:
        if chain not in used:
            print("   extra ", _words(case.text, chain))


def _words(text: str, chain: Chain) -> str:
    links = " > ".join(text[slice(*link)] for link in chain.links)
    return f"[{links}] {' ... '.join(text[slice(*piece)] for piece in chain.content)}"


if __name__ == "__main__":
    main()
