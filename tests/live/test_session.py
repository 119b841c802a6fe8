"""Sessions: states, steps, frames and viewers."""

import asyncio
import json
import threading
from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np
import pytest

from tests.live.conftest import SMALL, Stage, on_stage, until
from tinkernet import Config, Trainer
from tinkernet.errors import Diverged, InvalidConfig, InvalidParameter, NotFound, Playing, TooManyMessages
from tinkernet.live.commands import (
    Command,
    Configure,
    Pause,
    Play,
    Regenerate,
    Reset,
    Restore,
    SetParameters,
    Step,
    View,
)
from tinkernet.live.frame import decode
from tinkernet.live.orders import MAX_ORDERS
from tinkernet.live.viewer import GONE, Viewer
from tinkernet.live.workload import MAX_STEPS_WAITING, Status

pytestmark = pytest.mark.anyio

RUNAWAY = Config.parse(
    {
        "data": {"dataset": "plane"},
        "network": {"activation": "linear"},
        "training": {"learning_rate": 10},
    }
)


def edit(value: float) -> SetParameters:
    return SetParameters.model_validate(
        {"changes": [{"layer": 1, "unit": 0, "input": "bias", "value": value}]}
    )


async def received(viewer: Viewer) -> tuple[list[dict[str, Any]], list[bytes]]:
    """What has been sent to a viewer, with at least one message."""
    messages = await viewer.outgoing()
    texts = [json.loads(message) for message in messages if isinstance(message, str)]
    return texts, [message for message in messages if isinstance(message, bytes)]


async def a_frame(viewer: Viewer) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """The next frame a viewer gets, which it draws."""
    while True:
        _, frames = await received(viewer)
        if frames:
            tensors, header = decode(frames[-1])
            return tensors, header


async def test_a_step_trains_exactly_so_many_epochs(stage: Stage) -> None:
    await stage.session.perform(Step(epochs=7))
    assert (stage.session.facts.epoch, stage.session.status) == (7, Status.PAUSED)
    await stage.session.perform(Step(steps=3))
    assert (stage.session.facts.epoch, stage.session.facts.step) == (8, 7 * 2 + 3)


async def test_steps_are_done_one_after_the_other(stage: Stage) -> None:
    await asyncio.gather(*(stage.session.perform(Step(epochs=5)) for _ in range(3)))
    assert stage.session.facts.epoch == 15


async def test_playing_goes_on_until_paused(stage: Stage) -> None:
    await stage.session.perform(Play())
    await until(lambda: stage.session.facts.epoch > 20)
    await stage.session.perform(Pause())
    epoch = stage.session.facts.epoch
    await stage.session.ask(lambda trainer: None)
    assert stage.session.status is Status.PAUSED
    assert stage.session.facts.epoch == epoch
    assert stage.session.describe("", True).metrics.epochs_per_second == 0


async def test_pausing_a_paused_session_is_fine(stage: Stage) -> None:
    await stage.session.perform(Pause())
    assert stage.session.status is Status.PAUSED


async def test_playing_at_a_speed_trains_at_that_speed() -> None:
    now = [0.0]
    async with on_stage(clock=lambda: now[0]) as stage:
        await stage.session.perform(Play(epochs_per_second=10))
        for tenth in range(1, 31):
            now[0] = tenth / 10 + 1e-4
            await stage.session.ask(lambda trainer: None)
            await until(lambda tenth=tenth: stage.session.facts.epoch == tenth + 1)
        assert stage.session.describe("", True).metrics.epochs_per_second == pytest.approx(10, rel=0.02)


async def test_a_step_while_playing_is_refused(stage: Stage) -> None:
    await stage.session.perform(Play(epochs_per_second=1))
    with pytest.raises(Playing, match="playing"):
        await stage.session.perform(Step(epochs=1))


@pytest.mark.parametrize(
    "command", [Pause(), Reset(), Restore(epoch=0), Play(epochs_per_second=0.001)], ids=repr
)
async def test_a_long_step_is_ended_early(stage: Stage, command: Command) -> None:
    step = asyncio.create_task(stage.session.perform(Step(epochs=100_000)))
    await until(lambda: stage.session.facts.epoch > 0)
    await stage.session.perform(command)
    await step
    assert stage.session.facts.epoch < 100_000


