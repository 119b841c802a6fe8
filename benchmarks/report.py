"""The report: a table for people, JSON for everything else."""

import json
import os
import platform
import re
import timeit
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Group
from rich.table import Table

from benchmarks.figures import Figure, Goal

PACKAGES = ("torch", "numba", "numpy", "uvicorn", "websockets")


def machine() -> dict[str, Any]:
    """Where and with what the figures were measured."""
    return {
        "cpu": _processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
        "load_average_at_start": round(os.getloadavg()[0], 2),
        "nanoseconds_of_an_addition": round(_addition(), 1),
    }


def _addition() -> float:
    """Nanoseconds of `i += 1` in a loop: by how much machines differ where there is no yardstick."""
    turns = 2_000_000
    return min(timeit.repeat("i += 1", "i = 0", number=turns, repeat=5)) / turns * 1e9


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.+)$", info.read_text(), re.MULTILINE) if info.exists() else None
    return found[1] if found else platform.processor()


def as_json(figures: list[Figure], machine: dict[str, Any], quick: bool) -> str:
    """The whole report."""
    rows = [asdict(figure) | {"ratio": figure.ratio, "is_met": figure.is_met} for figure in figures]
    measured_at = datetime.now(UTC).isoformat(timespec="seconds")
    return json.dumps(
        {"measured_at": measured_at, "quick": quick, "machine": machine, "figures": rows}, indent=2
    )


def printed(figures: list[Figure], machine: dict[str, Any]) -> Group:
    """All figures, one a row, then the further numbers of each, and the machine."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("")
    table.add_column("figure")
    for heading in ("measured", "yardstick", "ratio", "goal"):
        table.add_column(heading, justify="right")
    for figure in figures:
        table.add_row(*_cells(figure))
    details = [f"[bold]{figure.name}[/] {_details(figure)}" for figure in figures]
    named = ", ".join(f"{name} {value}" for name, value in machine.items())
    return Group(table, *details, f"[bold]machine[/] {named}")


def _cells(figure: Figure) -> tuple[str, ...]:
    yardstick = figure.yardstick
    return (
        "[green]✓[/]" if figure.is_met else "[bold red]✗[/]",
        figure.what,
        f"{number(figure.value)} {figure.unit}",
        f"{number(yardstick.value)} {figure.unit}" if yardstick else "–",
        "–" if figure.ratio is None else f"{number(figure.ratio)} ×",
        _bound(figure.goal, figure.unit),
    )


def _details(figure: Figure) -> str:
    parts = [figure.statistic]
    if figure.yardstick is not None:
        parts.append(f"yardstick: {figure.yardstick.what}")
    parts += [f"{name.replace('_', ' ')} {number(value)}" for name, value in figure.details.items()]
    return "; ".join(parts)


def _bound(goal: Goal, unit: str) -> str:
    return f"{goal.sense} {number(goal.bound)} {'×' if goal.on == 'ratio' else unit}"


def number(value: float) -> str:
    """Three significant digits, and all digits before the point."""
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}"
