"""What the documentation of experiments says is true."""

import re
import shlex
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from tinkernet.app import create_app
from tinkernet.cli import app
from tinkernet.experiments.query import COLUMNS
from tinkernet.experiments.sweep import Experiment
from tinkernet.wire.experiment import (
    ExperimentNews,
    Experiments,
    ExperimentState,
    Histories,
    NewRun,
    Reason,
    Results,
    RunHistory,
)
from tinkernet.wire.search import DistributionName
from tinkernet.wire.stop import Stop

DOCUMENT = (Path(__file__).parents[2] / "docs" / "experiments.md").read_text()
CODE = re.findall(r"```python\n(.+?)```", DOCUMENT, re.DOTALL)


def test_the_examples_in_python_run_as_they_stand() -> None:
    names: dict[str, object] = {}
    for block in CODE:
        exec(block, names)
    assert len(CODE) == 2


def test_every_call_is_listed() -> None:
    paths = {path.removeprefix("/api/sweeps") for path in create_app().openapi()["paths"] if "sweeps" in path}
    listed = re.findall(r"^\| (.+?) \|", DOCUMENT.partition("## Over REST")[2], re.MULTILINE)
    named = {
        call.partition("?")[0]
        for cell in listed
        for call in re.findall(r"(?:…|/api/sweeps)(\S*?)(?:\?\S*)?`", cell)
    }
    assert paths - named - {""} == set()


def test_the_assertion_holds_with_a_margin() -> None:
    [line] = re.findall(r"^tinkernet (assert .+)$", DOCUMENT, re.MULTILINE)
    shown = CliRunner().invoke(app, shlex.split(line))
    assert shown.exit_code == 0, shown.output
    assert float(shown.stdout.partition("%")[0]) > 97


@pytest.mark.parametrize("command", ["train", "run", "sweep", "assert", "export", "bench"])
def test_every_command_exists(command: str) -> None:
    assert f"tinkernet {command}" in DOCUMENT
    assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_a_stop_condition_has_these_fields_and_reasons() -> None:
    table = re.findall(r"^\| `(\w+)` \|.*\| `(\w+)` \|$", DOCUMENT.partition("## In Python")[0], re.MULTILINE)
    assert [field for field, _ in table] == list(Stop.model_fields)
    assert {*(reason for _, reason in table), "diverged"} == set(get_args(Reason))


@pytest.mark.parametrize(
    ("call", "models"),
    [
        ("POST /api/runs", [NewRun]),
        ("POST /api/sweeps", [Experiment]),
        ("GET /api/sweeps?", [Experiments]),
        ("GET …/{id}/results?", [Results]),
        ("GET …/{id}/histories?", [Histories, RunHistory]),
    ],
)
def test_a_call_is_listed_with_its_fields(call: str, models: list[type[BaseModel]]) -> None:
    [line] = [line for line in DOCUMENT.splitlines() if line.startswith(f"| `{call}")]
    named = re.findall(r"`({.*?})`", line)[0]
    assert set(re.findall(r"\w+", named)) == {name for model in models for name in model.model_fields}


def test_what_an_experiment_tells_is_what_there_is() -> None:
    [line] = [line for line in DOCUMENT.splitlines() if line.startswith("| `GET …/{id}` |")]
    told, asked = ExperimentState.model_fields.keys(), ExperimentNews.model_fields.keys()
    assert set(re.findall(r"`(\w+)`", line)) <= told
    [left_out] = re.findall(r"leave out what was asked for: (.*?)\.", DOCUMENT)
    assert set(re.findall(r"`(\w+)`", left_out)) == told - asked


def test_what_is_filtered_and_sorted_are_columns() -> None:
    [fields] = re.findall(
        r"Fields are the columns of the CSV file but recall and precision: (.*?)and the axes",
        DOCUMENT,
        re.DOTALL,
    )
    assert set(re.findall(r"`(\w+)`", fields)) <= set(COLUMNS)


def test_every_distribution_is_explained() -> None:
    named = set(re.findall(r"`(\w+)`", DOCUMENT)) | set(re.findall(r'"distribution": "(\w+)"', DOCUMENT))
    assert set(get_args(DistributionName)) <= named
