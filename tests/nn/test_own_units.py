"""Points in odd units are learned as well as those of the square."""

import numpy as np
import pytest
from sklearn.datasets import make_circles, make_classification, make_moons
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from tinkernet import Config, Trainer, read_points
from tinkernet.points.point_set import PointSet

FEATURES = {"n_features": 2, "n_redundant": 0, "n_clusters_per_class": 2, "class_sep": 1.2, "flip_y": 0.02}
DRAWN = {
    "moons": make_moons(1000, noise=0.25, random_state=1),
    "circles": make_circles(1000, noise=0.12, factor=0.5, random_state=2),
    "clusters": make_classification(1000, random_state=5, **FEATURES),
}


def learned(points: PointSet, hidden: list[int], epochs: int) -> Trainer:
    network = {"hidden": hidden, "init": "xavier_uniform"}
    training = {"optimizer": "adam", "learning_rate": 0.01, "batch_size": 32}
    trainer = Trainer(Config(data=points, network=network, training=training))
    trainer.train(epochs=epochs)
    return trainer


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("stretch", [(1e5, 3e5), (1e-2, 7e4)])
def test_a_network_is_as_accurate_as_that_of_scikit_learn(name: str, stretch: tuple[float, float]) -> None:
    X, y = DRAWN[name]
    X = X * stretch + [2e6, -5]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
    theirs = make_pipeline(StandardScaler(), MLPClassifier((16, 16), max_iter=1000, random_state=1))
    theirs.fit(X_train, y_train)
    points = read_points((X_train, y_train))[0]
    trainer = learned(points, [16, 16], 200)
    found = trainer.predict(X_test) > 0
    assert np.mean(found == (y_test == 1)) >= theirs.score(X_test, y_test) - 0.02


def test_two_cosine_lines_are_told_apart() -> None:
    x1 = np.linspace(0, 3 * np.pi, 256)
    X = np.column_stack([np.tile(x1, 2), np.cos(1.2 * np.tile(x1, 2)) + np.repeat([-0.8, 0.8], 256)])
    points, report = read_points((X, np.repeat([0, 1], 256)))
    assert report.scale.method == "fit"
    metrics = learned(points, [8, 8], 500).metrics
    assert metrics.train_accuracy is not None
    assert metrics.test_accuracy is not None
    assert min(metrics.train_accuracy, metrics.test_accuracy) >= 0.98


def test_prices_of_houses_are_learned() -> None:
    rows = [[0.5 + k / 2, 0, 203_000 + 22_500 * k] for k in range(8)]
    trainer = Trainer(Config(data={"points": rows, "train_percent": 100}))
    trainer.train(epochs=2000)
    places = np.array(rows)
    assert trainer.predict(places[:, :2]) == pytest.approx(places[:, 2], rel=0.03)
    assert trainer.boundary(10).min() > 100_000
    assert trainer.metrics.train_loss < 0.01
