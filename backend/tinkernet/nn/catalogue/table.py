"""What the tables have in common: entries by name, numbers for the kernels, and formulas of ONNX."""

from collections.abc import Iterable
from typing import Protocol, TypeAlias, TypeVar


class Named(Protocol):
    """What has a name."""

    @property
    def name(self) -> str: ...


Entry = TypeVar("Entry", bound=Named)

OnnxFormula: TypeAlias = "str | float | OnnxApplied"
"""A tensor by its name, a number, or what an operator makes of such."""
OnnxApplied: TypeAlias = tuple[str, *tuple[OnnxFormula, ...]]
"""An operator of ONNX and what it is applied to: ("Mul", "z", ("Sigmoid", "z"))."""


def table(*entries: Entry) -> dict[str, Entry]:
    """The entries by name, in their order."""
    by_name = {entry.name: entry for entry in entries}
    assert len(by_name) == len(entries), "two entries have one name"
    return by_name


def codes(table: Iterable[str]) -> dict[str, int]:
    """The number by which the kernels know each name of a table."""
    return {name: code for code, name in enumerate(table)}
