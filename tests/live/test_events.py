"""The events of the stream, as they are sent."""

import json
from typing import Any

import numpy as np
import pytest

from tinkernet.errors import InvalidConfig
from tinkernet.live import events
from tinkernet.nn.results import Divergence, History, Points
from tinkernet.wire.stream import EVENTS


@pytest.mark.parametrize(
    ("event", "sent"),
    [
        (events.ok(7), {"type": "ok", "id": 7}),
        (events.ok("a"), {"type": "ok", "id": "a"}),
        (
            events.error(None, InvalidConfig("no", "data.noise")),
            {
                "type": "error",
                "id": None,
                "error": {"code": "invalid_config", "message": "no", "field": "data.noise"},
            },
        ),
        (
            events.mistake(3),
            {
                "type": "error",
                "id": 3,
                "error": {
                    "code": "internal_server_error",
                    "message": "the server made a mistake; it is logged there",
                },
            },
        ),
        (
            events.diverged(Divergence(12, "the training loss has run away")),
            {
                "type": "notice",
                "code": "diverged",
                "message": "training diverged at epoch 12: the training loss has run away; "
                "lower the learning rate, or reset or restore",
            },
        ),
        (
            events.busy(),
            {
                "type": "notice",
                "code": "busy",
                "message": "the server trains many networks at once: this one is slower than asked",
            },
        ),
        (
            events.expiring(),
            {
                "type": "notice",
                "code": "expiring",
                "message": "nobody has used this session for long: it is about to be deleted",
            },
        ),
    ],
)
def test_an_event_is_sent_as_the_protocol_says(event: str, sent: dict[str, Any]) -> None:
    assert json.loads(event) == sent
    assert sent["type"] in EVENTS


def test_losses_that_are_not_finite_are_sent_as_null() -> None:
    losses = History(np.array([0, 1]), np.array([0.5, np.nan]), np.array([np.inf, 0.25]))
    assert json.loads(events.history(losses)) == {
        "type": "history",
        "epochs": [0, 1],
        "train_loss": [0.5, None],
        "test_loss": [None, 0.25],
    }


def test_points_are_rows() -> None:
    rows = np.array([[0.1, -2.0, 1.0]])
    assert json.loads(events.points(Points(rows, rows[:0]))) == {
        "type": "points",
        "train": [[0.1, -2.0, 1.0]],
        "test": [],
    }
