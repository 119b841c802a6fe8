"""Orders: who waits is answered once, and a command does to a trainer what it says, or nothing."""

import asyncio
import json

import numpy as np
import pytest

from tests.live.conftest import SMALL
from tinkernet import Config, Trainer
from tinkernet.config import MAX_SEED
from tinkernet.errors import InvalidConfig, InvalidParameter, NotFound, TooManyMessages
from tinkernet.live.commands import (
    Command,
    Configure,
    Pause,
    Play,
    Regenerate,
    Reset,
    Restore,
    SetParameters,
    View,
)
from tinkernet.live.description import Facts
from tinkernet.live.orders import MAX_ORDERS, Orders, carry_out, draw_seed
from tinkernet.points.drawing import Drawing

pytestmark = pytest.mark.anyio


@pytest.fixture
def trainer() -> Trainer:
    return Trainer(SMALL, fused_ready=lambda: False)


def carried_out(command: Command, trainer: Trainer) -> tuple[Facts, list[str]]:
    """The facts after a command, and the kinds of events that tell of it."""
    facts, told = carry_out(command, trainer, Drawing(trainer.points.whole), Facts.of(trainer), lambda: 77)
    return facts, [json.loads(event)["type"] for event in told]


def edited(*values: float) -> SetParameters:
    """A command that sets the biases of the first units."""
    changes = [
        {"layer": 1, "unit": unit, "input": "bias", "value": value} for unit, value in enumerate(values)
    ]
    return SetParameters.model_validate({"changes": changes})


async def test_orders_come_first_come_first_served() -> None:
    orders = Orders()
    for command in (Pause(), Play(), Reset()):
        orders.add(command)
    assert [type(orders.next().work) for _ in range(len(orders))] == [Pause, Play, Reset]


async def test_whoever_waits_is_answered_or_refused_once() -> None:
    orders = Orders()
    answered, refused = orders.add(lambda trainer: trainer.epoch), orders.add(Pause())
    order = orders.next()
    order.finish(5)
    order.fail(NotFound("too late"))
    orders.next().fail(NotFound("no"))
    assert await answered == 5
    with pytest.raises(NotFound, match="no"):
        await refused


async def test_whoever_no_longer_waits_is_not_answered() -> None:
    orders = Orders()
    for _ in range(2):
        orders.add(Pause()).cancel()
    orders.next().finish()
    orders.next().fail(NotFound("nobody"))
    assert len(orders) == 0


async def test_too_many_orders_are_refused() -> None:
    orders = Orders()
    for _ in range(MAX_ORDERS):
        orders.add(Pause())
    with pytest.raises(TooManyMessages, match="at most 256 commands may wait for a session"):
        orders.add(Pause())
    orders.next()
    orders.add(Pause())


async def test_a_session_that_is_gone_refuses_all_that_waits() -> None:
    orders = Orders()
    waiting = [orders.add(Pause()) for _ in range(3)]
    orders.refuse_all()
    assert len(orders) == 0
    refusals = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(refusal) for refusal in refusals] == [NotFound] * 3
    assert len(set(map(id, refusals))) == 3


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (Configure(config={"training": {"learning_rate": 0.1}}), []),
        (Configure(config={"data": {"noise": 10}}), ["points"]),
        (Regenerate(), ["points"]),
        (Regenerate(seed="same"), []),
        (edited(0.5), []),
        (Reset(), ["history"]),
        (Restore(epoch=0), ["history"]),
    ],
    ids=repr,
)
def test_new_points_and_a_cut_history_are_told(trainer: Trainer, command: Command, told: list[str]) -> None:
    trainer.train(epochs=3)
    facts, kinds = carried_out(command, trainer)
    assert kinds == told
    assert facts == Facts.of(trainer)


def test_a_restore_that_brings_other_points_back_tells_both(trainer: Trainer) -> None:
    carried_out(Regenerate(), trainer)
    trainer.train(epochs=1)
    carried_out(Configure(config={"data": {"noise": 10}}), trainer)
    assert carried_out(Restore(epoch=0), trainer)[1] == ["points", "history"]


def test_what_is_so_already_leaves_a_diverged_trainer_as_it_is() -> None:
    trainer = Trainer(
        Config.parse(
            {
                "data": {"dataset": "plane"},
                "network": {"activation": "linear"},
                "training": {"learning_rate": 10},
            }
        ),
        fused_ready=lambda: False,
    )
    trainer.train(epochs=1000)
    first_bias = 2 * trainer.config.network.hidden[0]
    same = edited(float(trainer.parameters[first_bias]))
    for command in (Configure(config={}), Configure(config={"data": {"noise": 0}}), same):
        assert carried_out(command, trainer)[0].divergence is not None
    assert carried_out(edited(0.5), trainer)[0].divergence is None


@pytest.mark.parametrize(
    ("command", "refusal", "field"),
    [
        (Configure(config={"data": {"noise": 80}}), InvalidConfig, "data.noise"),
        (edited(0.5, 0.5, 0.5, 0.5), InvalidParameter, "[3].unit"),
        (edited(0.5, 1e7), InvalidParameter, "[1].value"),
    ],
    ids=repr,
)
def test_a_refusal_names_the_field_and_changes_nothing(
    trainer: Trainer, command: Command, refusal: type[InvalidConfig | InvalidParameter], field: str
) -> None:
    before = trainer.save()
    with pytest.raises(refusal) as refused:
        carried_out(command, trainer)
    assert refused.value.field == field
    assert trainer.save() == before


def test_all_edits_are_made(trainer: Trainer) -> None:
    facts, _ = carried_out(edited(0.5, -0.25, 2.0), trainer)
    assert np.array_equal(trainer.parameters[6:9], np.array([0.5, -0.25, 2.0], np.float32))
    assert not facts.pristine


def test_what_is_no_change_of_a_trainer_is_a_mistake_of_ours(trainer: Trainer) -> None:
    with pytest.raises(AssertionError, match="View does not change a trainer"):
        carried_out(View(), trainer)


def test_drawn_seeds_are_seeds_and_differ() -> None:
    seeds = {draw_seed() for _ in range(20)}
    assert len(seeds) > 1
    assert all(0 <= seed <= MAX_SEED for seed in seeds)
