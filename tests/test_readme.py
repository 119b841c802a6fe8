"""The README keeps its word: its scripts run, its options exist, its table of settings is complete."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from benchmarks.readme import REPORT, table
from tests.server import running_server
from tinkernet.cli import app
from tinkernet.settings import Settings

README = (Path(__file__).parent.parent / "README.md").read_text()
SCRIPTS = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
ADDRESS = "http://localhost:8000"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_server(tmp_path_factory.mktemp("data")) as url:
        yield url


@pytest.fixture
def words(request: pytest.FixtureRequest, server: str, tmp_path: Path) -> list[str]:
    """What a script prints, run against a server of its own."""
    command = [sys.executable, "-W", "error", "-c", request.param.replace(ADDRESS, server)]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout.split()


@pytest.mark.parametrize("words", [script for script in SCRIPTS if ADDRESS in script], indirect=True)
def test_the_script_over_http_leaves_a_larger_network_playing(words: list[str], server: str) -> None:
    loss, url = words
    session = httpx.get(f"{server}/api/sessions/{url.partition('=')[2]}").json()
    assert float(loss) < 0.1
    assert session["config"]["network"]["hidden"] == [8, 8]
    assert session["status"] == "playing"


@pytest.mark.parametrize("words", [script for script in SCRIPTS if ADDRESS not in script], indirect=True)
def test_the_script_without_a_server_learns_and_draws(words: list[str]) -> None:
    assert float(words[0]) < 0.4
    assert words[1:4] == ["(100,", "100)", "MLP("]


def test_every_option_exists() -> None:
    options = {option for line in re.findall(r"tinkernet serve ([^`\n]+)", README) for option in line.split()}
    offered = CliRunner().invoke(app, ["serve", "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"}).output
    named = {option for option in options if option.startswith("--")}
    assert named
    assert {option for option in named if option not in offered} == set()


def test_the_table_of_settings_is_complete() -> None:
    rows = re.findall(r"^\| `TINKERNET_(\w+)` \|.*\| (.+?) \|$", README, re.MULTILINE)
    assert [name.lower() for name, _ in rows] == list(Settings.model_fields)


def test_the_defaults_of_the_table_are_the_settings_own() -> None:
    defaults = dict(re.findall(r"^\| `TINKERNET_(\w+)` \|.*\| `?([\w.]+)`? \|$", README, re.MULTILINE))
    expected = {
        name.upper(): str(info.default)
        for name, info in Settings.model_fields.items()
        if isinstance(info.default, int | str | Path)
    }
    assert {name: defaults[name] for name in expected} == expected


def test_the_figures_are_those_of_the_report() -> None:
    report = json.loads(REPORT.read_text())
    assert not report["quick"]
    assert table(report) in README


def test_links_into_the_repository_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)]+)\)|src(?:set)?=\"([^\"]+)\"", README)
    targets = [link or picture for link, picture in targets]
    assert targets
    assert [target for target in targets if not (Path(__file__).parent.parent / target).exists()] == []
