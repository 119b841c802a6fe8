"""The numbers of the labs over REST."""

from typing import Any

import httpx
import pytest

from tests.api.http.test_errors import refused
from tests.golden.labs.cases import SEVEN, TWO_TWO_TWO, TWO_TWO_TWO_VALUES
from tinkernet.api.documentation.lab_examples import lab_examples
from tinkernet.api.labs.known import MAX_LAB_BODY
from tinkernet.wire import labs as wire

ROUTES = {
    "graph": ("GraphQuestion", wire.Graph),
    "curve": ("CurveQuestion", wire.Curve),
    "descent": ("DescentQuestion", wire.Descent),
    "linear": ("LinearQuestion", wire.LinearSteps),
    "perceptron": ("PerceptronQuestion", wire.Perceptron),
    "approximation": ("ApproximationQuestion", wire.Approximation),
    "layer-gradients": ("LayersQuestion", wire.LayerGradients),
}
EXAMPLES = lab_examples()


def ask(client: httpx.Client, route: str, **changes: Any) -> httpx.Response:
    """The example of a route, with changes."""
    return client.post(f"/api/labs/{route}", json={**EXAMPLES[ROUTES[route][0]], **changes})


@pytest.mark.parametrize("route", ROUTES)
def test_every_question_gets_an_answer_of_its_shape(client: httpx.Client, route: str) -> None:
    changes = {"train": {"width": 2, "epochs": 3}} if route == "approximation" else {}
    answer = ask(client, route, **changes)
    assert answer.is_success, answer.text
    ROUTES[route][1].model_validate(answer.json())


def test_the_graph_of_a_cost(client: httpx.Client) -> None:
    found = ask(client, "graph").json()
    assert {node["name"]: node["gradient"] for node in found["nodes"]} == {
        "x": -2, "y": 2, "w": -2, "yhat": -2, "s": -2, "loss": 1,
    }  # fmt: skip
    assert found["nodes"][0].keys() == {"id", "name", "op", "inputs", "value", "gradient", "nudged"}
    assert found["nodes"][5] == {
        "id": 5, "name": "loss", "op": "pow", "inputs": [4], "exponent": 2, "local": [-2], "value": 1,
        "gradient": 1,
    }  # fmt: skip


def test_a_network_of_two_layers_is_a_graph(client: httpx.Client) -> None:
    found = ask(client, "graph", lines=TWO_TWO_TWO, values=TWO_TWO_TWO_VALUES).json()
    assert found["nodes"][-1]["value"] == pytest.approx(0.298371109, abs=1e-9)


def test_names_may_be_written_as_in_expressions(client: httpx.Client) -> None:
    lines = [["ŷ", "x·w₁"], ["loss", "(ŷ − y)²"]]
    found = ask(client, "graph", lines=lines, values={"x": 1, "y": 2, "w_1": 1}).json()
    assert [node["name"] for node in found["nodes"] if node["name"]] == ["x", "y", "w1", "yhat", "loss"]
    assert found["nodes"][2]["gradient"] == -2
    curve = ask(client, "curve", expression="μ·w1", variable="μ", values={"w₁": 2}, low=0, high=1, count=2)
    assert curve.json()["slope"] == [2, 2]
    assert refused(ask(client, "graph", values={"w1": 1, "w_1": 2}), 422, "invalid_request")


def test_what_is_not_finite_is_null(client: httpx.Client) -> None:
    found = ask(client, "graph", lines=[["f", "1/x"]], values={"x": 0}).json()
    assert (found["nodes"][-1]["value"], found["trouble"]) == (None, {"node": 2, "code": "undefined"})
    assert ask(client, "curve", expression="log(x) w").json()["value"][0] is None
    lost = ask(client, "descent", expression="log(x)", values={}, start=0.01, learning_rate=1, steps=5).json()
    assert (lost["ended"], lost["points"][-1]["value"]) == ("not_finite", None)


