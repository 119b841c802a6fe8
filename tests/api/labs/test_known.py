"""Answers that are kept."""

import asyncio

import pytest

from tinkernet.api.labs.known import KnownAnswers


class Oracle:
    """Answers when it is told to, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.may_answer = asyncio.Event()

    async def __call__(self) -> bytes:
        self.asked += 1
        await self.may_answer.wait()
        return b"42"


def test_many_who_ask_the_same_at_once_share_one_answer() -> None:
    async def asked() -> int:
        known, oracle = KnownAnswers(), Oracle()
        async with asyncio.TaskGroup() as group:
            waiting = [group.create_task(known.get("key", oracle)) for _ in range(5)]
            await asyncio.sleep(0)
            oracle.may_answer.set()
        assert {task.result() for task in waiting} == {b"42"}
        assert await known.get("key", oracle) == b"42"
        return oracle.asked

    assert asyncio.run(asked()) == 1


def test_the_oldest_is_forgotten_first() -> None:
    async def asked() -> int:
        known, oracle = KnownAnswers(2), Oracle()
        oracle.may_answer.set()
        for key in ("a", "b", "a", "c", "a", "b"):
            await known.get(key, oracle)
        return oracle.asked

    assert asyncio.run(asked()) == 4


def test_answers_take_a_bounded_number_of_bytes() -> None:
    async def asked() -> int:
        known, oracle = KnownAnswers(most_bytes=5), Oracle()
        oracle.may_answer.set()
        for key in ("a", "b", "a", "c", "a", "b"):
            await known.get(key, oracle)
        return oracle.asked

    assert asyncio.run(asked()) == 4


def test_a_refusal_reaches_all_who_wait_and_is_not_kept() -> None:
    async def asked() -> int:
        known, times = KnownAnswers(), 0

        async def refuse() -> bytes:
            nonlocal times
            times += 1
            await asyncio.sleep(0)
            raise ValueError("no")

        both = await asyncio.gather(*(known.get("key", refuse) for _ in range(2)), return_exceptions=True)
        assert [str(error) for error in both] == ["no", "no"]
        with pytest.raises(ValueError, match="no"):
            await known.get("key", refuse)
        return times

    assert asyncio.run(asked()) == 2
