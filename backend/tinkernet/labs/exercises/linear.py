"""One weight: its gradient, its update, and how fast it may learn."""

from tinkernet.labs.exercises.drawing import constant, numbers, one_of, whole
from tinkernet.labs.tasks import (
    Exercise,
    Expression,
    Number,
    Trap,
    gradient_traps,
    slope,
    update_traps,
    value,
)

_LINE = (("yhat", "w*x"), ("cost", "(yhat - y)^2"))
_EXAMPLE = {"x": 3, "y": 5, "w": 1, "rate": 0.05}
_example = numbers(
    x=whole(-4, 5, -1, 0, 1), y=whole(-6, 9), w=whole(-3, 4, 0), rate=one_of(0.01, 0.02, 0.05, 0.1)
)
EXERCISES = [
    Exercise(
        "linear.gradient",
        (
            Number("yhat", value("yhat")),
            Number("cost", value("cost")),
            Number("gradient", slope("w"), gradient_traps("w", loss="cost", without=("of_x",)), slope_by="w"),
        ),
        fixed=_EXAMPLE,
        drawn=_example,
        lines=_LINE,
    ),
    Exercise(
        "linear.update",
        (
            Number(
                "w",
                lambda known: known["w"] - known["rate"] * known.by("w"),
                update_traps(value("w"), slope("w"), value("rate")),
            ),
        ),
        fixed=_EXAMPLE,
        drawn=_example,
        lines=_LINE,
    ),
    Exercise(
        "linear.formula",
        (
            Expression(
                "gradient",
                ("x", "y", "w", "yhat"),
                slope("w"),
                "2x(w*x - y)",
                gradient_traps("w", loss="cost"),
                slope_by="w",
            ),
        ),
        lines=_LINE,
        inputs=("x", "y", "w"),
    ),
    Exercise(
        "linear.limit",
        (
            Number(
                "rate",
                constant(3 / 14),
                (Trap("half_rate", constant(3 / 28)), Trap("sum_not_mean", constant(1 / 14))),
                decimals=3,
            ),
        ),
    ),
]
