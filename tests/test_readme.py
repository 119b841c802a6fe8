"""The README keeps its word: its scripts run, its options exist, its table of settings is complete."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.readme import REPORT, table
from tests import http
from tinkernet.cli import app
from tinkernet.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
ADDRESS = "http://localhost:8000"
Python = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the blocks are run: beside the examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def block(language: str, place: int) -> str:
    """One of the blocks of a language, counted from 0."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)[place]


def printed(command: list[str], folder: Path) -> str:
    """What a command prints; it succeeds, and warns of nothing."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


@pytest.fixture
def python(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Python:
    """Runs a block of Python by itself; returns what it prints."""

    def run(place: int, server: str = ADDRESS) -> str:
        monkeypatch.chdir(folder)
        source = block("python", place).replace(ADDRESS, server)
        exec(compile(source, f"block {place} of README.md", "exec"), {"__name__": "__main__"})
        told = capsys.readouterr()
        assert told.err == ""
        return told.out

    return run


def test_a_session_is_left_playing_with_a_larger_network(server: str, python: Python) -> None:
    loss, url = python(0, server).split()
    session = http.get(f"{server}/api/sessions/{url.partition('=')[2]}").json()
    assert float(loss) < 0.1
    assert session["config"]["network"]["hidden"] == [8, 8]
    assert session["status"] == "playing"


def test_a_trainer_learns_and_draws(python: Python) -> None:
    words = python(1).split()
    assert float(words[0]) < 0.4
    assert words[1:4] == ["(100,", "100)", "MLP("]


def test_a_sweep_is_answered_without_a_server(python: Python) -> None:
    lines = python(2).splitlines()
    rates = [int(line.rpartition(" ")[2].rstrip("%")) for line in lines[:6]]
    assert max(rates[:2]) < min(rates[4:])
    assert [line.split()[0] for line in lines[7:10]] == ["[2]", "[4]", "[8]"]


def test_a_sweep_is_answered_by_a_server(server: str, python: Python) -> None:
    page, *points, session = python(3, server).splitlines()
    assert http.get(page).is_success
    assert len(points) == 3
    assert http.get(f"{server}/api/sessions/{session.partition('=')[2]}").json()["status"] == "paused"


def test_a_sweep_is_answered_over_rest(server: str, folder: Path) -> None:
    lines = printed(["bash", "-eu", "-c", shell("curl").replace(ADDRESS, server)], folder).splitlines()
    events = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    assert (events[-1]["status"], events[-1]["done"]) == ("finished", 16)
    epochs = [result["epochs"] for result in json.loads(lines[-1])["results"]]
    assert len(epochs) == 3
    assert epochs == sorted(epochs)
    assert len((folder / "xor.csv").read_text().splitlines()) == 17


def test_the_commands_train(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for line in shell("tinkernet train").splitlines():
        shown = CliRunner().invoke(app, shlex.split(line)[1:])
        assert shown.exit_code == 0, shown.output
    assert len((folder / "moons.csv").read_text().splitlines()) == 97


def test_what_is_taken_home_runs(folder: Path) -> None:
    commands = shell("tinkernet export").replace("--output", "2> told --output", 1)
    losses = re.findall(r"test loss (\S+)", printed(["bash", "-eu", "-c", commands], folder))
    assert float(losses[-1]) < 0.1


def shell(beginning: str) -> str:
    """The block of commands that has a line that begins so."""
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    [found] = [text for text in blocks if re.search(rf"^(id=\$\()?{beginning}", text, re.MULTILINE)]
    return found


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


def leads_somewhere(target: str) -> bool:
    """Whether there is such a file, and in it such a heading, by the name that it has in links."""
    name, _, heading = target.partition("#")
    file = Path(__file__).parent.parent / name
    if not file.exists() or not heading:
        return file.exists()
    titles = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
    named = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    return heading in named | set(re.findall(r'<a id="([^"]+)">', file.read_text()))


def test_links_into_the_repository_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)]+)\)|src(?:set)?=\"([^\"]+)\"", README)
    targets = [link or picture for link, picture in targets]
    assert targets
    assert [target for target in targets if not leads_somewhere(target)] == []
