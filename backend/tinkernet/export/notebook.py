"""The program as a Jupyter notebook, told as a story with pictures."""

import json

from tinkernet.base.ipynb import Cell, document
from tinkernet.config import PLANE, Config, DataConfig, PointSet
from tinkernet.export.data_code import has_test
from tinkernet.export.program import program
from tinkernet.export.units_code import has_own_labels, has_own_places
from tinkernet.nn.quantities import BIT, LOGIT, reading
from tinkernet.nn.snapshot import Snapshot
from tinkernet.points.scale import Scale

OPENING = (
    "This notebook draws the very points that the network was trained on, defines the network in PyTorch, "
    "gives it the trained parameters, and continues training where Tinkernet is now. It needs `numpy`, "
    "`torch` and `matplotlib`."
)
TEST_POINTS = 'axes.scatter(*test[:, :2].T, c=test[:, 2], **colours, s=15, alpha=0.3, label="test")\n'
POINTS = """{colours}
figure, axes = plt.subplots(figsize=(4.5, 4.5))
{test}axes.scatter(*train[:, :2].T, c=train[:, 2], **colours, s=15, label="training")
axes.set(xlim={x1}, ylim={x2}, aspect="{aspect}", xlabel={title1}, ylabel={title2})
axes.legend(loc="upper right")
plt.show()
"""

BOUNDARY = """def show_boundary(title):
    {grid}
    model.eval()
    with torch.no_grad():
        outputs = model(features(np.column_stack([x1.ravel(), x2.ravel()])))
    values = {values}.reshape(200, 200).numpy()
    figure, axes = plt.subplots(figsize=(4.5, 4.5))
    axes.imshow(values, extent={extent}, origin="lower", {stretched}**colours)
    axes.scatter(*train[:, :2].T, c=train[:, 2], **colours, s=15, edgecolors="white", linewidths=0.5)
    axes.set(title=title, xlim={x1}, ylim={x2}, xlabel={title1}, ylabel={title2})
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


def notebook(snapshot: Snapshot) -> bytes:
    """The notebook, without outputs."""
    written = program(snapshot, keep_history=True)
    pictures = _pictures(snapshot.config)
    cells: list[Cell] = [
        ("markdown", f"# {written.title}\n\n{OPENING}"),
        ("code", written.imports + "import matplotlib.pyplot as plt\n"),
    ]
    for section in written.sections:
        cells += [("markdown", f"## {section.title}\n\n{section.prose}"), ("code", section.code)]
        if section.title in pictures:
            cells.append(("code", pictures[section.title]))
    return document(cells)


def _pictures(config: Config) -> dict[str, str]:
    """The cell that draws what the section of each title has led to."""
    values = "outputs"
    if config.data.classes > 2:
        values = "outputs.argmax(1)"
    elif reading(config) == LOGIT:
        values = "torch.tanh(outputs / 2)"
    elif reading(config) == BIT:
        values = "2 * outputs - 1"
    square = _square(config.data.units)
    test = TEST_POINTS if has_test(config.data) else ""
    return {
        "Data": POINTS.format(colours=_colours(config.data), test=test, **square),
        "Parameters": BOUNDARY.format(values=values, **square),
        "Training": CURVE,
    }


def _square(units: Scale) -> dict[str, str]:
    """What pictures of the square are made of, in the units of the points."""
    limits = [axis.value([-PLANE, PLANE]).tolist() for axis in (units.x1, units.x2)]
    x1, x2 = (f"({low:.15g}, {high:.15g})" for low, high in limits)
    are_plain, both = not has_own_places(units), f"({x1[1:-1]}, {x2[1:-1]})"
    one = "axis = np.linspace(-6, 6, 200)\n    x1, x2 = np.meshgrid(axis, axis)"
    each = f"x1, x2 = np.meshgrid(np.linspace{x1[:-1]}, 200), np.linspace{x2[:-1]}, 200))"
    return {
        "x1": x1,
        "x2": x2,
        "title1": json.dumps(units.titles[0]),
        "title2": json.dumps(units.titles[1]),
        "extent": both,
        "grid": one if are_plain else each,
        "aspect": "equal" if are_plain else "auto",
        "stretched": "" if are_plain else 'aspect="auto", ',
    }


def _colours(data: DataConfig) -> str:
    """The line that chooses the colours of labels."""
    if data.classes > 2:
        return 'colours = {"cmap": "tab10", "vmin": 0, "vmax": 9}'
    if data.classes == 2:
        return 'colours = {"cmap": "coolwarm_r", "vmin": -1, "vmax": 1}'
    if has_own_labels(data.units):
        least, largest = data.units.label.value([-1, 1]).tolist()
        return f'colours = {{"cmap": "coolwarm_r", "vmin": {least:.15g}, "vmax": {largest:.15g}}}'
    known = "train" if isinstance(data, PointSet) else "points"
    limit = f"limit = np.abs({known}[:, 2]).max()"
    return f'{limit}\ncolours = {{"cmap": "coolwarm_r", "vmin": -limit, "vmax": limit}}'
