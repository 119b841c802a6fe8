"""Steps down a parabola, and the maximum of a curve."""

from tinkernet.labs.draws import Draw
from tinkernet.labs.exercises.drawing import constant
from tinkernet.labs.tasks import Between, Exercise, Number, Numbers, Quantity, Trap, update_traps, value


def _after(steps: int) -> Quantity:
    return lambda known: known["x0"] * (1 - 2 * known["a"] * known["rate"]) ** steps


def _slope_at(steps: int) -> Quantity:
    return lambda known: 2 * known["a"] * _after(steps)(known)


def _halved(steps: int) -> Quantity:
    """After descent by a·x, half the slope."""
    return lambda known: known["x0"] * (1 - known["a"] * known["rate"]) ** steps


def _bowl(draw: Draw) -> Numbers:
    a, product = draw.one((1, 2, 4, 5)), draw.one((0.05, 0.1, 0.15, 0.2))
    return {"a": a, "x0": draw.one((-3, -2, -1, 1, 2, 3)), "rate": product / a}


_BOWL = {"a": 2, "x0": 1, "rate": 0.1}
EXERCISES = [
    Exercise(
        "descent.two",
        (
            Number(
                "x1",
                _after(1),
                (Trap("factor_2", _halved(1)), *update_traps(_after(0), _slope_at(0), value("rate"))[1:3]),
            ),
            Number(
                "x2",
                _after(2),
                (
                    Trap("factor_2", _halved(2)),
                    Trap("constant_step", lambda known: 2 * _after(1)(known) - known["x0"]),
                    *update_traps(_after(1), _slope_at(1), value("rate"))[1:3],
                ),
            ),
        ),
        fixed=_BOWL,
        drawn=_bowl,
    ),
    Exercise("descent.ten", (Number("x10", _after(10), decimals=3),), fixed=_BOWL, drawn=_bowl),
    Exercise(
        "descent.limit",
        (
            Number(
                "rate", lambda known: 1 / known["a"], (Trap("best_rate", lambda known: 1 / (2 * known["a"])),)
            ),
        ),
        fixed=_BOWL,
        drawn=_bowl,
    ),
    Exercise(
        "descent.maximum",
        (
            Between(
                "x",
                low=constant(0.05),
                high=constant(0.12),
                solution=constant(0.1),
                traps={"local_maximum": lambda x, _: 0.55 <= x <= 0.75},
                kind="place",
            ),
        ),
    ),
]
