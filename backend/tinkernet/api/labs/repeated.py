"""Questions of the labs that come again byte for byte, as those of a class that follows one link do."""

import asyncio
from collections import OrderedDict
from typing import NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX = "/api/labs/"
MAX_KEPT, MAX_BYTES = 4096, 16 * 1024 * 1024
"""Questions, and the bytes of them and of their answers in all."""
KIND = b"content-type"


class Question(NamedTuple):
    """All of a request that its answer depends on."""

    path: str
    query: bytes
    kind: bytes
    body: bytes


class Repeated:
    """Answers what was answered before without reading it again: an answer hangs on its question alone."""

    def __init__(self, app: ASGIApp, most: int = MAX_KEPT, most_bytes: int = MAX_BYTES) -> None:
        self._app = app
        self._most, self._most_bytes = most, most_bytes
        self._known: OrderedDict[Question, list[Message]] = OrderedDict()
        self._coming: dict[Question | None, asyncio.Event] = {}
        """Questions that somebody else has asked just now."""
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app, or what it has said to the same question."""
        if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        first = await receive()
        question = _question(scope, first)
        if question in self._coming:
            await self._coming[question].wait()
        if question and question in self._known:
            self._known.move_to_end(question)
            told = self._known[question]
        else:
            told = await self._asked(scope, question, first, receive)
        for message in told:
            await send({**message})

    async def _asked(
        self, scope: Scope, question: Question | None, first: Message, receive: Receive
    ) -> list[Message]:
        """What the app says; others wait for its answer, but not until this client has taken it."""
        told: list[Message] = []
        messages = iter([first])

        async def receive_again() -> Message:
            return next(messages, None) or await receive()

        async def note(message: Message) -> None:
            told.append(message)

        here = asyncio.Event()
        if question:
            self._coming[question] = here
        try:
            await self._app(scope, receive_again, note)
            if question and _is_whole(told):
                self._keep(question, told)
        finally:
            if question and self._coming.get(question) is here:
                del self._coming[question]
            here.set()
        return told

    def _keep(self, question: Question, told: list[Message]) -> None:
        if question in self._known:
            return
        self._known[question] = told
        self._bytes += _size(question, told)
        while len(self._known) > self._most or self._bytes > self._most_bytes:
            self._bytes -= _size(*self._known.popitem(last=False))


def _question(scope: Scope, first: Message) -> Question | None:
    """None: the body has not come in one piece."""
    if first["type"] != "http.request" or first.get("more_body"):
        return None
    kind = next((value for name, value in scope["headers"] if name == KIND), b"")
    return Question(scope["path"], scope["query_string"], kind, first.get("body", b""))


def _is_whole(told: list[Message]) -> bool:
    """Whether it is an answer, in one piece."""
    return len(told) == 2 and told[0].get("status") == 200 and not told[1].get("more_body")


def _size(question: Question, told: list[Message]) -> int:
    return len(question.body) + len(told[1].get("body", b""))
