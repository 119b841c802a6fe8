"""The order in which work enters the pool."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from tinkernet.live.pool import Pool, Turns

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
    begun, gate = threading.Event(), threading.Event()
    inside = pool.turn(lambda: (begun.set(), gate.wait())[1])
    waiting = pool.turn(lambda: "never")
    begun.wait()
    waiting.withdraw()
    inside.withdraw()
    gate.set()
    assert await waiting.result is None
    assert await inside.result is True


async def test_a_turn_may_be_the_first_of_all(pool: Pool) -> None:
    done: list[str] = []
    gate = threading.Event()
    inside = [pool.turn(gate.wait) for _ in range(2)]
    last = pool.turn(lambda: done.append("last"))
    first = pool.turn(lambda: done.append("first"), first=True)
    gate.set()
    await asyncio.gather(*(ticket.result for ticket in (*inside, last, first)))
    assert done == ["first", "last"]


async def test_a_session_that_gave_way_is_the_first_of_all_the_next_time(pool: Pool) -> None:
    done: list[str] = []
    begun, gate = threading.Event(), threading.Event()
    turns = Turns(pool)
    turns.give_way()
    inside = pool.turn(lambda: (begun.set(), gate.wait()))
    begun.wait()
    rival = pool.turn(lambda: done.append("rival"))
    first = asyncio.create_task(turns.take(lambda: "never"))
    await asyncio.sleep(0)
    turns.give_way()
    assert await first is None
    second = asyncio.create_task(turns.take(lambda: done.append("second") or "second"))
    await asyncio.sleep(0)
    gate.set()
    assert await second == "second"
    await asyncio.gather(inside.result, rival.result)
    assert done == ["second", "rival"]


async def test_a_turn_that_has_begun_does_not_give_way(pool: Pool) -> None:
    begun, gate = threading.Event(), threading.Event()
    turns = Turns(pool)
    turn = asyncio.create_task(turns.take(lambda: (begun.set(), gate.wait())[1]))
    await asyncio.to_thread(begun.wait)
    turns.give_way()
    gate.set()
    assert await turn is True


async def test_a_turn_that_fails_is_told_and_another_may_follow(pool: Pool) -> None:
    turns = Turns(pool)
    with pytest.raises(ZeroDivisionError):
        await turns.take(lambda: 1 // 0)
    assert await turns.take(lambda: 5) == 5


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


async def test_threads_share_the_work_and_lose_none_of_it() -> None:
    pool = Pool(3)
    turns = [pool.turn(lambda number=number: number) for number in range(500)]
    urgent = [pool.now(lambda number=number: -number) for number in range(500)]
    assert await asyncio.gather(*urgent) == [-number for number in range(500)]
    assert await asyncio.gather(*(ticket.result for ticket in turns)) == list(range(500))
    pool.close()


async def test_closing_waits_for_what_is_inside_and_drops_the_rest(pool: Pool) -> None:
    done: list[str] = []
    begun = threading.Event()

    def last_while_the_pool_is_open() -> None:
        begun.set()
        while not pool.is_closed:
            pass
        done.append("inside")

    inside, outside = pool.turn(last_while_the_pool_is_open), pool.turn(lambda: done.append("outside"))
    begun.wait()
    pool.close()
    assert done == ["inside"]
    await inside.result
    assert not outside.result.done()
