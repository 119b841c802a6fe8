"""Networks with one hidden layer, built by hand."""

import math
from functools import lru_cache

from tinkernet.labs.approximation import Target, folds, gap
from tinkernet.labs.exercises.drawing import constant
from tinkernet.labs.programs import expression
from tinkernet.labs.tasks import Exercise, Number, Trap


@lru_cache(maxsize=1)
def _gap_of_22() -> float:
    sine = Target(expression("sin(pi*x/5)", ["x"], "function"), -5, 5)
    return gap(sine, folds(sine, 22).values).gap


EXERCISES = [
    Exercise(
        "approximation.weight",
        (
            Number(
                "weight",
                constant(0.8),
                (Trap("slope", constant(0.4)), Trap("sign", constant(-0.8))),
            ),
        ),
    ),
    Exercise(
        "approximation.count",
        (
            Number(
                "n",
                constant(math.ceil(math.pi / math.sqrt(2 * 0.01))),
                (
                    Trap("one_less", constant(22), {"n": constant(22), "gap": lambda _: _gap_of_22()}),
                    Trap("steps", constant(math.ceil(math.pi / 0.01))),
                    Trap("no_square", constant(math.ceil(math.pi**2 / (2 * 0.01)))),
                ),
            ),
        ),
    ),
]
