"""Is it still as good as it was? Floors for each task, kept in `floors.json`.

    python -m evaluation.gate [--data CORPORA] [--model FOLDER] [--set "why the floors change"]

Our own sets always run. The public corpora run where their folder is given and holds the very files that
the floors were measured on; otherwise the gate says what it skipped. `--set` writes floors a little under
what was measured now, with the reason.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from accordingto.gazetteer import Gazetteer
from accordingto.models.runtime import FOLDER, Encoder, load_encoder
from accordingto.reading.reader import Reader
from evaluation import (
    accounts,
    attribution,
    cameo,
    chains,
    entities,
    events,
    factuality,
    frames,
    judged,
    loaded,
    origins,
    places,
    press,
    times,
)
from evaluation.scoring import Count
from training import corpora, event_corpora

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.5  # percent points under the measured value
ON_EVENTS = ("factuality", "where", "nowhere", "when", "mode", "chain")
ON_ACCOUNTS = ("steps", "terms", "control", "control with holder", "framing")


class Floors(msgspec.Struct):
    """What `floors.json` holds: the least percent for each measure, and the corpora it was measured on."""

    reason: str
    corpora: dict[str, str]
    floors: dict[str, float]


def own_scores(reader: Reader) -> Iterator[tuple[str, float]]:
    """Recall of whole chains, and the measures of events and accounts, on both halves of our own sets."""
    for half in ("dev", "unseen"):
        total = Count()
        for case in chains.cases(half):
            pairs = chains.matches(chains.found_chains(reader, case.text), case.chains)
            total += Count(sum(match is not None for _, match in pairs), 0, len(case.chains))
        yield f"chains/{half}", total.recall
        for name, value in event_scores(events.score(reader, half)).items():
            yield f"events/{half}/{name}", value
        for name, value in account_scores(accounts.score(reader, half)).items():
            yield f"accounts/{half}/{name}", value


def event_scores(tally: events.Tally) -> dict[str, float]:
    """Events, arguments and figures by F1; the rest by the share that is right on the events that are."""
    shares = {name: 100 * right / of for name, (right, of) in tally.hits.items() if name in ON_EVENTS}
    total = sum(tally.arguments.values(), Count())
    return {"events": tally.events.f1, "arguments": total.f1, "figures": tally.figures.f1, **shares}


def account_scores(tally: accounts.Tally) -> dict[str, float]:
    """F1 of steps, terms, control and loaded words; the share of found steps whose source is right."""
    found = {name: tally.counts[name].f1 for name in ON_ACCOUNTS}
    for name in ("alleging source", "day"):
        right, of = tally.hits.get(f"steps: {name}", (0, 1))
        found[name] = 100 * right / of
    return found


def public_scores(reader: Reader, data: Path) -> Iterator[tuple[str, float]]:
    """F1 on the development data of the public corpora; for factuality Pearson's r, in percent."""
    for name, examples in (("documents", corpora.polnear(data, "dev")), ("instances", corpora.cofenet(data))):
        tally = attribution.score(reader, examples)
        for role in corpora.ROLES:
            yield f"attribution/{name}/{role}", tally.exact[role].f1
    names = entities.score(reader.encoder, corpora.worldwide(data, "dev"), "entities")
    yield "entities", names["all"].f1
    yield from frame_scores(reader.encoder, data)
    yield "cameo/sides", cameo.sides(reader.encoder, data)["all"].f1
    pairs = cameo.pentacode(reader.encoder, data)
    yield "cameo/pentacode", cameo.macro_f1(pairs, len(corpora.CLASSES["pentacode"]))
    for name in ("uds_ih2", "meantime"):
        marked = event_corpora.factuality(data / "factuality" / name, "dev")
        yield f"factuality/{name}", 100 * factuality.pearson(factuality.pairs_of(reader.encoder, marked))
    yield from judged_scores(reader, data)
    for name, slanted in loaded.sentences(reader.encoder, data).items():
        yield f"loaded/{name}", loaded.macro_f1(slanted)
    yield from time_scores(data)
    yield from place_scores(reader.gazetteer, data)
    yield from origin_scores(reader, data)


def origin_scores(reader: Reader, data: Path) -> Iterator[tuple[str, float]]:
    """Of real reports: happenings with the right number of origins, and mentions by origin, by B-cubed."""
    for half in ("more", "held"):
        found = origins.score(half, data, press.Cached(reader, None))
        yield f"origins/{half}/number", 100 * found.number / found.happenings
        yield f"origins/{half}/b-cubed", found.ours.b_cubed.f1


