"""A run of an experiment as a file, and as a live session."""

from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest
import safetensors.numpy

from tests.api.conftest import PATIENCE, Server
from tests.api.experiments.conftest import State, finished
from tinkernet.config import Config
from tinkernet.export.formats import FORMATS
from tinkernet.nn.trainer import Trainer

BODY: dict[str, Any] = {
    "config": {
        "data": {"dataset": "xor", "samples": 60},
        "training": {"optimizer": "adam", "engine": "fused"},
    },
    "seeds": [3, 4],
    "stop": {"epochs": 40},
}


@pytest.fixture(scope="module")
def done(running: Server) -> State:
    with httpx.Client(base_url=running.url, timeout=PATIENCE) as client:
        return finished(client, "runs", BODY)


@pytest.fixture
def path(done: State) -> str:
    return f"/api/runs/{done['id']}/results/1"


@pytest.fixture
def trainer() -> Trainer:
    """What has trained as the second run has."""
    trainer = Trainer(Config.parse(BODY["config"]).merged({"network": {"seed": 4}}))
    trainer.train(epochs=40)
    return trainer


@pytest.fixture
def session(client: httpx.Client, path: str) -> Iterator[dict[str, Any]]:
    answer = client.post(f"{path}/session")
    assert answer.status_code == 201, answer.text
    yield answer.json()
    client.delete(f"/api/sessions/{answer.json()['id']}")


def test_a_run_opens_as_a_paused_session_where_it_has_ended(
    client: httpx.Client, session: dict[str, Any], trainer: Trainer
) -> None:
    assert (session["status"], session["epoch"], session["step"]) == ("paused", 40, trainer.step)
    assert (session["pristine"], session["config"]["network"]["seed"]) == (True, 4)
    assert session["metrics"]["test_loss"] == trainer.metrics.test_loss
    assert session == client.get(f"/api/sessions/{session['id']}").json()
    history = client.get(f"/api/sessions/{session['id']}/history").json()
    assert history["epochs"] == trainer.history.epochs.tolist()
    np.testing.assert_allclose(history["test_loss"], trainer.history.test_loss, rtol=1e-6)


def test_the_session_goes_on_as_the_run_would_have(
    client: httpx.Client, session: dict[str, Any], trainer: Trainer
) -> None:
    path = f"/api/sessions/{session['id']}"
    client.post(f"{path}/step", json={"epochs": 30})
    trainer.train(epochs=30)
    parameters = client.get(f"{path}/parameters").json()["parameters"]
    np.testing.assert_array_equal(np.float32(parameters), trainer.parameters)
    history = client.get(f"{path}/history").json()
    assert history["epochs"] == trainer.history.epochs.tolist()
    assert history["test_loss"][41:] == trainer.history.test_loss[41:].tolist()


def test_one_can_go_back_to_the_start_of_the_run_and_to_its_end(
    client: httpx.Client, session: dict[str, Any]
) -> None:
    path = f"/api/sessions/{session['id']}"
    assert client.get(f"{path}/snapshots").json() == {"epochs": [0, 40]}
    assert client.post(f"{path}/restore", json={"epoch": 0}).json()["epoch"] == 0
    client.post(f"{path}/step", json={"epochs": 40})
    assert client.get(path).json()["metrics"]["test_loss"] == session["metrics"]["test_loss"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_run_is_taken_home_in_every_format(
    client: httpx.Client, path: str, trainer: Trainer, name: str
) -> None:
    answer = client.get(f"{path}/export/{name}")
    entry = FORMATS[name]  # type: ignore[index]
    assert answer.headers["content-disposition"] == f'attachment; filename="tinkernet-xor-40.{entry.suffix}"'
    assert answer.headers["content-type"].startswith(entry.media_type)
    expected = entry.content(trainer.snapshot())
    if name == "safetensors":
        ours, theirs = safetensors.numpy.load(answer.content), safetensors.numpy.load(expected)
        assert {key: ours[key].tolist() for key in ours} == {key: theirs[key].tolist() for key in theirs}
    else:
        assert answer.content == expected


@pytest.mark.parametrize(("method", "tail"), [("POST", "session"), ("GET", "export/config")])
def test_a_run_that_is_not_there_cannot_be_opened(
    client: httpx.Client, done: State, method: str, tail: str
) -> None:
    answer = client.request(method, f"/api/runs/{done['id']}/results/2/{tail}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
