"""The points of a grid or a random search, and what is refused."""

import itertools
from typing import Any

import numpy as np
import pytest

from tinkernet.base.validation import validated
from tinkernet.config import Config
from tinkernet.errors import InvalidConfig, InvalidRequest
from tinkernet.experiments.axes import DATA, LAYERS, unfit
from tinkernet.experiments.sweep import Experiment, change_of
from tinkernet.local.training import sweep

RATES, WIDTHS = [0.01, 0.03, 0.1], [[2], [8, 8]]
GRID = {"training.learning_rate": RATES, "network.hidden": WIDTHS}


def experiment(**body: Any) -> Experiment:
    return validated(Experiment, body)


def drawn(distribution: dict[str, Any], path: str = "training.learning_rate") -> list[Any]:
    search = experiment(random={"points": 300, "seed": 3, "distributions": {path: distribution}})
    search.check()
    return [search.values(point)[path] for point in range(search.points)]


def test_a_grid_has_every_combination_and_every_seed() -> None:
    grid = experiment(grid=GRID, seeds=[5, 9])
    runs = [grid.run(index) for index in range(grid.runs)]
    found = [(run.config.training.learning_rate, list(run.config.network.hidden), run.seed) for run in runs]
    assert found == list(itertools.product(RATES, WIDTHS, [5, 9]))
    assert [run.config.network.seed for run in runs] == [5, 9] * 6
    assert [run.point for run in runs] == [point for point in range(6) for _ in range(2)]


def test_without_a_grid_there_is_one_point() -> None:
    one = experiment(config={"data": {"dataset": "xor"}}, seeds=3)
    assert (one.points, one.runs, one.values(0)) == (1, 3, {})
    assert [one.run(index).seed for index in range(3)] == [1, 2, 3]


def test_a_random_search_draws_the_same_points_again() -> None:
    uniform = {"distribution": "uniform", "low": 0.5, "high": 2}
    values = drawn(uniform)
    assert values == drawn(uniform)
    assert len(set(values)) == 300
    assert 0.5 <= min(values) < 0.52 < 1.98 < max(values) <= 2


def test_a_logarithmic_distribution_has_as_many_values_in_every_decade() -> None:
    values = np.array(drawn({"distribution": "log_uniform", "low": 0.001, "high": 1}))
    counts = np.histogram(np.log10(values), bins=3, range=(-3, 0))[0]
    assert counts.sum() == 300
    assert counts.min() > 70


def test_whole_numbers_include_both_ends() -> None:
    values = drawn({"distribution": "integer", "low": 2, "high": 5}, "training.batch_size")
    assert set(values) == {2, 3, 4, 5}
    assert all(type(value) is int for value in values)


def test_a_choice_is_one_of_its_values() -> None:
    values = drawn({"distribution": "choice", "values": [[4], [8, 8]]}, "network.hidden")
    assert sorted(set(map(tuple, values))) == [(4,), (8, 8)]


def test_an_experiment_survives_json() -> None:
    for body in ({"grid": GRID, "seeds": 4}, {"seeds": [3, 1]}):
        original = experiment(**body)
        assert Experiment.model_validate_json(original.model_dump_json()) == original


def test_the_seeds_1_to_n_are_written_as_their_number() -> None:
    assert experiment(seeds=32).model_dump()["seeds"] == 32
    assert experiment(seeds=[2, 3]).model_dump()["seeds"] == [2, 3]


CHOICE = {"distribution": "choice"}
UNIFORM = {"distribution": "uniform", "low": 0.1, "high": 1}


