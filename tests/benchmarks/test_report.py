"""Every benchmark, in the quickest way there is."""

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from benchmarks.__main__ import app

ROOT = Path(__file__).parent.parent.parent
BENCHMARKS = {
    "steps": {"steps.default", "steps.deep-1", "steps.deep-10", "steps.single"},
    "frame": {"frame.time"},
    "bytes": {"frame.bytes", "frame.largest", "frame.differences"},
    "page": {f"page.{page}.bytes" for page in ("index", "experiments", "experiment", "labs", "lab")},
    "start": {"start.frame"},
    "viewers": {"viewers.one", "viewers.crowd", "viewers.sessions", "viewers.commands", "viewers.deaf"},
    "memory": {"memory.soak"},
    "sweeps": {"sweeps.speed", "sweeps.beside"},
    "requests": {"requests.running", "requests.done"},
    "labs": {"labs.answers", "labs.sessions"},
}


def measured(path: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["--quick", "--json", str(path), *options])


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """From a process of its own, as `make bench` does it."""
    path = tmp_path_factory.mktemp("benchmarks") / "report.json"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--json", str(path)]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    content: dict[str, Any] = json.loads(path.read_text())
    return content


def test_the_report_has_every_figure(report: dict[str, Any]) -> None:
    assert {figure["name"] for figure in report["figures"]} == set().union(*BENCHMARKS.values())


def test_every_figure_is_a_positive_number(report: dict[str, Any]) -> None:
    for figure in report["figures"]:
        assert math.isfinite(figure["value"]), figure
        assert figure["value"] > 0 or figure["unit"] == "%", figure


def test_every_ratio_is_that_to_the_yardstick(report: dict[str, Any]) -> None:
    for figure in report["figures"]:
        if figure["yardstick"] is not None:
            assert figure["ratio"] == pytest.approx(figure["value"] / figure["yardstick"]["value"])


def test_the_report_names_the_machine(report: dict[str, Any]) -> None:
    machine = report["machine"]
    assert machine["cpu"]
    assert machine["cores"] >= 1
    assert machine["torch"].startswith("2.")
    assert machine["nanoseconds_of_an_addition"] > 0


def test_the_report_says_that_it_was_quick(report: dict[str, Any]) -> None:
    assert report["quick"] is True


def test_a_single_benchmark_is_measured_alone(tmp_path: Path) -> None:
    done = measured(tmp_path / "report.json", "--only", "bytes", "--only", "frame")
    assert done.exit_code == 0, done.output
    figures = json.loads((tmp_path / "report.json").read_text())["figures"]
    assert {figure["name"] for figure in figures} == BENCHMARKS["bytes"] | BENCHMARKS["frame"]


def test_the_exit_status_tells_of_missed_goals_where_asked(tmp_path: Path) -> None:
    done = measured(tmp_path / "report.json", "--only", "page", "--check")
    figures = json.loads((tmp_path / "report.json").read_text())["figures"]
    assert done.exit_code == (0 if all(figure["is_met"] for figure in figures) else 1), done.output
