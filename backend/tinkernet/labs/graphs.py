"""A program as a graph of single operations, with values, local derivatives and gradients by autograd."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from tinkernet.base.expressions.tree import Node
from tinkernet.errors import InvalidRequest
from tinkernet.labs.operations import applied, exponent, operands, scalar
from tinkernet.labs.programs import Program

MAX_NODES = 160
"""The likelihood of eight measurements has 129; what is drawn may have fewer."""
POLES = {"div": 1, "log": 0, "sqrt": 0, "pow": 0}
"""Operations that are not defined, or have no slope, where this one of their inputs is 0."""


@dataclass(slots=True)
class _Vertex:
    """An operation of the graph, or an input or a number, which have none."""

    op: str
    inputs: list[int]
    value: Tensor
    name: str | None = None
    node: Node | None = None

    @property
    def gradient(self) -> float:
        """What arrived at it; nothing: 0."""
        return 0.0 if self.value.grad is None else self.value.grad.item()

    def local(self, values: Sequence[float]) -> list[float]:
        """The derivative by each input, by autograd on this operation alone."""
        if self.node is None:
            return []
        leaves = [scalar(value, learns=True) for value in values]
        return [slope.item() for slope in torch.autograd.grad(applied(self.node, leaves), leaves)]


class _Tape:
    """Records the operations of a program in the order of the forward pass."""

    def __init__(self, program: Program, values: Mapping[str, float]) -> None:
        self.vertices: list[_Vertex] = []
        self.places: dict[str, int] = {}
        for name in program.inputs:
            self.places[name] = self._push(_Vertex("input", [], scalar(values[name], learns=True), name))
        for name, tree in program.lines:
            place = self._walk(tree)
            self.places[name] = place
            self.vertices[place].name = self.vertices[place].name or name
        self.output = self.places[program.output]

    def _push(self, vertex: _Vertex) -> int:
        if len(self.vertices) == MAX_NODES:
            raise InvalidRequest(f"the graph of these lines may have {MAX_NODES} nodes", "lines")
        vertex.value.retain_grad()
        self.vertices.append(vertex)
        return len(self.vertices) - 1

    def _walk(self, node: Node) -> int:
        if node.op == "var":
            return self.places[str(node.value)]
        if node.op == "num":
            return self._push(_Vertex("const", [], scalar(float(node.value or 0), learns=True)))
        inputs = [self._walk(operand) for operand in operands(node)]
        value = applied(node, [self.vertices[place].value for place in inputs])
        return self._push(_Vertex(node.op, inputs, value, node=node))


def graph(program: Program, values: Mapping[str, float], upstream: float = 1.0) -> dict[str, Any]:
    """Nodes, output and trouble, as `wire.labs.Graph` has them; what is not finite is told by `trouble`.

    Raises:
        InvalidRequest: it has too many nodes.
    """
    tape = _Tape(program, values)
    numbers = [vertex.value.item() for vertex in tape.vertices]
    tape.vertices[tape.output].value.backward(scalar(upstream))  # type: ignore[no-untyped-call]
    nodes = []
    for place, vertex in enumerate(tape.vertices):
        node: dict[str, Any] = {"id": place, "name": vertex.name, "op": vertex.op, "inputs": vertex.inputs}
        if vertex.node is not None:
            node["local"] = vertex.local([numbers[source] for source in vertex.inputs])
            if vertex.op == "pow":
                node["exponent"] = exponent(vertex.node)
        node |= {"value": numbers[place], "gradient": vertex.gradient}
        if vertex.op == "input":
            node["nudged"] = upstream * program.nudged(values, str(vertex.name))
        nodes.append(node)
    return {"nodes": nodes, "output": tape.output, "trouble": _trouble(nodes)}


def _trouble(nodes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The first node whose value is not finite; else the first of the way back that passes on no number."""
    forward = (node for node in nodes if not math.isfinite(node["value"]))
    slopes = (node for node in reversed(nodes) if not all(map(math.isfinite, node.get("local", ()))))
    backward = (node for node in reversed(nodes) if not math.isfinite(node["gradient"]))
    for found in (forward, slopes, backward):
        for node in found:
            return {"node": node["id"], "code": "undefined" if _is_undefined(node, nodes) else "overflow"}
    return None


def _is_undefined(node: dict[str, Any], nodes: list[dict[str, Any]]) -> bool:
    """Whether there is no such number, rather than one that is too large."""
    pole = POLES.get(node["op"])
    at_pole = pole is not None and nodes[node["inputs"][pole]]["value"] == 0
    return at_pole or math.isnan(node["value"]) or math.isnan(node["gradient"])
