"""The command line."""

import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from tinkernet.cli import app
from tinkernet.settings import Settings

WIDE = {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}


def test_serve_lists_every_environment_variable_with_its_default() -> None:
    result = CliRunner().invoke(app, ["serve", "--help"], env=WIDE)
    assert result.exit_code == 0
    listed = set(re.findall(r"TINKERNET_[A-Z_]+(?=:)", result.output))
    assert listed == {f"TINKERNET_{name.upper()}" for name in Settings.model_fields}
    assert re.search(r"TINKERNET_MAX_SESSIONS: sessions in all \(256\)", result.output)


def test_the_default_address_is_loopback() -> None:
    result = CliRunner().invoke(app, ["serve", "--help"], env=WIDE)
    assert "127.0.0.1" in result.output
    assert "8000" in result.output


@pytest.mark.parametrize("arguments", [["--port", "0"], ["--port", "70000"], ["--port", "x"], ["--unknown"]])
def test_bad_options_are_refused(arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["serve", *arguments], env=WIDE).exit_code == 2


def test_a_bad_environment_variable_is_named() -> None:
    result = CliRunner().invoke(app, ["serve"], env={**WIDE, "TINKERNET_MAX_SESSIONS": "many"})
    assert result.exit_code == 2
    assert "TINKERNET_MAX_SESSIONS" in result.output


def test_help_does_not_wait_for_torch() -> None:
    code = "import sys, tinkernet.cli; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
