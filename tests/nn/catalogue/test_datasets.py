import ast
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pytest

from tinkernet.config import CLASSES, REGRESSIONS, Config, DatasetName, GeneratedData, PointSet
from tinkernet.data import share
from tinkernet.nn.catalogue.datasets import DATASETS, point_set, points

Floats = npt.NDArray[np.float64]
Point = list[float]

DOCUMENT = (Path(__file__).parents[3] / "docs" / "datasets.md").read_text(encoding="utf-8")
BINARY = [name for name in DATASETS if name not in CLASSES and name not in REGRESSIONS]
LABEL_NOISE = ["circle", "xor", "checkerboard", "sine", "linear"]


def drawn(name: str, samples: int | None = None, noise: float = 0, seed: int = 1) -> Floats:
    return points(
        GeneratedData.model_validate({"dataset": name, "samples": samples, "noise": noise, "seed": seed})
    )


def custom(given: list[Point], task: str) -> PointSet:
    return point_set(Config(data={"dataset": "custom", "points": given, "task": task}).data)


# The sets of TensorFlow Playground once more, one point at a time. Each takes the index of the point, the
# number of points, the noise and a function U(row, low, high).
Uniform = Callable[[int, float, float], float]


def circle(i: int, n: int, noise: float, uniform: Uniform) -> Point:
    radius = uniform(1, 0, 2.5) if i < n // 2 else uniform(1, 3.5, 5)
    angle = uniform(2, 0, 2 * math.pi)
    x1, x2 = radius * math.sin(angle), radius * math.cos(angle)
    distance = math.hypot(x1 + uniform(3, -5, 5) * noise, x2 + uniform(4, -5, 5) * noise)
    return [x1, x2, 1 if distance < 2.5 else -1]


def xor(i: int, n: int, noise: float, uniform: Uniform) -> Point:
    x1, x2 = uniform(1, -5, 5), uniform(2, -5, 5)
    x1 += 0.3 if x1 > 0 else -0.3
    x2 += 0.3 if x2 > 0 else -0.3
    product = (x1 + uniform(3, -5, 5) * noise) * (x2 + uniform(4, -5, 5) * noise)
    return [x1, x2, 1 if product >= 0 else -1]


def gauss(i: int, n: int, noise: float, uniform: Uniform) -> Point:
    sign = 1 if i < n // 2 else -1
    radius = math.sqrt(-2 * math.log(1 - uniform(1, 0, 1))) * math.sqrt(0.5 + 7 * noise)
    angle = uniform(2, 0, 2 * math.pi)
    return [2 * sign + radius * math.cos(angle), 2 * sign + radius * math.sin(angle), sign]


