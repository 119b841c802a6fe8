"""The golden numbers of the labs, compared up to rounding."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.golden.labs.cases import FILES, rounded

CASES: dict[str, list[Any]] = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}


def approximately(expected: Any, tolerance: float = 1e-12) -> Any:
    """The same values, where numbers may differ by a rounding."""
    if isinstance(expected, Mapping):
        return {name: approximately(inner, tolerance) for name, inner in expected.items()}
    if isinstance(expected, list):
        return [approximately(inner, tolerance) for inner in expected]
    return pytest.approx(expected, rel=tolerance, abs=tolerance) if isinstance(expected, float) else expected


def computed(name: str) -> list[Any]:
    """What is to stand in a file, as JSON has it."""
    cases = next(make for path, make in FILES.items() if path.stem == name)
    found: list[Any] = json.loads(json.dumps(rounded(cases())))
    return found
