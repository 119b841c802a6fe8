"""The network as estimators of scikit-learn: for pipelines, grid searches and `DecisionBoundaryDisplay`.

    from sklearn.datasets import make_moons
    from tinkernet.estimators import TinkernetClassifier

    X, y = make_moons(500, noise=0.2)
    print(TinkernetClassifier(hidden=(8, 8), random_state=1).fit(X, y).score(X, y))

They need scikit-learn: pip install 'tinkernet[sklearn]'.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from tinkernet.base.fields import MAX_SEED
from tinkernet.config import MAX_CLASSES, Config, NetworkConfig, PointSet, TrainingConfig
from tinkernet.errors import InvalidRequest
from tinkernet.nn.fused.warm import prepare
from tinkernet.nn.trainer import Trainer
from tinkernet.points.point_set import default_names

Floats = NDArray[np.float64]
TINY = np.finfo(np.float64).tiny


@dataclass(frozen=True, slots=True)
class _Scale:
    """Columns standardised, and back again."""

    mean: Floats
    deviation: Floats

    @classmethod
    def of(cls, columns: Floats) -> Self:
        """To mean 0 and deviation 1; a column that is all the same is moved alone."""
        deviation = columns.std(axis=0)
        return cls(columns.mean(axis=0), np.where(deviation > 0, deviation, 1))

    def apply(self, columns: Floats) -> Floats:
        """From the units of the data."""
        return (columns - self.mean) / self.deviation

    def undo(self, columns: Floats) -> Floats:
        """To the units of the data."""
        return columns * self.deviation + self.mean


class _Network(BaseEstimator):  # type: ignore[misc]
    """What both have in common: two columns, in any units, that are standardised before they are trained on.

    The parameters are the fields of the config's `network` and `training`, and `features`; `epochs` is how
    long `fit` trains. With `warm_start` it goes on where it was. As scikit-learn calls them: `random_state`
    stands for the seed, `n_iter_` is the epochs trained, `loss_curve_` the losses along them, thinned where
    there are more than a thousand.
    """

    trainer_: Trainer
    _scale_x: _Scale

    def __init__(
        self,
        hidden: Sequence[int] = (8, 8),
        activation: str | Sequence[str] = "tanh",
        *,
        output: str = "auto",
        init: str = "xavier_uniform",
        dropout: float = 0,
        features: Sequence[str] = ("x1", "x2"),
        loss: str | None = None,
        optimizer: str = "adam",
        learning_rate: float = 0.01,
        batch_size: int = 32,
        shuffle: bool = True,
        momentum: float = 0.9,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
        rho: float = 0.99,
        weight_decay: float = 0,
        regularization: str = "none",
        regularization_rate: float = 0,
        clip_norm: float | None = None,
        huber_delta: float = 1,
        schedule: str = "constant",
        schedule_epochs: int = 1000,
        schedule_factor: float = 0.5,
        warmup_epochs: int = 10,
        engine: str = "auto",
        epochs: int = 200,
        warm_start: bool = False,
        random_state: Any = None,
    ) -> None:
        self.hidden = hidden
        self.activation = activation
        self.output = output
        self.init = init
        self.dropout = dropout
        self.features = features
        self.loss = loss
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.momentum = momentum
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.rho = rho
        self.weight_decay = weight_decay
        self.regularization = regularization
        self.regularization_rate = regularization_rate
        self.clip_norm = clip_norm
        self.huber_delta = huber_delta
        self.schedule = schedule
        self.schedule_epochs = schedule_epochs
        self.schedule_factor = schedule_factor
        self.warmup_epochs = warmup_epochs
        self.engine = engine
        self.epochs = epochs
        self.warm_start = warm_start
        self.random_state = random_state

    @property
    def n_iter_(self) -> int:
        """The epochs trained."""
        return self._fitted().epoch

    @property
    def loss_curve_(self) -> list[float]:
        """The losses before the first epoch and after each, or at most a thousand of them."""
        losses: list[float] = self._fitted().history.train_loss.tolist()
        return losses

    @property
    def loss_(self) -> float:
        """The loss as it is now."""
        return self._fitted().metrics.train_loss

    def _plane(self, X: Any) -> Floats:
        """The two columns of X."""
        if X.shape[1] != 2:
            kind = type(self).__name__
            message = f"{kind} learns from 2 columns, x1 and x2, and X has n_features = {X.shape[1]}"
            raise ValueError(f"{message}: choose two of them, or put a PCA(2) before it")
        return np.asarray(X, np.float64)

    def _is_to_go_on(self, wish: bool) -> bool:
        return wish and hasattr(self, "trainer_")

    def _inputs(self, X: ArrayLike) -> Floats:
        """The rows of X on the plane, as they were for training."""
        check_is_fitted(self)
        return self._scale_x.apply(self._plane(validate_data(self, X, reset=False)))

    def _train(self, rows: Floats, class_names: tuple[str, ...], epochs: int, goes_on: bool) -> None:
        """Trains on rows of x1, x2 and label, all of them."""
        points = PointSet(rows, np.ones(len(rows), np.bool_), class_names, train_percent=100)
        prepare()
        if goes_on:
            self.trainer_.configure(self._config(points, self.trainer_.config.network.seed))
        else:
            seed = int(check_random_state(self.random_state).randint(MAX_SEED, dtype=np.uint32))
            self.trainer_ = Trainer(self._config(points, seed))
        try:
            self.trainer_.train(epochs=epochs)
        except InvalidRequest as error:
            raise ValueError(f"epochs: {error}") from error
        if (divergence := self.trainer_.divergence) is not None:
            message = f"training diverged in epoch {divergence.epoch} and went back: lower the learning rate"
            warnings.warn(message, ConvergenceWarning, stacklevel=3)

    def _config(self, points: PointSet, seed: int) -> Config:
        given = self.get_params()
        network = {name: given[name] for name in NetworkConfig.model_fields if name != "seed"}
        training = {name: given[name] for name in TrainingConfig.model_fields if name in given}
        if points.classes and self.loss is None:
            training["loss"] = "cross_entropy"
        try:
            return Config(
                data=points,
                features=tuple(self.features),
                network={**network, "hidden": tuple(self.hidden), "seed": seed},
                training=training,
            )
        except InvalidRequest as error:
            raise ValueError(str(error)) from error

    def _fitted(self) -> Trainer:
        check_is_fitted(self)
        return self.trainer_


class TinkernetClassifier(ClassifierMixin, _Network):  # type: ignore[misc]
    """A network that tells two to eight classes apart by two columns; the loss is cross entropy unless given.

    Its parameters and attributes are those of a `TinkernetRegressor`, with `classes_` beside them.
    """

    classes_: NDArray[Any]

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Trains on rows (n, 2) and their classes (n,).

        Raises:
            ValueError: the rows or the classes do not fit, or a parameter is not valid.
        """
        return self._learn(X, y, None, self.epochs, self.warm_start)

    def partial_fit(self, X: ArrayLike, y: ArrayLike, classes: ArrayLike | None = None) -> Self:
        """One epoch on these rows; the first call fixes the classes, and the scale by its rows.

        Raises:
            ValueError: as `fit`.
        """
        known = getattr(self, "classes_", None) if classes is None else np.unique(classes)
        return self._learn(X, y, known, 1, True)

    def predict_proba(self, X: ArrayLike) -> Floats:
        """The probability of each class: (n, K)."""
        answers = np.asarray(self._predicted(X), np.float64)
        if answers.ndim == 1:
            second = (1 + np.clip(answers, -1, 1)) / 2
            return np.column_stack([1 - second, second])
        shares: Floats = answers / answers.sum(axis=1, keepdims=True)
        return shares

    def decision_function(self, X: ArrayLike) -> Floats:
        """Of two classes the output (n,), above 0 for the second; of more the logarithms of shares (n, K)."""
        answers = np.asarray(self._predicted(X), np.float64)
        return answers if answers.ndim == 1 else np.log(np.maximum(answers, TINY))

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """The most probable class of each row: (n,)."""
        scores = self.decision_function(X)
        chosen: NDArray[Any] = self.classes_[scores.argmax(axis=1) if scores.ndim == 2 else 1 * (scores > 0)]
        return chosen

    def _predicted(self, X: ArrayLike) -> NDArray[np.float32]:
        inputs = self._inputs(X)
        return self.trainer_.predict(inputs)

    def _learn(
        self, X: ArrayLike, y: ArrayLike, classes: NDArray[Any] | None, epochs: int, wish: bool
    ) -> Self:
        """Trains; where it is wished and there is a network, on it and at its scale."""
        goes_on = self._is_to_go_on(wish)
        rows, targets = validate_data(self, X, y, reset=not goes_on)
        check_classification_targets(targets)
        plane, known = self._plane(rows), np.unique(targets) if classes is None else classes
        if goes_on and not np.array_equal(known, self.classes_):
            raise ValueError(f"the classes must stay {list(self.classes_)}, got {list(known)}")
        labels = _labels(targets, known)
        if not goes_on:
            self.classes_, self._scale_x = known, _Scale.of(plane)
        scaled = np.column_stack([self._scale_x.apply(plane), labels])
        self._train(scaled, default_names(len(known)), epochs, goes_on)
        return self


