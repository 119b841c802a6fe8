"""Exercises over REST."""

from typing import Any

import httpx
import pytest

from tests.api.http.test_errors import refused
from tinkernet.labs.exercises.table import EXERCISES
from tinkernet.wire import labs as wire


def path(name: str, part: str = "") -> str:
    return f"/api/labs/exercises/{name}{part}"


def checked(client: httpx.Client, name: str, answers: dict[str, str], seed: int = 0) -> httpx.Response:
    return client.post(path(name, "/answers"), json={"seed": seed, "answers": answers})


def test_all_labs_and_exercises_are_listed(client: httpx.Client) -> None:
    found = client.get("/api/labs").json()
    assert [lab["id"] for lab in found["labs"]] == [
        "separation", "perceptron", "neuron", "approximation", "losses", "descent", "linear", "backprop",
        "gradients", "notebooks",
    ]  # fmt: skip
    listed = [name for lab in found["labs"] for name in lab["exercises"]]
    assert listed == list(EXERCISES)
    assert found["limits"]["nodes"] == 160


@pytest.mark.parametrize("name", EXERCISES)
def test_every_exercise_is_asked_answered_and_solved(client: httpx.Client, name: str) -> None:
    for seed in (0, 4_294_967_295):
        asked = wire.LabExercise.model_validate(client.get(path(name), params={"seed": seed}).json())
        solved = wire.Solution.model_validate(
            client.get(path(name, "/solution"), params={"seed": seed}).json()
        )
        assert list(solved.fields) == [field.name for field in asked.fields]
        answers = {field: one.text for field, one in solved.fields.items()}
        answer = checked(client, name, answers, seed)
        found = wire.Verdicts.model_validate(answer.json())
        assert found.right == found.total == len(asked.fields)


def test_an_exercise_says_what_it_asks(client: httpx.Client) -> None:
    found = client.get(path("linear.gradient")).json()
    assert (found["id"], found["seed"], found["values"]) == (
        "linear.gradient",
        0,
        {"x": 3, "y": 5, "w": 1, "rate": 0.05},
    )
    assert found["lines"] == [["yhat", "w*x"], ["cost", "(yhat - y)^2"]]
    kinds = [(field["name"], field["kind"]) for field in found["fields"]]
    assert kinds == [("yhat", "number"), ("cost", "number"), ("gradient", "number")]
    [slope] = client.get(path("losses.slope")).json()["fields"]
    assert slope == {
        "name": "mu", "kind": "expression", "names": ["y", "mu", "sigma"], "decimals": None, "options": [],
    }  # fmt: skip
    [loss] = client.get(path("losses.right")).json()["fields"]
    assert loss["decimals"] == 3
    [order] = client.get(path("gradients.order")).json()["fields"]
    assert set(order["options"]) == {"zero_grad", "predict", "loss", "backward", "step"}


def test_answers_get_their_verdicts(client: httpx.Client) -> None:
    answers = {"w1": "x(ŷ−y)", "w2": "2x²(ŷ−y)"}
    assert checked(client, "gradients.formulas", answers, 1).json() == {
        "right": 1,
        "total": 2,
        "fields": {
            "w1": {"verdict": "wrong", "trap": "factor_2", "read_as": "(mul x (sub yhat y))"},
            "w2": {"verdict": "right", "read_as": "(mul (mul 2 (pow x 2)) (sub yhat y))"},
        },
    }
    found = checked(client, "gradients.formulas", {"w1": "0/0"}).json()["fields"]["w1"]
    assert (found["verdict"], found["witness"]["yours"]) == ("wrong", None)


def test_the_same_answer_is_judged_by_its_own_seed(client: httpx.Client) -> None:
    verdicts = {
        checked(client, "linear.gradient", {"gradient": "-12"}, seed).json()["fields"]["gradient"]["verdict"]
        for seed in (0, 1)
    }
    assert verdicts == {"right", "wrong"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"answers": {"slope": "1"}}, "answers.slope"),
        ({"answers": {"yhat": "1" * 201}}, "answers.yhat"),
        ({"answers": {"yhat": 1}}, "answers.yhat"),
        ({"answers": {f"f{number}": "1" for number in range(41)}}, "answers"),
        ({"answers": {}, "seed": -1}, "seed"),
        ({"answers": {}, "name": "Otter"}, "name"),
        ({}, "answers"),
    ],
)
def test_answers_that_were_not_asked_are_refused(client: httpx.Client, body: Any, field: str) -> None:
    answer = client.post(path("linear.gradient", "/answers"), json=body)
    assert refused(answer, 422, "invalid_request")["field"] == field


@pytest.mark.parametrize("part", ["", "/solution", "/answers"])
def test_an_exercise_that_does_not_exist_is_not_found(client: httpx.Client, part: str) -> None:
    method, body = ("POST", {"answers": {}}) if part == "/answers" else ("GET", None)
    answer = client.request(method, path("linear.gradients", part), json=body)
    assert "linear.gradients" in refused(answer, 404, "not_found")["message"]


def test_a_seed_must_be_one(client: httpx.Client) -> None:
    for seed in ("-1", "x", "4294967296"):
        answer = client.get(path("linear.gradient"), params={"seed": seed})
        assert refused(answer, 422, "invalid_request")["field"] == "seed"
