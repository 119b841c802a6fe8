"""A section of an exported program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A title, a sentence or two of plain text, and the code."""

    title: str
    prose: str
    code: str
