"""Experiments that a server has carried out."""

import json
from collections import ChainMap
from typing import Any

import httpx
import pytest

from tests.api.conftest import PATIENCE, Server

SWEEP: dict[str, Any] = {
    "config": {"data": {"dataset": "xor", "samples": 60}},
    "grid": {"training.learning_rate": [0.001, 0.3], "network.hidden": [[2], [4, 4]]},
    "seeds": 4,
    "stop": {"epochs": 30, "test_loss_below": 0.3},
}
MIXED: dict[str, Any] = {
    "config": {"data": {"samples": 40}},
    "grid": {"data.dataset": ["blobs3", "multi_gauss", "xor"]},
    "seeds": [5, 6],
    "stop": {"epochs": 9},
}
State = dict[str, Any]


def finished(client: httpx.Client, kind: str, body: dict[str, Any]) -> State:
    """An experiment that has been carried out."""
    answer = client.post(f"/api/{kind}", json=body)
    assert answer.status_code == 202, answer.text
    return last_news(client, f"/api/{kind}/{answer.json()['id']}")


def last_news(client: httpx.Client, path: str) -> State:
    """What an experiment's stream has told when the experiment is over."""
    return dict(ChainMap(*reversed(news(client, path))))


def news(client: httpx.Client, path: str) -> list[State]:
    """All events of an experiment's stream: progress, then its end."""
    with client.stream("GET", f"{path}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line and not line.startswith(":")]
    names = [line.removeprefix("event: ") for line in lines[::2]]
    assert names == ["progress"] * (len(names) - 1) + ["end"]
    return [json.loads(line.removeprefix("data: ")) for line in lines[1::2]]


@pytest.fixture(scope="package")
def done(running: Server) -> State:
    with httpx.Client(base_url=running.url, timeout=PATIENCE) as client:
        return finished(client, "sweeps", SWEEP)


@pytest.fixture
def path(done: State) -> str:
    return f"/api/sweeps/{done['id']}"


@pytest.fixture(scope="package")
def mixed(running: Server) -> State:
    """A finished sweep over classification in two and three classes, and a regression."""
    with httpx.Client(base_url=running.url, timeout=PATIENCE) as client:
        return finished(client, "sweeps", MIXED)
