"""What commands do to the points of a session, while its training goes on."""

from collections.abc import Callable

from tinkernet.data import changed
from tinkernet.live import events
from tinkernet.live.commands import AddPoints, MovePoints, RedoPoints, RemovePoints, SetPoints, UndoPoints
from tinkernet.nn.catalogue.datasets import point_set
from tinkernet.nn.trainer import Trainer
from tinkernet.points.drawing import Drawing, Exchange, Step
from tinkernet.points.numbered import NumberedPoints

PointCommand = AddPoints | MovePoints | RemovePoints | SetPoints | UndoPoints | RedoPoints
Keep = Callable[[Step, NumberedPoints], None]


def edit(command: PointCommand, trainer: Trainer, drawing: Drawing) -> list[str]:
    """Changes the points as `command` says; the event that tells of it, where there was anything to do.

    Raises:
        TinkernetError: it is refused, and nothing has changed.
    """
    step, keep = _step(command, trainer, drawing)
    if step is None:
        return []
    now, was_own = step.applied_to(drawing.now), trainer.points.is_own
    if was_own and isinstance(command, SetPoints) and now.points == drawing.now.points:
        return []
    trainer.set_points(now.points)
    keep(step, now)
    if was_own and not isinstance(step, Exchange):
        return [events.points_changed(step, drawing)]
    return [events.points(trainer.points, drawing)]


def _step(command: PointCommand, trainer: Trainer, drawing: Drawing) -> tuple[Step | None, Keep]:
    """What is to be done, and how it is kept."""
    match command:
        case AddPoints(points=points, ids=ids, gesture=gesture):
            return drawing.adding(points, ids, gesture), drawing.do
        case MovePoints(moves=moves, gesture=gesture):
            places = {move.id: (move.x1, move.x2) for move in moves}
            return drawing.moving(places, gesture), drawing.do
        case RemovePoints(ids=ids, gesture=gesture):
            return drawing.removing(ids, gesture), drawing.do
        case SetPoints(gesture=gesture):
            given = point_set(changed(trainer.config.data, command.model_extra))
            return drawing.replacing(given, gesture), drawing.do
        case UndoPoints():
            return drawing.undoing, drawing.undo
        case RedoPoints():
            return drawing.redoing, drawing.redo
