"""Data sets: labelled points of the plane, all made the same way from the doubles of PCG64.

The first 4n doubles of the generator are four rows u1, u2, u3, u4 of n, one of each for every point; the next
n - 1 shuffle the points. So a set needs nothing of numpy but `Generator(PCG64(seed)).random()`, and changing
the noise moves the points without drawing others. docs/datasets.md describes each set.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from tinkernet.config import PLANE, DataConfig, FormulaData, GeneratedData
from tinkernet.nn.catalogue.table import table
from tinkernet.points.point_set import PointSet, default_names

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Labels = Callable[[Floats, Floats], Floats]
Generate = Callable[[Floats, float], Floats]
"""(4, n) doubles in [0, 1) and the noise from 0 to 0.5 -> (n, 3): x1, x2, label, class after class."""


def _between(low: float, high: float, u: Floats) -> Floats:
    """Uniform between two bounds."""
    return low + (high - low) * u


def _normals(u: Floats, v: Floats) -> tuple[Floats, Floats]:
    """Two independent standard normals, by Box and Muller (1958)."""
    radius = np.sqrt(-2 * np.log1p(-u))
    return radius * np.cos(2 * np.pi * v), radius * np.sin(2 * np.pi * v)


def _even_classes(n: int, classes: int = 2) -> tuple[Indices, Indices]:
    """The class of each point, sorted, as even as possible, and the index of each point within its class."""
    label = np.arange(n) * classes // n
    first = np.searchsorted(label, np.arange(classes))
    return label, np.arange(n) - first[label]


def _signs(is_positive: npt.NDArray[np.bool_]) -> Floats:
    """The labels of two classes."""
    return np.where(is_positive, 1.0, -1.0)


def _blurred(x1: Floats, x2: Floats, label: Floats | Indices, deviation: float, u: Floats) -> Floats:
    """Points displaced by normals of `deviation`; what leaves the plane is reflected at its edge."""
    moved = np.stack([x1, x2]) + deviation * np.stack(_normals(u[2], u[3]))
    inside = np.where(np.abs(moved) > PLANE, np.copysign(2 * PLANE, moved) - moved, moved)
    return np.column_stack([*inside, label])


def _circle(u: Floats, noise: float) -> Floats:
    inner = _even_classes(u.shape[1])[0] == 0
    radius = np.where(inner, _between(0, 2.5, u[0]), _between(3.5, 5, u[0]))
    x1, x2 = radius * np.sin(2 * np.pi * u[1]), radius * np.cos(2 * np.pi * u[1])
    distance = np.hypot(x1 + noise * _between(-5, 5, u[2]), x2 + noise * _between(-5, 5, u[3]))
    return np.column_stack([x1, x2, _signs(distance < 2.5)])


def _xor(u: Floats, noise: float) -> Floats:
    x1, x2 = _between(-5, 5, u[:2])
    x1, x2 = x1 + np.where(x1 > 0, 0.3, -0.3), x2 + np.where(x2 > 0, 0.3, -0.3)
    product = (x1 + noise * _between(-5, 5, u[2])) * (x2 + noise * _between(-5, 5, u[3]))
    return np.column_stack([x1, x2, _signs(product >= 0)])


def _gauss(u: Floats, noise: float) -> Floats:
    label = _signs(_even_classes(u.shape[1])[0] == 0)
    deviation = np.sqrt(0.5 + 7 * noise)
    z1, z2 = _normals(u[0], u[1])
    return np.column_stack([2 * label + deviation * z1, 2 * label + deviation * z2, label])


def _spiral(u: Floats, noise: float) -> Floats:
    arm, index = _even_classes(u.shape[1])
    along = index / np.bincount(arm)[arm]
    angle = 1.75 * along * 2 * np.pi + np.pi * arm
    x1 = 5 * along * np.sin(angle) + noise * _between(-1, 1, u[2])
    x2 = 5 * along * np.cos(angle) + noise * _between(-1, 1, u[3])
    return np.column_stack([x1, x2, _signs(arm == 0)])


def _moons(u: Floats, noise: float) -> Floats:
    side = _signs(_even_classes(u.shape[1])[0] == 0)
    radius, angle = _between(2.7, 3.7, u[0]), np.pi * u[1]
    x1 = side * (radius * np.cos(angle) - 1.6)
    x2 = side * (1.4 * radius * np.sin(angle) - 1.2)
    return _blurred(x1, x2, side, 1.5 * noise, u)


def _rings(u: Floats, noise: float) -> Floats:
    label, index = _even_classes(u.shape[1])
    ring = label + 2 * (index % 3 > 0)
    radius, angle = 1.25 * (ring + 1) + _between(-0.3, 0.3, u[0]), 2 * np.pi * u[1]
    return _blurred(radius * np.sin(angle), radius * np.cos(angle), _signs(label == 0), 0.7 * noise, u)


def _checkerboard(u: Floats, noise: float) -> Floats:
    colour, index = _even_classes(u.shape[1])
    row = index % 8 // 2
    column = 2 * (index % 2) + (row + colour) % 2
    x1 = 2.5 * (column - 2 + _between(0.08, 0.92, u[0]))
    x2 = 2.5 * (row - 2 + _between(0.08, 0.92, u[1]))
    columns = np.floor(x1 / 2.5 + noise * _between(-0.5, 0.5, u[2]))
    rows = np.floor(x2 / 2.5 + noise * _between(-0.5, 0.5, u[3]))
    return np.column_stack([x1, x2, _signs((rows + columns) % 2 == 0)])


def _sine(u: Floats, noise: float) -> Floats:
    above = _signs(_even_classes(u.shape[1])[0] == 0)
    x1, distance = _between(-5, 5, u[0]), above * _between(0.6, 3, u[1])
    label = _signs(distance + noise * _between(-5, 5, u[2]) >= 0)
    return np.column_stack([x1, 2 * np.sin(x1) + distance, label])


def _linear(u: Floats, noise: float) -> Floats:
    above = _signs(_even_classes(u.shape[1])[0] == 0)
    radius, angle = 5 * np.sqrt(u[0]), np.pi * u[1]
    along, distance = radius * np.cos(angle), above * (radius * np.sin(angle) + 0.3)
    label = _signs(distance + noise * _between(-5, 5, u[2]) >= 0)
    tilt = np.pi / 6
    x1 = along * np.cos(tilt) - distance * np.sin(tilt)
    x2 = along * np.sin(tilt) + distance * np.cos(tilt)
    return np.column_stack([x1, x2, label])


def _blobs(classes: int, u: Floats, noise: float) -> Floats:
    label, _ = _even_classes(u.shape[1], classes)
    angle = 2 * np.pi * label / classes
    return _blurred(3.5 * np.sin(angle), 3.5 * np.cos(angle), label, 0.6 + 2 * noise, u)


def _pinwheel(classes: int, u: Floats, noise: float) -> Floats:
    label, _ = _even_classes(u.shape[1], classes)
    radius = np.sqrt(_between(0.6**2, 5**2, u[0]))
    angle = 2 * np.pi / classes * (label + _between(-0.3, 0.3, u[1])) + 0.35 * radius
    return _blurred(radius * np.sin(angle), radius * np.cos(angle), label, 1.5 * noise, u)


def _plane(u: Floats, noise: float) -> Floats:
    x1, x2, d1, d2 = _between(-6, 6, u)
    return np.column_stack([x1, x2, (x1 + noise * d1 + x2 + noise * d2) / 10])


def _multi_gauss(u: Floats, noise: float) -> Floats:
    x1, x2, d1, d2 = _between(-6, 6, u)
    centres = np.array([[-4, 2.5], [0, 2.5], [4, 2.5], [-4, -2.5], [0, -2.5], [4, -2.5]])
    signs = np.array([1, -1, 1, -1, 1, -1])
    moved = np.stack([x1 + noise * d1, x2 + noise * d2])
    distance = np.linalg.norm(centres[:, :, None] - moved, axis=1)  # (centres, n)
    heights = np.clip(1 - distance / 2, 0, 1)
    highest = heights.argmax(axis=0)
    return np.column_stack([x1, x2, signs[highest] * heights.max(axis=0)])


def _ripple(u: Floats, noise: float) -> Floats:
    x1, x2 = _between(-6, 6, u[:2])
    radius = np.hypot(x1, x2)
    label = np.cos(1.5 * radius) * np.exp(-radius / 10) + noise * _between(-1, 1, u[2])
    return np.column_stack([x1, x2, label])


def _saddle(u: Floats, noise: float) -> Floats:
    x1, x2 = _between(-6, 6, u[:2])
    return np.column_stack([x1, x2, (x1 * x1 - x2 * x2) / 36 + noise * _between(-1, 1, u[2])])


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set: `generate` draws it, in exported code too; `classes` is 0 for a regression."""

    name: str
    generate: Generate
    classes: int = 2


