"""The client does over REST what a Trainer does in process."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import httpx
import numpy as np
import pytest

import tinkernet
from tests import http
from tinkernet import Client, Config, Trainer, errors
from tinkernet.client import Session, wire
from tinkernet.client.session import FormatName
from tinkernet.config import PointSet
from tinkernet.errors import Diverged, InvalidConfig, NotFound, Playing, TinkernetError, WatchOnly
from tinkernet.export import formats

OWN = {"data": {"points": [[0, 0, 1], [1, 1, 0]]}}
CONFIG = {"data": {"dataset": "xor"}, "network": {"hidden": [4]}, "training": {"engine": "autograd"}}


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[Client]:
    with Client(server) as client:
        yield client


@pytest.fixture
def session(client: Client) -> Iterator[Session]:
    session = client.create_session(CONFIG)
    yield session
    session.delete()


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    trainer = Trainer(Config(**CONFIG))
    trainer.train(epochs=8)
    return trainer


def test_a_session_trains_as_a_trainer_does(session: Session, trainer: Trainer) -> None:
    answer = session.step(epochs=8)
    assert (answer["epoch"], answer["step"]) == (8, trainer.step)
    assert session.metrics["test_loss"] == trainer.metrics.test_loss
    assert session.config == trainer.config
    np.testing.assert_array_equal(session.parameters(), trainer.parameters)
    np.testing.assert_array_equal(session.gradients(), trainer.gradients())
    np.testing.assert_array_equal(session.boundary(resolution=30), trainer.boundary(30))
    np.testing.assert_array_equal(session.boundary(20, unit="1-2"), trainer.boundary(20, "1-2"))
    np.testing.assert_array_equal(session.data().train, trainer.points.train)
    np.testing.assert_array_equal(session.history().test_loss, trainer.history.test_loss)
    assert session.snapshots() == list(trainer.kept)


def test_points_of_ones_own_go_there_and_come_back(client: Client) -> None:
    points = [[x / 8, 1e-9 - x / 9, x % 3] for x in range(40)]
    config = Config(data={"points": points, "train_percent": 70, "class_names": ["a", "b", "c"]})
    session = client.create_session(config)
    assert session.config == config
    assert client.create_session(session.config).config == config
    assert session.configure({"data": {"train_percent": 30}})["config"]["data"].keys() == {"source", "digest"}
    assert len(session.data().train) == session.config.data.training_count < config.data.training_count


@pytest.mark.parametrize("count", [0, 1, 5000, 12_000])
def test_any_number_of_points_is_predicted(session: Session, count: int) -> None:
    points = np.random.default_rng(3).uniform(-6, 6, (count, 2))
    np.testing.assert_array_equal(session.predict(points), Trainer(Config(**CONFIG)).predict(points))


def test_steps_may_be_counted(session: Session) -> None:
    assert session.step(steps=3)["step"] == 3


def test_a_session_plays_until_it_is_paused(session: Session) -> None:
    assert session.play(epochs_per_second=5)["status"] == "playing"
    assert session.status == "playing"
    assert session.pause()["status"] == "paused"


def test_a_session_goes_back(session: Session) -> None:
    fresh = session.parameters()
    session.step(epochs=4)
    assert session.restore(2)["epoch"] == 2
    assert session.reset()["epoch"] == 0
    np.testing.assert_array_equal(session.parameters(), fresh)
    assert session.reset("new")["config"]["network"]["seed"] != 1
    assert not np.array_equal(session.parameters(), fresh)


def test_a_session_changes(session: Session) -> None:
    assert session.regenerate(7)["config"]["data"]["seed"] == 7
    assert session.configure({"network": {"hidden": [4, 3]}})["structure"]["layers"][1]["units"] == 3
    session.set_parameters([{"layer": 1, "unit": 0, "input": "bias", "value": 0.5}])
    assert session.parameters()[8] == 0.5


def test_points_are_edited_by_their_ids(session: Session) -> None:
    weights = session.parameters()
    session.set_points({"dataset": "xor"})
    count = len(session.point_ids())
    session.add_points(np.array([[0.5, -1, 1], [2, 2, -1]]), gesture="stroke")
    *_, first, second = session.point_ids()
    session.move_points([{"id": first, "x1": 1.5, "x2": -0.25}])
    session.remove_points([second])
    rows = session.config.data.rows.tolist()
    assert (len(rows), rows[-1]) == (count + 1, [1.5, -0.25, 1])
    session.undo_points()
    assert session.point_ids()[-1] == second
    session.redo_points()
    session.add_points([[0, 0, 1]], ids=[second + 10])
    assert session.point_ids()[-1] == second + 10
    np.testing.assert_array_equal(session.parameters(), weights)


def test_a_config_may_be_given_as_a_config(client: Client) -> None:
    session = client.create_session(Config(data={"dataset": "pinwheel5"}))
    assert session.config == Config(data={"dataset": "pinwheel5"})
    assert session.boundary(10).shape == (5, 10, 10)
    assert session.predict([[0, 0], [1, 2]]).shape == (2, 5)
    session.delete()


def test_the_url_opens_the_page(session: Session) -> None:
    assert session.url.endswith(f"/?session={session.id}")
    assert http.get(session.url).is_success
    assert session.watch_url != session.url


def test_a_watch_id_looks_and_does_not_steer(client: Client, session: Session) -> None:
    watched = client.session(session.read()["watch_id"])
    assert watched.epoch == 0
    assert watched.watch_url == session.watch_url
    with pytest.raises(WatchOnly):
        watched.step(epochs=1)
    with pytest.raises(WatchOnly, match="not a url"):
        _ = watched.url


def test_answers_have_the_fields_of_their_types(client: Client, session: Session) -> None:
    owned = session.pause()
    watched = client.session(owned["watch_id"]).read()
    answers: list[tuple[Any, type]] = [
        (owned, wire.OwnedSession),
        (watched, wire.WatchedSession),
        (owned["config"], wire.Config),
        (owned["config"]["data"], wire.GeneratedData),
        (client.create_session(OWN).read()["config"]["data"], wire.PointsReference),
        (owned["config"]["network"], wire.NetworkConfig),
        (owned["config"]["training"], wire.TrainingConfig),
        (owned["metrics"], wire.MetricsObject),
        (owned["structure"], wire.StructureObject),
        (owned["structure"]["layers"][0], wire.LayerObject),
        (client.options(), wire.Options),
        (client.options()["datasets"][0], wire.DatasetOption),
    ]
    for answer, kind in answers:
        assert answer.keys() == kind.__annotations__.keys(), kind


@pytest.mark.parametrize("name", ["config", "safetensors", "csv"])
def test_an_export_comes_back(client: Client, session: Session, name: FormatName, tmp_path: Path) -> None:
    session.step(epochs=2)
    path = tmp_path / f"file.{formats.FORMATS[name].suffix}"
    assert session.export(name, path) == path.read_bytes()
    back = client.import_session(path)
    np.testing.assert_array_equal(back.data().test, session.data().test)
    back.delete()


@pytest.mark.parametrize("ending", ["csv", "TSV", "tab", "txt", "json"])
def test_a_table_makes_a_session(client: Client, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"table.{ending}"
    path.write_text('[[0, 1, "newt"], [2, 0, "toad"]]' if ending == "json" else "0\t1\tnewt\n2\t0\ttoad\n")
    session = client.import_session(path)
    assert sorted(np.concatenate(session.data()).tolist()) == [[0, 1, -1], [2, 0, 1]]
    session.delete()


def test_code_to_copy_is_that_of_the_server(client: Client, session: Session) -> None:
    assert session.code().startswith("from tinkernet import Config, Trainer\n")
    assert "\nsession=$(curl " in session.code("curl")


def test_the_client_knows_every_format() -> None:
    assert get_args(FormatName) == get_args(formats.FormatName)


def test_a_file_of_another_kind_is_not_sent(client: Client) -> None:
    with pytest.raises(errors.InvalidRequest, match=r"ends in \.json, .*, \.txt, got model\.onnx"):
        client.import_session("model.onnx")


def test_errors_come_back_as_what_they_were(client: Client, session: Session) -> None:
    with pytest.raises(InvalidConfig, match="noise must be between 0 and 50, got 80") as caught:
        client.create_session({"data": {"noise": 80}})
    assert caught.value.field == "data.noise"
    session.play(epochs_per_second=1)
    with pytest.raises(Playing):
        session.step(epochs=1)
    session.configure({"data": {"dataset": "plane"}, "training": {"learning_rate": 10}})
    session.pause()
    session.set_parameters([{"layer": 1, "unit": 0, "input": 0, "value": 1e6}])
    assert session.configure({"network": {"activation": "relu"}})["status"] == "paused"
    assert session.step(epochs=50)["status"] == "diverged"
    with pytest.raises(Diverged):
        session.step(epochs=1)


def test_a_session_that_is_gone_is_not_found(client: Client) -> None:
    session = client.create_session()
    session.delete()
    with pytest.raises(NotFound):
        session.read()


def test_the_options_are_those_of_the_config(client: Client) -> None:
    assert client.options()["defaults"] == Config().model_dump(mode="json")


def answering(handler: Callable[[httpx.Request], httpx.Response]) -> Client:
    return Client("http://server", transport=httpx.MockTransport(handler))


def tree(kind: type[TinkernetError]) -> Iterator[type[TinkernetError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from tree(below)


@pytest.mark.parametrize("kind", list(tree(TinkernetError)))
def test_every_code_has_its_exception(kind: type[TinkernetError]) -> None:
    body = {"error": {"code": kind.code, "message": "so it is", "field": "there"}}
    with (
        answering(lambda _: httpx.Response(418, json=body)) as client,
        pytest.raises(TinkernetError) as caught,
    ):
        client.session("x").read()
    assert type(caught.value) is kind
    assert caught.value.as_dict() == body["error"]


@pytest.mark.parametrize(
    ("response", "code", "message"),
    [
        (httpx.Response(502, text="<html>"), "error", "the server answered 502 (Bad Gateway)"),
        (httpx.Response(500, json=[]), "error", "the server answered 500 (Internal Server Error)"),
        (httpx.Response(405, json={"error": {"code": "new", "message": "no"}}), "new", "no"),
    ],
)
def test_an_answer_of_another_kind_is_an_error_too(response: httpx.Response, code: str, message: str) -> None:
    with answering(lambda _: response) as client, pytest.raises(TinkernetError) as caught:
        client.session("x").read()
    assert (caught.value.code, caught.value.message) == (code, message)


def test_only_a_step_waits_for_as_long_as_it_takes() -> None:
    waits: dict[str, float | None] = {}

    def note(request: httpx.Request) -> httpx.Response:
        waits[request.url.path.rpartition("/")[2]] = request.extensions["timeout"]["read"]
        return httpx.Response(200, json={"epoch": 1})

    with answering(note) as client:
        client.session("x").step(epochs=100_000)
        client.session("x").pause()
    assert waits == {"step": None, "pause": 30}


def test_ids_are_quoted_in_paths() -> None:
    paths: list[bytes] = []

    def note(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.raw_path)
        return httpx.Response(204)

    with answering(note) as client:
        client.session("../a?b").delete()
    assert paths == [b"/api/sessions/..%2Fa%3Fb"]


def test_a_step_sends_only_what_is_given() -> None:
    bodies: list[object] = []

    def note(request: httpx.Request) -> httpx.Response:
        bodies.append(json.loads(request.content))
        return httpx.Response(200, json={})

    with answering(note) as client:
        client.session("x").step(epochs=3)
        client.session("x").step(steps=4)
    assert bodies == [{"epochs": 3}, {"steps": 4}]


def test_the_client_is_a_public_name() -> None:
    assert tinkernet.Client is Client
    assert "Client" in tinkernet.__all__
    assert set(tinkernet.__all__) <= set(dir(tinkernet))


def test_the_protocol_names_every_verb_of_a_session() -> None:
    text = (
        (Path(__file__).parent.parent / "docs" / "protocol.md").read_text().partition("## Python client")[2]
    )
    named = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([a-z_ ]+)`", text))))
    verbs = {name for name in vars(Session) if not name.startswith("_")}
    assert verbs <= named


def test_the_example_of_the_protocol_runs(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        (Path(__file__).parent.parent / "docs" / "protocol.md").read_text().partition("## Python client")[2]
    )
    example = text.partition("```python\n")[2].partition("```")[0]
    address = client.create_session().url.partition("/?")[0]
    monkeypatch.chdir(tmp_path)
    exec(example.replace("http://localhost:8000", address), {})
    loss, url = capsys.readouterr().out.split()
    assert float(loss) < 0.2
    assert url.startswith(address)
    assert (tmp_path / "xor.py").is_file()


def test_a_session_begins_with_points_and_takes_others(client: Client) -> None:
    X, words = np.array([[0, 0.5], [1, -1], [2, 1 / 3], [-1, 4]]), ["newt", "toad", "toad", "newt"]
    session = client.create_session(
        {"data": {"train_percent": 100}, "network": {"hidden": [3]}}, data=(X, words)
    )
    np.testing.assert_array_equal(session.data().train[:, :2], X.astype(np.float32))
    before = session.parameters()
    session.set_points(
        {"a": [5, 1, 2], "b": [0, 1, 2], "c": ["x", "y", "x"]}, tinkernet.Wishes(x1="b", x2="a")
    )
    assert session.data().train[:, :2].tolist() == [[0, 5], [1, 1], [2, 2]]
    data = session.config.data
    assert isinstance(data, PointSet)
    assert data.class_names == ("x", "y")
    np.testing.assert_array_equal(session.parameters(), before)
    session.delete()


def test_experiments_of_a_server_take_points(client: Client) -> None:
    X, labels = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    run = client.run({"data": {"train_percent": 100}}, {"epochs": 2}, points=(X, labels))
    assert run.wait()["status"] == "finished"
    assert [result["test_loss"] for result in run.results()] == [None]
