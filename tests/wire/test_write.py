"""The types of the client and of the page say what the server says."""

from pathlib import Path
from typing import Any, get_args

import pytest

from tests.wire.expressions import PYTHON, TYPESCRIPT
from tests.wire.vocabulary import Choice, Event, Object, Type, vocabulary
from tests.wire.write import FILES, written
from tinkernet.app import create_app
from tinkernet.client import wire
from tinkernet.config import FeatureName
from tinkernet.wire.experiment import ResultDetails
from tinkernet.wire.session import OwnedSession, WatchedSession
from tinkernet.wire.stop import Stop
from tinkernet.wire.stream import EVENTS


@pytest.fixture(scope="module")
def texts() -> dict[Path, str]:
    return written()


@pytest.fixture(scope="module")
def types() -> dict[str, Type]:
    return {one.name: one for one in vocabulary(create_app().openapi())}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_written_is_current(path: Path, texts: dict[Path, str]) -> None:
    assert path.read_text(encoding="utf-8") == texts[path], "`make wire` writes it anew"


def test_answers_have_the_fields_of_their_models() -> None:
    assert list(wire.OwnedSession.__annotations__) == list(OwnedSession.model_fields)
    assert list(wire.ResultDetails.__annotations__) == list(ResultDetails.model_fields)
    assert wire.ErrorBody.__optional_keys__ == {"field", "remark"}


def test_a_field_that_not_every_session_has_may_be_missing() -> None:
    assert wire.SessionObject.__required_keys__ == WatchedSession.model_fields.keys()
    assert wire.SessionObject.__optional_keys__ == {"id", "url"}


def test_what_a_request_may_leave_out_an_answer_has() -> None:
    assert wire.PartialStop.__optional_keys__ == wire.Stop.__required_keys__ == Stop.model_fields.keys()
    assert wire.PartialRandomSearch.__optional_keys__ == {"seed"}
    assert wire.RandomSearch.__optional_keys__ == set()


def test_what_is_only_asked_for_has_one_type(types: dict[str, Type]) -> None:
    play = types["Play"]
    assert isinstance(play, Object)
    assert [(field.name, field.is_optional) for field in play.fields] == [("epochs_per_second", True)]
    assert "PartialPlay" not in types


def test_a_choice_has_the_name_that_the_server_gives_it(types: dict[str, Type]) -> None:
    assert types["FeatureName"] == Choice("FeatureName", get_args(FeatureName))
    structure = types["StructureObject"]
    assert isinstance(structure, Object)
    assert structure.fields[0].schema["items"]["$ref"] == "FeatureName"


def test_every_type_stands_behind_those_that_it_is_made_of(types: dict[str, Type]) -> None:
    order = list(types)
    told = ["GeneratedData", "PointsReference", "NetworkConfig"]
    given = ["PartialGeneratedData", "GivenPoints"]
    for one, parts in {"Config": told, "PartialConfig": given}.items():
        assert all(order.index(part) < order.index(one) for part in parts)


def test_the_stream_tells_what_its_bodies_say(types: dict[str, Type]) -> None:
    event = types["StreamEvent"]
    assert isinstance(event, Event)
    assert event.bodies == {kind: body.__name__ for kind, body in EVENTS.items()}


@pytest.mark.parametrize(
    ("schema", "python", "typescript"),
    [
        ({"type": "integer", "minimum": 1}, "int", "number"),
        ({"anyOf": [{"type": "number"}, {"type": "null"}]}, "float | None", "number | null"),
        ({"type": "array", "items": {"type": "boolean"}}, "list[bool]", "boolean[]"),
        ({"type": "string", "enum": ["new", "same"]}, 'Literal["new", "same"]', '"new" | "same"'),
        ({"const": "bias", "type": "string"}, 'Literal["bias"]', '"bias"'),
        ({"$ref": "#/components/schemas/Best", "description": "the best"}, "Best", "Best"),
        ({"type": "object", "additionalProperties": True}, "dict[str, Any]", "Record<string, any>"),
        (
            {"type": "object", "additionalProperties": {"type": "array", "items": {}}},
            "dict[str, list[Any]]",
            "Record<string, any[]>",
        ),
        (
            {"type": "array", "items": {"anyOf": [{"type": "number"}, {"type": "null"}]}},
            "list[float | None]",
            "(number | null)[]",
        ),
        (
            {"type": "array", "prefixItems": [{"type": "number"}, {"type": "number"}]},
            "list[float]",
            "[number, number]",
        ),
    ],
)
def test_a_schema_is_a_type_of_either_language(schema: dict[str, Any], python: str, typescript: str) -> None:
    assert (PYTHON.expression(schema), TYPESCRIPT.expression(schema)) == (python, typescript)
