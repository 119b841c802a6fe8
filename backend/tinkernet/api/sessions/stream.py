"""The stream: one WebSocket per viewer, frames and events out, commands in."""

import asyncio
import contextlib
import logging
import time

from fastapi import APIRouter, WebSocket
from starlette.websockets import WebSocketDisconnect

from tinkernet.api.dependencies import base_url, the_directory
from tinkernet.api.http.errors import error_response, http_error_response
from tinkernet.api.http.security import FOREIGN, is_allowed_origin
from tinkernet.errors import InvalidRequest, NotFound, TinkernetError, TooManyMessages
from tinkernet.live import events
from tinkernet.live.commands import Command, Drawn, Id, View, command, drawn, envelope
from tinkernet.live.directory import Access, Directory
from tinkernet.live.viewer import GOING_AWAY, GONE, POLICY_VIOLATION, TOO_BIG, TRY_AGAIN_LATER, Viewer

logger = logging.getLogger(__name__)
router = APIRouter()

MAX_MESSAGE = 64 * 1024
MESSAGES_PER_SECOND = 100
"""Messages of one viewer; a `drawn` that returns credit is not counted."""
PATIENCE = 1.0
"""Seconds a peer has to take the closing of its stream."""


@router.websocket("/api/sessions/{id}/stream")
async def stream(socket: WebSocket, id: str) -> None:
    """Lets a viewer in, or answers the upgrade with an error of the one shape."""
    directory = the_directory(socket)
    if not is_allowed_origin(socket.headers, socket.app.state.settings.allowed_origins):
        await socket.send_denial_response(http_error_response(403, message=FOREIGN))
        return
    try:
        access = directory.find(id)
    except NotFound as error:
        await socket.send_denial_response(error_response(error))
        return
    await socket.accept()
    await Connection(socket, access, directory).serve()


class Allowance:
    """So many things a second, and as many at once: a token bucket."""

    def __init__(self, rate: float, now: float) -> None:
        self._rate = rate
        self._left = rate
        self._then = now

    def takes(self, now: float) -> bool:
        """Whether one more is allowed now; it is then used up."""
        self._left = min(self._rate, self._left + (now - self._then) * self._rate)
        self._then = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class _Ended(Exception):
    """The connection is over; takes its tasks down with it."""


class Connection:
    """Reader and writer of one socket, which live and die together."""

    def __init__(self, socket: WebSocket, access: Access, directory: Directory) -> None:
        self._socket = socket
        self._access = access
        self._session = access.session
        self._directory = directory
        self._viewer = Viewer(base_url(socket), access.may_steer)
        self._allowance = Allowance(MESSAGES_PER_SECOND, time.monotonic())
        self._tasks = asyncio.TaskGroup()

    async def serve(self) -> None:
        """Serves the viewer until it goes, the session ends, or a limit is exceeded."""
        try:
            await self._session.join(self._viewer)
        except NotFound:
            self._viewer.close(GONE)
        except TooManyMessages:
            self._viewer.close(TRY_AGAIN_LATER)
        else:
            await self._converse()
        with contextlib.suppress(TimeoutError, RuntimeError, WebSocketDisconnect):
            async with asyncio.timeout(PATIENCE):
                await self._socket.close(self._viewer.closed.result())

    async def _converse(self) -> None:
        try:
            async with self._tasks:
                self._tasks.create_task(self._read())
                self._tasks.create_task(self._write())
                await self._viewer.closed
                raise _Ended
        except* _Ended:
            pass
        finally:
            self._session.leave(self._viewer)

    async def _write(self) -> None:
        try:
            while True:
                for message in await self._viewer.outgoing():
                    if isinstance(message, bytes):
                        await self._socket.send_bytes(message)
                    else:
                        await self._socket.send_text(message)
        except WebSocketDisconnect:
            self._viewer.close(GOING_AWAY)

    async def _read(self) -> None:
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                self._viewer.close(GOING_AWAY)
                return
            self._directory.use(self._session)
            self._take(message.get("text"))

    def _take(self, text: str | None) -> None:
        """Acts on one message: it is answered, or it exceeds a limit and ends the connection."""
        returned = drawn(text) if text is not None else None
        if returned is not None and self._session.drawn(self._viewer, returned.sequence):
            return
        if not self._allowance.takes(time.monotonic()):
            self._viewer.close(POLICY_VIOLATION)
        elif text is None:
            self._refuse(None, InvalidRequest("messages must be text, got binary"))
        elif len(text) > MAX_MESSAGE:
            self._viewer.close(TOO_BIG)
        else:
            self._understand(text)

    def _understand(self, text: str) -> None:
        identity: Id = None
        try:
            identity, message = envelope(text)
            self._act(identity, command(message))
        except TinkernetError as error:
            self._refuse(identity, error)

    def _act(self, identity: Id, asked: Command) -> None:
        match asked:
            case Drawn(sequence=sequence):
                self._session.drawn(self._viewer, sequence)
                self._confirm(identity)
            case View():
                self._session.look(self._viewer, asked)
                self._confirm(identity)
            case _:
                self._access.to_steer()
                self._tasks.create_task(self._perform(identity, asked))

    async def _perform(self, identity: Id, asked: Command) -> None:
        try:
            await self._session.perform(asked)
        except TinkernetError as error:
            self._refuse(identity, error)
        except Exception:  # the outer edge of the stream: a mistake of ours ends neither stream nor session
            logger.exception("a command of a stream failed")
            self._viewer.tell(events.mistake(identity))
        else:
            self._confirm(identity)

    def _confirm(self, identity: Id) -> None:
        """Answers a message that asked for an answer by carrying an id."""
        if identity is not None:
            self._viewer.tell(events.ok(identity))

    def _refuse(self, identity: Id, error: TinkernetError) -> None:
        self._viewer.tell(events.error(identity, error))
