"""What the seeds of a point say together."""

import math
from dataclasses import astuple

import numpy as np
import pytest

from tinkernet.experiments.summary import Ending, quartiles, summary, wilson
from tinkernet.wire.experiment import Quartiles


# Newcombe 1998, Statistics in Medicine 17, table I, method 3.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(successes: int, trials: int, low: float, high: float) -> None:
    found = wilson(successes, trials)
    assert found.rate == successes / trials
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_all_or_nothing_stays_within_0_and_1() -> None:
    assert wilson(0, 25).low == 0.0
    assert wilson(25, 25).high == 1.0


def test_quartiles_lie_between_the_nearest_values() -> None:
    assert quartiles([4.0, 1.0, 3.0, 2.0]) == Quartiles(1.75, 2.5, 3.25)
    assert quartiles([]) is None


def test_quartiles_are_those_of_numpy() -> None:
    for count in range(1, 12):
        values = np.random.default_rng(count).normal(size=count)
        found = quartiles(values.tolist())
        assert found is not None
        np.testing.assert_allclose(astuple(found), np.quantile(values, (0.25, 0.5, 0.75)), rtol=1e-14)


def test_a_loss_without_bounds_counts_as_the_largest() -> None:
    assert quartiles([1.0, math.inf, math.inf]) == Quartiles(math.inf, math.inf, math.inf)


def test_epochs_to_success_are_those_of_the_runs_that_succeeded() -> None:
    found = summary([Ending(0.1, 10, True), Ending(0.5, 99, False), Ending(0.1, 30, True)])
    assert found is not None
    assert found.success == wilson(2, 3)
    assert found.epochs_to_success == Quartiles(15.0, 20.0, 25.0)
    assert found.test_loss.median == 0.1


def test_without_a_goal_there_is_no_success_rate() -> None:
    found = summary([Ending(0.1, 10, None)])
    assert found is not None
    assert (found.success, found.epochs_to_success) == (None, None)


def test_nothing_done_has_no_summary() -> None:
    assert summary([]) is None