DATASETS = table(
    Dataset("circle", _circle),
    Dataset("xor", _xor),
    Dataset("gauss", _gauss),
    Dataset("spiral", _spiral),
    Dataset("moons", _moons),
    Dataset("rings", _rings),
    Dataset("checkerboard", _checkerboard),
    Dataset("sine", _sine),
    Dataset("linear", _linear),
    Dataset("blobs3", partial(_blobs, 3), classes=3),
    Dataset("blobs5", partial(_blobs, 5), classes=5),
    Dataset("pinwheel3", partial(_pinwheel, 3), classes=3),
    Dataset("pinwheel5", partial(_pinwheel, 5), classes=5),
    Dataset("plane", _plane, classes=0),
    Dataset("multi_gauss", _multi_gauss, classes=0),
    Dataset("ripple", _ripple, classes=0),
    Dataset("saddle", _saddle, classes=0),
)
"""Every data set but `custom`, whose points are given, and `formula`, whose labels an expression says."""


def by_formula(labels: Labels, generator: np.random.Generator, n: int, noise: float) -> Floats:
    """n points anywhere on the plane, (n, 3); places without a label are drawn again.

    `labels(x1, x2)` are nan where there is none. With noise the label is that of a place nearby, if it has
    one.
    """
    u = generator.random((4, n))
    with np.errstate(all="ignore"):
        x1, x2 = _between(-6, 6, u[:2])
        bare = np.flatnonzero(np.isnan(labels(x1, x2)))
        while len(bare):
            x1[bare], x2[bare] = _between(-6, 6, generator.random((2, len(bare))))
            bare = bare[np.isnan(labels(x1[bare], x2[bare]))]
        own = labels(x1, x2)
        nearby = labels(x1 + noise * _between(-6, 6, u[2]), x2 + noise * _between(-6, 6, u[3]))
    return np.column_stack([x1, x2, np.where(np.isnan(nearby), own, nearby)])


