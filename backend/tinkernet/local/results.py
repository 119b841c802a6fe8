"""What runs and sweeps of this process come to, to be looked at, tabulated and taken home."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tinkernet import tables
from tinkernet.experiments.result import RunResult
from tinkernet.experiments.summary import Summary
from tinkernet.experiments.sweep import Experiment, Values
from tinkernet.export.formats import FORMATS, FormatName

if TYPE_CHECKING:
    from pandas import DataFrame


class TrainedRun(RunResult):
    """One config trained to its stop condition."""

    __slots__ = ()

    @classmethod
    def of(cls, result: RunResult) -> Self:
        """The same as `result`."""
        return cls(*(getattr(result, field.name) for field in fields(result)))

    def export(self, format: FormatName, path: str | PathLike[str] | None = None) -> bytes:
        """The trained network as a file's content, which is also written to `path` if that is given."""
        content = FORMATS[format].content(self.snapshot)
        if path is not None:
            Path(path).write_bytes(content)
        return content

    def to_frame(self) -> "DataFrame":
        """The run as a data frame of one row, with the columns of a sweep's.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return tables.results_frame([self.row()], ())


@dataclass(frozen=True, slots=True)
class PointResult:
    """A point of a sweep with the runs of its seeds."""

    number: int
    """Among all points."""
    values: Values
    """What the point changes in the base config, by dotted path."""
    runs: tuple[TrainedRun, ...]
    summary: Summary

    def row(self) -> dict[str, Any]:
        """The point as REST describes it."""
        return {"point": self.number, "values": self.values, **asdict(self.summary)}


@dataclass(frozen=True, slots=True)
class SweepResult:
    """All points of a sweep, in order; of one that was interrupted, what is done."""

    experiment: Experiment
    points: tuple[PointResult, ...]

    @property
    def runs(self) -> Iterator[TrainedRun]:
        """All runs, point after point."""
        return (run for point in self.points for run in point.runs)

    @property
    def axes(self) -> tuple[str, ...]:
        """The dotted paths of the fields that differ between points."""
        return self.experiment.axes

    def to_frame(self) -> "DataFrame":
        """All runs as a data frame, with the columns of the CSV file of a sweep on a server.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return tables.results_frame(self.rows(), self.axes)

    def points_frame(self) -> "DataFrame":
        """The points as a data frame: values, success rate, quartiles.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return tables.points_frame((point.row() for point in self.points), self.axes)

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the table of all runs into a file, .csv or .parquet.

        Raises:
            InvalidRequest: the file's name ends otherwise.
            ImportError: pandas or pyarrow is not installed, for Parquet.
        """
        tables.save(path, self.rows(), self.axes)

    def rows(self) -> Iterator[dict[str, Any]]:
        """All runs as REST describes them."""
        places = {seed: place for place, seed in enumerate(self.experiment.seeds)}
        for point in self.points:
            for result in point.runs:
                number = point.number * len(places) + places[result.config.network.seed]
                yield result.row(number, point.number, point.values)


class Interrupted(KeyboardInterrupt):
    """Somebody has interrupted a sweep; `result` holds the runs that are done."""

    def __init__(self, result: SweepResult) -> None:
        super().__init__()
        self.result = result
