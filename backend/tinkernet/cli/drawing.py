"""What the command line draws: a boundary, a loss curve, the points of a sweep."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.box import SIMPLE
from rich.color import Color
from rich.console import Group
from rich.style import Style
from rich.table import Table
from rich.text import Text

from tinkernet.nn.results import History
from tinkernet.tables import Row

SIDE = 28
"""Rows and columns of pixels of a boundary; two pixels share a character."""
_SHADES = " ░▒▓█"
"""From -1 to 1."""
_BARS = "▁▂▃▄▅▆▇█"
_NEGATIVE, _MIDDLE, _POSITIVE = np.array([245, 147, 34]), np.array([232, 234, 235]), np.array([8, 119, 189])
_CLASSES = np.array(
    [[8, 119, 189], [245, 147, 34], [44, 160, 44], [214, 39, 40], [148, 103, 189], [140, 86, 75],
     [227, 119, 194], [127, 127, 127]]
)  # fmt: skip


def boundary_picture(values: NDArray[np.float32], colors: bool = True) -> Text:
    """A boundary (R, R) in [-1, 1], or probabilities (K, R, R), with two rows a line of text.

    Without colors a character is a shade, the fuller the more positive, or the number of the likeliest class.
    """
    if not colors:
        return _characters((values[..., ::2, :] + values[..., 1::2, :]) / 2)
    pixels = _mixed(values) if values.ndim == 2 else _classes(values)
    text = Text()
    for upper, lower in zip(pixels[::2], pixels[1::2], strict=True):
        for above, below in zip(upper, lower, strict=True):
            text.append("▀", Style(color=Color.from_rgb(*above), bgcolor=Color.from_rgb(*below)))
        text.append("\n")
    return text


def _characters(values: NDArray[np.floating[Any]]) -> Text:
    if values.ndim == 3:
        return Text("".join(f"{''.join(map(str, row))}\n" for row in values.argmax(axis=0)))
    shades = np.rint((np.clip(values, -1, 1) + 1) / 2 * (len(_SHADES) - 1)).astype(int)
    return Text("".join(f"{''.join(_SHADES[shade] for shade in row)}\n" for row in shades))


def _mixed(values: NDArray[np.float32]) -> NDArray[np.float64]:
    share = np.clip(np.abs(values), 0, 1)[..., None]
    colors: NDArray[np.float64] = np.where(values[..., None] > 0, _POSITIVE, _NEGATIVE)
    mixed: NDArray[np.float64] = np.rint(_MIDDLE * (1 - share) + colors * share)
    return mixed


def _classes(values: NDArray[np.float32]) -> NDArray[np.float64]:
    mixed: NDArray[np.float64] = np.einsum("kij,kc->ijc", values, _CLASSES[: len(values)])
    return np.rint(mixed)


def curve(values: NDArray[np.float64], width: int = 60) -> str:
    """A curve in one line of blocks, from 0 to the largest value."""
    places = np.linspace(0, len(values) - 1, min(width, len(values))).astype(int)
    chosen = values[places]
    top = max(float(chosen.max()), 1e-12)
    return "".join(_BARS[min(int(value / top * len(_BARS)), len(_BARS) - 1)] for value in chosen)


def progress_picture(history: History, values: NDArray[np.float32], colors: bool = True) -> Group:
    """A run as it is now: epoch, both losses with their curves, and the boundary. A nan is no loss."""
    lines = Text(f"epoch {history.epochs[-1]:,}\n")
    for name, losses in (("train", history.train_loss), ("test", history.test_loss)):
        known = losses[~np.isnan(losses)]
        shown = f"{losses[-1]:.5f} {curve(known)}" if len(known) else f"no {name} data"
        lines.append(f"{name:>5} {shown}\n")
    return Group(lines, boundary_picture(values, colors))


def points_table(axes: Sequence[str], points: Iterable[Row]) -> Table:
    """One row a point, as REST describes it: its values, its success and its medians."""
    table = Table("point", *_short(axes), box=SIMPLE, pad_edge=False, collapse_padding=True)
    table.caption = "success with its 95 % interval; medians of the test loss and of the epochs to success"
    for heading in ("success", "test loss", "epochs"):
        table.add_column(heading, justify="right")
    for point in points:
        table.add_row(
            str(point["point"]),
            *(_value_text(point["values"][axis]) for axis in axes),
            _success_text(point["success"]),
            _median_text(point["test_loss"], ".5f"),
            _median_text(point["epochs_to_success"], ".0f"),
        )
    return table


def _short(axes: Sequence[str]) -> list[str]:
    """The names of the fields without their sections, where that is clear."""
    names = [axis.rpartition(".")[2] for axis in axes]
    return [axis if names.count(name) > 1 else name for axis, name in zip(axes, names, strict=True)]


def _value_text(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _success_text(rate: Row | None) -> str:
    return (
        "–" if rate is None else f"{rate['rate']:.0%} ({100 * rate['low']:.0f} to {100 * rate['high']:.0f})"
    )


def _median_text(quartiles: Row | None, form: str) -> str:
    return "–" if quartiles is None else f"{quartiles['median']:{form}}"


def rate_text(rate: Row) -> str:
    """`95.3% (86.9 to 98.4)`."""
    return f"{rate['rate']:.1%} ({100 * rate['low']:.1f} to {100 * rate['high']:.1f})"
