"""The reference: forward, loss, backward and torch.optim, as anyone would write them.

It defines what is right.
"""

from functools import cache

import numpy as np
import torch
from torch import Tensor, nn

from tinkernet.config import Config
from tinkernet.nn.catalogue.losses import LOSSES
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS, decay, torch_optimizer, weight_decay
from tinkernet.nn.catalogue.penalties import PENALTIES, add_slope, take_proximal_step
from tinkernet.nn.catalogue.schedules import learning_rate
from tinkernet.nn.class_weights import weighted_mean
from tinkernet.nn.draws import draw_masks, draw_order
from tinkernet.nn.engine import Rows, Trace
from tinkernet.nn.network import MLP, Architecture
from tinkernet.nn.quantities import Shares, Signed, prediction, scales, shares, signed
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import RUNAWAY, Array, Ending, Evaluation, Samples, Split, TrainingState
from tinkernet.nn.until import Row, Until


class ReferenceForward:
    """What a network computes; the contract stands in `engine.Forward`."""

    def __init__(self, config: Config, architecture: Architecture, flat: Array) -> None:
        self._config = config
        self._hidden_units = sum(layer.units for layer in architecture.hidden)
        self._outputs, self._middle = architecture.outputs, architecture.middle
        self.flat = torch.from_numpy(flat)[: architecture.parameters]
        self.mlp = MLP(architecture, self.flat)

    def loss(self, outputs: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
        """The mean over samples, of outputs (n, outputs), labels and weights (n,)."""
        if self._config.training.class_weight is None:
            return self._mean(outputs, labels)
        return weighted_mean(self._mean, outputs, labels, weights)

    def _mean(self, outputs: Tensor, labels: Tensor) -> Tensor:
        return LOSSES[self._config.loss].function(outputs, labels, self._config.training.huber_delta)

    @torch.no_grad()
    def evaluate(self, samples: Samples) -> Evaluation:
        x, y, weights = (
            torch.from_numpy(array[..., : samples.count].T)
            for array in (samples.features, samples.labels, samples.weights)
        )
        outputs = self.mlp(x)
        loss = float(self.loss(outputs, y, weights))
        if self._config.data.classes == 0:
            return Evaluation(loss)
        if outputs.shape[1] == 1:
            right = ~(outputs[:, 0] < self._middle) == (y > self._middle)
        else:
            right = outputs.argmax(1) == y
        return Evaluation(loss, int(right.sum()) / samples.count)

    @torch.no_grad()
    def activations(self, features: Array, first: int, units: int) -> Array:
        return _rows(self.mlp.layer_outputs(torch.from_numpy(features).T), first, units)

    @torch.no_grad()
    def pre_activations(self, features: Array, first: int, units: int) -> Array:
        return _rows(self._sums(features), first, units)

    @torch.no_grad()
    def trace(self, features: Array) -> Trace:
        point = features[:, :1]
        outputs = self.mlp.layer_outputs(torch.from_numpy(point).T)
        return Trace(
            tuple(sums[0].numpy() for sums in self._sums(point)), tuple(a[0].numpy() for a in outputs)
        )

    def _sums(self, features: Array) -> list[Tensor]:
        """z = Wa + b (columns, units) of every layer."""
        inputs = torch.from_numpy(features).T
        below = [inputs, *self.mlp.layer_outputs(inputs)[:-1]]
        return [linear(a) for linear, a in zip(self.mlp.layers, below, strict=True)]

    @np.errstate(over="ignore", invalid="ignore")
    def quantised_predictions(self, features: Array, cells: int, scale: float) -> Signed | Shares:
        outputs = self.activations(features[:, :cells], self._hidden_units, self._outputs)
        predicted = prediction(self._config, outputs)
        return signed(predicted, np.float32(scale)) if self._outputs == 1 else shares(predicted)

    @np.errstate(over="ignore", invalid="ignore")
    def quantised_activations(
        self, features: Array, cells: int, first: int, units: int
    ) -> tuple[Signed, Array]:
        values = self.activations(features[:, :cells], first, units)
        scale = scales(values)
        return signed(values, scale[:, None]), scale


def _right(evaluation: Evaluation, samples: Samples) -> int:
    """How many answers are; of a regression none."""
    return round((evaluation.accuracy or 0.0) * samples.count)


def _rows(layers: list[Tensor], first: int, units: int) -> Array:
    """Of (columns, units) of every layer the units first … first + units - 1, (units, columns)."""
    return torch.cat(layers, 1)[:, first : first + units].T.contiguous().numpy()


class AutogradEngine:
    """Engine `autograd`; the contract stands in `engine.Engine`."""

    name = "autograd"

    def __init__(
        self,
        config: Config,
        architecture: Architecture,
        split: Split,
        state: TrainingState,
        good: TrainingState,
    ) -> None:
        self.forward = ReferenceForward(config, architecture, state.flat)
        self._config = config
        self._state, self._good, self._split = state, good, split
        self._scale = split.train.label_scale
        self._hidden_units = sum(layer.units for layer in architecture.hidden)
        train = split.train
        self._x = torch.from_numpy(train.features[:, : train.count].T.copy())  # (n, inputs)
        self._y = torch.from_numpy(train.labels[: train.count].copy())  # (n,)
        self._weights = torch.from_numpy(train.weights[: train.count].copy())  # (n,)
        self._flat = self.forward.flat
        self._mask = torch.from_numpy(architecture.weight_mask())[: architecture.parameters]
        arrays = [
            torch.from_numpy(row)[: architecture.parameters]
            for row, _ in zip(state.optimizer, OPTIMIZERS[config.training.optimizer].state, strict=False)
        ]
        self._optimizer = torch_optimizer(self._flat, config.training, tuple(arrays), state.updates)
        self._order = torch.arange(train.count, dtype=torch.int32)
        if state.position and config.training.shuffle:
            draw_order(config.network.seed, state.epoch, self._order.numpy())

    def advance(self, steps: int) -> Ending:
        state, training = self._state, self._config.training
        for _ in range(steps):
            if state.position == 0 and training.shuffle:
                draw_order(self._config.network.seed, state.epoch, self._order.numpy())
            batch = self._order[state.position : state.position + training.batch_size]
            self._update(batch.long(), learning_rate(training, state.epoch))
            state.step += 1
            state.updates += 1
            state.position += len(batch)
            if state.position == len(self._order):
                state.epoch, state.position = state.epoch + 1, 0
                if not self._is_sound(RUNAWAY * self._scale):
                    return Ending.PARAMETERS_RAN_AWAY
        is_finite = state.position == 0 or self._is_sound(np.inf)
        return Ending.SOUND if is_finite else Ending.PARAMETERS_RAN_AWAY

    def record(self, first: int, between: int, rows: Rows, until: Until) -> tuple[int, Ending]:
        for number, row in enumerate(rows):
            if self.advance(between if number else first) is not Ending.SOUND:
                return number, Ending.PARAMETERS_RAN_AWAY
            row[:] = self.measure()
            if not row[0] <= RUNAWAY * self._scale**2:
                return number, Ending.LOSS_RAN_AWAY
            self._good.take(self._state)
            ending = until.judge(self._state.epoch, row)
            if ending is not Ending.SOUND:
                return number + 1, ending
        return len(rows), Ending.SOUND

    def measure(self) -> Row:
        train, test = self._split.train, self._split.judging
        on_train, on_test = self.forward.evaluate(train), self.forward.evaluate(test)
        return on_train.loss, on_test.loss, _right(on_train, train), _right(on_test, test)

    def gradient(self) -> Array:
        outputs = self.forward.mlp(self._x)
        self.forward.loss(outputs, self._y, self._weights).backward()  # type: ignore[no-untyped-call]
        assert self._flat.grad is not None
        gradient = np.zeros_like(self._state.flat)
        gradient[: len(self._flat)] = self._flat.grad.numpy()
        self._optimizer.zero_grad(set_to_none=False)
        return gradient

    def _update(self, batch: Tensor, rate: float) -> None:
        training, flat, mask = self._config.training, self._flat, self._mask
        penalty, strength = PENALTIES[training.regularization], training.regularization_rate
        outputs = self.forward.mlp(self._x[batch], self._masks(len(batch)))
        loss = self.forward.loss(outputs, self._y[batch], self._weights[batch])
        loss.backward()  # type: ignore[no-untyped-call]
        assert flat.grad is not None
        with torch.no_grad():
            add_slope(penalty, flat.grad, flat, mask, strength)
            if training.clip_norm is not None:
                nn.utils.clip_grad_norm_([flat], training.clip_norm)
            if weight_decay(training) > 0:
                decay(flat, mask, rate * weight_decay(training))
            self._optimizer.param_groups[0]["lr"] = rate
            self._optimizer.step()
            take_proximal_step(penalty, flat, mask, rate * strength)
        self._optimizer.zero_grad(set_to_none=False)

    def _masks(self, samples: int) -> Tensor | None:
        """Dropout masks (hidden units, samples) of this step; None without dropout."""
        if self._config.network.dropout == 0:
            return None
        masks = np.empty((self._hidden_units, samples), np.float32)
        draw_masks(self._config.network.seed, self._state.step, self._config.network.dropout, masks)
        return torch.from_numpy(masks)

    def _is_sound(self, limit: float) -> bool:
        flat, optimizer = self._state.flat, self._state.optimizer
        is_finite = np.isfinite(flat).all() and np.isfinite(optimizer).all()
        return bool(is_finite and (np.abs(flat) <= np.float32(limit)).all())


@cache
def load_autograd() -> None:
    """Loads what torch's optimizers load when the first of them is made, which takes seconds."""
    config = Config(data={"samples": 10}, training={"engine": "autograd"})
    state = Snapshot.start(config).state
    AutogradEngine(config, Architecture.of(config), Split.of(config), state, state.copy()).advance(1)
