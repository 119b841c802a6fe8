"""The notebooks of the labs in two languages, from scripts of cells, with the numbers of a lab filled in.

A script has its code once and its prose in each language. `# %%` begins a cell of code, `# %% [markdown] fr`
one of prose, and `# %% data circle` stands for the code that draws the points of a data set.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from tinkernet.base.ipynb import Cell, document
from tinkernet.config import Config
from tinkernet.export.data_code import data_section
from tinkernet.export.excerpt import Excerpt

SOURCES = Path(__file__).parent / "lesson_sources"
Language = Literal["en", "fr"]
FILES: Mapping[str, Mapping[Language, str]] = {
    "01": {"en": "01-one-weight", "fr": "01-exemple-1d"},
    "02": {"en": "02-one-weight-pytorch", "fr": "02-pytorch-exemple-1d"},
    "03": {"en": "toy-two-classes", "fr": "Toy-Classif-2classes"},
}
"""The names of the notebooks, and under which a browser keeps them."""
RINGS_SEED = 2
"""Of the torch that a notebook starts with: about half of all seeds draw the rings apart, this one does."""
POINTS = ((1.0, 2.0), (2.0, 4.0), (3.0, 6.0))
RECEIPT = (2.0, 9.0, 20.0)

_HEAD = re.compile(r"^# %%(?: \[markdown\] (?P<language>\w+)| data (?P<data>\w+))?$", re.MULTILINE)


def lesson(
    name: str,
    language: Language = "en",
    points: Sequence[tuple[float, float]] = POINTS,
    w: float = 1.0,
    rate: float = 0.01,
    receipt: Sequence[float] = RECEIPT,
) -> bytes:
    """A notebook that starts from these points, weight and learning rate.

    `receipt` are the targets for x = 1, 2, 3 from which the second one computes its last number.
    """
    script = (SOURCES / f"{name}.txt").read_text(encoding="utf-8")
    numbers = {
        "xs": [x for x, _ in points],
        "ys": [y for _, y in points],
        "w": w,
        "rate": rate,
        "receipt": list(receipt),
        "rings": RINGS_SEED,
    }
    filled = re.sub(r"@(\w+)@", lambda match: repr(numbers[match[1]]), script)
    return document(_cells(filled, language))


def _cells(script: str, language: Language) -> Iterator[Cell]:
    heads, excerpt = list(_HEAD.finditer(script)), Excerpt()
    ends = [*(head.start() for head in heads[1:]), len(script)]
    for head, end in zip(heads, ends, strict=True):
        body = script[head.end() : end].strip("\n")
        if head["data"]:
            data = Config.parse({"data": {"dataset": head["data"]}}).data
            yield "code", data_section(data, excerpt).code.strip("\n")
        elif head["language"] in (None, language):
            yield ("markdown" if head["language"] else "code"), body
