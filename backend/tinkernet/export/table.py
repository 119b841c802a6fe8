"""The points of a config as a CSV table, and a config from such a table.

The columns that are written are x1, x2, label and split, which says `train` or `test`; others are read too.
"""

import csv
import io

from tinkernet.config import Config
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.snapshot import Snapshot
from tinkernet.points.from_table import point_set
from tinkernet.points.reading.reader import read_table
from tinkernet.points.reading.report import Report
from tinkernet.points.reading.table import Wishes

COLUMNS = ("x1", "x2", "label")
SPLITS = ("train", "test")


def to_csv(snapshot: Snapshot) -> bytes:
    """The points in the order of training set, test set; numbers with all their digits, classes by name."""
    points = datasets.point_set(snapshot.config.data)
    names = points.names_of_labels
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, "split"])
    for rows, side in zip((points.values[points.sides], points.values[~points.sides]), SPLITS, strict=True):
        writer.writerows([x1, x2, names.get(label, label), side] for x1, x2, label in rows.tolist())
    return text.getvalue().encode()


def from_csv(data: bytes) -> Config:
    """As `from_table`, without wishes and without the report."""
    return from_table(data, Wishes())[0]


def from_table(data: bytes, wishes: Wishes) -> tuple[Config, Report]:
    """A config on the points of a table, an exported one or any other, and how it was understood.

    Raises:
        InvalidRequest: it is no table, or does not fit the wishes.
        InvalidConfig: a value is beyond its limits.
    """
    table, report = read_table(data, wishes)
    return Config(data=point_set(table)), report
