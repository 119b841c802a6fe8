"""Sides of points: fair, and each point's own."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.config import Config, PointSet
from tinkernet.points.sides import BLOCK, drawn

Point = list[float]
NUMBERS = st.floats(-6, 6, allow_nan=False).map(lambda number: round(number, 2))
FEW = st.sampled_from([-1.0, 0.0, 2.5])
"""Places of which many are the same."""
PLACES = NUMBERS | FEW
CLASSES = {"two": [-1.0, 1.0], "bits": [0.0, 1.0], "three": [0.0, 1.0, 2.0]}


@st.composite
def point_lists(draw: st.DrawFn, least: int = 2) -> tuple[list[Point], str]:
    """Points of two or three classes, or of a regression, in any order."""
    kind = draw(st.sampled_from([*CLASSES, "regression"]))
    labels = NUMBERS if kind == "regression" else st.sampled_from(CLASSES[kind])
    point = st.tuples(PLACES, PLACES, labels).map(list)
    task = "regression" if kind == "regression" else "classification"
    points = draw(st.lists(point, min_size=least, max_size=60))
    if task == "classification":  # the largest label tells how many classes there are
        points[0][2] = CLASSES[kind][-1]
    return points, task


def point_set(points: list[Point], task: str, **more: Any) -> PointSet:
    data = Config(data={"points": points, "task": task, **more}).data
    assert isinstance(data, PointSet)
    return data


def changed(before: PointSet, **change: Any) -> PointSet:
    data = Config(data=before).merged({"data": change}).data
    assert isinstance(data, PointSet)
    return data


def sides(points: PointSet) -> list[bool]:
    found: list[bool] = points.sides.tolist()
    return found


@given(point_lists(), st.data())
def test_one_point_more_moves_no_other_to_another_side(
    drawn_points: tuple[list[Point], str], data: st.DataObject
) -> None:
    points, task = drawn_points
    before = point_set(points, task, train_percent=data.draw(st.sampled_from([10, 37.5, 50, 90])))
    place = data.draw(st.integers(0, len(points)))
    labels = st.sampled_from([point[2] for point in points])
    point = [data.draw(PLACES), data.draw(PLACES), data.draw(labels)]
    after = changed(before, points=[*points[:place], point, *points[place:]])
    equal = [other[:2] == point[:2] and other[2] == point[2] for other in points]
    for index, side in enumerate(sides(before)):
        if not equal[index]:  # among equal points nobody can tell which is new
            assert sides(after)[index + (index >= place)] == side
    assert sum(sides(after)) - sum(sides(before)) in (0, 1)


@given(point_lists(least=3), st.sampled_from([10, 37.5, 50, 90]), st.integers(0, 2**32 - 1))
def test_points_that_begin_alike_are_split_alike(
    drawn_points: tuple[list[Point], str], percent: float, seed: int
) -> None:
    points, task = drawn_points
    how = {"train_percent": percent, "seed": seed}
    whole = point_set(points, task, **how)
    for length in range(2, len(points)):
        part = point_set(points[:length], task, **how)
        assert part.classes == whole.classes
        assert sides(part) == sides(whole)[:length]
        assert sides(changed(part, points=points)) == sides(whole)


@given(point_lists(least=3), st.data())
def test_a_point_less_moves_no_other_unless_a_side_would_be_empty(
    drawn_points: tuple[list[Point], str], data: st.DataObject
) -> None:
    points, task = drawn_points
    before = point_set(points, task)
    place = data.draw(st.integers(1, len(points) - 1))
    after = changed(before, points=points[:place] + points[place + 1 :])
    left = sides(before)[:place] + sides(before)[place + 1 :]
    if len({*left}) == 2:
        assert sum(sides(after)) == sum(left)
        keys = [tuple(point) for point in points]
        for index, side in enumerate(left):
            key = keys[index + (index >= place)]
            if keys.count(key) == 1:
                assert sides(after)[index] == side
    else:
        assert len({*sides(after)}) == 2


@given(point_lists(), st.data())
def test_a_point_that_moves_stays_on_its_side(
    drawn_points: tuple[list[Point], str], data: st.DataObject
) -> None:
    points, task = drawn_points
    before = point_set(points, task)
    place = data.draw(st.integers(0, len(points) - 1))
    moved = [data.draw(NUMBERS), data.draw(NUMBERS), points[place][2]]
    after = changed(before, points=[*points[:place], moved, *points[place + 1 :]])
    if moved not in points and points.count(points[place]) == 1:
        assert sides(after) == sides(before)


def test_points_that_all_move_one_by_one_stay_as_balanced_as_they_were() -> None:
    found = point_set([[x / 10, 0, x % 2] for x in range(40)], "classification")
    split = sides(found)
    for place in range(40):
        rows = found.rows.tolist()
        rows[place][1] = 1.0
        found = changed(found, points=rows)
    assert sides(found) == split
    assert found.rows[:, 1].tolist() == [1.0] * 40


def test_points_that_change_places_keep_their_sides() -> None:
    points = [[x / 10, x / 20, x % 3] for x in range(60)]
    before = point_set(points, "classification")
    side = {tuple(row): on for row, on in zip(points, sides(before), strict=True)}
    backwards = changed(before, points=points[::-1])
    assert sides(backwards) == [side[tuple(row)] for row in points[::-1]]


@pytest.mark.parametrize("percent", [10, 35, 37.5, 50, 80, 90])
@pytest.mark.parametrize("seed", range(4))
def test_every_kind_is_split_as_the_share_says_wherever_one_stops(percent: float, seed: int) -> None:
    kinds = np.random.default_rng(seed).integers(0, 4, 600)
    found = drawn(kinds, percent, seed)
    for kind in range(4):
        share = np.cumsum(found[kinds == kind])
        wanted = np.arange(1, len(share) + 1) * percent / 100
        assert np.abs(share - wanted).max() <= BLOCK / 2
        assert abs(share[-1] - wanted[-1]) <= 3


LENGTHS = {10: 10, 37.5: 8, 50: 2, 75: 4, 90: 10}


def one_by_one(kinds: list[int], percent: float, seed: int) -> list[bool]:
    """The draw once more, as docs/datasets.md describes it."""
    rows: dict[int, list[bool]] = {}
    length = LENGTHS[percent]
    for kind in {*kinds}:
        random = np.random.Generator(np.random.PCG64([seed, kind]))
        rows[kind] = []
        for b in range(math.ceil(kinds.count(kind) / length)):
            doubles = [random.random() for _ in range(length)]
            wanted = math.floor(length * (b + 1) * percent / 100) - math.floor(length * b * percent / 100)
            rows[kind] += [double in sorted(doubles)[:wanted] for double in doubles]
    mine = rows[kinds[1]]
    second = 1 if kinds[0] == kinds[1] else 0
    if mine[second] == rows[kinds[0]][0]:
        other = next(place for place in range(length) if place > second and mine[place] != mine[second])
        mine[second], mine[other] = mine[other], mine[second]
    waiting = {kind: iter(row) for kind, row in rows.items()}
    return [next(waiting[kind]) for kind in kinds]


@pytest.mark.parametrize("percent", LENGTHS)
@pytest.mark.parametrize("seed", range(12))
def test_the_draw_is_the_documented_one(percent: float, seed: int) -> None:
    for kinds in ([0, 0, 1], [1, 0, 0, 2] * 9, [0] * 41, [2, 1] * 25):
        assert drawn(np.array(kinds), percent, seed).tolist() == one_by_one(kinds, percent, seed)


@pytest.mark.parametrize("period", [2, 3, 4, 5, 10])
def test_the_split_knows_nothing_of_the_order_in_which_points_come(period: int) -> None:
    for kinds in (np.arange(5000) % period, np.zeros(5000, int)):
        found = np.mean([drawn(np.minimum(kinds, 7), 50, seed) for seed in range(20)], axis=0)
        for phase in range(period):
            assert found[phase::period].mean() == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("labels", [[0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 1, 0]])
def test_two_points_of_a_class_are_one_for_training_and_one_for_test(labels: list[int]) -> None:
    points = [[x1, 0, label] for x1, label in enumerate(labels)]
    for seed in range(20):
        training = [
            label
            for on, label in zip(sides(point_set(points, "classification", seed=seed)), labels, strict=True)
            if on
        ]
        assert sorted(training) == [0, 1]


@pytest.mark.parametrize("percent", [10, 50, 90])
def test_neither_side_is_empty(percent: float) -> None:
    for seed in range(30):
        for labels in ([1, 1], [0, 1], [0, 1, 2], [0, 0, 0]):
            points = [[x1, 0, label] for x1, label in enumerate(labels)]
            found = point_set(points, "classification", train_percent=percent, seed=seed)
            assert 0 < found.training_count < found.count


def test_another_seed_draws_other_sides() -> None:
    points = [[x / 10, 0, x % 2] for x in range(40)]
    assert len({tuple(sides(point_set(points, "classification", seed=seed))) for seed in range(20)}) == 20


def test_all_may_be_for_training_and_come_and_go() -> None:
    rows = [[x1, 0, x1 % 2] for x1 in range(4)]
    whole = point_set(rows, "classification", train_percent=100)
    assert sides(whole) == [True] * 4
    assert whole.test.shape == (0, 3)
    assert sides(changed(whole, points=[*rows, [5, 5, 0]])) == [True] * 5
    assert sides(changed(whole, points=rows[:2])) == [True] * 2
    given = point_set(rows, "classification", sides=["train"] * 4)
    assert (sides(given), given.train_percent) == ([True] * 4, 100)
    back = changed(whole, train_percent=50)
    assert sum(sides(back)) == 2
