"""From answers to verdicts: right, wrong with a name for what went wrong, or unreadable with its place."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tinkernet.base.expressions.parsing import parsed
from tinkernet.base.expressions.tree import Node, Unreadable
from tinkernet.base.expressions.values import value
from tinkernet.base.validation import plain
from tinkernet.errors import InvalidRequest
from tinkernet.labs.exercises.table import instance
from tinkernet.labs.tasks import (
    About,
    Between,
    Choice,
    Exercise,
    Expression,
    Field,
    Known,
    Number,
    Order,
    places,
)

CLOSE = 1e-9
"""How far apart two values of one formula may be, relative to the larger, from 1 on."""
EXACT = 1e-6
"""The same for a number without decimals."""
HALF, ROUNDED = 0.51, 20
"""Units of the last decimal within which a number is right; times so much it is rounded too far."""

Verdict = dict[str, Any]


def verdicts(asked: Exercise, seed: int, answers: Mapping[str, str]) -> Verdict:
    """What is to be said of each answer, as `wire.labs.Verdicts` has it.

    Raises:
        InvalidRequest: there is no such field.
    """
    fields = {one.name: one for one in asked.fields}
    for name in answers:
        if name not in fields:
            raise InvalidRequest(f"{asked.id} has no field '{plain(name)}'", f"answers.{plain(name)}")
    known = _known(asked, seed)
    found = {
        name: graded(asked, one, known, answers[name]) for name, one in fields.items() if name in answers
    }
    right = sum(verdict["verdict"] == "right" for verdict in found.values())
    return {"right": right, "total": len(fields), "fields": found}


def solution(asked: Exercise, seed: int) -> Verdict:
    """A right answer for each field: a text, and its value where it is a number."""
    known = _known(asked, seed)
    return {"fields": {one.name: _solved(one, known) for one in asked.fields}}


def _known(asked: Exercise, seed: int) -> Known:
    """What follows from the numbers of a seed; formulas are about no numbers."""
    return Known({}, {}) if asked.inputs else asked.known(instance(asked, seed))


def graded(asked: Exercise, one: Field, known: Known, text: str) -> Verdict:
    """The verdict on one answer."""
    match one:
        case Choice():
            return {"verdict": _judged(_plain_signs(text.strip()) == one.truth(known))}
        case Order():
            return _ordered(one, text)
    names = one.names if isinstance(one, Expression) else ()
    try:
        tree = parsed(text, names)
    except Unreadable as refusal:
        is_number = not names and refusal.code == "unknown_name"
        code = "not_a_number" if is_number else refusal.code
        return {"verdict": "unreadable", "error": {"code": code, "at": refusal.at}}
    if isinstance(one, Expression):
        verdict = _compared(asked, one, tree)
    elif isinstance(one, Number):
        verdict = _measured(one, float(value(tree, {})), known)
    else:
        verdict = _located(one, float(value(tree, {})), known)
    return {**verdict, "read_as": str(tree)}


def _judged(is_right: bool) -> str:
    return "right" if is_right else "wrong"


def _plain_signs(text: str) -> str:
    return text.replace("−", "-")


def _ordered(one: Order, text: str) -> Verdict:
    order = tuple(re.findall(r"\w+", text))
    if order in one.accepted:
        return {"verdict": "right"}
    trap = next((name for name, is_met in one.traps.items() if is_met(order)), None)
    return {"verdict": "wrong", **({"trap": trap} if trap else {})}


def _located(one: Between, number: float, known: Known) -> Verdict:
    trap = next((name for name, is_met in one.traps.items() if is_met(number, known)), None)
    is_right = one.low(known) < number <= one.high(known)
    return {"verdict": _judged(is_right), **({"trap": trap} if trap else {})}


def tolerance(one: Number, truth: float) -> float:
    """How far from the truth an answer may be."""
    return HALF * 10.0**-one.decimals if one.decimals is not None else EXACT * max(1, abs(truth))


def _measured(one: Number, number: float, known: Known) -> Verdict:
    truth = one.truth(known)
    distance = abs(number - truth)
    if distance <= tolerance(one, truth):
        return {"verdict": "right"}
    for trap in one.traps:
        expected = trap.value(known)
        if abs(number - expected) <= tolerance(one, expected):
            return {"verdict": "wrong", "trap": trap.name, **_about(trap.about, known)}
    if one.decimals is not None and distance <= ROUNDED * tolerance(one, truth):
        return {"verdict": "rounded"}
    return {"verdict": "wrong"}


def _about(about: About, known: Known) -> Verdict:
    told = {name: one if isinstance(one, str) else one(known) for name, one in about.items()}
    return {"about": told} if told else {}


def _compared(asked: Exercise, one: Expression, tree: Node) -> Verdict:
    found = list(_evaluated(asked, one, tree))
    truths = [one.truth(known) for known, _ in found]
    if all(_are_same(answer, truth) for (_, answer), truth in zip(found, truths, strict=True)):
        return {"verdict": "right"}
    for trap in one.traps:
        values = [trap.value(known) for known, _ in found]
        if all(_are_same(answer, expected) for (_, answer), expected in zip(found, values, strict=True)):
            return {"verdict": "wrong", "trap": trap.name, **_about(trap.about, found[0][0])}
    known, answer, truth = min(
        (
            (known, answer, truth)
            for (known, answer), truth in zip(found, truths, strict=True)
            if not _are_same(answer, truth)
        ),
        key=lambda differing: sum(map(abs, (differing[0][name] for name in asked.inputs))),
    )
    point = {name: known[name] for name in asked.inputs}
    witness = {"point": point, "yours": answer, "truth": truth, "name": one.slope_by or one.name}
    return {"verdict": "wrong", "witness": witness}


def _evaluated(asked: Exercise, one: Expression, tree: Node) -> Iterator[tuple[Known, float]]:
    """What the answer is at each of the points."""
    for known in places(asked):
        names = {**known.values, **{name: also(known) for name, also in one.also.items()}}
        arrays = {name: np.float64(number) for name, number in names.items()}
        yield known, float(value(tree, arrays))  # type: ignore[arg-type]  # scalars do as arrays


def _are_same(one: float, other: float) -> bool:
    """Whether both are numbers, and the same: what is not defined agrees with nothing."""
    is_number = math.isfinite(one) and math.isfinite(other)
    return is_number and abs(one - other) <= CLOSE * max(1, abs(one), abs(other))


def _solved(one: Field, known: Known) -> Verdict:
    match one:
        case Expression():
            return {"text": one.solution, "value": None}
        case Choice():
            return {"text": one.truth(known), "value": None}
        case Order():
            return {"text": ", ".join(one.accepted[0]), "value": None}
        case Between():
            number = one.solution(known)
            return {"text": f"{number:.12g}", "value": number}
        case Number():
            number = one.truth(known)
            text = f"{number:.12g}" if one.decimals is None else f"{number:.{one.decimals}f}"
            return {"text": text, "value": number}


def options_of(one: Field) -> Sequence[str]:
    """The keys that there are to choose from, or to put in order."""
    return one.options if isinstance(one, Choice | Order) else ()


def described(asked: Exercise, seed: int) -> Verdict:
    """The numbers of an exercise and its fields, as `wire.labs.Exercise` has them."""
    fields = [
        {
            "name": one.name,
            "kind": one.kind,
            "names": list(one.names) if isinstance(one, Expression) else [],
            "decimals": one.decimals if isinstance(one, Number) else None,
            "options": list(options_of(one)),
        }
        for one in asked.fields
    ]
    lines = [list(line) for line in asked.lines]
    return {"id": asked.id, "seed": seed, "values": instance(asked, seed), "lines": lines, "fields": fields}
