"""Code that computes what a formula says, by the very operations of `base.expressions.values`."""

from tinkernet.base.expressions import values
from tinkernet.base.expressions.tree import PRODUCTS, SUMS, Node
from tinkernet.base.expressions.values import OPERATIONS, constant
from tinkernet.export.excerpt import Definition, Excerpt
from tinkernet.points.formula import Formula, bounded, signs

_INFIX = {name: sign for sign, name in {**SUMS, **PRODUCTS}.items()}
_CALLS = {
    "lt": "less({0}, {1})", "gt": "less({1}, {0})", "le": "at_most({0}, {1})", "ge": "at_most({1}, {0})",
    "and": "both({0}, {1})", "or": "either({0}, {1})", "not": "(1 - {0})",
    "neg": "(-{0})", "sigmoid": "sigmoid({0})", "relu": "relu({0})",
}  # fmt: skip


def labels_function(formula: Formula, excerpt: Excerpt) -> str:
    """Defines `labels(x1, x2)`, with all that it calls."""
    last = signs if formula.tree.is_condition else bounded
    body = expression(formula.tree)
    if formula.tree.is_constant:
        body = f"np.full_like(x1, {body})"
    needed = excerpt.source(*_called(body), last)
    return f"{needed}\n\ndef labels(x1, x2):\n    return {last.__name__}({body})\n"


def expression(node: Node) -> str:
    """The value of a node, of arrays x1 and x2; what has no name in it is one number."""
    if node.op == "var":
        return str(node.value)
    if node.is_constant:
        return _number(constant(node))
    parts = [expression(arg) for arg in node.args]
    if node.op == "pow":
        return f"({parts[0]} ** {parts[1]})"
    if node.op in _INFIX:
        return f"({parts[0]} {_INFIX[node.op]} {parts[1]})"
    if node.op in _CALLS:
        return _CALLS[node.op].format(*parts)
    return f"np.{OPERATIONS[node.op].__name__}({parts[0]})"


def _number(number: float) -> str:
    text = repr(number)
    return text if text[-1].isdigit() else f"np.{text}" if text[0] != "-" else f"-np.{text[1:]}"


def _called(body: str) -> list[Definition]:
    """The functions of the package in a piece of code."""
    functions = (values.sigmoid, values.relu, values.less, values.at_most, values.both, values.either)
    return [function for function in functions if f"{function.__name__}(" in body]
