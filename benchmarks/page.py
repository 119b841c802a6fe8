"""The pages: how much code a browser has to load for each."""

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Effort, Figure, Goal

FRONTEND = Path(__file__).parent.parent / "frontend"
LOADED = re.compile(r'<(?:link|script)\b[^>]*?(?:href|src)="([^"]+\.(?:js|css))"')
"""Every script, stylesheet and module; a test sees to it that a page names all the modules it imports."""


def page(_: Effort) -> Iterator[Figure]:
    """Bytes of the JavaScript and CSS of each page, uncompressed."""
    for html in sorted(FRONTEND.glob("*.html"), key=lambda path: path.stem != "index"):
        files = {FRONTEND / path for path in LOADED.findall(html.read_text())}
        kinds = {
            kind: [path.stat().st_size for path in files if path.suffix == f".{kind}"]
            for kind in ("js", "css")
        }
        yield Figure(
            name=f"page.{html.stem}.bytes",
            what=f"JavaScript and CSS of {html.name}, uncompressed",
            value=sum(map(sum, kinds.values())),
            unit="bytes",
            statistic="exact",
            goal=Goal("at most", 200_000, on="value"),
            details={f"{kind}_bytes": sum(found) for kind, found in kinds.items()}
            | {f"{kind}_files": len(found) for kind, found in kinds.items()},
        )
