"""JSON, numpy's .npz, Parquet and Arrow: their cells become text all the same."""

import importlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.points.reading.grid import Format, Grid, checked_size
from tinkernet.points.reading.sentences import refusal

MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes that a compressed file may grow to."""
NOTHING = ("<NA>", "NaT")
"""What pandas writes where a value is missing."""


def json_rows(value: Sequence[Any]) -> Grid:
    """The cells of an array of rows, each an array, or an object that names its cells.

    Raises:
        InvalidRequest: it is something else.
    """
    checked_size(len(value), 0)
    names: tuple[str, ...] | None = None
    if value and all(isinstance(row, Mapping) for row in value):
        names = tuple(dict.fromkeys(name for row in value for name in row))
        checked_size(len(value), len(value) * len(names))
        value = [[row.get(name) for name in names] for row in value]
    rows: list[list[str]] = []
    for place, row in enumerate(value, 1):
        if not isinstance(row, list | tuple) or any(isinstance(cell, list | tuple | Mapping) for cell in row):
            raise refusal("json_row", line=place, counted="row")
        rows.append(_cells(row))
    checked_size(len(rows), sum(map(len, rows)))
    stripped = tuple(name.strip() for name in names) if names is not None else None
    return Grid("json", rows, range(1, len(rows) + 1), stripped)


def npz(data: bytes) -> Grid:
    """The cells of the arrays X (n, 2 or more) and y (n,), or of points (n, 3).

    Raises:
        InvalidRequest: it has no such arrays; those of Python objects are not read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            arrays = {name: _array(archive, name) for name in ("X", "y", "points") if _has(archive, name)}
    except (ValueError, EOFError, OSError, zipfile.BadZipFile, zlib.error, RuntimeError, SyntaxError):
        raise refusal("npz_damaged") from None
    if {"X", "y"} <= arrays.keys():
        values, labels = arrays["X"], arrays["y"]
        if values.ndim == 2 and labels.size == len(values) and 2 <= values.shape[1] <= 1000:
            columns = [*values.T, labels.reshape(-1)]
            names = (*(f"x{place}" for place in range(1, values.shape[1] + 1)), "label")
            return columnar("npz", names, [column.tolist() for column in columns])
        raise refusal("npz_shapes", "X")
    if "points" in arrays and arrays["points"].ndim == 2 and arrays["points"].shape[1] == 3:
        return columnar("npz", ("x1", "x2", "label"), arrays["points"].T.tolist())
    raise refusal("npz_arrays")


def _has(archive: zipfile.ZipFile, name: str) -> bool:
    return f"{name}.npy" in archive.namelist()


def _array(archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    """An array; its shape is compared with the bytes that are there before any memory is taken for it."""
    if archive.getinfo(f"{name}.npy").file_size > MAX_UNPACKED:
        raise refusal("array_too_large", name, name=name, most=MAX_UNPACKED)
    content = io.BytesIO(archive.read(f"{name}.npy"))
    version = np.lib.format.read_magic(content)
    header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = header(content)
    size = dtype.itemsize
    for length in shape:
        size *= length
    if dtype.kind not in "fiubU" or size != len(content.getbuffer()) - content.tell():
        raise ValueError
    checked_size(shape[0] if shape else 0, size // max(1, dtype.itemsize))
    content.seek(0)
    array: NDArray[Any] = np.load(content, allow_pickle=False)
    return array


def arrow(data: bytes) -> Grid:
    """The cells of a Parquet file, or of an Arrow file or stream.

    Raises:
        InvalidRequest: it cannot be read, or pyarrow is not there.
    """
    try:
        pyarrow = importlib.import_module("pyarrow")
        importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise refusal("no_pyarrow") from None
    is_parquet = data.startswith(b"PAR1")
    try:
        table = (_parquet if is_parquet else _arrow)(pyarrow, data)
        _check_types(pyarrow, table.schema)
        table.validate(full=True)  # without it the values of a damaged file may lie anywhere in memory
        columns = [column.to_pylist() for column in table.columns]
    except (pyarrow.ArrowException, ValueError, KeyError, OSError, MemoryError, OverflowError):
        raise refusal("arrow_damaged") from None
    return columnar("parquet" if is_parquet else "arrow", tuple(table.column_names), columns)


def _check_types(pyarrow: Any, schema: Any) -> None:
    """Refuses columns whose values are no single numbers or words."""
    types = pyarrow.types
    plain = (types.is_integer, types.is_floating, types.is_boolean, types.is_temporal, types.is_decimal)
    texts = (types.is_string, types.is_large_string, types.is_null)
    for field in schema:
        kind = field.type.value_type if types.is_dictionary(field.type) else field.type
        if not any(is_one(kind) for is_one in (*plain, *texts)):
            raise refusal("odd_column", field.name[:40], cell=field.name)


def _parquet(pyarrow: Any, data: bytes) -> Any:
    file = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(data))
    facts = file.metadata
    checked_size(facts.num_rows, facts.num_rows * facts.num_columns)
    if sum(facts.row_group(place).total_byte_size for place in range(facts.num_row_groups)) > MAX_UNPACKED:
        raise refusal("unpacked_too_large", most=MAX_UNPACKED)
    return file.read()


def _arrow(pyarrow: Any, data: bytes) -> Any:
    source = pyarrow.BufferReader(data)
    if data.startswith(b"ARROW1"):
        file = pyarrow.ipc.open_file(source)
        batches: Iterable[Any] = (file.get_batch(place) for place in range(file.num_record_batches))
    else:
        batches = file = pyarrow.ipc.open_stream(source)
    kept, rows = [], 0
    for batch in batches:
        rows += batch.num_rows
        checked_size(rows, rows * batch.num_columns)
        kept.append(batch)
    return pyarrow.Table.from_batches(kept, schema=file.schema)


def columnar(format: Format, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> Grid:
    """The cells of columns that are all of one length, each with its name."""
    count = len(columns[0]) if columns else 0
    checked_size(count, count * len(columns))
    rows = [_cells(row) for row in zip(*columns, strict=True)]
    return Grid(format, rows, range(1, count + 1), tuple(name.strip() for name in names))


def _cells(row: Iterable[Any]) -> list[str]:
    return [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """A value as a cell: `float(_text(x))` is x to the last bit."""
    if cell is None or str(cell) in NOTHING:
        return ""
    return repr(float(cell)) if isinstance(cell, float) else str(cell).strip()
