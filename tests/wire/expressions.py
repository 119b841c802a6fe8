"""How a schema is written as a type, in Python and in TypeScript."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tests.wire.vocabulary import Schema, reference


@dataclass(frozen=True, slots=True)
class Language:
    """The words and forms from which types are put together."""

    words: Mapping[str, str]
    choose: Callable[[list[str]], str]
    """One of some values."""
    row: Callable[[list[str]], str]
    """A list of so many entries."""
    several: Callable[[str], str]
    """A list of any length."""
    named: Callable[[str], str]
    """Values under names that are not known."""

    def expression(self, schema: Schema) -> str:
        """The type of what a schema describes."""
        match schema:
            case {"$ref": _}:
                return reference(schema)
            case {"const": value}:
                return self.choice([value])
            case {"enum": values}:
                return self.choice(values)
            case {"anyOf": parts} | {"oneOf": parts}:
                return either([self.expression(part) for part in parts])
            case {"type": "array", "prefixItems": entries}:
                return self.row([self.expression(entry) for entry in entries])
            case {"type": "array", "items": entry}:
                return self.several(self.expression(entry))
            case {"type": "object", "additionalProperties": dict(value)}:
                return self.named(self.expression(value))
            case {"type": "object"}:
                return self.named(self.words["any"])
            case {"type": str(kind)}:
                return self.words[kind]
        return self.words["any"]

    def choice(self, values: Iterable[object]) -> str:
        """One of some values."""
        return self.choose([json.dumps(value) for value in values])


def either(alternatives: list[str]) -> str:
    """One of some types, each named once."""
    return " | ".join(dict.fromkeys(alternatives))


PYTHON = Language(
    words={
        "string": "str",
        "integer": "int",
        "number": "float",
        "boolean": "bool",
        "null": "None",
        "any": "Any",
    },
    choose=lambda values: f"Literal[{', '.join(values)}]",
    row=lambda entries: f"list[{either(entries)}]",  # JSON has no tuples
    several=lambda entry: f"list[{entry}]",
    named=lambda value: f"dict[str, {value}]",
)
TYPESCRIPT = Language(
    words={
        "string": "string",
        "integer": "number",
        "number": "number",
        "boolean": "boolean",
        "null": "null",
        "any": "any",
    },
    choose=either,
    row=lambda entries: f"[{', '.join(entries)}]",
    several=lambda entry: f"({entry})[]" if " | " in entry else f"{entry}[]",
    named=lambda value: f"Record<string, {value}>",
)
