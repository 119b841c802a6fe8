"""Exported programs in a process of their own, where nothing of Tinkernet is loaded."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

LINE = re.compile(r"epoch (\d+): train loss (\S+), test loss (\S+)")
RUN_ALL = """
import contextlib, io, json, runpy, sys, warnings
warnings.simplefilter("error")
printed = []
for path in sys.argv[1:]:
    with contextlib.redirect_stdout(io.StringIO()) as output:
        runpy.run_path(path)
    printed.append(output.getvalue())
assert not any(name.startswith("tinkernet") for name in sys.modules)
print(json.dumps(printed))
"""
Losses = list[tuple[int, float, float]]


def losses(printed: str) -> Losses:
    """Epoch, training loss and test loss of every line that tells them."""
    return [(int(epoch), float(train), float(test)) for epoch, train, test in LINE.findall(printed)]


def run_all(programs: Mapping[str, Path], **environment: str) -> dict[str, str]:
    """What each program prints; one after another, so that torch is loaded once. A warning is an error."""
    ended = subprocess.run(
        [sys.executable, "-c", RUN_ALL, *programs.values()],
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", **environment},
    )
    assert ended.returncode == 0, ended.stderr
    return dict(zip(programs, json.loads(ended.stdout), strict=True))
