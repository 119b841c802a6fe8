"""Carrying a network's weights over a change of its structure.

A weight survives if both its ends do: features and classes by name, hidden units by layer and index. Layers
count from the input, the output layer is itself. What is new is drawn by the initialisation, with zero
optimizer state.
"""

from dataclasses import replace
from itertools import pairwise

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
    levels: dict[str, list[str]] = {"inputs": list(config.features)}
    for number, units in enumerate(config.network.hidden, 1):
        levels[f"layer {number}"] = [str(unit) for unit in range(units)]
    classes = config.data.classes
    levels["outputs"] = [f"class {k}" for k in range(classes)] if classes > 2 else ["output"]
    return levels


def transferred(state: TrainingState, old: Config, new: Config) -> TrainingState:
    """A state for the network of `new` with what survives of `state`, which is of `old`; counters go on."""
    fresh = TrainingState.starting_at(initial_parameters(new))
    result = replace(state, flat=fresh.flat, optimizer=fresh.optimizer)
    arrays = [(state.flat, result.flat), *zip(state.optimizer, result.optimizer, strict=True)]
    before, after = _levels(old), _levels(new)
    old_layers = dict(zip(pairwise(before), Architecture.of(old).layers, strict=True))
    old_targets = {target: layer for (_, target), layer in old_layers.items()}
    for (source, target), layer in zip(pairwise(after), Architecture.of(new).layers, strict=True):
        if target not in old_targets:
            continue
        old_units, units = _same(before[target], after[target])
        for from_array, to_array in arrays:
            to_array[layer.bias][units] = from_array[old_targets[target].bias][old_units]
        if (source, target) not in old_layers:
            continue
        old_layer = old_layers[source, target]
        old_inputs, inputs = _same(before[source], after[source])
        for from_array, to_array in arrays:
            weights = from_array[old_layer.weight].reshape(old_layer.units, old_layer.inputs)
            target_weights = to_array[layer.weight].reshape(layer.units, layer.inputs)
            target_weights[np.ix_(units, inputs)] = weights[np.ix_(old_units, old_inputs)]
    return result
