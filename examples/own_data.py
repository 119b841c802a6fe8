"""What does a network make of one's own table, as a spreadsheet has saved it?

    python examples/own_data.py [table.csv] [label]

Without a table it writes one, with decimal commas and words as classes, and reads that.
"""

import sys
from math import cos, pi, sin
from pathlib import Path

import tinkernet

CONFIG = {"network": {"hidden": [8]}, "training": {"optimizer": "adam", "learning_rate": 0.01}}
GOAL = {"epochs": 500, "accuracy_above": 0.95}


def newts_and_toads(path: Path) -> Path:
    """Newts in a ring around toads."""
    lines = ["length;width;species"]
    for place in range(200):
        radius, species = (1, "toad") if place % 2 else (3, "newt")
        angle, radius = 2 * pi * place / 200, radius + 0.4 * sin(7 * place)
        lines.append(f"{radius * cos(angle):.2f};{radius * sin(angle):.2f};{species}".replace(".", ","))
    path.write_text("\n".join(lines))
    return path


table = Path(sys.argv[1]) if len(sys.argv) > 1 else newts_and_toads(Path("newts.csv"))
wishes = tinkernet.Wishes(label=sys.argv[2] if len(sys.argv) > 2 else None)
points, report = tinkernet.read_points(table, wishes)
print(report)

result = tinkernet.run(CONFIG, GOAL, points=points)
print(f"test accuracy after {result.epochs} epochs: {result.metrics.test_accuracy:.0%}")
result.export("pytorch", table.with_suffix(".py"))
