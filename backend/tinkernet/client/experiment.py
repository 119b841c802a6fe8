"""A run or a sweep on a server, as a script sees it."""

import json
from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

import numpy as np
import safetensors.numpy

from tinkernet import tables
from tinkernet.client import wire
from tinkernet.client.arrays import Floats, History, Numbers, Points, predicted
from tinkernet.client.connection import Connection, ServerGone
from tinkernet.client.session import FormatName, Session
from tinkernet.errors import NotFound, StorageUnavailable
from tinkernet.progress_bar import runs_bar

if TYPE_CHECKING:
    from pandas import DataFrame

Filter = str | Sequence[str]
SCALES = {"int8": 127, "uint8": 255}
"""What stands for 1 in a quantised boundary."""


class Experiment:
    """One config, or the points around it, each with several seeds. The server works on it by itself.

    A filter is `field:comparison:value`, such as `test_loss:lt:0.01`, or several of which all must hold; to
    sort is to name a field, with a minus before it for descending. docs/experiments.md lists the fields. Of
    an experiment that still runs there are the results so far.

    All methods raise `TinkernetError` where the server refuses, `ServerGone` if it does not answer.
    """

    def __init__(self, connection: Connection, id: str, kind: wire.ExperimentKind = "sweep") -> None:
        self.id = id
        self.kind = kind
        self._connection = connection
        self._path = f"/api/{kind}s/{quote(id, safe='')}"

    def __repr__(self) -> str:
        return f"Experiment({self.id!r}, {self.kind!r})"

    # What it is

    def read(self) -> wire.ExperimentState:
        """What was asked for, and how far it has come."""
        return cast(wire.ExperimentState, self._get(""))

    @property
    def status(self) -> wire.ExperimentStatus:
        return self.read()["status"]

    @property
    def progress(self) -> float:
        """The share of the runs that are done."""
        state = self.read()
        return state["done"] / state["runs"]

    @property
    def axes(self) -> tuple[str, ...]:
        """The dotted paths of the fields that differ between points."""
        state = self.read()
        return tuple(state["grid"] if state["random"] is None else state["random"]["distributions"])

    @property
    def url(self) -> str:
        """The page with this experiment."""
        return f"{self._connection.base_url}/experiments.html?{self.kind}={quote(self.id, safe='')}"

    def data(self) -> Points:
        """The points of its config, training and test."""
        return Points.of(self._get("/data"))

    # Until it is done

    def events(self) -> Iterator[wire.ExperimentState]:
        """What `read` would say, now and after every change, until it is over.

        A connection that breaks is made again; while the database is away, this waits.

        Raises:
            NotFound: it was deleted meanwhile.
        """
        while True:
            state: dict[str, Any] = {}
            try:
                for name, text in self._connection.events(f"{self._path}/events"):
                    news = json.loads(text)
                    if name == "progress":
                        state |= news  # the first has all of it, the others what can change
                        yield cast(wire.ExperimentState, dict(state))
                    elif news["status"] == "deleted":
                        raise NotFound(f"the {self.kind} {self.id} was deleted")
                    else:
                        return
            except StorageUnavailable:
                pass
            self._connection.pause()

    def wait(self, progress: bool = True) -> wire.ExperimentState:
        """Returns when it is over, with a progress bar where somebody looks.

        Raises:
            NotFound: it was deleted meanwhile.
            ServerGone: the server is gone. Once it is started again it goes on, and one can wait again.
        """
        state = self.read()
        with runs_bar(state["runs"], progress) as show:
            try:
                for state in self.events():
                    show(state["done"], _note(state))
            except ServerGone as error:
                raise ServerGone(
                    f"{error}; this {self.kind} goes on from what is done: "
                    f"client.experiment({self.id!r}) finds it"
                ) from None
        return state

    def cancel(self) -> wire.ExperimentState:
        """Gives up the runs that are not done; results that are there stay."""
        return cast(wire.ExperimentState, self._connection.request("POST", f"{self._path}/cancel").json())

    def delete(self) -> None:
        """Cancels it, and forgets it with all its results."""
        self._connection.request("DELETE", self._path)

    # All runs together

    def results(self, filter: Filter = (), sort: str = "run") -> Iterator[wire.Result]:
        """The runs that are done, fetched page after page."""
        seen: set[int] = set()  # while it runs, what is done later can move a run to the next page
        for row in self._pages("results", "results", self._connection.pages.rows, _question(filter, sort)):
            if row["run"] not in seen:
                seen.add(row["run"])
                yield cast(wire.Result, row)

    def points(self) -> Iterator[wire.Point]:
        """The points in order, each with what its seeds say together."""
        for row in self._pages("points", "points", self._connection.pages.rows, {}):
            yield cast(wire.Point, row)

    def histories(
        self, filter: Filter = (), sort: str = "run", rows: int = 64
    ) -> Iterator[tuple[int, History]]:
        """Number and losses of the runs that are done, each thinned to at most `rows` epochs."""
        question = {**_question(filter, sort), "rows": rows}
        for row in self._pages("histories", "histories", self._connection.pages.pictures, question):
            yield row["run"], History.of(row)

    def boundaries(
        self, filter: Filter = (), sort: str = "run", resolution: int = 25
    ) -> Iterator[tuple[int, Floats]]:
        """Number and final boundary of the runs that are done, as drawn.

        (R, R) from -1 to 1, of a regression over the largest label; for K classes probabilities (K, R, R).
        They come as whole numbers of one byte, so that they are right to 1/254. Row 0 is x2 = +6.
        """
        question = {**_question(filter, sort), "resolution": resolution}
        offset = 0
        while True:
            content = self._fetch(
                "boundaries", {**question, "offset": offset, "limit": self._connection.pages.pictures}
            )
            header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
            runs = json.loads(header["__metadata__"]["runs"])
            tensors = safetensors.numpy.load(content)
            for run in runs:
                quantised = tensors[str(run)]
                values: Floats = quantised.astype(np.float32)
                values /= SCALES[quantised.dtype.name]
                yield run, values
            offset += self._connection.pages.pictures
            if offset >= int(header["__metadata__"]["total"]):
                return

    def to_frame(self, filter: Filter = (), sort: str = "run") -> "DataFrame":
        """The runs that are done as a data frame with the columns of the CSV file.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return tables.results_frame(self.results(filter, sort), self.axes)

    def points_frame(self) -> "DataFrame":
        """The points as a data frame: values, success rate, quartiles.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return tables.points_frame(self.points(), self.axes)

    def save(self, path: str | PathLike[str], filter: Filter = (), sort: str = "run") -> None:
        """Writes the table of the runs that are done into a file, .csv or .parquet.

        Raises:
            InvalidRequest: the file's name ends otherwise, or the server cannot write Parquet.
        """
        asked = {**_question(filter, sort), "format": tables.table_format(path)}
        Path(path).write_bytes(self._fetch("results", asked))

    # One run, by its number in the results

    def result(self, run: int) -> wire.ResultDetails:
        """The run with its config, its losses and its final parameters."""
        return cast(wire.ResultDetails, self._get(f"/results/{run}"))

    def history(self, run: int) -> History:
        """The run's losses along the epochs, thinned."""
        return History.of(self.result(run)["history"])

    def parameters(self, run: int) -> Floats:
        """The run's final parameters (P,): layer by layer, weight (out × in, row by row), then bias."""
        return np.array(self.result(run)["parameters"], np.float32)

    def boundary(self, run: int, resolution: int = 50) -> Numbers:
        """What the run's network predicts over the square: (R, R), or (K, R, R); row 0 is the largest x2."""
        answer = self._get(f"/results/{run}/boundary", resolution=resolution)
        return predicted(answer["values"])

    def export(self, run: int, format: FormatName, path: str | PathLike[str] | None = None) -> bytes:
        """The run as a file's content, which is also written to `path` if that is given."""
        content = self._fetch(f"results/{run}/export/{format}", {})
        if path is not None:
            Path(path).write_bytes(content)
        return content

    def open(self, run: int) -> Session:
        """The run as a new live session, paused at its end and ready to go on."""
        answer = self._connection.request("POST", f"{self._path}/results/{run}/session").json()
        return Session(self._connection, answer["id"])

    def _get(self, path: str, **params: Any) -> Any:
        return self._connection.request("GET", self._path + path, params=params).json()

    def _fetch(self, name: str, params: dict[str, Any]) -> bytes:
        return self._connection.request("GET", f"{self._path}/{name}", params=params).content

    def _pages(self, name: str, key: str, limit: int, params: dict[str, Any]) -> Iterator[Any]:
        """The rows of all pages."""
        offset = 0
        while True:
            page = self._get(f"/{name}", **params, offset=offset, limit=limit)
            yield from page[key]
            offset += limit
            if offset >= page["total"]:
                return


def _question(filter: Filter, sort: str) -> dict[str, Any]:
    return {"filter": [filter] if isinstance(filter, str) else list(filter), "sort": sort}


def _note(state: wire.ExperimentState) -> str:
    """What stands beside the bar."""
    if state["waiting"]:
        return state["waiting"]
    notes = [] if state["succeeded"] is None else [f"{state['succeeded']} succeeded"]
    return ", ".join(notes + ([f"{state['diverged']} diverged"] if state["diverged"] else []))
