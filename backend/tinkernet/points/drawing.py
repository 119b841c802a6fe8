"""Points as they are edited: what each edit changes, and the way back.

An edit says of each point that it concerns how it was and how it is. Edits of one gesture, a stroke or a
drag, are one step; a step is undone whole. Whoever else edits meanwhile has steps of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from tinkernet.errors import InvalidRequest
from tinkernet.points.numbered import Ids, NumberedPoints, Records, Row
from tinkernet.points.point_set import PLANE, PointSet

Gesture = str | int | None
"""What a viewer calls a stroke or a drag; None: each edit is a step of its own."""

MAX_STEPS, MAX_KEPT = 100, 50_000
"""Steps that can be undone, and points that all of them may hold together: the oldest are forgotten."""
PARALLEL = 8
"""Among so many of the last steps a gesture goes on, while others are about other points."""


@dataclass(slots=True)
class Edit:
    """Some points as they were and as they are."""

    before: Records
    after: Records
    gesture: Gesture = None

    def __len__(self) -> int:
        return len(self.after)

    def applied_to(self, there: NumberedPoints) -> NumberedPoints:
        """Raises `InvalidRequest` where there would be too few points or too many."""
        return there.changed(self.after)

    def undone(self) -> "Edit":
        """The way back."""
        return Edit(self.after, self.before)

    def go_on(self, later: "Edit") -> None:
        """Takes in what follows in the same gesture."""
        for id, record in later.before.items():
            self.before.setdefault(id, record)
        self.after.update(later.after)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One set in the place of another."""

    before: NumberedPoints
    after: NumberedPoints
    gesture: Gesture = None

    def __len__(self) -> int:
        return self.before.points.count + self.after.points.count

    def applied_to(self, there: NumberedPoints) -> NumberedPoints:
        """The other set, whatever is there."""
        return self.after

    def undone(self) -> "Exchange":
        """The way back."""
        return Exchange(self.after, self.before)


Step = Edit | Exchange


