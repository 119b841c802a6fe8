"""What computes a network, and what trains it: the contracts of both engines."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import Config
from tinkernet.nn.network import Architecture
from tinkernet.nn.quantities import Shares, Signed
from tinkernet.nn.state import Array, Ending, Evaluation, Samples, Split, TrainingState
from tinkernet.nn.until import Row, Until

Rows = NDArray[np.float64]
"""(rows, 4): a `Row` for each recorded epoch."""


class Trace(NamedTuple):
    """What one point makes of every unit, layer by layer, the output layer last: (units,) each."""

    pre_activations: tuple[Array, ...]
    activations: tuple[Array, ...]


class Forward(Protocol):
    """What a network computes with the parameters `flat` (padded,), which it reads and never writes.

    Units are counted layer by layer, from the first hidden layer to the output. Features are (inputs,
    columns); columns are a multiple of `LANES`.
    """

    def __init__(self, config: Config, architecture: Architecture, flat: Array) -> None: ...

    def evaluate(self, samples: Samples) -> Evaluation:
        """Mean loss and accuracy over samples, without penalty or dropout."""

    def pre_activations(self, features: Array, first: int, units: int) -> Array:
        """The weighted sums z (units, columns) of the units first … first + units - 1."""

    def activations(self, features: Array, first: int, units: int) -> Array:
        """σ(z), (units, columns), of the same."""

    def trace(self, features: Array) -> Trace:
        """Every unit's z and σ(z) for one point, the first column of `features`."""

    def quantised_predictions(self, features: Array, cells: int, scale: float) -> Signed | Shares:
        """Predictions for the first `cells` columns, as a frame has them.

        int8 (1, cells): over `scale`, times 127; of K classes uint8 (K, cells): probabilities times 255.
        """

    def quantised_activations(
        self, features: Array, cells: int, first: int, units: int
    ) -> tuple[Signed, Array]:
        """`activations` of the first `cells` columns, (units, cells): over their scale, times 127.

        The scale (units,) is the largest absolute value of each unit, at least 1.
        """


class Engine(Protocol):
    """Performs updates on a `TrainingState`, which it shares with its owner and with the network's module.

    An engine is made for one config, one architecture, one split of points and one state, and is dropped when
    one of them changes; all that training needs to go on is in the state. `good` becomes the state of every
    recorded epoch that is sound.
    """

    name: str

    @property
    def forward(self) -> Forward:
        """What the network computes with the parameters that are trained."""

    def __init__(
        self,
        config: Config,
        architecture: Architecture,
        split: Split,
        state: TrainingState,
        good: TrainingState,
    ) -> None: ...

    def advance(self, steps: int) -> Ending:
        """`steps` updates on minibatches, over the ends of epochs.

        Stops with `PARAMETERS_RAN_AWAY` at the end of an epoch that leaves a parameter beyond the limit, or a
        parameter or the optimizer's state not finite; whoever calls goes back to an earlier state. In the
        middle of an epoch a call ends so only where something is not finite: that it remains until the end of
        the epoch, while parameters may come back from beyond the limit.
        """

    def record(self, first: int, between: int, rows: Rows, until: Until) -> tuple[int, Ending]:
        """Row by row: updates to an end of an epoch, then the losses and how many are right.

        `first` updates lead to the first such end, `between` from each to the next. Stops after the row that
        meets `until`, and before one whose training loss has run away. Returns how many rows are sound, and
        how it ended.
        """

    def measure(self) -> Row:
        """How well the network does now."""

    def gradient(self) -> Array:
        """Gradient (padded,) of the unpenalised mean loss over all training samples, without dropout."""
