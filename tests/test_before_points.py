"""What the version before own points left the config has written still opens, and goes on bit by bit."""

import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.conftest import Ready, Server
from tests.golden.before_points.asked import (
    experiment_answers,
    file_answers,
    first_answers,
    get,
    later_answers,
    plain,
    session_answers,
)
from tinkernet.settings import Settings

GOLDEN = Path(__file__).parent / "golden" / "before_points"
Answers = dict[str, Any]
PLAIN = {role: {"offset": 0, "factor": 1, "title": role} for role in ("x1", "x2", "label")}
RATES = [f"{set}_{rate}" for set in ("train", "test") for rate in ("recall", "precision")]


def known(name: str) -> Any:
    """What the server of that version said."""
    return json.loads((GOLDEN / name).read_text())


def same(found: Any, expected: Any) -> Any:
    """`expected` as this version says it: configs name points by their digest, and data say more."""
    if isinstance(expected, list):
        return [same(one, other) for one, other in zip(found, expected, strict=True)]
    if not isinstance(expected, dict):
        return expected
    if expected.get("dataset") == "custom" and "points" in expected:
        assert found.keys() == {"source", "digest"}
        assert re.fullmatch("[0-9a-f]{64}", found["digest"])
        return found
    if expected.keys() >= {"train", "test"}:
        return {**found, **expected}
    if "hidden" in expected:  # there was no choice of the output: the hinge loss was taken of tanh
        expected = {**expected, "output": found["output"]}
        assert found["output"] in ("auto", "tanh")
    if "batch_size" in expected:  # nor weights of classes
        expected = {**expected, "class_weight": None}
    if "label_scale" in expected:  # nor other units than those of the square
        expected = {**expected, "units": PLAIN}
    if "succeeded" in expected and "run" in expected:  # nor what of each class is recognised
        expected = {name: found[name] for name in RATES} | expected
    dropped = {"task", "points"} if "noise" in expected else set()
    return {name: same(found.get(name), value) for name, value in expected.items() if name not in dropped}


@contextmanager
def server_on(database: str, folder: Path) -> Iterator[httpx.Client]:
    """Asks a server that goes on with what the database holds."""
    shutil.copy(GOLDEN / database, folder / "tinkernet.db")
    with served(Settings(data_dir=folder)) as client:
        yield client


@contextmanager
def served(settings: Settings) -> Iterator[httpx.Client]:
    """Asks a server with compiled kernels, in this process."""
    running = Server(settings, kernels=Ready)
    with running, httpx.Client(base_url=running.url, timeout=120) as client:
        while get(client, "/healthz")["kernels"] != "ready":
            time.sleep(0.02)
        yield client


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with server_on("sessions.db", tmp_path_factory.mktemp("data")) as client:
        yield client


@pytest.fixture(scope="module")
def experiments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with server_on("experiments.db", tmp_path_factory.mktemp("data")) as client:
        yield client


@pytest.mark.parametrize("name", known("sessions.json"))
def test_a_session_opens_goes_on_and_goes_back(sessions: httpx.Client, name: str) -> None:
    expected = known("sessions.json")[name]
    id = expected.pop("id")
    found: Answers = session_answers(sessions, id)
    found["later"] = later_answers(sessions, id)
    found["first"] = first_answers(sessions, id)
    assert found == same(found, expected)


@pytest.mark.parametrize("name", known("experiments.json"))
def test_an_experiment_opens_with_its_runs(experiments: httpx.Client, name: str) -> None:
    expected = known("experiments.json")[name]
    found = experiment_answers(experiments, expected.pop("id"))
    assert found == same(found, expected)


def test_a_sweep_that_was_not_finished_ends_as_it_would_have(tmp_path: Path) -> None:
    expected = known("unfinished.json")
    with server_on("unfinished.db", tmp_path) as client:
        assert client.get(f"/api/sweeps/{expected['id']}/events").is_success  # which end with the sweep
        rows = get(client, f"/api/sweeps/{expected['id']}/results?limit=1000")["results"]
    found = [plain(row) for row in rows]
    assert found == same(found, expected["results"])


@pytest.mark.parametrize("name", known("files.json"))
def test_a_file_comes_back(sessions: httpx.Client, name: str) -> None:
    found = file_answers(sessions, GOLDEN / "files" / name)
    report = found["session"].pop("report")
    assert (report is not None) == name.endswith(".csv")
    assert found == same(found, known("files.json")[name])
