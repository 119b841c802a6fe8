"""`tinkernet serve` in a process that is forked from one that has all imported: a quarter of a start.

As any process it has an environment, a folder, a log and a number of its own, and any signal ends it. Servers
that are to begin as a user's do (with a package of their own, say) are started the long way.
"""

import os
import signal
import sys
from multiprocessing import get_context
from pathlib import Path

_context = get_context("forkserver")
_context.set_forkserver_preload(
    ["tinkernet.app", "tinkernet.cli", "tinkernet.nn.trainer", "tinkernet.nn.fused.warm"]
)


class ForkedServer:
    """Looks like the `subprocess.Popen` of `tinkernet serve` on a port."""

    def __init__(
        self, port: int, environment: dict[str, str], cwd: Path | None = None, log: Path | None = None
    ) -> None:
        self._process = _context.Process(target=_serve, args=(port, environment, cwd or Path.cwd(), log))
        self._process.start()

    @property
    def returncode(self) -> int | None:
        """As that of `subprocess`: negative where a signal has ended it."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """The same."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Waits for its end.

        Raises:
            TimeoutError: it does not come.
        """
        self._process.join(timeout)
        if self.returncode is None:
            raise TimeoutError
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Sends it, if it still lives."""
        if self.returncode is None and self._process.pid is not None:
            os.kill(self._process.pid, number)

    def terminate(self) -> None:
        """Tells it to stop."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Ends it as if its plug were pulled."""
        self.send_signal(signal.SIGKILL)


def _serve(port: int, environment: dict[str, str], cwd: Path, log: Path | None) -> None:
    """What happens in the process."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    if log is not None:
        file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(file, stream.fileno())
    from tinkernet.cli import app

    app(["serve", "--port", str(port)], prog_name="tinkernet")
