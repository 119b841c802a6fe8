"""The page: static files, as the browser runs them."""

from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from tinkernet.api.http.unrouted import not_allowed

PACKAGE = Path(__file__).parents[2]


def frontend_directory() -> Path:
    """Inside the installed package, or in a checkout beside it."""
    installed = PACKAGE / "frontend"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "frontend"


class Page(StaticFiles):
    """Files that the browser keeps, but asks about each time: an update is seen at once."""

    def __init__(self) -> None:
        super().__init__(directory=frontend_directory(), html=True, check_dir=False)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be revalidated; that there is none comes before what may be done with it."""
        response = await super().get_response(path, {**scope, "method": "GET"})
        if scope["method"] not in ("GET", "HEAD"):
            raise not_allowed(["GET"])
        response.headers["Cache-Control"] = "no-cache"
        return response
