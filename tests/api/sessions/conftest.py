"""What can be asked of one session."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.api.conftest import SMALL, Session
from tinkernet import Config, Trainer

READING = ["", "/parameters", "/gradients", "/boundary", "/data", "/confusion", "/history", "/snapshots"]
STEERING: list[tuple[str, str, object]] = [
    ("DELETE", "", None),
    ("PATCH", "/config", {"training": {"learning_rate": 0.1}}),
    ("POST", "/step", {"epochs": 1}),
    ("POST", "/play", {}),
    ("POST", "/pause", {}),
    ("POST", "/reset", {}),
    ("POST", "/regenerate", {}),
    ("POST", "/restore", {"epoch": 0}),
    ("PATCH", "/parameters", [{"layer": 1, "unit": 0, "input": 0, "value": 1}]),
    ("PUT", "/points", {"points": [[0, 0, -1], [0, 1, 1]]}),
    ("POST", "/points", {"points": [[0, 0, 1]], "gesture": "a"}),
    ("PATCH", "/points", {"moves": [{"id": 2, "x1": 1, "x2": -1}]}),
    ("POST", "/points/remove", {"ids": [3]}),
    ("POST", "/points/undo", {}),
    ("POST", "/points/redo", {}),
    ("POST", "/predict", {"points": []}),
]


@pytest.fixture
def call(client: httpx.Client, session: Session) -> Callable[..., Any]:
    """Calls a route of the session; the answer's JSON, which must be a success."""

    def called(
        method: str, route: str = "", body: object = None, identity: str = "id", **parameters: object
    ) -> Any:
        path = f"/api/sessions/{session[identity]}{route}"
        options = {} if body is None else {"json": body}
        answer = client.request(method, path, params=parameters, **options)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    return called


def untrained() -> Trainer:
    return Trainer(Config.parse(SMALL), fused_ready=lambda: False)


def trained(epochs: int) -> Trainer:
    trainer = untrained()
    trainer.train(epochs=epochs)
    return trainer
