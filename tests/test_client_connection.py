"""The client comes back to a server that was away, and says so when it is gone."""

import json
from collections.abc import Callable

import httpx
import pytest

from tests.server import free_port
from tinkernet import Client
from tinkernet.client import ServerGone
from tinkernet.client.connection import RESTARTING, STARTING, Connection
from tinkernet.client.experiment import Experiment
from tinkernet.errors import InvalidRequest, NotFound, StorageUnavailable

Handler = Callable[[httpx.Request], httpx.Response]


def connection(handler: Handler, pauses: list[float]) -> Connection:
    return Connection("http://server", httpx.MockTransport(handler), pauses.append)


def away(times: int, error: Exception, then: httpx.Response) -> Handler:
    """A server that fails so many times, and then answers."""
    left = [error] * times

    def answer(request: httpx.Request) -> httpx.Response:
        if left:
            raise left.pop()
        return then

    return answer


OK = httpx.Response(200, json={})


def test_a_server_that_just_starts_is_waited_for() -> None:
    pauses: list[float] = []
    starting = connection(away(3, httpx.ConnectError("refused"), OK), pauses)
    assert starting.request("POST", "/api/runs").json() == {}
    assert tuple(pauses) == STARTING[:3]


def test_nobody_there_is_said_after_several_attempts() -> None:
    pauses: list[float] = []
    address = f"http://127.0.0.1:{free_port()}"
    nobody = Connection(address, sleep=pauses.append)
    with pytest.raises(ServerGone, match=rf"nobody answers at {address} \(.*refused\): is `tinkernet serve`"):
        nobody.request("GET", "/api/options")
    assert tuple(pauses) == STARTING


def test_a_server_that_has_answered_is_given_the_time_to_restart() -> None:
    pauses: list[float] = []
    answers = iter([OK])

    def once(request: httpx.Request) -> httpx.Response:
        try:
            return next(answers)
        except StopIteration:
            raise httpx.ConnectError("refused") from None

    restarting = connection(once, pauses)
    restarting.request("GET", "/")
    with pytest.raises(ServerGone, match="the server at http://server is gone"):
        restarting.request("GET", "/")
    assert tuple(pauses) == RESTARTING


def test_only_what_cannot_have_had_an_effect_is_sent_again() -> None:
    broken = httpx.RemoteProtocolError("disconnected")
    assert connection(away(1, broken, OK), []).request("GET", "/").is_success
    with pytest.raises(ServerGone):
        connection(away(1, broken, OK), []).request("POST", "/")


def test_a_slow_answer_is_not_asked_for_twice() -> None:
    pauses: list[float] = []
    with pytest.raises(ServerGone, match="took too long to answer"):
        connection(away(9, httpx.ReadTimeout("slow"), OK), pauses).request("GET", "/")
    assert pauses == []


@pytest.mark.parametrize("address", ["localhost:8000", "", "ftp://server"])
def test_an_address_without_http_is_a_mistake(address: str) -> None:
    with pytest.raises(InvalidRequest, match="begins with http"):
        Client(address)


def stream(*states: dict[str, object], end: str = "") -> httpx.Response:
    text = ": ping\n\n" + "".join(f"event: progress\ndata: {json.dumps(state)}\n\n" for state in states)
    if end:
        text += f'event: end\ndata: {{"status":"{end}"}}\n\n'
    return httpx.Response(200, text=text, headers={"Content-Type": "text/event-stream"})


RUNNING: dict[str, object] = {
    "status": "running", "waiting": None, "done": 1, "runs": 2, "succeeded": 1, "diverged": 0,
}  # fmt: skip
FINISHED = {**RUNNING, "status": "finished", "done": 2}
AWAY = httpx.Response(503, json={"error": {"code": StorageUnavailable.code, "message": "away"}})


@pytest.mark.parametrize("trouble", [stream(RUNNING), AWAY], ids=["a broken stream", "no database"])
def test_waiting_outlasts_trouble(trouble: httpx.Response) -> None:
    answers = iter(
        [httpx.Response(200, json=RUNNING), trouble, trouble, stream(RUNNING, FINISHED, end="finished")]
    )
    pauses: list[float] = []
    waiting = Experiment(connection(lambda _: next(answers), pauses), "x")
    assert waiting.wait()["status"] == "finished"
    assert len(pauses) == 2


def test_waiting_for_what_is_deleted_does_not_end_well() -> None:
    answers = iter([httpx.Response(200, json=RUNNING), stream(RUNNING, end="deleted")])
    waiting = Experiment(connection(lambda _: next(answers), []), "x")
    with pytest.raises(NotFound, match="the sweep x was deleted"):
        waiting.wait()


def test_waiting_for_a_server_that_is_gone_tells_how_to_go_on() -> None:
    answers = iter([httpx.Response(200, json=RUNNING), stream(RUNNING)])

    def then_gone(request: httpx.Request) -> httpx.Response:
        answer = next(answers, None)
        if answer is None:
            raise httpx.ConnectError("refused")
        return answer

    waiting = Experiment(connection(then_gone, []), "x")
    with pytest.raises(ServerGone, match=r"is gone .*client\.experiment\('x'\) finds it"):
        waiting.wait()
