import numpy as np

from accordingto.models.labels import Floats
from accordingto.reading.attribution import assign


def _matrix(*rows: tuple[float, ...]) -> Floats:
    return np.array(rows, dtype=np.float32)


def test_each_content_goes_to_its_likeliest_cue() -> None:
    assert assign(_matrix((0.1, 0.8, 0.1), (0.1, 0.7, 0.2)), single=False, complete=False) == [0, 0]


def test_a_cue_without_content_gets_one_that_another_can_spare() -> None:
    assert assign(_matrix((0.1, 0.8, 0.1), (0.1, 0.5, 0.4)), single=False, complete=True) == [0, 1]


def test_no_content_is_moved_where_it_is_not_plausible() -> None:
    assert assign(_matrix((0.1, 0.89, 0.01), (0.1, 0.88, 0.02)), single=False, complete=True) == [0, 0]


def test_a_cue_takes_one_source_the_likeliest_first() -> None:
    assert assign(_matrix((0.0, 0.9, 0.1), (0.0, 0.95, 0.05)), single=True, complete=False) == [1, 0]


def test_an_argument_that_fits_no_cue_stays_alone() -> None:
    assert assign(_matrix((0.97, 0.03)), single=True, complete=False) == [None]
    assert assign(_matrix((0.97, 0.03)), single=False, complete=False) == [None]
