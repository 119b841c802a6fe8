"""A sweep in process, over all cores, against the plain loop in as many processes."""

import multiprocessing
import os
import time
from collections.abc import Iterator

import torch

import tinkernet
from benchmarks import plain
from benchmarks.figures import Effort, Figure, Goal, Yardstick
from tinkernet import Config, Trainer

RATES = (0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3)
SEEDS = 125
EPOCHS = 500
BASE = Config(data={"dataset": "xor"}, training={"loss": "mse"})


def sweeps(effort: Effort) -> Iterator[Figure]:
    """Runs/s of a sweep, losses of every epoch included, and of the plain loop, which computes none."""
    seeds, plain_runs = effort.of(SEEDS, 5), effort.of(40, 2)
    tinkernet.run(BASE, {"epochs": 1})  # loads the kernel
    begun = time.perf_counter()
    result = tinkernet.sweep(BASE, {"training.learning_rate": RATES}, seeds=seeds, stop={"epochs": EPOCHS})
    seconds = time.perf_counter() - begun
    runs = len(list(result.runs))
    plain_seconds = _plain_seconds(plain_runs)
    cores = os.cpu_count() or 1
    yield Figure(
        name="sweeps",
        what=f"{runs} runs of XOR, {EPOCHS} epochs, {cores} cores",
        value=runs / seconds,
        unit="runs/s",
        statistic="one round",
        goal=Goal("at least", 150),
        yardstick=Yardstick(
            f"plain PyTorch loop in {cores} processes, {plain_runs} runs", plain_runs / plain_seconds
        ),
        details={"seconds": seconds, "yardstick_seconds": plain_seconds},
    )


def _plain_seconds(runs: int) -> float:
    """Seconds of so many runs in processes that have imported everything before."""
    cores = os.cpu_count() or 1
    configs = [
        BASE.merged({"training": {"learning_rate": RATES[place % len(RATES)]}, "network": {"seed": place}})
        for place in range(runs)
    ]
    with multiprocessing.get_context("spawn").Pool(cores, torch.set_num_threads, (1,)) as pool:
        pool.map(_plain_run, [(BASE, 1)] * cores, chunksize=1)
        begun = time.perf_counter()
        pool.map(_plain_run, [(config, EPOCHS) for config in configs], chunksize=1)
        return time.perf_counter() - begun


def _plain_run(work: tuple[Config, int]) -> None:
    config, epochs = work
    start = Trainer(config)
    training = config.training
    plain.train(
        plain.network(start), plain.samples(start), training.batch_size, training.learning_rate, epochs
    )
