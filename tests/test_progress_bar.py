"""The bar shows where somebody looks, and nowhere else."""

import io

import pytest
from rich.console import Console

from tinkernet.progress_bar import runs_bar


def drawn(visible: bool, terminal: bool) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=100, height=30)
    with runs_bar(40, visible, console) as show:
        show(12, "7 succeeded")
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_bar_tells_how_many_runs_are_done_and_the_note() -> None:
    text = drawn(visible=True, terminal=True)
    assert "12/40" in text
    assert "7 succeeded" in text


@pytest.mark.parametrize(("visible", "terminal"), [(False, True), (True, False), (False, False)])
def test_where_nobody_looks_nothing_is_written(visible: bool, terminal: bool) -> None:
    assert drawn(visible, terminal) == ""
