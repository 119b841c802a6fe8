"""How many hidden units does a circle need? The success rate over the width, for 32 seeds each.

One tanh unit draws a line, two a wedge, three can close a triangle; with one more, all seeds get there.
"""

import tinkernet

WIDTHS = [1, 2, 3, 4, 6, 8]

result = tinkernet.sweep(
    {"data": {"dataset": "circle"}},
    {"network.hidden": [[width] for width in WIDTHS]},
    seeds=32,
    stop={"epochs": 300, "accuracy_above": 0.95},
)
for width, point in zip(WIDTHS, result.points, strict=True):
    rate = point.summary.success
    bar = "█" * round(40 * rate.rate)
    print(f"{width} hidden {bar:40} {rate.rate:4.0%}  (95 % interval: {rate.low:.0%} to {rate.high:.0%})")
