"""Functions and classes of this package as plain source, for code that stands on its own.

They come with whatever they use of the package, before they use it, without annotations and without the
underscores of private names. So exported code computes what the package computes, by the same lines.
"""

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

_PACKAGE = __name__.partition(".")[0]
_PRIVATE = re.compile(r"(?<![\w.])_(?=[a-z])")

Definition = Callable[..., Any]
"""A function or a class of this package."""


class Excerpt:
    """Source, each definition at most once, for the parts of a program to ask for one after another."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def source(self, *definitions: Definition) -> str:
        """What is new of `definitions` and what they use: constants, then each after what it needs."""
        constants: list[str] = []
        sources: list[str] = []
        for definition in definitions:
            self._collect(definition, constants, sources)
        head = ["".join(constants)] if constants else []
        return _PRIVATE.sub("", "\n\n".join([*head, *sources]))

    def _collect(self, definition: Definition, constants: list[str], sources: list[str]) -> None:
        if definition.__name__ in self._known:
            return
        self._known.add(definition.__name__)
        module = vars(sys.modules[definition.__module__])
        source = textwrap.dedent(inspect.getsource(definition))
        plain = _cut(source, sorted(_cuts(ast.parse(source), source)))
        for name in _names(plain):
            value: Any = module.get(name)
            if isinstance(value, int | float):
                if name not in self._known:
                    constants.append(f"{name} = {_written(name, definition, value)}\n")
                self._known.add(name)
            elif getattr(value, "__module__", "").startswith(_PACKAGE):
                self._collect(value, constants, sources)
        sources.append(plain)


def _names(source: str) -> list[str]:
    """The names that a piece of source uses, each once."""
    return list(dict.fromkeys(node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)))


def _written(name: str, definition: Definition, value: float) -> str:
    """A constant as its module writes it, or its value where it comes from another module."""
    source = inspect.getsource(sys.modules[definition.__module__])
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == name for target in node.targets):
            return ast.get_source_segment(source, node.value) or repr(value)
    return repr(value)


Cut = tuple[int, int, str]
"""From, to, and what stands there instead."""


def _cuts(tree: ast.AST, source: str) -> Iterator[Cut]:
    """Where annotations stand in the source, in characters."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = source.splitlines()

    def at(line: int | None, column: int | None) -> int:
        assert line is not None
        assert column is not None
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign):
            yield (
                at(node.target.end_lineno, node.target.end_col_offset),
                at(node.annotation.end_lineno, node.annotation.end_col_offset),
                "",
            )
        if not isinstance(node, ast.FunctionDef):
            continue
        if node.returns is not None:
            begin = at(node.returns.lineno, node.returns.col_offset)
            arrow = source.rindex(" ->", 0, begin)
            yield arrow, at(node.returns.end_lineno, node.returns.end_col_offset), ""
        defaults = dict(zip(reversed(node.args.args), reversed(node.args.defaults), strict=False))
        for argument in node.args.args:
            if argument.annotation is None:
                continue
            begin = at(argument.lineno, argument.col_offset) + len(argument.arg)
            default = defaults.get(argument)
            if default is None:
                yield begin, at(argument.annotation.end_lineno, argument.annotation.end_col_offset), ""
            else:
                yield begin, at(default.lineno, default.col_offset), "="


def _cut(text: str, cuts: list[Cut]) -> str:
    for begin, end, instead in reversed(cuts):
        text = text[:begin] + instead + text[end:]
    return text
