"""Carrying a network's weights over a change of its structure.

A weight survives if both its ends do: features and classes by name, hidden units by layer and index. Layers count from the
input, the output layer is itself. What is new is drawn by the initialisation, with zero optimizer state.
"""

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import Config
from tinkernet.nn.network import Architecture, initial_parameters
from tinkernet.nn.state import TrainingState

Kept = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Indices of the same ends in the old and in the new network."""


def _same(old: list[str], new: list[str]) -> Kept:
    pairs = [(old.index(name), number) for number, name in enumerate(new) if name in old]
    before, after = np.array(pairs, np.intp).reshape(-1, 2).T
    return before, after


def _levels(config: Config) -> dict[str, list[str]]:
    """The names of the ends, level by level: the inputs, each hidden layer, the outputs."""
    levels = {"inputs": list(config.features)}
    for number, units in enumerate(config.network.hidden, 1):
        levels[f"layer {number}"] = [str(unit) for unit in range(units)]
    classes = config.data.classes
    levels["outputs"] = [f"class {k}" for k in range(classes)] if classes > 2 else ["output"]
    return levels


def transferred(state: TrainingState, old: Config, new: Config) -> TrainingState:
    """A state for the network of `new` with all that survives of `state`, a network of `old`; counters go on."""
    before, after = Architecture.of(old), Architecture.of(new)
    result = TrainingState.starting_at(initial_parameters(new))
    result.epoch, result.position, result.step, result.updates = (
        state.epoch, state.position, state.step, state.updates
    )  # fmt: skip
    old_levels, new_levels = _levels(old), _levels(new)
    old_edges = {
        edge: layer
        for edge, layer in zip(
            zip(old_levels, list(old_levels)[1:], strict=False), before.layers, strict=True
        )
    }
    new_edges = zip(zip(new_levels, list(new_levels)[1:], strict=False), after.layers, strict=True)
    outputs = {target: layer for (_, target), layer in old_edges.items()}
    for (source, target), layer in new_edges:
        arrays = ((state.flat, result.flat), *zip(state.optimizer, result.optimizer, strict=True))
        if target not in outputs:
            continue
        kept_units = _same(old_levels[target], new_levels[target])
        for from_array, to_array in arrays:
            to_array[layer.bias][kept_units[1]] = from_array[outputs[target].bias][kept_units[0]]
        same_edge = old_edges.get((source, target))
        if same_edge is None:
            continue
        kept_inputs = _same(old_levels[source], new_levels[source])
        for from_array, to_array in arrays:
            from_weights = from_array[same_edge.weight].reshape(same_edge.units, same_edge.inputs)
            to_weights = to_array[layer.weight].reshape(layer.units, layer.inputs)
            to_weights[np.ix_(kept_units[1], kept_inputs[1])] = from_weights[
                np.ix_(kept_units[0], kept_inputs[0])
            ]
    return result