def shuffled(points: Floats, u: Floats) -> Floats:
    """The points in the order of one Fisher-Yates shuffle, from the last place down, by n - 1 doubles."""
    order = list(range(len(points)))
    for last, double in zip(range(len(points) - 1, 0, -1), u.tolist(), strict=True):
        other = int(double * (last + 1))
        order[last], order[other] = order[other], order[last]
    return points[order]


def points(data: GeneratedData) -> Floats:
    """The whole set in its final order, training points first.

    Returns:
        (n, 3), columns x1, x2 and label: -1 or +1 for two classes, 0 to K-1 for more, real for a regression.
    """
    generator = np.random.Generator(np.random.PCG64(data.seed))
    n, noise = data.count, data.noise / 100
    if isinstance(data, FormulaData):
        ordered = by_formula(data.formula.labels, generator, n, noise)
    else:
        ordered = DATASETS[data.dataset].generate(generator.random((4, n)), noise)
    return shuffled(ordered, generator.random(n - 1))


def point_set(data: DataConfig) -> PointSet:
    """The points of a config, whether they are drawn or one's own."""
    if isinstance(data, PointSet):
        return data
    sides = np.arange(data.count) < data.training_count
    return PointSet(points(data), sides, default_names(data.classes), data.train_percent, data.seed)
