"""Features: the functions of (x1, x2) that a network can take as inputs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tinkernet.config import PLANE, FeatureName

Floats = npt.NDArray[np.float64]
Feature = Callable[[Floats, Floats], Floats]

FEATURES: Mapping[FeatureName, Feature] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1^2": lambda x1, x2: x1 * x1,
    "x2^2": lambda x1, x2: x2 * x2,
    "x1x2": lambda x1, x2: x1 * x2,
    "sin(x1)": lambda x1, x2: np.sin(x1),
    "sin(x2)": lambda x1, x2: np.sin(x2),
    "cos(x1)": lambda x1, x2: np.cos(x1),
    "cos(x2)": lambda x1, x2: np.cos(x2),
    "r": lambda x1, x2: np.hypot(x1, x2),
}
"""Each feature by name, elementwise on arrays of any one shape; angles are in radians."""


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
        row[:] = FEATURES[name](x1, x2)
    return matrix


def feature_map(name: FeatureName, resolution: int) -> npt.NDArray[np.float32]:
    """A feature over the plane [-6, 6]², for display.

    Returns:
        (resolution, resolution) in [-1, 1]: row 0 is x2 = +6, column 0 is x1 = -6; a map that exceeds 1 in
        absolute value anywhere is divided by the largest.
    """
    axis = np.linspace(-PLANE, PLANE, resolution)
    x1, x2 = np.meshgrid(axis, axis[::-1])
    values = FEATURES[name](x1, x2)
    return (values / max(1.0, float(np.abs(values).max()))).astype(np.float32)
