"""A sample of rows in which every class and both sides have their share."""

import numpy as np
from numpy.typing import NDArray


def sample(strata: NDArray[np.int64], size: int, seed: int) -> NDArray[np.intp]:
    """The places, in order, of `size` rows out of those with `strata` (n,), of which each keeps its share.

    Shares are rounded by the largest remainders; a stratum has at least one row.
    """
    kinds, counts = np.unique(strata, return_counts=True)
    exact = counts * size / len(strata)
    taken = np.maximum(np.floor(exact), 1).astype(int)
    while taken.sum() > size:
        taken[taken.argmax()] -= 1
    for place in np.argsort(taken - exact, kind="stable")[: size - taken.sum()]:
        taken[place] += 1
    random = np.random.Generator(np.random.PCG64(seed))
    chosen = [
        random.choice(np.flatnonzero(strata == kind), count, replace=False)
        for kind, count in zip(kinds, taken, strict=True)
    ]
    return np.sort(np.concatenate(chosen))
