"""A sweep in process, over all cores, against the plain loop in as many processes."""

import multiprocessing
import os
import time
from collections.abc import Iterator
from statistics import median

import torch

import tinkernet
from benchmarks.figures import Effort, Figure, Goal, Yardstick
from benchmarks.load import Plan, loaded
from benchmarks.server import Server
from tinkernet import Config, Trainer, plain

RATES = (0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3)
SEEDS = 125
EPOCHS = 500
BASE = Config(data={"dataset": "xor"}, training={"loss": "mse"})


def sweeps(effort: Effort) -> Iterator[Figure]:
    """How fast a sweep is, and whether a live session stays smooth beside one."""
    yield _speed(effort)
    yield _beside(effort)


def _speed(effort: Effort) -> Figure:
    """Runs/s of a sweep, losses of every epoch included, and of the plain loop, which computes none."""
    seeds, plain_runs, epochs = effort.of(SEEDS, 5), effort.of(40, 2), effort.of(EPOCHS, 50)
    tinkernet.run(BASE, {"epochs": 1})  # loads the kernel
    begun = time.perf_counter()
    result = tinkernet.sweep(BASE, {"training.learning_rate": RATES}, seeds=seeds, stop={"epochs": epochs})
    seconds = time.perf_counter() - begun
    runs = len(list(result.runs))
    cores = os.cpu_count() or 1
    processes = effort.of(cores, 1)
    plain_seconds = _plain_seconds(plain_runs, epochs, processes)
    return Figure(
        name="sweeps.speed",
        what=f"{runs} runs of XOR, {epochs} epochs, {cores} cores",
        value=runs / seconds,
        unit="runs/s",
        statistic="one round",
        goal=Goal("at least", 150),
        yardstick=Yardstick(
            f"plain PyTorch loop in {processes} processes, {plain_runs} runs", plain_runs / plain_seconds
        ),
        details={"seconds": seconds, "yardstick_seconds": plain_seconds},
    )


def _beside(effort: Effort) -> Figure:
    """Frames/s of one playing session with one viewer, while a sweep keeps the server busy."""
    body = {
        "config": {"data": {"dataset": "xor"}},
        "grid": {"training.learning_rate": RATES},
        "seeds": 10_000,
        "stop": {"epochs": EPOCHS},
        "max_runs": 100_000,
    }
    with effort.warm_server() as server:
        created = server.client.post("/api/sweeps", json=body).raise_for_status().json()
        path = f"/api/sweeps/{created['id']}"
        while not (before := _done(server, path)):
            time.sleep(0.05)
        begun = time.perf_counter()
        session = server.create_session()
        plan = Plan(
            server.process.pid,
            [server.stream(session)],
            [0],
            effort.warmup,
            effort.seconds,
            pause=effort.pause,
        )
        outcome = loaded(plan)
        runs = _done(server, path) - before
        seconds = time.perf_counter() - begun
        server.delete_session(session)
        server.client.delete(path).raise_for_status()
    return Figure(
        name="sweeps.beside",
        what="one session, one viewer, beside a sweep",
        value=median(outcome.rates),
        unit="frames/s",
        statistic=f"over {effort.seconds:g} s",
        goal=Goal("at least", 30, on="value"),
        details={
            "sweep_runs_per_second": runs / seconds,
            "slowest_command_ms": 1000 * max(outcome.latencies),
            "server_cpu_s": outcome.server_cpu,
            "seconds": outcome.seconds,
        },
    )


def _done(server: Server, path: str) -> int:
    """How many runs are done."""
    done: int = server.client.get(path).raise_for_status().json()["done"]
    return done


def _plain_seconds(runs: int, epochs: int, processes: int) -> float:
    """Seconds of so many runs in processes that have imported everything before."""
    configs = [
        BASE.merged({"training": {"learning_rate": RATES[place % len(RATES)]}, "network": {"seed": place}})
        for place in range(runs)
    ]
    with multiprocessing.get_context("spawn").Pool(processes, torch.set_num_threads, (1,)) as pool:
        pool.map(_plain_run, [(BASE, 1)] * processes, chunksize=1)
        begun = time.perf_counter()
        pool.map(_plain_run, [(config, epochs) for config in configs], chunksize=1)
        return time.perf_counter() - begun


def _plain_run(work: tuple[Config, int]) -> None:
    config, epochs = work
    start = Trainer(config)
    training = config.training
    plain.train(
        plain.network(start), plain.samples(start), training.batch_size, training.learning_rate, epochs
    )
