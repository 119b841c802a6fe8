"""Writes the types of the client and of the page, from OpenAPI.

To be run (`make wire`) when something that travels has changed.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import indent, wrap

from tests.wire.expressions import PYTHON, TYPESCRIPT, either
from tests.wire.vocabulary import Choice, Event, Object, Type, vocabulary
from tinkernet.app import create_app

ROOT = Path(__file__).parents[2]
WIDTH = 120
"""Characters of a line of TypeScript; Python is formatted by ruff."""
NOTE = "What travels, as types. Written by `make wire`, from OpenAPI: not by hand."


def python(types: list[Type]) -> str:
    """A module of typed dictionaries."""
    chosen = [f"{one.name} = {PYTHON.choice(one.values)}" for one in types if isinstance(one, Choice)]
    classes = [_class(one) for one in types if isinstance(one, Object)]
    imports = "from typing import Any, Literal, NotRequired, TypedDict"
    text = "\n\n".join([f'"""{NOTE}"""', imports, "\n".join(chosen), *classes])
    formatter = [sys.executable, "-m", "ruff", "format", "--stdin-filename", "wire.py", "-"]
    return subprocess.run(formatter, input=text, capture_output=True, check=True, text=True, cwd=ROOT).stdout


def _class(one: Object) -> str:
    end = "\n" if "\n" in one.description else ""
    body = [f'"""{one.description}{end}"""\n']
    for field in one.fields:
        kind = PYTHON.expression(field.schema)
        body.append(f"{field.name}: {f'NotRequired[{kind}]' if field.is_optional else kind}")
        body += [f'"""{text}"""' for text in sentences(field.description)]
    return f"class {one.name}(TypedDict):\n" + indent("\n".join(body), "    ")


def typescript(types: list[Type]) -> str:
    """Declarations of a namespace that all scripts of the page know."""
    ordered = sorted(types, key=lambda one: not isinstance(one, Choice))
    body = indent("\n".join(line for one in ordered for line in _type(one)), "  ")
    return f"/** {NOTE} The browser never loads it. */\ndeclare namespace Wire {{\n{body}\n}}\n"


def _type(one: Type) -> Iterator[str]:
    if isinstance(one, Choice):
        yield from _folded(f"type {one.name} = {TYPESCRIPT.choice(one.values)};")
        return
    yield from _comment([one.description])
    if isinstance(one, Event):
        kinds = [f'({{ type: "{kind}" }} & {body})' for kind, body in one.bodies.items()]
        yield from _folded(f"type {one.name} = {either(kinds)};")
        return
    yield f"type {one.name} = {{"
    for field in one.fields:
        mark, kind = "?" if field.is_optional else "", TYPESCRIPT.expression(field.schema)
        lines = [*_comment(sentences(field.description)), f"{field.name}{mark}: {kind};"]
        yield from (f"  {line}" for line in lines)
    yield "};"


def sentences(description: str) -> list[str]:
    """A description as it stands beside code, if there is one."""
    text = description[:1].upper() + description[1:]
    return [text if text.endswith(".") else f"{text}."] if text else []


def _comment(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield from _folded(f"/** {' '.join(text.split())} */")


def _folded(line: str) -> list[str]:
    return wrap(line, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


FILES: Mapping[Path, Callable[[list[Type]], str]] = {
    ROOT / "backend" / "tinkernet" / "client" / "wire.py": python,
    ROOT / "frontend" / "js" / "wire.d.ts": typescript,
}


def written() -> dict[Path, str]:
    """What is to stand in each file."""
    types = vocabulary(create_app().openapi())
    return {path: write(types) for path, write in FILES.items()}


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")
