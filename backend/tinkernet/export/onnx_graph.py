"""The network as an ONNX model whose input is the points themselves: the features are part of its graph.

The weights are stored as they were trained, in float32; the graph computes in double precision, as `predict`
does, so that both round once. Where onnxruntime has an operator for float32 alone, others make it up.

Needs the package onnx, which comes with `tinkernet[onnx]`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tinkernet.config import IN_FULL, ActivationName, Config, FeatureName
from tinkernet.errors import InvalidRequest
from tinkernet.nn.network import Architecture
from tinkernet.nn.snapshot import Snapshot

IR_VERSION, OPSET = 10, 20
"""Of 2024, so that the runtimes of the last years read it."""

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
    "r": ("ReduceL2", "points in double", "columns"),
}
"""`nn.features.FEATURES`: an operator and its inputs; x1 and x2 are columns (batch, 1) of the points."""

ACTIVATIONS: Mapping[ActivationName, str] = {
    "tanh": "Tanh",
    "relu": "Relu",
    "sigmoid": "Sigmoid",
    "linear": "Identity",
    "sin": "Sin",
}
"""Those of `nn.activations.ACTIVATIONS` that are an operator of their own."""


class _Graph:
    """Nodes and constants as they come."""

    def __init__(self, onnx: Any) -> None:
        self._onnx = onnx
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, values: ArrayLike) -> str:
        self.constants.append(self._onnx.numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def number(self, value: float) -> str:
        """A constant that several nodes may read."""
        name = f"{value:.17g}"
        if all(constant.name != name for constant in self.constants):
            self.constant(name, np.float64(value))
        return name

    def double(self, tensor: str) -> str:
        return self.node("Cast", tensor, output=f"{tensor} in double", to=self._onnx.TensorProto.DOUBLE)

    def single(self, tensor: str, output: str) -> str:
        return self.node("Cast", tensor, output=output, to=self._onnx.TensorProto.FLOAT)

    def node(self, operator: str, *inputs: str, output: str, **attributes: Any) -> str:
        self.nodes.append(self._onnx.helper.make_node(operator, inputs, [output], output, **attributes))
        return output


def to_onnx(snapshot: Snapshot) -> bytes:
    """The bytes of the model: `points` (batch, 2) -> `prediction`, as `Trainer.predict` gives it.

    Raises:
        InvalidRequest: the package onnx is not installed.
    """
    try:
        import onnx
    except ImportError:
        raise InvalidRequest(
            "the format onnx needs the package onnx on the server: pip install 'tinkernet[onnx]'", "format"
        ) from None
    graph, config = _Graph(onnx), snapshot.config
    graph.double("points")
    _predict(graph, config, _layers(graph, snapshot, _features(graph, config)))
    helper, single = onnx.helper, onnx.TensorProto.FLOAT
    shape: list[str | int] = ["batch", config.outputs] if config.outputs > 1 else ["batch"]
    proto = helper.make_graph(
        graph.nodes,
        "tinkernet",
        [helper.make_tensor_value_info("points", single, ["batch", 2])],
        [helper.make_tensor_value_info("prediction", single, shape)],
        graph.constants,
    )
    model = helper.make_model(
        proto,
        producer_name="tinkernet",
        ir_version=IR_VERSION,
        opset_imports=[helper.make_opsetid("", OPSET)],
        doc_string=f"A network on the data set {config.data.dataset} at epoch {snapshot.state.epoch}.",
    )
    helper.set_model_props(model, {"config": config.model_dump_json(context=IN_FULL)})
    onnx.checker.check_model(model, full_check=True)
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
    return graph.node("Gather", "points in double", indices, output=name, axis=1)


def _layers(graph: _Graph, snapshot: Snapshot, inputs: str) -> str:
    """The outputs (batch, outputs) of the last layer."""
    flat, a = snapshot.state.flat, inputs
    for number, layer in enumerate(Architecture.of(snapshot.config).layers, 1):
        weight = graph.constant(f"weight {number}", flat[layer.weight].reshape(layer.units, layer.inputs))
        bias = graph.constant(f"bias {number}", flat[layer.bias])
        operands = a, graph.double(weight), graph.double(bias)
        z = graph.node("Gemm", *operands, output=f"z {number}", transB=1)
        a = _activation(graph, layer.activation, z, f"a {number}")
    return a


def _activation(graph: _Graph, name: ActivationName, z: str, output: str) -> str:
    """The activation of a tensor, as PyTorch defines it."""

    def part(operator: str, *inputs: str, **attributes: Any) -> str:
        return graph.node(operator, *inputs, output=f"{output} part {len(graph.nodes)}", **attributes)

    def whole(operator: str, *inputs: str) -> str:
        return graph.node(operator, *inputs, output=output)

    match name:
        case "leaky_relu":
            return whole("Max", z, part("Mul", z, graph.number(0.01)))
        case "elu":
            negative = part("Sub", part("Exp", part("Min", z, graph.number(0))), graph.number(1))
            return whole("Add", part("Relu", z), negative)
        case "gelu":
            scaled = graph.single(part("Mul", z, graph.number(0.5**0.5)), f"{output} in single")
            twice = part("Add", graph.number(1), graph.double(part("Erf", scaled)))
            return whole("Mul", part("Mul", z, graph.number(0.5)), twice)
        case "silu":
            return whole("Mul", z, part("Sigmoid", z))
        case "softplus":
            rest = part("Log", part("Add", graph.number(1), part("Exp", part("Neg", part("Abs", z)))))
            return whole("Add", part("Relu", z), rest)
        case _:
            return whole(ACTIVATIONS[name], z)


def _predict(graph: _Graph, config: Config, outputs: str) -> None:
    """What `nn.maps.prediction` makes of the outputs."""
    if config.outputs > 1:
        outputs = graph.node("Softmax", outputs, output="probabilities", axis=1)
    elif config.loss == "cross_entropy":
        half = graph.node("Mul", outputs, graph.number(0.5), output="half logit")
        outputs = graph.node("Tanh", half, output="signed")
    if config.outputs == 1:
        outputs = graph.node("Squeeze", outputs, graph.constant("last", np.array([1])), output="column")
    graph.single(outputs, "prediction")
