"""The commands of the stream."""

import pytest

from tinkernet.errors import InvalidRequest
from tinkernet.live.commands import (
    COMMANDS,
    Drawn,
    Play,
    Reset,
    Step,
    View,
    command,
    drawn,
    envelope,
    validated,
)

EDIT = {"layer": 1, "unit": 0, "input": "bias", "value": 0.5}
GOOD = [
    {"type": "play"},
    {"type": "play", "epochs_per_second": 0.5},
    {"type": "pause"},
    {"type": "step", "epochs": 100_000},
    {"type": "step", "steps": 1},
    {"type": "reset", "seed": "same"},
    {"type": "reset", "seed": 4294967295},
    {"type": "regenerate", "seed": "new"},
    {"type": "configure", "config": {}},
    {"type": "set_parameters", "changes": [EDIT]},
    {"type": "restore", "epoch": 0},
    {"type": "add_points", "points": [[0, 0, 1]], "ids": [7], "gesture": "a"},
    {"type": "move_points", "moves": [{"id": 3, "x1": 1, "x2": 2.5}], "gesture": 4},
    {"type": "remove_points", "ids": [3], "gesture": None},
    {"type": "set_points", "dataset": "xor", "noise": 10},
    {"type": "undo_points"},
    {"type": "redo_points"},
    {"type": "view", "resolution": 10, "unit": "1-0", "fps": 60, "gradients": True, "encoding": "deflate"},
    {"type": "drawn", "sequence": 3},
]
BAD = [
    ({}, "type must be one of play, "),
    ({"type": "fly"}, "got 'fly'"),
    ({"type": ["play"]}, "got a list"),
    ({"type": "play", "epochs_per_second": 0}, "must be more than 0 and at most 1000000, got 0"),
    ({"type": "play", "epochs_per_second": "60"}, "epochs_per_second must be a number, got '60'"),
    ({"type": "play", "fast": True}, "there is no field 'fast'"),
    ({"type": "step"}, "give either epochs or steps"),
    ({"type": "step", "epochs": 1, "steps": 1}, "give either epochs or steps"),
    ({"type": "step", "epochs": 100_001}, "epochs must be between 1 and 100000, got 100001"),
    ({"type": "step", "steps": True}, "steps must be a whole number, got true"),
    ({"type": "reset", "seed": "other"}, "seed must be same, new or a whole number, got 'other'"),
    ({"type": "reset", "seed": -1}, "seed must be"),
    ({"type": "reset", "seed": None}, "seed must be same, new or a whole number, got null"),
    ({"type": "configure"}, "config must be given"),
    ({"type": "configure", "config": []}, "config must be an object, got a list"),
    ({"type": "set_parameters", "changes": []}, "changes must have at least 1 entry, got 0"),
    ({"type": "set_parameters", "changes": [{**EDIT, "layer": 0}]}, "layer must be at least 1"),
    ({"type": "set_parameters", "changes": [{**EDIT, "input": "x"}]}, "input must be bias or a whole number"),
    ({"type": "restore", "epoch": 1.5}, "epoch must be a whole number, got 1.5"),
    ({"type": "add_points", "points": []}, "points must have at least 1 entry, got 0"),
    ({"type": "add_points", "points": [[0, 1]]}, "must be given"),
    ({"type": "add_points", "points": [[0, 0, 1]], "gesture": 0.5}, "must be a text or a whole number"),
    ({"type": "add_points", "points": [[0, 0, 1]], "gesture": "x" * 65}, "must have at most 64 characters"),
    ({"type": "move_points", "moves": [{"id": -1, "x1": 0, "x2": 0}]}, "id must be at least 0"),
    ({"type": "move_points", "moves": [{"id": 1, "x1": "0", "x2": 0}]}, "x1 must be a number"),
    ({"type": "remove_points", "ids": 3}, "ids must be a list"),
    ({"type": "view", "resolution": 9}, "resolution must be between 10 and 200, got 9"),
    ({"type": "view", "fps": 61}, "fps must be between 1 and 60, got 61"),
    ({"type": "view", "encoding": "gzip"}, "encoding must be one of none, deflate, differences, got 'gzip'"),
    ({"type": "drawn", "sequence": -1}, "sequence must be at least 0"),
]  # fmt: skip


@pytest.mark.parametrize("message", GOOD, ids=str)
def test_a_good_message_is_the_command_that_it_names(message: dict[str, object]) -> None:
    assert type(command(message)) is COMMANDS[str(message["type"])]


def test_every_type_has_a_good_message_here() -> None:
    assert {message["type"] for message in GOOD} == set(COMMANDS)


@pytest.mark.parametrize(("message", "sentence"), BAD, ids=str)
def test_a_bad_message_is_refused_with_a_sentence(message: dict[str, object], sentence: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        command(message)
    assert sentence in refusal.value.message


def test_a_refusal_names_the_field() -> None:
    changes = [
        {"layer": 1, "unit": 0, "input": 0, "value": 1},
        {"layer": 1, "unit": 0, "input": 0, "value": None},
    ]
    with pytest.raises(InvalidRequest) as refusal:
        command({"type": "set_parameters", "changes": changes})
    assert refusal.value.field == "changes[1].value"


def test_defaults_are_those_of_the_protocol() -> None:
    assert command({"type": "play"}) == Play(epochs_per_second=None)
    assert command({"type": "reset"}) == Reset(seed="same")
    assert command({"type": "regenerate"}).seed == "new"  # type: ignore[attr-defined]
    assert command({"type": "view"}) == View(
        resolution=100, unit=None, fps=60, gradients=False, encoding="none"
    )


def test_an_envelope_parts_the_id_from_the_message() -> None:
    assert envelope('{"type": "pause", "id": 7}') == (7, {"type": "pause"})
    assert envelope('{"type": "pause", "id": "a"}') == ("a", {"type": "pause"})
    assert envelope('{"type": "pause"}') == (None, {"type": "pause"})


@pytest.mark.parametrize(
    "text", ["[]", "1", '{"id": true}', '{"id": 1.5}', '{"id": [1]}', '{"id": "%s"}' % ("x" * 65)]
)
def test_an_envelope_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest):
        envelope(text)


def test_the_short_way_to_read_drawn_agrees_with_the_long_one() -> None:
    text = '{"type":"drawn","sequence":12}'
    assert drawn(text) == command(envelope(text)[1]) == Drawn(sequence=12)
    assert drawn('{"type":"drawn","sequence":12,"id":1}') is None
    assert drawn('{"type":"pause"}') is None


def test_a_step_counts_epochs_or_steps() -> None:
    assert Step(epochs=3).steps is None
    assert Step(steps=3).epochs is None


def test_a_view_of_the_output_is_a_view_of_no_unit() -> None:
    assert validated(View, {"unit": "output"}).unit is None
    assert validated(View, {"unit": "3-0"}).unit == "3-0"


@pytest.mark.parametrize("seed", [None, "old", 1.5, True, []])
def test_a_seed_that_is_none_is_told_all_that_it_may_be(seed: object) -> None:
    with pytest.raises(InvalidRequest, match=r"^seed must be same, new or a whole number, got "):
        validated(Reset, {"seed": seed})
