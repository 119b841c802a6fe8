"""What was trained for the golden files: points of one's own in every kind, and sets that are drawn."""

import math
from typing import Any

Rows = list[list[float]]


def spread(count: int) -> list[tuple[float, float]]:
    """Places over the plane, with all their digits."""
    return [(5 * math.sin(1 + 2.3 * i), 5 * math.cos(2 + 3.7 * i)) for i in range(count)]


SIGNS: Rows = [[x1, x2, 1 if x1 * x2 > 0 else -1] for x1, x2 in spread(23)]
BITS: Rows = [[x1, x2, 1 if x1 > x2 else 0] for x1, x2 in spread(20)]
THREE: Rows = [[x1, x2, (x1 > 0) + (x1 > 0 and x2 > 0)] for x1, x2 in spread(31)]
REAL: Rows = [[x1, x2, 3 * math.sin(x1) + x2] for x1, x2 in spread(26)]
SECOND: Rows = [*SIGNS[5:], [0.1, 0.2, 1], [-0.1, 0.2, -1], [0.1, 0.2, 1]]
"""Other points, some of them the same."""


def own(points: Rows, task: str = "classification", **more: Any) -> dict[str, Any]:
    """The section `data` with points of one's own, as it was."""
    return {"dataset": "custom", "task": task, "points": points, **more}


ADAM = {"optimizer": "adam", "learning_rate": 0.01, "batch_size": 4}
RUNAWAY = {"learning_rate": 0.035, "batch_size": 1}
SMALL = {"hidden": [3]}

Commands = list[tuple[str, dict[str, Any]]]
SESSIONS: dict[str, tuple[dict[str, Any], Commands]] = {
    "default": ({"data": {"samples": 60}}, [("step", {"epochs": 1300})]),
    "signs": ({"data": own(SIGNS, train_percent=70, seed=5), "network": SMALL}, [("step", {"epochs": 40})]),
    "bits": ({"data": own(BITS), "network": SMALL, "training": ADAM}, [("step", {"epochs": 12})]),
    "three": (
        {"data": own(THREE, train_percent=35.5, seed=2**32 - 1), "network": SMALL, "training": ADAM},
        [("step", {"epochs": 7})],
    ),
    "real": ({"data": own(REAL, "regression", seed=9), "features": ["x1", "sin(x1)", "x2"], "network": SMALL},
             [("step", {"epochs": 9})]),
    "mid-epoch": (
        {"data": own(THREE, seed=3), "network": {**SMALL, "dropout": 0.2}, "training": ADAM},
        [("step", {"epochs": 2}), ("step", {"steps": 2})],
    ),
    "diverged": ({"data": own(REAL, "regression"), "network": {"hidden": [3], "activation": "linear"},
                  "training": RUNAWAY}, [("step", {"epochs": 50})]),
    "changed": (
        {"data": own(SIGNS), "network": SMALL},
        [
            ("step", {"epochs": 3}),
            ("config", {"data": {"train_percent": 80}}),
            ("step", {"epochs": 3}),
            ("config", {"data": {"points": SECOND, "seed": 4}}),
            ("step", {"epochs": 3}),
        ],
    ),
}  # fmt: skip
"""Sessions: a config, and the commands that were carried out on it."""

QUICK = {"epochs": 20}
RATES = {"training.learning_rate": [0.01, 0.1]}
EXPERIMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "run": (
        "runs",
        {"config": {"data": own(REAL, "regression"), "network": SMALL}, "seeds": 2, "stop": QUICK},
    ),
    "drawn": ("sweeps", {"config": {"data": {"samples": 30}}, "grid": RATES, "stop": QUICK}),
    "own": (
        "sweeps",
        {
            "config": {"data": own(THREE, train_percent=60, seed=8), "network": SMALL, "training": ADAM},
            "grid": {"data.dataset": ["custom"], **RATES},
            "seeds": 2,
            "stop": {**QUICK, "accuracy_above": 0.5},
        },
    ),
    "points": (
        "sweeps",
        {
            "config": {"data": own(SIGNS), "network": SMALL},
            "grid": {"data.points": [SIGNS[:12], SECOND], **RATES},
            "stop": QUICK,
        },
    ),
    "splits": (
        "sweeps",
        {
            "config": {"data": own(BITS), "network": SMALL},
            "grid": {"data.train_percent": [30, 80], "data.seed": [1, 6]},
            "stop": QUICK,
        },
    ),
    "either": (
        "sweeps",
        {
            "config": {"data": {"samples": 20, "train_percent": 40}, "network": SMALL},
            "random": {
                "points": 2,
                "distributions": {
                    "data.dataset": {"distribution": "choice", "values": ["custom"]},
                    "data.task": {"distribution": "choice", "values": ["regression"]},
                    "data.points": {"distribution": "choice", "values": [REAL[:10], REAL[10:]]},
                    "data.seed": {"distribution": "integer", "low": 1, "high": 50},
                },
            },
            "stop": QUICK,
        },
    ),
}
"""Runs and sweeps: the body of the request."""

UNFINISHED: dict[str, Any] = {
    "config": {
        "data": own(SIGNS, train_percent=70, seed=5),
        "network": {"hidden": [16, 16]},
        "training": {"batch_size": 1},
    },
    "grid": {"training.learning_rate": [0.003, 0.01, 0.03], "data.seed": [5, 6]},
    "seeds": 4,
    "stop": {"epochs": 20_000, "patience": 19_000},
}

FILES: dict[str, tuple[dict[str, Any], int]] = {
    "signs": ({"data": own(SIGNS, train_percent=70, seed=5), "network": SMALL, "training": ADAM}, 14),
    "bits": ({"data": own(BITS, seed=2), "network": SMALL}, 0),
    "three": ({"data": own(THREE, train_percent=35.5), "network": SMALL, "training": ADAM}, 11),
    "real": ({"data": own(REAL, "regression", seed=9), "network": SMALL}, 30),
    "moons": ({"data": {"dataset": "moons", "samples": 30, "noise": 5, "train_percent": 40, "seed": 6},
               "network": SMALL}, 3),
}  # fmt: skip
"""Sessions that were exported: a config, and steps."""

LINKS: list[dict[str, Any]] = [
    {"data": own(SIGNS, train_percent=70, seed=5), "network": SMALL, "training": ADAM},
    {"data": own(BITS)},
    {
        "data": own(THREE[:12], train_percent=40),
        "network": {"hidden": [3, 2], "activation": ["relu", "tanh"]},
    },
    {"data": own(REAL, "regression", seed=9), "training": {"loss": "mae"}},
]
