"""The commands that train, here and on a server."""

import csv
import json
import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.api.conftest import Server
from tests.server import free_port
from tinkernet.cli import app
from tinkernet.cli.drawing import boundary_picture, curve, points_table
from tinkernet.client import Client, Experiment
from tinkernet.local.training import run
from tinkernet.settings import Settings

XOR = ["--set", "data.dataset=xor", "--set", "data.samples=60", "--set", "network.hidden=[4]"]


SWEEP = """
seeds = 3
config = {data = {samples = 40}}
grid = {"training.learning_rate" = [0.01, 0.3], "network.hidden" = [[2], [4, 2]]}
stop = {epochs = 20, test_loss_below = 0.2}
"""


def invoked(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Server(Settings(data_dir=tmp_path_factory.mktemp("data"))) as running:
        yield running.url


@pytest.fixture
def sweep_file(tmp_path: Path) -> str:
    file = tmp_path / "sweep.toml"
    file.write_text(SWEEP)
    return str(file)


def test_train_shows_where_the_run_ended() -> None:
    shown = invoked("train", *XOR, "--epochs", "50", "--test-loss-below", "0.3")
    expected = run({"data": {"dataset": "xor", "samples": 60}, "network": {"hidden": [4]}}, {
        "epochs": 50, "test_loss_below": 0.3,
    })  # fmt: skip
    assert shown.exit_code == 0, shown.output
    assert f"ended by {expected.reason}" in shown.output
    assert f"epoch {expected.epochs}" in shown.output
    assert f"{expected.metrics.test_loss:.5f}" in shown.output
    assert f"test accuracy {expected.metrics.test_accuracy:.1%}" in shown.output


@pytest.fixture
def truth_table(tmp_path: Path) -> str:
    file = tmp_path / "xor.csv"
    file.write_text("a,b,out\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n")
    return str(file)


WHOLE = ["--set", "data.train_percent=100"]


def test_train_says_that_there_is_no_test_data(truth_table: str) -> None:
    shown = invoked("train", "--data", truth_table, *WHOLE, "--epochs", "20")
    assert shown.exit_code == 0, shown.output
    assert re.search(r"train 0\.\d{5} [▁-█]+\n test no test data\n", shown.output)
    assert "test accuracy" not in shown.output


def test_what_is_not_known_without_test_data_is_left_empty_here_and_there(
    server: str, truth_table: str, tmp_path: Path
) -> None:
    given = ["run", "--data", truth_table, *WHOLE, "--seeds", "2", "--epochs", "5", "--output"]
    tables = []
    for name, where in (("here", []), ("there", ["--server", server])):
        shown = invoked(*given, str(tmp_path / f"{name}.csv"), *where)
        assert shown.exit_code == 0, shown.output
        assert re.search(r"^ 0 +– +– +–", shown.stdout, re.MULTILINE)
        tables.append(list(csv.DictReader((tmp_path / f"{name}.csv").read_text().splitlines())))
    for rows in tables:
        for row in rows:
            del row["seconds"]
            assert {row[name] for name in row if "test" in name} == {""}
            assert float(row["train_loss"]) > 0
    assert tables[0] == tables[1]


def test_train_reads_a_config_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[data]\ndataset = "plane"\nsamples = 40\n')
    shown = invoked("train", str(file), "--epochs", "2")
    assert shown.exit_code == 0, shown.output
    assert "test accuracy" not in shown.output


@pytest.mark.parametrize("name", ["sweep.json", "sweep.toml"])
def test_sweep_prints_a_row_for_each_point(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name.endswith("json"):
        grid = {"training.learning_rate": [0.01, 0.3]}
        body = {"config": {"data": {"samples": 40}}, "grid": grid, "seeds": 3, "stop": {"epochs": 2}}
        file.write_text(json.dumps(body))
    else:
        file.write_text(
            'seeds = 3\n[config.data]\nsamples = 40\n[grid]\n"training.learning_rate" = [0.01, 0.3]\n'
            "[stop]\nepochs = 2\n"
        )
    shown = invoked("sweep", str(file))
    assert shown.exit_code == 0, shown.output
    assert re.findall(r"^ ([01]) +(\S+) +–", shown.output, re.MULTILINE) == [("0", "0.01"), ("1", "0.3")]


def test_a_server_prints_the_same_points(server: str, sweep_file: str) -> None:
    here, there = invoked("sweep", sweep_file), invoked("sweep", sweep_file, "--server", server)
    assert there.exit_code == 0, there.output
    assert there.stdout == here.stdout
    page = re.search(rf"{server}/experiments\.html\?sweep=(\S+)", there.stderr)
    assert page
    with Client(server) as client:
        assert client.experiment(page[1]).read()["done"] == 12


def test_the_table_of_all_runs_is_the_same_here_and_there(
    server: str, sweep_file: str, tmp_path: Path
) -> None:
    files = [tmp_path / "here.csv", tmp_path / "there.csv"]
    for file, where in zip(files, ([], ["--server", server]), strict=True):
        assert invoked("sweep", sweep_file, "--output", str(file), *where).exit_code == 0
    here, there = (list(csv.DictReader(file.read_text().splitlines())) for file in files)
    for row in (*here, *there):
        del row["seconds"]
    assert here == there
    assert len(here) == 12


def test_a_table_may_be_parquet(sweep_file: str, tmp_path: Path) -> None:
    file = tmp_path / "table.parquet"
    assert invoked("sweep", sweep_file, "--output", str(file)).exit_code == 0
    assert pd.read_parquet(file).shape == (12, 22)


def test_run_prints_one_point(server: str) -> None:
    arguments = ["run", *XOR, "--seeds", "4", "--epochs", "9", "--test-loss-below", "100"]
    here, there = invoked(*arguments), invoked(*arguments, "--server", server)
    assert here.exit_code == 0, here.output
    assert "100% (51 to 100)" in here.stdout
    assert there.stdout == here.stdout
    assert "/experiments.html?run=" in there.stderr


def test_a_cancelled_sweep_is_no_answer(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    started = Client.run

    def cancelled(*arguments: object, **options: object) -> Experiment:
        experiment = started(*arguments, **options)  # type: ignore[arg-type]
        experiment.cancel()
        return experiment

    monkeypatch.setattr(Client, "run", cancelled)
    shown = invoked("run", "--set", "network.hidden=[32,32]", "--epochs", "100000", "--server", server)
    assert shown.exit_code == 2
    assert "the run was cancelled after 0 of 1 runs" in shown.stderr


def test_who_stops_waiting_is_told_that_the_server_goes_on(
    server: str, sweep_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(experiment: Experiment) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Experiment, "wait", interrupted)
    shown = invoked("sweep", sweep_file, "--server", server)
    assert shown.exit_code == 130
    assert (
        f"The server goes on with it. To look or to cancel: {server}/experiments.html?sweep=" in shown.stderr
    )


@pytest.mark.parametrize("where", ["here", "there"])
def test_a_sweep_may_have_one_point(server: str, tmp_path: Path, where: str) -> None:
    (tmp_path / "sweep.toml").write_text("seeds = 3\n[config.data]\nsamples = 40\n[stop]\nepochs = 2\n")
    there = ["--server", server] if where == "there" else []
    shown = invoked("sweep", str(tmp_path / "sweep.toml"), *there)
    assert shown.exit_code == 0, shown.output
    assert re.search(r"^ 0 +–", shown.output, re.MULTILINE)


def test_an_interrupted_sweep_keeps_what_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main = threading.main_thread().ident
    assert main is not None

    @contextmanager
    def interrupting(*_: object) -> Iterator[Callable[[int], None]]:
        def show(done: int) -> None:
            if done in (1, 3):
                signal.pthread_kill(main, signal.SIGINT)

        yield show

    monkeypatch.setattr("tinkernet.local.training.runs_bar", interrupting)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    file, table = tmp_path / "sweep.toml", tmp_path / "part.csv"
    file.write_text(
        'seeds = [7, 5]\ngrid = {"training.learning_rate" = [0.3, 1e-6]}\n'
        "config = {network = {hidden = [8]}}\nstop = {epochs = 100_000, test_loss_below = 0.1}\n"
    )
    shown = invoked("sweep", str(file), "--output", str(table))
    assert shown.exit_code == 130, shown.output
    assert re.fullmatch(r"interrupted: [123] of 4 runs are done\n", shown.stderr)
    assert "0.3" in shown.stdout
    first = next(csv.DictReader(table.read_text().splitlines()))
    assert (first["run"], first["seed"]) == ("0", "7")


def test_a_file_of_another_kind_is_refused_before_the_work(sweep_file: str) -> None:
    shown = invoked("sweep", sweep_file, "--output", "table.xlsx")
    assert (shown.exit_code, shown.stderr.strip()) == (
        2,
        "a table of results ends in .csv or .parquet, got table.xlsx",
    )


def test_a_table_without_a_folder_is_refused_before_the_work(sweep_file: str, tmp_path: Path) -> None:
    result = invoked("sweep", sweep_file, "--output", str(tmp_path / "gone" / "runs.csv"))
    assert result.exit_code == 2
    assert result.stderr == f"there is no folder {tmp_path / 'gone'} for the table of results\n"


def test_a_server_that_is_not_there_is_said(sweep_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tinkernet.client.connection.STARTING", ())
    shown = invoked("sweep", sweep_file, "--server", f"http://127.0.0.1:{free_port()}")
    assert shown.exit_code == 2
    assert shown.stderr.startswith("nobody answers at http://127.0.0.1:")


def test_assert_succeeds_where_enough_seeds_do() -> None:
    shown = invoked("assert", *XOR, "--seeds", "8", "--epochs", "1", "--test-loss-below", "100")
    assert shown.exit_code == 0, shown.output
    assert "100.0% (67.6 to 100.0) of 8 seeds reached the goal, 95.0% must" in shown.output


def test_assert_may_ask_a_server(server: str) -> None:
    shown = invoked(
        "assert", *XOR, "--seeds", "2", "--epochs", "1", "--accuracy-above", "0.999", "--server", server
    )
    assert shown.exit_code == 1, shown.output
    assert "of 2 seeds reached the goal" in shown.stdout


def test_assert_fails_where_too_few_seeds_do() -> None:
    shown = invoked("assert", *XOR, "--seeds", "8", "--epochs", "1", "--accuracy-above", "0.999")
    assert shown.exit_code == 1, shown.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["train", "--set", "data.noise=80"], "data.noise must be between 0 and 50, got 80"),
        (["train", "--set", "data.noise"], "--set needs field=value, got 'data.noise'"),
        (["train", "--set", "noise=1"], "noise: there is no field 'noise' in a config"),
        (["train", "--epochs", "0"], "epochs must be between 1 and 100000, got 0"),
        (["assert"], "assert needs a goal: --test-loss-below or --accuracy-above"),
    ],
)
def test_a_mistake_is_one_line_and_the_status_2(arguments: list[str], message: str) -> None:
    shown = invoked(*arguments)
    assert (shown.exit_code, shown.stderr.strip()) == (2, message)


@pytest.mark.parametrize("title", ["size", "size in cm.", "a.b"])
def test_a_scale_that_does_not_fit_names_the_column_once(tmp_path: Path, title: str) -> None:
    (tmp_path / "table.csv").write_text(f"{title},x2,label\n0,0,1\n7,1,2\n")
    shown = invoked("run", "--data", str(tmp_path / "table.csv"), "--x1", title, "--scale", "none")
    told = f"{title} must be between -6 and 6, and goes from 0 to 7: scale this column, by fit for example\n"
    assert (shown.exit_code, shown.stderr) == (2, told)


@pytest.mark.parametrize(("name", "text"), [("a.json", "{"), ("a.toml", "="), ("a.json", "[]")])
def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    shown = invoked("sweep", str(file))
    assert shown.exit_code == 2
    assert shown.stderr.startswith(f"{name} ")


def test_a_file_in_another_language_is_told_what_to_be(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("data:\n  dataset: xor\n")
    shown = invoked("train", str(tmp_path / "c.yaml"))
    assert shown.exit_code == 2
    assert (
        shown.stderr == "c.yaml cannot be read: a file must be JSON, or TOML with a name that ends in .toml\n"
    )


def test_the_table_names_fields_in_full_only_where_it_must() -> None:
    values = {"data.seed": 1, "network.hidden": [4, 2], "training.learning_rate": 0.0123456}
    point = {"point": 0, "values": values, "success": None, "test_loss": None, "epochs_to_success": None}
    table = points_table(list(values), [point])
    assert [column.header for column in table.columns][1:4] == ["seed", "hidden", "learning_rate"]
    assert [list(column.cells) for column in table.columns][2:4] == [["[4, 2]"], ["0.01235"]]


def test_a_boundary_is_blue_where_it_is_positive() -> None:
    values = np.array([[-1.0, 1.0], [0.0, 0.0]], np.float32)
    picture = boundary_picture(values)
    assert picture.plain == "▀▀\n"
    tops = [span.style.color.triplet.hex for span in picture.spans]  # type: ignore[union-attr]
    assert tops == ["#f59322", "#0877bd"]


def test_without_colors_a_boundary_is_drawn_with_shades() -> None:
    values = np.array([[-1.0, -0.5, 0.0, 0.5, 1.0]] * 2, np.float32)
    assert boundary_picture(values, colors=False).plain == " ░▒▓█\n"
    classes = np.stack([values, -values, np.full_like(values, 0.6)])
    assert boundary_picture(classes, colors=False).plain == "12220\n"


def test_train_draws_both_classes_into_a_log() -> None:
    shown = invoked("train", "--epochs", "100").stdout
    assert "████" in shown
    assert "    ░" in shown or "    ▒" in shown


def test_a_curve_falls_from_full_to_low() -> None:
    assert curve(np.array([1.0, 0.5, 0.0])) == "█▅▁"
