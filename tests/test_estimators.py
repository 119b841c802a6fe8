"""The estimators do what scikit-learn asks of its own."""

import pickle
import warnings
from typing import Any

import numpy as np
import pytest
from sklearn.base import BaseEstimator, clone
from sklearn.datasets import load_iris, make_blobs, make_moons
from sklearn.exceptions import ConvergenceWarning
from sklearn.inspection import DecisionBoundaryDisplay
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator

from tinkernet.estimators import TinkernetClassifier, TinkernetRegressor

X, Y = make_moons(200, noise=0.15, random_state=1)
UNITS = np.array([1e5, 3e-4]), np.array([2e6, 7])
"""By what, and by how much, columns are as far from [-1, 1] as columns of files are."""
ESTIMATORS = (TinkernetClassifier, TinkernetRegressor)


CUT = {"check_regressors_train": "the one column of ten that tells something may be cut"}


class AnyColumns(BaseEstimator):  # type: ignore[misc]
    """Whatever has other than two columns is repeated or cut, so that all else can be checked."""

    def _plane(self, X: Any) -> Any:
        return np.asarray(X, np.float64)[:, [0, min(1, X.shape[1] - 1)]]


class AnyClassifier(AnyColumns, TinkernetClassifier):
    """On any columns."""


class AnyRegressor(AnyColumns, TinkernetRegressor):
    """On any columns."""


@pytest.mark.parametrize("kind", [AnyClassifier, AnyRegressor])
def test_it_is_an_estimator_but_for_the_number_of_columns(kind: type) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = check_estimator(kind(), on_skip=None, on_fail=None, expected_failed_checks=CUT)
    failed = {
        (one["check_name"], repr(one["exception"])[:300]) for one in results if one["status"] == "failed"
    }
    assert failed == set()
    assert sum(one["status"] == "passed" for one in results) > 40


def reasons(error: BaseException | None) -> str:
    """What an error says, and all that it came of."""
    return f"{error}; {reasons(error.__cause__ or error.__context__)}" if error else ""


def test_what_fails_with_the_columns_of_others_says_so() -> None:
    for kind in ESTIMATORS:
        with pytest.raises(ValueError, match=f"{kind.__name__} learns from 2 columns.* n_features = 4"):
            kind().fit(load_iris().data, load_iris().target)
        with pytest.raises(ValueError, match="n_features = 1"):
            kind().fit(X[:, :1], Y)


@pytest.mark.parametrize("kind", ESTIMATORS)
def test_checks_with_two_columns_pass(kind: type) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = check_estimator(kind(), on_skip=None, on_fail=None)
    failed = {one["check_name"]: reasons(one["exception"]) for one in results if one["status"] == "failed"}
    assert {name for name, said in failed.items() if "learns from 2 columns" not in said} == set()
    assert sum(one["status"] == "passed" for one in results) >= 20


