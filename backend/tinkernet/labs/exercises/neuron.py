"""Slopes of transfer functions, alone and in a chain."""

import math

from tinkernet.labs.exercises.drawing import constant, numbers, one_of, whole
from tinkernet.labs.tasks import Exercise, Number, Trap, slope, value

_QUARTER = 0.25
EXERCISES = [
    Exercise(
        "neuron.slope",
        (
            Number(
                "slope",
                slope("s"),
                (
                    Trap("value", value("f")),
                    Trap("tanh", lambda known: 1 - math.tanh(known["s"]) ** 2),
                ),
                slope_by="s",
            ),
        ),
        fixed={"s": 0},
        lines=(("f", "sigmoid(s)"),),
    ),
    Exercise(
        "neuron.chain",
        (
            Number(
                "factor",
                lambda known: (_QUARTER * known["w"]) ** known["n"],
                (
                    Trap("sum", lambda known: known["n"] * _QUARTER * known["w"]),
                    Trap("no_weight", lambda known: _QUARTER ** known["n"]),
                    Trap("one", lambda known: _QUARTER * known["w"], {"n": value("n")}),
                ),
            ),
        ),
        fixed={"n": 3, "w": 2},
        drawn=numbers(n=whole(2, 4), w=one_of(-2, 0.5, 2, 3, 6)),
    ),
    Exercise("neuron.dead", (Number("b", constant(0), (Trap("two", constant(2)),)),)),
]
