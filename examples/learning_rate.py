"""Which learning rate solves XOR soonest? Eight rates, 32 seeds of each, on all cores, without a server."""

import tinkernet

result = tinkernet.sweep(
    {"data": {"dataset": "xor"}, "network": {"hidden": [8]}},
    {"training.learning_rate": [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]},
    seeds=32,
    stop={"epochs": 500, "accuracy_above": 0.97},
    progress=True,
)

print("learning rate   solved   epochs to it, median")
for point in result.points:
    success, epochs = point.summary.success, point.summary.epochs_to_success
    taken = "never" if epochs is None else f"{epochs.median:.0f}"
    print(f"{point.values['training.learning_rate']:13}   {success.rate:6.0%}   {taken:>21}")

best = max(
    (point for point in result.points if point.summary.epochs_to_success),
    key=lambda point: (point.summary.success.rate, -point.summary.epochs_to_success.median),
)
print(f"best: {best.values['training.learning_rate']}")