def test_an_expression_is_refused_with_its_line_and_place(client: httpx.Client) -> None:
    error = refused(ask(client, "graph", lines=[["a", "x"], ["b", "x"], ["c", "x + q"]]), 422, "unreadable")
    assert error["field"] == "lines.2"
    assert error["remark"] == {"code": "unknown_name", "values": {"at": 4}}  # type: ignore[comparison-overlap]
    assert "character 5" in error["message"]
    assert refused(ask(client, "curve", expression="2x("), 422, "unreadable")["field"] == "expression"
    assert refused(ask(client, "approximation", function="2x("), 422, "unreadable")["field"] == "function"


@pytest.mark.parametrize(
    ("route", "changes", "field"),
    [
        ("graph", {"lines": [["x", "w"]]}, "lines.0"),
        ("graph", {"lines": []}, "lines"),
        ("graph", {"lines": [["a", "x"]] * 13}, "lines"),
        ("graph", {"lines": [[f"a{number}", "+".join(["x"] * 39)] for number in range(6)]}, "lines"),
        ("graph", {"values": {f"v{number}": 1 for number in range(17)}}, "values"),
        ("graph", {"values": {"exp": 1}}, "values.exp"),
        ("graph", {"values": {"x": "1"}}, "values.x"),
        ("curve", {"low": 1}, "high"),
        ("curve", {"count": 1002}, "count"),
        ("curve", {"variable": "w"}, "values.w"),
        ("descent", {"steps": 201}, "steps"),
        ("descent", {"optimizer": "adamw"}, "optimizer"),
        ("descent", {"momentum": 1}, "momentum"),
        ("linear", {"points": []}, "points"),
        ("linear", {"points": [[1, 1]] * 9}, "points"),
        ("perceptron", {"points": [[0, 0, 0]]}, "points[0][2]"),
        ("perceptron", {"points": [[0, 0, 1]] * 41}, "points"),
        ("perceptron", {"most": 2001}, "most"),
        ("approximation", {"train": None}, "network"),
        ("approximation", {"function": "1/x"}, "function"),
        ("approximation", {"high": 7}, "high"),
        ("approximation", {"train": {"width": 65}}, "train.width"),
        (
            "approximation",
            {"train": None, "network": {"activation": "relu", "hidden": [], "output": [1], "bias": 0}},
            "network.output",
        ),
        ("layer-gradients", {"config": {"network": {"hidden": [0]}}}, None),
    ],
)
def test_what_cannot_be_is_refused(
    client: httpx.Client, route: str, changes: dict[str, Any], field: str | None
) -> None:
    answer = ask(client, route, **changes)
    assert answer.status_code == 422, answer.text
    assert field is None or answer.json()["error"]["field"] == field


def test_a_body_is_small(client: httpx.Client) -> None:
    content = b" " * (MAX_LAB_BODY + 1)
    headers = {"content-type": "application/json"}
    refused(client.post("/api/labs/graph", content=content, headers=headers), 413, "too_large")


def test_long_walks_and_short_ones_agree(client: httpx.Client) -> None:
    long, short = (ask(client, "descent", steps=steps).json()["points"] for steps in (200, 20))
    assert long[:21] == short
    rows = ask(client, "linear", steps=21).json()["rows"]
    assert rows[2]["w"] == pytest.approx(1.260688)
    assert ask(client, "descent", high=0.9).json()["ended"] == "left"


def test_seven_points_and_a_line(client: httpx.Client) -> None:
    found = ask(client, "perceptron", points=SEVEN, line=[5, 3, -1]).json()
    assert (len(found["corrections"]), found["presentations"], found["bound"]) == (7, 27, 21)
    assert found["line_margin"] == pytest.approx(0.33806, abs=1e-5)


def test_a_trained_network_is_the_one_of_its_session(client: httpx.Client) -> None:
    found = ask(client, "approximation", train={"width": 3, "epochs": 20, "seed": 5}).json()
    given = ask(client, "approximation", train=None, network=found["network"]).json()
    assert (given["gap"], given["at"], given["loss"]) == (found["gap"], found["at"], None)
    session = client.post("/api/sessions", json={"config": found["config"]}).json()
    path = f"/api/sessions/{session['id']}"
    trained = client.post(f"{path}/step", json={"epochs": 20}).json()
    assert trained["metrics"]["train_loss"] == pytest.approx(found["loss"], rel=1e-5)
    client.delete(path)
