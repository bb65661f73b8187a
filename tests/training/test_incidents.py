"""What the fit of MUC's fillers does to known ones, and that it learns which are right."""

import tomllib

import msgspec
import numpy as np

from accordingto.models.labels import label_count
from accordingto.types import Document, Reading
from evaluation.fillers import ROLES, Place, Regression, Report
from evaluation.muc import SLOTS, Filled
from training.incidents import SEEN, Example, dimmed, fitted, likely_by_role, written

TEXT = "Guerrillas killed a mayor"
TARGET, VICTIM = ROLES.index("target"), ROLES.index("victim")


def _report() -> Report:
    document = Document(id="", title=None, outlet=None, url=None, published=None, language="en", text=TEXT)
    scores = np.ones((4, label_count(len(ROLES))), dtype=np.float32)
    return Report([(0, 10), (11, 17), (18, 19), (20, 25)], scores, Reading(document=document))


def test_known_fillers_are_lowered_in_their_role_alone() -> None:
    report = _report()
    # "a mayor" and "mayor" are alternatives of one filler.
    found = dimmed(report, [(18, 25, VICTIM), (20, 25, VICTIM)], np.random.default_rng(0))
    columns = slice(1 + 4 * VICTIM, 5 + 4 * VICTIM)
    assert (found.emissions[2:, columns] < 1).all()
    assert (found.emissions[:2] == 1).all()
    assert (found.emissions[2:, : 1 + 4 * VICTIM] == 1).all()
    assert (report.emissions == 1).all()


def _example(*, right: bool) -> Example:
    own = {"mayor": {"start": 1.0, "form name" if right else "form nominal": 1.0, "best": 0.5}}
    wanted: Filled = {role: [("mayor",)] if right else [] for role in SLOTS}
    features = {role: own if role == "victim" else {} for role in ROLES}
    return Example(_report(), {"victim": {"mayor": [Place(3, 4, 0.6)]}}, features, wanted)


def test_what_tells_right_fillers_gets_weight_and_what_is_rare_none() -> None:
    made = [_example(right=right) for right in (True, False) for _ in range(SEEN)]
    made[0].features["victim"]["mayor"]["first word the"] = 1.0
    regression = fitted(made, "victim", 0.3)
    assert regression.weights["form name"] > 0 > regression.weights["form nominal"]
    assert "first word the" not in regression.weights
    likely = [likely_by_role(example, {"victim": regression})["victim"]["mayor"] for example in made]
    assert likely[0] > 0.5 > likely[-1]


def test_weights_are_written_as_they_are_read() -> None:
    regressions = {"victim, described": Regression(0.25, {'before "': 0.5, "start": -1.0})}
    file = written(regressions, ["Fitted by hand."])
    assert file.startswith("# Fitted by hand.\n")
    assert msgspec.convert(tomllib.loads(file), dict[str, Regression]) == regressions
