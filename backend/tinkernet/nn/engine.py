"""The contract of the two engines."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import Config
from tinkernet.nn.network import Architecture
from tinkernet.nn.quantities import Shares, Signed
from tinkernet.nn.state import Array, Ending, Evaluation, Samples, TrainingState

Losses = NDArray[np.float64]


class Engine(Protocol):
    """Performs updates on a `TrainingState`, which it shares with its owner and with the network's module.

    An engine is made for one config, one architecture, one set of training samples and one state, and is
    dropped when one of them changes; all that training needs to go on is in the state.
    """

    name: str

    def __init__(
        self, config: Config, architecture: Architecture, samples: Samples, state: TrainingState
    ) -> None: ...

    def advance(self, steps: int) -> bool:
        """`steps` updates on minibatches, over the ends of epochs.

        Returns False, and stops, at the end of an epoch that leaves a parameter beyond the limit, or a
        parameter or the optimizer's state not finite; whoever calls goes back to an earlier state. In the
        middle of an epoch a call ends so only where something is not finite: that it remains until the end of
        the epoch, while parameters may come back from beyond the limit.
        """

    def advance_recorded(
        self, first: int, between: int, test: Samples, losses: Losses, good: TrainingState
    ) -> tuple[int, Ending]:
        """Row by row of `losses` (rows, 2): updates to an end of an epoch, then the training and test losses.

        `first` updates lead to the first such end, `between` from each to the next. `good` becomes the state
        of the last row whose training loss is sound. Returns how many rows are, and how it ended.
        """

    def gradient(self) -> Array:
        """Gradient (padded,) of the unpenalised mean loss over all training samples, without dropout."""

    def evaluate(self, samples: Samples) -> Evaluation:
        """Mean loss and accuracy over samples, without penalty or dropout."""

    def activations(self, features: Array, first: int, units: int) -> Array:
        """Activations (units, columns) of the units first … first + units - 1, counted layer by layer from
        the first hidden layer to the output, for features (inputs, columns); columns are a multiple of
        `LANES`.
        """

    def quantised_predictions(self, features: Array, cells: int, scale: float) -> Signed | Shares:
        """Predictions for the first `cells` columns of features (inputs, columns), as a frame has them.

        int8 (1, cells): over `scale`, times 127; of K classes uint8 (K, cells): probabilities times 255.
        """

    def quantised_activations(
        self, features: Array, cells: int, first: int, units: int
    ) -> tuple[Signed, Array]:
        """`activations` of the first `cells` columns, (units, cells): over their scale, times 127.

        The scale (units,) is the largest absolute value of each unit, at least 1.
        """
