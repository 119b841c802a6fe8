"""XOR by hand."""

from tinkernet.labs.exercises.drawing import constant
from tinkernet.labs.tasks import Between, Exercise

EXERCISES = [
    Exercise(
        "separation.bias",
        (
            Between(
                "bias",
                low=lambda known: known["v2"] - known["v1"],
                high=constant(0),
                solution=lambda known: known["v2"] / 2 - known["v1"] / 2,
                traps={
                    "zero": lambda bias, _: bias == 0,
                    "high": lambda bias, _: bias > 0,
                    "low": lambda bias, known: bias <= known["v2"] - known["v1"],
                },
                kind="interval",
            ),
        ),
        fixed={"v1": 1, "v2": -1},
        drawn=lambda draw: {"v1": (k := draw.between(1, 5)), "v2": -k},
    )
]
