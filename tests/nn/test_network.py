import copy

import numpy as np
import pytest
import torch
from hypothesis import assume, given

from tests.nn.configs import configs
from tests.nn.reference import KINKED, has_kinks, in_float64
from tinkernet.config import Config
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.catalogue.losses import LOSSES
from tinkernet.nn.network import MLP, Architecture, initial_parameters
from tinkernet.nn.simd.vectors import LANES
from tinkernet.nn.state import Samples

CONFIG = Config(features=["x1", "x2", "r"], network={"hidden": [4, 2]})


def model_of(config: Config) -> tuple[MLP, torch.Tensor]:
    architecture = Architecture.of(config)
    flat = torch.from_numpy(initial_parameters(config))[: architecture.parameters]
    return MLP(architecture, flat), flat


def test_the_flat_layout_is_weights_row_by_row_then_biases_layer_by_layer() -> None:
    model, flat = model_of(CONFIG)
    expected = torch.cat([tensor.ravel() for layer in model.layers for tensor in (layer.weight, layer.bias)])
    assert torch.equal(flat, expected)
    assert [tuple(layer.weight.shape) for layer in model.layers] == [(4, 3), (2, 4), (1, 2)]
    assert Architecture.of(CONFIG).parameters == 4 * 3 + 4 + 2 * 4 + 2 + 2 + 1


def test_padding_fills_whole_vectors_with_zeros() -> None:
    architecture = Architecture.of(CONFIG)
    flat = initial_parameters(CONFIG)
    assert flat.size == architecture.padded == 2 * LANES
    assert not flat[architecture.parameters :].any()


def test_the_mask_marks_weights_alone() -> None:
    architecture = Architecture.of(CONFIG)
    mask = architecture.weight_mask()
    assert mask.sum() == 4 * 3 + 2 * 4 + 2
    assert not any(mask[layer.bias].any() for layer in architecture.layers)
    assert all(mask[layer.weight].all() for layer in architecture.layers)


def test_parameters_and_gradients_are_views_of_the_flat_memory() -> None:
    model, flat = model_of(CONFIG)
    flat[0], flat[-1] = 7, 8
    assert model.layers[0].weight[0, 0] == 7
    assert model.layers[-1].bias[0] == 8
    model(torch.ones(5, 3)).sum().backward()
    assert flat.grad is not None
    assert flat.grad[-1] == model.layers[-1].bias.grad[0] != 0
    assert flat.grad[: 4 * 3].abs().sum() > 0


def test_a_deep_copy_stands_on_its_own() -> None:
    model, flat = model_of(CONFIG)
    twin = copy.deepcopy(model)
    flat.zero_()
    assert twin.layers[0].weight.abs().sum() > 0
    assert model.layers[0].weight.abs().sum() == 0


def test_the_state_dict_is_that_of_any_module() -> None:
    model, _ = model_of(CONFIG)
    twin, _ = model_of(CONFIG.merged({"network": {"seed": 2}}))
    twin.load_state_dict(model.state_dict())
    assert torch.equal(twin(torch.ones(2, 3)), model(torch.ones(2, 3)))
    assert list(model.state_dict()) == [f"layers.{i}.{part}" for i in range(3) for part in ("weight", "bias")]


@pytest.mark.parametrize(
    ("data", "loss", "expected"),
    [
        ("circle", None, "tanh"), ("circle", "hinge", "linear"), ("circle", "cross_entropy", "linear"),
        ("blobs3", None, "linear"), ("plane", None, "linear"), ("plane", "mae", "linear"),
    ],
)  # fmt: skip
def test_the_output_is_tanh_unless_it_is_a_score_or_a_value(
    data: str, loss: str | None, expected: str
) -> None:
    config = Config(data={"dataset": data}, training={"loss": loss})
    assert Architecture.of(config).layers[-1].activation == expected


@pytest.mark.parametrize("output", ["tanh", "sigmoid", "linear", "relu"])
@pytest.mark.parametrize("data", ["circle", "plane"])
def test_the_output_can_be_chosen(data: str, output: str) -> None:
    config = Config(data={"dataset": data}, network={"output": output})
    assert Architecture.of(config).layers[-1].activation == output
    has_bits = data == "circle" and output in ("sigmoid", "relu")
    assert Architecture.of(config).middle == (0.5 if has_bits else 0)


@pytest.mark.parametrize(("data", "outputs"), [("circle", 1), ("plane", 1), ("blobs3", 3), ("pinwheel5", 5)])
def test_there_is_an_output_for_each_of_more_than_two_classes(data: str, outputs: int) -> None:
    assert Architecture.of(Config(data={"dataset": data})).outputs == outputs


def test_the_first_weights_of_a_wider_network_are_those_of_the_narrower() -> None:
    narrow, wide = (Config(network={"hidden": hidden}) for hidden in ([4, 2], [5, 2, 3]))
    first = (model_of(config)[0].layers[0].weight for config in (narrow, wide))
    assert torch.equal(next(first), next(first)[:4])


@given(settings=configs(dropout=False))
def test_gradients_are_central_differences_in_float64(settings: Config) -> None:
    samples = Samples.of(settings.features, datasets.point_set(settings.data).train)
    model = in_float64(settings, initial_parameters(settings))
    x = torch.from_numpy(samples.features[:, : samples.count].T.astype(np.float64))
    y = torch.from_numpy(samples.labels[: samples.count].astype(np.float64))

    def loss() -> torch.Tensor:
        return LOSSES[settings.loss].function(model(x), y, settings.training.huber_delta)

    loss().backward()
    parameters = list(model.parameters())
    random = np.random.default_rng(0)
    direction = [torch.from_numpy(random.normal(size=tuple(p.shape))) for p in parameters]
    slope = sum(float((p.grad * d).sum()) for p, d in zip(parameters, direction, strict=True))
    step, values, signs = 1e-5, [], []
    with torch.no_grad():
        for move in (step, -2 * step):
            for p, d in zip(parameters, direction, strict=True):
                p.add_(d, alpha=move)
            values.append(loss().item())
            signs.append(sides(settings, model, x, y))
    # a kink between the two points has no derivative
    assume(not has_kinks(settings) or signs[0] == signs[1])
    curvature = 1e-4 * max(1.0, abs(slope), abs(values[0]))
    assert (values[0] - values[1]) / (2 * step) == pytest.approx(slope, rel=1e-4, abs=curvature)


def sides(settings: Config, model: MLP, x: torch.Tensor, y: torch.Tensor) -> bytes:
    """On which side of every kink each sample lies."""
    names = [layer.activation for layer in Architecture.of(settings).layers]
    outputs = model.layer_outputs(x)
    kinked = [a > 0 for a, name in zip(outputs, names, strict=True) if name in KINKED]
    error = outputs[-1][:, 0] - y
    return b"".join(t.numpy().tobytes() for t in [*kinked, error > 0, y * outputs[-1][:, 0] < 1])
