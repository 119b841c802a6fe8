"""Timing several things fairly on a machine that may be busy."""

import time
from collections.abc import Callable, Mapping


def best_seconds(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The least processor time of each, over rounds in which all take turns; one more round before warms up.

    On a quiet machine that is the time on the clock; on a busy one other programs do not add to it.
    """
    best = dict.fromkeys(works, float("inf"))
    for number in range(rounds + 1):
        for name, work in works.items():
            begun = time.process_time()
            work()
            if number > 0:
                best[name] = min(best[name], time.process_time() - begun)
    return best
