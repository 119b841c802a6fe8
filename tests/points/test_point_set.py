"""A set of points: a value that is known by its digest."""

import hashlib
import pickle
import struct
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from tinkernet.points.point_set import PointSet, default_names

ROWS = np.array([[0.5, -1.0, -1], [2.0, 3.0, 1], [-6.0, 6.0, 1]])
SIDES = np.array([True, False, True])
POINTS = PointSet(ROWS, SIDES, ("-1", "1"))
OTHERS = (
    replace(POINTS, values=np.nextafter(ROWS, 7)),
    replace(POINTS, values=ROWS[::-1]),
    replace(POINTS, sides=~SIDES),
    replace(POINTS, class_names=("cat", "dog")),
    replace(POINTS, train_percent=60),
    replace(POINTS, seed=2),
)


def test_its_parts_are_in_the_order_of_the_rows() -> None:
    assert POINTS.train.tolist() == ROWS[[0, 2]].tolist()
    assert POINTS.test.tolist() == ROWS[[1]].tolist()
    assert (POINTS.count, POINTS.training_count) == (3, 2)


def test_sets_are_equal_where_all_of_them_is() -> None:
    same = PointSet(ROWS.copy(), SIDES.copy(), ("-1", "1"))
    assert same == POINTS
    assert len({same, POINTS, *OTHERS}) == 1 + len(OTHERS)
    assert same != ROWS.tolist()


def test_the_digest_is_what_anybody_can_compute() -> None:
    numbers = struct.pack("<9d", *ROWS.ravel())
    content = numbers + bytes([1, 0, 1]) + b'[["-1", "1"], 50.0, 1]'
    assert POINTS.digest == hashlib.sha256(content).hexdigest()


def test_nothing_of_it_can_be_changed() -> None:
    mine, sides = ROWS.copy(), SIDES.copy()
    found = PointSet(mine, sides, ("-1", "1"))
    mine[0], sides[0] = 0, False
    assert found == POINTS
    for array in (found.rows, found.sides):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    with pytest.raises(FrozenInstanceError):
        found.seed = 3  # type: ignore[misc]


def test_zero_has_no_sign() -> None:
    assert PointSet(ROWS * 0.0, SIDES, ()) == PointSet(ROWS * -0.0, SIDES, ())


def test_it_survives_pickling() -> None:
    assert pickle.loads(pickle.dumps(POINTS)) == POINTS


@pytest.mark.parametrize(
    ("labels", "names", "scale", "kinds"),
    [
        ([-1, 1, 1], ("-1", "1"), 1, [0, 1, 1]),
        ([0, 2, 1], ("0", "1", "2"), 1, [0, 2, 1]),
        ([0.25, -40, 3], (), 40, [0, 0, 0]),
        ([0.25, -0.5, 0], (), 1, [0, 0, 0]),
    ],
)
def test_labels_have_a_scale_and_a_kind(
    labels: list[float], names: tuple[str, ...], scale: float, kinds: list[int]
) -> None:
    found = PointSet(np.column_stack([ROWS[:, :2], labels]), SIDES, names)
    assert found.scale == scale
    assert found.kinds.tolist() == kinds
    assert found.task == ("classification" if names else "regression")
    assert not names or default_names(found.classes) == names
