"""The network as an ONNX model whose input is the points themselves: the features are part of its graph.

Needs the package onnx, which comes with `tinkernet[onnx]`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import ActivationName, Config, FeatureName
from tinkernet.errors import InvalidRequest
from tinkernet.nn.network import Architecture
from tinkernet.nn.snapshot import Snapshot

IR_VERSION, OPSET = 10, 20
"""Of 2024, so that the runtimes of the last years read it. Gelu is an operator since opset 20."""

FEATURES: Mapping[FeatureName, tuple[str, ...]] = {
    "x1": ("Identity", "x1"),
    "x2": ("Identity", "x2"),
    "x1^2": ("Mul", "x1", "x1"),
    "x2^2": ("Mul", "x2", "x2"),
    "x1x2": ("Mul", "x1", "x2"),
    "sin(x1)": ("Sin", "x1"),
    "sin(x2)": ("Sin", "x2"),
    "cos(x1)": ("Cos", "x1"),
    "cos(x2)": ("Cos", "x2"),
    "r": ("ReduceL2", "points", "columns"),
}
"""`nn.features.FEATURES`: an operator and its inputs; x1 and x2 are columns (batch, 1)."""

ACTIVATIONS: Mapping[ActivationName, str] = {
    "tanh": "Tanh",
    "relu": "Relu",
    "sigmoid": "Sigmoid",
    "linear": "Identity",
    "leaky_relu": "LeakyRelu",
    "elu": "Elu",
    "gelu": "Gelu",
    "silu": "Sigmoid",
    "softplus": "Softplus",
    "sin": "Sin",
}
"""`nn.activations.ACTIVATIONS`; silu is then multiplied with its own input."""


class _Graph:
    """Nodes and constants as they come."""

    def __init__(self, helper: Any, numpy_helper: Any) -> None:
        self._helper, self._numpy_helper = helper, numpy_helper
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, values: NDArray[Any]) -> str:
        self.constants.append(self._numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, *inputs: str, output: str, **attributes: Any) -> str:
        self.nodes.append(self._helper.make_node(operator, inputs, [output], output, **attributes))
        return output


def to_onnx(snapshot: Snapshot) -> bytes:
    """The bytes of the model: `points` (batch, 2) -> `prediction`, as `Trainer.predict` gives it.

    Raises:
        InvalidRequest: the package onnx is not installed.
    """
    try:
        from onnx import TensorProto, checker, helper, numpy_helper
    except ImportError:
        raise InvalidRequest(
            "the format onnx needs the package onnx on the server: pip install 'tinkernet[onnx]'", "format"
        ) from None
    graph, config = _Graph(helper, numpy_helper), snapshot.config
    _predict(graph, config, _layers(graph, snapshot, _features(graph, config)))
    shape: list[str | int] = ["batch", config.outputs] if config.outputs > 1 else ["batch"]
    proto = helper.make_graph(
        graph.nodes,
        "tinkernet",
        [helper.make_tensor_value_info("points", TensorProto.FLOAT, ["batch", 2])],
        [helper.make_tensor_value_info("prediction", TensorProto.FLOAT, shape)],
        graph.constants,
    )
    model = helper.make_model(
        proto,
        producer_name="tinkernet",
        ir_version=IR_VERSION,
        opset_imports=[helper.make_opsetid("", OPSET)],
        doc_string=f"A network on the data set {config.data.dataset} at epoch {snapshot.state.epoch}.",
    )
    helper.set_model_props(model, {"config": config.model_dump_json()})
    checker.check_model(model, full_check=True)
    content: bytes = model.SerializeToString()
    return content


def _features(graph: _Graph, config: Config) -> str:
    """The features (batch, inputs)."""
    used = {source for name in config.features for source in FEATURES[name][1:]}
    if "columns" in used:
        graph.constant("columns", np.array([1]))
    for place, name in enumerate(("x1", "x2")):
        if name in used:
            _column(graph, name, [place])
    if not config.features:
        return _column(graph, "features", [])
    names = [graph.node(*FEATURES[name], output=f"feature {name}") for name in config.features]
    return graph.node("Concat", *names, output="features", axis=1)


def _column(graph: _Graph, name: str, places: list[int]) -> str:
    """The coordinates at `places` of every point, (batch, len(places))."""
    indices = graph.constant(f"{name} places", np.array(places, np.int64))
    return graph.node("Gather", "points", indices, output=name, axis=1)


def _layers(graph: _Graph, snapshot: Snapshot, inputs: str) -> str:
    """The outputs (batch, outputs) of the last layer."""
    flat, a = snapshot.state.flat, inputs
    for number, layer in enumerate(Architecture.of(snapshot.config).layers, 1):
        weight = graph.constant(f"weight {number}", flat[layer.weight].reshape(layer.units, layer.inputs))
        bias = graph.constant(f"bias {number}", flat[layer.bias])
        z = graph.node("Gemm", a, weight, bias, output=f"z {number}", transB=1)
        a = graph.node(ACTIVATIONS[layer.activation], z, output=f"a {number}")
        if layer.activation == "silu":
            a = graph.node("Mul", z, a, output=f"silu {number}")
    return a


def _predict(graph: _Graph, config: Config, outputs: str) -> None:
    """What `nn.maps.prediction` makes of the outputs."""
    if config.outputs > 1:
        graph.node("Softmax", outputs, output="prediction", axis=1)
        return
    if config.loss == "cross_entropy":
        half = graph.constant("half", np.array(0.5, np.float32))
        outputs = graph.node("Tanh", graph.node("Mul", outputs, half, output="half logit"), output="signed")
    graph.node("Squeeze", outputs, graph.constant("last", np.array([1])), output="prediction")