def judged_scores(reader: Reader, data: Path) -> Iterator[tuple[str, float]]:
    """Events of real reports, and what is said of them where it was marked; of figures recall alone."""
    found, said = judged.score(reader, data)
    yield "judged/trigger", found["all"].trigger.f1
    yield "judged/trigger and type", found["all"].typed.f1
    scores = event_scores(said) | {"figures": said.figures.recall}
    for name in ("arguments", "figures", "factuality", "where", "nowhere", "chain"):
        yield f"judged/{name}", scores[name]


def frame_scores(encoder: Encoder, data: Path) -> Iterator[tuple[str, float]]:
    """Predicates, and arguments with predicted and with given predicates."""
    tally = frames.score(encoder, frames.sentences(data / frames.FILE.format(split="dev")))
    yield "frames/predicates", tally.predicates.f1
    yield "frames/arguments", frames.total(tally.predicted).f1
    yield "frames/arguments-of-given", frames.total(tally.given).f1


def time_scores(data: Path) -> Iterator[tuple[str, float]]:
    """Relaxed and value F1 of time expressions, for each corpus and half."""
    for corpus in times.CORPORA:
        for half in ("seen",) if corpus in times.ALL_SEEN else ("seen", "unseen"):
            scored = (
                times.score(times.found_in(row, corpus), row.gold()) for row in times.rows(data, corpus, half)
            )
            total = sum(scored, times.Scores())
            yield f"times/{corpus}/{half}/relaxed", total.relaxed.f1
            yield f"times/{corpus}/{half}/value", total.value.f1


def place_scores(gazetteer: Gazetteer, data: Path) -> Iterator[tuple[str, float]]:
    """Names of conflicts within 25 km; annotated toponyms of the held-out folds within 161 km."""
    asked, right, _ = places.conflict_names(data / "geo/conflict_names.csv", gazetteer)
    yield "places/conflict-names", 100 * right / asked
    for name, path in places.CORPORA.items():
        reports = places.reports(data / path, "heldout")
        found = [(report, places.with_gold_spans(report, gazetteer)) for report in reports]
        total = places.tally(found, demonyms=lambda _: False)
        yield f"places/{name}/161km", 100 * total.within[161] / total.golds


def fingerprints(data: Path) -> dict[str, str]:
    """Hashes of the files that `public_scores` reads."""
    names = (
        *("polnear/dev", "polnear/cofenet_dev", "ner/worldwide/dev", "propbank_ewt/dev"),
        *("polnear/train", "wikievents/train", "ner/worldwide/train"),
        *(
            "babe/sg2",
            "basil/all",
            "cameo_ner/train",
            "cameo_class/train",
            "factuality/uds_ih2/dev",
            "factuality/meantime/dev",
        ),
        *("time/timebank", "time/aquaint", "time/wikiwars", "geo/lgl", "geo/trnews"),
        *("give5w1h/clusters", "news_raw/allsides_conflict"),
    )
    paths = {name: data / f"{name}.jsonl.gz" for name in names}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for name, path in paths.items()}


def main() -> int:
    """Measure, compare, print; 1 when a floor is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the public corpora")
    parser.add_argument("--model", type=Path, default=FOLDER, help="folder of the weights")
    parser.add_argument("--set", metavar="REASON", help="write new floors, with the reason")
    arguments = parser.parse_args()
    stored = msgspec.json.decode(FLOORS.read_bytes(), type=Floors)
    reader = Reader(load_encoder(arguments.model))
    measured = dict(own_scores(reader))
    present = fingerprints(arguments.data) if arguments.data and arguments.data.is_dir() else {}
    if present and (arguments.set or present == stored.corpora):
        measured |= dict(public_scores(reader, arguments.data))
    else:
        print("skipped: the public corpora are absent or are not the files that the floors were measured on")
    if arguments.set:
        write(arguments.set, present or stored.corpora, stored.floors | measured, set(measured))
        return 0
    return compare(measured, stored.floors)


def write(reason: str, present: dict[str, str], values: dict[str, float], fresh: set[str]) -> None:
    """Write floors; those measured just now are lowered by the slack."""
    floors = {
        name: round(value - SLACK, 1) if name in fresh else value for name, value in sorted(values.items())
    }
    text = msgspec.json.format(msgspec.json.encode(Floors(reason, present, floors)), indent=2)
    FLOORS.write_bytes(text + b"\n")


def compare(measured: dict[str, float], floors: dict[str, float]) -> int:
    """Print each measure beside its floor; 1 when one is under it or has none."""
    failed = 0
    for name, value in measured.items():
        floor = floors.get(name, 100.0)
        failed |= value < floor
        print(f"{name:32} {value:6.1f}   floor {floor:6.1f}   {'ok' if value >= floor else 'UNDER'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
