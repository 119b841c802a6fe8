"""A session: one live network, trained, watched and steered."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from tinkernet.errors import Diverged, NotFound, Playing, TooManyMessages
from tinkernet.live import events
from tinkernet.live.audience import Audience
from tinkernet.live.description import Identity, OwnedSession, Standing, WatchedSession
from tinkernet.live.facts import Facts
from tinkernet.live.frame import Moment, Sight, frames
from tinkernet.live.instruments import Instruments
from tinkernet.live.messages import Command, Pause, Play, Reset, Restore, Step, View
from tinkernet.live.orders import Chunk, Order, Question, Stretch
from tinkernet.live.pace import Pace, Speedometer, fair_share
from tinkernet.live.pool import Pool, Ticket
from tinkernet.live.state import Status, transition
from tinkernet.live.steering import DrawSeed, carry_out, draw_seed
from tinkernet.live.viewer import GONE, INTERNAL_ERROR, Viewer
from tinkernet.nn.trainer import Trainer

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

MAX_ORDERS = 256
"""Commands and questions that may wait for one session."""


@dataclass(slots=True)
class Surroundings:
    """What all sessions of a server share."""

    pool: Pool
    instruments: Instruments
    fused_ready: Callable[[], bool]
    """Whether the fused kernels are compiled."""
    clock: Callable[[], float] = time.monotonic
    draw_seed: DrawSeed = draw_seed
    busy: set["Session"] = field(default_factory=set)
    """Sessions that train at this moment."""

    def share(self) -> float:
        """Seconds that one chunk of training may take now."""
        return fair_share(len(self.busy), self.pool.threads)


class Session:
    """The sole owner of one `Trainer`.

    One task runs `run`. Whoever wants something leaves an order and waits; orders are carried out between two chunks of
    training, never during one, so that no lock exists.
    """

    def __init__(self, identity: Identity, trainer: Trainer, surroundings: Surroundings) -> None:
        self.identity = identity
        self.status = Status.PAUSED
        self.speed: float | None = None
        self.facts = Facts.of(trainer)
        self.audience = Audience()
        self.revision = 0
        """Rises with every change that a viewer could see or a restart could lose."""
        self._trainer = trainer
        self._around = surroundings
        self._orders: deque[Order] = deque()
        self._stretches: deque[Stretch] = deque()
        self._pace = Pace(None, 0)
        self._speedometer = Speedometer()
        self._sequence = 0
        self._said_busy = False
        self._wake = asyncio.Event()
        self._ticket: Ticket[Any] | None = None

    async def perform(self, command: Command) -> None:
        """Carries a command out; returns when it is done, a `step` when it has ended.

        Raises:
            TinkernetError: it is refused, and nothing has changed.
        """
        begun = self._around.clock()
        await self._order(command)
        self._around.instruments.commands.labels(type(command).__name__.lower()).inc()
        if not isinstance(command, Step):
            self._around.instruments.command_seconds.observe(self._around.clock() - begun)

    async def ask(self, question: Callable[[Trainer], Answer]) -> Answer:
        """What `question` answers, asked in the pool between two chunks."""
        return cast(Answer, await self._order(question))

    async def join(self, viewer: Viewer) -> None:
        """Tells a viewer all there is to know, and shows it every frame it has credit for."""
        data, losses = await self.ask(
            lambda trainer: (events.points(trainer.points), events.history(trainer.history))
        )
        viewer.tell(events.state(self.describe(viewer.base_url, viewer.may_steer)))
        viewer.tell(data)
        viewer.tell(losses)
        self.audience.add(viewer)
        self._around.instruments.viewers.inc()
        self._wake.set()

    def leave(self, viewer: Viewer) -> None:
        """A viewer has gone."""
        self.audience.remove(viewer)
        self._around.instruments.viewers.dec()

    def look(self, viewer: Viewer, view: View) -> None:
        """Changes what a viewer sees.

        Raises:
            NotFound: there is no such unit.
        """
        if view.unit is not None:
            self.facts.check_unit(view.unit)
        viewer.look(view)
        self._wake.set()

    def drawn(self, viewer: Viewer, sequence: int) -> bool:
        """A viewer has drawn its frames up to `sequence`; whether it was owed credit for that."""
        is_news = viewer.drawn(sequence)
        if is_news and viewer.wants(self.revision):
            self._wake.set()
        return is_news

    def describe(self, base_url: str, may_steer: bool) -> WatchedSession | OwnedSession:
        """The session object."""
        standing = Standing(self.identity, self.status, self.speed, self.epochs_per_second, self.facts)
        return standing.described(base_url, may_steer)

    @property
    def epochs_per_second(self) -> float:
        """Measured; 0 while training stands still."""
        return self._speedometer.epochs_per_second

    def resume(self, status: Status, speed: float | None) -> None:
        """Goes on as it was when it was saved."""
        if status is Status.PLAYING:
            self._play(speed)
        elif status is Status.DIVERGED:
            self.status = transition(self.status, Status.DIVERGED)

    def close(self, code: int = GONE) -> None:
        """Ends the session: its task, its streams, and the waiting for what was not done yet."""
        self.status = transition(self.status, Status.CLOSED)
        self.audience.close(code)
        self._hurry()

    async def run(self) -> None:
        """Carries out orders, trains and publishes, until the session is closed."""
        try:
            while self.status is not Status.CLOSED:
                try:
                    await self._round()
                except Exception:  # the outer edge of the session: a mistake of ours must not end it
                    logger.exception("a round of a session failed")
                    self._halt()
                    self.audience.close(INTERNAL_ERROR)
        finally:
            self._around.busy.discard(self)
            self._end_stretches()
            for order in self._orders:
                order.fail(NotFound("the session is gone"))

    async def _order(self, work: Command | Question) -> Any:
        if self.status is Status.CLOSED:
            raise NotFound("the session is gone")
        if len(self._orders) + len(self._stretches) >= MAX_ORDERS:
            raise TooManyMessages(
                f"at most {MAX_ORDERS} commands may wait for a session; wait for their answers"
            )
        order = Order(work, asyncio.get_running_loop().create_future())
        self._orders.append(order)
        self._hurry()
        return await order.done

    def _hurry(self) -> None:
        """An order waits: training that has not begun yet gives way to it."""
        self._wake.set()
        if self._ticket is not None:
            self._ticket.withdraw()

    async def _round(self) -> None:
        self._wake.clear()
        for _ in range(len(self._orders)):
            await self._obey(self._orders.popleft())
            await asyncio.sleep(0)  # lets the streams send what this led to
        now = self._around.clock()
        chunk = self._next_chunk(now)
        sights = self.audience.sights(now, self.revision + (chunk is not None))
        if chunk is not None or sights:
            await self._take_turn(chunk, sights)
        else:
            await self._rest(now)

    async def _obey(self, order: Order) -> None:
        try:
            if isinstance(order.work, Command):
                await self._carry_out(order.work, order)
            else:
                question = order.work
                order.finish(await self._around.pool.now(lambda: question(self._trainer)))
        except Exception as error:  # passed on to whoever asked
            order.fail(error)

    async def _carry_out(self, command: Command, order: Order) -> None:
        told: list[str] = []
        match command:
            case Play():
                self._refuse_if_diverged("play")
                self._end_stretches()
                self._play(command.epochs_per_second)
            case Pause():
                self._halt()
            case Step():
                self._refuse_if_diverged("step")
                if self.status is Status.PLAYING:
                    raise Playing("the session is playing: pause it before a step")
                self._stretches.append(Stretch(order, command.epochs, command.steps))
                self._speedometer.mark(self._around.clock(), self.facts.epoch)
                return
            case _:
                told = await self._change(command)
        self._publish(told)
        order.finish()

    async def _change(self, command: Command) -> list[str]:
        """Changes the trainer; the events that tell of it, beside the state."""
        before = self.facts

        def change() -> tuple[Facts, list[str]]:
            carry_out(command, self._trainer, self._around.draw_seed)
            facts, told = Facts.of(self._trainer), []
            if facts.config.data != before.config.data:
                told.append(events.points(self._trainer.points))
            if facts.epoch < before.epoch or isinstance(command, Reset | Restore):
                told.append(events.history(self._trainer.history))
            return facts, told

        self.facts, told = await self._around.pool.now(change)
        if isinstance(command, Reset | Restore):
            self._halt()
        if self.status is Status.DIVERGED and self.facts.divergence is None:
            self.status = transition(self.status, Status.PAUSED)
        return told

    def _next_chunk(self, now: float) -> Chunk | None:
        is_playing = self.status is Status.PLAYING
        if not (is_playing or self._stretches):
            self._around.busy.discard(self)
            return None
        self._around.busy.add(self)
        seconds = self._around.share()
        if not is_playing:
            return self._stretches[0].chunk(seconds)
        epochs = self._pace.owed(now)
        return None if epochs == 0 else Chunk(seconds, epochs)

    async def _take_turn(self, chunk: Chunk | None, sights: frozenset[Sight]) -> None:
        """Trains a chunk and draws what is due, in one visit to the pool."""
        begun, before = self._around.clock(), self.facts

        def turn() -> tuple[Facts, dict[Sight, bytes]]:
            if chunk is not None:
                self._trainer.train(chunk.epochs, steps=chunk.steps, seconds=chunk.seconds)
            facts = Facts.of(self._trainer)
            return facts, frames(self._trainer, sights, self._moment(facts)) if sights else {}

        self._ticket = self._around.pool.turn(turn)
        outcome = await self._ticket.result
        self._ticket = None
        if outcome is None or self.status is Status.CLOSED:
            return
        self.facts, built = outcome
        now = self._around.clock()
        self._around.instruments.turn_seconds.observe(now - begun)
        self.revision += chunk is not None
        if built:
            self._sequence += 1
            shown = self.audience.show(built, self._sequence, self.revision, begun)
            self._around.instruments.frames.inc(shown)
        if chunk is not None:
            self._book(begun, now, before)

    def _moment(self, facts: Facts) -> Moment:
        status = self.status if facts.divergence is None else Status.DIVERGED
        return Moment(self._sequence + 1, status, facts, self.epochs_per_second)

    def _book(self, begun: float, now: float, before: Facts) -> None:
        """Accounts for a chunk of training."""
        epochs = self.facts.epoch - before.epoch
        self._around.instruments.epochs.inc(epochs)
        self._speedometer.mark(now, self.facts.epoch)
        if self.facts.divergence is not None:
            self._diverge()
        elif self.status is Status.PLAYING:
            self._pace.trained(epochs, begun, now)
            self._say_if_busy()
        elif self._stretches and self._stretches[0].is_finished_by(before, self.facts):
            self._end_stretch()
        if self.facts.engine != before.engine:
            self._publish()

    def _diverge(self) -> None:
        divergence = self.facts.divergence
        assert divergence is not None
        self._around.instruments.divergences.inc()
        self._halt()
        self.status = transition(self.status, Status.DIVERGED)
        notice = (
            f"training diverged at epoch {divergence.epoch}: {divergence.reason}; "
            "lower the learning rate, or reset or restore"
        )
        self._publish([events.notice("diverged", notice)])

    def _say_if_busy(self) -> None:
        is_crowded = len(self._around.busy) > self._around.pool.threads
        if self._pace.is_behind and is_crowded and not self._said_busy:
            self._said_busy = True
            self.audience.tell(
                events.notice(
                    "busy", "the server trains many networks at once: this one is slower than asked"
                )
            )

    def _publish(self, told: list[str] | None = None) -> None:
        """Something has changed that the next frame does not tell, or not soon enough."""
        self.revision += 1
        self.audience.tell_state(self.describe)
        for event in told or ():
            self.audience.tell(event)

    def _play(self, speed: float | None) -> None:
        now = self._around.clock()
        self.speed = speed
        self.status = transition(self.status, Status.PLAYING)
        self._pace = Pace(speed, now)
        self._speedometer.mark(now, self.facts.epoch)
        self._said_busy = False

    def _halt(self) -> None:
        """No more training: neither playing nor stepping."""
        self._end_stretches()
        self._speedometer.stop()
        if self.status is Status.PLAYING:
            self.status = transition(self.status, Status.PAUSED)

    def _end_stretch(self) -> None:
        order = self._stretches.popleft().order
        if not self._stretches:
            self._speedometer.stop()
        self._publish()
        order.finish()

    def _end_stretches(self) -> None:
        """Whoever waits for a step gets what there is."""
        while self._stretches:
            self._stretches.popleft().order.finish()

    def _refuse_if_diverged(self, command: str) -> None:
        if self.status is Status.DIVERGED:
            raise Diverged(
                f"the session has diverged and cannot {command}: reset or restore it, "
                "or change its config or parameters first"
            )

    async def _rest(self, now: float) -> None:
        """Sleeps until an order comes, or the next epoch or frame is due."""
        moments = [self.audience.next_moment(self.revision)]
        if self.status is Status.PLAYING:
            moments.append(self._pace.next_moment())
        due = min((moment for moment in moments if moment is not None), default=None)
        alarm = None
        if due is not None:
            alarm = asyncio.get_running_loop().call_later(max(0.0, due - now), self._wake.set)
        await self._wake.wait()
        if alarm is not None:
            alarm.cancel()
