"""A server that is killed in the middle of a sweep."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.forked import ForkedServer
from tests.server import free_port, wait_until_ready
from tinkernet.experiments.store import ExperimentStore

SWEEP = {
    "config": {"data": {"dataset": "xor", "samples": 100}},
    "grid": {"training.learning_rate": [0.01, 0.03, 0.1, 0.3]},
    "seeds": 150,
    "stop": {"epochs": 100},
}


@contextmanager
def doomed_server(data_dir: Path) -> Iterator[httpx.Client]:
    """A client of a server that is killed, not stopped, at the end."""
    port = free_port()
    process = ForkedServer(port, {**os.environ, "TINKERNET_DATA_DIR": str(data_dir)})
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(url, process, kernels=False)
        with httpx.Client(base_url=url, timeout=120) as client:
            yield client
    finally:
        process.kill()
        process.wait()


def test_a_killed_server_continues_its_sweep_without_losing_a_run(tmp_path: Path) -> None:
    with doomed_server(tmp_path) as client:
        identity = client.post("/api/sweeps", json=SWEEP).json()["id"]
        with client.stream("GET", f"/api/sweeps/{identity}/events") as answer:
            next(line for line in answer.iter_lines() if '"done":' in line and '"done":0' not in line)
    store = ExperimentStore(f"sqlite:///{tmp_path}/tinkernet.db")
    kept = {run: store.result(identity, run)[0].seconds for run in store.done(identity)}
    assert 0 < len(kept) < 600
    with doomed_server(tmp_path) as client:
        assert '"status":"finished"' in client.get(f"/api/sweeps/{identity}/events").text
    assert store.done(identity) == set(range(600))
    assert store.find(identity).done == 600
    assert {run: store.result(identity, run)[0].seconds for run in kept} == kept
    store.close()
