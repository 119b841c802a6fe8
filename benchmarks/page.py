"""The page: how much code a browser has to load."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Effort, Figure, Goal

FRONTEND = Path(__file__).parent.parent / "frontend"
KINDS = ("js", "css")


def page(_: Effort) -> Iterator[Figure]:
    """Bytes of all JavaScript and CSS, uncompressed."""
    sizes = {kind: [path.stat().st_size for path in sorted(FRONTEND.rglob(f"*.{kind}"))] for kind in KINDS}
    yield Figure(
        name="page.bytes",
        what="all JavaScript and CSS, uncompressed",
        value=sum(map(sum, sizes.values())),
        unit="bytes",
        statistic="exact",
        goal=Goal("at most", 200_000, on="value"),
        details={f"{kind}_bytes": sum(found) for kind, found in sizes.items()}
        | {f"{kind}_files": len(found) for kind, found in sizes.items()},
    )
