"""A viewer that costs next to nothing: the protocol of the `websockets` library on a bare transport.

There is no task, queue or buffer per connection, so that the clients leave the processor to the server.
"""

import asyncio
import json
import re
import time
from typing import Self, cast

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.uri import WebSocketURI, parse_uri

SEQUENCE = re.compile(rb'"sequence":"(\d+)"')
HEADER = 1024
"""Bytes at the start of a frame in which its sequence number stands."""
ANY_SEQUENCE = 10**12


class Viewer(asyncio.Protocol):
    """Returns the credit of each frame as it comes, and counts."""

    def __init__(self, uri: WebSocketURI) -> None:
        self.frames = 0
        self.latencies: list[float] = []
        self.is_lost = False
        self._socket = ClientProtocol(uri, max_size=None)
        self._asked: dict[int, float] = {}
        self._last_id = 0
        self._transport: asyncio.Transport

    @classmethod
    async def join(cls, address: str) -> Self:
        """A viewer of the stream at `address`; its upgrade may still be on the way."""
        uri = parse_uri(address)
        loop = asyncio.get_running_loop()
        _, viewer = await loop.create_connection(lambda: cls(uri), uri.host, uri.port)
        return viewer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asks for the upgrade."""
        self._transport = cast(asyncio.Transport, transport)
        self._socket.send_request(self._socket.connect())
        self._flush()

    def connection_lost(self, error: Exception | None) -> None:
        """Notes it: no stream is to end before its viewer leaves."""
        self.is_lost = True

    def data_received(self, data: bytes) -> None:
        """Takes frames and acknowledgements, and answers pings."""
        self._socket.receive_data(data)
        for event in self._socket.events_received():
            if isinstance(event, Frame) and event.opcode is Opcode.BINARY:
                self._draw(bytes(event.data))
            elif isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                self._hear(bytes(event.data))
        self._flush()

    def ask(self, kind: str, **fields: object) -> None:
        """Sends a command; its acknowledgement ends up in `latencies`."""
        self._last_id += 1
        self._asked[self._last_id] = time.perf_counter()
        self._say(json.dumps({"type": kind, "id": self._last_id, **fields}))
        self._flush()

    @property
    def is_waiting(self) -> bool:
        """Whether a command was not acknowledged yet."""
        return bool(self._asked)

    def clear(self) -> None:
        """Counts from now on."""
        self.frames = 0
        self.latencies.clear()

    def leave(self) -> None:
        """Hangs up."""
        self._transport.abort()

    def _draw(self, content: bytes) -> None:
        self.frames += 1
        found = SEQUENCE.search(content, 0, HEADER)
        assert found is not None, "a frame has no sequence number"
        self._return_credit(int(found[1]))

    def _hear(self, text: bytes) -> None:
        if text.startswith(b'{"type":"ok"'):
            self.latencies.append(time.perf_counter() - self._asked.pop(json.loads(text)["id"]))
        assert not text.startswith(b'{"type":"error"'), text

    def _return_credit(self, sequence: int) -> None:
        self._say(f'{{"type":"drawn","sequence":{sequence}}}')

    def _say(self, text: str) -> None:
        self._socket.send_text(text.encode())

    def _flush(self) -> None:
        self._transport.write(b"".join(self._socket.data_to_send()))


class DeafViewer(Viewer):
    """Never reads what follows the upgrade, and claims credit for frames that it has not seen."""

    def data_received(self, data: bytes) -> None:
        """The answer to the upgrade, and no more."""
        self._transport.pause_reading()
        super().data_received(data)

    def claim(self) -> None:
        """Returns the credit of whatever may have been sent."""
        if self._transport.is_reading():
            return  # the stream is not open yet
        self._return_credit(ANY_SEQUENCE)
        self._flush()
