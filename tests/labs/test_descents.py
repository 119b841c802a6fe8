"""Walks down a curve, and a weight that learns: closed forms, and torch.optim on its own."""

import math
import random
from typing import Any

import pytest
import torch

from tinkernet.base.expressions.parsing import parsed
from tinkernet.config import TrainingConfig
from tinkernet.labs.descents import Descent, descent, linear

LECTURE, WELL, BOWL = "cos(3*pi*x)/x", "(x^2-1)^2 + 0.3x", "x^2"
THREE = [(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]


def walk(
    text: str, start: float, rate: float, steps: int, optimizer: str = "sgd", **settings: Any
) -> Descent:
    training = TrainingConfig(optimizer=optimizer, learning_rate=rate, **settings)
    return descent(parsed(text, ["x"]), "x", {}, start, training, steps)


def places(found: Descent) -> list[float]:
    return [point.x for point in found.points]


def test_the_bowl_multiplies_by_one_minus_twice_the_rate() -> None:
    for rate in (0.1, 0.5, 0.9, 1.0, 1.1):
        found = places(walk(BOWL, 1, rate, 10))
        assert found == pytest.approx([(1 - 2 * rate) ** step for step in range(11)], abs=1e-12)


@pytest.mark.parametrize(
    ("start", "end"), [(0.62, 0.296918), (0.64, 0.296918), (0.65, 0.988656), (0.7, 0.988656)]
)
def test_where_a_walk_on_the_curve_of_the_lecture_ends(start: float, end: float) -> None:
    assert places(walk(LECTURE, start, 0.002, 200))[-1] == pytest.approx(end, abs=1e-6)


def test_the_first_steps_on_the_curve_of_the_lecture() -> None:
    assert places(walk(LECTURE, 0.7, 0.002, 2))[1:] == pytest.approx([0.712203, 0.726802], abs=1e-6)
    assert places(walk(LECTURE, 0.15, 0.002, 2))[1:] == pytest.approx([0.2880219, 0.2931846], abs=1e-7)


@pytest.mark.parametrize(
    ("optimizer", "momentum", "expected"),
    [
        ("momentum", 0.5, [1, 0.8, 0.54, 0.302, 0.1226]),
        ("momentum", 0.9, [1, 0.8, 0.46, 0.062, -0.3086]),
        ("nesterov", 0.5, [1, 0.7, 0.44, 0.248]),
        ("adam", 0.9, [1, 0.9000000005, 0.8004122287, 0.7015862729]),
    ],
)
def test_the_first_steps_of_each_optimizer_on_the_bowl(
    optimizer: str, momentum: float, expected: list[float]
) -> None:
    found = places(walk(BOWL, 1, 0.1, len(expected) - 1, optimizer, momentum=momentum))
    assert found == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize(
    ("momentum", "end"), [(0, 0.960150), (0.8, -1.035579), (0.9, -1.035579), (0.95, 0.960150)]
)
def test_momentum_rolls_over_the_hill_and_back(momentum: float, end: float) -> None:
    found = places(walk(WELL, 1.8, 0.02, 1000, "momentum", momentum=momentum))
    assert found[-1] == pytest.approx(end, abs=1e-4)


def test_a_walk_ends_where_it_leaves_its_window_or_all_numbers() -> None:
    out = descent(
        parsed(BOWL, ["x"]), "x", {}, 1, TrainingConfig(optimizer="sgd", learning_rate=1.1), 200, (-2, 2)
    )
    assert (out.ended, len(out.points)) == ("left", 5)
    assert out.points[-1].x == pytest.approx(1.2**4)
    nowhere = walk("log(x)", 1, 2, 10)
    assert (nowhere.ended, len(nowhere.points)) == ("not_finite", 2)
    assert walk("2", 1, 1, 5).points[-1] == (5, 1, 2, 0)


def test_fifty_walks_are_those_of_torch() -> None:
    draw = random.Random(2)
    for _ in range(50):
        rate, start = draw.uniform(0.001, 0.1), draw.uniform(-2, 2)
        momentum, beta1, beta2 = (draw.choice([0.1, 0.5, 0.9]) for _ in range(3))
        for name, make in {
            "sgd": lambda x, rate=rate: torch.optim.SGD([x], lr=rate),
            "momentum": lambda x, rate=rate, m=momentum: torch.optim.SGD([x], lr=rate, momentum=m),
            "nesterov": lambda x, rate=rate, m=momentum: torch.optim.SGD(
                [x], lr=rate, momentum=m, nesterov=True
            ),
            "rmsprop": lambda x, rate=rate, rho=beta2: torch.optim.RMSprop([x], lr=rate, alpha=rho),
            "adam": lambda x, rate=rate, betas=(beta1, beta2): torch.optim.Adam([x], lr=rate, betas=betas),
        }.items():
            x = torch.tensor(start, dtype=torch.float64, requires_grad=True)
            optimizer = make(x)
            for _ in range(10):
                optimizer.zero_grad()
                ((x**2 - 1) ** 2 + 0.3 * x).backward()
                optimizer.step()
            settings = {"momentum": momentum, "beta1": beta1, "beta2": beta2, "rho": beta2}
            found = walk(WELL, start, rate, 10, name, **settings)
            assert found.points[-1].x == pytest.approx(x.item(), rel=1e-12)


def test_the_mean_of_three_points_multiplies_the_distance() -> None:
    rows, ended = linear(THREE, "batch", 1, 0.01, 100)
    factor = 1 - 2 * 0.01 * 14 / 3
    assert [row.w for row in rows] == pytest.approx([2 - factor**k for k in range(1, 101)])
    assert (rows[0].cost, rows[0].gradient) == pytest.approx((14 / 3, -28 / 3))
    assert (rows[0].x, rows[0].output, ended) == (None, None, "steps")


def test_point_by_point_each_takes_its_share() -> None:
    rows, _ = linear(THREE, "point", 1, 0.01, 30)
    assert rows[2] == pytest.approx((3, 6, 3.2952, -2.7048, 7.31594304, -16.2288, 1.260688))
    assert [rows[3 * passes - 1].w for passes in (2, 3, 10)] == pytest.approx(
        [1.453417766656, 1.5959051959, 1.9512159835]
    )


def test_a_rate_beyond_the_limit_runs_away_until_there_is_no_number() -> None:
    rows, ended = linear(THREE, "batch", 1, 3 / 14 * 0.99, 200)
    assert (ended, abs(rows[-1].w - 2) < 0.2) == ("steps", True)
    rows, ended = linear([(100.0, 1.0)], "point", 1, 1000, 200)
    assert ended == "not_finite"
    assert not all(map(math.isfinite, rows[-1][4:]))
