"""What handlers ask for: the directory, a session by its id, the server's address as clients know it."""

import re
from typing import Annotated, cast

from fastapi import Depends, Path, Request, Response
from starlette.requests import HTTPConnection

from tinkernet.live.commands import Command
from tinkernet.live.directory import Access, Directory
from tinkernet.live.pool import Pool
from tinkernet.live.session import Session
from tinkernet.wire.session import OwnedSession

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")

SessionId = Annotated[str, Path(description="the session's id, or for a GET its watch id")]


def the_directory(connection: HTTPConnection) -> Directory:
    """The directory of this app."""
    return cast(Directory, connection.app.state.directory)


def base_url(connection: HTTPConnection) -> str:
    """Where the client reached this server, without a slash at the end; empty if it sent no proper host."""
    host = connection.headers.get("host", "")
    scheme = {"ws": "http", "wss": "https"}.get(connection.scope["scheme"], connection.scope["scheme"])
    return f"{scheme}://{host}{connection.scope.get('root_path', '')}" if _HOST.fullmatch(host) else ""


def located(request: Request, answer: Response, path: str) -> None:
    """Says in the header `Location` where what was made by a request is found."""
    answer.headers["Location"] = request.scope.get("root_path", "") + path


def owned(session: Session, base_url: str) -> OwnedSession:
    """The session object for whoever may steer."""
    return cast(OwnedSession, session.describe(base_url, may_steer=True))


def created(session: Session, request: Request, answer: Response) -> OwnedSession:
    """The answer to whoever made a session."""
    located(request, answer, f"/api/sessions/{session.identity.id}")
    return owned(session, base_url(request))


async def performed(session: Session, command: Command, base_url: str) -> OwnedSession:
    """The session object after a command."""
    await session.perform(command)
    return owned(session, base_url)


def client_address(connection: HTTPConnection) -> str:
    """Whom a session counts for."""
    return connection.client.host if connection.client else "unknown"


def _access(request: Request, id: SessionId) -> Access:
    return the_directory(request).find(id)


def _session(access: Annotated[Access, Depends(_access)]) -> Session:
    return access.to_steer()


def _pool(request: Request) -> Pool:
    return cast(Pool, request.app.state.pool)


TheDirectory = Annotated[Directory, Depends(the_directory)]
ThePool = Annotated[Pool, Depends(_pool)]
BaseUrl = Annotated[str, Depends(base_url)]
Looking = Annotated[Access, Depends(_access)]
Steering = Annotated[Session, Depends(_session)]
