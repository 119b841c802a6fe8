"""The golden files are what the labs compute now."""

from pathlib import Path

import pytest

from tests.golden.labs.cases import FILES
from tests.labs.golden import CASES, approximately, computed


@pytest.mark.parametrize("name", CASES)
def test_golden_numbers_are_current(name: str) -> None:
    assert computed(name) == approximately(CASES[name], 1e-10)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_golden_files_are_small(path: Path) -> None:
    assert path.stat().st_size < 150_000
