"""What all sessions of a server share: threads, kernels, telemetry, the clock and chance."""

import asyncio
import gc
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from tinkernet.live.orders import DrawSeed, draw_seed
from tinkernet.live.pace import fair_share
from tinkernet.live.pool import Pool
from tinkernet.nn.fused.warm import are_cached, load_kernels

logger = logging.getLogger(__name__)

SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)


class Telemetry:
    """One set of telemetry on a registry of its own, so that two apps in a process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.sessions = Gauge("tinkernet_sessions", "Sessions", registry=self.registry)
        self.training = Gauge("tinkernet_sessions_training", "Sessions that train", registry=self.registry)
        self.viewers = Gauge("tinkernet_viewers", "Open streams", registry=self.registry)
        self.epochs = Counter("tinkernet_epochs", "Epochs trained", registry=self.registry)
        self.frames = Counter("tinkernet_frames", "Frames handed to viewers", registry=self.registry)
        self.divergences = Counter("tinkernet_divergences", "Trainings that diverged", registry=self.registry)
        self.commands = Counter(
            "tinkernet_commands", "Commands carried out", ["type"], registry=self.registry
        )
        self.command_seconds = Histogram(
            "tinkernet_command_seconds", "Wait for a command", buckets=SECONDS, registry=self.registry
        )
        self.turn_seconds = Histogram(
            "tinkernet_turn_seconds",
            "Training and drawing of one turn, with the wait for it",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.requests = Counter(
            "tinkernet_http_requests", "HTTP requests answered", ["method", "status"], registry=self.registry
        )
        self.saves = Counter("tinkernet_saves", "Sessions written to the store", registry=self.registry)


class Kernels:
    """Knows whether the fused kernels are ready; until then sessions train with autograd."""

    def __init__(self) -> None:
        self._are_ready = False

    def are_ready(self) -> bool:
        """Whether a call of a kernel needs no compiler."""
        return self._are_ready

    async def compile(self, pool: Pool) -> None:
        """Loads the kernels from disk; where they are not there yet, a child process compiles them first."""
        if are_cached() or await self._compile_in_child():
            await pool.now(load_kernels)
            self._are_ready = True
            # all code is loaded now and lives as long as the process: to look through it for garbage time
            # and again would stop every session for a tenth of a second or more
            gc.freeze()
            logger.info("the fused kernels are ready")

    async def _compile_in_child(self) -> bool:
        child = await asyncio.create_subprocess_exec(sys.executable, "-m", "tinkernet.nn.fused.warm")
        try:
            status = await child.wait()
        except asyncio.CancelledError:
            child.terminate()
            await child.wait()
            raise
        if status != 0:
            logger.warning("compiling the kernels failed (status %d): sessions train with autograd", status)
        return status == 0


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
