"""Code that is copied, run, gives the same network again."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest

from tests.export.cases import CASES, trained
from tests.server import PATIENCE
from tinkernet import Config, Trainer
from tinkernet.config import MAX_STEPS
from tinkernet.export.code import curl_code, python_code
from tinkernet.nn.results import ParameterChange
from tinkernet.nn.snapshot import Snapshot

SERVER = "http://localhost:8000"
LARGEST = {
    "data": {"dataset": "blobs5", "samples": 20},
    "network": {"hidden": [32] * 8, "activation": ["relu"] + ["tanh"] * 7},
}


def run(code: str) -> Trainer:
    """The trainer that Python code leaves behind."""
    names: dict[str, Any] = {}
    exec(code, names)
    trainer: Trainer = names["trainer"]
    return trainer


def edited(name: str) -> Snapshot:
    """A case with a bias that was set by hand."""
    trainer = Trainer(trained(name).config)
    trainer.restore(trained(name).snapshot())
    trainer.set_parameters([ParameterChange(1, 0, "bias", 1.25)])
    return trainer.snapshot()


@pytest.mark.parametrize("name", CASES)
def test_python_trains_as_long(name: str) -> None:
    snapshot = trained(name).snapshot()
    code = python_code(snapshot)
    assert "set_parameters" not in code
    again = run(code)
    assert (again.config, again.epoch, again.step) == (
        snapshot.config,
        snapshot.state.epoch,
        snapshot.state.step,
    )
    np.testing.assert_allclose(again.parameters, trained(name).parameters, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("name", CASES)
def test_python_sets_what_was_changed_by_hand(name: str) -> None:
    snapshot = edited(name)
    code = python_code(snapshot)
    assert "train(" not in code
    again = run(code)
    assert again.config == snapshot.config
    assert again.parameters.tolist() == snapshot.state.flat[: len(again.parameters)].tolist()


def test_python_needs_nothing_but_the_package() -> None:
    command = [sys.executable, "-W", "error", "-c", python_code(edited("untrained"))]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed.startswith("Metrics(train_loss=")


def test_only_what_differs_from_the_defaults_is_written() -> None:
    config = Config(
        data={"dataset": "xor", "noise": 20.0}, features=["r"], training={"shuffle": False, "rho": 0.5}
    )
    assert python_code(Trainer(config).snapshot()) == (
        "from tinkernet import Config, Trainer\n\n"
        "config = Config(\n"
        '    data={"dataset": "xor", "noise": 20},\n'
        '    features=["r"],\n'
        '    training={"shuffle": False, "rho": 0.5},\n'
        ")\n"
        "trainer = Trainer(config)\n"
        "print(trainer.metrics)\n"
    )
    assert "config = Config()\n" in python_code(Trainer().snapshot())


def test_parameters_are_as_short_as_they_can_be() -> None:
    trainer = Trainer()
    trainer.set_parameters([ParameterChange(1, 0, "bias", 0.1), ParameterChange(1, 1, 0, 1e-8)])
    assert '    (1, 0, "bias", 0.1),\n' in python_code(trainer.snapshot())
    assert '{"layer":1,"unit":1,"input":0,"value":1e-8}' in curl_code(trainer.snapshot(), SERVER)


def test_more_steps_than_the_server_takes_at_once_are_not_asked_for() -> None:
    snapshot = trained("default").snapshot()
    assert "/step" in curl_code(snapshot, SERVER)
    snapshot.state.step = MAX_STEPS + 1
    assert "/parameters" in curl_code(snapshot, SERVER)


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=PATIENCE) as client:
        yield client


@pytest.mark.parametrize("steps", [0, 60])
@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("config", [{}, LARGEST])
def test_the_code_of_a_session_reproduces_it(
    client: httpx.Client, config: dict[str, Any], by_hand: bool, steps: int
) -> None:
    path = f"/api/sessions/{client.post('/api/sessions', json={'config': config}).json()['id']}"
    if steps:
        client.post(f"{path}/step", json={"steps": steps})
    if by_hand:
        edit = {"layer": 1, "unit": 0, "input": "bias", "value": 0.3}
        client.patch(f"{path}/parameters", json=[edit])
    session = client.get(path).json()
    loss = pytest.approx(session["metrics"]["test_loss"], rel=1e-4)
    code = client.get(f"/api/sessions/{session['watch_id']}/code").json()

    ended = subprocess.run(["bash", "-e"], input=code["curl"], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["metrics"]["test_loss"] == loss
    assert run(code["python"]).metrics.test_loss == loss


def test_curl_goes_where_the_client_reached_the_server(client: httpx.Client) -> None:
    path = f"/api/sessions/{client.post('/api/sessions').json()['id']}"
    code = client.get(f"{path}/code", headers={"Host": "tinkernet.example"}).json()
    assert '"http://tinkernet.example/api/sessions"' in code["curl"]
