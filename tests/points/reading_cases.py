"""What the reader must say of the files in tests/data, written compactly."""

import json
from pathlib import Path
from typing import Any

from tinkernet.points.reading.report import Report

FOLDER = Path(__file__).parents[1] / "data"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text())
"""Of each file the compact report, or the message with which it is refused."""


def compact(report: Report) -> dict[str, Any]:
    """A report in a few words."""
    found: dict[str, Any] = {
        "text": f"{report.format} {report.encoding} {report.delimiter} {report.decimal}",
        "columns": " ".join(column.kind for column in report.columns),
        "taken": [str(choice) for choice in (report.x1, report.x2, report.label, report.split) if choice],
        "task": f"{report.task}: {report.task_why}",
        "rows": [report.used, report.rows],
        "first": list(report.first[0].model_dump().values()),
        "last": list(report.first[-1].model_dump().values()),
    }
    if not report.header:
        found["header"] = False
    if report.classes:
        found["classes"] = {entry.name: [entry.label, entry.count] for entry in report.classes}
    if report.comments:
        found["comments"] = report.comments
    if report.scale.method != "none":
        axes = (report.scale.x1, report.scale.x2, report.scale.label)
        found["scale"] = {report.scale.method: [[axis.offset, axis.factor] for axis in axes]}
    if report.left_out:
        found["left_out"] = {entry.reason: list(entry.lines) for entry in report.left_out}
    return found
