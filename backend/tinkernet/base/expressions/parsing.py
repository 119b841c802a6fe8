"""From text to tree, by descent; the grammar stands in the package."""

import math
from collections.abc import Callable, Mapping, Sequence

from tinkernet.base.expressions.tokens import Token, tokens
from tinkernet.base.expressions.tree import (
    LOGIC,
    MAX_DEPTH,
    MAX_EXPONENT,
    MAX_NODES,
    PRODUCTS,
    RELATIONS,
    SUMS,
    Node,
    Unreadable,
)
from tinkernet.base.expressions.values import constant


def parsed(text: str, names: Sequence[str], *, conditions: bool = False) -> Node:
    """The tree of an expression in these names; one that holds or does not only where `conditions` are asked.

    Raises:
        Unreadable: it is none.
    """
    parser = _Parser(tokens(text, names, conditions))
    tree = parser.condition(0)
    end = parser.next
    if end.kind != "end":
        raise Unreadable("bracket" if end.value == ")" else "expected", end.at)
    return tree


class _Parser:
    """Each method reads what the rule of its name says, from `next` on, at a depth of brackets and signs."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens, self._place, self._nodes = found, 0, 0

    @property
    def next(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        self._place += 1
        return self._tokens[self._place - 1]

    def _sign(self, table: Mapping[str, str] | str) -> bool:
        """Whether the next token is one of these signs."""
        return self.next.kind == "sign" and self.next.value in table

    def _node(self, op: str, args: tuple[Node, ...], at: int, value: float | str | None = None) -> Node:
        """A node, made by what stands at a place."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Unreadable("too_large", at)
        for arg in args:
            if arg.is_condition != (op in LOGIC):
                raise Unreadable("condition" if op in LOGIC else "value", arg.at)
        return Node(op, args, value, min(at, *(arg.at for arg in args)) if args else at)

    def _joined(self, table: Mapping[str, str], part: Callable[[int], Node], depth: int) -> Node:
        """Parts with the signs of a table between them, from left to right."""
        left = part(depth)
        while self._sign(table):
            sign = self._take()
            left = self._node(table[str(sign.value)], (left, part(depth)), sign.at)
        return left

    def condition(self, depth: int) -> Node:
        return self._joined({"or": "or"}, self._both, depth)

    def _both(self, depth: int) -> Node:
        return self._joined({"and": "and"}, self._negated, depth)

    def _negated(self, depth: int) -> Node:
        if not self._sign({"not": "not"}):
            return self._relation(depth)
        sign = self._take()
        return self._node("not", (self._negated(_deeper(depth, sign)),), sign.at)

    def _relation(self, depth: int) -> Node:
        left, chain = self._sum(depth), None
        while self._sign(RELATIONS):
            sign, right = self._take(), self._sum(depth)
            link = self._node(RELATIONS[str(sign.value)], (left, right), sign.at)
            chain = link if chain is None else self._node("and", (chain, link), sign.at)
            left = right
        return left if chain is None else chain

    def _sum(self, depth: int) -> Node:
        return self._joined(SUMS, self._term, depth)

    def _term(self, depth: int) -> Node:
        left = self._unary(depth)
        while True:
            token = self.next
            if self._sign(PRODUCTS):
                left = self._node(PRODUCTS[str(self._take().value)], (left, self._unary(depth)), token.at)
            elif token.kind in ("number", "name", "function") or self._sign("("):
                left = self._node("mul", (left, self._power(depth)), token.at)
            else:
                return left

    def _unary(self, depth: int) -> Node:
        if not self._sign(SUMS):
            return self._power(depth)
        sign = self._take()
        inner = self._unary(_deeper(depth, sign))
        return self._node("neg", (inner,), sign.at) if sign.value == "-" else inner

    def _power(self, depth: int) -> Node:
        base = self._atom(depth)
        if not self._sign("^"):
            return base
        sign = self._take()
        exponent = self._unary(_deeper(depth, sign))
        value = math.nan if exponent.is_condition else constant(exponent)
        if not abs(value) <= MAX_EXPONENT:
            raise Unreadable("exponent", sign.at)
        return self._node("pow", (base, Node("num", (), value)), sign.at)

    def _atom(self, depth: int) -> Node:
        token = self.next
        if self._sign("("):
            return self._closed(depth)
        self._take()
        if token.kind == "number":
            return self._node("num", (), token.at, token.value)
        if token.kind == "name":
            is_pi = token.value == "pi"
            return self._node("num" if is_pi else "var", (), token.at, math.pi if is_pi else token.value)
        if token.kind != "function":
            raise Unreadable("expected", token.at)
        if not self._sign("("):
            raise Unreadable("call", token.at)
        return self._node(str(token.value), (self._closed(depth),), token.at)

    def _closed(self, depth: int) -> Node:
        inner = self.condition(_deeper(depth, self._take()))
        if not self._sign(")"):
            raise Unreadable("bracket", self.next.at)
        self._take()
        return inner


def _deeper(depth: int, token: Token) -> int:
    if depth == MAX_DEPTH:
        raise Unreadable("too_deep", token.at)
    return depth + 1
