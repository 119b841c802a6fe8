"""What the documentation of experiments says is true."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tinkernet.app import create_app
from tinkernet.cli import app

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
