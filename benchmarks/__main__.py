"""The command line of the benchmarks."""

import enum
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks import report
from benchmarks.figures import Benchmark, Effort, Figure
from benchmarks.frame import frame, size
from benchmarks.labs import labs
from benchmarks.memory import memory
from benchmarks.page import page
from benchmarks.requests import requests
from benchmarks.server import started_server
from benchmarks.start import start
from benchmarks.steps import steps
from benchmarks.sweeps import sweeps
from benchmarks.viewers import viewers


class Name(enum.StrEnum):
    """What can be measured alone."""

    STEPS = "steps"
    FRAME = "frame"
    BYTES = "bytes"
    PAGE = "page"
    START = "start"
    VIEWERS = "viewers"
    MEMORY = "memory"
    SWEEPS = "sweeps"
    REQUESTS = "requests"
    LABS = "labs"


BENCHMARKS: dict[Name, Benchmark] = {
    Name.STEPS: steps,
    Name.FRAME: frame,
    Name.BYTES: size,
    Name.PAGE: page,
    Name.START: start,
    Name.VIEWERS: viewers,
    Name.MEMORY: memory,
    Name.SWEEPS: sweeps,
    Name.REQUESTS: requests,
    Name.LABS: labs,
}
SERVED = {Name.VIEWERS, Name.MEMORY, Name.SWEEPS, Name.REQUESTS, Name.LABS}
"""Those that need a server with compiled kernels: each has one of its own, unless rough figures do."""
RESULTS = Path(__file__).parent / "results" / "latest.json"


app = typer.Typer()


@app.command()
def main(
    only: Annotated[list[Name] | None, typer.Option(help="measure this alone; may be repeated")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="rough figures: does everything work?")] = False,
    soak: Annotated[float, typer.Option(min=1, help="seconds over which memory is watched")] = 30.0,
    json: Annotated[Path, typer.Option(help="where to write the figures")] = RESULTS,
    check: Annotated[bool, typer.Option("--check", help="exit with 1 if a goal is missed")] = False,
) -> None:
    """Measures how fast the project is, prints a table and writes JSON."""
    console = Console()
    machine, names = report.machine(), only or list(Name)
    figures: list[Figure] = []
    with started_server() if quick and SERVED.intersection(names) else nullcontext() as shared:
        effort = Effort(quick, soak, shared)
        for name in names:
            with console.status(f"measuring {name} …"):
                figures += BENCHMARKS[name](effort)
    console.print(report.printed(figures, machine))
    json.parent.mkdir(parents=True, exist_ok=True)
    json.write_text(report.as_json(figures, machine, quick) + "\n")
    console.print(f"written to {json}")
    if check and not all(figure.is_met for figure in figures):
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
