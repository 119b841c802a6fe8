"""The program as a Jupyter notebook, told as a story with pictures."""

import json
from typing import Any, Literal

from tinkernet.config import Config
from tinkernet.export.data_code import has_test
from tinkernet.export.program import program
from tinkernet.nn.quantities import BIT, LOGIT, reading
from tinkernet.nn.snapshot import Snapshot

OPENING = (
    "This notebook draws the very points that the network was trained on, defines the network in PyTorch, "
    "gives it the trained parameters, and continues training where Tinkernet is now. It needs `numpy`, "
    "`torch` and `matplotlib`."
)
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

TEST_POINTS = 'axes.scatter(*test[:, :2].T, c=test[:, 2], **colours, s=15, alpha=0.3, label="test")\n'
POINTS = """{colours}
figure, axes = plt.subplots(figsize=(4.5, 4.5))
{test}axes.scatter(*train[:, :2].T, c=train[:, 2], **colours, s=15, label="training")
axes.set(xlim=(-6, 6), ylim=(-6, 6), aspect="equal", xlabel="x1", ylabel="x2")
axes.legend(loc="upper right")
plt.show()
"""

BOUNDARY = """def show_boundary(title):
    axis = np.linspace(-6, 6, 200)
    x1, x2 = np.meshgrid(axis, axis)
    model.eval()
    with torch.no_grad():
        outputs = model(features(np.column_stack([x1.ravel(), x2.ravel()])))
    values = {values}.reshape(200, 200).numpy()
    figure, axes = plt.subplots(figsize=(4.5, 4.5))
    axes.imshow(values, extent=(-6, 6, -6, 6), origin="lower", **colours)
    axes.scatter(*train[:, :2].T, c=train[:, 2], **colours, s=15, edgecolors="white", linewidths=0.5)
    axes.set(title=title, xlim=(-6, 6), ylim=(-6, 6), xlabel="x1", ylabel="x2")
    plt.show()


show_boundary("As it came from Tinkernet")
"""

CURVE = """figure, axes = plt.subplots(figsize=(6, 3))
epochs, *curves = zip(*history)
for curve, name in zip(curves, ["training", "test"]):
    axes.plot(epochs, curve, label=name)
axes.set(xlabel="epoch", ylabel="loss")
axes.legend()
plt.show()

show_boundary(f"After {EPOCHS} more epochs")
"""

Kind = Literal["markdown", "code"]


def notebook(snapshot: Snapshot) -> bytes:
    """The notebook, JSON in version 4.5 of the format, without outputs."""
    written = program(snapshot, keep_history=True)
    pictures = _pictures(snapshot.config)
    cells: list[tuple[Kind, str]] = [
        ("markdown", f"# {written.title}\n\n{OPENING}"),
        ("code", written.imports + "import matplotlib.pyplot as plt\n"),
    ]
    for section in written.sections:
        cells += [("markdown", f"## {section.title}\n\n{section.prose}"), ("code", section.code)]
        if section.title in pictures:
            cells.append(("code", pictures[section.title]))
    document = {
        "cells": [_cell(number, kind, source) for number, (kind, source) in enumerate(cells)],
        "metadata": METADATA,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _cell(number: int, kind: Kind, source: str) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": f"cell-{number}",
        "metadata": {},
        "source": source.rstrip("\n").splitlines(keepends=True),
    }
    return cell if kind == "markdown" else {**cell, "execution_count": None, "outputs": []}


def _pictures(config: Config) -> dict[str, str]:
    """The cell that draws what the section of each title has led to."""
    values = "outputs"
    if config.data.classes > 2:
        values = "outputs.argmax(1)"
    elif reading(config) == LOGIT:
        values = "torch.tanh(outputs / 2)"
    elif reading(config) == BIT:
        values = "2 * outputs - 1"
    return {
        "Data": POINTS.format(
            colours=_colours(config.data.classes), test=TEST_POINTS if has_test(config.data) else ""
        ),
        "Parameters": BOUNDARY.format(values=values),
        "Training": CURVE,
    }


def _colours(classes: int) -> str:
    """The line that chooses the colours of labels."""
    if classes > 2:
        return 'colours = {"cmap": "tab10", "vmin": 0, "vmax": 9}'
    if classes == 2:
        return 'colours = {"cmap": "coolwarm_r", "vmin": -1, "vmax": 1}'
    return (
        'limit = np.abs(points[:, 2]).max()\ncolours = {"cmap": "coolwarm_r", "vmin": -limit, "vmax": limit}'
    )
