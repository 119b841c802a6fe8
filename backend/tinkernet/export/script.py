"""The program as a plain Python script."""

import textwrap

from tinkernet.export.literals import WIDTH
from tinkernet.export.program import program
from tinkernet.nn.snapshot import Snapshot

OPENING = """It draws the same points, carries the trained parameters, prints their losses, and trains on.
Needs numpy and torch alone."""

DEFINITIONS = ("def ", "class ")


def script(snapshot: Snapshot) -> bytes:
    """The source, UTF-8."""
    written = program(snapshot)
    text = f'"""{written.title}.\n\n{OPENING}\n"""\n\n{written.imports}'
    for section in written.sections:
        comment = f"# {section.title}\n#\n{_comment(section.prose)}\n"
        blank = "\n\n" if section.code.startswith(DEFINITIONS) else "\n"
        text += f"{_blank_after(text)}{comment}{blank}{section.code}"
    return text.encode()


def _blank_after(text: str) -> str:
    """Two blank lines after a definition, else one."""
    last_block = text.rstrip().rpartition("\n\n\n")[2]
    return "\n\n" if last_block.startswith(DEFINITIONS) and last_block.splitlines()[-1][0] == " " else "\n"


def _comment(prose: str) -> str:
    return textwrap.fill(prose, WIDTH, initial_indent="# ", subsequent_indent="# ")
