"""Code that has the very points of a config and turns them into what the network sees."""

from functools import partial
from typing import Any

from tinkernet.config import (
    Config,
    DataConfig,
    DatasetName,
    FeatureName,
    FormulaData,
    GeneratedData,
    PointSet,
)
from tinkernet.export.excerpt import Definition, Excerpt
from tinkernet.export.formula_code import labels_function
from tinkernet.export.literals import literal, row
from tinkernet.export.replay import shuffled
from tinkernet.export.section import Section
from tinkernet.export.units_code import has_own_labels, has_own_places, places, said
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.catalogue.features import FEATURES


def data_section(data: DataConfig, excerpt: Excerpt) -> Section:
    """The points, drawn as they were or as they are, for training and for testing."""
    return _given(data) if isinstance(data, PointSet) else _drawn(data, excerpt)


def _given(points: PointSet) -> Section:
    split = _split(points.training_count, points.count)
    code = f"train = np.array({literal(points.values[points.sides])})\n"
    if has_test(points):
        code += f"test = np.array({literal(points.values[~points.sides])})\n"
    prose = f"{points.count:,} points given by hand, {split}. {_labels(points)}{said(points.units)}"
    return Section("Data", prose, code)


def has_test(data: DataConfig) -> bool:
    """Whether there is test data."""
    return data.training_count < data.count


def _split(train: int, count: int, first: str = "") -> str:
    if train == count:
        return "all of them for training"
    return f"{first}{train:,} for training, the other {count - train:,} for testing"


def _drawn(data: GeneratedData, excerpt: Excerpt) -> Section:
    """Draws, shuffles and splits the points."""
    n, train = data.count, data.training_count
    noise = f" with {data.noise:g} % noise" if data.noise else ""
    if isinstance(data, FormulaData):
        origin = f"by the formula {' '.join(data.expression.split())}"
        function: Definition = datasets.by_formula
        given: tuple[Any, ...] = ("labels", "generator", n)
        definitions = f"{excerpt.source(function, shuffled)}\n\n{labels_function(data.formula, excerpt)}"
    else:
        origin = f"of the data set {data.dataset}"
        function, given = _generate(data.dataset)
        given = *given, f"generator.random((4, {n}))"
        definitions = excerpt.source(function, shuffled)
    arguments = [*map(str, given), f"noise={data.noise / 100}"]
    split = _split(train, n, "after a shuffle the first ")
    prose = f"{n:,} points {origin}{noise}, {split}. {_labels(data)}"
    parts = f"train, test = points[:{train}], points[{train}:]" if has_test(data) else "train = points"
    code = (
        f"generator = np.random.Generator(np.random.PCG64({data.seed}))\n"
        f"points = {function.__name__.lstrip('_')}({', '.join(arguments)})\n"
        f"choices = (generator.random({n - 1}) * np.arange({n}, 1, -1)).astype(int)\n"
        f"points = points[shuffled({n}, choices)]\n"
        f"{parts}\n"
    )
    return Section("Data", prose, f"{definitions}\n\n{code}")


def _generate(dataset: DatasetName) -> tuple[Definition, tuple[Any, ...]]:
    """The function that draws a data set, and its first arguments."""
    generate = datasets.DATASETS[dataset].generate
    return (generate.func, generate.args) if isinstance(generate, partial) else (generate, ())


def _labels(data: DataConfig) -> str:
    if data.classes == 0:
        return "The label is a number to predict."
    if isinstance(data, PointSet) and data.names_of_labels:
        form = "+g" if data.classes == 2 else "g"
        named = ", ".join(f"{label:{form}} for {name!r}" for label, name in data.names_of_labels.items())
        return f"The label is a class: {named}."
    return (
        "The label is -1 or +1."
        if data.classes == 2
        else f"The label is a class from 0 to {data.classes - 1}."
    )


def features_section(config: Config) -> Section:
    """Turns points into tensors."""
    features, units = config.features, config.data.units
    plain = features == ("x1", "x2")
    if plain:
        prose = "The network sees the two coordinates as they are."
        if has_own_places(units):
            prose = "The network sees the two coordinates, brought to the square from -6 to 6."
    elif features:
        prose = f"The network sees these functions of the coordinates: {', '.join(features)}."
    else:
        prose = "The network sees nothing of a point: all it can learn is a constant."
    labels = "points[:, 2] > 0" if config.labels_are_bits else "points[:, 2]"
    precision = "float64" if has_own_labels(units) else "float32"
    kind = ".long()" if config.data.classes > 2 else ""
    code = f'''def tensors(points):
    """The features (n, {len(features)}) and the labels (n,) of points."""
    return features(points), torch.tensor({labels}, dtype=torch.{precision}){kind}


x_train, y_train = tensors(train)
'''
    if has_test(config.data):
        code += "x_test, y_test = tensors(test)\n"
    return Section("Features", prose, f"{_features(features, places(units))}\n\n{code}")


def _features(names: tuple[FeatureName, ...], before: str) -> str:
    if names == ("x1", "x2"):
        body = "    return torch.tensor(points[:, :2], dtype=torch.float32)\n"
    elif not names:
        body = "    return torch.empty(len(points), 0)\n"
    else:
        body = (
            "    x1, x2 = points[:, 0], points[:, 1]\n"
            f"    columns = {row((FEATURES[name].code for name in names), 4)}\n"
            "    return torch.tensor(np.stack(columns, axis=1), dtype=torch.float32)\n"
        )
    opening = f'def features(points):\n    """What the network sees of points: (n, {len(names)})."""\n'
    return opening + (before if names else "") + body