def spiral(i: int, n: int, noise: float, uniform: Uniform) -> Point:
    along = i % (n // 2) / (n // 2)
    angle = 1.75 * along * 2 * math.pi + (0 if i < n // 2 else math.pi)
    x1 = 5 * along * math.sin(angle) + uniform(3, -1, 1) * noise
    x2 = 5 * along * math.cos(angle) + uniform(4, -1, 1) * noise
    return [x1, x2, 1 if i < n // 2 else -1]


def plane(i: int, n: int, noise: float, uniform: Uniform) -> Point:
    x1, x2 = uniform(1, -6, 6), uniform(2, -6, 6)
    return [x1, x2, (x1 + uniform(3, -6, 6) * noise + x2 + uniform(4, -6, 6) * noise) / 10]


def multi_gauss(i: int, n: int, noise: float, uniform: Uniform) -> Point:
    x1, x2 = uniform(1, -6, 6), uniform(2, -6, 6)
    moved = (x1 + uniform(3, -6, 6) * noise, x2 + uniform(4, -6, 6) * noise)
    centres = {(-4, 2.5): 1, (0, 2.5): -1, (4, 2.5): 1, (-4, -2.5): -1, (0, -2.5): 1, (4, -2.5): -1}
    candidates = [sign * min(1, max(0, 1 - math.dist(centre, moved) / 2)) for centre, sign in centres.items()]
    return [x1, x2, max(candidates, key=abs)]


CLASSICS = [circle, xor, gauss, spiral, plane, multi_gauss]


def one_by_one(
    formula: Callable[[int, int, float, Uniform], Point], n: int, noise: float, seed: int
) -> Floats:
    random = np.random.Generator(np.random.PCG64(seed))
    rows = [[random.random() for _ in range(n)] for _ in range(4)]

    def uniform_of(i: int) -> Uniform:
        return lambda row, low, high: low + (high - low) * rows[row - 1][i]

    found = [formula(i, n, noise, uniform_of(i)) for i in range(n)]
    for k in range(n - 1, 0, -1):
        j = math.floor(random.random() * (k + 1))
        found[k], found[j] = found[j], found[k]
    return np.array(found)


@pytest.mark.parametrize("formula", CLASSICS)
@pytest.mark.parametrize("noise", [0, 35])
def test_the_classic_sets_are_their_formulas(formula: Any, noise: int) -> None:
    expected = one_by_one(formula, 300, noise / 100, seed=7)
    assert drawn(formula.__name__, 300, noise, seed=7) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.parametrize("samples", [10, 11, 5000])
@pytest.mark.parametrize("noise", [0, 50])
def test_a_set_has_as_many_finite_points_as_asked_for(name: str, samples: int, noise: float) -> None:
    found = drawn(name, samples, noise)
    assert found.shape == (samples, 3)
    assert found.dtype == np.float64
    assert np.isfinite(found).all()


@pytest.mark.parametrize("name", DATASETS)
def test_the_seed_decides_the_points(name: str) -> None:
    assert np.array_equal(drawn(name, seed=3), drawn(name, seed=3))
    assert not np.array_equal(drawn(name, seed=3), drawn(name, seed=4))


@pytest.mark.parametrize("name", [name for name in (*BINARY, *CLASSES) if name != "xor"])
@pytest.mark.parametrize("samples", [11, 499, 500])
def test_classes_are_even_without_noise_but_for_xor(name: str, samples: int) -> None:
    labels = [-1, 1] if name in BINARY else range(CLASSES[name])
    counts = [int((drawn(name, samples)[:, 2] == label).sum()) for label in labels]
    assert sum(counts) == samples
    assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize("n", [13, 14, 50])
def test_point_i_of_n_belongs_to_class_i_k_over_n(n: int) -> None:
    u = np.random.default_rng(0).random((4, n))
    assert DATASETS["pinwheel5"].generate(u, 0)[:, 2].tolist() == [i * 5 // n for i in range(n)]
    assert DATASETS["moons"].generate(u, 0)[:, 2].tolist() == [1 if i * 2 < n else -1 for i in range(n)]


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "gauss"])
@pytest.mark.parametrize("noise", [0, 50])
def test_points_stay_on_the_plane(name: str, noise: float) -> None:
    assert np.abs(drawn(name, 5000, noise)[:, :2]).max() <= 6


@pytest.mark.parametrize("name", DATASETS)
def test_points_are_centred_and_fill_the_plane(name: str) -> None:
    places = drawn(name)[:, :2]
    assert np.abs(places.mean(axis=0)).max() < 0.5
    assert np.ptp(places, axis=0).min() > 7


@pytest.mark.parametrize("name", LABEL_NOISE)
def test_label_noise_moves_no_point_and_flips_some_labels(name: str) -> None:
    quiet, noisy = drawn(name, 5000, 0), drawn(name, 5000, 50)
    assert np.array_equal(quiet[:, :2], noisy[:, :2])
    flipped = (quiet[:, 2] != noisy[:, 2]).mean()
    assert 0.1 < flipped < 0.3


@pytest.mark.parametrize(
    ("name", "deviation"), [("moons", 0.15), ("rings", 0.07), ("pinwheel3", 0.15), ("pinwheel5", 0.15)]
)
def test_place_noise_displaces_by_its_standard_deviation_and_flips_no_label(
    name: str, deviation: float
) -> None:
    quiet, noisy = drawn(name, 5000, 0), drawn(name, 5000, 10)
    assert np.array_equal(quiet[:, 2], noisy[:, 2])
    moved = (noisy - quiet)[:, :2]
    assert moved.std(axis=0) == pytest.approx([deviation] * 2, rel=0.05)
    assert moved.mean(axis=0) == pytest.approx([0, 0], abs=0.01)


def test_a_point_pushed_over_an_edge_is_reflected_at_it() -> None:
    quiet, noisy = drawn("blobs3", 5000, 0), drawn("blobs3", 5000, 50)
    angle = 2 * np.pi * quiet[:, 2] / 3
    centre = 3.5 * np.column_stack([np.sin(angle), np.cos(angle)])
    pushed = centre + (quiet[:, :2] - centre) * 1.6 / 0.6
    over = np.abs(pushed) > 6
    assert over.any()
    assert noisy[:, :2] == pytest.approx(np.where(over, np.sign(pushed) * 12 - pushed, pushed))


@pytest.mark.parametrize("name", ["ripple", "saddle"])
def test_additive_noise_is_uniform_and_moves_no_point(name: str) -> None:
    quiet, noisy = drawn(name, 5000, 0), drawn(name, 5000, 50)
    assert np.array_equal(quiet[:, :2], noisy[:, :2])
    added = (noisy - quiet)[:, 2]
    assert np.abs(added).max() == pytest.approx(0.5, rel=0.01)
    assert added.std() == pytest.approx(0.5 / math.sqrt(3), rel=0.03)


RULES: dict[str, Callable[[Floats, Floats], Floats]] = {
    "rings": lambda x1, x2: np.cos(np.pi * (np.hypot(x1, x2) / 1.25 - 1)),
    "checkerboard": lambda x1, x2: np.sin(np.pi * x1 / 2.5) * np.sin(np.pi * x2 / 2.5),
    "sine": lambda x1, x2: x2 - 2 * np.sin(x1),
    "linear": lambda x1, x2: x2 - math.tan(math.pi / 6) * x1,
}


@pytest.mark.parametrize("name", RULES)
def test_the_classes_are_told_apart_by_their_rule_with_a_margin(name: str) -> None:
    x1, x2, label = drawn(name, 5000).T
    assert (label * RULES[name](x1, x2)).min() > 0.05


def test_each_moon_lies_within_its_own_half_ring_and_reaches_into_the_other() -> None:
    x1, x2, label = drawn("moons", 5000).T
    for sign in (1, -1):
        height = sign * x2 + 1.2
        radius = np.hypot(sign * x1 + 1.6, height / 1.4)
        is_in_the_half_ring = (height >= -1e-9) & (np.abs(radius - 3.2) < 0.5 + 1e-9)
        assert np.array_equal(is_in_the_half_ring, label == sign)
        assert ((height > 0) & (radius < 2.7) & (label != sign)).any()


@pytest.mark.parametrize(("name", "classes"), [("pinwheel3", 3), ("pinwheel5", 5)])
def test_a_blade_unbent_is_a_sector_of_its_own(name: str, classes: int) -> None:
    x1, x2, label = drawn(name, 5000).T
    turn = (np.arctan2(x1, x2) - 0.35 * np.hypot(x1, x2)) / (2 * np.pi / classes) - label
    assert np.abs(turn - classes * np.round(turn / classes)).max() <= 0.3 + 1e-9


def test_the_blobs_are_normal_around_their_corners() -> None:
    for name, classes in [("blobs3", 3), ("blobs5", 5)]:
        found = drawn(name, 5000)
        for label in range(classes):
            angle = 2 * math.pi * label / classes
            blob = found[found[:, 2] == label, :2]
            assert blob.mean(axis=0) == pytest.approx(
                [3.5 * math.sin(angle), 3.5 * math.cos(angle)], abs=0.08
            )
            assert blob.std(axis=0) == pytest.approx([0.6, 0.6], rel=0.08)


def test_a_regression_without_noise_is_its_formula() -> None:
    x1, x2, label = drawn("ripple").T
    r = np.sqrt(x1**2 + x2**2)
    assert label == pytest.approx(np.cos(1.5 * r) * np.exp(-r / 10))
    x1, x2, label = drawn("saddle").T
    assert label == pytest.approx((x1 - x2) * (x1 + x2) / 36)


@pytest.mark.parametrize("name", [*BINARY, *CLASSES])
def test_the_points_are_shuffled(name: str) -> None:
    label = drawn(name)[:, 2]
    halves = [label[:250].mean(), label[250:].mean()]
    assert halves[0] == pytest.approx(halves[1], abs=5 * label.std() / math.sqrt(250))
    assert (np.diff(label) != 0).mean() > 0.35


GIVEN = [[0.5, -1.0, 0.0], [2.0, 3.0, 1.0], [-6.0, 6.0, 1.0], [1.0, 1.0, 0.0], [-2.0, 0.25, 1.0]]


def test_custom_points_stay_in_the_order_in_which_they_are_given() -> None:
    assert custom(GIVEN, "regression").rows.tolist() == GIVEN


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([0, 1], [-1, 1]),
        ([-1, 1], [-1, 1]),
        ([0, 0], [-1, -1]),
        ([1, 1], [1, 1]),
        ([0, 1, 2], [0, 1, 2]),
        ([0, 3], [0, 3]),
    ],
)
def test_custom_labels_of_two_classes_are_minus_and_plus_one(
    given: list[float], expected: list[float]
) -> None:
    found = custom([[x1, 0.0, float(label)] for x1, label in enumerate(given)], "classification")
    assert found.rows[:, 2].tolist() == expected


