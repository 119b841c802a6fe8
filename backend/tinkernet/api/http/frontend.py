"""The pages and their files: a page is asked about each time, what it is made of only once.

A page names its scripts and styles under `files/{digest}/`, where a browser keeps them for good: after an
update the digest is another one. They are at their plain addresses too.
"""

import re
from functools import lru_cache
from hashlib import sha256
from os import stat_result
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import NotModifiedResponse, PathLike, StaticFiles
from starlette.types import Scope

from tinkernet.api.http.unrouted import not_allowed

PACKAGE = Path(__file__).parents[2]
REFERENCE = re.compile(r'(?:(?<= href=")|(?<= src="))(?=(?:js|css)/)')
KEPT = re.compile(r"files/(\w+)/((?:js|css)/.+)")
FOR_GOOD = "public, max-age=31536000, immutable"


class Frontend(StaticFiles):
    """The files of a folder, by default those of this package."""

    def __init__(self, directory: Path | None = None) -> None:
        folder = directory or frontend_directory()
        super().__init__(directory=folder, html=True, check_dir=False)
        self._digest = digest_of(folder)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file; that there is none comes before what may be done with it."""
        kept = KEPT.fullmatch(Path(path).as_posix())
        digest, name = kept.groups() if kept else (None, path)
        response = await super().get_response(name, {**scope, "method": "GET"})
        if scope["method"] not in ("GET", "HEAD"):
            raise not_allowed(["GET"])
        response.headers["Cache-Control"] = FOR_GOOD if digest == self._digest else "no-cache"
        return response

    def file_response(
        self, full_path: PathLike, stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file; a page names its scripts and styles as they are now."""
        page = Path(full_path)
        if page.suffix != ".html":
            return super().file_response(full_path, stat_result, scope, status_code)
        self._digest = digest_of(page.parent)
        text = REFERENCE.sub(f"files/{self._digest}/", page.read_text("utf-8"))
        response = HTMLResponse(text, status_code, {"ETag": f'"{sha256(text.encode()).hexdigest()}"'})
        if self.is_not_modified(response.headers, Headers(scope=scope)):
            return NotModifiedResponse(response.headers)
        return response


def digest_of(folder: Path) -> str:
    """Of all scripts and styles of a folder, 32 hexadecimal digits."""
    files = sorted(file for kind in ("js", "css") for file in (folder / kind).rglob(f"*.{kind}"))
    return _digest(folder, tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=4)
def _digest(folder: Path, files: tuple[tuple[Path, int], ...]) -> str:
    digest = sha256()
    for file, _ in files:
        digest.update(
            f"{file.relative_to(folder).as_posix()} {sha256(file.read_bytes()).hexdigest()}\n".encode()
        )
    return digest.hexdigest()[:32]


def frontend_directory() -> Path:
    """Inside the installed package, or in a checkout beside it."""
    installed = PACKAGE / "frontend"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "frontend"
