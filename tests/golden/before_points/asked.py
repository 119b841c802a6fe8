"""What a server of the version before was asked, and a later one is asked again."""

import time
from pathlib import Path
from typing import Any

import httpx
import safetensors.numpy

IMPORTED = {
    "config": ("json", "application/json"),
    "safetensors": ("safetensors", "application/octet-stream"),
    "csv": ("csv", "text/csv"),
}
"""By format: how its files end, and what the server is told that they are."""
RUNS = 4
"""Runs of an experiment that are opened."""
PASSING = frozenset({"id", "url", "watch_id", "watch_url", "engine", "created_at", "finished_at", "seconds"})
"""What is another one each time; which engine performs the next step is told when kernels are compiled."""

Answers = dict[str, Any]


def plain(answer: Answers) -> Answers:
    """An answer without what is another one each time."""
    kept = {name: value for name, value in answer.items() if name not in PASSING}
    if "epochs_per_second" in kept.get("metrics", {}):
        kept["metrics"] = {**kept["metrics"], "epochs_per_second": 0}
    return kept


def session_answers(client: httpx.Client, id: str) -> Answers:
    """All that can be read of a session."""
    names = ("parameters", "history", "snapshots", "data")
    path = f"/api/sessions/{id}"
    known = {name: get(client, f"{path}/{name}") for name in names}
    values = get(client, f"{path}/boundary?resolution=10")["values"]
    return {"session": plain(get(client, path)), "boundary": values, **known}


def later_answers(client: httpx.Client, id: str) -> Answers:
    """The end of a session that goes on for three epochs; one that has diverged learns slowly from now on."""
    path = f"/api/sessions/{id}"
    if get(client, path)["status"] == "diverged":
        sent(client, "PATCH", f"{path}/config", {"training": {"learning_rate": 0.001}})
    session = sent(client, "POST", f"{path}/step", {"epochs": 3})
    return {"session": plain(session), **get(client, f"{path}/parameters")}


def first_answers(client: httpx.Client, id: str) -> Answers:
    """A session that is taken back to its start."""
    path = f"/api/sessions/{id}"
    session = sent(client, "POST", f"{path}/restore", {"epoch": 0})
    return {"session": plain(session), "data": get(client, f"{path}/data")}


def experiment_answers(client: httpx.Client, id: str) -> Answers:
    """All that can be read of an experiment, its runs as sessions included."""
    path = f"/api/sweeps/{id}"
    results = get(client, f"{path}/results")["results"]
    pictures = client.get(f"{path}/boundaries?resolution=10").content
    boundaries = {name: tensor.tolist() for name, tensor in safetensors.numpy.load(pictures).items()}
    return {
        "experiment": plain(get(client, path)),
        "points": get(client, f"{path}/points")["points"],
        "boundaries": boundaries,
        "runs": [run_answers(client, path, row["run"]) for row in results[:RUNS]],
    }


def run_answers(client: httpx.Client, path: str, run: int) -> Answers:
    """One run in full, and what comes of it as a session."""
    answer = plain(get(client, f"{path}/results/{run}"))
    boundary = get(client, f"{path}/results/{run}/boundary?resolution=10")["values"]
    id = sent(client, "POST", f"{path}/results/{run}/session", None)["id"]
    data = get(client, f"/api/sessions/{id}/data")
    return {"result": answer, "boundary": boundary, "data": data, "later": later_answers(client, id)}


def file_answers(client: httpx.Client, file: Path) -> Answers:
    """What comes of a file that is brought back."""
    kind = next(kind for suffix, kind in IMPORTED.values() if f".{suffix}" == file.suffix)
    answer = client.post("/api/sessions/import", content=file.read_bytes(), headers={"content-type": kind})
    assert answer.status_code == 201, answer.text
    id = answer.json()["id"]
    data = get(client, f"/api/sessions/{id}/data")
    return {"session": plain(answer.json()), "data": data, "later": later_answers(client, id)}


def wait_until_over(client: httpx.Client, id: str, patience: float = 120) -> None:
    """Returns when all runs of an experiment are done."""
    deadline = time.monotonic() + patience
    while get(client, f"/api/sweeps/{id}")["status"] == "running":
        assert time.monotonic() < deadline, "an experiment did not end"
        time.sleep(0.05)


def get(client: httpx.Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def sent(client: httpx.Client, method: str, path: str, body: object) -> Any:
    answer = client.request(method, path, json=body)
    assert answer.is_success, answer.text
    return answer.json()
