"""What a client would rather have."""

import pytest

from tinkernet.api.http.answers import prefers_binary


@pytest.mark.parametrize(
    ("accept", "binary"),
    [
        ("application/octet-stream", True),
        ("Application/Octet-Stream; q=0.5", True),
        ("application/octet-stream, application/json;q=0.9", True),
        ("application/octet-stream, */*", True),
        ("application/octet-stream;q=0", False),
        ("application/octet-stream;q=0.0, */*", False),
        ("application/octet-stream;q=0.5, application/json", False),
        ("application/octet-stream;q=nan", False),
        ("application/octet-streams", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_bytes_are_preferred_where_they_are_named_and_wanted(accept: str, binary: bool) -> None:
    assert prefers_binary(accept) == binary
