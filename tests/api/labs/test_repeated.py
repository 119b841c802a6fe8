"""A question that comes again is answered as before, without the app."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from tinkernet.api.labs.repeated import Repeated

PATH = "/api/labs/graph"


class App:
    """Counts what it is asked, and answers with that number."""

    def __init__(self, status: int = 200, pieces: int = 1) -> None:
        self.status, self.pieces, self.asked = status, pieces, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        for piece in range(self.pieces):
            body = str(self.asked).encode()
            await send({"type": "http.response.body", "body": body, "more_body": piece + 1 < self.pieces})


def ask(
    app: Repeated, *bodies: bytes, path: str = PATH, method: str = "POST", kind: bytes = b"a/json"
) -> str:
    """The body of the answer; several bodies are one that comes in pieces."""
    scope: dict[str, Any] = {
        "type": "http", "method": method, "path": path, "query_string": b"",
        "headers": [(b"content-type", kind)],
    }  # fmt: skip
    left = list(bodies)
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    assert sent[0]["type"] == "http.response.start"
    return b"".join(message["body"] for message in sent[1:]).decode()


def test_the_same_question_is_answered_once() -> None:
    inner = App()
    app = Repeated(inner)
    assert [ask(app, b"a"), ask(app, b"b"), ask(app, b"a"), ask(app, b"a")] == ["1", "2", "1", "1"]
    assert inner.asked == 2


@pytest.mark.parametrize(
    "other",
    [{"path": "/api/labs/curve"}, {"kind": b"text/plain"}, {"path": "/api/sessions"}, {"method": "GET"}],
)
def test_another_question_is_another(other: dict[str, Any]) -> None:
    app = Repeated(App())
    assert [ask(app, b"a"), ask(app, b"a", **other)] == ["1", "2"]


def test_what_is_no_question_of_a_lab_is_always_asked() -> None:
    app = Repeated(App())
    assert [ask(app, b"a", path="/api/sessions") for _ in range(2)] == ["1", "2"]
    assert [ask(app, b"a", method="GET") for _ in range(2)] == ["3", "4"]


@pytest.mark.parametrize("inner", [App(status=422), App(pieces=2)])
def test_a_refusal_and_an_answer_in_pieces_are_not_kept(inner: App) -> None:
    app = Repeated(inner)
    ask(app, b"a")
    assert ask(app, b"a").startswith("2")


def test_a_body_in_pieces_is_passed_on_whole() -> None:
    app = Repeated(App())
    assert [ask(app, b"a", b"b") for _ in range(2)] == ["1", "2"]


def test_the_oldest_is_forgotten_by_number_and_by_bytes() -> None:
    app = Repeated(App(), most=2)
    assert [ask(app, body) for body in (b"a", b"b", b"a", b"c", b"b")] == ["1", "2", "1", "3", "4"]
    small = Repeated(App(), most_bytes=12)
    assert [ask(small, body) for body in (b"a" * 8, b"b" * 8, b"a" * 8)] == ["1", "2", "3"]


def test_what_many_ask_at_one_moment_is_asked_once() -> None:
    inner = App()
    app = Repeated(inner)
    scope: Scope = {"type": "http", "method": "POST", "path": PATH, "query_string": b"", "headers": []}

    async def one() -> bytes:
        sent: list[Message] = []

        async def receive() -> Message:
            await asyncio.sleep(0)
            return {"type": "http.request", "body": b"a", "more_body": False}

        async def send(message: Message) -> None:
            await asyncio.sleep(0)
            sent.append(message)

        await app({**scope}, receive, send)
        return bytes(sent[1]["body"])

    async def all_at_once() -> list[bytes]:
        return await asyncio.gather(*(one() for _ in range(20)))

    assert asyncio.run(all_at_once()) == [b"1"] * 20
    assert inner.asked == 1


def test_who_waits_for_a_refusal_asks_again() -> None:
    inner = App(status=422)
    app = Repeated(inner)
    assert [ask(app, b"a") for _ in range(2)] == ["1", "2"]


def test_a_client_that_does_not_read_holds_up_nobody_who_asks_the_same() -> None:
    app = Repeated(App())
    scope: Scope = {"type": "http", "method": "POST", "path": PATH, "query_string": b"", "headers": []}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"a", "more_body": False}

    async def never(message: Message) -> None:
        await asyncio.Event().wait()

    async def send(message: Message) -> None:
        sent.append(message)

    async def both() -> None:
        deaf = asyncio.create_task(app({**scope}, receive, never))
        await asyncio.sleep(0)
        await asyncio.wait_for(app({**scope}, receive, send), 5)
        deaf.cancel()

    asyncio.run(both())
    assert sent[1]["body"] == b"1"
