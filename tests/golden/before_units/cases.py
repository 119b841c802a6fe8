"""What was trained for the golden files: points of one's own, some with labels that would be scaled today."""

from typing import Any

from tests.golden.before_points.cases import REAL, THREE, Commands

FAR = [[x1, x2, 40 * y] for x1, x2, y in REAL]
"""Labels up to ±300: given anew, they are brought to ±1."""
NAMED: dict[str, Any] = {
    "points": THREE,
    "class_names": ["newt", "toad", "frog"],
    "sides": ["train" if number % 3 else "test" for number in range(len(THREE))],
}
ADAM = {"optimizer": "adam", "learning_rate": 0.01, "batch_size": 4}
SMALL = {"hidden": [3]}

SESSIONS: dict[str, tuple[dict[str, Any], Commands]] = {
    "far": (
        {"data": {"points": FAR, "seed": 7}, "network": SMALL, "training": ADAM},
        [("step", {"epochs": 30})],
    ),
    "named": (
        {"data": NAMED, "network": SMALL, "training": ADAM},
        [("step", {"epochs": 4}), ("step", {"steps": 2})],
    ),
    "changed": (
        {"data": {"points": FAR}, "network": SMALL, "training": ADAM},
        [
            ("step", {"epochs": 3}),
            ("config", {"data": {"points": FAR[3:], "train_percent": 80}}),
            ("step", {"epochs": 2}),
        ],
    ),
}
"""Sessions: a config, and the commands that were carried out on it."""

EXPERIMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "far": (
        "sweeps",
        {
            "config": {"data": {"points": FAR}, "network": SMALL, "training": ADAM},
            "grid": {"training.learning_rate": [0.01, 0.1]},
            "seeds": 2,
            "stop": {"epochs": 20, "test_loss_below": 1000},
        },
    ),
    "named": ("runs", {"config": {"data": NAMED, "network": SMALL}, "seeds": 2, "stop": {"epochs": 9}}),
}
"""Experiments: what they were asked for."""
