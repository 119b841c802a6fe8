"""Compiling the fused kernels while the server is up already, so that nobody waits for it."""

import asyncio
import gc
import logging
import sys

from tinkernet.live.pool import Pool
from tinkernet.nn.fused.warm import are_cached, load_kernels

logger = logging.getLogger(__name__)


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