@pytest.mark.parametrize(
    ("body", "message", "field"),
    [
        ({"grid": {"training.rate": [1]}}, "there is no field 'training.rate' in a config", None),
        ({"grid": {"data": [{}]}}, "there is no field 'data' in a config", None),
        ({"grid": {"features.x1": [1]}}, "there is no field 'features.x1' in a config", None),
        (
            {"grid": {"data.noise": [0, 80]}},
            "noise must be between 0 and 50, got 80",
            "grid.data.noise",
        ),
        (
            {"grid": {"data.dataset": ["xor", "plane"], "training.loss": ["mse", "hinge"]}},
            "loss must be squared_error, mse, mae or huber for a regression, got hinge",
            "grid.training.loss",
        ),
        (
            {"grid": {"data.dataset": ["xor", "plane"]}, "stop": {"accuracy_above": 0.9}},
            "a regression has no accuracy: use test_loss_below with the data set plane",
            "stop.accuracy_above",
        ),
        (
            {"grid": {"network.seed": [1]}},
            "network.seed comes from seeds: give them there",
            "grid.network.seed",
        ),
        ({"grid": GRID, "seeds": 10_001}, "seeds must be between 1 and 10000, or a list, got 10001", "seeds"),
        ({"grid": GRID, "seeds": 2000}, "there would be 12000 runs, more than 10000", None),
        (
            {"grid": {"network.hidden": [[4], [8], [4]]}},
            "each of the values may be given once",
            "grid.network.hidden",
        ),
        ({"grid": {"data.noise": [-0.0, 0.0]}}, "each of the values may be given once", "grid.data.noise"),
        (
            {"random": {"points": 3, "distributions": {"data.noise": {**CHOICE, "values": [1, 2, 1.0]}}}},
            "each of the values may be given once",
            "random.distributions.data.noise",
        ),
        (
            {"grid": {"features": [["x1"], ["x2", "x2"]]}},
            "each of the features may be given once, got x2 twice",
            None,
        ),
        (
            {"grid": {"network.hidden": [[4], [4, 4]], "network.activation": ["relu", ["tanh"]]}},
            "activation must be one name or one per hidden layer (2), got 1",
            "grid.network.activation",
        ),
        ({"seeds": 1.5}, "seeds must be a whole number or a list of them, got 1.5", "seeds"),
        ({"seeds": "x"}, "seeds must be a whole number or a list of them, got 'x'", "seeds"),
        ({"seeds": None}, "seeds must be a whole number or a list of them, got null", "seeds"),
        ({"seeds": [1, 1]}, "each of the seeds may be given once", "seeds"),
        ({"seeds": []}, "seeds must have at least 1 entry, got 0", "seeds"),
        (
            {"grid": GRID, "random": {"points": 3, "distributions": {"data.noise": UNIFORM}}},
            "give either a grid or a random search",
            None,
        ),
        (
            {"random": {"points": 3, "distributions": {"data.noise": {**UNIFORM, "high": 60}}}},
            "noise must be between 0 and 50, got 60",
            "random.distributions.data.noise",
        ),
        (
            {"random": {"points": 3, "distributions": {"data.noise": {**UNIFORM, "high": 0.1}}}},
            "high must be more than low (0.1), got 0.1",
            "random.distributions.data.noise",
        ),
        (
            {"random": {"points": 3, "distributions": {"data.noise": {"distribution": "choice"}}}},
            "choice needs values, and neither low nor high",
            "random.distributions.data.noise",
        ),
    ],
)
def test_an_experiment_that_is_not_valid_says_why(
    body: dict[str, Any], message: str, field: str | None
) -> None:
    with pytest.raises(InvalidRequest) as caught:
        experiment(**body).check()
    assert (caught.value.message, field) == (message, field and caught.value.field)


def test_ten_thousand_points_are_checked_without_going_through_them() -> None:
    rates = [0.0001 * place for place in range(1, 101)]
    grid = experiment(grid={"training.learning_rate": rates, "training.momentum": [r / 2 for r in rates]})
    assert grid.points == 10_000
    grid.check()
    assert grid.run(9_999).config.training.momentum == rates[-1] / 2


def test_the_one_value_that_does_not_fit_is_found_among_many() -> None:
    grid = experiment(grid={"data.seed": [*range(9_999), -1]})
    with pytest.raises(InvalidConfig, match="seed must be between 0 and 4294967295, got -1") as caught:
        grid.check()
    assert caught.value.field == "grid.data.seed"


def test_what_a_type_refuses_a_config_refuses_too() -> None:
    values = (1, 0.5, True, None, "x1", "tanh", [4], ["relu"], {}, -1, 1e9)
    fields = [f"{name}.{field}" for name in ("data", "network", "training") for field in section(name)]
    for path in set(fields).difference(DATA, LAYERS):
        assert unfit(path, values) == [value for value in values if not is_valid(path, value)], path


def section(name: str) -> list[str]:
    return list(getattr(Config(), name).model_dump())


def is_valid(path: str, value: object) -> bool:
    try:
        Config().merged(change_of({path: value}))
    except InvalidConfig:
        return False
    return True


def test_a_sweep_in_process_keeps_the_order_of_its_points() -> None:
    result = sweep({"data": {"dataset": "xor"}}, GRID, seeds=3, stop={"epochs": 2}, threads=2)
    assert [point.values["training.learning_rate"] for point in result.points] == np.repeat(RATES, 2).tolist()
    assert [run.config.network.seed for run in result.runs] == [1, 2, 3] * 6
    assert [point.summary.runs for point in result.points] == [3] * 6
