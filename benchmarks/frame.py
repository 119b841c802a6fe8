"""Frames: how long one takes to build, and how many bytes it has."""

from collections.abc import Iterator
from statistics import fmean

import torch

from benchmarks.figures import Effort, Figure, Goal, Yardstick
from benchmarks.rounds import best_seconds
from tinkernet import Config, Trainer, plain
from tinkernet.live.description import Facts
from tinkernet.live.frame import FrameSpec, Moment, frames
from tinkernet.live.workload import Status
from tinkernet.nn.maps import plane_features

PLAIN, DEFLATED, DIFFERENCES = (FrameSpec(encoding=name) for name in ("none", "deflate", "differences"))
RAW_RGB = 100 * 100 * 3
CALLS = 10
"""Calls that are timed together."""


def frame(effort: Effort) -> Iterator[Figure]:
    """Boundary, map of every neuron and encoding, against `model(grid)` alone."""
    torch.set_num_threads(1)
    trainer = _trainer()
    trainer.train(epochs=200)
    moment = _moment(trainer)
    model = plain.network(trainer)
    cells = PLAIN.resolution**2
    grid = torch.from_numpy(plane_features(trainer.config.features, PLAIN.resolution)[:, :cells].T.copy())

    def predict() -> None:
        with torch.no_grad():
            for _ in range(CALLS):
                model(grid)

    def build(spec: FrameSpec) -> None:
        for _ in range(CALLS):
            frames(trainer, (spec,), moment)

    rounds = effort.of(60, 3)
    works = {
        "plain": lambda: build(PLAIN),
        "deflated": lambda: build(DEFLATED),
        "differences": lambda: build(DIFFERENCES),
        "predict": predict,
    }
    best = best_seconds(works, rounds)
    milliseconds = {name: seconds / CALLS * 1000 for name, seconds in best.items()}
    yield Figure(
        name="frame.time",
        what="one frame: 100×100 boundary, all neurons' maps, encoded",
        value=milliseconds["plain"],
        unit="ms",
        statistic=f"best of {rounds} rounds, processor time",
        goal=Goal("at most", 0.7),
        yardstick=Yardstick("eager model(grid) alone", milliseconds["predict"]),
        details={f"{name}_ms": milliseconds[name] for name in ("deflated", "differences")},
    )


def size(effort: Effort) -> Iterator[Figure]:
    """Bytes of every frame of a training run, one an epoch, packed in both ways."""
    trainer = _trainer()
    sizes: dict[FrameSpec, list[int]] = {DEFLATED: [], DIFFERENCES: []}
    for epoch in range(effort.of(1000, 50)):
        if epoch > 0:
            trainer.train(epochs=1)
        for spec, content in frames(trainer, sizes, _moment(trainer)).items():
            sizes[spec].append(len(content))
    seen = f"of {len(sizes[DEFLATED])} frames"
    yield _bytes("frame.bytes", "mean deflated frame of a run from epoch 0", fmean(sizes[DEFLATED]), seen)
    yield _bytes("frame.largest", "largest deflated frame of that run", max(sizes[DEFLATED]), seen)
    differences = max(sizes[DIFFERENCES])
    yield _bytes("frame.differences", "largest frame of that run, deflated as differences", differences, seen)


def _bytes(name: str, what: str, value: float, statistic: str) -> Figure:
    return Figure(
        name=name,
        what=what,
        value=value,
        unit="bytes",
        statistic=statistic,
        goal=Goal("at most", 6000, on="value"),
        yardstick=Yardstick("raw RGB of 100×100", RAW_RGB),
    )


def _trainer() -> Trainer:
    return Trainer(Config(training={"engine": "fused"}))


def _moment(trainer: Trainer) -> Moment:
    return Moment(1, Status.PLAYING, Facts.of(trainer), 60.0)
