import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
import torch

from tinkernet.config import InitializerName
from tinkernet.nn.catalogue.initializers import INITIALIZERS, initial_layer

Layer = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]
RANDOM: list[InitializerName] = [name for name in INITIALIZERS if name != "zeros"]
FREE_OF_FAN: list[InitializerName] = ["classic", "zeros"]


def layer(name: InitializerName, inputs: int, units: int, seed: int = 1, number: int = 1) -> Layer:
    return initial_layer(name, seed, number, np.arange(inputs), np.arange(units), inputs, units)


def torch_weights(
    fill: Callable[..., object], inputs: int, units: int, **options: object
) -> npt.NDArray[np.float32]:
    tensor = torch.empty(units, inputs)
    generator = torch.Generator().manual_seed(0)
    fill(tensor, generator=generator, **options)
    return tensor.numpy()


@pytest.mark.parametrize("name", INITIALIZERS)
def test_a_layer_is_float32_weights_of_units_by_inputs_and_a_bias_per_unit(name: InitializerName) -> None:
    weights, biases = layer(name, 3, 5)
    assert weights.shape == (5, 3)
    assert biases.shape == (5,)
    assert weights.dtype == biases.dtype == np.float32


def test_classic_is_uniform_on_one_with_biases_of_a_tenth() -> None:
    weights, biases = layer("classic", 400, 500)
    assert np.abs(weights).max() == pytest.approx(0.5, abs=1e-4)
    assert weights.mean() == pytest.approx(0, abs=3e-3)
    assert weights.std() == pytest.approx(1 / math.sqrt(12), rel=0.01)
    assert np.all(biases == np.float32(0.1))


@pytest.mark.parametrize(
    ("name", "fill", "options"),
    [
        ("xavier_uniform", torch.nn.init.xavier_uniform_, {}),
        ("xavier_normal", torch.nn.init.xavier_normal_, {}),
        ("kaiming_uniform", torch.nn.init.kaiming_uniform_, {"nonlinearity": "relu"}),
        ("kaiming_normal", torch.nn.init.kaiming_normal_, {"nonlinearity": "relu"}),
    ],
)
def test_weights_are_distributed_as_those_of_torch(
    name: InitializerName, fill: Callable[..., object], options: dict[str, object]
) -> None:
    weights, biases = layer(name, 600, 300)
    expected = torch_weights(fill, 600, 300, **options)
    levels = np.linspace(0.02, 0.98, 25)
    assert np.quantile(weights, levels) == pytest.approx(
        np.quantile(expected, levels), abs=0.02 * float(expected.std())
    )
    assert weights.std() == pytest.approx(float(expected.std()), rel=0.01)
    assert not biases.any()


@pytest.mark.parametrize(
    ("name", "fill"),
    [("xavier_uniform", torch.nn.init.xavier_uniform_), ("kaiming_uniform", torch.nn.init.kaiming_uniform_)],
)
def test_uniform_weights_reach_the_same_bound_as_those_of_torch(
    name: InitializerName, fill: Callable[..., object]
) -> None:
    options = {} if name == "xavier_uniform" else {"nonlinearity": "relu"}
    expected = torch_weights(fill, 600, 300, **options)
    assert np.abs(layer(name, 600, 300)[0]).max() == pytest.approx(float(np.abs(expected).max()), rel=1e-3)


def test_pytorch_draws_weights_and_biases_as_nn_linear() -> None:
    weights, biases = layer("pytorch", 300, 6000)
    torch.manual_seed(0)
    linear = torch.nn.Linear(300, 6000)
    bound = 1 / math.sqrt(300)
    for ours, theirs in ((weights, linear.weight), (biases, linear.bias)):
        assert bound * 0.999 < np.abs(ours).max() <= np.float32(bound)
        assert ours.std() == pytest.approx(theirs.std().item(), rel=0.03)
        assert ours.mean() == pytest.approx(0, abs=0.03 * bound)


def test_normal_weights_have_normal_tails() -> None:
    weights = layer("kaiming_normal", 600, 600)[0] / math.sqrt(2 / 600)
    for deviations in (1, 2, 3):
        expected = math.erfc(deviations / math.sqrt(2))
        assert (np.abs(weights) > deviations).mean() == pytest.approx(expected, rel=0.05)


def test_zeros_are_zeros() -> None:
    weights, biases = layer("zeros", 5, 4)
    assert not weights.any()
    assert not biases.any()


@pytest.mark.parametrize("name", INITIALIZERS)
def test_a_layer_without_inputs_has_the_biases_of_nn_linear_without_inputs(name: InitializerName) -> None:
    weights, biases = layer(name, 0, 3)
    assert weights.shape == (3, 0)
    assert biases.tolist() == [pytest.approx(0.1 if name == "classic" else 0.0)] * 3


@pytest.mark.parametrize("name", RANDOM)
def test_no_two_layers_units_inputs_or_seeds_share_a_weight(name: InitializerName) -> None:
    drawn = [layer(name, 40, 40, seed, number)[0] for seed in range(5) for number in range(5)]
    values = np.stack(drawn)
    # Among 40,000 values of 24 random bits some coincide by chance; a repeated key would repeat thousands.
    assert np.unique(values).size > 0.99 * values.size


def test_biases_are_drawn_apart_from_the_weights() -> None:
    weights, biases = layer("pytorch", 32, 32)
    assert not np.isin(biases, weights).any()


@pytest.mark.parametrize("name", RANDOM)
def test_neighbours_are_uncorrelated(name: InitializerName) -> None:
    weights = layer(name, 300, 300)[0]
    above = layer(name, 300, 300, number=2)[0]
    beside = layer(name, 300, 300, seed=2)[0]
    pairs = [(weights[1:], weights[:-1]), (weights[:, 1:], weights[:, :-1]), (weights, weights.T)]
    for one, other in [*pairs, (weights, above), (weights, beside)]:
        off_diagonal = one != other
        assert abs(np.corrcoef(one[off_diagonal], other[off_diagonal])[0, 1]) < 0.015


@pytest.mark.parametrize("name", INITIALIZERS)
def test_the_same_seed_draws_the_same_layer(name: InitializerName) -> None:
    for one, again in zip(layer(name, 7, 5), layer(name, 7, 5), strict=True):
        assert np.array_equal(one, again)


def test_the_largest_seed_is_as_good_as_any() -> None:
    weights, _ = layer("classic", 100, 100, seed=2**32 - 1)
    assert weights.std() == pytest.approx(1 / math.sqrt(12), rel=0.05)


@pytest.mark.parametrize("name", FREE_OF_FAN)
def test_what_survives_a_change_is_what_the_new_structure_starts_with(name: InitializerName) -> None:
    small_weights, small_biases = layer(name, 3, 4)
    large_weights, large_biases = layer(name, 6, 7)
    assert np.array_equal(small_weights, large_weights[:4, :3])
    assert np.array_equal(small_biases, large_biases[:4])


@pytest.mark.parametrize("name", INITIALIZERS)
def test_ends_are_known_by_their_keys_not_by_their_places(name: InitializerName) -> None:
    weights, biases = layer(name, 6, 7)
    inputs, units = np.array([5, 0, 2]), np.array([6, 1])
    some_weights, some_biases = initial_layer(name, 1, 1, inputs, units, 6, 7)
    assert np.array_equal(some_weights, weights[np.ix_(units, inputs)])
    assert np.array_equal(some_biases, biases[units])
