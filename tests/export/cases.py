"""Trainings to take home; together they use every problem, loss, optimizer, schedule and penalty."""

from functools import cache
from typing import Any

from tinkernet import Config, Trainer
from tinkernet.config import FEATURES

CUSTOM_POINTS = [[x1 / 2, -x2, (x1 > x2) + (x1 > 2)] for x1 in range(-5, 6) for x2 in range(-3, 4)]

EXAMS = [[30 + 7 * k % 71, 1e6 + 5 * k % 61, int(7 * k % 71 > 30)] for k in range(40)]
TITLES = {"x1": {"title": 'the student\'s "exam"'}}
HOUSES = [[k / 2, 0, 203_000 + 21_000 * k + 900 * (k % 3)] for k in range(1, 31)]

CASES: dict[str, tuple[dict[str, Any], int]] = {
    "whole": (
        {
            "data": {"points": [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]], "train_percent": 100},
            "network": {"hidden": [2], "output": "sigmoid"},
            "training": {"batch_size": 4, "learning_rate": 1},
        },
        300,
    ),
    "scores": (
        {
            "data": {"dataset": "moons", "train_percent": 100, "samples": 60},
            "network": {"hidden": [5], "activation": "relu"},
            "training": {"loss": "hinge", "schedule": "linear", "schedule_factor": 0.1,
                         "schedule_epochs": 50},
        },
        120,
    ),
    "rectified": (
        {"data": {"dataset": "gauss", "samples": 60}, "network": {"hidden": [4], "output": "relu"}},
        120,
    ),
    "default": ({}, 500),
    "exams": (
        {
            "data": {"points": EXAMS, "scale": "standard", "units": TITLES},
            "features": ["x1", "x1x2", "r"],
            "network": {"hidden": [4]},
        },
        200,
    ),
    "houses": (
        {
            "data": {"points": HOUSES},
            "network": {"hidden": [6]},
            "training": {"optimizer": "adam", "learning_rate": 0.01, "batch_size": 4},
        },
        200,
    ),
    "rare": (
        {
            "data": {"dataset": "formula", "expression": "x1 > 4", "samples": 150},
            "network": {"hidden": [5]},
            "training": {"loss": "hinge", "class_weight": "balanced", "batch_size": 8, "learning_rate": 0.1},
        },
        100,
    ),
    "rare_of_three": (
        {
            "data": {"points": [[*row[:2], row[2] if n % 3 else 0] for n, row in enumerate(CUSTOM_POINTS)]},
            "network": {"hidden": [5]},
            "training": {"class_weight": "balanced"},
        },
        100,
    ),
    "untrained": ({"data": {"dataset": "moons", "noise": 20}}, 0),
    "momentum": (
        {
            "data": {"dataset": "xor", "noise": 15, "samples": 203, "seed": 2**32 - 1},
            "features": FEATURES,
            "network": {"hidden": [6, 5, 4], "activation": ["relu", "elu", "sin"], "init": "xavier_normal"},
            "training": {"optimizer": "momentum", "loss": "cross_entropy", "clip_norm": 0.5,
                         "schedule": "step", "schedule_epochs": 7},
        },
        333,
    ),
    "nesterov": (
        {
            "data": {"dataset": "spiral", "train_percent": 70},
            "features": ["x1x2", "sin(x1)"],
            "network": {"hidden": [8], "activation": "leaky_relu"},
            "training": {"optimizer": "nesterov", "loss": "hinge", "learning_rate": 0.003, "batch_size": 30,
                         "regularization": "l2", "regularization_rate": 0.01, "clip_norm": 1},
        },
        100,
    ),
    "adagrad": (
        {
            "data": {"dataset": "ripple", "samples": 300},
            "features": ["r", "x1^2"],
            "network": {"hidden": [8, 8], "activation": ["gelu", "silu"], "init": "kaiming_uniform"},
            "training": {"optimizer": "adagrad", "loss": "huber", "huber_delta": 0.3, "schedule": "cosine",
                         "schedule_epochs": 60},
        },
        450,
    ),
    "rmsprop": (
        {
            "data": {"dataset": "multi_gauss", "samples": 200, "noise": 5},
            "network": {"hidden": [10], "activation": "softplus", "init": "pytorch"},
            "training": {"optimizer": "rmsprop", "loss": "mae", "learning_rate": 0.001, "shuffle": False,
                         "schedule": "exponential", "schedule_epochs": 20},
        },
        200,
    ),
    "adam": (
        {
            "data": {"dataset": "blobs3", "noise": 30},
            "network": {"hidden": [5, 5], "activation": "sigmoid", "dropout": 0.2, "seed": 9},
            "training": {"optimizer": "adam", "batch_size": 7, "regularization": "l1",
                         "regularization_rate": 0.001},
        },
        505,
    ),
    "adamw": (
        {
            "data": {"dataset": "custom", "task": "classification", "points": CUSTOM_POINTS},
            "features": ["x1", "cos(x2)"],
            "network": {"hidden": [7, 3], "activation": "linear"},
            "training": {"optimizer": "adamw", "weight_decay": 0.1, "learning_rate": 0.01, "schedule":
                         "warmup_cosine", "schedule_epochs": 100, "warmup_epochs": 5},
        },
        37,
    ),
    "no_features": (
        {"features": [], "network": {"hidden": [3]}, "training": {"loss": "mse", "learning_rate": 0.001}}, 60,
    ),
    "no_hidden_layer": (
        {"data": {"dataset": "plane"}, "network": {"hidden": []}, "training": {"batch_size": 5000}}, 20,
    ),
}  # fmt: skip

IN_UNITS = frozenset({"exams", "houses"})
"""Cases whose points are in other units than the square."""


@cache
def trained(name: str) -> Trainer:
    """The trainer of a case; not to be changed."""
    config, steps = CASES[name]
    trainer = Trainer(Config(**config))
    if steps:
        trainer.train(steps=steps)
    assert trainer.divergence is None
    return trainer
