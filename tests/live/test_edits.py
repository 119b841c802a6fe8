"""Points that are edited while the network trains: what goes on, who hears what, and what it costs."""

import asyncio
import json
import time
from statistics import median
from typing import Any

import numpy as np
import pytest

from tests.live.conftest import SMALL, Stage, on_stage, until
from tinkernet import Config, Trainer
from tinkernet.errors import InvalidConfig, InvalidRequest, NotFound
from tinkernet.live.commands import Command, Configure, MovePoints, Pause, Play, Reset, Restore, Step, command
from tinkernet.live.description import Facts
from tinkernet.live.orders import Orders, carry_out
from tinkernet.live.viewer import Viewer
from tinkernet.points.drawing import Drawing
from tinkernet.points.point_set import PointSet

pytestmark = pytest.mark.anyio

MANY = [[x % 71 / 6 - 5.9, x % 83 / 7 - 5.9, x % 2] for x in range(4999)]


def asked(kind: str, **fields: Any) -> Command:
    return command({"type": kind, **fields})


def add(*rows: tuple[float, float, float], **more: Any) -> Command:
    return asked("add_points", points=[*map(list, rows)], **more)


def move(id: int, x1: float, x2: float, gesture: str | None = None) -> MovePoints:
    found = asked("move_points", moves=[{"id": id, "x1": x1, "x2": x2}], gesture=gesture)
    assert isinstance(found, MovePoints)
    return found


async def told(viewer: Viewer) -> list[dict[str, Any]]:
    """The events that wait for a viewer; it draws its frames."""
    events = []
    while viewer._something.is_set():
        for message in await viewer.outgoing():
            if isinstance(message, str):
                events.append(json.loads(message))
    viewer.drawn(10**9)
    return events


async def test_an_edit_keeps_weights_and_counters_while_it_plays(stage: Stage) -> None:
    await stage.session.perform(Play())
    await until(lambda: stage.session.facts.epoch > 3)
    before = await stage.session.ask(lambda trainer: (trainer.parameters.copy(), trainer.epoch))
    await stage.session.perform(add((1, 1, 1)))
    after = await stage.session.ask(lambda trainer: (trainer.parameters.copy(), trainer.epoch))
    assert after[1] >= before[1]
    assert np.abs(after[0] - before[0]).max() < 0.5
    assert stage.session.status == "playing"
    assert isinstance(stage.session.facts.config.data, PointSet)
    assert stage.session.facts.config.data.count == 41


@pytest.mark.parametrize(
    "edit", [add((1, 1, 1)), move(3, 0, 0), asked("remove_points", ids=[5]), asked("set_points")]
)
async def test_parameters_optimizer_and_place_in_the_epoch_stay(edit: Command) -> None:
    config = SMALL.merged({"training": {"optimizer": "adam", "batch_size": 7}})
    trainer = Trainer(config, fused_ready=lambda: False)
    trainer.train(steps=7)
    drawing, before = Drawing(trainer.points.whole), trainer.snapshot()
    assert before.state.position > 0
    carry_out(edit, trainer, drawing, Facts.of(trainer), lambda: 0)
    after = trainer.snapshot().state
    for name in ("flat", "optimizer"):
        assert np.array_equal(getattr(after, name), getattr(before.state, name))
    assert after.counters.tolist() == before.state.counters.tolist()
    trainer.train(epochs=2)
    assert Trainer.load(trainer.save()).points.whole == drawing.now.points


async def test_the_first_edit_makes_the_very_same_points_ones_own(stage: Stage) -> None:
    before = await stage.session.ask(lambda trainer: trainer.points.whole)
    await stage.session.perform(asked("set_points"))
    own = stage.session.facts.config.data
    assert isinstance(own, PointSet)
    assert np.array_equal(own.rows, before.rows)
    assert np.array_equal(own.sides, before.sides)


