"""Configs drawn at random, over every option of the engines."""

from typing import Any, get_args

import numpy as np
from hypothesis import strategies as st

from tinkernet.config import (
    FEATURES,
    MAX_LAYERS,
    OUTPUTS_OF,
    ActivationName,
    Config,
    InitializerName,
    OptimizerName,
    OutputName,
    RegularizerName,
    ScheduleName,
)

ACTIVATIONS = get_args(ActivationName)
OUTPUTS = get_args(OutputName)
Drawn = dict[str, Any]


def custom_points(labels: list[float], count: int, seed: int) -> list[tuple[float, float, float]]:
    """Points over the whole plane; every label is among them."""
    places = np.random.default_rng(seed).uniform(-6, 6, (count, 2))
    return [(x1, x2, labels[i % len(labels)]) for i, (x1, x2) in enumerate(places.tolist())]


@st.composite
def data(draw: st.DrawFn) -> Drawn:
    """Two classes, three, five, seven, or a regression; made or given."""
    dataset = draw(
        st.sampled_from(
            ["circle", "xor", "spiral", "rings", "blobs3", "pinwheel5", "plane", "ripple", "custom"]
        )
    )
    section: Drawn = {"dataset": dataset, "train_percent": draw(st.sampled_from([10, 50, 80]))}
    if dataset != "custom":
        section["samples"] = draw(st.integers(10, 80))
        section["noise"] = draw(st.sampled_from([0, 20]))
        section["seed"] = draw(st.integers(0, 2**32 - 1))
        return section
    section["task"] = draw(st.sampled_from(["classification", "regression"]))
    few, many = [-1.0, 1.0], [float(k) for k in range(draw(st.sampled_from([2, 3, 5, 7])))]
    values = [-1.5, 0.0, 0.25, 3.0]
    labels = draw(st.sampled_from([few, many])) if section["task"] == "classification" else values
    section["points"] = custom_points(labels, draw(st.integers(12, 60)), draw(st.integers(0, 2**32 - 1)))
    return section


@st.composite
def networks(draw: st.DrawFn, dropout: bool = True) -> Drawn:
    """From none to eight layers, now and then as wide as may be."""
    units = st.one_of(st.integers(1, 6), st.sampled_from([8, 16, 17, 32]))
    hidden = draw(st.lists(units, max_size=MAX_LAYERS))
    one = st.sampled_from(ACTIVATIONS)
    each = st.lists(one, min_size=len(hidden), max_size=len(hidden))
    return {
        "hidden": hidden,
        "activation": draw(st.one_of(one, each)),
        "init": draw(st.sampled_from(get_args(InitializerName))),
        "dropout": draw(st.sampled_from([0, 0, 0.1, 0.5])) if dropout else 0,
        "seed": draw(st.integers(0, 2**32 - 1)),
    }


def losses(classes: int) -> st.SearchStrategy[str | None]:
    """Every loss that fits the problem; None is the default."""
    if classes > 2:
        return st.sampled_from([None, "cross_entropy"])
    names = ["squared_error", "mse", "mae", "huber"]
    return st.sampled_from(names if classes == 0 else [*names, "hinge", "cross_entropy"])


@st.composite
def trainings(draw: st.DrawFn, classes: int, rate: float = 1.0) -> Drawn:
    """`rate` bounds the learning rate."""
    low = st.floats(1e-4, 0.05)
    return {
        "loss": draw(losses(classes)),
        "optimizer": draw(st.sampled_from(get_args(OptimizerName))),
        "learning_rate": min(rate, draw(low)),
        "batch_size": draw(st.sampled_from([1, 2, 7, 10, 16, 17, 33, 5000])),
        "shuffle": draw(st.booleans()),
        "momentum": draw(st.sampled_from([0, 0.5, 0.9])),
        "beta1": draw(st.sampled_from([0, 0.9])),
        "beta2": draw(st.sampled_from([0.9, 0.999])),
        "epsilon": draw(st.sampled_from([1e-2, 0.1])),
        "rho": draw(st.sampled_from([0.9, 0.99])),
        "weight_decay": draw(st.sampled_from([0, 0.1])),
        "regularization": draw(st.sampled_from(get_args(RegularizerName))),
        "regularization_rate": draw(st.sampled_from([0.001, 0.1])),
        "clip_norm": draw(st.sampled_from([None, None, 0.01, 1.0, 100.0])),
        "huber_delta": draw(st.sampled_from([0.1, 1.0])),
        "schedule": draw(st.sampled_from(get_args(ScheduleName))),
        "schedule_epochs": draw(st.sampled_from([1, 3, 20])),
        "warmup_epochs": draw(st.sampled_from([0, 2, 10])),
    }


@st.composite
def configs(draw: st.DrawFn, *, rate: float = 1.0, dropout: bool = True) -> Config:
    """Any experiment of few points.

    Adaptive optimizers get an epsilon of at least a hundredth: with a smaller one they amplify what is left
    of a gradient when nothing but rounding is.
    """
    drawn: Drawn = {
        "data": draw(data()),
        "features": draw(st.lists(st.sampled_from(FEATURES), unique=True, max_size=6)),
        "network": draw(networks(dropout)),
    }
    classes = Config(data=drawn["data"]).data.classes
    drawn["training"] = draw(trainings(classes, rate))
    loss = drawn["training"]["loss"] or "cross_entropy"
    drawn["network"]["output"] = draw(st.sampled_from(["auto", *OUTPUTS_OF.get(loss, OUTPUTS)]))
    return Config(**drawn)
