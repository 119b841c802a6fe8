from typing import Any

import numpy as np
import pytest

from tinkernet.config import Config
from tinkernet.nn.network import Architecture, initial_parameters
from tinkernet.nn.state import Array, TrainingState
from tinkernet.nn.transfer import transferred

OLD = Config(features=["x1", "x2", "r"], network={"hidden": [4, 3]})
Ends = tuple[str, str]


def trained(config: Config) -> TrainingState:
    """A state in which every number is another one."""
    state = TrainingState.starting_at(initial_parameters(config))
    used = Architecture.of(config).parameters
    state.flat[:used] = np.arange(100, 100 + used)
    state.optimizer[:, :used] = 1000 * np.arange(1, 3)[:, None] + np.arange(used)
    state.epoch, state.position, state.step, state.updates = 7, 3, 70, 60
    return state


def by_ends(config: Config, array: Array) -> dict[Ends, float]:
    """Every parameter by the names of both its ends."""
    below = [str(name) for name in config.features]
    found: dict[Ends, float] = {}
    layers = Architecture.of(config).layers
    for number, layer in enumerate(layers, 1):
        is_output = number == len(layers)
        if is_output and config.outputs > 1:
            names = [f"class {unit}" for unit in range(layer.units)]
        else:
            names = ["output"] if is_output else [f"{number}-{unit}" for unit in range(layer.units)]
        weights = array[layer.weight].reshape(layer.units, layer.inputs)
        for unit, name in enumerate(names):
            found[name, "bias"] = float(array[layer.bias][unit])
            for k, source in enumerate(below):
                found[name, source] = float(weights[unit, k])
        below = names
    return found


CHANGES: dict[str, dict[str, Any]] = {
    "a feature added": {"features": ["x1", "x2", "r", "x1x2"]},
    "a feature removed": {"features": ["x1", "r"]},
    "features in another order": {"features": ["r", "x1", "x2"]},
    "all features removed": {"features": []},
    "a unit added": {"network": {"hidden": [5, 3]}},
    "a unit removed": {"network": {"hidden": [3, 3]}},
    "units added to the last layer": {"network": {"hidden": [4, 32]}},
    "a layer added": {"network": {"hidden": [4, 3, 2]}},
    "a layer removed": {"network": {"hidden": [4]}},
    "all layers removed": {"network": {"hidden": []}},
    "everything at once": {"features": ["x2", "sin(x1)"], "network": {"hidden": [2, 5, 4]}},
    "three classes": {"data": {"dataset": "blobs3"}},
    "a regression": {"data": {"dataset": "plane"}},
    "an activation": {"network": {"activation": "relu"}},
    "another init": {"features": ["x1"], "network": {"init": "xavier_normal", "seed": 5}},
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_has_both_its_ends_survives_and_the_rest_is_fresh(name: str) -> None:
    new = OLD.merged(CHANGES[name])
    before = trained(OLD)
    after = transferred(before, OLD, new)
    old, fresh = by_ends(OLD, before.flat), by_ends(new, initial_parameters(new))
    found = by_ends(new, after.flat)
    assert found == {ends: old.get(ends, fresh[ends]) for ends in found}
    for row in range(2):
        was, state = by_ends(OLD, before.optimizer[row]), by_ends(new, after.optimizer[row])
        assert state == {ends: was.get(ends, 0) for ends in state}
    used = Architecture.of(new).parameters
    assert not after.flat[used:].any()
    assert not after.optimizer[:, used:].any()


@pytest.mark.parametrize("name", CHANGES)
def test_epoch_and_step_go_on_and_the_old_state_is_untouched(name: str) -> None:
    before = trained(OLD)
    copy = before.copy()
    after = transferred(before, OLD, OLD.merged(CHANGES[name]))
    assert (after.epoch, after.step, after.updates) == (7, 70, 60)
    after.flat[:], after.optimizer[:] = -1, -1
    assert np.array_equal(before.flat, copy.flat)
    assert np.array_equal(before.optimizer, copy.optimizer)


@pytest.mark.parametrize("fewer", [False, True])
def test_classes_survive_by_number(fewer: bool) -> None:
    three, five = OLD.merged({"data": {"dataset": "blobs3"}}), OLD.merged({"data": {"dataset": "pinwheel5"}})
    old, new = (five, three) if fewer else (three, five)
    before, after = trained(old), transferred(trained(old), old, new)
    was, found = by_ends(old, before.flat), by_ends(new, after.flat)
    shared = {ends for ends in found if ends in was}
    assert len(shared) == 4 * 3 + 4 + 3 * 4 + 3 + 3 * (3 + 1)
    assert all(found[ends] == was[ends] for ends in shared)
