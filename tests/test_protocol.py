"""docs/protocol.md says what the code does: its tables are held against it."""

import json
import re
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest
from fastapi.routing import APIRoute
from pydantic import BaseModel

from tests.api.http.test_errors import every_error
from tests.golden.write import CASES
from tinkernet.api import catalog, operations
from tinkernet.api.http.errors import error_response
from tinkernet.api.http.requests import MAX_BODY
from tinkernet.api.labs import computing, exercises, files
from tinkernet.api.labs.exercises import LIMITS
from tinkernet.api.labs.known import MAX_KEPT
from tinkernet.api.sessions import editing, steering
from tinkernet.api.sessions import reading as looking
from tinkernet.api.sessions.stream import MAX_MESSAGE, MESSAGES_PER_SECOND
from tinkernet.config import Config, GeneratedData, NetworkConfig, Task, TrainingConfig
from tinkernet.live import viewer
from tinkernet.live.commands import COMMANDS, MAX_EPOCHS, MAX_STEPS
from tinkernet.live.frame import decode
from tinkernet.live.orders import MAX_ORDERS
from tinkernet.nn.timeline import LOSSES, SNAPSHOTS
from tinkernet.points.given import GivenPoints
from tinkernet.settings import Settings
from tinkernet.wire import errors, labs, reading, server, session
from tinkernet.wire.stream import EVENTS, NoticeCode

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "protocol.md").read_text()


