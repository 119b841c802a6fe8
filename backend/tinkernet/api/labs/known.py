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
MAX_KEPT, MAX_BYTES = 4096, 32 * 1024 * 1024
"""Answers, and their bytes in all."""

Work = Callable[[], object]
Compute = Callable[[], Awaitable[bytes]]


class LabRoute(StrictRoute):
    """Bodies are small."""

    most = MAX_LAB_BODY


class KnownAnswers:
    """The latest answers by what was asked, and those that are being computed."""

    def __init__(self, most: int = MAX_KEPT, most_bytes: int = MAX_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._coming: dict[str, asyncio.Future[bytes]] = {}

    async def get(self, key: str, compute: Compute) -> bytes:
        """The answer to a question; it is computed once, however many ask for it meanwhile."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key in self._coming:
            return await asyncio.shield(self._coming[key])
        return await self._computed(key, compute)

    async def _computed(self, key: str, compute: Compute) -> bytes:
        self._coming[key] = coming = asyncio.get_running_loop().create_future()
        try:
            answer = await compute()
        except BaseException as error:
            coming.set_exception(error if isinstance(error, Exception) else RuntimeError("given up"))
            coming.exception()  # nobody else may be waiting for it
            raise
        finally:
            del self._coming[key]
        coming.set_result(answer)
        self._keep(key, answer)
        return answer

    def _keep(self, key: str, answer: bytes) -> None:
        self._kept[key] = answer
        self._bytes += len(answer)
        while len(self._kept) > self._most or self._bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest)


class Desk:
    """Where the questions of the labs are answered."""

    def __init__(self, pool: Pool, known: KnownAnswers, fused_ready: Callable[[], bool]) -> None:
        self._pool = pool
        self._known = known
        self.fused_ready = fused_ready

    async def here(self, asked: BaseModel | str, work: Work) -> Response:
        """The answer of work of about a millisecond: to hand it over would take as long as to do it."""

        async def compute() -> bytes:
            return dump(work())

        return await self._answer(asked, compute)

    async def now(self, asked: BaseModel | str, work: Work) -> Response:
        """The answer of work of a few milliseconds, which goes before all training."""
        return await self._answer(asked, lambda: self._pool.now(lambda: dump(work())))

    async def turn(self, asked: BaseModel | str, work: Work) -> Response:
        """The answer of work that waits for its turn among the training."""

        async def compute() -> bytes:
            content = await self._pool.turn(lambda: dump(work())).result
            return cast(bytes, content)

        return await self._answer(asked, compute)

    async def _answer(self, asked: BaseModel | str, compute: Compute) -> Response:
        key = asked if isinstance(asked, str) else f"{type(asked).__name__} {asked.model_dump_json()}"
        return Response(await self._known.get(key, compute), media_type=JSON)


def _desk(request: Request) -> Desk:
    state = request.app.state
    return Desk(state.pool, state.known_answers, state.kernels.are_ready)


TheDesk = Annotated[Desk, Depends(_desk)]
