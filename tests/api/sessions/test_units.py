"""Sessions on points in units of their own: whoever asks is answered in these."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from tests.api.conftest import Server, Session
from tests.api.http.test_errors import refused
from tests.api.sessions.test_stream import opened
from tinkernet import Client, Trainer

EXAMS = [[42.75 + 7.1 * k % 40, 50.5 + 11.3 * k % 35, k % 2] for k in range(24)]
HOUSES = [[k / 2, 0, 203_000 + 21_000 * k + 0.1] for k in range(1, 21)]
AGES = b"Age,Salary,Bought\n27,53440,No\n23,42880,No\n38,106240,Yes\n49,101200,Yes\n"
GIVEN = ("source", "points", "sides", "class_names", "train_percent", "seed", "units")


def data(client: httpx.Client, session: Session) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/sessions/{session['id']}/data").json()
    return found


def brought(client: httpx.Client, content: bytes, **wishes: str) -> httpx.Response:
    return client.post(
        "/api/sessions/import", content=content, headers={"content-type": "text/csv"}, params=wishes
    )


def test_the_data_are_the_numbers_that_were_given(
    client: httpx.Client, create: Callable[..., Session]
) -> None:
    session = create({"data": {"points": HOUSES}})
    found = data(client, session)
    assert found["points"] == HOUSES
    assert sorted([*found["train"], *found["test"]]) == HOUSES
    assert (session["task"], session["label_scale"], found["scale"]) == ("regression", 1, 1)
    assert session["units"] == found["units"]
    assert found["units"]["x2"] == {"offset": 0, "factor": 1, "title": "x2"}
    assert found["units"]["x1"] == {"offset": 5.25, "factor": 0.95, "title": "x1"}


def test_a_data_set_has_the_units_of_the_square(client: httpx.Client, session: Session) -> None:
    plain = {role: {"offset": 0, "factor": 1, "title": role} for role in ("x1", "x2", "label")}
    assert session["units"] == data(client, session)["units"] == plain


@pytest.mark.parametrize("points", [EXAMS, HOUSES])
def test_points_that_are_told_can_be_given_again(
    client: httpx.Client, create: Callable[..., Session], points: list[list[float]]
) -> None:
    found = data(client, create({"data": {"points": points, "scale": "standard"}}))
    again = create({"data": {name: found[name] for name in GIVEN}})
    assert data(client, again) == found


def test_the_boundary_lies_where_the_points_do(client: httpx.Client, create: Callable[..., Session]) -> None:
    session = create({"data": {"points": HOUSES}})
    client.post(f"/api/sessions/{session['id']}/step", json={"epochs": 200})
    found = client.get(f"/api/sessions/{session['id']}/boundary?resolution=20").json()
    units = session["units"]["x1"]
    assert (found["x1"][0], found["x1"][-1]) == pytest.approx((5.25 - 5.7, 5.25 + 5.7))
    assert (found["x2"][0], found["x2"][-1]) == (6, -6)
    places = [[x1, x2] for x2 in found["x2"] for x1 in found["x1"]]
    outputs = client.post(f"/api/sessions/{session['id']}/predict", json={"points": places}).json()["outputs"]
    assert np.ravel(found["values"]) == pytest.approx(outputs, rel=1e-5)
    assert 203_000 < np.mean(outputs) < 700_000
    assert units["title"] == "x1"


def test_points_keep_their_titles_and_their_scale_is_reported(client: httpx.Client) -> None:
    answer = brought(client, AGES)
    assert answer.status_code == 201
    session = answer.json()
    assert [session["units"][role]["title"] for role in ("x1", "x2", "label")] == ["Age", "Salary", "Bought"]
    assert session["report"]["scale"]["method"] == "fit"
    assert session["report"]["scale"]["x1"] == {"offset": 36, "factor": 2.6}
    assert brought(client, AGES, scale="standard").json()["report"]["scale"]["method"] == "standard"
    assert refused(brought(client, AGES, scale="none"), 422, "invalid_config")["field"] == "Age"


def test_points_beyond_the_square_are_scaled_in_the_form_of_earlier_versions(
    create: Callable[..., Session], client: httpx.Client
) -> None:
    points = [[-8.4, 9.1, 0], [-2.5, 9.0, 1], [4.7, 2.0, 2], [-6.8, -6.8, 3]]
    session = create({"data": {"dataset": "custom", "task": "classification", "points": points}})
    assert (data(client, session)["points"], session["classes"]) == (points, 4)


def test_edits_are_in_the_units_of_the_points(client: httpx.Client, create: Callable[..., Session]) -> None:
    session = create({"data": {"points": EXAMS, "units": {"x1": {"offset": 60, "factor": 10}, "x2": {
        "offset": 60, "factor": 10, "title": "second"}}}})  # fmt: skip
    path = f"/api/sessions/{session['id']}/points"
    assert client.post(path, json={"points": [[100, 20, 1]]}).status_code == 200
    assert client.patch(path, json={"moves": [{"id": 0, "x1": 55.5, "x2": 119}]}).status_code == 200
    found = data(client, session)
    assert found["points"][-1] == [100, 20, 1]
    assert found["points"][0] == [55.5, 119, -1]
    assert found["units"] == session["units"]
    error = refused(client.post(path, json={"points": [[60, 121, 1]]}), 422, "invalid_request")
    assert error["message"] == "second must be between 0 and 120, got 121"


def test_viewers_are_told_of_the_units(running: Server, session: Session) -> None:
    with opened(running, session["id"]) as peer:
        peer.until(lambda event: event["type"] == "history")
        assert peer.answer({"type": "configure", "config": {"data": {"points": EXAMS}}})["type"] == "ok"
        told = next(event for event in peer.events if event["type"] == "points" and event["points"])
    assert told["units"]["x1"]["factor"] > 1
    assert told["points"] == [[x1, x2, 2 * label - 1] for x1, x2, label in EXAMS]


def test_the_client_has_all_digits_of_what_is_predicted(server: str) -> None:
    rows = [[k, k % 3, 1e6 + k / 1000] for k in range(12)]
    with Client(server) as client:
        session = client.create_session({"network": {"hidden": [3]}}, data=rows)
        expected = Trainer(session.config).predict([[2.5, 1], [9, 0]])
        assert session.predict([[2.5, 1], [9, 0]]).tolist() == expected.tolist()
        assert 0 < np.ptp(session.boundary(10)) < 0.02


def test_the_client_speaks_the_units_too(server: str, tmp_path: Path) -> None:
    file = tmp_path / "ages.csv"
    file.write_bytes(AGES)
    with Client(server) as client:
        session = client.import_session(file)
        assert sorted(row[0] for rows in session.data() for row in rows.tolist()) == [23, 27, 38, 49]
        assert session.data().train.dtype == np.float64
        assert session.config.data.units.titles == ("Age", "Salary", "Bought")
        session.set_points(session.config.data)
        assert session.read()["units"]["x2"]["title"] == "Salary"
