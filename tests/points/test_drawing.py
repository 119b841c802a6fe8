"""Points as they are edited: every edit can be taken back, and no point changes sides because of another."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.points.test_sides import NUMBERS, point_lists, point_set
from tinkernet.config import Config
from tinkernet.errors import InvalidRequest, NotFound
from tinkernet.nn.catalogue import datasets
from tinkernet.points import drawing as module
from tinkernet.points.drawing import MAX_STEPS, Drawing, Exchange, Step
from tinkernet.points.point_set import MAX_POINTS, PointSet

ROWS = [[0, 0, -1], [1, 1, 1], [2, 2, -1], [3, 3, 1]]
Sides = dict[int, bool]


@pytest.fixture
def drawing() -> Drawing:
    return Drawing(point_set(ROWS, "classification"))


def done(drawing: Drawing, step: Step) -> None:
    drawing.do(step, step.applied_to(drawing.now))


def undone(drawing: Drawing) -> None:
    step = drawing.undoing
    assert step
    drawing.undo(step, step.applied_to(drawing.now))


def redone(drawing: Drawing) -> None:
    step = drawing.redoing
    assert step
    drawing.redo(step, step.applied_to(drawing.now))


def known(drawing: Drawing) -> tuple[str, list[int]]:
    return drawing.now.points.digest, drawing.now.ids.tolist()


def sides(drawing: Drawing) -> Sides:
    return dict(zip(drawing.now.ids.tolist(), drawing.now.points.sides.tolist(), strict=True))


def labels_of(points: PointSet) -> st.SearchStrategy[float]:
    if points.classes == 0:
        return NUMBERS
    return st.sampled_from([-1, 0, 1, 3] if points.classes == 2 else [0, 1, 2, 4])


@st.composite
def steps(draw: st.DrawFn, drawing: Drawing) -> Step | None:
    """Some edit of what is there now; None where it would be refused."""
    gesture = draw(st.sampled_from([None, "a", 2]))
    there = st.lists(st.sampled_from(drawing.now.ids.tolist()), min_size=1, max_size=4, unique=True)
    match draw(st.sampled_from(["add", "move", "remove", "set"])):
        case "add":
            row = st.tuples(NUMBERS, NUMBERS, labels_of(drawing.now.points))
            step = drawing.adding(draw(st.lists(row, min_size=1, max_size=4)), gesture=gesture)
        case "move":
            places = {id: (draw(NUMBERS), draw(NUMBERS)) for id in draw(there)}
            step = drawing.moving(places, gesture)
        case "remove":
            step = drawing.removing(draw(there), gesture)
        case "set":
            step = drawing.replacing(point_set(*draw(point_lists())), gesture)
    try:
        step.applied_to(drawing.now)
    except InvalidRequest:
        return None
    return step


@given(point_lists(), st.data())
def test_any_edits_and_as_many_undos_give_the_same_set(
    start: tuple[list[Any], str], data: st.DataObject
) -> None:
    drawing = Drawing(point_set(*start))
    first = known(drawing)
    for _ in range(data.draw(st.integers(1, 12))):
        step, before = data.draw(steps(drawing)), sides(drawing)
        if step is None:
            continue
        done(drawing, step)
        after = sides(drawing)
        is_another_set = isinstance(step, Exchange) and len(after) == len(before)
        assert is_another_set or all(after[id] == side for id, side in before.items() if id in after)
    last, count = known(drawing), drawing.undo_steps
    while drawing.undoing:
        undone(drawing)
    assert (known(drawing), drawing.redo_steps) == (first, count)
    while drawing.redoing:
        redone(drawing)
    assert (known(drawing), drawing.undo_steps) == (last, count)


@given(point_lists(), st.data())
def test_ids_are_never_given_again(start: tuple[list[Any], str], data: st.DataObject) -> None:
    drawing, given_before = Drawing(point_set(*start)), set[int]()
    for _ in range(6):
        row = (0.0, 0.0, float(drawing.now.points.rows[0, 2]))
        ids = set(drawing.now.ids.tolist())
        done(drawing, drawing.adding([row]))
        [new] = set(drawing.now.ids.tolist()) - ids
        assert new not in given_before
        given_before |= ids | {new}
        if data.draw(st.booleans()):
            undone(drawing)
        elif data.draw(st.booleans()):
            done(drawing, drawing.removing([new]))


def test_a_gesture_is_one_step(drawing: Drawing) -> None:
    before = known(drawing)
    for x in range(5):
        done(drawing, drawing.adding([(x, 0, 1)], gesture="stroke"))
    for x in range(5):
        done(drawing, drawing.moving({0: (x, 1)}, gesture=7))
    assert drawing.undo_steps == 2
    assert drawing.now.points.rows[0].tolist() == [4, 1, -1]
    undone(drawing)
    assert drawing.now.points.rows[0].tolist() == [0, 0, -1]
    undone(drawing)
    assert known(drawing) == before


def test_a_stroke_that_brings_a_class_is_one_step(drawing: Drawing) -> None:
    before = known(drawing)
    for x in range(3):
        done(drawing, drawing.adding([(x, 5, 2)], gesture="new"))
    assert (drawing.undo_steps, drawing.now.points.classes) == (1, 3)
    undone(drawing)
    assert known(drawing) == before


def test_a_set_that_is_begun_anew_by_a_stroke_is_one_step_with_it(drawing: Drawing) -> None:
    before = known(drawing)
    for count in (2, 3):
        rows = [[x, 5, (-1) ** x] for x in range(count)]
        done(drawing, drawing.replacing(point_set(rows, "classification"), gesture="stroke"))
    done(drawing, drawing.adding([(0, 0, -1)], gesture="stroke"))
    done(drawing, drawing.replacing(point_set([[0, 1, -1], [1, 1, 1]], "classification"), gesture="other"))
    assert drawing.undo_steps == 2
    undone(drawing)
    assert drawing.now.points.count == 4
    undone(drawing)
    assert known(drawing) == before


def test_two_that_drag_at_once_have_a_step_each(drawing: Drawing) -> None:
    for x in range(5):
        done(drawing, drawing.moving({0: (x, 1)}, gesture="one"))
        done(drawing, drawing.moving({1: (x, -1)}, gesture="other"))
    assert drawing.undo_steps == 2
    undone(drawing)
    assert drawing.now.points.rows[:2].tolist() == [[4, 1, -1], [1, 1, 1]]
    undone(drawing)
    assert drawing.now.points.rows.tolist() == ROWS


def test_two_that_drag_the_same_point_take_turns(drawing: Drawing) -> None:
    for x in range(3):
        done(drawing, drawing.moving({0: (x, 1)}, gesture="one"))
        done(drawing, drawing.moving({0: (x, -1)}, gesture="other"))
    assert drawing.undo_steps == 6
    undone(drawing)
    assert drawing.now.points.rows[0].tolist() == [2, 1, -1]


def test_a_new_edit_forgets_what_was_undone(drawing: Drawing) -> None:
    done(drawing, drawing.moving({0: (1, 2)}))
    undone(drawing)
    assert drawing.redo_steps == 1
    done(drawing, drawing.moving({1: (1, 2)}))
    assert drawing.redoing is None


def test_old_steps_are_forgotten(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(MAX_STEPS + 5):
        done(drawing, drawing.moving({0: (number / 100, 2)}))
    assert drawing.undo_steps == MAX_STEPS
    monkeypatch.setattr(module, "MAX_KEPT", 10)
    done(drawing, drawing.replacing(point_set(ROWS[:3], "classification")))
    assert drawing.undo_steps == 4
    done(drawing, drawing.replacing(point_set([*ROWS, *ROWS], "classification")))
    assert drawing.undo_steps == 1


REFUSED: list[tuple[Callable[[Drawing], Step], str, str]] = [
    (lambda it: it.adding([(0, 0, 1), (7, 0, 1)]), "x1 must be between -6 and 6, got 7", "points[1]"),
    (lambda it: it.moving({0: (0, 0), 1: (0, -6.5)}), "x2 must be between -6 and 6, got -6.5", "moves[1]"),
    (lambda it: it.adding([(0, 0, 8)]), "a whole number from -1 to 7, got 8", "points[0][2]"),
    (lambda it: it.adding([(0, 0, 0.5)]), "a whole number from -1 to 7, got 0.5", "points[0][2]"),
    (lambda it: it.adding([(0, 0, 1)], [3]), "ids must rise, and begin at 4 or above, got 3", "ids[0]"),
    (lambda it: it.adding([(0, 0, 1)] * 2, [9, 9]), "ids must rise", "ids[1]"),
    (lambda it: it.adding([(0, 0, 1)], [4, 5]), "an entry for each of the 1 points, got 2", "ids"),
    (lambda it: it.removing([0, 1, 2]), "must keep at least 2 points, 1 would be left", "points"),
    (lambda it: it.removing([0, 1, 2, 3]), "must keep at least 2 points, 0 would be left", "points"),
    (
        lambda it: it.adding([(0, 0, 1)] * (MAX_POINTS - 3)),
        "at most 5000 points, there would be 5001",
        "points",
    ),
]


@pytest.mark.parametrize(("step", "message", "field"), REFUSED)
def test_what_cannot_be_is_refused(
    drawing: Drawing, step: Callable[[Drawing], Step], message: str, field: str
) -> None:
    before = known(drawing)
    with pytest.raises(InvalidRequest, match=message) as refused:
        step(drawing).applied_to(drawing.now)
    assert (refused.value.field, known(drawing)) == (field, before)


@pytest.mark.parametrize("id", [4, -1, 10**12])
def test_a_point_that_is_not_there_is_named(drawing: Drawing, id: int) -> None:
    with pytest.raises(NotFound, match=f"there is no point {id}") as refused:
        drawing.removing([1, id])
    assert refused.value.field == "ids[1]"
    with pytest.raises(NotFound) as refused:
        drawing.moving({id: (0, 0)})
    assert refused.value.field == "moves[0].id"


def test_the_last_training_point_stays(drawing: Drawing) -> None:
    training = [id for id, side in sides(drawing).items() if side]
    with pytest.raises(InvalidRequest, match="must keep a point for training"):
        drawing.removing(training).applied_to(drawing.now)


@pytest.mark.parametrize("train_percent", [20, 50, 80, 100])
def test_points_that_come_one_by_one_are_split_by_the_share(train_percent: float) -> None:
    drawing = Drawing(point_set(ROWS, "classification", train_percent=train_percent))
    for number in range(100):
        done(drawing, drawing.adding([(0, number / 20, 2 * (number % 2) - 1)]))
    assert drawing.now.points.training_count == pytest.approx(1.04 * train_percent, abs=2)


def test_labels_of_two_classes_may_be_bits(drawing: Drawing) -> None:
    done(drawing, drawing.adding([(0, 0, 0), (0, 0, 1)]))
    assert drawing.now.points.rows[-2:, 2].tolist() == [-1, 1]


def test_further_classes_keep_the_names_of_those_there_are() -> None:
    drawing = Drawing(point_set(ROWS, "classification", class_names=["cat", "3"]))
    done(drawing, drawing.adding([(0, 0, 3)]))
    assert drawing.now.points.class_names == ("cat", "3", "2", "class 3")
    assert drawing.now.points.rows[:, 2].tolist() == [0, 1, 0, 1, 3]


def test_another_split_keeps_the_ids_and_the_steps(drawing: Drawing) -> None:
    done(drawing, drawing.moving({0: (1, 2)}))
    drawing.follow(point_set(drawing.now.points.rows.tolist(), "classification", seed=5))
    assert (drawing.now.ids.tolist(), drawing.undo_steps) == ([0, 1, 2, 3], 1)
    drawing.follow(point_set(ROWS, "classification"))
    assert (drawing.now.ids.tolist(), drawing.undo_steps) == ([4, 5, 6, 7], 0)


def test_what_a_data_set_draws_is_what_is_edited_within_the_plane() -> None:
    for noise in (0, 50):
        config = Config(data={"dataset": "gauss", "noise": noise})
        drawn = datasets.point_set(config.data)
        there = Drawing(drawn).now.points
        assert np.array_equal(there.rows, np.column_stack([drawn.rows[:, :2].clip(-6, 6), drawn.rows[:, 2]]))
        assert np.array_equal(there.sides, drawn.sides)
