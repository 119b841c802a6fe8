"""Which activation learns the spiral soonest? A server does the runs; the best one opens as a live session.

    python compare_activations.py [address of the server]

Needs a server (`tinkernet serve`) and `pip install 'tinkernet[pandas]'`.
"""

import sys

from tinkernet import Client

ADDRESS = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
ACTIVATIONS = ["tanh", "relu", "sigmoid", "gelu", "silu", "sin"]

with Client(ADDRESS) as client:
    sweep = client.sweep(
        {
            "data": {"dataset": "spiral"},
            "network": {"hidden": [8, 8]},
            "training": {"optimizer": "adam", "learning_rate": 0.01},
        },
        {"network.activation": ACTIVATIONS},
        seeds=16,
        stop={"epochs": 500, "accuracy_above": 0.95},
    )
    print(f"watch: {sweep.url}")
    sweep.wait()

    points = sweep.points_frame().sort_values("epochs_to_success_median")
    print(points[["network.activation", "success_rate", "epochs_to_success_median"]].to_string(index=False))

    soonest = next(sweep.results("succeeded:eq:true", sort="epochs"))
    print(f"soonest: {soonest['values']['network.activation']}, {soonest['epochs']} epochs")
    sweep.save("activations.csv")
    print(f"train on: {sweep.open(soonest['run']).url}")