class Drawing:
    """The points of a session with their ids, which are never given again, and the steps that led there."""

    def __init__(self, points: PointSet, first_id: int = 0) -> None:
        self.revision = 0
        """Rises with every change of the points."""
        self._next_id = first_id
        self.now = self._numbered(points)
        self._next_id += points.count
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def undo_steps(self) -> int:
        """How many steps can be undone."""
        return len(self._done)

    @property
    def redo_steps(self) -> int:
        """How many steps that were undone can be done again."""
        return len(self._undone)

    # What an edit would change; nothing has changed yet

    def adding(self, rows: Sequence[Row], ids: Sequence[int] | None = None, gesture: Gesture = None) -> Step:
        """Further points, in their order; their ids are the next ones, unless they are given.

        A label beyond those there are brings classes with it.

        Raises:
            InvalidRequest: a point cannot be of this set, or an id cannot be given.
        """
        new = self._next_id + np.arange(len(rows)) if ids is None else self._free(ids, len(rows))
        before = self.now
        classes = before.classes_for([label for _, _, label in rows])
        grown = before
        if classes > before.points.classes:
            grown = NumberedPoints(before.points.with_classes(classes), before.ids)
            rows = [(x1, x2, max(label, 0.0)) for x1, x2, label in rows]
        records: Records = dict(zip(new.tolist(), grown.further(rows), strict=True))
        if grown is before:
            return Edit(dict.fromkeys(records), records, gesture)
        return Exchange(before, grown.changed(records), gesture)

    def moving(self, places: Mapping[int, tuple[float, float]], gesture: Gesture = None) -> Step:
        """Points to other places; label and side stay.

        Raises:
            NotFound: there is no such point.
            InvalidRequest: a place lies beyond the plane.
        """
        before = self.now.records(places, "moves[{}].id")
        targets = self.now.on_plane(list(places.values()), "moves[{}]").tolist()
        moved = zip(before.items(), targets, strict=True)
        after: Records = {id: (x1, x2, label, side) for (id, (_, _, label, side)), (x1, x2) in moved}
        return Edit(dict(before), after, gesture)

    def removing(self, ids: Sequence[int], gesture: Gesture = None) -> Step:
        """Takes points out.

        Raises:
            NotFound: there is no such point.
        """
        before = self.now.records(ids, "ids[{}]")
        return Edit(dict(before), dict.fromkeys(before), gesture)

    def replacing(self, points: PointSet, gesture: Gesture = None) -> Step:
        """A whole set in the place of this one."""
        after = self._numbered(points) if _differ(points, self.now.points) else self.now
        return Exchange(self.now, NumberedPoints(points, after.ids), gesture)

    @property
    def undoing(self) -> Step | None:
        """What takes the last step back; None: there is none."""
        return self._done[-1].undone() if self._done else None

    @property
    def redoing(self) -> Step | None:
        """What does the last step again that was undone; None: there is none."""
        return self._undone[-1] if self._undone else None

    # It has changed

    def do(self, step: Step, now: NumberedPoints) -> None:
        """A new step was done; those that were undone before are forgotten."""
        self._undone.clear()
        begun = self._begun(step)
        if begun is None:
            self._done.append(step)
        elif isinstance(begun, Exchange):
            self._done[-1] = Exchange(begun.before, now, begun.gesture)
        elif isinstance(step, Edit):
            begun.go_on(step)
        self._forget()
        self._be(now)

    def undo(self, step: Step, now: NumberedPoints) -> None:
        """The last step was taken back."""
        self._undone.append(self._done.pop())
        self._be(now)

    def redo(self, step: Step, now: NumberedPoints) -> None:
        """The last step that was undone was done again."""
        self._done.append(self._undone.pop())
        self._be(now)

    def follow(self, points: PointSet) -> None:
        """The points were changed in another way: where they lie as they did they keep ids and steps."""
        if _differ(points, self.now.points):
            self._done.clear()
            self._undone.clear()
            self._be(self._numbered(points))
        else:
            self._be(NumberedPoints(points, self.now.ids))

    def _be(self, now: NumberedPoints) -> None:
        self.now = now
        self.revision += 1
        self._next_id = max(self._next_id, int(now.ids[-1]) + 1)

    def _begun(self, step: Step) -> Step | None:
        """The step of the same gesture, if this may be its last part, done before what came after it."""
        if step.gesture is None or not self._done:
            return None
        last = self._done[-1]
        if isinstance(last, Exchange) and last.gesture == step.gesture:
            return last
        if isinstance(step, Exchange):
            return None
        if last.gesture == step.gesture:
            return last
        if None in step.after.values():
            return None
        for other in self._done[: -PARALLEL - 1 : -1]:
            if isinstance(other, Exchange):
                return None
            if other.gesture == step.gesture:
                return other
            if not step.after.keys().isdisjoint(other.after):
                return None
        return None

    def _forget(self) -> None:
        """Drops the oldest steps, where there are too many, or they hold too much; the last one stays."""
        held = list(accumulate(len(step) for step in reversed(self._done)))
        count = max(1, sum(points <= MAX_KEPT for points in held[:MAX_STEPS]))
        del self._done[:-count]

    def _numbered(self, points: PointSet) -> NumberedPoints:
        """A set with new ids; what data sets draw beyond the plane is put on its edge, where it is seen."""
        if np.abs(points.rows[:, :2]).max() > PLANE:
            inside = points.rows.copy()
            inside[:, :2] = inside[:, :2].clip(-PLANE, PLANE)
            points = points.with_points(points.units.values(inside), points.sides)
        return NumberedPoints(points, self._next_id + np.arange(points.count))

    def _free(self, ids: Sequence[int], count: int) -> Ids:
        if len(ids) != count:
            raise InvalidRequest(
                f"ids must have an entry for each of the {count} points, got {len(ids)}", "ids"
            )
        last = self._next_id - 1
        for number, id in enumerate(ids):
            if id <= last:
                message = f"ids must rise, and begin at {self._next_id} or above, got {id}"
                raise InvalidRequest(message, f"ids[{number}]")
            last = id
        return np.array(ids, np.int64)


def _differ(points: PointSet, others: PointSet) -> bool:
    """Whether any point lies elsewhere, there or on the square, or has another label."""
    if points.classes != others.classes or points.units != others.units:
        return True
    return not np.array_equal(points.values, others.values)
