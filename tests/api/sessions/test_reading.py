"""REST for looking into a session: what is answered is what the trainer says."""

from collections.abc import Callable
from typing import Any

import httpx
import numpy as np
from safetensors.numpy import load

from tests.api.conftest import Session
from tests.api.sessions.conftest import trained, untrained


def test_gradients_are_those_of_the_trainer(call: Callable[..., Any]) -> None:
    call("POST", "/step", {"epochs": 1})
    assert np.array_equal(np.float32(call("GET", "/gradients")["gradients"]), trained(1).gradients())


def test_the_boundary_comes_as_json(call: Callable[..., Any]) -> None:
    answer = call("GET", "/boundary", resolution=20)
    assert np.array_equal(np.float32(answer["values"]), untrained().boundary(20))
    assert (answer["x1"][0], answer["x1"][-1], answer["x2"][0], answer["x2"][-1]) == (-6, 6, 6, -6)
    assert np.shape(call("GET", "/boundary")["values"]) == (100, 100)
    assert np.shape(call("GET", "/boundary", resolution=10, unit="1-2")["values"]) == (10, 10)


def test_the_boundary_comes_as_safetensors(client: httpx.Client, session: Session) -> None:
    path = f"/api/sessions/{session['id']}/boundary?resolution=20"
    answer = client.get(path, headers={"accept": "application/octet-stream"})
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "Accept" in answer.headers["vary"].split(", ")
    values = load(answer.content)["boundary"]
    assert (values.dtype, values.shape) == (np.float32, (20, 20))
    assert np.array_equal(values, np.float32(client.get(path).json()["values"]))


def test_k_classes_have_k_boundaries(client: httpx.Client, create: Callable[..., Session]) -> None:
    session = create({"data": {"dataset": "blobs3", "samples": 40}})
    values = client.get(f"/api/sessions/{session['id']}/boundary?resolution=10").json()["values"]
    assert np.shape(values) == (3, 10, 10)
    assert np.allclose(np.sum(values, axis=0), 1, atol=1e-5)


def test_predictions_are_those_of_the_trainer(call: Callable[..., Any]) -> None:
    points = [[0.5, -1.0], [2, 2], [100, -100]]
    outputs = call("POST", "/predict", {"points": points})["outputs"]
    assert np.array_equal(np.float32(outputs), untrained().predict(points))
    assert call("POST", "/predict", {"points": []}) == {"outputs": []}


def test_data_and_history_are_those_of_the_trainer(call: Callable[..., Any]) -> None:
    call("POST", "/step", {"epochs": 3})
    trainer = trained(3)
    data, history = call("GET", "/data"), call("GET", "/history")
    assert np.array_equal(np.float32(data["train"]), trainer.points.train)
    assert np.array_equal(np.float32(data["test"]), trainer.points.test)
    assert history["epochs"] == trainer.history.epochs.tolist() == [0, 1, 2, 3]
    assert history["train_loss"] == trainer.history.train_loss.tolist()
