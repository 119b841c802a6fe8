"""The names of all there is to choose from, and what a config must know about them, without torch.

Written by `make names` from the entries of `nn/catalogue`; a test says whether it still follows from them.
"""

from collections.abc import Mapping
from typing import Literal

# fmt: off

DatasetName = Literal[
    "circle", "xor", "gauss", "spiral", "moons", "rings", "checkerboard", "sine", "linear", "blobs3",
    "blobs5", "pinwheel3", "pinwheel5", "plane", "multi_gauss", "ripple", "saddle", "formula", "custom",
]
FeatureName = Literal[
    "x1", "x2", "x1^2", "x2^2", "x1x2", "sin(x1)", "sin(x2)", "cos(x1)", "cos(x2)", "r",
]
ActivationName = Literal[
    "tanh", "relu", "sigmoid", "linear", "leaky_relu", "elu", "gelu", "silu", "softplus", "sin",
]
InitializerName = Literal[
    "classic", "xavier_uniform", "xavier_normal", "kaiming_uniform", "kaiming_normal", "pytorch", "zeros",
]
LossName = Literal[
    "squared_error", "mse", "mae", "huber", "hinge", "cross_entropy",
]
OptimizerName = Literal[
    "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw",
]
RegularizerName = Literal[
    "none", "l1", "l2",
]
ScheduleName = Literal[
    "constant", "step", "exponential", "linear", "cosine", "warmup_cosine",
]

REGRESSIONS = frozenset({
    "plane", "multi_gauss", "ripple", "saddle",
})
CLASSES = {
    "blobs3": 3, "blobs5": 5, "pinwheel3": 3, "pinwheel5": 5,
}
"""Of the data sets with more than two."""
LOSSES_FOR: Mapping[str, tuple[LossName, ...]] = {
    "two_classes": (
        "squared_error", "mse", "mae", "huber", "hinge", "cross_entropy",
    ),
    "k_classes": (
        "cross_entropy",
    ),
    "regression": (
        "squared_error", "mse", "mae", "huber",
    ),
}
OUTPUTS_OF: Mapping[str, tuple[ActivationName, ...]] = {
    "hinge": (
        "linear", "tanh",
    ),
    "cross_entropy": (
        "linear",
    ),
}
"""Of the losses that not every output fits: those that do, the usual one first."""
