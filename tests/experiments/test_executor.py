"""Runs in the threads of this process."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.experiments.executor_contract import ENDLESS, PATIENCE, SMALL, ExecutorContract, experiment
from tinkernet.experiments.executor import Abandoned, LocalExecutor, Task


@pytest.fixture
def executor() -> Iterator[LocalExecutor]:
    with closing(LocalExecutor(2)) as executor:
        yield executor


class TestLocalExecutor(ExecutorContract):
    pass


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a priority is not a thread's own")
def test_runs_have_a_low_priority_and_ask_whether_sessions_train() -> None:
    priorities = []

    def is_busy() -> bool:
        priorities.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return True

    with closing(LocalExecutor(2, is_busy)) as executor:
        futures = [executor.submit(Task(experiment(SMALL), (index,))) for index in range(4)]
        assert [len(future.result(PATIENCE)) for future in futures] == [1, 1, 1, 1]
    assert set(priorities) == {min(19, os.getpriority(os.PRIO_PROCESS, 0) + 10)}


@pytest.mark.parametrize("engine", ["prepare", "load_autograd"])
def test_what_waits_for_an_engine_can_be_given_up(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = threading.Event()
    monkeypatch.setattr(f"tinkernet.experiments.executor.{engine}", lambda: compiled.wait(PATIENCE))
    with closing(LocalExecutor(1)) as executor:
        futures = [executor.submit(Task(experiment(SMALL), (index,))) for index in range(3)]
        for future in futures:
            executor.abandon(future)
        assert [type(future.exception(PATIENCE)) for future in futures] == [Abandoned] * 3
        assert not compiled.is_set()
        compiled.set()


def test_closing_gives_up_what_is_not_done() -> None:
    executor = LocalExecutor(1)
    futures = [executor.submit(Task(experiment(ENDLESS), (index,))) for index in range(3)]
    executor.close()
    assert [type(future.exception(0)) for future in futures] == [Abandoned] * 3
