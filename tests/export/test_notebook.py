"""The notebook is valid, runs, and prints the losses that Tinkernet has."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.export.cases import CASES, trained
from tests.export.test_script import losses
from tinkernet.export.notebook import notebook
from tinkernet.export.script import script


@pytest.mark.parametrize("name", CASES)
def test_a_notebook_is_valid(name: str) -> None:
    nbformat.validate(json.loads(notebook(trained(name).snapshot())))


def test_a_notebook_runs_the_code_of_the_script() -> None:
    snapshot = trained("adam").snapshot()
    cells = json.loads(notebook(snapshot))["cells"]
    code = "".join(line for cell in cells if cell["cell_type"] == "code" for line in cell["source"])
    source = script(snapshot).decode()
    parameters = source[source.index("model.load_state_dict") : source.index("# Loss")]
    assert parameters.strip() in code


@pytest.mark.parametrize("name", ["adam"])
def test_a_notebook_prints_the_losses_of_now_and_draws(name: str, tmp_path: Path) -> None:
    path = tmp_path / "told.ipynb"
    path.write_bytes(notebook(trained(name).snapshot()))
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", path]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    outputs = [
        output for cell in json.loads(path.read_bytes())["cells"] for output in cell.get("outputs", [])
    ]
    printed = "".join("".join(output.get("text", [])) for output in outputs)
    metrics = trained(name).metrics
    epoch, train, test = losses(printed)[0]
    assert epoch == metrics.epoch
    assert (train, test) == pytest.approx((metrics.train_loss, metrics.test_loss), rel=1e-6, abs=1e-6)
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 4
