"""docs/own-data.md keeps its word."""

import contextlib
import io
import re
from pathlib import Path

import pytest

from tinkernet.errors import InvalidRequest
from tinkernet.points.reading.cells import MISSING, NUMBERS, cell_kind
from tinkernet.points.reading.grid import MAX_CELLS, MAX_ROWS
from tinkernet.points.reading.reader import read_table
from tinkernet.points.reading.table import MAX_BYTES

PAGE = (Path(__file__).parents[2] / "docs" / "own-data.md").read_text()


BLOCKS = re.findall(r"^```(?:python)?\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = list(zip(BLOCKS[::2], BLOCKS[1::2], strict=True))


@pytest.mark.parametrize(("source", "printed"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_prints_what_the_page_says(source: str, printed: str) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(source, {})
    assert said.getvalue() == printed


def test_its_limits_are_those_of_the_reader() -> None:
    assert f"{MAX_BYTES >> 20} MiB, {MAX_ROWS:,} rows and {MAX_CELLS:,} cells" in PAGE


def test_what_it_calls_missing_is_missing() -> None:
    [row] = re.findall(r"^\| (nothing, .*?) \| missing", PAGE, re.MULTILINE)
    assert set(re.findall(r"`(.+?)`", row)) == {"NA", "N/A", "#N/A", "nan", "null", "?", "-"}
    assert set(re.findall(r"`(.+?)`", row)) < MISSING


@pytest.mark.parametrize("kind", ["a number", "refused"])
def test_what_it_calls_a_number_is_one(kind: str) -> None:
    [row] = re.findall(rf"^\| (.*?) \| {kind} \|", PAGE.partition("## Labels")[0], re.MULTILINE)
    cells = re.findall(r"`(.+?)`", row)
    assert len(cells) == 5
    for cell in cells:
        assert (cell_kind(cell) in NUMBERS) == (kind == "a number")
        table = f"x1;x2;label\n{cell};0;1\n0;1;0\n2;2;0\n".encode()
        if kind == "refused":
            with pytest.raises(InvalidRequest):
                read_table(table)
        else:
            assert len(read_table(table)[0].values) == 3
