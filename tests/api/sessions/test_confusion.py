"""Which classes are taken for which, over REST and in the results of runs."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import numpy as np
import pytest

import tinkernet
from tests.api.conftest import Session
from tests.api.experiments.conftest import finished

ROWS = [[k % 7 - 3, k % 5 - 2, 0 if k % 7 < 4 else 1 + k % 2] for k in range(35)]
SIDES = ["test" if row[2] < 2 and k % 3 == 0 else "train" for k, row in enumerate(ROWS)]
"""None of the last class is for testing."""
NAMES = ["frog", "newt", "toad"]
THREE: dict[str, Any] = {
    "data": {"points": ROWS, "sides": SIDES, "class_names": NAMES},
    "network": {"hidden": [3]},
}
TWO: dict[str, Any] = {
    "data": {"points": [[*row[:2], min(row[2], 1)] for row in ROWS], "train_percent": 60},
    "network": {"hidden": [3]},
    "training": {"class_weight": "balanced"},
}
RATES = [f"{side}_{rate}" for side in ("train", "test") for rate in ("recall", "precision")]


def share(right: int, of: int) -> float | None:
    return right / of if of else None


def counted(kinds: list[int], predicted: list[int], classes: int) -> dict[str, Any]:
    """Counts, recall and precision, one point after the other."""
    counts = [[0] * classes for _ in range(classes)]
    for kind, other in zip(kinds, predicted, strict=True):
        counts[kind][other] += 1
    right = [counts[k][k] for k in range(classes)]
    columns = [sum(row[k] for row in counts) for k in range(classes)]
    return {
        "counts": counts,
        "recall": [share(right[k], sum(counts[k])) for k in range(classes)],
        "precision": [share(right[k], columns[k]) for k in range(classes)],
    }


@pytest.mark.parametrize("config", [THREE, TWO], ids=["three", "two"])
@pytest.mark.parametrize("epochs", [0, 5])
def test_it_counts_what_is_predicted(
    client: httpx.Client, create: Callable[..., Session], config: dict[str, Any], epochs: int
) -> None:
    session = create(config)
    path = f"/api/sessions/{session['id']}"
    if epochs:
        client.post(f"{path}/step", json={"epochs": epochs})
    found = client.get(f"{path}/confusion").json()
    data = client.get(f"{path}/data").json()
    assert found.pop("class_names") == data["class_names"]
    classes = len(data["class_names"])
    for side, confusion in found.items():
        rows = data[side]
        points = {"points": [row[:2] for row in rows]}
        outputs = np.array(client.post(f"{path}/predict", json=points).json()["outputs"])
        predicted = outputs.argmax(axis=1) if classes > 2 else outputs > 0
        kinds = [int(row[2]) if classes > 2 else int(row[2] > 0) for row in rows]
        assert confusion == counted(kinds, predicted.astype(int).tolist(), classes)
    watched = client.get(f"/api/sessions/{session['watch_id']}/confusion")
    assert watched.json() == {"class_names": data["class_names"], **found}


def test_a_class_without_test_points_has_no_recall_there(
    client: httpx.Client, create: Callable[..., Session]
) -> None:
    found = client.get(f"/api/sessions/{create(THREE)['id']}/confusion").json()
    assert found["test"]["recall"][2] is None
    assert found["test"]["counts"][2] == [0, 0, 0]
    assert found["train"]["recall"][2] is not None


@pytest.mark.parametrize(
    ("data", "sides"),
    [
        ({"dataset": "plane"}, {"train": False, "test": False}),
        ({"train_percent": 100}, {"train": True, "test": False}),
    ],
)
def test_a_side_of_which_there_is_nothing_to_say_is_null(
    client: httpx.Client, create: Callable[..., Session], data: dict[str, Any], sides: dict[str, bool]
) -> None:
    session = create({"data": data, "network": {"hidden": [3]}})
    found = client.get(f"/api/sessions/{session['id']}/confusion").json()
    assert {side: found[side] is not None for side in sides} == sides


@pytest.mark.parametrize("config", [THREE, TWO], ids=["three", "two"])
def test_results_of_runs_have_recall_and_precision(client: httpx.Client, config: dict[str, Any]) -> None:
    run = finished(client, "runs", {"config": config, "stop": {"epochs": 5}})
    path = f"/api/runs/{run['id']}"
    [row] = client.get(f"{path}/results").json()["results"]
    ours = tinkernet.run(config, {"epochs": 5})
    assert {name: row[name] for name in RATES} == {name: ours.row()[name] for name in RATES}
    json.dumps(ours.row(), allow_nan=False)
    session = client.post(f"{path}/results/0/session").json()
    confusion = client.get(f"/api/sessions/{session['id']}/confusion").json()
    for name in RATES:
        side, rate = name.split("_")
        assert row[name] == confusion[side][rate]
    client.delete(f"/api/sessions/{session['id']}")