@pytest.mark.parametrize(
    "command", [Configure(config={"training": {"learning_rate": 0.1}}), edit(0.5), Regenerate()], ids=repr
)
async def test_a_long_step_goes_on_after_a_change(stage: Stage, command: Command) -> None:
    step = asyncio.create_task(stage.session.perform(Step(epochs=100_000)))
    await until(lambda: stage.session.facts.epoch > 0)
    await stage.session.perform(command)
    epoch = stage.session.facts.epoch
    await until(lambda: stage.session.facts.epoch > epoch)
    assert not step.done()
    await stage.session.perform(Pause())
    await step


async def test_changes_are_taken_while_playing(stage: Stage) -> None:
    await stage.session.perform(Play())
    await stage.session.perform(Configure(config={"network": {"hidden": [3, 2]}}))
    epoch = stage.session.facts.epoch
    await until(lambda: stage.session.facts.epoch > epoch)
    assert stage.session.status is Status.PLAYING
    assert [layer.units for layer in stage.session.facts.structure.layers] == [3, 2]


async def test_a_refused_config_changes_nothing(stage: Stage) -> None:
    before = await stage.session.ask(Trainer.save)
    revision = stage.session.revision
    for change in (
        {"data": {"noise": 80}},
        {"training": {"loss": "hinge"}, "data": {"dataset": "plane"}},
        {"x": 1},
    ):
        with pytest.raises(InvalidConfig):
            await stage.session.perform(Configure(config=change))
    assert await stage.session.ask(Trainer.save) == before
    assert stage.session.revision == revision


async def test_parameters_are_set_all_or_none(stage: Stage) -> None:
    before = await stage.session.ask(lambda trainer: trainer.parameters.copy())
    good = {"layer": 1, "unit": 0, "input": "bias", "value": 2.5}
    with pytest.raises(InvalidParameter):
        await stage.session.perform(SetParameters.model_validate({"changes": [good, {**good, "unit": 31}]}))
    assert np.array_equal(await stage.session.ask(lambda trainer: trainer.parameters), before)
    loss = stage.session.facts.metrics.train_loss
    await stage.session.perform(SetParameters.model_validate({"changes": [good]}))
    assert stage.session.facts.metrics.train_loss != loss
    assert not stage.session.facts.pristine


async def test_seeds_are_kept_given_or_drawn_and_stand_in_the_config(stage: Stage) -> None:
    async def seed_after(command: Command) -> tuple[int, int]:
        await stage.session.perform(command)
        config = stage.session.facts.config
        return config.network.seed, config.data.seed

    assert await seed_after(Reset(seed="same")) == (1, 1)
    assert await seed_after(Reset(seed="new")) == (77, 1)
    assert await seed_after(Reset(seed=5)) == (5, 1)
    assert await seed_after(Regenerate(seed="new")) == (5, 77)
    assert await seed_after(Regenerate(seed="same")) == (5, 77)
    assert await seed_after(Regenerate(seed=6)) == (5, 6)


async def test_a_reset_pauses_at_epoch_0_with_the_same_weights(stage: Stage) -> None:
    first = await stage.session.ask(lambda trainer: trainer.parameters.copy())
    await stage.session.perform(Play())
    await until(lambda: stage.session.facts.epoch > 0)
    await stage.session.perform(Reset())
    assert (stage.session.facts.epoch, stage.session.status) == (0, Status.PAUSED)
    assert np.array_equal(await stage.session.ask(lambda trainer: trainer.parameters), first)


async def test_divergence_is_a_state_with_a_way_out() -> None:
    async with on_stage(RUNAWAY) as stage:
        viewer = await stage.watch()
        await stage.session.perform(Play())
        await until(lambda: stage.session.status is Status.DIVERGED)
        for command in (Play(), Step(epochs=1)):
            with pytest.raises(Diverged, match="reset or restore"):
                await stage.session.perform(command)
        texts, _ = await received(viewer)
        assert [text["code"] for text in texts if text["type"] == "notice"] == ["diverged"]
        assert np.isfinite(await stage.session.ask(lambda trainer: trainer.parameters)).all()
        await stage.session.perform(Configure(config={"training": {"learning_rate": 0.001}}))
        assert stage.session.status is Status.PAUSED
        await stage.session.perform(Step(epochs=5))
        assert stage.session.facts.divergence is None


