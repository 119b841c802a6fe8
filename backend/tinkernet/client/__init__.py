"""A client for scripts and notebooks: what the page can do, over REST."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import quote

import httpx

from tinkernet.client import wire
from tinkernet.client.connection import Connection, Pages, ServerGone
from tinkernet.client.experiment import Experiment
from tinkernet.client.session import Session
from tinkernet.config import IN_FULL, Config
from tinkernet.errors import InvalidRequest
from tinkernet.points.from_python import PointsLike, with_points
from tinkernet.points.reading.table import Wishes

__all__ = ["Client", "Experiment", "ServerGone", "Session"]

CONTENT_TYPES = {
    ".json": "application/json",
    **dict.fromkeys((".safetensors", ".npz", ".parquet", ".arrow"), "application/octet-stream"),
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".tab": "text/tab-separated-values",
    ".arff": "text/plain",
    ".txt": "text/plain",
}

ASKED = ("x1", "x2", "label", "split", "task", "classes", "scale", "seed")
"""The wishes that a server takes."""


class Client:
    """A server, for as long as the context lasts.

    with Client("http://localhost:8000") as client:
        session = client.create_session({"data": {"dataset": "xor"}})
        session.step(epochs=200)
        print(session.metrics["test_loss"], session.url)
    """

    def __init__(
        self, base_url: str, *, transport: httpx.BaseTransport | None = None, pages: Pages | None = None
    ) -> None:
        """`transport` stands in for the network; `pages` says how much one request asks for.

        Raises:
            InvalidRequest: this is no address.
        """
        self._connection = Connection(base_url, transport, pages=pages)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all connections; sessions live on."""
        self._connection.close()

    def options(self) -> wire.Options:
        """All choices, ranges and defaults of a config."""
        return cast(wire.Options, self._connection.request("GET", "/api/options").json())

    def create_session(
        self, config: Config | Mapping[str, Any] | None = None, *, data: PointsLike | None = None
    ) -> Session:
        """A new session, paused at epoch 0.

        `data` are points in the place of the config's: `tinkernet.read_points` tells what they may be.

        Raises:
            InvalidConfig: the config is not valid.
            InvalidRequest: the data cannot be read.
            TooManySessions: the server has no room.
        """
        body = {"config": _sections(config, data)}
        answer = self._connection.request("POST", "/api/sessions", json=body).json()
        return Session(self._connection, answer["id"])

    def import_session(self, path: str | PathLike[str], wishes: Wishes | None = None) -> Session:
        """A new session from an exported file, a config (.json) or .safetensors, or from a table of points.

        A table is any that docs/own-data.md describes: .csv, .tsv, .tab, .txt, .arff, .npz, .parquet, .arrow,
        or a .json of rows. How it was understood is the session's `report`; `wishes` say otherwise.

        Raises:
            InvalidRequest: the file is none of these.
        """
        file = Path(path)
        kind = CONTENT_TYPES.get(file.suffix.lower())
        if kind is None:
            raise InvalidRequest(f"a file to import ends in {', '.join(CONTENT_TYPES)}, got {file.name}")
        asked = {name: getattr(wishes, name) for name in ASKED} if wishes else {}
        response = self._connection.request(
            "POST",
            "/api/sessions/import",
            params={name: wish for name, wish in asked.items() if wish is not None},
            content=file.read_bytes(),
            headers={"Content-Type": kind},
        )
        answer = response.json()
        return Session(self._connection, answer["id"], answer["report"])

    def session(self, id: str) -> Session:
        """The session of an id or a watch id; that it exists shows with the first request."""
        return Session(self._connection, id)

    def run(
        self,
        config: Config | Mapping[str, Any] | None = None,
        stop: wire.PartialStop | None = None,
        *,
        points: PointsLike | None = None,
        seeds: int | Sequence[int] = 1,
    ) -> Experiment:
        """Starts training a config to a stop condition, once for every seed; the server does it by itself.

        Raises:
            InvalidRequest: the config, the stop condition or the seeds are not valid.
            TooManyExperiments: the server has enough to do.
        """
        sections = _sections(config, points)
        return self._start("run", {"config": sections, "stop": stop or {}, "seeds": _seeds(seeds)})

    def sweep(
        self,
        config: Config | Mapping[str, Any] | None = None,
        grid: Mapping[str, Sequence[Any]] | None = None,
        *,
        random: Mapping[str, Any] | None = None,
        seeds: int | Sequence[int] = 1,
        stop: wire.PartialStop | None = None,
        points: PointsLike | None = None,
        max_runs: int = 10_000,
    ) -> Experiment:
        """Starts every point of a grid, or of a random search, with every seed; the server does it by itself.

        Raises: as `run`.
        """
        body: dict[str, Any] = {
            "config": _sections(config, points),
            "grid": {path: list(values) for path, values in (grid or {}).items()},
            "seeds": _seeds(seeds),
            "stop": stop or {},
            "max_runs": max_runs,
        }
        return self._start("sweep", body if random is None else {**body, "random": dict(random)})

    def experiment(self, id: str) -> Experiment:
        """The run or sweep with this id.

        Raises:
            NotFound: there is none.
        """
        state = self._connection.request("GET", f"/api/sweeps/{quote(id, safe='')}").json()
        return Experiment(self._connection, state["id"], state["kind"])

    def experiments(self) -> Iterator[Experiment]:
        """All runs and sweeps of the server, the newest first, where it tells of them.

        Raises:
            TinkernetError: it does not.
        """
        states = merge(self._listed("run"), self._listed("sweep"), key=_age)
        return (Experiment(self._connection, state["id"], state["kind"]) for state in states)

    def _start(self, kind: wire.ExperimentKind, body: Mapping[str, Any]) -> Experiment:
        state = self._connection.request("POST", f"/api/{kind}s", json=body).json()
        return Experiment(self._connection, state["id"], kind)

    def _listed(self, kind: wire.ExperimentKind) -> Iterator[wire.ExperimentState]:
        offset, limit = 0, self._connection.pages.experiments
        while True:
            asked = {"offset": offset, "limit": limit}
            page = self._connection.request("GET", f"/api/{kind}s", params=asked).json()
            yield from cast(list[wire.ExperimentState], page["experiments"])
            offset += limit
            if offset >= page["total"]:
                return


def _sections(config: Config | Mapping[str, Any] | None, points: PointsLike | None = None) -> dict[str, Any]:
    """The sections of a config as JSON; with other points, if there are any, all of them."""
    if points is not None:
        config = with_points(config if isinstance(config, Config) else Config.parse(config or {}), points)
    return (
        config.model_dump(mode="json", context=IN_FULL) if isinstance(config, Config) else dict(config or {})
    )


def _seeds(seeds: int | Sequence[int]) -> int | list[int]:
    return seeds if isinstance(seeds, int) else list(seeds)


def _age(state: wire.ExperimentState) -> float:
    return -state["created_at"]
