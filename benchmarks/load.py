"""Load on a server: a crowd of viewers in a process of its own, so that what they cost is told apart.

`python -m benchmarks.load` reads a `Plan` as JSON from its input and writes an `Outcome` to its output.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from itertools import cycle

import psutil
import uvloop

from benchmarks.viewer import DeafViewer, Viewer

CLAIM_INTERVAL = 0.02
SAMPLE_INTERVAL = 1.0
PATIENCE = 60.0
RATES = (0.03, 0.02)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do to a server."""

    server: int
    """Its process id."""
    streams: list[str]
    """Addresses, one for each viewer."""
    players: list[int]
    """Which of the viewers press play."""
    warmup: float
    seconds: float
    pause: float | None = None
    """Seconds between two changes of the learning rate by each player, where they make any."""
    deaf: list[str] = field(default_factory=list)
    """Addresses of streams that somebody opens and never reads."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it in the seconds after the warm-up."""

    seconds: float
    frames: list[int]
    """Of each viewer."""
    latencies: list[float]
    """Seconds from each command to its acknowledgement."""
    client_cpu: float
    """Seconds."""
    server_cpu: float
    memory: list[int]
    """The server's resident bytes, once a second."""

    @property
    def rates(self) -> list[float]:
        """Frames a second of each viewer."""
        return [frames / self.seconds for frames in self.frames]


def loaded(plan: Plan) -> Outcome:
    """Carries a plan out in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.load"]
    given = json.dumps(asdict(plan)).encode()
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True)
    return Outcome(**json.loads(done.stdout))


async def outcome(plan: Plan) -> Outcome:
    """Carries a plan out in this process."""
    viewers = [await Viewer.join(address) for address in plan.streams]
    await _until(lambda: all(viewer.frames for viewer in viewers), "not every viewer got a first frame")
    players = [viewers[number] for number in plan.players]
    for player in players:
        player.ask("play", epochs_per_second=None)
    async with asyncio.TaskGroup() as group:
        deaf = [group.create_task(_stay_deaf(address)) for address in plan.deaf]
        asking = [group.create_task(_keep_asking(players, plan.pause))] if plan.pause else []
        await asyncio.sleep(plan.warmup)
        measured = await _outcome(plan, viewers)
        for task in (*asking, *deaf):
            task.cancel()
    await _until(lambda: not any(player.is_waiting for player in players), "a command was not acknowledged")
    assert not any(viewer.is_lost for viewer in viewers), "a stream has ended"
    for viewer in viewers:
        viewer.leave()
    return replace(measured, latencies=[latency for player in players for latency in player.latencies])


async def _outcome(plan: Plan, viewers: list[Viewer]) -> Outcome:
    """The outcome, but for the latencies: the last commands are still on their way."""
    for viewer in viewers:
        viewer.clear()
    server, memory = psutil.Process(plan.server), []
    begun, server_cpu, client_cpu = time.perf_counter(), _cpu(server), time.process_time()
    while (left := begun + plan.seconds - time.perf_counter()) > 0:
        memory.append(server.memory_info().rss)
        await asyncio.sleep(min(SAMPLE_INTERVAL, left))
    return Outcome(
        seconds=time.perf_counter() - begun,
        frames=[viewer.frames for viewer in viewers],
        latencies=[],
        client_cpu=time.process_time() - client_cpu,
        server_cpu=_cpu(server) - server_cpu,
        memory=memory,
    )


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


async def _keep_asking(players: list[Viewer], pause: float) -> None:
    """Commands at an even pace, each player in turn."""
    due = time.perf_counter()
    for number, player in enumerate(cycle(players)):
        rate = RATES[number // len(players) % len(RATES)]
        player.ask("configure", config={"training": {"learning_rate": rate}})
        due += pause / len(players)
        await asyncio.sleep(due - time.perf_counter())


async def _stay_deaf(address: str) -> None:
    """A viewer that never reads, and comes back when it is thrown out."""
    while True:
        viewer = await DeafViewer.join(address)
        try:
            while not viewer.is_lost:
                await asyncio.sleep(CLAIM_INTERVAL)
                viewer.claim()
        finally:
            viewer.leave()


async def _until(is_so: Callable[[], bool], complaint: str) -> None:
    deadline = time.perf_counter() + PATIENCE
    while not is_so():
        assert time.perf_counter() < deadline, complaint
        await asyncio.sleep(0.01)


if __name__ == "__main__":
    done = uvloop.run(outcome(Plan(**json.load(sys.stdin))))
    json.dump(asdict(done), sys.stdout)
