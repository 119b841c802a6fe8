"""What an exercise asks, and the errors that it recognises.

A trap is derived like the truth, from all values and gradients of a program; none has an answer in it.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Literal
from zlib import crc32

from tinkernet.labs.draws import Draw
from tinkernet.labs.operations import computed, scalar
from tinkernet.labs.programs import Program, program

Numbers = Mapping[str, float]
Kind = Literal["number", "graph", "expression", "choice", "order", "place", "interval"]

APART = 0.05
"""How far apart two traps, or a trap and the truth, are in an instance that is given; relative."""
POINTS = 8
"""At which expressions are compared."""
DIFFERENCE = 1e-5
"""By which autograd and finite differences may differ, relative."""


@dataclass(frozen=True, slots=True)
class Known:
    """The values of all names of a program, and the gradients of its output by each."""

    values: Numbers
    gradients: Numbers

    def __getitem__(self, name: str) -> float:
        return self.values[name]

    def by(self, name: str) -> float:
        """The derivative of the output by this name."""
        return self.gradients[name]


Quantity = Callable[[Known], float]
About = Mapping[str, "str | Quantity"]


@dataclass(frozen=True, slots=True)
class Trap:
    """A typical error: its name, what comes out of it, and what its text is about."""

    name: str
    value: Quantity
    about: About = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Number:
    """One number; with decimals it is right as far as they go."""

    name: str
    truth: Quantity
    traps: tuple[Trap, ...] = ()
    decimals: int | None = None
    kind: Kind = "number"
    slope_by: str | None = None
    """The truth is the derivative by this name, and is held to finite differences."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula in these names, equal to the truth wherever they are."""

    name: str
    names: tuple[str, ...]
    truth: Quantity
    solution: str
    traps: tuple[Trap, ...] = ()
    also: Mapping[str, Quantity] = field(default_factory=dict)
    """Names that the program has not."""
    slope_by: str | None = None
    kind: Kind = "expression"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several keys."""

    name: str
    options: tuple[str, ...]
    truth: Callable[[Known], str]
    kind: Kind = "choice"


@dataclass(frozen=True, slots=True)
class Order:
    """Keys in one of the orders that are right; `traps` are conditions on those that are not."""

    name: str
    options: tuple[str, ...]
    accepted: tuple[tuple[str, ...], ...]
    traps: Mapping[str, Callable[[Sequence[str]], bool]]
    kind: Kind = "order"


@dataclass(frozen=True, slots=True)
class Between:
    """A number more than `low` and at most `high`; traps and the notes on what is right are conditions."""

    name: str
    low: Quantity
    high: Quantity
    solution: Quantity
    traps: Mapping[str, Callable[[float, Known], bool]]
    kind: Kind


Field = Number | Expression | Choice | Order | Between


@dataclass(frozen=True, slots=True)
class Exercise:
    """Fields about a program, or about numbers alone.

    `fixed` are the numbers of seed 0, `drawn` draws others; without it they are always the same. The
    variables of expressions are `inputs`, those in `positive` never negative.
    """

    id: str
    fields: tuple[Field, ...]
    fixed: Numbers = field(default_factory=dict)
    drawn: Callable[[Draw], Numbers] | None = None
    lines: tuple[tuple[str, str], ...] = ()
    inputs: tuple[str, ...] = ()
    positive: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def program(self) -> Program:
        return program(self.lines, self.inputs or list(self.fixed))

    def known(self, values: Numbers) -> Known:
        """All that follows from these inputs, by autograd.

        An assertion holds gradients that are asked to finite differences.
        """
        found = known(self.program, values)
        for asked in self.fields:
            name = asked.slope_by if isinstance(asked, Number | Expression) else None
            if name is not None and math.isfinite(found.by(name)):
                slope, size = found.by(name), abs(found[self.program.output])
                difference = abs(slope - self.program.nudged(values, name))
                assert difference <= DIFFERENCE * max(1, abs(slope), size), f"{self.id} is broken"
        return found


def known(asked: Program, values: Numbers) -> Known:
    """All values of a program and all gradients of its output, by autograd; of no lines the values alone."""
    tensors = {name: scalar(float(value), learns=True) for name, value in values.items()}
    for name, tree in asked.lines:
        tensors[name] = computed(tree, tensors) + 0 * next(iter(tensors.values()))
        tensors[name].retain_grad()
    if asked.lines:
        tensors[asked.output].backward()  # type: ignore[no-untyped-call]
    slopes = {name: 0.0 if one.grad is None else one.grad.item() for name, one in tensors.items()}
    return Known({name: one.item() for name, one in tensors.items()}, slopes)


def is_clear(exercise: Exercise, values: Numbers) -> bool:
    """Whether all traps of each number, and the truth, are apart."""
    found = exercise.known(values)
    return all(
        are_apart([asked.truth(found), *traps_of(asked, found)], asked.decimals)
        for asked in exercise.fields
        if isinstance(asked, Number)
    )


def traps_of(asked: Number, found: Known) -> list[float]:
    """What the traps of a number are here, where they are anything."""
    return [number for trap in asked.traps if math.isfinite(number := trap.value(found))]


def are_apart(numbers: Sequence[float], decimals: int | None) -> bool:
    """Whether all differ by 5 %, or where decimals are asked by 20 units of the last one."""
    least = math.inf if decimals is None else 20 * 10.0**-decimals
    return all(
        abs(one - other) >= min(least, APART * max(abs(one), abs(other))) and one != other
        for one, other in combinations(numbers, 2)
    )


@lru_cache(maxsize=64)
def places(exercise: Exercise) -> tuple[Known, ...]:
    """Eight points, in hundredths from ±0.20 to ±3.00, at which all that is asked is defined."""
    draw = Draw(crc32(exercise.id.encode()))
    return tuple(next(_defined(exercise, draw)) for _ in range(POINTS))


def _defined(exercise: Exercise, draw: Draw) -> Iterator[Known]:
    while True:
        values = {
            name: (1 if name in exercise.positive else draw.one((-1, 1))) * draw.between(20, 300) / 100
            for name in exercise.inputs
        }
        found = exercise.known(values)
        asked = [one.truth(found) for one in exercise.fields if isinstance(one, Expression)]
        if all(map(math.isfinite, asked)):
            yield found


def slope(name: str) -> Quantity:
    """The derivative of the output by this name."""
    return lambda known: known.by(name)


def value(name: str) -> Quantity:
    """The value of this name."""
    return lambda known: known[name]


def ratio(above: float, below: float) -> float:
    """A quotient; nan where there is none."""
    return above / below if below else math.nan


def gradient_traps(
    name: str, others: Sequence[str] = (), loss: str = "loss", without: Sequence[str] = ()
) -> tuple[Trap, ...]:
    """The errors of deriving a squared error (yhat - y)² by a parameter, the most specific first.

    `others` are the other parameters; `without` are errors that this one cannot tell apart.
    """
    about: About = {"name": name}

    def error(known: Known) -> float:
        return known["yhat"] - known["y"]

    traps = (
        Trap("factor_2", lambda known: known.by(name) / 2),
        Trap("sign", lambda known: -known.by(name)),
        Trap("sign_and_factor_2", lambda known: -known.by(name) / 2),
        Trap("outer_only", slope("yhat"), about),
        Trap("inner_only", lambda known: ratio(known.by(name), known.by("yhat")), about),
        *(Trap("other_parameter", slope(other), {**about, "other": other}) for other in others),
        Trap("of_x", slope("x"), about),
        Trap("of_yhat_not_error", lambda known: ratio(known.by(name) * known["yhat"], error(known))),
        Trap("the_loss", value(loss), about),
        Trap("square_kept", lambda known: known.by(name) * error(known)),
    )
    return tuple(trap for trap in traps if trap.name not in without)


def gradient(name: str, traps: tuple[Trap, ...]) -> Number:
    """A derivative as a number."""
    return Number(name, slope(name), traps, slope_by=name)


def update_traps(start: Quantity, step: Quantity, rate: Quantity) -> tuple[Trap, ...]:
    """The errors of one step of descent from `start` by rate times the slope `step`."""
    return (
        Trap("rate_forgotten", lambda known: start(known) - step(known)),
        Trap("uphill", lambda known: start(known) + rate(known) * step(known)),
        Trap("only_the_step", lambda known: rate(known) * step(known)),
        Trap("only_the_step", lambda known: -rate(known) * step(known)),
    )
