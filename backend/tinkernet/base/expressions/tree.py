"""What an expression is once it has been read, and what is wrong with one that cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Code = Literal[
    "unknown_sign", "unknown_name", "bracket", "expected", "call", "exponent", "number", "value", "condition",
    "too_long", "too_large", "too_deep",
]  # fmt: skip

MAX_LENGTH, MAX_NODES, MAX_DEPTH, MAX_EXPONENT = 200, 80, 24, 8

FUNCTIONS = ("exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "relu", "abs")
SUMS = {"+": "add", "-": "sub"}
PRODUCTS = {"*": "mul", "/": "div"}
RELATIONS = {"<": "lt", ">": "gt", "<=": "le", ">=": "ge"}
LOGIC = {"and": "and", "or": "or", "not": "not"}
CONDITIONS = frozenset({*RELATIONS.values(), *LOGIC})
"""The operations that hold or do not; the value of any other is a number."""

SENTENCES: Mapping[Code, str] = {
    "unknown_sign": "this sign has no meaning here",
    "unknown_name": "there is no such name",
    "bracket": "a bracket is missing, or one is too many",
    "expected": "a number, a name or a bracket is missing, or an operator before this one",
    "call": "what a function is taken of stands in brackets",
    "exponent": f"an exponent must be a constant from -{MAX_EXPONENT} to {MAX_EXPONENT}",
    "number": "the number is too large",
    "value": "there must be a number here, not a comparison",
    "condition": "there must be a comparison here, not a number",
    "too_long": f"there may be {MAX_LENGTH} characters",
    "too_large": f"there may be {MAX_NODES} numbers, names and operations",
    "too_deep": f"there may be {MAX_DEPTH} levels of brackets, signs and exponents",
}


class Unreadable(Exception):
    """A text that is no expression: why, and the place in the text as it was typed, from 0."""

    def __init__(self, code: Code, at: int) -> None:
        super().__init__(code, at)
        self.code: Code = code
        self.at = at

    @property
    def sentence(self) -> str:
        """What is wrong, and at which character."""
        return f"at character {self.at + 1}, {SENTENCES[self.code]} ({self.code})"


@dataclass(frozen=True, slots=True)
class Node:
    """An operation and what it is done to; `num` and `var` have a value instead: a number, a name."""

    op: str
    args: tuple["Node", ...] = ()
    value: float | str | None = None
    at: int = field(default=0, compare=False)
    """Where it begins in the text."""

    @property
    def is_condition(self) -> bool:
        return self.op in CONDITIONS

    @property
    def is_constant(self) -> bool:
        """Whether it has no name in it."""
        return self.op != "var" and all(arg.is_constant for arg in self.args)

    def __str__(self) -> str:
        """As an S-expression, numbers with 12 digits."""
        if self.op == "num":
            return format(self.value, ".12g")
        return f"({self.op} {' '.join(map(str, self.args))})" if self.args else str(self.value)


_SIGNS = {name: sign for table in (SUMS, PRODUCTS, RELATIONS, LOGIC) for sign, name in table.items()}


def written(node: Node) -> str:
    """A text that is read as the same tree."""
    if not node.args:
        return repr(node.value) if node.op == "num" else str(node.value)
    parts = [f"({written(arg)})" for arg in node.args]
    if node.op == "pow":
        return f"{parts[0]}^{written(node.args[1])}"
    if node.op == "neg":
        return f"-{parts[0]}"
    if node.op in FUNCTIONS:
        return f"{node.op}{parts[0]}"
    sign = _SIGNS[node.op]
    return f"{sign} {parts[0]}" if len(parts) == 1 else f"{parts[0]} {sign} {parts[1]}"
