"""The network as an ONNX model whose input is the points themselves: the features are part of its graph.

The weights are stored as they were trained, in float32; the graph computes in double precision, as `predict`
does, so that both round once. What is in units of its own goes in and comes out in double precision, which
a tiny spread far from 0 needs.

Needs the package onnx, which comes with `tinkernet[onnx]`.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tinkernet.config import IN_FULL, Config
from tinkernet.errors import InvalidRequest
from tinkernet.export.units_code import has_own_labels, has_own_places
from tinkernet.nn.catalogue.activations import ACTIVATIONS
from tinkernet.nn.catalogue.features import FEATURES
from tinkernet.nn.catalogue.table import OnnxApplied, OnnxFormula
from tinkernet.nn.network import Architecture
from tinkernet.nn.quantities import BIT, LOGIT, reading
from tinkernet.nn.snapshot import Snapshot
from tinkernet.points.scale import Scale

IR_VERSION, OPSET = 10, 20
"""Of 2024, so that the runtimes of the last years read it."""

ONLY_IN_SINGLE = frozenset({"Erf"})
"""Operators that onnxruntime has for float32 alone."""


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

    def double(self, tensor: str, output: str | None = None) -> str:
        name = output or f"{tensor} in double"
        return self.node("Cast", tensor, output=name, to=self._onnx.TensorProto.DOUBLE)

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
    single, double = onnx.TensorProto.FLOAT, onnx.TensorProto.DOUBLE
    of_points = double if has_own_places(config.data.units) else single
    of_prediction = double if has_own_labels(config.data.units) else single
    places = _places(graph, config.data.units)
    _predict(graph, config, _layers(graph, snapshot, _features(graph, config, places)))
    helper = onnx.helper
    shape: list[str | int] = ["batch", config.outputs] if config.outputs > 1 else ["batch"]
    proto = helper.make_graph(
        graph.nodes,
        "tinkernet",
        [helper.make_tensor_value_info("points", of_points, ["batch", 2])],
        [helper.make_tensor_value_info("prediction", of_prediction, shape)],
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


def _places(graph: _Graph, units: Scale) -> str:
    """The points (batch, 2) on the square, in double precision."""
    if not has_own_places(units):
        return graph.double("points")
    axes = (units.x1, units.x2)
    offsets = graph.constant("offsets", np.array([axis.offset for axis in axes]))
    factors = graph.constant("factors", np.array([axis.factor for axis in axes]))
    moved = graph.node("Sub", "points", offsets, output="points from the middle")
    return graph.node("Div", moved, factors, output="places")


def _features(graph: _Graph, config: Config, places: str) -> str:
    """The features (batch, inputs)."""
    formulas = {name: FEATURES[name].onnx for name in config.features}
    used = {tensor for formula in formulas.values() for tensor in _tensors(formula)}
    if "columns" in used:
        graph.constant("columns", np.array([1]))
    for place, name in enumerate(("x1", "x2")):
        if name in used:
            _column(graph, places, name, [place])
    if not formulas:
        return _column(graph, places, "features", [])
    seen = {"points in double": places}
    names = [_formula(graph, formula, f"feature {name}", **seen) for name, formula in formulas.items()]
    return graph.node("Concat", *names, output="features", axis=1)


def _column(graph: _Graph, points: str, name: str, places: list[int]) -> str:
    """The coordinates at `places` of every point, (batch, len(places))."""
    indices = graph.constant(f"{name} places", np.array(places, np.int64))
    return graph.node("Gather", points, indices, output=name, axis=1)


def _layers(graph: _Graph, snapshot: Snapshot, inputs: str) -> str:
    """The outputs (batch, outputs) of the last layer."""
    flat, a = snapshot.state.flat, inputs
    for number, layer in enumerate(Architecture.of(snapshot.config).layers, 1):
        weight = graph.constant(f"weight {number}", flat[layer.weight].reshape(layer.units, layer.inputs))
        bias = graph.constant(f"bias {number}", flat[layer.bias])
        operands = a, graph.double(weight), graph.double(bias)
        z = graph.node("Gemm", *operands, output=f"z {number}", transB=1)
        a = _formula(graph, ACTIVATIONS[layer.activation].onnx, f"a {number}", z=z)
    return a


def _formula(graph: _Graph, formula: OnnxApplied, output: str, **tensors: str) -> str:
    """The nodes of a formula, the last of them called `output`; `tensors` are what its names stand for."""

    def tensor(operand: OnnxFormula) -> str:
        if isinstance(operand, str):
            return tensors.get(operand, operand)
        return graph.number(operand) if isinstance(operand, float) else node(operand)

    def node(applied: OnnxApplied, name: str | None = None) -> str:
        operator, *operands = applied
        # the deepest first: so the fewest tensors wait for others
        made = {each: tensor(each) for each in sorted(dict.fromkeys(operands), key=_depth, reverse=True)}
        inputs = [made[operand] for operand in operands]
        if operator not in ONLY_IN_SINGLE:
            return graph.node(operator, *inputs, output=name or f"{output} part {len(graph.nodes)}")
        inputs = [graph.single(each, f"{output} in single") for each in inputs]
        return graph.double(graph.node(operator, *inputs, output=f"{output} part {len(graph.nodes)}"), name)

    return node(formula, output)


def _depth(formula: OnnxFormula) -> int:
    return 1 + max(map(_depth, formula[1:])) if isinstance(formula, tuple) else 0


def _tensors(formula: OnnxFormula) -> set[str]:
    """The names of the tensors in a formula."""
    if isinstance(formula, tuple):
        return set().union(*map(_tensors, formula[1:]))
    return {formula} if isinstance(formula, str) else set()


def _predict(graph: _Graph, config: Config, outputs: str) -> None:
    """What `nn.maps.prediction` makes of the outputs."""
    if config.outputs > 1:
        outputs = graph.node("Softmax", outputs, output="probabilities", axis=1)
    elif reading(config) == LOGIT:
        half = graph.node("Mul", outputs, graph.number(0.5), output="half logit")
        outputs = graph.node("Tanh", half, output="signed")
    elif reading(config) == BIT:
        double = graph.node("Mul", outputs, graph.number(2.0), output="double bit")
        outputs = graph.node("Sub", double, graph.number(1.0), output="signed")
    if config.outputs == 1:
        outputs = graph.node("Squeeze", outputs, graph.constant("last", np.array([1])), output="column")
    if has_own_labels(config.data.units):
        label = config.data.units.label
        stretched = graph.node("Mul", outputs, graph.number(label.factor), output="stretched")
        graph.node("Add", stretched, graph.number(label.offset), output="prediction")
    else:
        graph.single(outputs, "prediction")
