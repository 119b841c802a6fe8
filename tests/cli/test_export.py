"""`tinkernet export` writes what the same network is exported as elsewhere."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import safetensors.numpy
from click.testing import Result
from typer.testing import CliRunner

import tinkernet
from tests.api.conftest import Server
from tinkernet import Client, Config, Trainer
from tinkernet.cli import app
from tinkernet.client.session import FormatName
from tinkernet.export.formats import FORMATS
from tinkernet.settings import Settings

SMALL = ["--set", "data.samples=40", "--set", "network.hidden=[3]"]
CONFIG = {"data": {"samples": 40}, "network": {"hidden": [3]}}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    with Server(settings) as server, Client(server.url) as client:
        yield client


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def exported(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["export", *arguments])


@pytest.mark.parametrize("format", get_args(FormatName))
def test_a_config_is_trained_and_written(format: FormatName, folder: Path) -> None:
    shown = exported(format, *SMALL, "--epochs", "5")
    assert shown.exit_code == 0, shown.output
    trainer = Trainer(Config(**CONFIG))
    trainer.train(epochs=5)
    file = folder / f"tinkernet-circle-5.{FORMATS[format].suffix}"
    expected = FORMATS[format].content(trainer.snapshot())
    assert sorted(file.read_bytes()) == sorted(expected)  # in safetensors the order of metadata is not fixed
    assert shown.stderr == f"{file.name}, {file.stat().st_size:,} bytes\n"


def test_training_ends_at_the_goal(folder: Path) -> None:
    goal = ["--epochs", "500", "--test-loss-below", "0.3"]
    assert exported("onnx", *SMALL, *goal).exit_code == 0
    taken = tinkernet.run(CONFIG, {"epochs": 500, "test_loss_below": 0.3}).epochs
    assert 0 < taken < 500
    assert (folder / f"tinkernet-circle-{taken}.onnx").is_file()


def test_a_session_of_a_server_is_written_to_the_named_file(client: Client, folder: Path) -> None:
    session = client.create_session(CONFIG)
    session.step(epochs=3)
    server = session.url.partition("/?")[0]
    shown = exported("pytorch", "--session", session.id, "--server", server, "-o", "net.py")
    assert shown.exit_code == 0, shown.output
    assert (folder / "net.py").read_bytes() == session.export("pytorch")


def test_a_run_of_a_sweep_is_written(client: Client, folder: Path) -> None:
    sweep = client.sweep(CONFIG, seeds=3, stop={"epochs": 4})
    sweep.wait()
    server = sweep.url.partition("/experiments")[0]
    shown = exported("safetensors", "--experiment", sweep.id, "--run", "2", "--server", server)
    assert shown.exit_code == 0, shown.output
    layer = safetensors.numpy.load_file(folder / "tinkernet-run-2.safetensors")["layers.0.weight"]
    assert layer.ravel().tolist() == pytest.approx(sweep.parameters(2)[:6].tolist())


def test_the_address_of_a_page_names_server_and_id(client: Client, folder: Path) -> None:
    session, run = client.create_session(CONFIG), client.run(CONFIG, {"epochs": 2})
    assert exported("csv", "--session", session.url, "-o", "a.csv").exit_code == 0
    assert exported("csv", "--session", session.watch_url, "-o", "b.csv").exit_code == 0
    assert (folder / "a.csv").read_bytes() == (folder / "b.csv").read_bytes()
    run.wait()
    assert exported("config", "--experiment", run.url).exit_code == 0
    assert json.loads((folder / "tinkernet-run-0.json").read_text()) == run.result(0)["config"]


def test_standard_output_takes_the_file_as_well() -> None:
    shown = exported("config", *SMALL, "--epochs", "1", "-o", "-")
    assert json.loads(shown.stdout) == Config(**CONFIG).model_dump(mode="json")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["config", "--session", "a", "--experiment", "b"], "one of them"),
        (["config", "--session", "a", *SMALL], "one of them"),
        (["config", "--set", "data.noise=80"], "noise must be between 0 and 50, got 80"),
        (["config", "--set", "data.dataset=plane", "--set", "network.activation=linear",
          "--set", "training.learning_rate=10"], "training diverged after epoch"),
        (["config", "--session", "a", "--epochs", "1000"], "--epochs is for training a config"),
        (["config", "--experiment", "a", "--test-loss-below", "1"], "--test-loss-below is for"),
        (["config", "--run", "3"], "give its id as well"),
        (["config", "--session", "http://localhost:8000/"], "must end in ?session=, ?sweep= or ?run="),
        (["config", "--epochs", "1", "-o", "no/such/folder.json"], "No such file or directory"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_and_the_status_2(arguments: list[str], message: str) -> None:
    shown = exported(*arguments)
    assert shown.exit_code == 2
    assert message in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_a_table_is_trained_on_as_it_is_understood(folder: Path) -> None:
    (folder / "newts.csv").write_text("a;b;c;d\n1;0;0,5;newt\n2;1;-1;toad\n3;1;1,5;newt\n4;0;2;toad\n")
    table = [
        "--data",
        "newts.csv",
        "--x1",
        "c",
        "--x2",
        "2",
        "--label",
        "d",
        "--class",
        "toad",
        "--class",
        "newt",
    ]
    shown = exported("config", *table, "--epochs", "1", "-o", "config.json")
    assert shown.exit_code == 0, shown.output
    assert "x1 is c (asked), x2 is b (asked), label is d (asked)\n" in shown.stderr
    data = json.loads((folder / "config.json").read_text())["data"]
    assert data["points"] == [[0.5, 0, 1], [-1, 1, -1], [1.5, 1, 1], [2, 0, -1]]
    assert data["class_names"] == ["toad", "newt"]


def test_wishes_without_a_table_and_tables_beside_a_session_are_refused(folder: Path) -> None:
    shown = exported("config", "--x1", "c")
    assert (shown.exit_code, shown.stderr) == (2, "--x1 is about a table of points: give --data as well\n")
    (folder / "newts.csv").write_text("1,2,3\n")
    assert "one of them" in exported("config", "--session", "x", "--data", "newts.csv").stderr
    assert "at least 2 rows" in exported("config", "--data", "newts.csv").stderr
