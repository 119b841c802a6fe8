"""The examples run, and what they say of themselves is true."""

import json
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from tinkernet import Client
from tinkernet.cli import app
from tinkernet.experiments.sweep import Experiment

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
Script = Callable[..., str]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Script:
    """Runs an example in an empty folder; returns what it prints."""

    def run(name: str, *arguments: str) -> str:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        runpy.run_path(str(EXAMPLES / name), run_name="__main__")
        return capsys.readouterr().out

    return run


def test_a_learning_rate_is_found(script: Script) -> None:
    printed = script("learning_rate.py")
    best = re.search(r"^best: (\S+)$", printed, re.MULTILINE)
    assert best
    assert float(best[1]) in (0.1, 0.3)
    assert re.search(r"^ +3 +0% +never$", printed, re.MULTILINE)


def test_three_units_close_the_circle(script: Script) -> None:
    rates = dict(re.findall(r"^(\d) hidden \S* *(\d+)%", script("widths.py"), re.MULTILINE))
    assert list(rates) == ["1", "2", "3", "4", "6", "8"]
    assert rates["1"] == rates["2"] == "0"
    assert 70 < int(rates["3"]) <= 100
    assert rates["4"] == "100"


def test_a_script_can_be_watched(script: Script, server: str) -> None:
    printed = script("watch.py", server, "0")
    id = re.search(rf"^watch: {server}/\?session=(\S+)$", printed, re.MULTILINE)
    lowest = re.search(r"^lowest test loss: (\S+)$", printed, re.MULTILINE)
    assert id
    assert lowest
    assert float(lowest[1]) < 0.1
    assert "learning rate now 0.015" in printed
    with Client(server) as client:
        session = client.session(id[1])
        assert session.epoch == 400
        assert session.config.training.learning_rate < 0.03


def test_an_export_gives_the_same_answers_elsewhere(script: Script, tmp_path: Path) -> None:
    printed = script("export_and_load.py")
    differences = re.findall(r"^(ONNX|PyTorch): largest difference (\S+)$", printed, re.MULTILINE)
    assert [name for name, _ in differences] == ["ONNX", "PyTorch"]
    assert all(float(difference) < 1e-5 for _, difference in differences)
    assert {file.name for file in tmp_path.iterdir()} == {"moons.onnx", "moons.safetensors", "moons.py"}


def test_activations_are_compared_on_a_server(script: Script, server: str, tmp_path: Path) -> None:
    printed = script("compare_activations.py", server)
    soonest = re.search(r"^soonest: (\w+), (\d+) epochs$", printed, re.MULTILINE)
    opened = re.search(r"^train on: \S+=(\S+)$", printed, re.MULTILINE)
    assert soonest
    assert opened
    table = pd.read_csv(tmp_path / "activations.csv")
    assert len(table) == 96
    assert table[table["succeeded"]]["epochs"].min() == int(soonest[2])
    with Client(server) as client:
        session = client.session(opened[1])
        assert session.epoch == int(soonest[2])
        assert session.config.network.activation == soonest[1]


def test_the_sweep_file_is_a_sweep() -> None:
    shown = CliRunner().invoke(app, ["sweep", str(EXAMPLES / "sweep.toml")], env={"COLUMNS": "80"})
    assert shown.exit_code == 0, shown.output
    assert len(re.findall(r"^ \d+ .*%", shown.stdout, re.MULTILINE)) == 12
    assert Experiment.model_fields.keys() > {"seeds", "config", "random", "stop"}


def test_the_claims_of_a_lesson_hold(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", EXAMPLES / "test_lesson.py"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "3 passed" in ended.stdout, ended.stdout


def test_the_command_of_the_lesson_agrees() -> None:
    written = re.search(
        r"^    tinkernet (assert .+)$", (EXAMPLES / "test_lesson.py").read_text(), re.MULTILINE
    )
    assert written
    arguments = written[1].replace("'", "").split()
    assert CliRunner().invoke(app, arguments).exit_code == 0


def outputs_in_jupyter(name: str, folder: Path) -> tuple[str, int]:
    """What a notebook prints, and how many pictures it draws."""
    path = folder / name
    path.write_bytes((EXAMPLES / name).read_bytes())
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", path]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    outputs = [out for cell in json.loads(path.read_bytes())["cells"] for out in cell.get("outputs", [])]
    printed = "".join("".join(output.get("text", [])) for output in outputs)
    return printed, sum("image/png" in output.get("data", {}) for output in outputs)


def test_a_table_of_ones_own_is_understood_and_learned(script: Script, tmp_path: Path) -> None:
    printed = script("own_data.py")
    assert "text, utf-8, separated by semicolons, decimal commas, with a header" in printed
    assert "classification, words: newt (100), toad (100)" in printed
    accuracy = re.search(r"^test accuracy after \d+ epochs: (\d+)%$", printed, re.MULTILINE)
    assert accuracy
    assert int(accuracy[1]) > 95
    assert {file.name for file in tmp_path.iterdir()} == {"newts.csv", "newts.py"}
    (tmp_path / "marks.csv").write_text(
        "hours,marks,passed,why\n" + "1,2,no,a\n4,5,yes,b\n2,1,no,a\n5,4,yes,b\n" * 5
    )
    assert "label is passed (asked)" in script("own_data.py", "marks.csv", "passed")


def test_a_data_frame_is_understood_and_learned_in_jupyter(tmp_path: Path) -> None:
    printed, pictures = outputs_in_jupyter("own_data.ipynb", tmp_path)
    assert "298 of 300 rows used\n2 left out, width is missing: row 8, 71" in printed
    accuracy = re.search(r"^test accuracy: (\d+)%$", printed, re.MULTILINE)
    assert accuracy
    assert int(accuracy[1]) > 95
    rates = dict(re.findall(r"^(\[\d\]) +([\d.]+)$", printed, re.MULTILINE))
    assert (float(rates["[1]"]), float(rates["[4]"]) > 0.8) == (0, True)
    assert pictures == 1


def test_the_notebook_tells_its_story_in_jupyter(tmp_path: Path) -> None:
    printed, pictures = outputs_in_jupyter("widths.ipynb", tmp_path)
    failed = re.search(r"^(\d+) of 64 seeds fail$", printed, re.MULTILINE)
    assert failed
    assert 0 < int(failed[1]) < 20
    assert "hidden units: [3]" in printed
    assert pictures == 4


@pytest.mark.parametrize("name", ["widths.ipynb", "own_data.ipynb"])
def test_a_notebook_is_kept_without_outputs(name: str) -> None:
    cells = json.loads((EXAMPLES / name).read_bytes())["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def test_every_example_is_tested_and_named_in_the_readme() -> None:
    examples = {path.name for path in EXAMPLES.iterdir() if path.is_file()}
    here, readme = Path(__file__).read_text(), (ROOT / "README.md").read_text()
    assert {name for name in examples if f'"{name}"' not in here} == set()
    assert {name for name in examples if f"examples/{name}" not in readme} == set()