async def test_viewers_hear_what_has_changed_and_nothing_else() -> None:
    config = Config.parse({"data": {"points": MANY}, "network": {"hidden": [3]}})
    async with on_stage(config) as stage:
        viewers = [await stage.watch(), await stage.watch(may_steer=False)]
        await stage.session.perform(Step(epochs=1))
        await stage.session.perform(asked("set_points"))
        await stage.session.perform(move(0, 0, 0))
        joined = [await told(viewer) for viewer in viewers]
        assert all(len(json.dumps(event)) < 4000 for event in joined[0] if event["type"] == "state")
        await stage.session.perform(add((0.123456789, 1, 1)))
        for viewer in viewers:
            [event] = await told(viewer)
            assert len(json.dumps(event)) < 1000
            assert event["added"] == [[4999, 0.123456789, 1, 1, event["added"][0][4]]]
            assert (event["type"], event["moved"], event["removed"]) == ("points_changed", [], [])
            assert event["digest"] == stage.session.facts.config.data.digest
        await stage.session.perform(move(7, 1, 2))
        await stage.session.perform(asked("remove_points", ids=[7]))
        await stage.session.perform(asked("undo_points"))
        events = await told(viewers[0])
        assert [event["moved"] for event in events] == [[[7, 1, 2]], [], []]
        assert [event["removed"] for event in events] == [[], [7], []]
        assert events[2]["added"][0][:3] == [7, 1, 2]
        revisions = [event["revision"] for event in events]
        assert revisions == list(range(revisions[0], revisions[0] + 3))
        assert [(event["undo"], event["redo"]) for event in events] == [(3, 0), (4, 0), (3, 1)]


async def test_no_more_than_one_frame_comes_of_an_edit(stage: Stage) -> None:
    viewer = await stage.watch()
    await until(lambda: viewer.is_holding)
    await told(viewer)
    before = stage.session.audience.sequence
    await stage.session.perform(add((1, 1, 1)))
    await stage.session.ask(lambda trainer: None)
    await until(lambda: stage.session.audience.sequence > before)
    for _ in range(3):
        await stage.session.ask(lambda trainer: None)
    assert stage.session.audience.sequence == before + 1


async def test_one_point_more_than_4999_costs_a_short_message_and_one_frame() -> None:
    config = Config.parse({"data": {"points": MANY}, "network": {"hidden": [3]}})
    async with on_stage(config) as stage:
        viewer = await stage.watch()
        await until(lambda: viewer.is_holding)
        await told(viewer)
        before = stage.session.audience.sequence
        await stage.session.perform(add((1, 1, 1)))
        await until(lambda: stage.session.audience.sequence > before)
        for _ in range(3):
            await stage.session.ask(lambda trainer: None)
        sent = []
        while viewer._something.is_set():
            sent += await viewer.outgoing()
            viewer.drawn(10**9)
        texts = [message for message in sent if isinstance(message, str)]
        assert [json.loads(text)["type"] for text in texts] == ["points_changed"]
        assert len(texts[0].encode()) < 1000
        assert len(sent) - len(texts) <= 1
        assert stage.session.audience.sequence == before + 1


async def test_a_set_that_is_another_is_told_whole(stage: Stage) -> None:
    viewer = await stage.watch()
    await told(viewer)
    for change in (add((0, 0, 1)), asked("set_points", dataset="xor"), asked("undo_points"), add((0, 0, 2))):
        await stage.session.perform(change)
        kinds = [event["type"] for event in await told(viewer)]
        assert kinds[-1] == "points"
    assert stage.session.facts.classes == 3


async def test_further_classes_change_the_output_alone(stage: Stage) -> None:
    await stage.session.perform(Step(epochs=3))
    before = await stage.session.ask(lambda trainer: trainer.parameters.copy())
    await stage.session.perform(add((0, 0, 2)))
    after = await stage.session.ask(lambda trainer: trainer.parameters.copy())
    assert np.array_equal(after[:9], before[:9])
    assert (stage.session.facts.structure.outputs, stage.session.facts.epoch) == (3, 3)
    data = stage.session.facts.config.data
    assert isinstance(data, PointSet)
    assert data.class_names == ("0", "1", "2")