@pytest.mark.parametrize(
    ("points", "labels"),
    [
        make_moons(500, noise=0.2, random_state=1),
        make_blobs(500, centers=[[0, 0], [3, 3], [0, 4]], random_state=1),
        (load_iris().data[:, :2], load_iris().target_names[load_iris().target]),
    ],
    ids=["moons", "blobs", "iris"],
)
def test_in_odd_units_it_is_as_good_as_scikit_learns_network(points: Any, labels: Any) -> None:
    odd = points * UNITS[0] + UNITS[1]
    theirs = make_pipeline(StandardScaler(), MLPClassifier((16, 16), max_iter=1000, random_state=1))
    ours = TinkernetClassifier((16, 16), epochs=200, random_state=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs.fit(odd, labels)
    assert ours.fit(odd, labels).score(odd, labels) > theirs.score(odd, labels) - 0.02
    np.testing.assert_array_equal(ours.classes_, np.unique(labels))
    np.testing.assert_allclose(ours.predict_proba(odd).sum(axis=1), 1)


def test_a_regression_is_in_the_units_of_its_labels() -> None:
    values = 1e6 + 1e5 * np.sin(2 * X[:, 0]) + 3e4 * X[:, 1]
    odd = X * UNITS[0] + UNITS[1]
    model = TinkernetRegressor(epochs=300, random_state=1).fit(odd, values)
    assert model.score(odd, values) > 0.98


def test_it_goes_into_pipelines_searches_and_pictures() -> None:
    pytest.importorskip("matplotlib").use("agg")
    pipeline = make_pipeline(StandardScaler(), TinkernetClassifier(epochs=100, random_state=1))
    grid = {
        "tinkernetclassifier__hidden": [(1,), (8, 8)],
        "tinkernetclassifier__activation": ["tanh", "relu"],
    }
    search = GridSearchCV(pipeline, grid, cv=2).fit(X, Y)
    assert search.best_params_["tinkernetclassifier__hidden"] == (8, 8)
    shown = DecisionBoundaryDisplay.from_estimator(
        search, X, response_method="predict_proba", grid_resolution=20
    )
    assert shown.response.shape[:2] == (20, 20)


def test_partial_fit_trains_an_epoch_at_a_time() -> None:
    bit_by_bit, at_once = (TinkernetClassifier(epochs=5, random_state=1) for _ in range(2))
    bit_by_bit.partial_fit(X, Y, classes=[0, 1])
    for _ in range(4):
        bit_by_bit.partial_fit(X, Y)
    at_once.fit(X, Y)
    assert bit_by_bit.n_iter_ == at_once.n_iter_ == 5
    assert bit_by_bit.loss_curve_ == at_once.loss_curve_
    assert len(at_once.loss_curve_) == 6
    bit_by_bit.partial_fit(X[Y == 1], Y[Y == 1])
    assert bit_by_bit.n_iter_ == 6
    with pytest.raises(ValueError, match=r"y must have the classes \[.*0.*1.*\], got 2"):
        bit_by_bit.partial_fit(X, Y + 1)


def test_a_warm_start_goes_on() -> None:
    model = TinkernetClassifier(epochs=3, warm_start=True, random_state=1).fit(X, Y)
    model.set_params(learning_rate=0.001).fit(X, Y)
    assert model.n_iter_ == 6
    assert model.trainer_.config.training.learning_rate == 0.001
    with pytest.raises(ValueError, match="the classes must stay"):
        model.fit(X, Y + 1)
    assert clone(model).set_params(warm_start=False).fit(X, Y).n_iter_ == 3


def test_the_same_random_state_gives_the_same_network_and_a_copy_goes_on_alike() -> None:
    one, other = (TinkernetClassifier(epochs=3, random_state=7).fit(X, Y) for _ in range(2))
    np.testing.assert_array_equal(one.predict_proba(X), other.predict_proba(X))
    copied = pickle.loads(pickle.dumps(one))
    assert copied.loss_curve_ == one.loss_curve_
    np.testing.assert_array_equal(
        copied.partial_fit(X, Y).predict_proba(X), one.partial_fit(X, Y).predict_proba(X)
    )


def test_there_may_be_more_rows_than_the_page_shows() -> None:
    rows, labels = make_moons(12_000, noise=0.1, random_state=1)
    assert TinkernetClassifier(epochs=3, random_state=1).fit(rows, labels).score(rows, labels) > 0.95


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"hidden": (0,)}, "hidden"),
        ({"activation": "step"}, "activation"),
        ({"epochs": 0}, "epochs"),
        ({"learning_rate": -1}, "learning_rate"),
    ],
)
def test_a_parameter_that_is_not_valid_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        TinkernetClassifier(**change).fit(X, Y)


def test_nine_classes_are_refused() -> None:
    with pytest.raises(ValueError, match="y must have from 2 to 8 classes, got 9"):
        TinkernetClassifier().fit(X[:18], np.arange(18) % 9)


def test_a_divergence_is_a_warning() -> None:
    model = TinkernetRegressor(
        activation="linear", optimizer="sgd", learning_rate=10, batch_size=1, random_state=1
    )
    with pytest.warns(ConvergenceWarning, match="lower the learning rate"):
        model.fit(X, X[:, 0])
    assert np.isfinite(model.predict(X)).all()
