"""A session on a server, driven from a script."""

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import quote

import numpy as np
import safetensors.numpy
from numpy.typing import ArrayLike

from tinkernet.client import wire
from tinkernet.client.arrays import Floats, History, Numbers, Points, predicted
from tinkernet.client.connection import PATIENT, TIMEOUT, Connection
from tinkernet.config import Config
from tinkernet.errors import WatchOnly
from tinkernet.points.from_python import PointsLike, points_like
from tinkernet.points.given import in_full
from tinkernet.points.reading.table import Wishes

FormatName = Literal["pytorch", "notebook", "safetensors", "onnx", "config", "csv"]
SeedChoice = int | Literal["same", "new"]
PREDICTIONS = 5000
"""Points that are sent at once to be predicted."""
GIVEN = ("source", "points", "sides", "class_names", "train_percent", "seed", "units")
"""What of points that the server tells of a config takes again."""


class Session:
    """One live network. Every property asks the server anew; every command returns the session object.

    All methods raise `TinkernetError` where the server refuses, `ServerGone` if it does not answer.
    """

    def __init__(self, connection: Connection, id: str, report: wire.Report | None = None) -> None:
        """`id` may be a watch id: then the session can be looked at, not steered."""
        self.id = id
        self.report = report
        """How the table was understood that it was made from; of other sessions None."""
        self._connection = connection
        self._path = f"/api/sessions/{quote(id, safe='')}"

    def __repr__(self) -> str:
        return f"Session({self.id!r})"

    # What it is

    def read(self) -> wire.SessionObject:
        """The session object."""
        return cast(wire.SessionObject, self._get(""))

    @property
    def metrics(self) -> wire.MetricsObject:
        """Losses and accuracies as they are now."""
        return self.read()["metrics"]

    @property
    def epoch(self) -> int:
        return self.read()["epoch"]

    @property
    def status(self) -> wire.SessionStatus:
        return self.read()["status"]

    @property
    def config(self) -> Config:
        """The config; points of one's own are in it."""
        sections: dict[str, Any] = dict(self.read()["config"])
        if "digest" in sections["data"]:
            data = self._get("/data")
            sections["data"] = {name: data[name] for name in GIVEN}
        return Config.parse(sections)

    @property
    def url(self) -> str:
        """The page with this session, live, for whoever may steer it.

        Raises:
            WatchOnly: this is a watch id.
        """
        url = self.read().get("url")
        if url is None:
            raise WatchOnly("this is a watch id: it has a watch_url, not a url")
        return url

    @property
    def watch_url(self) -> str:
        """The page with this session, live, for watching only."""
        return self.read()["watch_url"]

    # Commands

    def step(self, epochs: int | None = None, *, steps: int | None = None) -> wire.OwnedSession:
        """Trains that many epochs or steps, and returns when it is done."""
        given = {"epochs": epochs, "steps": steps}
        body = {name: value for name, value in given.items() if value is not None}
        return self._command("POST", "/step", body, patient=True)

    def play(self, epochs_per_second: float | None = None) -> wire.OwnedSession:
        """Trains until told otherwise; without a speed as fast as it goes."""
        return self._command("POST", "/play", {"epochs_per_second": epochs_per_second})

    def pause(self) -> wire.OwnedSession:
        """Stops training."""
        return self._command("POST", "/pause", {})

    def reset(self, seed: SeedChoice = "same") -> wire.OwnedSession:
        """Fresh weights at epoch 0."""
        return self._command("POST", "/reset", {"seed": seed})

    def regenerate(self, seed: SeedChoice = "new") -> wire.OwnedSession:
        """Fresh points; the network stays as it is."""
        return self._command("POST", "/regenerate", {"seed": seed})

    def configure(self, change: Mapping[str, Any]) -> wire.OwnedSession:
        """Merges a change into the config, section by section; weights that survive are kept."""
        return self._command("PATCH", "/config", dict(change))

    def set_parameters(self, changes: Sequence[wire.ParameterEdit]) -> wire.OwnedSession:
        """Sets parameters by hand, all or none."""
        return self._command("PATCH", "/parameters", list(changes))

    def add_points(
        self, points: ArrayLike, ids: Sequence[int] | None = None, *, gesture: str | int | None = None
    ) -> wire.OwnedSession:
        """Further points (n, 3): x1, x2, label; their sides are drawn, and the network trains on."""
        body = {"points": np.asarray(points, np.float64).reshape(-1, 3).tolist(), "gesture": gesture}
        return self._command("POST", "/points", body if ids is None else {**body, "ids": list(ids)})

    def move_points(
        self, moves: Sequence[wire.PointMove], *, gesture: str | int | None = None
    ) -> wire.OwnedSession:
        """Points to other places, all or none."""
        return self._command("PATCH", "/points", {"moves": list(moves), "gesture": gesture})

    def remove_points(self, ids: Sequence[int], *, gesture: str | int | None = None) -> wire.OwnedSession:
        """Takes points out, all or none."""
        return self._command("POST", "/points/remove", {"ids": list(ids), "gesture": gesture})

    def set_points(self, data: PointsLike, wishes: Wishes | None = None) -> wire.OwnedSession:
        """Other points in the place of all; weights that survive are kept.

        `tinkernet.read_points` tells what they may be. Unless they say themselves which are for training, the
        session's share and seed decide. It may be the `data` of a config as well: the points of a data set
        become one's own.
        """
        if not _is_section(data):
            data = in_full(points_like(self.config.data, data, wishes))
        return self._command("PUT", "/points", dict(data))

    def undo_points(self) -> wire.OwnedSession:
        """Takes the last edit of the points back, if there is one."""
        return self._command("POST", "/points/undo", {})

    def redo_points(self) -> wire.OwnedSession:
        """Does the last edit again that was undone, if there is one."""
        return self._command("POST", "/points/redo", {})

    def restore(self, epoch: int) -> wire.OwnedSession:
        """Back to the kept snapshot nearest to `epoch`."""
        return self._command("POST", "/restore", {"epoch": epoch})

    def delete(self) -> None:
        """Ends the session for good."""
        self._connection.request("DELETE", self._path)

    # What there is to see

    def parameters(self) -> Floats:
        """All parameters (P,): layer by layer, weight (out × in, row by row), then bias."""
        return np.array(self._get("/parameters")["parameters"], np.float32)

    def gradients(self) -> Floats:
        """The gradient (P,) of the unpenalised loss over the training points."""
        return np.array(self._get("/gradients")["gradients"], np.float32)

    def boundary(self, resolution: int = 100, unit: str = "output") -> Numbers:
        """The output over the square, (R, R) or (K, R, R), or that of a unit, as `1-0`.

        Row 0 is the largest x2; what a regression predicts is in the units of its labels.
        """
        response = self._connection.request(
            "GET",
            f"{self._path}/boundary",
            params={"resolution": resolution, "unit": unit},
            headers={"Accept": "application/octet-stream"},
        )
        boundary: Numbers = safetensors.numpy.load(response.content)["boundary"]
        return boundary

    def predict(self, points: ArrayLike) -> Numbers:
        """The outputs for points (n, 2): (n,), for K classes (n, K), all in the units of the points."""
        rows = np.asarray(points, np.float64).reshape(-1, 2).tolist()
        outputs: list[Any] = []
        for start in range(0, max(len(rows), 1), PREDICTIONS):
            body = {"points": rows[start : start + PREDICTIONS]}
            outputs += self._connection.request("POST", f"{self._path}/predict", json=body).json()["outputs"]
        return predicted(outputs)

    def data(self) -> Points:
        """The points, training and test."""
        return Points.of(self._get("/data"))

    def point_ids(self) -> list[int]:
        """The ids of all points, in their order; of a data set those for training come first."""
        ids: list[int] = self._get("/data")["ids"]
        return ids

    def confusion(self) -> wire.Confusions:
        """How many points of each class (rows) are taken for which, with recall and precision."""
        return cast(wire.Confusions, self._get("/confusion"))

    def history(self) -> History:
        """The losses along the epochs, thinned."""
        return History.of(self._get("/history"))

    def snapshots(self) -> list[int]:
        """The epochs one can go back to."""
        epochs: list[int] = self._get("/snapshots")["epochs"]
        return epochs

    def code(self, language: Literal["python", "curl"] = "python") -> str:
        """Code that gives the same network again, where tinkernet is installed or in a shell."""
        written: str = self._get("/code")[language]
        return written

    def export(self, format: FormatName, path: str | PathLike[str] | None = None) -> bytes:
        """The session as it is now as a file's content, which is also written to `path` if that is given."""
        content = self._connection.request("GET", f"{self._path}/export/{format}").content
        if path is not None:
            Path(path).write_bytes(content)
        return content

    def _get(self, path: str) -> Any:
        return self._connection.request("GET", self._path + path).json()

    def _command(self, method: str, path: str, body: object, *, patient: bool = False) -> wire.OwnedSession:
        timeout = PATIENT if patient else TIMEOUT
        response = self._connection.request(method, self._path + path, json=body, timeout=timeout)
        return cast(wire.OwnedSession, response.json())


def _is_section(data: PointsLike) -> bool:
    """Whether it is the `data` of a config, and not columns by their names."""
    return isinstance(data, Mapping) and not {"dataset", "source", "points", "digest"}.isdisjoint(data)