async def test_training_that_diverges_late_goes_back_and_loses_no_session() -> None:
    async with on_stage(RUNAWAY.merged({"training": {"learning_rate": 0.003}})) as stage:
        await stage.session.perform(Step(epochs=50))
        await stage.session.perform(Configure(config={"training": {"learning_rate": 10}}))
        viewer = await stage.watch()
        await stage.session.perform(Play())
        await until(lambda: stage.session.status is Status.DIVERGED)
        assert stage.session.facts.epoch <= 50
        assert not viewer.closed.done()
        await stage.session.perform(Restore(epoch=0))
        await stage.session.perform(Step(epochs=1))


async def test_commands_behind_a_closing_one_are_refused(stage: Stage) -> None:
    waiting = [asyncio.create_task(stage.session.perform(command)) for command in (Pause(), Play(), Reset())]
    await asyncio.sleep(0)
    stage.session.close()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(result) for result in results] == [NotFound] * 3


async def test_a_session_that_is_steered_all_the_time_still_trains_among_many() -> None:
    async with on_stage() as stage:
        others = stage.around.pool
        rivals = [others.turn(lambda: threading.Event().wait(0.002)) for _ in range(20_000)]
        last = others.turn(lambda: None)
        await stage.session.perform(Play())
        while stage.session.facts.epoch < 10:
            await stage.session.perform(Configure(config={"training": {"learning_rate": 0.01}}))
            await asyncio.sleep(0.005)
        assert not last.result.done()
        for rival in rivals:
            rival.withdraw()


async def test_a_step_that_diverges_ends_and_says_so() -> None:
    async with on_stage(RUNAWAY) as stage:
        await stage.session.perform(Step(epochs=100_000))
        assert stage.session.status is Status.DIVERGED
        assert stage.session.describe("", True).divergence is not None


@pytest.mark.parametrize("command", [Reset(), Restore(epoch=0), edit(0.2)], ids=repr)
async def test_a_diverged_session_comes_back(command: Command) -> None:
    async with on_stage(RUNAWAY) as stage:
        await stage.session.perform(Step(epochs=100_000))
        await stage.session.perform(command)
        assert stage.session.status is Status.PAUSED


async def test_pausing_or_watching_a_diverged_session_is_fine() -> None:
    async with on_stage(RUNAWAY) as stage:
        await stage.session.perform(Step(epochs=100_000))
        await stage.session.perform(Pause())
        viewer = await stage.watch()
        _, header = await a_frame(viewer)
        assert header["status"] == stage.session.status == "diverged"


async def test_a_viewer_that_joins_is_told_everything_then_shown_a_frame(stage: Stage) -> None:
    await stage.session.perform(Step(epochs=2))
    viewer = await stage.watch()
    texts, frames = await received(viewer)
    assert [text["type"] for text in texts] == ["state", "points", "history"]
    assert texts[0]["id"] == "id"
    assert len(texts[1]["train"]) == len(texts[1]["test"]) == 20
    assert texts[2]["epochs"][-1] == 2
    if not frames:
        _, header = await a_frame(viewer)
        assert header["epoch"] == "2"


async def test_a_watcher_is_not_told_the_id(stage: Stage) -> None:
    texts, _ = await received(await stage.watch(may_steer=False))
    assert not {"id", "url"} & texts[0].keys()


