"""Training speed: optimizer steps a second on one thread, against the plain loop; and one step alone."""

import time
from collections.abc import Callable, Iterator
from statistics import median

import torch

from benchmarks.figures import Effort, Figure, Goal, Yardstick
from benchmarks.rounds import best_seconds
from tinkernet import Config, Trainer, plain

CASES = (
    ("default", (4, 2), 10, 400.0),
    ("deep-1", (8,) * 6, 1, 100.0),
    ("deep-10", (8,) * 6, 10, 60.0),
)
"""Name, hidden layers, batch size and goal."""
FEW = 50
"""Calls in a row where two take turns."""


def steps(effort: Effort) -> Iterator[Figure]:
    """Steps/s of `Trainer.train`, from epoch 0, losses recorded on the way, and of the plain loop."""
    torch.set_num_threads(1)
    for name, hidden, batch_size, goal in CASES:
        yield _figure(name, _config(hidden, batch_size), goal, effort)
    yield _single(effort)


def _config(hidden: tuple[int, ...], batch_size: int) -> Config:
    """The default config with the plain loop's usual loss, so that both sides compute the same."""
    training = {"batch_size": batch_size, "loss": "mse", "engine": "fused"}
    return Config(network={"hidden": hidden}, training=training)


def _figure(name: str, config: Config, goal: float, effort: Effort) -> Figure:
    start = Trainer(config)
    data, batch_size = plain.samples(start), config.training.batch_size
    per_epoch = -(-len(data[0]) // batch_size)
    many = effort.of(400_000 if len(config.network.hidden) < 3 else 100_000, 5_000) // per_epoch
    few = max(1, effort.of(1_000, 100) // per_epoch)
    first = effort.of(1000, 20)
    rounds = effort.of(9, 1)
    rate = config.training.learning_rate
    best = best_seconds(
        {
            "fused": lambda: Trainer(config).train(epochs=many),
            "first": lambda: Trainer(config).train(epochs=first),
            "plain": lambda: plain.train(plain.network(start), data, batch_size, rate, few),
        },
        rounds,
    )
    layers = "-".join(str(units) for units in (2, *config.network.hidden, 1))
    return Figure(
        name=f"steps.{name}",
        what=f"training, {layers} tanh, batch {batch_size}, one thread",
        value=many * per_epoch / best["fused"],
        unit="steps/s",
        statistic=f"best of {rounds} rounds, processor time",
        goal=Goal("at least", goal),
        yardstick=Yardstick("plain PyTorch loop", few * per_epoch / best["plain"]),
        details={
            "epochs": many,
            f"first_{first}_epochs_steps_per_second": first * per_epoch / best["first"],
        },
    )


def _single(effort: Effort) -> Figure:
    """One call of `train` for one step, metrics included, and the same network called on one minibatch."""
    trainer = Trainer(Config(training={"engine": "fused"}))
    model, (points, _) = trainer.model, plain.samples(trainer)
    minibatch = points[: trainer.config.training.batch_size]
    rounds = effort.of(2000, 50)
    step, forward = _medians(rounds, lambda: trainer.train(steps=1), lambda: model(minibatch))
    return Figure(
        name="steps.single",
        what="train(steps=1), default network",
        value=step * 1e6,
        unit="µs",
        statistic=f"median of {rounds}",
        goal=Goal("at most", 0.3),
        yardstick=Yardstick("model(x) on one minibatch", forward * 1e6),
    )


def _medians(rounds: int, *calls: Callable[[], object]) -> list[float]:
    """The median of the seconds that each call takes; every few of one, the other has its turn."""
    took: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds // FEW):
        for call, seconds in zip(calls, took, strict=True):
            for _ in range(FEW):
                begun = time.perf_counter()
                call()
                seconds.append(time.perf_counter() - begun)
    return [median(seconds) for seconds in took]
