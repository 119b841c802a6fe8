"""A session: one live network, trained, watched and steered."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, cast

from tinkernet.base.strict_json import dump
from tinkernet.live import events
from tinkernet.live.commands import NAMES, Command, Pause, Play, Reset, Restore, Step, View
from tinkernet.live.description import Facts, Identity, Standing
from tinkernet.live.edits import PointCommand
from tinkernet.live.frame import FrameSpec, Moment, frames
from tinkernet.live.orders import Order, Orders, Question, carry_out, gone
from tinkernet.live.pool import Turns
from tinkernet.live.services import Services
from tinkernet.live.viewer import GONE, INTERNAL_ERROR, Audience, Viewer
from tinkernet.live.workload import Amount, Status, Workload
from tinkernet.nn.trainer import Trainer
from tinkernet.points.drawing import Drawing
from tinkernet.wire.session import OwnedSession, WatchedSession

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class Session:
    """The sole owner of one `Trainer`.

    One task runs `run`. Whoever wants something leaves an order and waits; orders are carried out between two
    chunks of training, never during one, so that no lock exists.
    """

    def __init__(
        self, identity: Identity, trainer: Trainer, services: Services, first_point: int = 0
    ) -> None:
        """`first_point` is the id of its first point."""
        self.identity = identity
        self.facts = Facts.of(trainer)
        self.audience = Audience()
        self.revision = 0
        """Rises with every change that a viewer could see or a restart could lose."""
        self._trainer = trainer
        self._drawing = Drawing(trainer.points.whole, first_point)
        self._services = services
        self._workload = Workload()
        self._orders = Orders()
        self._turns = Turns(services.pool)
        self._wake = asyncio.Event()
        self._said_busy = False

    # What others ask of it

    @property
    def status(self) -> Status:
        """What it is doing."""
        return self._workload.status

    @property
    def speed(self) -> float | None:
        """Epochs a second that were asked for; None: as fast as it goes."""
        return self._workload.speed

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

    async def data(self) -> bytes:
        """Its points, as JSON."""
        return await self.ask(lambda trainer: dump(events.points_body(trainer.points, self._drawing)))

    async def join(self, viewer: Viewer) -> None:
        """Tells a viewer all there is to know, and shows it every frame it has credit for."""
        data, losses = await self.ask(
            lambda trainer: (events.points(trainer.points, self._drawing), events.history(trainer.history))
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
            raise gone()
        speeds = self.speed, self._workload.epochs_per_second
        return Standing(self.identity, self.status, *speeds, self.facts).described(base_url, may_steer)

    def resume(self, status: Status, speed: float | None) -> None:
        """Goes on as it was when it was saved."""
        if status is Status.PLAYING:
            self._workload.play(speed, self._services.clock())
        elif status is Status.DIVERGED:
            self._workload.diverge()

    def close(self, code: int = GONE) -> None:
        """Ends the session: its task, its streams, and the waiting for what was not done yet."""
        self._workload.close()
        self.audience.close(code)
        self._hurry()

    # Its task

    async def run(self) -> None:
        """Carries out orders, trains and publishes, until the session is closed."""
        try:
            while self.status is not Status.CLOSED:
                try:
                    await self._round()
                except Exception:  # the outer edge of the session: a mistake of ours must not end it
                    logger.exception("a round of a session failed")
                    self._workload.pause()
                    self.audience.close(INTERNAL_ERROR)
        finally:
            self._services.busy.discard(self)
            self._workload.close()
            self._orders.refuse_all()

    async def _round(self) -> None:
        self._wake.clear()
        while self._orders and self.status is not Status.CLOSED:
            await self._obey(self._orders.next())
            await self._let_send()
        if self.status is Status.CLOSED:
            return
        now = self._services.clock()
        amount = self._next_amount(now)
        specs = self.audience.specs(now, self.revision + (amount is not None))
        if amount is not None or specs:
            await self._take_turn(amount, specs)
        else:
            await self._rest(now)

    async def _let_send(self) -> None:
        """Lets the streams send what they were just given: until then they are not due for another frame."""
        await asyncio.sleep(0)

    async def _rest(self, now: float) -> None:
        """Sleeps until an order comes, or the next epoch or frame is due."""
        due = min(self.audience.next_moment(self.revision), self._workload.next_moment())
        alarm = asyncio.get_running_loop().call_later(max(0.0, due - now), self._wake.set)
        await self._wake.wait()
        alarm.cancel()

    # Orders

    async def _order(self, work: Command | Question) -> Any:
        if self.status is Status.CLOSED:
            raise gone()
        answer = self._orders.add(work)
        self._hurry()
        return await answer

    def _hurry(self) -> None:
        """An order waits: training that has not begun yet gives way to it."""
        self._wake.set()
        self._turns.give_way()

    async def _obey(self, order: Order) -> None:
        try:
            match order.work:
                case Step(epochs=epochs, steps=steps):  # answered when it has ended
                    self._workload.step(Amount(epochs, steps), order.finish, self._services.clock())
                case Command() as command:
                    before = self.facts
                    told = await self._carry_out(command)
                    is_edit = isinstance(command, PointCommand)
                    self._publish(told, is_state=not is_edit or not self.facts.is_but_for_points(before))
                    order.finish()
                case question:
                    order.finish(await self._services.pool.now(partial(question, self._trainer)))
        except Exception as error:  # passed on to whoever asked
            order.fail(error)

    async def _carry_out(self, command: Command) -> list[str]:
        """Does what is told; the events that tell of it, beside the state."""
        match command:
            case Play(epochs_per_second=speed):
                self._workload.play(speed, self._services.clock())
                self._said_busy = False
            case Pause():
                self._workload.pause()
            case _:
                return await self._change(command)
        return []

    async def _change(self, command: Command) -> list[str]:
        """Changes the trainer; the events that tell of it, beside the state."""
        before, draw_seed = self.facts, self._services.draw_seed
        self.facts, told = await self._services.pool.now(
            lambda: carry_out(command, self._trainer, self._drawing, before, draw_seed)
        )
        if isinstance(command, Reset | Restore):
            self._workload.pause()
        if self.facts.divergence is None:
            self._workload.recover()
        return told

    def _publish(self, told: list[str], is_state: bool = True) -> None:
        """Something has changed that the next frame does not tell, or not soon enough: the state, or not."""
        self.revision += 1
        if is_state:
            self.audience.tell_state(self.describe)
        for event in told:
            self.audience.tell(event)

    # Training

    def _next_amount(self, now: float) -> Amount | None:
        if self._workload.is_empty:
            self._services.busy.discard(self)
            return None
        self._services.busy.add(self)
        return self._workload.next_amount(now, self._services.share())

    async def _take_turn(self, amount: Amount | None, specs: frozenset[FrameSpec]) -> None:
        """Trains a chunk and draws what is due, in one visit to the pool."""
        begun, before = self._services.clock(), self.facts
        outcome = await self._turns.take(lambda: self._turn(amount, specs))
        if outcome is None or self.status is Status.CLOSED:
            return
        self.facts, built = outcome
        now = self._services.clock()
        self._services.telemetry.turn_seconds.observe(now - begun)
        self.revision += amount is not None
        if built:
            self._services.telemetry.frames.inc(self.audience.show(built, self.revision, begun))
        if amount is not None:
            self._book(before, begun, now)
        if built:
            await self._let_send()

    def _turn(
        self, amount: Amount | None, specs: frozenset[FrameSpec]
    ) -> tuple[Facts, dict[FrameSpec, bytes]]:
        """In a thread of the pool, where nobody else touches the trainer: what is true then, and is shown."""
        if amount is not None:
            self._trainer.train(amount.epochs, steps=amount.steps, seconds=amount.seconds)
        facts = Facts.of(self._trainer)
        if not specs:
            return facts, {}
        status = self.status if facts.divergence is None else Status.DIVERGED
        moment = Moment(self.audience.sequence + 1, status, facts, self._workload.epochs_per_second)
        return facts, frames(self._trainer, specs, moment)

    def _book(self, before: Facts, begun: float, now: float) -> None:
        """Accounts for a chunk of training."""
        epochs, steps = self.facts.epoch - before.epoch, self.facts.step - before.step
        self._services.telemetry.epochs.inc(max(0, epochs))
        has_ended = self._workload.book(epochs, steps, begun, now)
        if self.facts.divergence is not None:
            self._services.telemetry.divergences.inc()
            self._workload.diverge()
            self._publish([events.diverged(self.facts.divergence)])
        elif has_ended or self.facts.engine != before.engine:
            self._publish([])
        if self._workload.is_behind and self._services.is_crowded and not self._said_busy:
            self._said_busy = True
            self.audience.tell(events.busy())