async def test_a_refused_edit_changes_nothing(stage: Stage) -> None:
    await stage.session.perform(Configure(config={"training": {"loss": "hinge"}}))
    await stage.session.perform(asked("set_points"))
    viewer, before = await stage.watch(), stage.session.facts.config
    await told(viewer)
    for edit, refusal in (
        (add((0, 0, 2)), InvalidConfig),
        (add((0, 0, 1), (0, 7, 1)), InvalidRequest),
        (move(99, 0, 0), NotFound),
        (asked("remove_points", ids=[*range(40)]), InvalidRequest),
        (asked("set_points", points=[[0, 0]]), InvalidConfig),
    ):
        with pytest.raises(refusal):
            await stage.session.perform(edit)
    assert stage.session.facts.config == before
    assert await told(viewer) == []
    await stage.session.perform(asked("undo_points"))
    await stage.session.perform(asked("redo_points"))
    assert stage.session.facts.config.data.count == 40


async def test_a_reset_keeps_the_points_and_a_restore_brings_those_of_then_back(stage: Stage) -> None:
    await stage.session.perform(Step(epochs=4))
    await stage.session.perform(add((1, 1, 1)))
    await stage.session.perform(Step(epochs=4))
    await stage.session.perform(Reset())
    assert stage.session.facts.config.data.count == 41
    await stage.session.perform(Step(epochs=2))
    await stage.session.perform(asked("set_points", dataset="moons"))
    await stage.session.perform(Restore(epoch=0))
    assert stage.session.facts.config.data.count == 41
    await stage.session.perform(asked("undo_points"))
    assert stage.session.facts.config.data.count == 41


async def test_waiting_moves_of_a_drag_become_one_and_each_is_answered() -> None:
    orders = Orders()
    answers = [
        orders.add(move(1, x / 10, y, gesture)) for x in range(20) for y, gesture in ((1, "a"), (2, "b"))
    ]
    assert len(orders) == 2
    first, second = orders.next(), orders.next()
    assert isinstance(first.work, MovePoints)
    assert isinstance(second.work, MovePoints)
    assert [(it.x1, it.x2) for it in (*first.work.moves, *second.work.moves)] == [(1.9, 1), (1.9, 2)]
    first.finish()
    second.fail(NotFound("gone"))
    found = await asyncio.gather(*answers, return_exceptions=True)
    assert [type(it) for it in found] == [type(None), NotFound] * 20


async def test_moves_never_pass_another_command() -> None:
    orders = Orders()
    for waiting in (move(1, 0, 0, "a"), Pause(), move(1, 1, 0, "a"), move(1, 2, 0), move(1, 3, 0)):
        orders.add(waiting)
    assert len(orders) == 5
    orders.add(move(2, 4, 0, "a"))
    assert len(orders) == 5
    work = [orders.next().work for _ in range(5)][2]
    assert isinstance(work, MovePoints)
    assert [it.id for it in work.moves] == [1, 2]


async def test_two_that_drag_sixty_times_a_second_are_kept_up_with() -> None:
    config = Config.parse({"data": {"points": MANY}})
    async with on_stage(config) as stage:
        viewer = await stage.watch()
        await stage.session.perform(Play())
        begun = time.perf_counter()
        moves = [
            asyncio.ensure_future(stage.session.perform(move(id, x / 60 - 1, id, f"drag {id}")))
            for x in range(60)
            for id in (1, 2)
        ]
        await asyncio.gather(*moves)
        assert time.perf_counter() - begun < 1
        changes = [event for event in await told(viewer) if event["type"] == "points_changed"]
        assert {id for id, *_ in changes[-1]["moved"]} == {2}
        await stage.session.perform(asked("undo_points"))
        data = stage.session.facts.config.data
        assert isinstance(data, PointSet)
        assert data.rows[1].tolist() == [59 / 60 - 1, 1, 1]
        assert data.rows[2, :2].tolist() == MANY[2][:2]


def test_an_edit_of_five_thousand_points_is_quick() -> None:
    trainer = Trainer(Config.parse({"data": {"points": MANY}}), fused_ready=lambda: False)
    drawing, took = Drawing(trainer.points.whole), []
    trainer.train(steps=1)
    for number in range(30):
        edit, before = move(5, number / 10, 1, "drag"), Facts.of(trainer)
        begun = time.thread_time()
        step = drawing.moving({5: (number / 10, 1)}, "drag")
        now = step.applied_to(drawing.now)
        trainer.set_points(now.points)
        took.append(time.thread_time() - begun)
        carry_out(edit, trainer, drawing, before, lambda: 0)
    assert median(took) < 0.01
