"""Programs: lines that each name the value of an expression in the names before; the last is the output."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tinkernet.base.expressions.parsing import parsed
from tinkernet.base.expressions.tokens import spelled
from tinkernet.base.expressions.tree import FUNCTIONS, Node, Unreadable
from tinkernet.base.expressions.values import value
from tinkernet.base.validation import plain, quoted
from tinkernet.errors import InvalidRequest, Remark, UnreadableExpression

NAME = r"[A-Za-z_][A-Za-z0-9_]{0,59}"
RESERVED = frozenset({*FUNCTIONS, "ln", "pi"})


@dataclass(frozen=True, slots=True)
class Program:
    """Expressions under their names, in the order in which they are computed, from these inputs."""

    inputs: tuple[str, ...]
    lines: tuple[tuple[str, Node], ...]

    @property
    def output(self) -> str:
        return self.lines[-1][0]

    def values(self, inputs: Mapping[str, float]) -> dict[str, float]:
        """The values of all names, in float64 and without torch; not finite where one is not defined."""
        found = dict(inputs)
        for name, tree in self.lines:
            arrays = {known: np.float64(number) for known, number in found.items()}
            found[name] = float(value(tree, arrays))  # type: ignore[arg-type]  # scalars do as arrays
        return found

    def nudged(self, inputs: Mapping[str, float], name: str) -> float:
        """The central difference of the output by one input."""
        step = 1e-6 * max(1.0, abs(inputs[name]))
        above, below = ({**inputs, name: inputs[name] + sign * step} for sign in (1, -1))
        return (self.values(above)[self.output] - self.values(below)[self.output]) / (2 * step)


def expression(text: str, names: Sequence[str], field: str) -> Node:
    """What a text says, in these names.

    Raises:
        UnreadableExpression: it says nothing; the error is about this field.
    """
    try:
        return parsed(text, names)
    except Unreadable as refusal:
        place = Remark(refusal.code, {"at": refusal.at})
        raise UnreadableExpression(refusal.sentence, field, place) from None


def program(lines: Iterable[Sequence[str]], inputs: Sequence[str], field: str = "lines") -> Program:
    """A program from names and texts; an error is about `lines.2`.

    Raises:
        UnreadableExpression: a line says nothing.
        InvalidRequest: a name is none, or is taken.
    """
    return _program(tuple((name, text) for name, text in lines), tuple(inputs), field)


@lru_cache(maxsize=256)
def _program(lines: tuple[tuple[str, str], ...], inputs: tuple[str, ...], field: str) -> Program:
    known = checked(inputs)
    read = []
    for number, (name, text) in enumerate(lines):
        tree = expression(text, known, f"{field}.{number}")
        known.append(_new(name, known, f"{field}.{number}"))
        read.append((known[-1], tree))
    return Program(tuple(known[: len(inputs)]), tuple(read))


def checked(names: Iterable[str]) -> list[str]:
    """The same names in plain letters, as expressions have them: ŷ is yhat, w₁ is w1.

    Raises:
        InvalidRequest: one is none; the error is about `values.x`.
    """
    known: list[str] = []
    for name in names:
        known.append(_new(name, known, f"values.{plain(name)}"))
    return known


def _new(name: str, known: Sequence[str], field: str) -> str:
    """A name in plain letters that may be given to something, and is not yet."""
    plain_name, _ = spelled(name, known)
    if not re.fullmatch(NAME, plain_name) or plain_name in RESERVED:
        raise InvalidRequest(f"{quoted(name)} cannot be a name here", field)
    if plain_name in known:
        raise InvalidRequest(f"the name {quoted(name)} is taken", field)
    return plain_name
