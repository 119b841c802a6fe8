"""Exported programs and models in a process of their own, where nothing of Tinkernet is loaded."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

LINE = re.compile(r"epoch (\d+): train loss ([^\s,]+)(?:, test loss (\S+))?")
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
PREDICT_ALL = """
import sys
import numpy as np, onnxruntime
points, *paths = sys.argv[1:]
for path in paths:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    [prediction] = session.run(None, {"points": np.load(points)})
    np.save(path, prediction)
"""
Losses = list[tuple[int, float, float]]


def losses(printed: str) -> Losses:
    """Epoch, training loss and test loss of every line that tells them; nan where there is no test loss."""
    return [(int(epoch), float(train), float(test or "nan")) for epoch, train, test in LINE.findall(printed)]


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


def onnx_predictions(
    models: Mapping[str, bytes], points: npt.NDArray[np.float32], folder: Path
) -> dict[str, npt.NDArray[np.float32]]:
    """What onnxruntime makes of the points, in one fresh process for all models."""
    np.save(folder / "points.npy", points)
    paths = {name: folder / f"{name}.onnx" for name in models}
    for name, path in paths.items():
        path.write_bytes(models[name])
    command = [sys.executable, "-c", PREDICT_ALL, folder / "points.npy", *paths.values()]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    return {name: np.load(f"{path}.npy") for name, path in paths.items()}
