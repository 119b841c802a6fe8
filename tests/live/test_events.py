"""The events of the stream, as they are sent."""

import json
from typing import Any

import numpy as np
import pytest

from tinkernet.config import Config
from tinkernet.errors import InvalidConfig
from tinkernet.live import events
from tinkernet.nn.results import Divergence, History, Points
from tinkernet.nn.state import Split
from tinkernet.points.drawing import Drawing
from tinkernet.wire.stream import EVENTS

PLAIN = {role: {"offset": 0, "factor": 1, "title": role} for role in ("x1", "x2", "label")}


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


def told(config: Config) -> dict[str, Any]:
    """What the event of its points says."""
    split = Split.of(config)
    found: dict[str, Any] = json.loads(events.points(Points.of(config, split), Drawing(split.points)))
    return found


def test_points_are_rows() -> None:
    event = told(Config(data={"dataset": "ripple", "samples": 10, "train_percent": 70}))
    assert {name: np.shape(rows) for name, rows in event.items() if name in ("train", "test")} == {
        "train": (7, 3),
        "test": (3, 3),
    }
    rest = {name: value for name, value in event.items() if name not in ("train", "test")}
    assert rest == {
        "type": "points", "task": "regression", "class_names": [], "scale": 1, "units": PLAIN,
        "source": "generated",
        "digest": None, "points": None, "sides": None, "train_percent": 70, "seed": 1,
        "ids": [*range(10)], "revision": 0, "undo": 0, "redo": 0,
    }  # fmt: skip


def test_points_of_ones_own_are_told_with_all_their_digits_and_their_sides() -> None:
    points = [[0.1, -2, 0], [1 / 3, 2, 1], [3, 4, 1]]
    config = Config(data={"points": points, "sides": ["test", "train", "test"], "class_names": ["a", "b"]})
    assert told(config) == {
        "type": "points", "train": [[0.33333334, 2, 1]], "test": [[0.1, -2, -1], [3, 4, 1]],
        "task": "classification", "class_names": ["a", "b"], "scale": 1, "units": PLAIN, "source": "points",
        "digest": config.data.digest, "points": [[0.1, -2, -1], [1 / 3, 2, 1], [3, 4, 1]],
        "sides": ["test", "train", "test"], "train_percent": 33, "seed": 1,
        "ids": [0, 1, 2], "revision": 0, "undo": 0, "redo": 0,
    }  # fmt: skip
