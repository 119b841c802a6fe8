"""A client for scripts and notebooks: what the page can do, over REST."""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from tinkernet.client.connection import Connection
from tinkernet.client.session import Session
from tinkernet.config import Config
from tinkernet.errors import InvalidRequest

__all__ = ["Client", "Session"]

CONTENT_TYPES = {
    ".json": "application/json",
    ".safetensors": "application/octet-stream",
    ".csv": "text/csv",
}


class Client:
    """A server, for as long as the context lasts.

    with Client("http://localhost:8000") as client:
        session = client.create_session({"data": {"dataset": "xor"}})
        session.step(epochs=200)
        print(session.metrics["test_loss"], session.url)
    """

    def __init__(self, base_url: str, *, transport: httpx.BaseTransport | None = None) -> None:
        """`transport` stands in for the network; by default connecting is tried several times."""
        self._connection = Connection(base_url, transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all connections; sessions live on."""
        self._connection.close()

    def options(self) -> dict[str, Any]:
        """All choices, ranges and defaults of a config."""
        answer: dict[str, Any] = self._connection.request("GET", "/api/options").json()
        return answer

    def create_session(self, config: Config | Mapping[str, Any] | None = None) -> Session:
        """A new session, paused at epoch 0.

        Raises:
            InvalidConfig: the config is not valid.
            TooManySessions: the server has no room.
        """
        sections = config.model_dump(mode="json") if isinstance(config, Config) else dict(config or {})
        answer = self._connection.request("POST", "/api/sessions", json={"config": sections}).json()
        return Session(self._connection, answer["id"])

    def import_session(self, path: str | PathLike[str]) -> Session:
        """A new session from an exported file: a config (.json), .safetensors, or points (.csv).

        Raises:
            InvalidRequest: the file is none of these.
        """
        file = Path(path)
        kind = CONTENT_TYPES.get(file.suffix.lower())
        if kind is None:
            raise InvalidRequest(f"a file to import ends in {', '.join(CONTENT_TYPES)}, got {file.name}")
        response = self._connection.request(
            "POST", "/api/sessions/import", content=file.read_bytes(), headers={"Content-Type": kind}
        )
        return Session(self._connection, response.json()["id"])

    def session(self, id: str) -> Session:
        """The session of an id or a watch id; that it exists shows with the first request."""
        return Session(self._connection, id)
