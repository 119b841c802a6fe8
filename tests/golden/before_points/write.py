"""Databases, files and links of the version before own points left the config, and what it said of them.

`python -m tests.golden.before_points.write`, with node on the path for the links. It ran once, with that
version (commit 9e40adc) installed, and no later one is to write them: every later one is held to them.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.golden.before_points import cases
from tests.golden.before_points.asked import (
    IMPORTED,
    experiment_answers,
    file_answers,
    first_answers,
    later_answers,
    plain,
    session_answers,
    wait_until_over,
)
from tests.server import free_port, running_server, wait_until_ready

GOLDEN = Path(__file__).parents[1]
HERE = GOLDEN / "before_points"
Sessions = dict[str, tuple[dict[str, Any], cases.Commands]]
Experiments = dict[str, tuple[str, dict[str, Any]]]
SAVING = {"TINKERNET_SAVE_INTERVAL": "0.1"}
LINKS = """
import { readFileSync } from "node:fs";
const [options, configs] = readFileSync(0, "utf-8").split("\\n").map((line) => JSON.parse(line));
const { readOptions } = await import(process.argv[1] + "/core/options.js");
const { DEFAULT_VIEW, readHash, writeHash } = await import(process.argv[1] + "/lib/hash.js");
const known = readOptions(options);
const links = configs.map((config) => writeHash(config, DEFAULT_VIEW, known));
console.log(JSON.stringify(links.map((hash) => ({ hash, config: readHash(hash, known).config }))));
"""
"""What the page of that version does: its links, and the configs that it reads from them."""


@contextmanager
def served(folder: Path) -> Iterator[httpx.Client]:
    """A server on the database in a folder, and a client of it."""
    with running_server(folder, **SAVING) as url, httpx.Client(base_url=url, timeout=120) as client:
        yield client


@contextmanager
def folder_of(database: Path | None = None) -> Iterator[Path]:
    """A data directory for a while, empty or with a copy of a database that is written already."""
    with tempfile.TemporaryDirectory() as name:
        if database is not None:
            shutil.copy(database, Path(name) / "tinkernet.db")
        yield Path(name)


def keep(folder: Path, file: Path) -> None:
    """Takes a database over, as one file: what a killed server has left in its log is written into it."""
    with sqlite3.connect(folder / "tinkernet.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    shutil.copy(folder / "tinkernet.db", file)


def note(file: Path, answers: object) -> None:
    file.write_text(json.dumps(answers, separators=(",", ":")) + "\n")


def post(client: httpx.Client, path: str, body: object) -> Any:
    answer = client.post(path, json=body)
    assert answer.is_success, answer.text
    return answer.json()


def write_sessions(sessions: Sessions, kept: Path = HERE) -> None:
    """`sessions.db`, and what a server says of it: as it was left, and after some more of training."""
    names = {}
    with folder_of() as folder:
        with served(folder) as client:
            for name, (config, commands) in sessions.items():
                names[name] = post(client, "/api/sessions", {"config": config})["id"]
                for path, body in commands:
                    method = "PATCH" if path == "config" else "POST"
                    answer = client.request(method, f"/api/sessions/{names[name]}/{path}", json=body)
                    assert answer.is_success, answer.text
        keep(folder, kept / "sessions.db")
    with folder_of(kept / "sessions.db") as folder, served(folder) as client:
        known = {name: {"id": id, **session_answers(client, id)} for name, id in names.items()}
        for name, id in names.items():
            known[name]["later"] = later_answers(client, id)
            known[name]["first"] = first_answers(client, id)
    note(kept / "sessions.json", known)


def write_experiments(experiments: Experiments, kept: Path = HERE) -> None:
    """`experiments.db`, finished, and what a server says of it."""
    with folder_of() as folder:
        with served(folder) as client:
            names = {
                name: post(client, f"/api/{kind}", body)["id"] for name, (kind, body) in experiments.items()
            }
            for id in names.values():
                wait_until_over(client, id)
        keep(folder, kept / "experiments.db")
    with folder_of(kept / "experiments.db") as folder, served(folder) as client:
        note(
            kept / "experiments.json",
            {name: {"id": id, **experiment_answers(client, id)} for name, id in names.items()},
        )


def write_unfinished() -> None:
    """`unfinished.db`, whose server was killed in the middle of a sweep, and how the sweep ends."""
    with folder_of() as folder:
        port = free_port()
        environment = {**os.environ, **SAVING, "TINKERNET_DATA_DIR": str(folder)}
        process = subprocess.Popen(
            [sys.executable, "-m", "tinkernet", "serve", "--port", str(port)], env=environment
        )
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, process, kernels=True)
        with httpx.Client(base_url=url, timeout=120) as client:
            id = post(client, "/api/sweeps", cases.UNFINISHED)["id"]
            while client.get(f"/api/sweeps/{id}").json()["done"] < 3:
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
            process.wait()
        keep(folder, HERE / "unfinished.db")
    with folder_of(HERE / "unfinished.db") as folder, served(folder) as client:
        wait_until_over(client, id)
        rows = client.get(f"/api/sweeps/{id}/results?limit=1000").json()["results"]
        note(HERE / "unfinished.json", {"id": id, "results": [plain(row) for row in rows]})


def write_files() -> None:
    """The folder `files`, and the sessions that a server makes of them."""
    (HERE / "files").mkdir(exist_ok=True)
    with folder_of() as folder, served(folder) as client:
        answers = {}
        for name, (config, steps) in cases.FILES.items():
            session = post(client, "/api/sessions", {"config": config})["id"]
            if steps:
                post(client, f"/api/sessions/{session}/step", {"steps": steps})
            for format, (suffix, _) in IMPORTED.items():
                content = client.get(f"/api/sessions/{session}/export/{format}").content
                file = HERE / "files" / f"{name}.{suffix}"
                file.write_bytes(content)
                answers[file.name] = file_answers(client, file)
        note(HERE / "files.json", answers)


def write_links(node: str, scripts: Path) -> None:
    """`links.json`: links with points, the config that the page sends, and the session that comes of it."""
    with folder_of() as folder, served(folder) as client:
        configs = [post(client, "/api/sessions", {"config": config})["config"] for config in cases.LINKS]
        given = json.dumps(client.get("/api/options").json()) + "\n" + json.dumps(configs)
        command = [node, "--input-type=module", "-e", LINKS, str(scripts)]
        ended = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
        links = json.loads(ended.stdout)
        for link in links:
            id = post(client, "/api/sessions", {"config": link["config"]})["id"]
            link |= session_answers(client, id)
            link["later"] = later_answers(client, id)
        note(HERE / "links.json", links)


if __name__ == "__main__":
    import tinkernet

    root = Path(tinkernet.__file__).parents[2]
    write_sessions(cases.SESSIONS)
    write_experiments(cases.EXPERIMENTS)
    write_unfinished()
    write_files()
    write_links(shutil.which("node") or "node", root / "frontend" / "js")
