"""What tests of the conductor share: an executor that remembers, and patience."""

from collections.abc import Callable
from concurrent.futures import Future

from tinkernet.experiments.conductor import Conductor
from tinkernet.experiments.executor import LocalExecutor, Task
from tinkernet.experiments.progress import Progress
from tinkernet.experiments.store import Outcome


class Counting(LocalExecutor):
    """A real executor that remembers what it was given: the data set and the number of each run, in order."""

    def __init__(self, threads: int = 2) -> None:
        super().__init__(threads)
        self.given: list[tuple[str, int]] = []

    def submit(self, task: Task) -> "Future[list[Outcome]]":
        self.given += [(task.experiment.config.data.dataset, index) for index in task.indices]
        return super().submit(task)


async def until(
    conductor: Conductor, identity: str, holds: Callable[[Progress], bool] = lambda progress: progress.is_over
) -> Progress:
    """The first progress of which something holds."""
    async for progress in conductor.news(identity):
        if holds(progress):
            return progress
    raise AssertionError("it ended before")
