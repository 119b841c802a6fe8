"""The README's table of figures, written from a report: `python -m benchmarks.readme`."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.report import number

ROOT = Path(__file__).parent.parent
README, REPORT = ROOT / "README.md", ROOT / "docs" / "figures.json"
PLACE = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)


def table(report: Mapping[str, Any]) -> str:
    """The figures in Markdown, one a row, and below them where they were measured."""
    machine = report["machine"]
    return "\n".join(
        [
            "| | measured | compared with | ratio | goal |",
            "| --- | ---: | --- | ---: | --- |",
            *(f"| {' | '.join(_cells(figure))} |" for figure in report["figures"]),
            "",
            f"{machine['cpu']}, {machine['cores']} cores, load average {machine['load_average_at_start']} "
            f"at the start; {machine['system'].split('-')[0]}, Python {machine['python']}, "
            f"torch {machine['torch']}, numba {machine['numba']}; {report['measured_at'][:10]}. "
            f"There an addition in a loop took Python {machine['nanoseconds_of_an_addition']} ns.",
            "",
        ]
    )


def _cells(figure: Mapping[str, Any]) -> tuple[str, ...]:
    yardstick, goal, unit = figure["yardstick"], figure["goal"], figure["unit"]
    return (
        figure["what"],
        f"{number(figure['value'])} {unit}",
        f"{yardstick['what']}: {number(yardstick['value'])} {unit}" if yardstick else "",
        f"{number(figure['ratio'])} ×" if yardstick else "",
        f"{goal['sense']} {number(goal['bound'])} {'×' if goal['on'] == 'ratio' else unit}"
        + ("" if figure["is_met"] else ": missed"),
    )


def with_figures(readme: str, report: Mapping[str, Any]) -> str:
    """The README with this report's table in its place."""
    return PLACE.sub(lambda _: table(report), readme)


if __name__ == "__main__":
    README.write_text(with_figures(README.read_text(), json.loads(REPORT.read_text())))
