"""Confusion, recall and precision, counted by hand."""

import numpy as np
import pytest

from tinkernet.config import Config
from tinkernet.nn.confusion import Confusion
from tinkernet.nn.trainer import Trainer


def test_recall_and_precision_are_shares_of_rows_and_columns() -> None:
    kinds, predicted = np.array([0, 0, 0, 0, 1, 1, 2, 2]), np.array([0, 0, 1, 2, 1, 0, 2, 2])
    confusion = Confusion.of(kinds, predicted, 3)
    assert confusion.counts == ((2, 1, 1), (1, 1, 0), (0, 0, 2))
    assert confusion.recall == (2 / 4, 1 / 2, 2 / 2)
    assert confusion.precision == (2 / 3, 1 / 2, 2 / 3)


def test_where_there_is_nothing_to_be_a_share_of_there_is_none() -> None:
    confusion = Confusion.of(np.array([0, 0]), np.array([1, 1]), 3)
    assert confusion.recall == (0.0, None, None)
    assert confusion.precision == (None, 0.0, None)


@pytest.mark.parametrize("engine", ["autograd", "fused"])
@pytest.mark.parametrize("dataset", ["circle", "blobs5"])
@pytest.mark.parametrize("output", ["auto", "sigmoid"])
def test_the_diagonal_is_the_accuracy(engine: str, dataset: str, output: str) -> None:
    if dataset == "blobs5":
        output = "auto"
    trainer = Trainer(
        Config(data={"dataset": dataset}, network={"output": output}, training={"engine": engine})
    )
    trainer.train(epochs=3)
    found, metrics = trainer.confusion, trainer.metrics
    sides = ((found.train, metrics.train_accuracy), (found.test, metrics.test_accuracy))
    for confusion, accuracy in sides:
        assert confusion is not None
        counts = np.array(confusion.counts)
        assert counts.sum() == 250
        assert np.trace(counts) / 250 == accuracy


def test_a_regression_has_none_and_points_trained_whole_have_no_test_side() -> None:
    assert Trainer(Config(data={"dataset": "plane"})).confusion.train is None
    whole = Trainer(Config(data={"train_percent": 100})).confusion
    assert whole.train is not None
    assert whole.test is None
