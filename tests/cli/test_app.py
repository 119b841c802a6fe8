"""The command line."""

import re
import subprocess
import sys
from pathlib import Path

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


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DATA_DIR", "{file}/data", "the database cannot be used: [Errno 20] Not a directory"),
        ("DATABASE_URL", "nonsense", "TINKERNET_DATABASE_URL names no database that SQLAlchemy knows"),
        ("DATABASE_URL", "foo://bar", "TINKERNET_DATABASE_URL names no database that SQLAlchemy knows"),
        ("DATABASE_URL", "sqlite:///{file}", "the database cannot be used: file is not a database"),
        (
            "DATABASE_URL",
            "postgresql+psycopg://127.0.0.1:1/x",
            "the database cannot be used: connection failed",
        ),
    ],
)
def test_a_store_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, name: str, value: str, message: str
) -> None:
    file = tmp_path / "file"
    file.write_text("no database, but a text that is long enough to be taken for one" * 20)
    variable = {f"TINKERNET_{name}": value.format(file=file)}
    result = CliRunner().invoke(app, ["serve"], env={**WIDE, **variable})
    assert result.exit_code == 2
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


def test_help_does_not_wait_for_torch() -> None:
    code = "import sys, tinkernet.cli; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
