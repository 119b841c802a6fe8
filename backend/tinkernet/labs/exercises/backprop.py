"""Gradients on a graph, filled in box by box."""

from tinkernet.labs.exercises.drawing import constant, numbers, whole
from tinkernet.labs.tasks import About, Exercise, Number, Quantity, Trap, gradient, slope, value


def _arriving(name: str, local: Quantity, upstream: Quantity, *more: Trap) -> tuple[Trap, ...]:
    """The errors of multiplying what arrives by the local derivative."""
    return (
        *more,
        Trap("upstream_forgotten", local, {"name": name}),
        Trap("added", lambda known: upstream(known) + local(known)),
    )


def _box(name: str, traps: tuple[Trap, ...] = ()) -> Number:
    """The gradient of a node; that of an input can be held to finite differences."""
    return Number(
        f"gradient.{name}", slope(name), traps, kind="graph", slope_by=name if name in "wbxy" else None
    )


def _doubled(name: str) -> Trap:
    """The derivative of a square without its 2."""
    about: About = {name: value(name), "truth": slope(name)}
    return Trap("square", value(name), about)


def _paths(name: str, first: Quantity, second: Quantity) -> Number:
    """The gradient of what acts through two paths."""
    about: About = {"name": name, "count": constant(2)}
    return gradient(
        name,
        (
            Trap("one_path", first, about),
            Trap("one_path", second, about),
            Trap("paths_multiplied", lambda known: first(known) * second(known)),
        ),
    )


_COST_LINES = (("xw", "x*w"), ("yhat", "xw + b"), ("s", "yhat - y"), ("loss", "s^2"))
_SMALL = (("yhat", "x*w"), ("s", "yhat - y"), ("loss", "s^2"))
_SMALL_VALUES = {"x": 1, "y": 2, "w": 1}
EXERCISES = [
    Exercise(
        "backprop.values",
        tuple(Number(f"value.{name}", value(name), kind="graph") for name in ("yhat", "s", "loss")),
        fixed=_SMALL_VALUES,
        lines=_SMALL,
    ),
    Exercise(
        "backprop.gradients",
        (
            _box("loss"),
            _box("s", (_doubled("s"),)),
            _box("yhat", _arriving("yhat", constant(1), slope("s"))),
            _box("w", _arriving("w", value("x"), slope("yhat"))),
        ),
        fixed=_SMALL_VALUES,
        lines=_SMALL,
    ),
    Exercise(
        "backprop.product",
        (
            gradient("x", _arriving("x", value("y"), value("g"), Trap("swapped", slope("y")))),
            gradient("y", _arriving("y", value("x"), value("g"), Trap("swapped", slope("x")))),
        ),
        fixed={"x": 4, "y": -2, "g": 3},
        drawn=numbers(x=whole(-5, 6, 0), y=whole(-5, 6, 0), g=whole(-4, 6, 0)),
        lines=(("z", "x*y"), ("L", "g*z")),
    ),
    Exercise(
        "backprop.cost",
        (
            *(Number(f"value.{name}", value(name), kind="graph") for name in ("xw", "yhat", "s", "loss")),
            _box("s", (_doubled("s"),)),
            _box("yhat", _arriving("yhat", constant(1), slope("s"))),
            _box("w", _arriving("w", value("x"), slope("xw"))),
            _box("b", _arriving("b", constant(1), slope("yhat"))),
            _box("x", _arriving("x", value("w"), slope("xw"))),
            _box(
                "y",
                _arriving("y", constant(-1), slope("s"), Trap("y_sign", lambda known: -known.by("y"))),
            ),
        ),
        fixed={"x": 3, "y": 5, "w": 2, "b": 1},
        drawn=numbers(x=whole(2, 5), y=whole(-4, 9), w=whole(-3, 4, 0, 1), b=whole(-3, 3)),
        lines=_COST_LINES,
    ),
    Exercise(
        "backprop.shared",
        (
            _paths("a", value("d"), lambda known: known["c"] * known["b"]),
            _paths("b", value("d"), lambda known: known["c"] * known["a"]),
        ),
        fixed={"a": 3, "b": 4},
        drawn=numbers(a=whole(-4, 6, 0), b=whole(-4, 6, 0)),
        lines=(("c", "a + b"), ("d", "a*b"), ("L", "c*d")),
    ),
]
