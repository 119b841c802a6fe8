"""What golden numbers are about: 200 drawn configs, and sweeps of 200 runs together.

`python -m tests.golden.runs.draws` writes `digests.json` and `rows.json`. The numbers in the repository come
from the version before the engines were reshaped, and no later one is to write them: it is held to them. The
fused engine computes the same bits on every processor, torch with the same instructions and one thread;
`ATEN_CPU_CAPABILITY` chooses a lower set of them.
"""

import hashlib
import json
import random
from pathlib import Path
from typing import Any, get_args

import numpy as np
import torch

import tinkernet
from tinkernet import config as vocabulary
from tinkernet.tables import SHARES

torch.set_num_threads(1)

HERE = Path(__file__).parent
DIGESTS, ROWS = HERE / "digests.json", HERE / "rows.json"
COUNT = 200
STEPS = 50
ENGINES = ("fused", "autograd")

CLASSES = {
    "circle": 2,
    "xor": 2,
    "spiral": 2,
    "moons": 2,
    "blobs3": 3,
    "pinwheel5": 5,
    "plane": 0,
    "ripple": 0,
}
SCHEDULES = ("constant", "step", "exponential", "cosine", "warmup_cosine")
"""All that there were."""
LOSSES = {
    0: (None, "squared_error", "mse", "mae", "huber"),
    2: (None, "squared_error", "mse", "mae", "huber", "hinge", "cross_entropy"),
}

SWEEP: dict[str, Any] = {
    "config": {"data": {"samples": 60}, "training": {"learning_rate": 0.1}},
    "grid": {
        "data.dataset": ["circle", "xor", "blobs3", "plane"],
        "network.hidden": [[], [4], [4, 2], [8]],
        "training.optimizer": ["sgd", "adam"],
    },
    "seeds": 6,
    "stop": {"epochs": 120, "test_loss_below": 0.02, "patience": 40},
}
ACCURATE: dict[str, Any] = {
    "config": {
        "data": {"dataset": "gauss", "samples": 50, "noise": 20},
        "training": {"loss": "mse", "batch_size": 7},
    },
    "grid": {"training.learning_rate": [0.01, 3.0]},
    "seeds": 2,
    "stop": {"epochs": 60, "accuracy_above": 0.97},
}
RUNAWAY: dict[str, Any] = {
    "config": {"data": {"dataset": "plane", "samples": 40}, "network": {"activation": "linear"}},
    "grid": {"training.learning_rate": [0.3, 2.0]},
    "seeds": 2,
    "stop": {"epochs": 60, "patience": 30},
}
"""Together 200 runs: goals, patience, divergence, and runs to the end."""
SWEEPS = (SWEEP, ACCURATE, RUNAWAY)


def key(engine: str) -> str:
    """Under which name the digests of an engine on this processor stand."""
    return engine if engine == "fused" else f"{engine} {torch.backends.cpu.get_cpu_capability()}"


def drawn(number: int) -> dict[str, Any]:
    """The config of this number, over every option of the engines; independent of any library's draws."""
    draw = random.Random(number)
    one = draw.choice
    hidden = [one([1, 2, 3, 5, 8, 16, 17, 32]) for _ in range(one([0, 1, 1, 2, 2, 3, 4, 8]))]
    names = get_args(vocabulary.ActivationName)
    dataset = one(list(CLASSES))
    losses = LOSSES.get(CLASSES[dataset], (None, "cross_entropy"))
    return {
        "data": {
            "dataset": dataset,
            "samples": draw.randint(10, 90),
            "noise": one([0, 10, 30]),
            "train_percent": one([10, 50, 80]),
            "seed": draw.randrange(2**32),
        },
        "features": draw.sample(vocabulary.FEATURES, draw.randint(0, 6)),
        "network": {
            "hidden": hidden,
            "activation": one([one(names), [one(names) for _ in hidden]]),
            "init": one(get_args(vocabulary.InitializerName)),
            "dropout": one([0, 0, 0.1, 0.5]),
            "seed": draw.randrange(2**32),
        },
        "training": {
            "loss": one(losses),
            "optimizer": one(get_args(vocabulary.OptimizerName)),
            "learning_rate": one([0.001, 0.03, 0.1]),
            "batch_size": one([1, 2, 7, 10, 16, 17, 33, 5000]),
            "shuffle": one([True, False]),
            "momentum": one([0, 0.5, 0.9]),
            "beta1": one([0, 0.9]),
            "beta2": one([0.9, 0.999]),
            "epsilon": one([1e-8, 1e-2]),
            "rho": one([0.9, 0.99]),
            "weight_decay": one([0, 0.1]),
            "regularization": one(get_args(vocabulary.RegularizerName)),
            "regularization_rate": one([0.001, 0.1]),
            "clip_norm": one([None, None, 0.01, 1.0, 100.0]),
            "huber_delta": one([0.1, 1.0]),
            "schedule": one(SCHEDULES),
            "schedule_epochs": one([1, 3, 20]),
            "warmup_epochs": one([0, 2, 10]),
        },
    }


def digest(number: int, engine: str) -> str:
    """Of the parameters after 50 steps: 16 digits of SHA-256, and their norm for processors unknown here."""
    config = drawn(number)
    config["training"]["engine"] = engine
    if config["training"]["loss"] == "hinge":  # which was taken of tanh, before there was a choice
        config["network"]["output"] = "tanh"
    trainer = tinkernet.Trainer(tinkernet.Config(**config))
    trainer.train(steps=STEPS)
    bits = hashlib.sha256(trainer.parameters.tobytes()).hexdigest()[:16]
    return f"{bits} {np.linalg.norm(trainer.parameters.astype(np.float64)):.4g}"


def rows() -> list[dict[str, Any]]:
    """The rows of the sweeps' runs, but for the time they took, and what that version did not count."""
    others = {"seconds", *SHARES}
    found: list[dict[str, Any]] = []
    for body in SWEEPS:
        sweep = tinkernet.sweep(body["config"], body["grid"], seeds=body["seeds"], stop=body["stop"])
        found += [{name: value for name, value in row.items() if name not in others} for row in sweep.rows()]
    return found


def written(path: Path) -> Any:
    """What stands in a file; nothing where there is none."""
    return json.loads(path.read_text()) if path.exists() else {}


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=0) + "\n")


if __name__ == "__main__":
    found = {key(name): [digest(number, name) for number in range(COUNT)] for name in ENGINES}
    _write(DIGESTS, {**written(DIGESTS), **found})
    _write(ROWS, rows())
