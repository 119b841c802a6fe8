"""The last numbers of the notebooks."""

from functools import lru_cache

from tinkernet.labs.descents import linear
from tinkernet.labs.exercises.drawing import constant
from tinkernet.labs.exercises.gradients import FIRST_DATA, after, data
from tinkernet.labs.tasks import Between, Exercise, Number


@lru_cache(maxsize=1)
def _last_prediction() -> float:
    """What the first notebook predicts for 4, after ten passes point by point."""
    rows, _ = linear([(1, 2), (2, 4), (3, 6)], "point", 1, 0.01, 30)
    return 4 * rows[-1].w


EXERCISES = [
    Exercise("notebooks.1", (Number("last", lambda _: _last_prediction(), decimals=4),)),
    Exercise(
        "notebooks.2",
        (Number("last", after(0), decimals=4),),
        fixed=FIRST_DATA,
        drawn=data,
    ),
    Exercise(
        "notebooks.3",
        (
            Between(
                "last",
                low=constant(0.9),
                high=constant(1),
                solution=constant(0.972),
                traps={},
                kind="interval",
            ),
        ),
    ),
]
