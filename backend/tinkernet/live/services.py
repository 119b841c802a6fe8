"""What all sessions of a server share."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tinkernet.live.pace import fair_share
from tinkernet.live.pool import Pool
from tinkernet.live.steering import DrawSeed, draw_seed
from tinkernet.live.telemetry import Telemetry


@dataclass(slots=True)
class Services:
    """The pool, the telemetry, and whatever comes from outside: the clock and chance."""

    pool: Pool
    telemetry: Telemetry
    fused_ready: Callable[[], bool]
    """Whether the fused kernels are compiled."""
    clock: Callable[[], float] = time.monotonic
    draw_seed: DrawSeed = draw_seed
    busy: set[object] = field(default_factory=set)
    """The sessions that train at this moment."""

    def __post_init__(self) -> None:
        self.telemetry.training.set_function(lambda: len(self.busy))

    def share(self) -> float:
        """Seconds that one chunk of training may take now."""
        return fair_share(len(self.busy), self.pool.threads)

    @property
    def is_crowded(self) -> bool:
        """Whether more sessions train than there are threads."""
        return len(self.busy) > self.pool.threads
