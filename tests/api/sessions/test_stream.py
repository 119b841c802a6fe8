"""The stream, over a real socket."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import numpy as np
import pytest
from jsonschema import Draft202012Validator
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.api.conftest import PATIENCE, RUNAWAY, Server, Session
from tinkernet.api.sessions.stream import MAX_MESSAGE, MESSAGES_PER_SECOND, Allowance
from tinkernet.live.commands import STEERING
from tinkernet.live.frame import decode
from tinkernet.wire.session import OwnedSession
from tinkernet.wire.stream import EVENTS

Opened = Callable[..., "Peer"]
EDIT = {"layer": 1, "unit": 0, "input": "bias", "value": 0.5}


class Peer:
    """A viewer as a script would write it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.frames: list[bytes] = []
        self.events: list[dict[str, Any]] = []

    def send(self, message: object) -> None:
        self.socket.send(message if isinstance(message, str | bytes) else json.dumps(message))

    def until(self, is_so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next event of a kind; frames and other events are kept."""
        while True:
            message = self.socket.recv(timeout=PATIENCE)
            if isinstance(message, bytes):
                self.frames.append(message)
                continue
            event: dict[str, Any] = json.loads(message)
            self.events.append(event)
            if is_so(event):
                return event

    def answer(self, message: dict[str, Any]) -> dict[str, Any]:
        """What is answered to a message."""
        self.send({**message, "id": 1})
        return self.until(lambda event: event.get("id") == 1 and event["type"] in ("ok", "error"))

    def frame(self) -> tuple[dict[str, np.ndarray], dict[str, str]]:
        """The next frame, which is drawn at once."""
        while not self.frames:
            message = self.socket.recv(timeout=PATIENCE)
            if isinstance(message, bytes):
                self.frames.append(message)
            else:
                self.events.append(json.loads(message))
        tensors, header = decode(self.frames.pop(0))
        self.send({"type": "drawn", "sequence": int(header["sequence"])})
        return tensors, header


@contextmanager
def opened(running: Server, identity: str, **options: object) -> Iterator[Peer]:
    """A stream of a session."""
    url = f"{running.url.replace('http', 'ws')}/api/sessions/{identity}/stream"
    with connect(url, compression=None, max_size=None, **options) as socket:
        yield Peer(socket)


@pytest.fixture
def peer(running: Server, session: Session) -> Iterator[Peer]:
    with opened(running, session["id"]) as peer:
        peer.until(lambda event: event["type"] == "history")
        yield peer


def test_joining_tells_the_state_the_points_and_the_history_then_shows_a_frame(
    running: Server, client: httpx.Client, session: Session
) -> None:
    with opened(running, session["id"]) as peer:
        _, header = peer.frame()
    assert [event["type"] for event in peer.events] == ["state", "points", "history"]
    state, points, history = peer.events
    path = f"/api/sessions/{session['id']}"
    assert state == {"type": "state", **session}
    assert points == {"type": "points", **client.get(f"{path}/data").json()}
    assert history == {"type": "history", **client.get(f"{path}/history").json()}
    assert (header["epoch"], header["status"]) == ("0", "paused")


GOOD = [
    {"type": "play", "epochs_per_second": 60},
    {"type": "pause"},
    {"type": "step", "epochs": 2},
    {"type": "step", "steps": 2},
    {"type": "reset", "seed": "new"},
    {"type": "regenerate", "seed": 3},
    {"type": "configure", "config": {"training": {"learning_rate": 0.1}}},
    {"type": "set_parameters", "changes": [EDIT]},
    {"type": "restore", "epoch": 0},
    {"type": "set_points", "dataset": "xor", "gesture": 3},
    {"type": "add_points", "points": [[0, 0, 1], [1, 1, -1]], "gesture": "stroke"},
    {"type": "move_points", "moves": [{"id": 2, "x1": 1, "x2": -1}]},
    {"type": "remove_points", "ids": [2, 3]},
    {"type": "undo_points"},
    {"type": "redo_points"},
    {"type": "view", "resolution": 20, "unit": "1-0", "fps": 30, "gradients": True, "encoding": "deflate"},
    {"type": "drawn", "sequence": 1},
]


@pytest.mark.parametrize("message", GOOD, ids=str)
def test_every_message_is_answered_with_its_id(peer: Peer, message: dict[str, Any]) -> None:
    peer.send({**message, "id": "mine"})
    assert peer.until(lambda event: event["type"] == "ok") == {"type": "ok", "id": "mine"}


def test_commands_do_over_the_stream_what_they_do_over_rest(
    peer: Peer, client: httpx.Client, session: Session
) -> None:
    path = f"/api/sessions/{session['id']}"
    assert peer.answer({"type": "step", "epochs": 3})["type"] == "ok"
    assert client.get(path).json()["epoch"] == 3
    assert peer.answer({"type": "set_parameters", "changes": [EDIT]})["type"] == "ok"
    assert client.get(f"{path}/parameters").json()["parameters"][6] == 0.5
    peer.answer({"type": "configure", "config": {"network": {"hidden": [2]}}})
    assert client.get(path).json()["structure"]["layers"] == [{"units": 2, "activation": "tanh"}]
    peer.answer({"type": "restore", "epoch": 0})
    assert client.get(path).json()["epoch"] == 0


def test_what_a_script_does_over_rest_is_seen_on_the_stream(
    peer: Peer, client: httpx.Client, session: Session
) -> None:
    client.post(f"/api/sessions/{session['id']}/step", json={"epochs": 4})
    state = peer.until(lambda event: event["type"] == "state" and event["epoch"] == 4)
    assert state["status"] == "paused"
    while peer.frame()[1]["epoch"] != "4":
        pass


def test_playing_shows_frame_after_frame_while_they_are_drawn(peer: Peer) -> None:
    peer.send({"type": "play"})
    seen = [int(peer.frame()[1]["epoch"]) for _ in range(10)]
    assert seen == sorted(seen)
    assert seen[-1] > 0


def test_without_drawn_there_are_two_frames_and_no_more(peer: Peer) -> None:
    peer.send({"type": "play"})
    peer.answer({"type": "step", "epochs": 1})
    for _ in range(5):
        peer.answer({"type": "configure", "config": {}})
    assert 1 <= len(peer.frames) <= 2


def test_a_view_is_this_viewers_own(running: Server, session: Session, peer: Peer) -> None:
    with opened(running, session["id"]) as other:
        assert (
            peer.answer({"type": "view", "resolution": 20, "unit": "1-1", "gradients": True})["type"] == "ok"
        )
        peer.send({"type": "drawn", "sequence": 10**9})
        while True:
            tensors, header = peer.frame()
            if "unit" in tensors:
                break
        assert (tensors["boundary"].shape, tensors["unit"].shape, header["unit"]) == (
            (20, 20),
            (20, 20),
            "1-1",
        )
        assert tensors["gradients"].shape == tensors["parameters"].shape
        assert other.frame()[0]["boundary"].shape == (100, 100)


def test_a_view_of_a_unit_that_does_not_exist_is_refused(peer: Peer) -> None:
    refused = peer.answer({"type": "view", "unit": "7-7"})
    assert (refused["error"]["code"], refused["error"]["field"]) == ("not_found", "unit")


def test_divergence_is_announced_with_what_to_try(running: Server, create: Callable[..., Session]) -> None:
    with opened(running, create(RUNAWAY)["id"]) as peer:
        peer.send({"type": "play"})
        notice = peer.until(lambda event: event["type"] == "notice")
        assert (notice["code"], "lower the learning rate" in notice["message"]) == ("diverged", True)
        assert [event["status"] for event in peer.events if event["type"] == "state"][-1] == "diverged"
        assert peer.answer({"type": "play"})["error"]["code"] == "diverged"
        assert (
            peer.answer({"type": "configure", "config": {"training": {"learning_rate": 0.001}}})["type"]
            == "ok"
        )
        assert peer.answer({"type": "step", "epochs": 2})["type"] == "ok"


def test_a_watcher_sees_everything_but_the_id_and_steers_nothing(running: Server, session: Session) -> None:
    with opened(running, session["watch_id"]) as peer:
        state = peer.until(lambda event: event["type"] == "state")
        assert not {"id", "url"} & state.keys()
        assert peer.answer({"type": "view", "resolution": 20})["type"] == "ok"
        assert peer.answer({"type": "drawn", "sequence": 1})["type"] == "ok"
        steering = [message for message in GOOD if message["type"] in STEERING]
        for message in steering:
            assert peer.answer(message)["error"]["code"] == "watch_only"


BAD = [
    "", "junk", "[]", "null", "{}", '{"type": "fly"}', '{"type": "step"}', '{"type": "\\ud800"}', b"\x00\x01",
    '{"type": "play", "epochs_per_second": NaN}', '{"type": "play", "epochs_per_second": 1e400}',
    '{"type": "play", "speed": 1}', '{"type": "configure", "config": {"data": {"noise": 80}}}',
]  # fmt: skip


@pytest.mark.parametrize("message", BAD, ids=repr)
def test_a_bad_message_is_answered_and_changes_nothing(
    peer: Peer, client: httpx.Client, session: Session, message: str | bytes
) -> None:
    peer.send(message)
    error = peer.until(lambda event: event["type"] == "error")
    assert error["error"]["code"] in ("invalid_request", "invalid_config")
    assert peer.answer({"type": "drawn", "sequence": 1})["type"] == "ok"
    assert client.get(f"/api/sessions/{session['id']}").json() == session


def test_a_message_that_is_too_long_ends_the_stream_alone(
    running: Server, peer: Peer, session: Session
) -> None:
    peer.send("x" * (MAX_MESSAGE + 1))
    assert closing_code(peer) == 1009
    with opened(running, session["id"]) as another:
        another.frame()


def test_an_allowance_is_used_up_and_comes_back() -> None:
    allowance = Allowance(100, 0.0)
    assert all(allowance.takes(0.0) for _ in range(100))
    assert not allowance.takes(0.0)
    assert allowance.takes(0.011)
    assert not allowance.takes(0.011)


def test_too_many_messages_end_the_stream_alone(running: Server, peer: Peer, session: Session) -> None:
    for _ in range(3 * MESSAGES_PER_SECOND):
        try:
            peer.send({"type": "view"})
        except ConnectionClosed:
            break
    assert closing_code(peer) == 1008
    with opened(running, session["id"]) as another:
        another.frame()


def test_a_deleted_session_ends_its_streams(peer: Peer, client: httpx.Client, session: Session) -> None:
    client.delete(f"/api/sessions/{session['id']}")
    assert closing_code(peer) == 4404


def closing_code(peer: Peer) -> int | None:
    with pytest.raises(ConnectionClosed) as closed:
        peer.until(lambda event: False)
    return closed.value.rcvd.code if closed.value.rcvd else None


@pytest.mark.parametrize("origin", ["https://foe.example", "null", "http://127.0.0.1:1"])
def test_a_foreign_page_is_not_let_in(running: Server, session: Session, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused, opened(running, session["id"], origin=origin):
        pass
    response = refused.value.response
    assert response.status_code == 403
    assert json.loads(response.body)["error"]["code"] == "forbidden"


@pytest.mark.parametrize("origin", [None, "self", "https://friend.example"])
def test_scripts_the_page_itself_and_friends_are_let_in(
    running: Server, session: Session, origin: str | None
) -> None:
    with opened(running, session["id"], origin=running.url if origin == "self" else origin) as peer:
        peer.frame()


def test_an_unknown_session_has_no_stream(running: Server) -> None:
    with pytest.raises(InvalidStatus) as refused, opened(running, "unknown"):
        pass
    assert refused.value.response.status_code == 404
    assert json.loads(refused.value.response.body)["error"]["code"] == "not_found"


def test_a_viewer_that_never_reads_costs_the_others_nothing(
    running: Server, session: Session, peer: Peer
) -> None:
    with opened(running, session["id"]) as deaf:
        deaf.send({"type": "view", "resolution": 200})
        peer.send({"type": "play"})
        for _ in range(30):
            peer.frame()
        assert peer.answer({"type": "pause"})["type"] == "ok"


def test_a_viewer_that_vanishes_leaves_no_trace(
    running: Server, client: httpx.Client, session: Session
) -> None:
    def viewers() -> float:
        found = re.search(r"^tinkernet_viewers (\S+)$", client.get("/metrics").text, re.MULTILINE)
        assert found
        return float(found[1])

    before = viewers()
    with opened(running, session["id"]) as peer:
        peer.send({"type": "play"})
        peer.frame()
        assert viewers() == before + 1
        peer.socket.socket.close()
    gone = threading.Event()
    while viewers() != before:
        gone.wait(0.01)
    assert client.get(f"/api/sessions/{session['id']}").json()["status"] == "playing"


def test_a_message_without_an_id_is_confirmed_by_its_effect_alone(peer: Peer) -> None:
    peer.send({"type": "step", "epochs": 1})
    peer.until(lambda event: event["type"] == "state" and event["epoch"] == 1)
    peer.answer({"type": "pause"})
    assert [event["id"] for event in peer.events if event["type"] == "ok"] == [1]


def test_all_events_of_the_protocol_have_been_seen_here_and_are_as_openapi_says(
    running: Server, client: httpx.Client, create: Callable[..., Session]
) -> None:
    components = client.get("/openapi.json").json()["components"]
    described = Draft202012Validator({**components["schemas"]["StreamEvent"], "components": components})
    fields = {name: set(body.model_fields) for name, body in EVENTS.items()}
    fields["state"] = set(OwnedSession.model_fields)
    with opened(running, create({**RUNAWAY, "data": {"dataset": "plane", "samples": 40}})["id"]) as peer:
        peer.send("junk")
        peer.send({"type": "step", "epochs": 100_000, "id": 1})
        peer.until(lambda event: event["type"] == "ok")
        for _ in range(2):
            assert peer.answer({"type": "add_points", "points": [[0, 0, 1]]})["type"] == "ok"
        assert {event["type"] for event in peer.events} == set(EVENTS)
        for event in peer.events:
            described.validate(event)
            assert event.keys() == {"type", *fields[event["type"]]}
