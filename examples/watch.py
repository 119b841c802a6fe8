"""A script trains a network and lowers the learning rate when it helps no more; you watch it in the browser.

    python watch.py [address of the server] [seconds between two looks]

Needs a server: `tinkernet serve`.
"""

import sys
import time

from tinkernet import Client

ADDRESS = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
PAUSE = float(sys.argv[2]) if len(sys.argv) > 2 else 0.2

with Client(ADDRESS) as client:
    session = client.create_session(
        {
            "data": {"dataset": "spiral", "noise": 5},
            "network": {"hidden": [8, 8], "activation": "gelu"},
            "training": {"optimizer": "adam", "learning_rate": 0.03},
        }
    )
    print(f"watch: {session.url}")
    lowest, looks = session.metrics["test_loss"], 0
    for _ in range(40):
        loss = session.step(epochs=10)["metrics"]["test_loss"]
        looks = 0 if loss < lowest else looks + 1
        lowest = min(lowest, loss)
        if looks == 3:  # three times in a row no better
            rate = session.config.training.learning_rate / 2
            session.configure({"training": {"learning_rate": rate}})  # the weights stay
            print(f"epoch {session.epoch}: test loss {loss:.4f}, learning rate now {rate:.2g}")
            looks = 0
        time.sleep(PAUSE)
    print(f"lowest test loss: {lowest:.4f}")
