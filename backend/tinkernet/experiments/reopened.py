"""A run that is done as training that goes on: the snapshot it ended with, and a trainer with its history."""

from collections.abc import Callable

from tinkernet.config import Config
from tinkernet.experiments.details import Details, Gathered
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS
from tinkernet.nn.network import Architecture
from tinkernet.nn.results import History
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import TrainingState, minibatches
from tinkernet.nn.timeline import Timeline
from tinkernet.nn.trainer import Trainer


def snapshot(config: Config, epochs: int, details: Details, gathered: Gathered | None) -> Snapshot:
    """Where training stood at the end of a run of so many epochs.

    Where it is not known what the optimizer had gathered, it begins anew; then the config alone does not
    lead to what is trained from here on, unless the optimizer gathers nothing.
    """
    architecture = Architecture.of(config)
    state = TrainingState.starting_at(architecture.zeros())
    state.flat[: architecture.parameters] = details.parameters
    if gathered is not None:
        state.counters = gathered.counters
        state.optimizer[: len(gathered.optimizer), : architecture.parameters] = gathered.optimizer
        return Snapshot(config, state, pristine=True)
    gathers_nothing = not OPTIMIZERS[config.training.optimizer].state
    state.epoch = epochs
    state.step = epochs * minibatches(config.data.training_count, config.training.batch_size)
    state.updates = state.step if gathers_nothing else 0
    return Snapshot(config, state, pristine=gathers_nothing)


def trainer(start: Snapshot, history: History, fused_ready: Callable[[], bool]) -> Trainer:
    """A trainer that goes on from a run's snapshot as one would that had trained it all along.

    Its history is that of the run; beside the end it keeps the start to go back to.
    """
    timeline, epoch = Timeline(), start.state.epoch
    for at, train, test in zip(*_columns(history), strict=True):
        timeline.losses.add(at, (train, test))
    timeline.snapshots.add(0, Snapshot.start(start.config))
    timeline.snapshots.add(epoch, start)
    timeline.cut(epoch)
    return Trainer(start.copy(), timeline, fused_ready=fused_ready)


def _columns(history: History) -> tuple[list[int], list[float], list[float]]:
    return history.epochs.tolist(), history.train_loss.tolist(), history.test_loss.tolist()
