"""Making the kernel of runs ready before anybody waits for it.

`python -m tinkernet.experiments.warm` compiles it, unless it is in the cache on disk.
"""

import contextlib
import hashlib
import subprocess
import sys
from pathlib import Path

from tinkernet.experiments import epochs
from tinkernet.experiments.run import load_kernel
from tinkernet.nn.simd.compiled import CACHE_FOLDER
from tinkernet.nn.simd.compiled import config as compiler

_SOURCE = hashlib.sha256(Path(epochs.__file__).read_bytes()).hexdigest()[:16]
_COMPLETE = CACHE_FOLDER / f"runs-{_SOURCE}-{compiler.CPU_NAME}"
"""Stands on disk once the kernel does."""


def prepare() -> None:
    """Loads the kernel; where it is not on disk yet, a child process compiles it first.

    Where the disk cannot be written, this process compiles it as well.
    """
    if not _COMPLETE.exists():
        subprocess.run([sys.executable, "-m", "tinkernet.experiments.warm"], check=False)
    load_kernel()


if __name__ == "__main__":
    load_kernel()
    with contextlib.suppress(OSError):
        _COMPLETE.touch()
