"""Junk on every route and on the stream: a clear error or an honest answer, and the session lives on."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.sync.client import connect

from tests.api.conftest import PATIENCE, Server, Session
from tests.api.sessions.conftest import READING, STEERING
from tinkernet.config import Config
from tinkernet.live.commands import COMMANDS
from tinkernet.wire.errors import ErrorObject

EXAMPLES = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    print_blob=False,
)
STRANGE = st.sampled_from(
    [None, True, -1, 0, 0.5, 2**31, 2**63, 10**30, -1e308, 1e-320, float("nan"), float("inf"), "", "new",
     "\x00", "\ud800", "x" * 1000, [], [[]], {}, {"": None}, "circle", "1-0", "bias", "__proto__"]
)  # fmt: skip
NAMES = st.text(max_size=5) | st.sampled_from(
    ["config", "epochs", "steps", "seed", "epoch", "points", "epochs_per_second", "data", "network", "type",
     "training", "features", "hidden", "dataset", "samples", "noise", "task", "activation", "learning_rate",
     "loss", "layer", "unit", "input", "value", "changes", "resolution", "fps", "sequence", "id"]
)  # fmt: skip
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
BODIES = st.recursive(
    STRANGE | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
ROUTES = [("POST", "", None), *STEERING[1:]]


def sent(value: object) -> bytes:
    """JSON as a careless program writes it: `NaN`, `1e400` and lone surrogates included."""
    text = json.dumps(value)
    return text.replace("1e-320", "1e400").encode()


def is_clear(answer: httpx.Response) -> bool:
    """Whether an answer is a success, or an error of the one shape that does not echo what was sent."""
    if answer.is_success:
        return True
    error = ErrorObject.model_validate(answer.json()).error
    return 400 <= answer.status_code < 500 and bool(error.code) and len(error.message) < 400


def target(client: httpx.Client, session: Session, route: str) -> str:
    """Where junk for a route goes; a session that plays refuses whatever steps junk may ask for by chance."""
    if route == "/step":
        client.post(f"/api/sessions/{session['id']}/play", json={"epochs_per_second": 0.01})
    return f"/api/sessions/{session['id']}{route}" if route else "/api/sessions"


def is_well(client: httpx.Client, session: Session) -> bool:
    """Whether the session still does what it is told."""
    path = f"/api/sessions/{session['id']}"
    client.post(f"{path}/reset", json={"seed": "same"})
    return client.post(f"{path}/step", json={"steps": 1}).json()["step"] == 1


@pytest.mark.parametrize(("method", "route", "body"), ROUTES)
def test_junk_as_a_body(
    client: httpx.Client, session: Session, method: str, route: str, body: object
) -> None:
    path = target(client, session, route)
    headers = {"content-type": "application/json"}

    @EXAMPLES
    @given(st.binary(max_size=50) | BODIES.map(sent))
    def send(content: bytes) -> None:
        answer = client.request(method, path, content=content, headers=headers)
        assert is_clear(answer), answer.text
        if answer.status_code == 201:
            client.delete(f"/api/sessions/{answer.json()['id']}")

    send()
    assert is_well(client, session)


@pytest.mark.parametrize(("method", "route", "body"), ROUTES)
def test_junk_in_one_place_of_a_good_body(
    client: httpx.Client, session: Session, method: str, route: str, body: Any
) -> None:
    path = target(client, session, route)
    good = body or {"config": Config().model_dump(mode="json")}
    headers = {"content-type": "application/json"}

    @EXAMPLES
    @given(st.data())
    def send(data: st.DataObject) -> None:
        content = sent(spoiled(good, data))
        answer = client.request(method, path, content=content, headers=headers)
        assert is_clear(answer), answer.text
        if answer.status_code == 201:
            client.delete(f"/api/sessions/{answer.json()['id']}")

    send()
    assert is_well(client, session)


def spoiled(value: Any, data: st.DataObject) -> Any:
    """`value` with junk somewhere in it."""
    if isinstance(value, dict) and value and data.draw(st.booleans()):
        name = data.draw(st.sampled_from(sorted(value)))
        return {**value, name: spoiled(value[name], data)}
    if isinstance(value, list) and value and data.draw(st.booleans()):
        return [spoiled(value[0], data), *value[1:]]
    return data.draw(STRANGE | BODIES)


@pytest.mark.parametrize("route", [*READING, "/unknown"])
def test_junk_in_the_query_and_in_the_id(client: httpx.Client, session: Session, route: str) -> None:
    words = WORDS | st.sampled_from(["nan", "1e400", "-1", "9" * 400])

    @EXAMPLES
    @given(
        st.dictionaries(st.sampled_from(["resolution", "unit", "x"]), words, max_size=3), st.none() | words
    )
    def ask(query: dict[str, str], identity: str | None) -> None:
        path = f"/api/sessions/{session['id'] if identity is None else quote(identity, safe='')}"
        assert is_clear(client.get(path + route, params=query))

    ask()
    assert is_well(client, session)


def test_junk_in_the_catalog(client: httpx.Client) -> None:
    words = WORDS | st.sampled_from(["circle", "x1", "custom"])
    numbers = st.integers().map(str) | st.floats().map(str) | st.text(max_size=5)

    @EXAMPLES
    @given(st.sampled_from(["datasets", "features"]), words, numbers, numbers)
    def ask(kind: str, name: str, samples: str, resolution: str) -> None:
        query = {"samples": samples, "resolution": resolution, "noise": samples, "seed": resolution}
        clean = {key: value for key, value in query.items() if value.isprintable()}
        answer = client.get(f"/api/{kind}/{quote(name, safe='')}", params=clean)
        assert is_clear(answer) or answer.is_redirect

    ask()


MESSAGES = st.fixed_dictionaries(
    {"type": st.sampled_from([*COMMANDS, "state", ""]) | STRANGE}, optional={"id": STRANGE}
).flatmap(lambda head: st.dictionaries(NAMES, BODIES, max_size=3).map(lambda body: {**body, **head}))


def test_junk_on_the_stream(running: Server, client: httpx.Client, create: Callable[..., Session]) -> None:
    session = create()
    url = f"{running.url.replace('http', 'ws')}/api/sessions/{session['id']}/stream"
    with connect(url, compression=None) as socket:

        def answered() -> None:
            """Waits for the answer to a last good message."""
            socket.send('{"type": "drawn", "sequence": 0, "id": "last"}')
            while True:
                message = socket.recv(timeout=PATIENCE)
                if isinstance(message, bytes):
                    continue
                event = json.loads(message)
                if event.get("id") == "last":
                    return
                if event["type"] == "error":
                    assert ErrorObject.model_validate({"error": event["error"]})
                    assert event["error"]["code"] != "internal_server_error"
                    assert len(event["error"]["message"]) < 400

        @EXAMPLES
        @given(
            MESSAGES.map(lambda message: sent(message).decode())
            | st.binary(max_size=20)
            | BODIES.map(json.dumps)
        )
        def send(message: str | bytes) -> None:
            socket.send(message)
            answered()

        send()
    assert is_well(client, session)


def test_long_names_and_values_are_not_echoed(client: httpx.Client, session: Session) -> None:
    for change in ({"x" * 10_000: 1}, {"data": {"dataset": "y" * 10_000}}, {"data": {"noise": 10**19}}):
        answer = client.patch(f"/api/sessions/{session['id']}/config", json=change)
        assert answer.status_code == 422
        assert len(answer.content) < 600
