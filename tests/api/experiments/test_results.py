"""Many experiments, and many runs of one, in one answer."""

import io
import json
import sys
from typing import Any

import httpx
import numpy as np
import pyarrow.parquet
import pytest
import safetensors.numpy

from tests.api.conftest import PATIENCE, Server
from tests.api.experiments.test_lifecycle import SWEEP, State, finished
from tinkernet.config import Config
from tinkernet.local.training import run
from tinkernet.nn.trainer import Trainer
from tinkernet.settings import Settings

DATASETS = ["blobs3", "multi_gauss", "xor"]
MIXED: dict[str, Any] = {
    "config": {"data": {"samples": 40}},
    "grid": {"data.dataset": DATASETS},
    "seeds": [5, 6],
    "stop": {"epochs": 9},
}


@pytest.fixture(scope="module")
def mixed(running: Server) -> State:
    """A finished sweep over classification in two and three classes, and a regression."""
    with httpx.Client(base_url=running.url, timeout=PATIENCE) as client:
        return finished(client, "sweeps", MIXED)


@pytest.fixture
def path(mixed: State) -> str:
    return f"/api/sweeps/{mixed['id']}"


@pytest.mark.parametrize(("kind", "body"), [("runs", {"stop": {"epochs": 1}}), ("sweeps", SWEEP)])
def test_experiments_are_listed_newest_first(client: httpx.Client, kind: str, body: dict[str, Any]) -> None:
    before = client.get(f"/api/{kind}").json()["total"]
    states = [finished(client, kind, body) for _ in range(3)]
    page = client.get(f"/api/{kind}", params={"offset": 1, "limit": 2}).json()
    assert page["total"] == before + 3
    assert page["experiments"] == [states[1], states[0]]


def test_a_server_need_not_list_experiments(tmp_path: Any) -> None:
    with (
        Server(Settings(data_dir=tmp_path, list_experiments=False)) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        identity = client.post("/api/runs", json={"stop": {"epochs": 1}}).json()["id"]
        answer = client.get("/api/runs")
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "listing_off")
        assert client.get(f"/api/runs/{identity}").status_code == 200


def test_the_losses_of_many_runs_are_thinned_and_keep_their_ends(client: httpx.Client, path: str) -> None:
    asked = {"filter": "data.dataset:ne:blobs3", "sort": "-run", "offset": 1, "limit": 2, "rows": 4}
    page = client.get(f"{path}/histories", params=asked).json()
    assert (page["total"], [one["run"] for one in page["histories"]]) == (4, [4, 3])
    for one in page["histories"]:
        config = client.get(f"{path}/results/{one['run']}").json()["config"]
        whole = run(config, MIXED["stop"]).history
        assert one["epochs"] == [0, 3, 6, 9]
        np.testing.assert_allclose(one["test_loss"], whole.test_loss[[0, 3, 6, 9]], rtol=1e-6)
        np.testing.assert_allclose(one["train_loss"], whole.train_loss[[0, 3, 6, 9]], rtol=1e-6)


def test_losses_that_are_few_come_whole(client: httpx.Client, path: str) -> None:
    assert client.get(f"{path}/histories").json()["histories"][0]["epochs"] == list(range(10))


def test_many_boundaries_are_quantised_as_frames_are(client: httpx.Client, path: str) -> None:
    answer = client.get(f"{path}/boundaries", params={"sort": "-data.dataset", "resolution": 20})
    assert answer.headers["content-type"] == "application/octet-stream"
    tensors = safetensors.numpy.load(answer.content)
    size = int.from_bytes(answer.content[:8], "little")
    metadata = json.loads(answer.content[8 : 8 + size])["__metadata__"]
    assert (metadata["total"], json.loads(metadata["runs"])) == ("6", [4, 5, 2, 3, 0, 1])
    assert {name: tensor.shape for name, tensor in tensors.items()} == {
        **dict.fromkeys("2345", (20, 20)),
        **dict.fromkeys("01", (3, 20, 20)),
    }
    for number, tensor in tensors.items():
        config = Config.parse(client.get(f"{path}/results/{number}").json()["config"])
        trainer = Trainer(config)
        trainer.train(epochs=MIXED["stop"]["epochs"])
        expected = trainer.pictures(20).boundary
        assert tensor.dtype == expected.dtype
        np.testing.assert_array_equal(tensor, expected)


@pytest.mark.parametrize("what", ["histories", "boundaries"])
@pytest.mark.parametrize("query", [{"limit": 251}, {"sort": "loss"}, {"rows": 1, "resolution": 5}])
def test_a_glance_that_makes_no_sense_is_refused(
    client: httpx.Client, path: str, what: str, query: dict[str, Any]
) -> None:
    answer = client.get(f"{path}/{what}", params=query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_request")


def test_a_parquet_file_has_what_the_table_has(client: httpx.Client, path: str) -> None:
    answer = client.get(f"{path}/results", params={"format": "parquet", "sort": "-test_loss"})
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert "attachment" in answer.headers["content-disposition"]
    table = pyarrow.parquet.read_table(io.BytesIO(answer.content))
    rows = client.get(f"{path}/results", params={"sort": "-test_loss"}).json()["results"]
    assert table.column("test_loss").to_pylist() == [row["test_loss"] for row in rows]
    assert table.column("data.dataset").to_pylist() == [row["values"]["data.dataset"] for row in rows]
    assert table.column("test_accuracy").null_count == 2
    assert [str(table.schema.field(name).type) for name in ("seed", "succeeded", "best_test_loss")] == [
        "int64",
        "bool",
        "double",
    ]


def test_without_pyarrow_parquet_is_refused_with_the_way_to_get_it(
    client: httpx.Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    answer = client.get(f"{path}/results", params={"format": "parquet"})
    assert answer.status_code == 422
    assert "pip install 'tinkernet[parquet]'" in answer.json()["error"]["message"]
