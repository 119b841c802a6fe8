"""Points that are edited over REST: with ids, undone and done again, and kept by a server that restarts."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.api.conftest import Server, Session
from tests.api.http.test_errors import refused
from tests.api.sessions.test_stream import opened

POINTS = [[x / 8, 2 - x / 10, 2 * (x % 2) - 1] for x in range(20)]
Call = Callable[..., Any]
MOVE = {"id": 0, "x1": 0, "x2": 0}


def test_points_are_added_moved_removed_and_brought_back(call: Call) -> None:
    call("PUT", "/points", {"points": POINTS})
    first = call("GET", "/data")
    assert (first["source"], first["points"], len(first["ids"])) == ("points", POINTS, 20)
    session = call("POST", "/points", {"points": [[3, 3, 1]]})
    data = call("GET", "/data")
    assert session["config"]["data"] == {"source": "points", "digest": data["digest"]}
    assert data["sides"][:20] == first["sides"]
    new = data["ids"][-1]
    call("PATCH", "/points", {"moves": [{"id": new, "x1": -3, "x2": 2.125}]})
    assert call("GET", "/data")["points"][-1] == [-3, 2.125, 1]
    call("POST", "/points/remove", {"ids": [new, data["ids"][0]]})
    assert call("GET", "/data")["points"] == POINTS[1:]
    for _ in range(3):
        call("POST", "/points/undo")
    back = call("GET", "/data")
    assert {**back, "revision": 0} == {**first, "revision": 0, "redo": 3}
    for _ in range(4):
        call("POST", "/points/redo")
    assert call("GET", "/data")["points"] == POINTS[1:]


def test_the_points_of_a_data_set_can_be_edited_at_once(call: Call) -> None:
    before = call("GET", "/data")
    assert (before["source"], len(before["ids"])) == ("generated", 40)
    place = {"id": before["ids"][0], "x1": 1.5, "x2": -1}
    call("PATCH", "/points", {"moves": [place]})
    after = call("GET", "/data")
    assert (after["source"], after["ids"]) == ("points", before["ids"])
    assert after["train"] == [[1.5, -1, before["train"][0][2]], *before["train"][1:]]
    assert after["test"] == before["test"]


def test_weights_are_those_of_before(call: Call) -> None:
    call("POST", "/step", {"epochs": 5})
    before = call("GET", "/parameters")
    session = call("PUT", "/points", {"dataset": "xor"})
    assert (session["config"]["data"]["source"], session["epoch"]) == ("points", 5)
    call("POST", "/points", {"points": [[0, 0, 1]]})
    assert call("GET", "/parameters") == before
    assert call("POST", "/step", {"epochs": 1})["epoch"] == 6


def test_ids_may_be_chosen(call: Call) -> None:
    call("POST", "/points", {"points": [[0, 0, 1], [1, 1, 1]], "ids": [1000, 2000]})
    assert call("GET", "/data")["ids"][-2:] == [1000, 2000]
    call("POST", "/points", {"points": [[0, 0, 1]]})
    assert call("GET", "/data")["ids"][-1] == 2001


@pytest.mark.parametrize(
    ("method", "route", "body", "status", "field"),
    [
        ("POST", "", {"points": [[0, 0, 1], [0, 6.5, 1]]}, 422, "points[1]"),
        ("POST", "", {"points": [[0, 0, 9]]}, 422, "points[0][2]"),
        ("POST", "", {"points": [[0, 0, 1]], "ids": [3]}, 422, "ids[0]"),
        ("POST", "", {"points": [[0, 0, 1]] * 5000}, 422, "points"),
        (
            "PATCH",
            "",
            {"moves": [{"id": 0, "x1": 0, "x2": 0}, {"id": 77, "x1": 0, "x2": 0}]},
            404,
            "moves[1].id",
        ),
        ("PATCH", "", {"moves": [{"id": 0, "x1": 0}]}, 422, "moves[0].x2"),
        ("POST", "/remove", {"ids": [1, 40]}, 404, "ids[1]"),
        ("POST", "/remove", {"ids": [*range(39)]}, 422, "points"),
        ("PUT", "", {"points": [[0, 0, 1]]}, 422, "data.points"),
        ("PUT", "", {"dataset": "circus"}, 422, "data.dataset"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    client: httpx.Client,
    session: Session,
    call: Call,
    method: str,
    route: str,
    body: object,
    status: int,
    field: str,
) -> None:
    before = call("GET", "/data")
    answer = client.request(method, f"/api/sessions/{session['id']}/points{route}", json=body)
    error = refused(answer, status, answer.json()["error"]["code"])
    assert error["field"] == field
    assert call("GET", "/data") == before


def test_a_watcher_edits_nothing(client: httpx.Client, session: Session) -> None:
    path = f"/api/sessions/{session['watch_id']}/points"
    refused(client.post(path, json={"points": [[0, 0, 1]]}), 403, "watch_only")


def test_a_second_viewer_hears_the_same_change(running: Server, session: Session) -> None:
    with opened(running, session["id"]) as one, opened(running, session["watch_id"]) as other:
        for peer in (one, other):
            peer.until(lambda event: event["type"] == "history")
        assert one.answer({"type": "add_points", "points": [[0, 0, 1]]})["type"] == "ok"
        assert one.answer({"type": "move_points", "moves": [{"id": 40, "x1": 1, "x2": 1}]})["type"] == "ok"
        changes = [peer.until(lambda event: event["type"] == "points_changed") for peer in (other,)]
        changes += [event for event in one.events if event["type"] == "points_changed"]
        assert changes[0] == changes[1]
        assert changes[0]["moved"] == [[40, 1, 1]]
