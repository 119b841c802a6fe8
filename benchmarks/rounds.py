"""Timing several things fairly on a machine that may be busy."""

import time
from collections.abc import Callable, Mapping


def best_seconds(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The shortest time of each, over rounds in which all take turns; one more round before warms up.

    Other load on the machine only ever adds time, so the shortest is what the work itself takes.
    """
    best = dict.fromkeys(works, float("inf"))
    for number in range(rounds + 1):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            if number > 0:
                best[name] = min(best[name], time.perf_counter() - begun)
    return best
