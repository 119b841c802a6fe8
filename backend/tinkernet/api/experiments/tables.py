"""The results of an experiment as a file: CSV, or Parquet where pyarrow is installed."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Iterable
from functools import partial
from typing import Any

from fastapi import Response
from starlette.responses import StreamingResponse

from tinkernet.api.http.answers import attachment, kept_as
from tinkernet.base.strict_json import dump
from tinkernet.errors import InvalidRequest
from tinkernet.experiments.conductor import Conductor
from tinkernet.experiments.progress import Progress
from tinkernet.experiments.query import COLUMNS, Question, is_numeric
from tinkernet.experiments.schema import SavedResult
from tinkernet.experiments.store import MAX_PAGE, ExperimentStore
from tinkernet.experiments.sweep import Experiment
from tinkernet.tables import COUNTS, SHARES

CSV, PARQUET = "text/csv", "application/vnd.apache.parquet"

Pages = AsyncIterator[list[SavedResult]]


async def pages(
    conductor: Conductor, progress: Progress, question: Question, offset: int = 0, limit: int | None = None
) -> Pages:
    """Results that a question has now, a page after the other; none twice, whatever is added meanwhile.

    They are those from `offset` on, `limit` at most, or all.

    Raises:
        InvalidRequest: the question makes no sense.
        StorageUnavailable: the database does not answer.
    """
    identity, experiment = progress.saved.id, progress.experiment
    runs = await conductor.ask(lambda store: store.numbers(identity, experiment, question, offset, limit))
    for start in range(0, len(runs), MAX_PAGE):
        yield await conductor.ask(
            partial(ExperimentStore.rows, identity=identity, runs=runs[start : start + MAX_PAGE])
        )


async def csv_response(progress: Progress, found: Pages) -> Response:
    """Results as a CSV file, written page after page as they are sent."""
    first: list[SavedResult] = await anext(found, [])

    async def lines() -> AsyncIterator[bytes]:
        yield _head(progress.experiment)
        yield await asyncio.to_thread(_rows, first, progress.experiment)
        async for rows in found:
            yield await asyncio.to_thread(_rows, rows, progress.experiment)

    return StreamingResponse(lines(), headers=kept_as(f"{_name(progress)}.csv"), media_type=CSV)


async def parquet_response(progress: Progress, found: Pages) -> Response:
    """Results as a Parquet file, written whole before it is sent.

    Raises:
        InvalidRequest: pyarrow is not installed.
    """
    file = await asyncio.to_thread(_Parquet, progress.experiment)
    async for rows in found:
        await asyncio.to_thread(file.add, rows)
    return attachment(file.content(), f"{_name(progress)}.parquet", PARQUET)


def _name(progress: Progress) -> str:
    return f"{progress.saved.kind}-{progress.saved.id}"


def _head(experiment: Experiment) -> bytes:
    """The names of the columns."""
    return _lines([[*COLUMNS, *experiment.axes]])


def _rows(rows: list[SavedResult], experiment: Experiment) -> bytes:
    """Results, one a line; what is neither number nor text as JSON."""
    return _lines(_cells(row, experiment) for row in rows)


def _cells(row: SavedResult, experiment: Experiment) -> list[Any]:
    values = experiment.values(row.point)
    cells = [*(getattr(row, name) for name in COLUMNS), *(values[path] for path in experiment.axes)]
    return [cell if isinstance(cell, str) else "" if cell is None else dump(cell).decode() for cell in cells]


def _text(value: Any) -> str | None:
    """A list as JSON."""
    return None if value is None else dump(value).decode()


def _lines(rows: Iterable[list[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


class _Parquet:
    """A Parquet file in the making; its columns are those of the CSV file."""

    def __init__(self, experiment: Experiment) -> None:
        """Raises `InvalidRequest` where pyarrow is not installed."""
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError:
            raise InvalidRequest(
                "Parquet needs pyarrow on the server: pip install 'tinkernet[parquet]', or ask for csv",
                "format",
            ) from None
        self._axes = experiment.axes
        kinds = {"reason": pyarrow.string(), "succeeded": pyarrow.bool_()}
        kinds |= dict.fromkeys(COUNTS, pyarrow.int64())
        kinds |= dict.fromkeys(SHARES, pyarrow.string())
        kinds |= {path: pyarrow.string() for path in self._axes if not is_numeric(experiment, path)}
        names = [*COLUMNS, *self._axes]
        self._schema = pyarrow.schema([(name, kinds.get(name, pyarrow.float64())) for name in names])
        self._batch = pyarrow.RecordBatch
        self._file = io.BytesIO()
        self._writer = parquet.ParquetWriter(self._file, self._schema)

    def add(self, rows: list[SavedResult]) -> None:
        """Appends results; what is neither number nor text is JSON."""
        plain = [
            {
                **{name: getattr(row, name) for name in COLUMNS},
                **{name: _text(getattr(row, name)) for name in SHARES},
                **{path: row.values[path] for path in self._axes},
            }
            for row in rows
        ]
        self._writer.write_batch(self._batch.from_pylist(plain, self._schema))

    def content(self) -> bytes:
        """The bytes of the whole file."""
        self._writer.close()
        return self._file.getvalue()
