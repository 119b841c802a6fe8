"""Bytes of an unknown encoding as text."""

import re

from tinkernet.points.reading.sentences import refusal

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decoded(data: bytes) -> tuple[str, str]:
    """The text, each of its lines ended by a line feed, and the name of its encoding.

    Without a byte order mark it is UTF-8, or, where it cannot be, cp1252, which has all that Latin-1 has.

    Raises:
        InvalidRequest: it is no text.
    """
    marked = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _NO_TEXT.search(text):
            break
        return text.replace("\r\n", "\n").replace("\r", "\n"), encoding
    raise refusal("no_text")
