"""Workloads: nothing that is asked for is lost, nothing is invented, and the status says what is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet import Config, Trainer
from tinkernet.errors import Diverged, Playing, TinkernetError, TooManyMessages
from tinkernet.live.pace import FRAME
from tinkernet.live.workload import MAX_STEPS_WAITING, Amount, Status, Workload, transition

ALLOWED = {
    ("paused", "playing"), ("paused", "diverged"), ("paused", "closed"),
    ("playing", "paused"), ("playing", "diverged"), ("playing", "closed"),
    ("diverged", "paused"), ("diverged", "closed"),
}  # fmt: skip
SECONDS = 0.008


@pytest.mark.parametrize("now", Status)
@pytest.mark.parametrize("then", Status)
def test_a_state_follows_another_as_the_table_says(now: Status, then: Status) -> None:
    if now is then or (now, then) in ALLOWED:
        assert transition(now, then) is then
    else:
        with pytest.raises(AssertionError):
            transition(now, then)


@pytest.mark.parametrize(
    ("amount", "epochs", "steps", "left", "is_used_up"),
    [
        (Amount(epochs=5), 2, 40, Amount(epochs=3), False),
        (Amount(epochs=5), 5, 100, Amount(epochs=0), True),
        (Amount(steps=5), 2, 4, Amount(steps=1), False),
        (Amount(steps=5), 0, 5, Amount(steps=0), True),
        (Amount(epochs=5, steps=50), 1, 50, Amount(epochs=4, steps=0), True),
        (Amount(epochs=5, seconds=1), 1, 9, Amount(epochs=4), False),
    ],
)
def test_an_amount_is_used_up_by_whichever_limit_comes_first(
    amount: Amount, epochs: int, steps: int, left: Amount, is_used_up: bool
) -> None:
    assert amount.without(epochs, steps) == left
    assert left.is_used_up is is_used_up


@pytest.mark.parametrize("amount", [Amount(epochs=3), Amount(steps=3), Amount(seconds=0.001)])
def test_an_amount_is_what_a_trainer_takes(amount: Amount) -> None:
    trainer = Trainer(Config.parse({"training": {"engine": "autograd"}}))
    trainer.train(amount.epochs, steps=amount.steps, seconds=amount.seconds)
    assert amount.without(trainer.epoch, trainer.step).is_used_up or amount.seconds is not None
    assert trainer.step > 0


def test_a_workload_is_empty_at_first() -> None:
    workload = Workload()
    assert workload.is_empty
    assert (workload.status, workload.speed, workload.epochs_per_second) == (Status.PAUSED, None, 0)
    assert workload.next_amount(0, SECONDS) is None
    assert workload.next_moment() == inf


def test_playing_without_a_speed_is_limited_by_time_alone() -> None:
    workload = Workload()
    workload.play(None, now=0)
    assert workload.next_amount(0, SECONDS) == Amount(seconds=SECONDS)
    assert workload.next_moment() <= 0


def test_playing_at_a_speed_comes_in_time() -> None:
    workload = Workload()
    workload.play(10, now=0)
    assert workload.next_amount(0, SECONDS) == Amount(epochs=1, seconds=SECONDS)
    workload.book(1, 25, begun=0, now=0.001)
    assert workload.next_amount(0.05, SECONDS) is None
    assert workload.next_moment() == pytest.approx(0.1, abs=FRAME)
    assert workload.next_amount(0.1, SECONDS) == Amount(epochs=1, seconds=SECONDS)


def test_the_speed_that_was_asked_for_last_is_remembered() -> None:
    workload = Workload()
    workload.play(30, now=0)
    workload.pause()
    assert workload.speed == 30
    workload.play(None, now=1)
    assert workload.speed is None


def test_a_slow_server_is_behind_the_speed_that_was_asked_for() -> None:
    workload = Workload()
    workload.play(1000, now=0)
    assert not workload.is_behind
    workload.book(1, 25, begun=0, now=1)
    assert workload.is_behind


def test_the_speed_that_is_reached_is_measured_while_training_lasts() -> None:
    workload = Workload()
    workload.play(None, now=0)
    for second in range(3):
        workload.book(50, 500, begun=second, now=second + 1)
        assert workload.epochs_per_second == 50
    workload.play(20, now=3)
    assert workload.epochs_per_second == 50
    workload.pause()
    assert workload.epochs_per_second == 0


def test_the_measured_speed_ends_with_the_last_step_alone() -> None:
    workload = Workload()
    for _ in range(2):
        workload.step(Amount(epochs=10), lambda: None, now=0)
    assert workload.book(10, 100, begun=0, now=1)
    assert workload.epochs_per_second == 10
    assert workload.book(10, 100, begun=1, now=2)
    assert workload.epochs_per_second == 0


@pytest.mark.parametrize(
    ("what", "status"),
    [
        (Workload.pause, Status.PAUSED),
        (lambda workload: workload.play(5, now=1), Status.PLAYING),
        (Workload.diverge, Status.DIVERGED),
        (Workload.close, Status.CLOSED),
    ],
    ids=["pause", "play", "diverge", "close"],
)
def test_what_ends_steps_ends_all_of_them(what: Callable[[Workload], None], status: Status) -> None:
    workload, ended = Workload(), []
    for number in range(3):
        workload.step(Amount(epochs=10), partial(ended.append, number), now=0)
    assert not workload.book(9, 90, begun=0, now=1)
    what(workload)
    assert ended == [0, 1, 2]
    assert workload.status is status


def test_a_step_while_playing_is_refused() -> None:
    workload = Workload()
    workload.play(5, now=0)
    with pytest.raises(Playing, match="the session is playing: pause it before a step"):
        workload.step(Amount(epochs=1), lambda: None, now=0)


def test_too_many_steps_are_refused() -> None:
    workload = Workload()
    for _ in range(MAX_STEPS_WAITING):
        workload.step(Amount(steps=1), lambda: None, now=0)
    with pytest.raises(TooManyMessages, match="at most 256 steps may wait: pause ends them all"):
        workload.step(Amount(steps=1), lambda: None, now=0)
    workload.pause()
    workload.step(Amount(steps=1), lambda: None, now=0)


def test_what_has_diverged_refuses_to_play_and_to_step() -> None:
    workload = Workload()
    workload.diverge()
    with pytest.raises(Diverged, match="cannot play: reset or restore it"):
        workload.play(None, now=0)
    with pytest.raises(Diverged, match="cannot step: reset or restore it"):
        workload.step(Amount(steps=1), lambda: None, now=0)


@dataclass
class Asked:
    """A step as whoever asked for it counts it."""

    amount: Amount
    epochs: int = 0
    steps: int = 0
    times_ended: int = 0

    def end(self) -> None:
        self.times_ended += 1

    @property
    def left(self) -> int:
        """Epochs or steps, whichever was asked for."""
        if self.amount.epochs is not None:
            return self.amount.epochs - self.epochs
        assert self.amount.steps is not None
        return self.amount.steps - self.steps


class Books:
    """What a workload should do, in books of our own."""

    def __init__(self) -> None:
        self.now = 0.0
        self.workload = Workload()
        self.status = Status.PAUSED
        self.waiting: list[Asked] = []
        self.over: list[Asked] = []
        self.began, self.trained = 0.0, 0
        """When playing began, and the epochs since then."""

    def play(self, speed: float | None) -> None:
        with self.refused_while(Status.DIVERGED, Diverged):
            self.workload.play(speed, self.now)
            self.end_all(Status.PLAYING)
            self.began, self.trained = self.now, 0

    def step(self, amount: Amount) -> None:
        asked = Asked(amount)
        with self.refused_while(Status.DIVERGED, Diverged), self.refused_while(Status.PLAYING, Playing):
            self.workload.step(amount, asked.end, self.now)
            self.waiting.append(asked)

    def pause(self) -> None:
        self.workload.pause()
        if self.status in (Status.PAUSED, Status.PLAYING):
            self.end_all(Status.PAUSED)

    def diverge(self) -> None:
        if not self.workload.is_empty:
            self.workload.diverge()
            self.end_all(Status.DIVERGED)

    def recover(self) -> None:
        self.workload.recover()
        if self.status is Status.DIVERGED:
            self.status = Status.PAUSED

    def train(self, share: float, steps_each: int, cost: float) -> None:
        """A chunk, of which time permits only a share, as long as that is one step at least."""
        amount = self.workload.next_amount(self.now, SECONDS)
        begun, self.now = self.now, self.now + cost
        if amount is None:
            assert not self.waiting
            return
        if amount.steps is not None:
            steps = max(1, round(share * amount.steps))
            epochs = steps // steps_each
        else:
            epochs = round(share * (50 if amount.epochs is None else amount.epochs))
            steps = max(1, epochs * steps_each)
        has_ended = self.workload.book(epochs, steps, begun, self.now)
        if self.status is Status.PLAYING:
            assert not has_ended
            self.keep_pace(epochs, begun)
        else:
            self.keep_step(epochs, steps, has_ended)

    def keep_pace(self, epochs: int, begun: float) -> None:
        """Never more than the clock has asked for since playing began."""
        self.trained += epochs
        if self.workload.speed is not None:
            assert self.trained <= (begun - self.began) * self.workload.speed + 1.001

    def keep_step(self, epochs: int, steps: int, has_ended: bool) -> None:
        """What was trained counts for the step that was asked for first, and ends it when that is all."""
        first = self.waiting[0]
        first.epochs += epochs
        first.steps += steps
        assert has_ended is (first.left <= 0)
        if has_ended:
            self.over.append(self.waiting.pop(0))

    @contextmanager
    def refused_while(self, status: Status, refusal: type[TinkernetError]) -> Iterator[None]:
        if self.status is status:
            with pytest.raises(refusal):
                yield
        else:
            yield

    def end_all(self, status: Status) -> None:
        self.over += self.waiting
        self.waiting = []
        self.status = status

    def agree(self) -> None:
        """The workload says the same: nothing was lost, and nothing invented."""
        is_playing = self.status is Status.PLAYING
        assert self.workload.status is self.status
        assert self.workload.is_empty is (not is_playing and not self.waiting)
        assert not self.waiting or self.status is Status.PAUSED
        assert all(asked.times_ended == 1 for asked in self.over)
        assert all(asked.times_ended == 0 for asked in self.waiting)
        amount = self.workload.next_amount(self.now, SECONDS)
        if self.waiting:
            first = self.waiting[0]
            is_epochs = first.amount.epochs is not None
            assert amount == Amount(*((first.left, None) if is_epochs else (None, first.left)), SECONDS)
        elif not is_playing:
            assert amount is None
            assert self.workload.epochs_per_second == 0
            assert self.workload.next_moment() == inf
        elif self.workload.speed is None:
            assert amount == Amount(seconds=SECONDS)


FEW = st.integers(1, 50)
ACTIONS = st.one_of(
    st.tuples(st.just("play"), st.sampled_from([None, 0.5, 7, 60, 5000])),
    st.tuples(st.just("step"), st.builds(Amount, epochs=FEW) | st.builds(Amount, steps=FEW)),
    st.tuples(st.sampled_from(["pause", "diverge", "recover"])),
    *[
        st.tuples(
            st.just("train"), st.sampled_from([0, 0.4, 1]), st.integers(1, 9), st.sampled_from([0, 0.01, 1])
        )
    ]
    * 3,
)


@given(st.lists(ACTIONS, min_size=20, max_size=60))
def test_no_interleaving_loses_work_or_invents_any(actions: list[tuple[Any, ...]]) -> None:
    books = Books()
    for name, *details in actions:
        getattr(books, name)(*details)
        books.agree()
    books.workload.close()
    books.end_all(Status.CLOSED)
    books.pause()
    books.recover()
    books.agree()
