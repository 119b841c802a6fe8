"""A snapshot as a program of its own: the sections that script and notebook share."""

from dataclasses import dataclass

from tinkernet.export.data_code import data_section, features_section
from tinkernet.export.excerpt import Excerpt
from tinkernet.export.network_code import network_section, parameters_section
from tinkernet.export.section import Section
from tinkernet.export.training_code import loss_section, optimizer_section, training_section
from tinkernet.nn.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Program:
    """Every section holds only what the config needs."""

    title: str
    imports: str
    sections: tuple[Section, ...]


def program(snapshot: Snapshot, *, keep_history: bool = False) -> Program:
    """The program that draws the snapshot's points, defines its network and trains it on.

    With `keep_history` it keeps the losses it shows, for a picture of them.
    """
    config, excerpt = snapshot.config, Excerpt()
    sections = (
        data_section(config.data, excerpt),
        features_section(config),
        network_section(config, excerpt),
        parameters_section(snapshot),
        loss_section(config, keep_history, excerpt),
        optimizer_section(snapshot),
        training_section(snapshot, excerpt),
    )
    return Program(
        f"A network that learns {_points(config.data.dataset)}, from Tinkernet", _imports(sections), sections
    )


def _points(dataset: str) -> str:
    if dataset == "custom":
        return "points given by hand"
    return "a formula" if dataset == "formula" else f"the data set {dataset}"


def _imports(sections: tuple[Section, ...]) -> str:
    code = "".join(section.code for section in sections)
    standard = [f"import {name}\n" for name in ("math", "warnings") if f"{name}." in code]
    functional = "from torch.nn import functional\n" if "functional." in code else ""
    gap = "\n" if standard else ""
    return f"{''.join(standard)}{gap}import numpy as np\nimport torch\nfrom torch import nn\n{functional}"
