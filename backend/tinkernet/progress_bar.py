"""A progress bar over runs, on standard error, where somebody looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Show(Protocol):
    """Moves the bar to so many runs that are done; the note stands beside it. May be called in any thread."""

    def __call__(self, done: int, note: str = "") -> object: ...


@contextmanager
def runs_bar(runs: int, visible: bool = True, console: Console | None = None) -> Iterator[Show]:
    """A bar for as long as the context lasts. Into a file or a pipe nothing is written."""
    console = console or Console(stderr=True)
    columns = (TextColumn("runs"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(
        *columns,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not (visible and (console.is_terminal or console.is_jupyter)),
    ) as progress:
        task = progress.add_task("", total=runs)
        yield lambda done, note="": progress.update(task, completed=done, description=note)
