"""What the seeds of a point say together."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tinkernet.wire.experiment import Quartiles, Rate

_Z = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution."""


class Ending(NamedTuple):
    """What a summary needs to know of one run. A tuple: there may be thousands."""

    test_loss: float | None
    """None where there is no test data."""
    epochs: int
    succeeded: bool | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The runs of one point."""

    runs: int
    success: Rate | None
    """None where the stop condition has no goal."""
    test_loss: Quartiles | None
    """At the end of all runs; a run that diverged counts with its last good epoch. None without test data."""
    epochs_to_success: Quartiles | None
    """Of the runs that succeeded; None where none did."""


def wilson(successes: int, trials: int) -> Rate:
    """The share of successes with its Wilson score interval (Wilson 1927), which stays within [0, 1]."""
    share, z2 = successes / trials, _Z * _Z
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = _Z / (1 + z2 / trials) * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    low = 0.0 if successes == 0 else centre - half  # exactly, where rounding would miss it
    high = 1.0 if successes == trials else centre + half
    return Rate(share, low, high)


def quartiles(values: Sequence[float]) -> Quartiles | None:
    """Quartiles, linear between the two nearest values; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return Quartiles(*(_quantile(ordered, share) for share in (0.25, 0.5, 0.75)))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """As numpy's, which takes a hundred times as long for a few values."""
    below, part = divmod(share * (len(ordered) - 1), 1)
    low, high = ordered[int(below)], ordered[math.ceil(below + part)]
    return float(low if low == high else low + part * (high - low))


def summary(endings: Iterable[Ending]) -> Summary | None:
    """The summary of the runs that are done; None while there are none."""
    done = list(endings)
    if not done:
        return None
    losses = quartiles(
        [loss for ending in done if (loss := ending.test_loss) is not None and math.isfinite(loss)]
    )
    succeeded = [ending.epochs for ending in done if ending.succeeded]
    has_goal = done[0].succeeded is not None
    return Summary(
        len(done), wilson(len(succeeded), len(done)) if has_goal else None, losses, quartiles(succeeded)
    )
