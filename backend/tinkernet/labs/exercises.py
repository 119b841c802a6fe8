"""All exercises. Those that draw their numbers by the same function have the same numbers."""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import permutations
from zlib import crc32

from tinkernet.base.validation import quoted
from tinkernet.errors import NotFound
from tinkernet.labs.approximation import Target, folds, gap
from tinkernet.labs.descents import linear
from tinkernet.labs.draws import Draw
from tinkernet.labs.programs import expression
from tinkernet.labs.tasks import (
    About,
    Between,
    Choice,
    Exercise,
    Expression,
    Known,
    Number,
    Numbers,
    Order,
    Quantity,
    Trap,
    gradient,
    gradient_traps,
    is_clear,
    slope,
    update_traps,
    value,
)

MAX_DRAWS = 1000


def numbers(**drawn: Callable[[Draw], float]) -> Callable[[Draw], Numbers]:
    """Draws each of these numbers."""
    return lambda draw: {name: one(draw) for name, one in drawn.items()}


def whole(low: int, high: int, *without: int) -> Callable[[Draw], float]:
    """A whole number between these, but none of those."""
    return one_of(*(number for number in range(low, high + 1) if number not in without))


def one_of(*choices: float) -> Callable[[Draw], float]:
    """One of these numbers."""
    return lambda draw: draw.one(choices)


def constant(number: float) -> Quantity:
    """The same number always."""
    return lambda _: number


# separation

