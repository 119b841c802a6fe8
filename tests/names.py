"""Writes `tinkernet/names.py` from the entries of the catalogue: `make names`, or `python -m tests.names`."""

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

from tinkernet import names
from tinkernet.config import Problem
from tinkernet.nn.catalogue.activations import ACTIVATIONS
from tinkernet.nn.catalogue.datasets import DATASETS
from tinkernet.nn.catalogue.features import FEATURES
from tinkernet.nn.catalogue.initializers import INITIALIZERS
from tinkernet.nn.catalogue.losses import LOSSES
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS
from tinkernet.nn.catalogue.penalties import PENALTIES
from tinkernet.nn.catalogue.schedules import SCHEDULES

FILE = Path(names.__file__)
WIDTH = 110

KINDS: Mapping[str, Iterable[str]] = {
    "DatasetName": (*DATASETS, "formula", "custom"),
    "FeatureName": FEATURES,
    "ActivationName": ACTIVATIONS,
    "InitializerName": INITIALIZERS,
    "LossName": LOSSES,
    "OptimizerName": OPTIMIZERS,
    "RegularizerName": PENALTIES,
    "ScheduleName": SCHEDULES,
}
HEAD = '''"""The names of all there is to choose from, and what a config must know about them, without torch.

Written by `make names` from the entries of `nn/catalogue`; a test says whether it still follows from them.
"""

from collections.abc import Mapping
from typing import Literal

# fmt: off
'''


def source() -> str:
    """What the file is to hold."""
    literals = [f"{kind} = Literal[{_filled(map(_quoted, entries))}]\n" for kind, entries in KINDS.items()]
    regressions = [_quoted(name) for name, entry in DATASETS.items() if entry.classes == 0]
    classes = [f"{_quoted(name)}: {entry.classes}" for name, entry in DATASETS.items() if entry.classes > 2]
    facts = [
        f"REGRESSIONS = frozenset({{{_filled(regressions)}}})\n",
        f"CLASSES = {{{_filled(classes)}}}\n",
        '"""Of the data sets with more than two."""\n',
        "LOSSES_FOR: Mapping[str, tuple[LossName, ...]] = {\n",
        *(
            f"    {_quoted(problem)}: ({_filled(_fitting(problem), 8)}    ),\n"
            for problem in get_args(Problem)
        ),
        "}\n",
        "OUTPUTS_OF: Mapping[str, tuple[ActivationName, ...]] = {\n",
        *(
            f"    {_quoted(name)}: ({_filled(map(_quoted, loss.outputs), 8)}    ),\n"
            for name, loss in LOSSES.items()
            if loss.outputs
        ),
        "}\n",
        '"""Of the losses that not every output fits: those that do, the usual one first."""\n',
    ]
    return "\n".join([HEAD, "".join(literals), "".join(facts)])


def _quoted(name: str) -> str:
    return f'"{name}"'


def _filled(items: Iterable[str], indent: int = 4) -> str:
    """The items on lines of their own, as many to a line as fit."""
    margin = " " * indent
    lines = textwrap.fill(", ".join(items), WIDTH, initial_indent=margin, subsequent_indent=margin)
    return f"\n{lines},\n"


def _fitting(problem: Problem) -> list[str]:
    return [_quoted(name) for name, loss in LOSSES.items() if problem in loss.problems]


if __name__ == "__main__":
    FILE.write_text(source(), encoding="utf-8")
