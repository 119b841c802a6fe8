"""Answers that are kept: a class that follows one link asks the same a hundred times."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Annotated, cast

from fastapi import Depends, Request, Response
from pydantic import BaseModel

from tinkernet.api.http.answers import JSON
from tinkernet.api.http.requests import StrictRoute
from tinkernet.base.strict_json import dump
from tinkernet.live.pool import Pool

MAX_LAB_BODY = 16 * 1024
MAX_KEPT = 4096

Work = Callable[[], object]


class LabRoute(StrictRoute):
    """Bodies are small."""

    most = MAX_LAB_BODY


class KnownAnswers:
    """The latest answers, and those that are being computed, by what was asked."""

    def __init__(self, most: int = MAX_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[str, asyncio.Future[bytes]] = OrderedDict()

    async def get(self, key: str, compute: Callable[[], Awaitable[bytes]]) -> bytes:
        """The answer to a question; it is computed once, however many ask for it meanwhile."""
        known = self._kept.get(key)
        if known is None:
            return await self._computed(key, compute)
        self._kept.move_to_end(key)
        return await asyncio.shield(known)

    async def _computed(self, key: str, compute: Callable[[], Awaitable[bytes]]) -> bytes:
        self._kept[key] = answer = asyncio.get_running_loop().create_future()
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        try:
            content = await compute()
        except BaseException as error:
            self._kept.pop(key, None)
            answer.set_exception(error if isinstance(error, Exception) else RuntimeError("given up"))
            answer.exception()  # nobody else may be waiting for it
            raise
        answer.set_result(content)
        return content


class Desk:
    """Where the questions of the labs are answered."""

    def __init__(self, pool: Pool, known: KnownAnswers, fused_ready: Callable[[], bool]) -> None:
        self._pool = pool
        self._known = known
        self.fused_ready = fused_ready

    async def now(self, asked: BaseModel | str, work: Work) -> Response:
        """The answer of work of about a millisecond, which goes before all training."""
        return await self._answer(asked, lambda: self._pool.now(lambda: dump(work())))

    async def turn(self, asked: BaseModel | str, work: Work) -> Response:
        """The answer of work that waits for its turn among the training."""

        async def compute() -> bytes:
            content = await self._pool.turn(lambda: dump(work())).result
            return cast(bytes, content)

        return await self._answer(asked, compute)

    async def _answer(self, asked: BaseModel | str, compute: Callable[[], Awaitable[bytes]]) -> Response:
        key = asked if isinstance(asked, str) else f"{type(asked).__name__} {asked.model_dump_json()}"
        return Response(await self._known.get(key, compute), media_type=JSON)


def _desk(request: Request) -> Desk:
    state = request.app.state
    return Desk(state.pool, state.known_answers, state.kernels.are_ready)


TheDesk = Annotated[Desk, Depends(_desk)]
