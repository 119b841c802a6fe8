"""The order in which work enters the pool."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from tinkernet.live.pool import Pool

pytestmark = pytest.mark.anyio


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    pool = Pool(1)
    yield pool
    pool.close()


async def test_what_somebody_waits_for_goes_before_all_turns(pool: Pool) -> None:
    done: list[str] = []
    gate = threading.Event()
    inside = [pool.turn(gate.wait) for _ in range(2)]
    turns = [pool.turn(lambda name=name: done.append(name)) for name in ("a", "b")]
    urgent = asyncio.create_task(pool.now(lambda: done.append("urgent")))
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(urgent, *(ticket.result for ticket in (*inside, *turns)))
    assert done == ["urgent", "a", "b"]


async def test_a_turn_can_be_withdrawn_until_it_begins(pool: Pool) -> None:
    gate = threading.Event()
    inside = [pool.turn(gate.wait) for _ in range(2)]
    waiting = pool.turn(lambda: "never")
    waiting.withdraw()
    inside[0].withdraw()
    gate.set()
    assert await waiting.result is None
    assert await inside[0].result is True


async def test_a_turn_may_be_the_first_of_all(pool: Pool) -> None:
    done: list[str] = []
    gate = threading.Event()
    inside = [pool.turn(gate.wait) for _ in range(2)]
    last = pool.turn(lambda: done.append("last"))
    first = pool.turn(lambda: done.append("first"), first=True)
    gate.set()
    await asyncio.gather(*(ticket.result for ticket in (*inside, last, first)))
    assert done == ["first", "last"]


async def test_an_error_reaches_who_waits_and_the_pool_goes_on(pool: Pool) -> None:
    with pytest.raises(ZeroDivisionError):
        await pool.now(lambda: 1 // 0)
    assert await pool.now(lambda: 5) == 5


async def test_who_no_longer_waits_does_not_disturb_the_pool(pool: Pool) -> None:
    gate = threading.Event()
    abandoned = asyncio.create_task(pool.now(gate.wait))
    await asyncio.sleep(0)
    abandoned.cancel()
    gate.set()
    assert await pool.now(lambda: "next") == "next"