async def test_a_frame_shows_what_the_trainer_knows(stage: Stage) -> None:
    await stage.session.perform(Step(epochs=3))
    viewer = await stage.watch()
    stage.session.look(viewer, View(resolution=20, unit="1-2", gradients=True))
    await until(lambda: viewer.is_holding)
    tensors, header = await a_frame(viewer)
    if "unit" not in tensors:
        tensors, header = await a_frame(viewer)
    pictures = await stage.session.ask(lambda trainer: trainer.pictures(20, "1-2"))
    assert np.array_equal(tensors["boundary"], pictures.boundary)
    assert np.array_equal(tensors["neurons"], pictures.neurons)
    assert np.array_equal(tensors["unit"], pictures.unit)
    assert np.array_equal(tensors["parameters"], await stage.session.ask(lambda trainer: trainer.parameters))
    assert np.allclose(tensors["gradients"], await stage.session.ask(lambda trainer: trainer.gradients()))
    assert header == {
        "sequence": header["sequence"],
        "epoch": "3",
        "step": "6",
        "status": "paused",
        "unit": "1-2",
    }


async def test_a_paused_session_draws_nothing_twice(stage: Stage) -> None:
    viewer = await stage.watch()
    _, header = await a_frame(viewer)
    stage.session.drawn(viewer, int(header["sequence"]))
    await stage.session.ask(lambda trainer: None)
    assert not viewer.is_holding
    await stage.session.perform(edit(1.0))
    _, later = await a_frame(viewer)
    assert int(later["sequence"]) > int(header["sequence"])


async def test_frames_are_built_once_for_all_who_look_the_same_way(stage: Stage) -> None:
    viewers = [await stage.watch() for _ in range(5)]
    await until(lambda: all(viewer.is_holding for viewer in viewers))
    await stage.session.perform(edit(1.0))
    frames = [(await received(viewer))[1][-1] for viewer in viewers[1:]]
    assert all(frame is frames[0] for frame in frames)


async def test_viewers_see_at_their_own_resolution_and_encoding(stage: Stage) -> None:
    small, packed = await stage.watch(), await stage.watch()
    stage.session.look(small, View(resolution=10))
    stage.session.look(packed, View(encoding="deflate"))
    await stage.session.perform(edit(1.0))

    async def shape(viewer: Viewer, wanted: Callable[[bytes], bool]) -> tuple[int, ...]:
        while True:
            _, frames = await received(viewer)
            for frame in frames:
                if wanted(frame):
                    return tuple(decode(frame)[0]["boundary"].shape)
                stage.session.drawn(viewer, int(decode(frame)[1]["sequence"]))
                await stage.session.perform(edit(1.0))

    assert await shape(small, lambda frame: decode(frame)[0]["boundary"].shape == (10, 10)) == (10, 10)
    assert await shape(packed, lambda frame: frame[:1] == b"x") == (100, 100)


async def test_a_viewer_without_credit_costs_the_others_nothing(stage: Stage) -> None:
    idle, keen = await stage.watch(), await stage.watch()
    stage.session.look(idle, View(resolution=200))
    await stage.session.perform(Play())
    drawn = 0
    while drawn < 20:
        _, header = await a_frame(keen)
        stage.session.drawn(keen, int(header["sequence"]))
        drawn += 1
    assert stage.session.audience.specs(float("inf"), stage.session.revision + 1) == {keen.spec}


async def test_every_turn_has_a_frame_while_the_viewers_keep_up() -> None:
    """In a crowd turns take so long that a frame is always due."""
    seconds = count(1000.0)
    async with on_stage(clock=lambda: next(seconds)) as stage:
        viewer = await stage.watch()
        await a_frame(viewer)
        await stage.session.perform(Play())
        for _ in range(20):
            await a_frame(viewer)
            stage.session.drawn(viewer, 10**6)
        measured = stage.around.telemetry.registry.get_sample_value
        turns, frames = measured("tinkernet_turn_seconds_count"), measured("tinkernet_frames_total")
        assert turns is not None
        assert frames is not None
        assert frames >= 20
        assert turns <= frames + 3


async def test_a_vanished_viewer_is_forgotten(stage: Stage) -> None:
    viewer = await stage.watch()
    assert len(stage.session.audience) == 1
    stage.session.leave(viewer)
    assert len(stage.session.audience) == 0
    await stage.session.perform(Step(epochs=1))


async def test_a_viewer_that_does_not_read_its_events_is_cut_off_alone(stage: Stage) -> None:
    deaf, keen = await stage.watch(), await stage.watch()
    for _ in range(300):
        await stage.session.perform(Pause())
        await received(keen)
    assert deaf.closed.result() == 1013
    assert not keen.closed.done()