def section(title: str) -> str:
    """The text under a heading."""
    return re.split(r"^## ", TEXT.split(f"\n## {title}\n")[1], flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of all tables in a text, headings aside."""
    lines = [re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines]
    headings = {index - 1 for index, row in enumerate(cells) if set(row[0]) <= {"-"}}
    return [row for index, row in enumerate(cells) if index not in headings and index - 1 not in headings]


def words(cell: str) -> list[str]:
    """What stands in backquotes."""
    return re.findall(r"`([^`]+)`", cell)


def names(text: str) -> list[str]:
    """The names in the first pair of braces; what stands in quotes after a colon is a value."""
    [inside] = re.findall(r"\{.*\}", text)
    return re.findall(r"\w+", re.sub(r': "[^"]*"', "", inside))


def test_the_defaults_are_those_of_the_config() -> None:
    written = re.search(r"```json\n(.*?)```", section("Config"), re.DOTALL)
    assert written
    assert json.loads(written[1]) == Config().model_dump(mode="json")


@pytest.mark.parametrize("model", [GeneratedData, GivenPoints, NetworkConfig, TrainingConfig])
def test_every_choice_of_the_config_is_named(model: type[BaseModel]) -> None:
    known = {word for row in rows(section("Config")) for word in words(" ".join(row))}
    for schema in model.model_json_schema()["properties"].values():
        for part in (schema, *schema.get("anyOf", []), *schema.get("oneOf", [])):
            assert set(part.get("enum", [])) <= known


def test_every_call_is_listed_and_no_other() -> None:
    listed = {words(row[0])[0] for row in rows(section("REST"))}
    routers = (steering.router, editing.router, looking.router, catalog.router, operations.router)
    known = {
        f"{method} {route.path}"
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }
    assert listed == known
    assert f"{MAX_EPOCHS:,}" in section("REST")
    assert f"{MAX_STEPS:,}" in section("REST")


def test_every_call_of_the_labs_is_listed_with_its_fields() -> None:
    listed = {words(row[0])[0]: row for row in rows(section("Labs"))}
    routes = [route for part in (computing, exercises, files) for route in part.router.routes]
    known = {
        f"{method} {one.path}": one for one in routes if isinstance(one, APIRoute) for method in one.methods
    }
    assert listed.keys() == known.keys()
    for call, route in known.items():
        given, answer = ([word for word in words(cell) if word.startswith("{")] for cell in listed[call][1:])
        if route.body_field is not None:
            assert names(given[0]) == list(route.body_field.field_info.annotation.model_fields), call
        if route.response_model is not None:
            assert names(answer[0]) == list(route.response_model.model_fields), call


@pytest.mark.parametrize(
    "model",
    [
        labs.GraphNode,
        labs.GraphTrouble,
        labs.DescentPoint,
        labs.LinearRow,
        labs.Correction,
        labs.PerceptronCycle,
        labs.HiddenNeurons,
        labs.HiddenTraining,
        labs.LayerGradient,
        labs.ExerciseField,
        labs.Witness,
        labs.AnswerError,
        labs.SolvedField,
    ],
)
def test_the_parts_of_the_labs_are_those_of_the_models(model: type[BaseModel]) -> None:
    objects = [names(word) for word in words(section("Labs")) if word.startswith("{")]
    assert list(model.model_fields) in objects


def test_the_words_and_limits_of_the_labs_are_those_of_the_code() -> None:
    text = section("Labs")
    for choice in (
        labs.Trouble, labs.DescentOptimizer, labs.DescentEnd, labs.LinearMode, labs.PerceptronEnd,
        labs.FieldKind, labs.AnswerVerdict,
    ):  # fmt: skip
        assert set(get_args(choice)) <= set(words(text))
    for name in ("lines", "values", "steps", "linear_points", "perceptron_points"):
        assert f"up to {LIMITS[name]} " in text
    for number in (LIMITS["curve_count"], LIMITS["presentations"], MAX_KEPT):
        assert f"{number:,}" in text
    assert f"{LIMITS['body'] // 1024} kB" in text


def test_every_field_of_the_session_object_is_explained() -> None:
    table = section("Sessions").split("**States.**")[0]
    assert {name for row in rows(table) for name in words(row[0])} == set(session.OwnedSession.model_fields)


def test_the_parts_of_the_session_object_are_those_of_the_models() -> None:
    cells = {name: row[1] for row in rows(section("Sessions")) for name in words(row[0])}
    assert set(words(cells["status"])) == set(get_args(session.SessionStatus))
    assert set(words(cells["task"])) == set(get_args(Task))
    assert set(words(cells["engine"])) == set(
        get_args(session.WatchedSession.model_fields["engine"].annotation)
    )
    assert names(cells["metrics"]) == list(session.MetricsObject.model_fields)
    assert names(cells["divergence"]) == list(session.DivergenceObject.model_fields)
    layers = list(session.LayerObject.model_fields)
    fields = [
        [name, *layers] if name == "layers" else [name] for name in session.StructureObject.model_fields
    ]
    assert names(cells["structure"]) == list(chain(*fields))


@pytest.mark.parametrize(
    ("call", "model"),
    [
        ("GET /api/datasets/{name}", server.DatasetPoints),
        ("GET /api/features/{name}", server.FeatureMap),
        ("GET /api/sessions/{id}/snapshots", reading.Snapshots),
        ("GET /api/sessions/{id}/parameters", reading.Parameters),
        ("GET /api/sessions/{id}/gradients", reading.Gradients),
        ("GET /api/sessions/{id}/boundary", reading.Boundary),
        ("POST /api/sessions/{id}/predict", reading.Predictions),
        ("GET /api/sessions/{id}/data", reading.DataPoints),
        ("GET /api/sessions/{id}/history", reading.Losses),
        ("GET /api/sessions/{id}/code", reading.Code),
    ],
)
def test_an_answer_is_listed_with_its_fields(call: str, model: type[BaseModel]) -> None:
    [cell] = [row[1] for row in rows(section("REST") + section("Exports")) if words(row[0])[0] == call]
    objects = [word for word in words(cell) if word.startswith("{")]
    assert names(objects[-1]) == list(model.model_fields)


def test_the_example_of_an_error_has_all_fields() -> None:
    example = re.search(r"```json\n(.*?)```", section("Errors"), re.DOTALL)
    assert example
    assert list(json.loads(example[1])["error"]) == list(errors.ErrorBody.model_fields)


def test_every_message_and_event_is_listed_with_its_fields() -> None:
    tables = {words(row[0])[0]: row for row in rows(section("The stream")) if words(row[0])}
    assert list(tables) == [*COMMANDS, *EVENTS]
    bodies = {name: body for name, body in EVENTS.items() if body is not session.SessionObject}
    assert {name: words(tables[name][1]) for name in bodies} == {
        name: list(body.model_fields) for name, body in bodies.items()
    }
    codes = set(words(tables["notice"][2]))
    assert codes == set(get_args(NoticeCode))
    for name, model in COMMANDS.items():
        assert set(words(tables[name][1])) - {"none", "deflate", "differences", "output"} == set(
            model.model_fields
        )


def test_every_way_to_be_closed_is_listed() -> None:
    listed = {int(row[0]) for row in rows(section("The stream")) if row[0].isdigit()}
    codes = (
        viewer.POLICY_VIOLATION,
        viewer.TOO_BIG,
        viewer.INTERNAL_ERROR,
        viewer.SERVICE_RESTART,
        viewer.TRY_AGAIN_LATER,
        viewer.GONE,
    )
    assert listed == set(codes)


def test_every_tensor_and_metadata_of_a_frame_is_listed() -> None:
    frames = [decode((ROOT / "tests" / "golden" / f"{name}.frame").read_bytes()) for name in CASES]
    tensors = {name for found, _ in frames for name in found}
    assert {words(row[0])[0] for row in rows(section("Frames"))} == tensors
    metadata = {name for _, found in frames for name in found}
    assert metadata <= set(words(section("Frames").split("`__metadata__`")[1]))


def test_every_error_is_listed_with_its_status() -> None:
    listed = {(int(row[0]), words(row[1])[0]) for row in rows(section("Errors"))}
    raised = [kind for kind in every_error() if kind.code != "illegal_command"]
    known = {(error_response(kind("")).status_code, kind.code) for kind in raised}
    assert listed >= known
    framework = {
        (405, "method_not_allowed"),
        (426, "upgrade_required"),
        (403, "forbidden"),
        (500, "internal_server_error"),
    }
    assert listed == known | framework


def test_the_limits_are_those_of_the_code() -> None:
    limits = dict(rows(section("Limits")))
    assert limits["sessions, in all and for each address"].startswith(
        str(Settings.model_fields["max_sessions"].default)
    )
    assert limits["a body · a message of the stream"] == f"{MAX_BODY // 1024} kB · {MAX_MESSAGE // 1024} kB"
    assert limits["messages of a viewer"] == f"{MESSAGES_PER_SECOND} a second"
    assert limits["commands that wait for one session"] == str(MAX_ORDERS)
    assert limits["events that wait for a viewer"] == str(viewer.MAX_EVENTS)
    assert limits["history · kept snapshots"].startswith(f"{LOSSES:,} · {SNAPSHOTS},")


def test_the_environment_is_that_of_the_settings() -> None:
    listed = {words(row[0])[0]: row[1].strip("`") for row in rows(section("Environment"))}
    assert listed.keys() == {f"TINKERNET_{name.upper()}" for name in Settings.model_fields}
    for name, info in Settings.model_fields.items():
        if info.default not in (None, ()):
            assert listed[f"TINKERNET_{name.upper()}"] == str(info.default)
