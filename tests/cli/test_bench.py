"""`tinkernet bench` measures, from the package alone."""

import re

import pytest
from typer.testing import CliRunner

from tinkernet.cli import app, bench


def test_each_case_is_many_times_as_fast_as_the_plain_loop() -> None:
    shown = CliRunner().invoke(app, ["bench", "--rounds", "1"], env={"COLUMNS": "120"})
    assert shown.exit_code == 0, shown.output
    rows = re.findall(r"│ (2-[-\d]+-1), (\d+) .*│ +([\d,]+) │ +([\d,]+) │ +([\d,]+) × │", shown.stdout)
    assert len(rows) == len(bench.CASES)
    for _, _, *figures in rows:
        ours, theirs, ratio = (int(figure.replace(",", "")) for figure in figures)
        assert ratio > 20
        assert ratio == pytest.approx(ours / theirs, rel=0.02)