def _labels(y: NDArray[Any], classes: NDArray[Any]) -> Floats:
    """The classes as the network has them."""
    if not 2 <= len(classes) <= MAX_CLASSES:
        raise ValueError(f"y must have from 2 to {MAX_CLASSES} classes, got {len(classes)} class(es)")
    if not np.isin(y, classes).all():
        unknown = y[~np.isin(y, classes)][0]
        raise ValueError(f"y must have the classes {list(classes)}, got {unknown}")
    places = np.searchsorted(classes, y).astype(np.float64)
    return 2 * places - 1 if len(classes) == 2 else places


class TinkernetRegressor(RegressorMixin, _Network):  # type: ignore[misc]
    """A network that predicts a number from two columns; the loss is half the squared error unless given."""

    _scale_y: _Scale

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Trains on rows (n, 2) and their values (n,).

        Raises:
            ValueError: the rows or the values do not fit, or a parameter is not valid.
        """
        return self._learn(X, y, self.epochs, self.warm_start)

    def partial_fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """One epoch on these rows; the first call fixes the scales by its rows.

        Raises:
            ValueError: as `fit`.
        """
        return self._learn(X, y, 1, True)

    def predict(self, X: ArrayLike) -> Floats:
        """The values: (n,), in the units of y."""
        inputs = self._inputs(X)
        return self._scale_y.undo(np.asarray(self.trainer_.predict(inputs), np.float64))

    def _learn(self, X: ArrayLike, y: ArrayLike, epochs: int, wish: bool) -> Self:
        goes_on = self._is_to_go_on(wish)
        rows, targets = validate_data(self, X, y, reset=not goes_on, y_numeric=True)
        plane, values = self._plane(rows), np.asarray(targets, np.float64)
        if not goes_on:
            self._scale_x, self._scale_y = _Scale.of(plane), _Scale.of(values)
        scaled = np.column_stack([self._scale_x.apply(plane), self._scale_y.apply(values)])
        self._train(scaled, (), epochs, goes_on)
        return self
