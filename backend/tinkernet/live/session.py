"""A session: one live network, trained, watched and steered."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar, cast

from tinkernet.errors import Diverged, NotFound, Playing, TooManyMessages
from tinkernet.live import events
from tinkernet.live.commands import NAMES, Command, Pause, Play, Reset, Restore, Step, View
from tinkernet.live.description import Facts, Identity, OwnedSession, Standing, WatchedSession
from tinkernet.live.effort import Effort
from tinkernet.live.frame import FrameSpec, Moment, frames
from tinkernet.live.orders import Chunk, Order, Question
from tinkernet.live.pool import Turns
from tinkernet.live.services import Services
from tinkernet.live.status import Status, transition
from tinkernet.live.steering import carry_out
from tinkernet.live.viewer import GONE, INTERNAL_ERROR, Audience, Viewer
from tinkernet.nn.trainer import Trainer

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

CLOSED = "the session is gone: it was deleted or has expired"
MAX_ORDERS = 256
"""Commands and questions that may wait for one session."""
MAX_STEPS_WAITING = 256
"""Of these, `step`s that have been taken on; a pause gets through however many they are."""


class Session:
    """The sole owner of one `Trainer`.

    One task runs `run`. Whoever wants something leaves an order and waits; orders are carried out between two
    chunks of training, never during one, so that no lock exists.
    """

    def __init__(self, identity: Identity, trainer: Trainer, services: Services) -> None:
        self.identity = identity
        self.status = Status.PAUSED
        self.facts = Facts.of(trainer)
        self.audience = Audience()
        self.revision = 0
        """Rises with every change that a viewer could see or a restart could lose."""
        self._trainer = trainer
        self._services = services
        self._orders: deque[Order] = deque()
        self._effort = Effort(services.clock)
        self._sequence = 0
        self._said_busy = False
        self._wake = asyncio.Event()
        self._turns = Turns(services.pool)

    async def perform(self, command: Command) -> None:
        """Carries a command out; returns when it is done, a `step` when it has ended.

        Raises:
            TinkernetError: it is refused, and nothing has changed.
        """
        begun = self._services.clock()
        await self._order(command)
        self._services.telemetry.commands.labels(NAMES[type(command)]).inc()
        if not isinstance(command, Step):
            self._services.telemetry.command_seconds.observe(self._services.clock() - begun)

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
        self._services.telemetry.viewers.inc()
        self._wake.set()

    def leave(self, viewer: Viewer) -> None:
        """A viewer has gone."""
        self.audience.remove(viewer)
        self._services.telemetry.viewers.dec()

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
        """The session object.

        Raises:
            NotFound: the session is closed, perhaps since the command that asks was carried out.
        """
        if self.status is Status.CLOSED:
            raise NotFound(CLOSED)
        standing = Standing(
            self.identity, self.status, self.speed, self._effort.epochs_per_second, self.facts
        )
        return standing.described(base_url, may_steer)

    @property
    def speed(self) -> float | None:
        """Epochs a second that were asked for; None: as fast as it goes."""
        return self._effort.speed

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
            self._services.busy.discard(self)
            self._effort.stop()
            for order in self._orders:
                order.fail(NotFound(CLOSED))

    @property
    def _is_playing(self) -> bool:
        return self.status is Status.PLAYING

    async def _order(self, work: Command | Question) -> Any:
        if self.status is Status.CLOSED:
            raise NotFound(CLOSED)
        if len(self._orders) >= MAX_ORDERS:
            raise TooManyMessages(f"at most {MAX_ORDERS} commands may wait for a session: wait for answers")
        order = Order(work, asyncio.get_running_loop().create_future())
        self._orders.append(order)
        self._hurry()
        return await order.done

    def _hurry(self) -> None:
        """An order waits: training that has not begun yet gives way to it."""
        self._wake.set()
        self._turns.give_way()

    async def _round(self) -> None:
        self._wake.clear()
        while self._orders and self.status is not Status.CLOSED:
            await self._obey(self._orders.popleft())
            await self._let_send()
        if self.status is Status.CLOSED:
            return
        now = self._services.clock()
        chunk = self._next_chunk()
        specs = self.audience.specs(now, self.revision + (chunk is not None))
        if chunk is not None or specs:
            await self._take_turn(chunk, specs)
        else:
            await self._rest(now)

    async def _let_send(self) -> None:
        """Lets the streams send what they were just given: until then they are not due for another frame."""
        await asyncio.sleep(0)

    async def _obey(self, order: Order) -> None:
        try:
            if isinstance(order.work, Command):
                await self._carry_out(order.work, order)
            else:
                question = order.work
                order.finish(await self._services.pool.now(lambda: question(self._trainer)))
        except Exception as error:  # passed on to whoever asked
            order.fail(error)

    async def _carry_out(self, command: Command, order: Order) -> None:
        told: list[str] = []
        match command:
            case Play():
                self._refuse_if_diverged("play")
                self._play(command.epochs_per_second)
            case Pause():
                self._halt()
            case Step():
                self._refuse_if_diverged("step")
                if self._is_playing:
                    raise Playing("the session is playing: pause it before a step")
                if self._effort.steps_waiting >= MAX_STEPS_WAITING:
                    raise TooManyMessages(f"at most {MAX_STEPS_WAITING} steps may wait: pause ends them all")
                self._effort.step(command, order, self.facts.epoch)
                return
            case _:
                told = await self._change(command)
        self._publish(told)
        order.finish()

    async def _change(self, command: Command) -> list[str]:
        """Changes the trainer; the events that tell of it, beside the state."""
        before, draw_seed = self.facts, self._services.draw_seed
        self.facts, told = await self._services.pool.now(
            lambda: carry_out(command, self._trainer, before, draw_seed)
        )
        if isinstance(command, Reset | Restore):
            self._halt()
        if self.status is Status.DIVERGED and self.facts.divergence is None:
            self.status = transition(self.status, Status.PAUSED)
        return told

    def _next_chunk(self) -> Chunk | None:
        if not (self._is_playing or self._effort.steps_waiting):
            self._services.busy.discard(self)
            return None
        self._services.busy.add(self)
        return self._effort.chunk(self._is_playing, self._services.share())

    async def _take_turn(self, chunk: Chunk | None, specs: frozenset[FrameSpec]) -> None:
        """Trains a chunk and draws what is due, in one visit to the pool."""
        begun, before = self._services.clock(), self.facts

        def turn() -> tuple[Facts, dict[FrameSpec, bytes]]:
            if chunk is not None:
                self._trainer.train(chunk.epochs, steps=chunk.steps, seconds=chunk.seconds)
            facts = Facts.of(self._trainer)
            return facts, frames(self._trainer, specs, self._moment(facts)) if specs else {}

        outcome = await self._turns.take(turn)
        if outcome is None or self.status is Status.CLOSED:
            return
        self.facts, built = outcome
        now = self._services.clock()
        self._services.telemetry.turn_seconds.observe(now - begun)
        self.revision += chunk is not None
        if built:
            self._sequence += 1
            shown = self.audience.show(built, self._sequence, self.revision, begun)
            self._services.telemetry.frames.inc(shown)
        if chunk is not None:
            self._book(begun, before)
        if built:
            await self._let_send()

    def _moment(self, facts: Facts) -> Moment:
        status = self.status if facts.divergence is None else Status.DIVERGED
        return Moment(self._sequence + 1, status, facts, self._effort.epochs_per_second)

    def _book(self, begun: float, before: Facts) -> None:
        """Accounts for a chunk of training."""
        self._services.telemetry.epochs.inc(max(0, self.facts.epoch - before.epoch))
        ended = self._effort.book(self._is_playing, begun, before, self.facts)
        if self.facts.divergence is not None:
            self._diverge()
        elif ended is not None or self.facts.engine != before.engine:
            self._publish()
        if ended is not None:
            ended.finish()
        self._say_if_busy()

    def _diverge(self) -> None:
        divergence = self.facts.divergence
        assert divergence is not None
        self._services.telemetry.divergences.inc()
        self._halt()
        self.status = transition(self.status, Status.DIVERGED)
        self._publish([events.diverged(divergence)])

    def _say_if_busy(self) -> None:
        if self._effort.is_behind and self._services.is_crowded and not self._said_busy:
            self._said_busy = True
            self.audience.tell(events.busy())

    def _publish(self, told: list[str] | None = None) -> None:
        """Something has changed that the next frame does not tell, or not soon enough."""
        self.revision += 1
        self.audience.tell_state(self.describe)
        for event in told or ():
            self.audience.tell(event)

    def _play(self, speed: float | None) -> None:
        self.status = transition(self.status, Status.PLAYING)
        self._effort.play(speed, self.facts.epoch)
        self._said_busy = False

    def _halt(self) -> None:
        """No more training: neither playing nor stepping."""
        self._effort.stop()
        if self._is_playing:
            self.status = transition(self.status, Status.PAUSED)

    def _refuse_if_diverged(self, command: str) -> None:
        if self.status is Status.DIVERGED:
            raise Diverged(
                f"the session has diverged and cannot {command}: reset or restore it, "
                "or change its config or parameters first"
            )

    async def _rest(self, now: float) -> None:
        """Sleeps until an order comes, or the next epoch or frame is due."""
        moments = [self.audience.next_moment(self.revision)]
        if self._is_playing:
            moments.append(self._effort.next_moment())
        due = min((moment for moment in moments if moment is not None), default=None)
        alarm = None
        if due is not None:
            alarm = asyncio.get_running_loop().call_later(max(0.0, due - now), self._wake.set)
        await self._wake.wait()
        if alarm is not None:
            alarm.cancel()
