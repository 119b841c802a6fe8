"""Runs on a real Ray cluster of two machines: the same results, whatever is lost meanwhile."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from pydantic import ValidationError

from tests.experiments.conducting import until
from tests.experiments.executor_contract import PATIENCE, SMALL, ExecutorContract, experiment
from tests.ray_cluster import Cluster, running_cluster
from tests.server import free_port
from tinkernet import settings
from tinkernet.app import create_app
from tinkernet.experiments.conductor import Conductor
from tinkernet.experiments.executor import Abandoned, Task
from tinkernet.experiments.ray_executor import RayExecutor
from tinkernet.experiments.store import ExperimentStore
from tinkernet.settings import Settings

LONG = {
    "config": {"data": {"dataset": "xor"}, "network": {"hidden": [8, 8]}},
    "seeds": 500,
    "stop": {"epochs": 200},
}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def executor(cluster: Cluster) -> Iterator[RayExecutor]:
    """Shared, as each connection has processes of its own on every machine."""
    with pytest.MonkeyPatch.context() as patch, closing(RayExecutor(cluster.address, silence=1)) as executor:
        patch.setenv("RAY_CLIENT_RECONNECT_GRACE_PERIOD", "1")
        yield executor


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def seconds(url: str, identity: str) -> dict[int, float]:
    """What tells two executions of a run apart: how long it took."""
    with closing(ExperimentStore(url)) as store:
        return {run: store.result(identity, run)[0].seconds for run in store.done(identity)}


class TestRayExecutor(ExecutorContract):
    pass


def test_there_is_work_for_every_core_and_some_to_spare(executor: RayExecutor) -> None:
    executor.submit(Task(experiment(SMALL), (0,))).result(PATIENCE)
    while executor.slots < 4:  # until both machines have joined
        executor.submit(Task(experiment(SMALL), (0,))).result(PATIENCE)
    assert executor.slots == 4


def test_a_task_waits_for_a_machine_with_the_same_version(executor: RayExecutor) -> None:
    right, executor.version = executor.version, "0.0.1"
    future = executor.submit(Task(experiment(SMALL), (0,)))
    while executor.trouble is None or "the server 0.0.1" not in executor.trouble:
        assert not future.done()
    executor.version = right
    assert len(future.result(PATIENCE)) == 1
    assert executor.trouble is None


@pytest.mark.anyio
async def test_a_server_says_that_its_cluster_is_away(tmp_path: Path) -> None:
    address = f"ray://127.0.0.1:{free_port()}"
    app = create_app(Settings(data_dir=tmp_path, ray_address=address))
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")
    async with app.router.lifespan_context(app), client:
        created = await client.post("/api/sweeps", json=SMALL)
        path = f"/api/sweeps/{created.json()['id']}"
        while (sweep := (await client.get(path)).json())["waiting"] is None:
            assert sweep["status"] == "running"
        assert sweep["waiting"] == f"the Ray cluster at {address} does not answer"
        cancelled = (await client.post(f"{path}/cancel")).json()
        assert (cancelled["status"], cancelled["waiting"]) == ("cancelled", None)


def test_closing_gives_up_what_waits_for_a_cluster() -> None:
    executor = RayExecutor(f"ray://127.0.0.1:{free_port()}")
    futures = [executor.submit(Task(experiment(SMALL), (0,))) for _ in range(3)]
    executor.close()
    assert [type(future.exception(0)) for future in futures] == [Abandoned] * 3


def test_an_address_without_ray_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError):
        Settings(ray_address="127.0.0.1:10001")
    monkeypatch.setattr(settings, "find_spec", lambda name: None)
    with pytest.raises(ValidationError, match=r"pip install 'tinkernet\[ray\]'"):
        Settings(ray_address="ray://127.0.0.1:10001")


@pytest.mark.anyio
@pytest.mark.filterwarnings(  # a thread of grpc may find its channel closed
    r"ignore:Exception in thread Thread-\d+ \(_run\):pytest.PytestUnhandledThreadExceptionWarning"
)
async def test_a_sweep_outlives_a_machine_and_then_all_of_them(
    url: str, cluster: Cluster, executor: RayExecutor
) -> None:
    conductor = Conductor(ExperimentStore(url), executor)  # which closes it: this test is the last
    async with asyncio.timeout(PATIENCE), conductor.running():
        identity = await conductor.start("sweep", experiment(LONG))

        await until(conductor, identity, lambda progress: progress.counts.done > 20)
        cluster.worker.kill()
        kept = seconds(url, identity)
        await until(conductor, identity, lambda progress: progress.counts.done > len(kept) + 50)

        cluster.head.kill()
        progress = await until(conductor, identity, lambda progress: progress.waiting is not None)
        assert progress.waiting == f"the Ray cluster at {cluster.address} does not answer"
        kept = seconds(url, identity) | kept
        assert 70 < len(kept) < 500

        await asyncio.to_thread(cluster.start_head)
        progress = await until(conductor, identity)
    assert (progress.saved.status, progress.counts.done, progress.waiting) == ("finished", 500, None)
    assert {run: taken for run, taken in seconds(url, identity).items() if run in kept} == kept
