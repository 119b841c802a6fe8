"""The losses and the boundaries of many runs at once."""

import json
from typing import Any

import httpx
import numpy as np
import pytest
import safetensors.numpy

from tests.api.experiments.conftest import MIXED, State
from tinkernet.config import Config
from tinkernet.local.training import run
from tinkernet.nn.trainer import Trainer


@pytest.fixture
def path(mixed: State) -> str:
    return f"/api/sweeps/{mixed['id']}"


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
