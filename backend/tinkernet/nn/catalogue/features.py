"""Features: the functions of (x1, x2) that a network can take as inputs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tinkernet.config import PLANE, FeatureName
from tinkernet.nn.catalogue.table import OnnxApplied, table

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Feature:
    """A function of the coordinates, elementwise on arrays of any one shape; angles are in radians.

    `code` is the same as an expression of numpy's, `onnx` as a formula of the tensors `x1` and `x2`
    (batch, 1) or `points in double` (batch, 2), whose last axis is called `columns`.
    """

    name: str
    function: Callable[[Floats, Floats], Floats]
    code: str
    onnx: OnnxApplied


FEATURES = table(
    Feature("x1", lambda x1, x2: x1, "x1", ("Identity", "x1")),
    Feature("x2", lambda x1, x2: x2, "x2", ("Identity", "x2")),
    Feature("x1^2", lambda x1, x2: x1 * x1, "x1 * x1", ("Mul", "x1", "x1")),
    Feature("x2^2", lambda x1, x2: x2 * x2, "x2 * x2", ("Mul", "x2", "x2")),
    Feature("x1x2", lambda x1, x2: x1 * x2, "x1 * x2", ("Mul", "x1", "x2")),
    Feature("sin(x1)", lambda x1, x2: np.sin(x1), "np.sin(x1)", ("Sin", "x1")),
    Feature("sin(x2)", lambda x1, x2: np.sin(x2), "np.sin(x2)", ("Sin", "x2")),
    Feature("cos(x1)", lambda x1, x2: np.cos(x1), "np.cos(x1)", ("Cos", "x1")),
    Feature("cos(x2)", lambda x1, x2: np.cos(x2), "np.cos(x2)", ("Cos", "x2")),
    Feature(
        "r", lambda x1, x2: np.hypot(x1, x2), "np.hypot(x1, x2)", ("ReduceL2", "points in double", "columns")
    ),
)


def feature_matrix(
    names: Sequence[FeatureName], points: Floats, dtype: npt.DTypeLike = np.float32
) -> npt.NDArray[Any]:
    """The raw, unnormalised features of points, feature-major: what the first layer reads.

    Args:
        names: the features, in the order of the rows.
        points: (n, 2); columns after the second, such as labels, are ignored.
        dtype: float32, in which networks are trained, or float64.

    Returns:
        C-contiguous (len(names), n).
    """
    x1, x2 = points[:, 0], points[:, 1]
    matrix = np.empty((len(names), len(points)), dtype)
    for row, name in zip(matrix, names, strict=True):
        row[:] = FEATURES[name].function(x1, x2)
    return matrix


def feature_map(name: FeatureName, resolution: int) -> npt.NDArray[np.float32]:
    """A feature over the plane [-6, 6]², for display.

    Returns:
        (resolution, resolution) in [-1, 1]: row 0 is x2 = +6, column 0 is x1 = -6; a map that exceeds 1 in
        absolute value anywhere is divided by the largest.
    """
    axis = np.linspace(-PLANE, PLANE, resolution)
    x1, x2 = np.meshgrid(axis, axis[::-1])
    values = FEATURES[name].function(x1, x2)
    return (values / max(1.0, float(np.abs(values).max()))).astype(np.float32)
