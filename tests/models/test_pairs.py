from accordingto.models.pairs import BETWEEN, DISTANCES, between_bucket, distance_bucket, within_reach


def test_the_side_of_the_cue_is_told_apart() -> None:
    assert distance_bucket((0, 2), (2, 3)) != distance_bucket((3, 5), (2, 3))


def test_buckets_stay_in_range_however_far() -> None:
    far = [distance_bucket((0, 1), (900, 901)), distance_bucket((900, 901), (0, 1))]
    assert all(0 <= bucket < DISTANCES for bucket in far)


def test_cues_between_are_counted_up_to_the_most() -> None:
    assert between_bucket((0, 2), (10, 11), [4, 10]) == 1
    assert between_bucket((0, 2), (50, 51), [10, 20, 30, 40, 50]) == BETWEEN - 1


def test_a_cue_far_away_is_out_of_reach() -> None:
    assert within_reach((0, 5), (100, 101))
    assert not within_reach((0, 5), (400, 401))
