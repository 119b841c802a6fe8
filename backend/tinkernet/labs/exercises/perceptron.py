"""One point and Rosenblatt's rule."""

import math

from tinkernet.labs.exercises.drawing import constant, numbers, one_of, whole
from tinkernet.labs.tasks import Choice, Exercise, Known, Number, Quantity, Trap, value


def _s(known: Known) -> float:
    return known["w1"] * known["x1"] + known["w2"] * known["x2"] + known["b"]


def _is_wrong(known: Known) -> bool:
    return (1 if _s(known) > 0 else -1) != known["y"]


def _learned(name: str, factor: Quantity) -> Number:
    """A weight after the point: it changes by the class times the factor, after a mistake alone."""

    def change(known: Known) -> float:
        return known["y"] * factor(known)

    def corrected(known: Known) -> float:
        return known[name] + change(known) * _is_wrong(known)

    def otherwise(known: Known) -> float:
        return known[name] + change(known) * (not _is_wrong(known))

    def wrong_way(known: Known) -> float:
        return known[name] - change(known) if _is_wrong(known) else math.nan

    kept = "bias_kept" if name == "b" else "unchanged"
    traps = (
        Trap("wrong_way", wrong_way),
        Trap(kept, lambda known: otherwise(known) if _is_wrong(known) else math.nan),
        Trap("changed", lambda known: math.nan if _is_wrong(known) else otherwise(known)),
    )
    return Number(name, corrected, traps)


_perceptron = numbers(
    w1=whole(-3, 3), w2=whole(-3, 3), b=whole(-2, 2), x1=whole(-3, 3, 0), x2=whole(-3, 3, 0), y=one_of(-1, 1)
)
EXERCISES = [
    Exercise(
        "perceptron.update",
        (
            Number("s", _s, (Trap("bias_in_s", lambda known: _s(known) - known["b"]),)),
            Choice("said", ("+1", "-1"), lambda known: "+1" if _s(known) > 0 else "-1"),
            _learned("w1", value("x1")),
            _learned("w2", value("x2")),
            _learned("b", constant(1)),
        ),
        fixed={"w1": 1, "w2": -2, "b": 1, "x1": 2, "x2": 1, "y": -1},
        drawn=_perceptron,
    )
]
