"""The points of a config as a CSV table, and a config from such a table.

The columns are x1, x2, label and split, which says `train` or `test`.
"""

import csv
import io

from tinkernet.base.validation import quoted
from tinkernet.config import MAX_POINTS, Config
from tinkernet.errors import InvalidRequest
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.snapshot import Snapshot

COLUMNS = ("x1", "x2", "label")
SPLITS = ("train", "test")

Row = tuple[float, float, float]


def to_csv(snapshot: Snapshot) -> bytes:
    """The points in the order of training set, test set; numbers with all their digits."""
    points = datasets.point_set(snapshot.config.data)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, "split"])
    for rows, side in zip((points.train, points.test), SPLITS, strict=True):
        writer.writerows([*row, side] for row in rows.tolist())
    return text.getvalue().encode()


def from_csv(data: bytes) -> Config:
    """A config on the points of a table, split as its column says, half and half if no point is for testing.

    Labels that are all −1 and 1, or whole numbers from 0 up, are classes; others make a regression.

    Raises:
        InvalidRequest: it is no such table.
        InvalidConfig: a value is beyond its limits.
    """
    rows, splits = _read(data)
    sides = {"sides": splits} if "test" in splits else {}
    return Config.parse({"data": {"source": "points", "points": rows, **sides}})


def _read(data: bytes) -> tuple[list[Row], list[str]]:
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), skipinitialspace=True)
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise InvalidRequest(f"the first line must name the columns {', '.join(COLUMNS)}")
        rows: list[Row] = []
        splits: list[str] = []
        for entry in reader:
            if len(rows) == MAX_POINTS:
                raise InvalidRequest(f"a table must have at most {MAX_POINTS} points")
            x1, x2, label = (_number(entry[name], name, reader.line_num) for name in COLUMNS)
            rows.append((x1, x2, label))
            splits.append(_split(entry.get("split"), reader.line_num))
    except (UnicodeDecodeError, csv.Error):
        raise InvalidRequest("the body is no CSV table in UTF-8") from None
    return rows, splits


def _number(text: str | None, name: str, line: int) -> float:
    try:
        return float(text or "")
    except ValueError:
        raise InvalidRequest(f"{name} must be a number, got {quoted(text)} in line {line}", name) from None


def _split(text: str | None, line: int) -> str:
    split = text or "train"
    if split not in SPLITS:
        raise InvalidRequest(f"split must be train or test, got {quoted(text)} in line {line}", "split")
    return split