@pytest.mark.parametrize(
    ("samples", "percent", "train"),
    [(500, 50, 250), (11, 50, 5), (10, 10, 1), (13, 90, 11), (2, 10, 1), (2, 90, 1)],
)
def test_a_split_takes_the_floor_for_training_and_leaves_neither_side_empty(
    samples: int, percent: float, train: int
) -> None:
    assert share(samples, percent) == train


@pytest.mark.parametrize(("samples", "percent", "train"), [(500, 50, 250), (11, 50, 5), (10, 10, 1)])
def test_the_first_points_of_a_set_are_for_training(samples: int, percent: float, train: int) -> None:
    data = GeneratedData(samples=samples, train_percent=percent)
    found = point_set(data)
    assert data.training_count == found.training_count == train
    assert np.array_equal(np.concatenate([found.train, found.test]), points(data))


def sections() -> dict[str, str]:
    """The text of each data set in the documentation."""
    found = re.split(r"^### (.+)$", DOCUMENT, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_the_documentation_has_one_section_for_each_data_set() -> None:
    assert set(sections()) == {*DATASETS, "formula", "custom"}


@pytest.mark.parametrize("name", get_args(DatasetName))
def test_the_documentation_of_a_set_has_order_labels_and_noise(name: str) -> None:
    assert re.findall(r"^- (\w+):", sections()[name], flags=re.MULTILINE) == ["Order", "Labels", "Noise"]


def documented_labels(name: str) -> list[tuple[float, ...]]:
    line = re.search(r"^- Labels: (.*)$", sections()[name], flags=re.MULTILINE)
    assert line is not None
    return [tuple(ast.literal_eval(quoted)) for quoted in re.findall("`([^`]+)`", line[1])]


@pytest.mark.parametrize("name", [*BINARY, *CLASSES])
def test_a_classifications_labels_are_the_documented_ones(name: str) -> None:
    assert documented_labels(name) == [tuple(np.unique(drawn(name)[:, 2]))]


@pytest.mark.parametrize("name", sorted(REGRESSIONS))
def test_a_regressions_labels_fill_the_documented_range(name: str) -> None:
    for (low, high), noise in zip(documented_labels(name), [0, 50], strict=True):
        label = drawn(name, 5000, noise)[:, 2]
        assert low <= label.min() < 0.8 * low
        assert 0.8 * high < label.max() <= high
