"""The lecture's exercise: by hand, in Python, by PyTorch."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations

from tinkernet.labs.draws import Draw
from tinkernet.labs.exercises.drawing import numbers, whole
from tinkernet.labs.tasks import (
    Exercise,
    Expression,
    Number,
    Numbers,
    Order,
    Quantity,
    Trap,
    gradient,
    gradient_traps,
    slope,
    value,
)

_MODEL = (("yhat", "x^2*w2 + x*w1 + b"), ("loss", "(yhat - y)^2"))
_INPUTS = ("x", "y", "w1", "w2", "b")
_W1, _W2 = gradient_traps("w1", ["w2"]), gradient_traps("w2", ["w1"])
_STEP = ("zero_grad", "predict", "loss", "backward", "step")
DATA = ((2, 9, 20), (1, 6, 15), (4, 3, 4), (0, -1, -4), (3, 4, 7), (6, 3, 2))
_ROUNDS, _RATE = 100, 0.01


def _come_so(order: Sequence[str], *keys: str) -> bool:
    """Whether all of these are there, in this order."""
    return [key for key in order if key in keys] == list(keys)


def _zero_grad_is_late(order: Sequence[str]) -> bool:
    return _come_so(order, "backward", "zero_grad", "step")


def _is_right_order(order: Sequence[str]) -> bool:
    rest = [key for key in order if key != "zero_grad"]
    return rest == list(_STEP[1:]) and not _zero_grad_is_late(order)


@lru_cache(maxsize=16)
def receipt(y: tuple[float, ...]) -> tuple[float, float, float]:
    """w2 of the program after 100 steps, after one, and after 100 passes point by point."""
    mean = _descended([[0, 1, 2]] * _ROUNDS, y)
    single = _descended([[0], [1], [2]] * _ROUNDS, y)
    return mean[-1], mean[0], single[-1]


def _descended(batches: Sequence[Sequence[int]], y: Sequence[float]) -> list[float]:
    w2 = w1 = b = 0.0
    found = []
    for batch in batches:
        errors = [(k + 1, (k + 1) ** 2 * w2 + (k + 1) * w1 + b - y[k]) for k in batch]
        step = 2 * _RATE / len(batch)
        w2 -= step * sum(x**2 * error for x, error in errors)
        w1 -= step * sum(x * error for x, error in errors)
        b -= step * sum(error for _, error in errors)
        found.append(w2)
    return found


def after(place: int) -> Quantity:
    """One of the numbers of a receipt."""
    return lambda known: receipt((known["y1"], known["y2"], known["y3"]))[place]


def data(draw: Draw) -> Numbers:
    """The targets for x = 1, 2, 3."""
    return dict(zip(("y1", "y2", "y3"), draw.one(DATA), strict=True))


FIRST_DATA = {"y1": 2, "y2": 9, "y3": 20}
RECEIPT_TRAPS = (Trap("point_by_point", after(2)), Trap("one_step", after(1)))
EXERCISES = [
    Exercise(
        "gradients.formulas",
        tuple(
            Expression(name, (*_INPUTS, "yhat"), slope(name), solution, traps, slope_by=name)
            for name, solution, traps in (("w1", "2x(yhat - y)", _W1), ("w2", "2x^2(yhat - y)", _W2))
        ),
        lines=_MODEL,
        inputs=_INPUTS,
    ),
    Exercise(
        "gradients.numbers",
        (gradient("w1", _W1), gradient("w2", _W2)),
        fixed={"x": 3, "y": 9, "w1": -2, "w2": 1, "b": 1},
        drawn=numbers(x=whole(2, 4), y=whole(-9, 12), w1=whole(-3, 3, 0), w2=whole(-2, 3, 0), b=whole(-3, 3)),
        lines=_MODEL,
    ),
    Exercise(
        "gradients.blanks",
        (
            Expression(
                "common",
                (*_INPUTS, "yhat"),
                slope("yhat"),
                "2*(yhat - y)",
                gradient_traps("b", without=("outer_only",)),
            ),
            *(
                Expression(
                    name,
                    (*_INPUTS, "yhat", "common"),
                    slope(name),
                    solution,
                    traps,
                    {"common": slope("yhat")},
                    name,
                )
                for name, solution, traps in (("w1", "2*x*(yhat - y)", _W1), ("w2", "2*x**2*(yhat - y)", _W2))
            ),
        ),
        lines=_MODEL,
        inputs=_INPUTS,
    ),
    Exercise(
        "gradients.receipt",
        (
            Number(
                "w2",
                after(0),
                RECEIPT_TRAPS,
                decimals=4,
            ),
        ),
        fixed=FIRST_DATA,
        drawn=data,
    ),
    Exercise(
        "gradients.order",
        (
            Order(
                "order",
                ("loss", "step", "zero_grad", "predict", "backward"),
                tuple(filter(_is_right_order, permutations(_STEP))),
                {
                    "order_update": lambda order: _come_so(order, "step", "backward"),
                    "order_zero": _zero_grad_is_late,
                },
            ),
        ),
    ),
    Exercise(
        "gradients.accumulated",
        (Number("grad", lambda known: 3 * known["g"], (Trap("no_accumulation", value("g")),)),),
        fixed={"g": -8},
        drawn=numbers(g=whole(-9, 9, 0)),
    ),
]
