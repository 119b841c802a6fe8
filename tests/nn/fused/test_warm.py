"""The kernels on disk, each time in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tinkernet.nn.fused.warm import load_kernels

KERNELS = """
import json, pkgutil
from importlib import import_module
from numba.core.dispatcher import Dispatcher
import tinkernet.nn
from tinkernet.nn.fused import warm

def kernels():
    # every compiled function of the package that is not just there to be inlined into others
    found = {}
    for module in pkgutil.walk_packages(tinkernet.nn.__path__, "tinkernet.nn."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Dispatcher) and not value.targetoptions.get("forceinline"):
                found[f"{value.py_func.__module__}.{value.__name__}"] = value
    return found
"""
DRAWS = """
import json
from unittest.mock import MagicMock
from tinkernet.nn import draws
from tinkernet.nn.fused import warm
warm.FusedEngine = MagicMock()  # its kernels are made as these are, and take long to compile
warm.load_kernels()
print(json.dumps([warm.are_cached()] + [
    [sum(kernel.stats.cache_hits.values()), sum(kernel.stats.cache_misses.values()), len(kernel.signatures)]
    for kernel in (draws.draw_order, draws.draw_masks)
]))
"""
LOAD_AND_TRAIN = f"""
{KERNELS}
from tinkernet.config import Config
from tinkernet.nn.trainer import Trainer
warm.load_kernels()
loaded = {{
    name: [sum(kernel.stats.cache_hits.values()), sum(kernel.stats.cache_misses.values())]
    for name, kernel in kernels().items()
}}
before = {{name: len(kernel.signatures) for name, kernel in kernels().items()}}
for data in ({{"dataset": "plane"}}, {{"dataset": "blobs5"}}, {{"noise": 10}}):
    for features in ([], ["x1", "r"]):
        training = {{"optimizer": "adamw", "clip_norm": 1, "regularization": "l1", "schedule": "cosine"}}
        network = {{"hidden": [3, 2], "dropout": 0.5, "activation": ["sin", "gelu"]}}
        trainer = Trainer(Config(data=data, features=features, network=network, training=training))
        trainer.train(epochs=3)
        trainer.train(steps=3)
        trainer.train(2, until=trainer.watched(test_loss_below=1e-9, patience=100))
        trainer.gradients(), trainer.pictures(20, "1-0"), trainer.predict([[0, 0]])
        Trainer.load(trainer.save()).train(steps=1)
print(json.dumps([loaded, before, {{name: len(kernel.signatures) for name, kernel in kernels().items()}}]))
"""


def run(script: str, cache: Path | None = None) -> Any:
    """What a fresh process prints."""
    environment = dict(os.environ)
    environment.pop("NUMBA_CACHE_DIR", None)
    if cache is not None:
        environment["NUMBA_CACHE_DIR"] = str(cache)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_second_process_loads_every_kernel_and_no_config_needs_another() -> None:
    load_kernels()  # this is the first
    counts, before, after = run(LOAD_AND_TRAIN)
    assert {"draw_order", "advance", "record"} <= {name.rpartition(".")[2] for name in counts}
    assert all(hits == 1 and misses == 0 for hits, misses in counts.values())
    assert before == after
    assert set(before.values()) == {1}


def test_kernels_lie_in_a_folder_named_by_a_digest_where_numba_keeps_its_own(tmp_path: Path) -> None:
    assert run(DRAWS, tmp_path) == [True, [0, 1, 1], [0, 1, 1]]
    (folder,) = tmp_path.iterdir()
    assert folder.name.startswith("kernels-")
    assert run(DRAWS, tmp_path) == [True, [1, 0, 1], [1, 0, 1]]


def test_a_folder_that_cannot_be_written_breaks_nothing(tmp_path: Path) -> None:
    # a file where the folder should be: even root cannot write into it
    (tmp_path / "file").write_text("")
    cached, *counts = run(DRAWS, tmp_path / "file")
    assert cached is False
    assert [signatures for _, _, signatures in counts] == [1, 1]
