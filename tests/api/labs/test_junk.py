"""Junk for the labs: a clear error or an honest answer."""

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.labs.test_computing import EXAMPLES, ROUTES
from tests.api.test_junk import BODIES, is_clear, sent, spoiled
from tests.api.test_junk import EXAMPLES as SETTINGS

JSON = {"content-type": "application/json"}
CALLS = {
    **{f"/api/labs/{route}": EXAMPLES[name] for route, (name, _) in ROUTES.items()},
    "/api/labs/approximation": {
        "function": "x", "network": {"activation": "relu", "hidden": [[1, 0]], "output": [1], "bias": 0},
    },
    "/api/labs/exercises/gradients.formulas/answers": {"seed": 0, "answers": {"w1": "x"}},
}  # fmt: skip


@pytest.mark.parametrize("path", CALLS)
def test_junk_as_a_body(client: httpx.Client, path: str) -> None:
    @SETTINGS
    @given(st.binary(max_size=50) | BODIES.map(sent))
    def send(content: bytes) -> None:
        answer = client.post(path, content=content, headers=JSON)
        assert is_clear(answer), answer.text

    send()


@pytest.mark.parametrize("path", CALLS)
def test_junk_in_one_place_of_a_good_body(client: httpx.Client, path: str) -> None:
    good: Any = CALLS[path]

    @SETTINGS
    @given(st.data())
    def send(data: st.DataObject) -> None:
        answer = client.post(path, content=sent(spoiled(good, data)), headers=JSON)
        assert is_clear(answer), answer.text

    send()
