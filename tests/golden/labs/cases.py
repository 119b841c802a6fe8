"""What the golden files of the labs hold: what is asked, and what torch answers."""

import json
import math
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch

from tinkernet.config import TrainingConfig
from tinkernet.errors import InvalidRequest, Remark
from tinkernet.labs.approximation import Target, folds, gap
from tinkernet.labs.approximation import steps as stepped
from tinkernet.labs.curves import curve
from tinkernet.labs.descents import descent, linear
from tinkernet.labs.graphs import graph
from tinkernet.labs.perceptrons import learned
from tinkernet.labs.programs import expression, program

torch.set_num_threads(1)

HERE = Path(__file__).parent
Case = dict[str, Any]


def rounded(value: Any) -> Any:
    """Plain values, null where a number is not finite."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: rounded(inner) for name, inner in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return rounded(value._asdict())
    return [rounded(inner) for inner in value] if isinstance(value, list | tuple) else value


def text(cases: list[Case]) -> str:
    """A list of cases, one a line."""
    lines = (json.dumps(rounded(case), ensure_ascii=False, allow_nan=False) for case in cases)
    return "[\n" + ",\n".join(lines) + "\n]\n"


TWO_TWO_TWO = [
    ["h1", "sigmoid(w1*i1 + w2*i2 + b1)"],
    ["h2", "sigmoid(w3*i1 + w4*i2 + b1)"],
    ["o1", "sigmoid(w5*h1 + w6*h2 + b2)"],
    ["o2", "sigmoid(w7*h1 + w8*h2 + b2)"],
    ["loss", "1/2*(t1 - o1)^2 + 1/2*(t2 - o2)^2"],
]
WEIGHTS = (0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55)
TWO_TWO_TWO_VALUES = {
    "i1": 0.05,
    "i2": 0.10,
    **{f"w{number}": weight for number, weight in enumerate(WEIGHTS, 1)},
    "b1": 0.35,
    "b2": 0.60,
    "t1": 0.01,
    "t2": 0.99,
}
PROGRAMS: list[tuple[list[list[str]], dict[str, float], float]] = [
    ([["z", "x*y"]], {"x": 2, "y": 3}, 5),
    ([["yhat", "x*w"], ["s", "yhat - y"], ["loss", "s^2"]], {"x": 1, "y": 2, "w": 1}, 1),
    ([["yhat", "x*w + b"], ["s", "yhat - y"], ["loss", "s^2"]], {"x": 1, "y": 2, "w": 1, "b": 2}, 1),
    (
        [["yhat", "x² w2 + x w1 + b"], ["loss", "(ŷ − y)²"]],
        {"x": 3, "y": 9, "w1": -2, "w2": 1, "b": 1},
        1,
    ),
    ([["c", "a + b"], ["d", "a*b"], ["L", "c*d"]], {"a": 2, "b": 3}, 1),
    ([["e", "c + d"], ["f", "c*d"], ["y", "e + f"]], {"c": 5, "d": 6}, 1),
    ([["c", "a + b"], ["d", "a*b"], ["e", "c + d"], ["f", "c*d"], ["y", "e + f"]], {"a": 2, "b": 3}, 1),
    (
        [["s", "w1 x1 + w2 x2 + b"], ["p", "sigmoid(s)"], ["loss", "-log(p)"]],
        {"w1": 2, "x1": 1, "w2": -1, "x2": 3, "b": 0.5},
        1,
    ),
    ([["s", "w1 x1 + w2 x2"], ["p", "sigmoid(s)"]], {"w1": 2, "x1": 1, "w2": -1, "x2": 3}, 1),
    (TWO_TWO_TWO, TWO_TWO_TWO_VALUES, 1),
    ([["f", "x"]], {"x": 2, "y": 1}, 3),
    ([["f", "2 + 3"]], {"x": 2}, 1),
    ([["f", "x^0 + x^1 + relu(x) + abs(x)"]], {"x": 0}, 1),
    ([["f", "x^-2"], ["g", "f^0,5"]], {"x": -2}, 1),
    ([["f", "1/x"]], {"x": 0}, 1),
    ([["f", "log(x)"]], {"x": -1}, 1),
    ([["f", "log(x)"]], {"x": 0}, 1),
    ([["f", "exp(x)"]], {"x": 1000}, 1),
    ([["f", "sqrt(x)"]], {"x": 0}, 1),
    ([["f", "exp(x)*exp(x)"]], {"x": 500}, 1),
    ([["f", "0/x"]], {"x": 0}, 1),
    ([["a", "log(x)"], ["f", "a*y"]], {"x": -1, "y": 0}, 1),
]
REFUSED = [
    "x^y", "x^99", "sin x", "foo(x)", "x)", "(x", "", "x;y", "1e400", "x..y", "a=b", "x" * 201, "x < y",
    "10 000", "+".join(["x"] * 60), "(" * 30 + "x" + ")" * 30,
]  # fmt: skip


def traced(lines: list[list[str]], values: dict[str, float], upstream: float) -> Case:
    """A program with the value and the gradient of each of its names."""
    found = graph(program(lines, list(values)), values, upstream)
    expected = {
        node["name"]: [node["value"], node["gradient"]] for node in found["nodes"] if node["name"] is not None
    }
    case = {"lines": lines, "values": values, "upstream": upstream, "expected": expected}
    return case if found["trouble"] is None else {**case, "trouble": found["trouble"]}


def refused(written: str) -> Case:
    """A program whose only line is refused."""
    lines, values = [["f", written]], {"x": 1.0, "y": 1.0}
    try:
        program(lines, list(values))
    except InvalidRequest as error:
        remark = error.remark or Remark("", {})
        place = {"error": remark.code, "at": remark.values["at"]}
        return {"lines": lines, "values": values, "upstream": 1, **place}
    raise AssertionError(written)


def drawn(draw: random.Random, depth: int) -> str:
    """An expression in x, y and w."""
    if depth == 0:
        return draw.choice(["x", "y", "w", "2", "0,5", "3"])
    kind = draw.randrange(9)
    if kind < 4:
        return f"({drawn(draw, depth - 1)}{draw.choice('+-*')}{drawn(draw, depth - 1)})"
    if kind == 4:
        return f"({drawn(draw, depth - 1)})^{draw.choice('23')}"
    if kind == 5:
        return f"-({drawn(draw, depth - 1)})"
    return f"{draw.choice(['tanh', 'sigmoid', 'sin', 'cos', 'relu', 'exp'])}(0.3*({drawn(draw, depth - 1)}))"


def random_programs(count: int) -> list[Case]:
    """Programs of one line with values of moderate size."""
    draw, found = random.Random(3), []
    while len(found) < count:
        written = drawn(draw, draw.randrange(1, 5))
        values = {name: round(draw.uniform(-2, 2), 3) for name in "xyw"}
        try:
            case = traced([["f", written]], values, 1)
        except InvalidRequest:
            continue
        if all(abs(number) < 1e6 for pair in case["expected"].values() for number in pair):
            found.append(case)
    return found


def graphs() -> list[Case]:
    """Programs: those of the labs, refusals, and 400 drawn ones."""
    named = [traced(*asked) for asked in PROGRAMS]
    return [*named, *map(refused, REFUSED), *random_programs(400)]


LECTURE, WELL = "cos(3*pi*x)/x", "(x^2 - 1)^2 + 0.3x"
CURVES: list[tuple[str, str, dict[str, float], float, float]] = [
    (LECTURE, "x", {}, 0.1, 1.1),
    ("x^2", "x", {}, -2, 2),
    (WELL, "x", {}, -2, 2),
    ("sin(pi*x/5)", "x", {}, -5, 5),
    ("sigmoid(w*x + b)", "x", {"w": -1.5, "b": 0.5}, -6, 6),
    ("tanh(w*x + b)", "x", {"w": 2, "b": -1}, -6, 6),
    ("relu(w*x + b)", "x", {"w": 1, "b": 0}, -6, 6),
    ("-log(sigmoid(z))", "z", {}, -8, 8),
    ("(1 - sigmoid(z))^2", "z", {}, -8, 8),
    ("(y - mu)^2/(2sigma^2) + ln(sigma*sqrt(2pi))", "mu", {"y": 1, "sigma": 2}, -1, 5),
    ("sqrt(x)", "x", {}, -1, 1),
    ("log(x)/x", "x", {}, -1, 3),
    ("2", "x", {}, -1, 1),
]


def curves() -> list[Case]:
    """Functions at 41 places each; null where they, or their slopes, are not finite."""
    found = []
    for written, variable, values, low, high in CURVES:
        tree = expression(written, [*values, variable], "expression")
        drawn_curve = curve(tree, variable, values, (low, high), 41)
        asked = {"expression": written, "variable": variable, "values": values, "low": low, "high": high}
        found.append({**asked, **drawn_curve._asdict()})
    return found


FUNCTIONS = {
    LECTURE: (0.15, 1.05, 0.003),
    "x^2": (-2, 2, 0.6),
    WELL: (-1.8, 1.8, 0.1),
    "2x^2": (-2, 2, 0.3),
    "sigmoid(x)*x^2": (-2, 2, 0.4),
}
SETTINGS = {
    "sgd": (),
    "momentum": ("momentum",),
    "nesterov": ("momentum",),
    "rmsprop": ("rho", "epsilon"),
    "adam": ("beta1", "beta2", "epsilon"),
}
CHOICES = {
    "momentum": (0, 0.3, 0.5, 0.8, 0.9, 0.95),
    "rho": (0.9, 0.99),
    "epsilon": (1e-8, 1e-3),
    "beta1": (0, 0.5, 0.9),
    "beta2": (0.9, 0.999),
}


def descents() -> list[Case]:
    """Forty walks, eight of each optimizer, of up to 200 steps; places at every fifth step and the last."""
    draw, found = random.Random(5), []
    while len(found) < 40:
        optimizer = list(SETTINGS)[len(found) % 5]
        written = draw.choice(list(FUNCTIONS))
        low, high, fastest = FUNCTIONS[written]
        settings = {
            "learning_rate": round(fastest * draw.choice([0.02, 0.1, 0.5, 1, 8]), 6),
            **{name: draw.choice(CHOICES[name]) for name in SETTINGS[optimizer]},
        }
        start, steps = round(draw.uniform(low, high), 2), draw.choice([10, 50, 200])
        window = (low - 1, high + 1) if low < 0 else (0.1, 1.1)
        tree = expression(written, ["x"], "expression")
        training = TrainingConfig(optimizer=optimizer, **settings)
        walked, beside = (
            descent(tree, "x", {}, x, training, steps, window) for x in (start, start * (1 + 1e-13))
        )
        if abs(walked.points[-1].x - beside.points[-1].x) > 1e-11:  # a rounding would decide
            continue
        points = [point for point in walked.points if point.step % 5 == 0 or point is walked.points[-1]]
        asked = {"expression": written, "variable": "x", "start": start, "optimizer": optimizer, **settings}
        more = {"steps": steps, "low": window[0], "high": window[1]}
        found.append({**asked, **more, "points": [list(point) for point in points], "ended": walked.ended})
    return found


LINES: list[tuple[list[tuple[float, float]], str, float, float, int]] = [
    ([(1, 2), (2, 4), (3, 6)], "point", 1, 0.01, 30),
    ([(1, 2), (2, 4), (3, 6)], "batch", 1, 0.01, 100),
    ([(1, 2), (2, 4), (3, 6)], "batch", 1, 0.3, 20),
    ([(1, 2), (2, 4), (3, 6)], "batch", 1, 3 / 28, 5),
    ([(1, 2), (2, 4), (3, 6)], "point", 1, 0.21, 60),
    ([(1, 1.5), (-2, 3), (0.5, 0.25), (2, -1)], "point", -0.7, 0.05, 40),
    ([(1, 1.5), (-2, 3), (0.5, 0.25), (2, -1)], "batch", -0.7, 0.05, 40),
    ([(3, 5)], "point", 1, 0.5, 200),
    ([(-4, 5), (4, 5)], "batch", 1, 0.5, 200),
]


def lines() -> list[Case]:
    """Weights that learn from points, in both modes; the rows as a server gives them."""
    found = []
    for points, mode, w, rate, steps in LINES:
        rows, ended = linear(points, mode, w, rate, steps)  # type: ignore[arg-type]
        asked = {"points": points, "mode": mode, "w": w, "learning_rate": rate, "steps": steps}
        found.append({**asked, "rows": [list(row) for row in rows], "ended": ended})
    return found


SEVEN = [(2, -1, 1), (-1, -1, -1), (2, 3, 1), (-1, 0, -1), (-2, 3, -1), (1, -3, -1), (1, 3, 1)]
CORNERS = {
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
    "xor": lambda a, b: a != b,
}


def corners(name: str, low: int) -> list[tuple[float, float, float]]:
    """The four corners with the class that a function of two bits gives them."""
    return [(a, b, 1 if CORNERS[name](a > low, b > low) else -1) for a in (low, 1) for b in (low, 1)]


POINT_SETS = {
    "seven": SEVEN,
    "reversed": SEVEN[::-1],
    **{name: corners(name, -1) for name in CORNERS},
    **{f"{name}01": corners(name, 0) for name in CORNERS},
}


def perceptrons() -> list[Case]:
    """Corrections, with and without bias, as listed and in three drawn orders."""
    asked = [(name, None, bias, 2000) for name in POINT_SETS for bias in (True, False)]
    asked += [("seven", seed, True, 2000) for seed in (0, 1, 4294967295)] + [("xor01", None, True, 5)]
    found = []
    for name, order_seed, bias, most in asked:
        points = POINT_SETS[name]
        corrections, presentations, ended, cycle = learned(points, order_seed, bias, most)
        told = [correction._asdict() for correction in corrections]
        body = {"points": points, "order_seed": order_seed, "bias": bias, "most": most}
        answer = {"corrections": told, "presentations": presentations, "ended": ended}
        repeats = cycle and cycle._asdict()
        found.append({"name": name, **body, **answer, "cycle": repeats})
    return found


TARGETS = {
    "sine": ("sin(pi*x/5)", -5, 5),
    "square": ("x^2", 0, 1),
    "root": ("sqrt(x)", 0, 1),
    "tent": ("abs(x - 1/2)", 0, 1),
}
COUNTS = {
    "sine": {"folds": (1, 2, 3, 4, 5, 6, 8, 12, 16, 22, 23, 24, 32, 64), "steps": (1, 2, 5, 10, 20, 40)},
    "square": {"folds": (1, 2, 4, 8, 16), "steps": (1, 2, 5, 10, 20)},
    "root": {"folds": (4, 16), "steps": (4, 16)},
    "tent": {"folds": (4, 5, 8), "steps": (4, 5)},
}


def target(name: str) -> Target:
    """One of the functions of the lab."""
    written, low, high = TARGETS[name]
    return Target(expression(written, ["x"], "function"), low, high)


def pieces() -> list[Case]:
    """Networks that are built, and how far they are from what they are built for."""
    found = []
    for name, kinds in COUNTS.items():
        for kind, counts in kinds.items():
            for count in counts:
                written, low, high = TARGETS[name]
                network = (folds if kind == "folds" else stepped)(target(name), count)
                asked = {
                    "target": name,
                    "function": written,
                    "low": low,
                    "high": high,
                    "kind": kind,
                    "n": count,
                }
                answer = {
                    "weights": [weight for weight, _ in network.hidden],
                    "biases": [bias for _, bias in network.hidden],
                    "output": network.output,
                    "bias": network.bias,
                }
                found.append({**asked, **answer, **gap(target(name), network.values)._asdict()})
    return found


def gauss(points: list[float], mu: float, sigma: float) -> Case:
    """Measurements under a bell."""
    y = torch.tensor(points, dtype=torch.float64)
    centre, variance = torch.full_like(y, mu), torch.full_like(y, sigma**2)
    densities = torch.distributions.Normal(centre, sigma).log_prob(y).exp()
    nll = torch.nn.functional.gaussian_nll_loss(centre, y, variance, full=True, reduction="sum")
    answer = {
        "densities": densities.tolist(),
        "likelihood": densities.prod().item(),
        "nll": nll.item(),
        "mse": torch.nn.functional.mse_loss(centre, y).item(),
    }
    return {"kind": "gauss", "points": points, "mu": mu, "sigma": sigma, **answer}


def coin(heads: int, throws: int, p: float) -> Case:
    """So many heads of so many throws."""
    outcomes = torch.tensor([1.0] * heads + [0.0] * (throws - heads), dtype=torch.float64)
    nll = torch.nn.functional.binary_cross_entropy(torch.full_like(outcomes, p), outcomes, reduction="sum")
    return {"kind": "coin", "heads": heads, "throws": throws, "p": p, "nll": nll.item()}


def confident(z: float, y: int) -> Case:
    """One example of a classifier, with both losses and their slopes."""
    label = torch.tensor(float(y), dtype=torch.float64)
    answer: Case = {"p": torch.sigmoid(torch.tensor(z, dtype=torch.float64)).item()}
    losses = {
        "cross_entropy": lambda z: torch.nn.functional.binary_cross_entropy_with_logits(z, label),
        "squared": lambda z: (label - torch.sigmoid(z)) ** 2,
    }
    for name, loss in losses.items():
        score = torch.tensor(z, dtype=torch.float64, requires_grad=True)
        value = loss(score)
        value.backward()
        assert score.grad is not None
        answer |= {name: value.item(), f"{name}_slope": score.grad.item()}
    return {"kind": "class", "z": z, "y": y, **answer}


def softmax(scores: list[float], label: int) -> Case:
    """The probabilities of several classes, and the loss of the one that it is."""
    tensor = torch.tensor(scores, dtype=torch.float64)
    loss = torch.nn.functional.cross_entropy(tensor[None], torch.tensor([label]))
    answer = {"probabilities": torch.softmax(tensor, 0).tolist(), "loss": loss.item()}
    return {"kind": "softmax", "scores": scores, "class": label, **answer}


def statistics() -> list[Case]:
    """Likelihoods and losses."""
    bells = [(2, 1), (7 / 3, 1), (2, 2), (2.5, 0.5), (-3, 10)]
    return [
        *(gauss([1, 2, 4], mu, sigma) for mu, sigma in bells),
        gauss([-1.5, 0.25, 3, 3.5, 8], 2.65, 3.1),
        *(
            coin(heads, throws, p)
            for heads, throws, p in [(7, 10, 0.5), (7, 10, 0.7), (7, 10, 0.8), (0, 3, 0.2)]
        ),
        *(confident(z, y) for z in (-5.0, -1.0, 0.0, 0.5, 5.0, 40.0) for y in (0, 1)),
        softmax([2, 1, 0], 0),
        softmax([-1, 3.5, 0.25, 2], 2),
    ]


FILES: dict[Path, Callable[[], list[Case]]] = {
    HERE / "graphs.json": graphs,
    HERE / "curves.json": curves,
    HERE / "descents.json": descents,
    HERE / "linear.json": lines,
    HERE / "perceptrons.json": perceptrons,
    HERE / "pieces.json": pieces,
    HERE / "statistics.json": statistics,
}