SEPARATION = [
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

# perceptron


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
PERCEPTRON = [
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

# neuron

_QUARTER = 0.25
NEURON = [
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
    Exercise("neuron.dead", (Number("bias", constant(0), (Trap("two", constant(2)),)),)),
]

# approximation


@lru_cache(maxsize=1)
def _gap_of_22() -> float:
    sine = Target(expression("sin(pi*x/5)", ["x"], "function"), -5, 5)
    return gap(sine, folds(sine, 22).values).gap


APPROXIMATION = [
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

# losses


def _cross_entropy(name: str, given: Quantity, squared: Quantity) -> Exercise:
    """-ln of the probability that was given to what happened."""
    fields = (
        Number(
            "loss",
            lambda known: -math.log(given(known)),
            (
                Trap("log10", lambda known: -math.log10(given(known))),
                Trap("log2", lambda known: -math.log2(given(known))),
                Trap("negative", lambda known: math.log(given(known))),
                Trap("other_class", lambda known: -math.log(1 - given(known))),
                Trap("squared", squared),
            ),
            decimals=3,
        ),
    )
    return Exercise(name, fields, fixed={"p": 0.8}, drawn=_probability)


_probability = numbers(p=lambda draw: draw.between(55, 95) / 100)
LOSSES = [
    _cross_entropy("losses.right", value("p"), lambda known: (1 - known["p"]) ** 2),
    _cross_entropy("losses.wrong", lambda known: 1 - known["p"], lambda known: known["p"] ** 2),
    Exercise(
        "losses.slope",
        (
            Expression(
                "mu",
                ("y", "mu", "sigma"),
                slope("mu"),
                "(mu - y)/sigma^2",
                (
                    Trap("sign", lambda known: -known.by("mu")),
                    Trap("factor_2", lambda known: 2 * known.by("mu")),
                    Trap("no_sigma", lambda known: known.by("mu") * known["sigma"] ** 2),
                    Trap("no_sigma", lambda known: 2 * known.by("mu") * known["sigma"] ** 2),
                ),
                slope_by="mu",
            ),
        ),
        lines=(("loss", "(y - mu)^2/(2sigma^2) + ln(sigma*sqrt(2pi))"),),
        inputs=("y", "mu", "sigma"),
        positive=frozenset({"sigma"}),
    ),
]

# descent


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
DESCENT = [
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

# linear

_LINE = (("yhat", "w*x"), ("cost", "(yhat - y)^2"))
_EXAMPLE = {"x": 3, "y": 5, "w": 1, "rate": 0.05}
_example = numbers(
    x=whole(-4, 5, -1, 0, 1), y=whole(-6, 9), w=whole(-3, 4, 0), rate=one_of(0.01, 0.02, 0.05, 0.1)
)
LINEAR = [
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

# backprop


def _arriving(name: str, local: Quantity, upstream: Quantity, *more: Trap) -> tuple[Trap, ...]:
    """The errors of multiplying what arrives by the local derivative."""
    return (
        *more,
        Trap("upstream_forgotten", local, {"name": name}),
        Trap("added", lambda known: upstream(known) + local(known)),
    )


def _box(name: str, traps: tuple[Trap, ...] = ()) -> Number:
    return Number(
        f"gradient.{name}", slope(name), traps, kind="graph", slope_by=name if name in "wbxy" else None
    )


def _doubled(name: str) -> Trap:
    about: About = {name: value(name), "truth": slope(name)}
    return Trap("square", value(name), about)


def _paths(name: str, first: Quantity, second: Quantity) -> Number:
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
BACKPROP = [
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

# gradients

_MODEL = (("yhat", "x^2*w2 + x*w1 + b"), ("loss", "(yhat - y)^2"))
_INPUTS = ("x", "y", "w1", "w2", "b")
_W1, _W2 = gradient_traps("w1", ["w2"]), gradient_traps("w2", ["w1"])
_STEP = ("zero_grad", "predict", "loss", "backward", "step")
_DATA = ((2, 9, 20), (1, 6, 15), (4, 3, 4), (0, -1, -4), (3, 4, 7), (6, 3, 2))
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


def _program(place: int) -> Quantity:
    return lambda known: receipt((known["y1"], known["y2"], known["y3"]))[place]


def _data(draw: Draw) -> Numbers:
    return dict(zip(("y1", "y2", "y3"), draw.one(_DATA), strict=True))


_FIRST_DATA = {"y1": 2, "y2": 9, "y3": 20}
_RECEIPT_TRAPS = (Trap("point_by_point", _program(2)), Trap("one_step", _program(1)))
GRADIENTS = [
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
                _program(0),
                _RECEIPT_TRAPS,
                decimals=4,
            ),
        ),
        fixed=_FIRST_DATA,
        drawn=_data,
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

# notebooks


@lru_cache(maxsize=1)
def _last_prediction() -> float:
    """What the first notebook predicts for 4, after ten passes point by point."""
    rows, _ = linear([(1, 2), (2, 4), (3, 6)], "point", 1, 0.01, 30)
    return 4 * rows[-1].w


NOTEBOOKS = [
    Exercise("notebooks.1", (Number("last", lambda _: _last_prediction(), decimals=4),)),
    Exercise(
        "notebooks.2",
        (Number("last", _program(0), _RECEIPT_TRAPS, decimals=4),),
        fixed=_FIRST_DATA,
        drawn=_data,
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

EXERCISES: dict[str, Exercise] = {
    exercise.id: exercise
    for group in (
        SEPARATION, PERCEPTRON, NEURON, APPROXIMATION, LOSSES, DESCENT, LINEAR, BACKPROP, GRADIENTS,
        NOTEBOOKS,
    )
    for exercise in group
}  # fmt: skip


def exercise(name: str) -> Exercise:
    """The exercise of a name.

    Raises:
        NotFound: there is none.
    """
    if name not in EXERCISES:
        raise NotFound(f"there is no exercise {quoted(name)}: GET /api/labs lists them")
    return EXERCISES[name]


@lru_cache(maxsize=4096)
def instance(asked: Exercise, seed: int) -> Numbers:
    """The numbers of a seed; drawn again while two errors could not be told apart."""
    if seed == 0 or asked.drawn is None:
        return asked.fixed
    alike = [one for one in EXERCISES.values() if one.drawn is asked.drawn]
    draw = Draw(crc32(alike[0].id.encode()) ^ seed)
    for _ in range(MAX_DRAWS):
        values = asked.drawn(draw)
        if all(is_clear(one, values) for one in alike):
            return values
    raise AssertionError(f"{asked.id} finds no numbers for seed {seed}")
