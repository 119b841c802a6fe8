"""Errors: one shape everywhere, whoever finds them."""

import json
from typing import Any

import httpx
import pytest

from tests.api.conftest import Session
from tinkernet import errors
from tinkernet.api.http.errors import error_response
from tinkernet.api.http.requests import MAX_BODY
from tinkernet.wire.errors import ErrorObject

JSON = {"content-type": "application/json"}


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, str]:
    """The error of an answer, which must be of the one shape."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")
    ErrorObject.model_validate(answer.json())
    error: dict[str, str] = answer.json()["error"]
    assert error["code"] == code
    return error


def every_error() -> list[type[errors.TinkernetError]]:
    """The leaves of the tree, and what is raised itself."""
    found: list[type[errors.TinkernetError]] = []
    waiting = errors.TinkernetError.__subclasses__()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found.append(kind)
    return found


@pytest.mark.parametrize("kind", every_error())
def test_every_error_of_the_domain_has_a_status(kind: type[errors.TinkernetError]) -> None:
    answer = error_response(kind("a sentence", "a.field"))
    assert 400 <= answer.status_code < 500 or kind is errors.StorageUnavailable
    assert json.loads(bytes(answer.body)) == {
        "error": {"code": kind.code, "message": "a sentence", "field": "a.field"}
    }


@pytest.mark.parametrize(
    ("config", "field", "message"),
    [
        ({"data": {"noise": 80}}, "data.noise", "noise must be between 0 and 50, got 80"),
        ({"data": {"noize": 1}}, "data.noize", "there is no field 'noize'"),
        ({"features": ["x9"]}, "features[0]", None),
        ({"network": {"hidden": [4] * 9}}, "network.hidden", "hidden must have at most 8 entries, got 9"),
        ({"network": {"hidden": [2.5]}}, "network.hidden[0]", None),
        ({"data": {"dataset": "plane"}, "training": {"loss": "hinge"}}, "training.loss", None),
        ({"training": {"clip_norm": "x"}}, "training.clip_norm", "clip_norm must be a number, got 'x'"),
    ],
)  # fmt: skip
def test_an_invalid_config_is_refused_with_its_field(
    client: httpx.Client, config: object, field: str, message: str | None
) -> None:
    error = refused(client.post("/api/sessions", json={"config": config}), 422, "invalid_config")
    assert error["field"] == field
    assert message is None or error["message"] == message


@pytest.mark.parametrize(
    "content",
    [
        b"{", b"NaN", b"\xff", b'{"config": NaN}', b'{"config": {"data": {"noise": 1e400}}}',
        b'{"config": "\\ud800"}', b"[" * 10_000, b'{"config": {}, "config": {}}', b"[" + b"9" * 5000 + b"]",
    ],
)  # fmt: skip
def test_json_that_is_not_strict_is_refused(client: httpx.Client, content: bytes) -> None:
    refused(client.post("/api/sessions", content=content, headers=JSON), 422, "invalid_request")


@pytest.mark.parametrize(
    "body", [[], "x", 5, {"other": 1}, {"config": {}, "x": 1}, {"config": []}, {"config": "circle"}]
)
def test_a_body_of_the_wrong_kind_is_refused(client: httpx.Client, body: object) -> None:
    refused(client.post("/api/sessions", json=body), 422, "invalid_request")


def test_a_body_that_is_not_said_to_be_json_is_refused(client: httpx.Client) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = client.post("/api/sessions", content=b"{}", headers={"content-type": kind})
        assert "application/json" in refused(answer, 422, "invalid_request")["message"]


def test_a_missing_body_is_refused(client: httpx.Client, session: Session) -> None:
    for method, route in (
        ("POST", "step"),
        ("POST", "restore"),
        ("PATCH", "config"),
        ("PATCH", "parameters"),
    ):
        answer = client.request(method, f"/api/sessions/{session['id']}/{route}")
        assert refused(answer, 422, "invalid_request")["message"] == "the body must be given"


def test_a_large_body_is_refused_while_it_is_read(client: httpx.Client) -> None:
    content = b" " * (MAX_BODY + 1)
    refused(client.post("/api/sessions", content=content, headers=JSON), 413, "too_large")
    chunks = (b" " * 1024 for _ in range(MAX_BODY // 1024 + 2))
    refused(client.post("/api/sessions", content=chunks, headers=JSON), 413, "too_large")


def test_as_many_points_as_are_allowed_fit_into_a_body(client: httpx.Client) -> None:
    points = [[5.123456789012345, -5.123456789012345, 1.0]] * 5000
    config = {"data": {"dataset": "custom", "task": "classification", "points": points}}
    assert client.post("/api/sessions", json={"config": config}).status_code == 201


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("resolution=9", "resolution", "resolution must be at least 10, got '9'"),
        ("resolution=201", "resolution", "resolution must be at most 200, got '201'"),
        ("resolution=x", "resolution", None),
        ("resolution=nan", "resolution", None),
    ],
)
def test_an_invalid_query_is_refused(
    client: httpx.Client, session: Session, query: str, field: str, message: str | None
) -> None:
    error = refused(client.get(f"/api/sessions/{session['id']}/boundary?{query}"), 422, "invalid_request")
    assert error["field"] == field
    assert message is None or error["message"] == message


@pytest.mark.parametrize("value", ["nan", "-inf", "Infinity", "1e400", "9" * 400])
def test_a_query_value_that_is_not_finite_is_not_echoed(client: httpx.Client, value: str) -> None:
    error = refused(client.get(f"/api/datasets/xor?noise={value}"), 422, "invalid_request")
    assert error["message"].endswith("got a huge or non-finite number")


def test_a_unit_that_does_not_exist_is_not_found(client: httpx.Client, session: Session) -> None:
    for unit in ("9-9", "1-3", "x", "-1-0"):
        answer = client.get(f"/api/sessions/{session['id']}/boundary", params={"unit": unit})
        assert refused(answer, 404, "not_found")["field"] == "unit"


def test_parameters_that_do_not_exist_are_refused(client: httpx.Client, session: Session) -> None:
    edit = {"layer": 1, "unit": 0, "input": 0, "value": 1}
    for change in ({"layer": 3}, {"unit": 3}, {"input": 2}, {"value": 1e300}):
        answer = client.patch(f"/api/sessions/{session['id']}/parameters", json=[edit, {**edit, **change}])
        assert refused(answer, 422, "invalid_parameter")["field"] == f"[1].{next(iter(change))}"


def test_a_change_that_is_no_object_is_named(client: httpx.Client, session: Session) -> None:
    answer = client.patch(f"/api/sessions/{session['id']}/parameters", json=[1])
    error = refused(answer, 422, "invalid_request")
    assert (error["message"], error["field"]) == ("change [0] must be an object, got 1", "[0]")


@pytest.mark.parametrize(
    "path", ["sessions/{}", "sessions/{}/data", "datasets/{}", "features/{}", "runs/{}", "sweeps/{}"]
)
def test_a_name_is_unknown_however_long_and_is_not_echoed(client: httpx.Client, path: str) -> None:
    answer = client.get("/api/" + path.format("x" * 5000))
    assert len(refused(answer, 404, "not_found")["message"]) < 120


@pytest.mark.parametrize(
    "path", ["/nowhere", "/api/nowhere", "/api/sessions/a/b/c", "/../etc/passwd", "/%00"]
)
def test_unknown_paths_are_not_found(client: httpx.Client, path: str) -> None:
    refused(client.get(path), 404, "not_found")


@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_an_unknown_path_is_not_found_by_any_method(client: httpx.Client, method: str) -> None:
    refused(client.request(method, "/nowhere"), 404, "not_found")


def test_a_mistake_of_ours_has_the_same_shape_and_tells_nothing(
    client: httpx.Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("tinkernet.nn.trainer.Trainer.gradients", broken)
    answer = client.get(f"/api/sessions/{session['id']}/gradients")
    assert "secret" not in answer.text
    refused(answer, 500, "internal_server_error")
    monkeypatch.undo()
    assert client.get(f"/api/sessions/{session['id']}/gradients").is_success