async def test_a_unit_that_is_gone_is_no_longer_shown(stage: Stage) -> None:
    viewer = await stage.watch()
    stage.session.look(viewer, View(unit="1-2"))
    with pytest.raises(NotFound, match="9-9"):
        stage.session.look(viewer, View(unit="9-9"))
    await stage.session.perform(Configure(config={"network": {"hidden": [1]}}))
    stage.session.drawn(viewer, 10**6)
    while (await a_frame(viewer))[0]["neurons"].shape[0] != 1:
        stage.session.drawn(viewer, 10**6)
        await stage.session.perform(edit(1.0))
    assert stage.session.status is Status.PAUSED


async def test_new_data_are_told_and_a_cut_history_too(stage: Stage) -> None:
    viewer = await stage.watch()
    await received(viewer)

    async def told(command: Command) -> list[str]:
        await stage.session.perform(command)
        return [text["type"] for text in (await received(viewer))[0]]

    assert await told(Regenerate()) == ["state", "points"]
    assert await told(Configure(config={"data": {"noise": 10}})) == ["state", "points"]
    assert await told(Configure(config={"training": {"learning_rate": 0.1}})) == ["state"]
    assert await told(Reset()) == ["state", "history"]
    assert await told(Restore(epoch=0)) == ["state", "history"]


async def test_two_users_at_once_steer_one_network(stage: Stage) -> None:
    one, two = await stage.watch(), await stage.watch()
    await asyncio.gather(
        stage.session.perform(Configure(config={"training": {"learning_rate": 0.1}})),
        stage.session.perform(Configure(config={"training": {"batch_size": 5}})),
    )
    for viewer in (one, two):
        state = [text for text in (await received(viewer))[0] if text["type"] == "state"][-1]
        assert (state["config"]["training"]["learning_rate"], state["config"]["training"]["batch_size"]) == (
            0.1,
            5,
        )


async def test_too_many_waiting_commands_are_refused(stage: Stage) -> None:
    pauses = [asyncio.create_task(stage.session.perform(Pause())) for _ in range(MAX_ORDERS + 10)]
    results = await asyncio.gather(*pauses, return_exceptions=True)
    assert [type(result) for result in results if result is not None] == [TooManyMessages] * 10


async def test_too_many_waiting_steps_are_refused_but_a_pause_is_not(stage: Stage) -> None:
    steps = [
        asyncio.create_task(stage.session.perform(Step(epochs=100_000))) for _ in range(MAX_STEPS_WAITING)
    ]
    await until(lambda: stage.session.facts.epoch > 0)
    with pytest.raises(TooManyMessages):
        await stage.session.perform(Step(epochs=1))
    await stage.session.perform(Pause())
    await asyncio.gather(*steps)


async def test_a_closed_session_lets_everybody_go(stage: Stage) -> None:
    viewer = await stage.watch()
    step = asyncio.create_task(stage.session.perform(Step(epochs=100_000)))
    await until(lambda: stage.session.facts.epoch > 0)
    stage.session.close()
    await step
    assert viewer.closed.result() == GONE
    with pytest.raises(NotFound):
        await stage.session.perform(Pause())


async def test_a_mistake_in_a_question_does_not_end_the_session(stage: Stage) -> None:
    with pytest.raises(ZeroDivisionError):
        await stage.session.ask(lambda trainer: 1 // 0)
    await stage.session.perform(Step(epochs=1))
    assert stage.session.facts.epoch == 1


async def test_what_is_served_live_is_what_a_script_computes(stage: Stage) -> None:
    alone = Trainer(SMALL, fused_ready=lambda: False)
    alone.train(30)
    await stage.session.perform(Step(epochs=10))
    await stage.session.perform(Play())
    await until(lambda: stage.session.facts.epoch >= 12)
    await stage.session.perform(Pause())
    await stage.session.perform(Restore(epoch=0))
    await stage.session.perform(Step(epochs=30))
    assert np.array_equal(await stage.session.ask(lambda trainer: trainer.parameters), alone.parameters)
