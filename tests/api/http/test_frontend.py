"""The pages' files: kept for good by a browser, until they are others."""

import re
from pathlib import Path
from shutil import copytree

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from tinkernet.api.http.frontend import Frontend, frontend_directory

PAGES = ("", "index.html", "experiments.html", "experiment.html")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(frontend_directory(), tmp_path / "frontend")


class Site:
    """A server of a folder."""

    def __init__(self, folder: Path) -> None:
        app = Starlette(routes=[Mount("/", Frontend(folder))])
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")

    def get(self, path: str, etag: str = "") -> httpx.Response:
        """What is at a path, for one who has what is called `etag`."""
        headers = {"if-none-match": etag} if etag else {}
        return anyio.run(lambda: self._client.get(path, headers=headers))


@pytest.fixture
def site(folder: Path) -> Site:
    return Site(folder)


def kept(page: httpx.Response) -> list[str]:
    """What a page names under its digest."""
    return re.findall(r' (?:href|src)="(files/[^"]+)"', page.text)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_scripts_and_styles_where_they_are_kept(site: Site, page: str) -> None:
    answer = site.get(f"/{page}")
    assert answer.headers["cache-control"] == "no-cache"
    assert not re.search(r'="(js|css)/', answer.text)
    names = kept(answer)
    assert {name.split("/")[2] for name in names} == {"js", "css"}
    for name in names:
        file = site.get(name)
        assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert file.content == site.get(name.split("/", 2)[2]).content


def test_a_page_is_sent_again_when_a_file_is_another(site: Site, folder: Path) -> None:
    page = site.get("/")
    again = site.get("/", page.headers["etag"])
    assert (again.status_code, again.headers["etag"]) == (304, page.headers["etag"])

    old, plain = kept(page)[-1], kept(page)[-1].split("/", 2)[2]
    (folder / plain).write_text("// another")
    new = site.get("/", page.headers["etag"])
    assert new.status_code == 200
    assert set(kept(new)).isdisjoint(kept(page))
    assert site.get(kept(new)[-1]).text == "// another"
    assert site.get(old).headers["cache-control"] == "no-cache"


def test_a_file_that_moves_is_another(site: Site, folder: Path) -> None:
    page = site.get("/")
    (folder / "js" / "main.js").rename(folder / "js" / "first.js")
    assert set(kept(site.get("/"))).isdisjoint(kept(page))


@pytest.mark.parametrize("path", ["js/main.js", "icon.svg", "locales/en.json"])
def test_what_has_a_plain_address_is_asked_about_each_time(site: Site, path: str) -> None:
    file = site.get(path)
    assert file.headers["cache-control"] == "no-cache"
    assert site.get(path, file.headers["etag"]).status_code == 304


@pytest.mark.parametrize(
    "path",
    ["files/0/js/none.js", "files/0/index.html", "files/0/js/../../../../pyproject.toml", "files/0/js/"],
)
def test_nothing_else_lies_there(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404
