"""The notebook is valid, runs, and prints the losses that Tinkernet has."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.export.cases import CASES, trained
from tests.export.processes import losses, run_all
from tinkernet.export.notebook import notebook
from tinkernet.export.script import script


@pytest.mark.parametrize("name", CASES)
def test_a_notebook_is_valid(name: str) -> None:
    nbformat.validate(json.loads(notebook(trained(name).snapshot())))


def test_a_notebook_runs_the_code_of_the_script() -> None:
    snapshot = trained("adam").snapshot()
    source = script(snapshot).decode()
    parameters = source[source.index("model.load_state_dict") : source.index("# Loss")]
    assert parameters.strip() in code(notebook(snapshot))


def test_a_notebook_runs_in_jupyter_and_draws(tmp_path: Path) -> None:
    path = tmp_path / "told.ipynb"
    path.write_bytes(notebook(trained("adam").snapshot()))
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", path]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    outputs = [
        output for cell in json.loads(path.read_bytes())["cells"] for output in cell.get("outputs", [])
    ]
    expect_losses_of_now("adam", "".join("".join(output.get("text", [])) for output in outputs))
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 4


def test_the_code_of_other_notebooks_runs_as_well(tmp_path: Path) -> None:
    paths = {name: tmp_path / f"{name}.py" for name in ("default", "momentum", "adagrad", "no_features")}
    for name, path in paths.items():
        path.write_text(code(notebook(trained(name).snapshot())))
    for name, printed in run_all(paths, MPLBACKEND="agg").items():
        expect_losses_of_now(name, printed)


def code(content: bytes) -> str:
    cells = json.loads(content)["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def expect_losses_of_now(name: str, printed: str) -> None:
    metrics = trained(name).metrics
    epoch, train, test = losses(printed)[0]
    assert epoch == metrics.epoch
    assert (train, test) == pytest.approx((metrics.train_loss, metrics.test_loss), rel=1e-6, abs=1e-6)
