"""The wheel carries everything, the dependencies are declared, and the commands that are documented exist."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import pytest
import yaml

from tests import http
from tests.server import running_server
from tinkernet.settings import Settings

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
MAKEFILE = (ROOT / "Makefile").read_text()
VARIABLE = re.compile(r"\bTINKERNET_([A-Z_]+)\b")
ONLY_FOR_COMPOSE, ONLY_FOR_TESTS = {"PUBLISH"}, {"BROWSER"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        folder,
        ROOT,
    ]
    subprocess.run(build, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        yield archive


def files(folder: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in paths}


@pytest.mark.parametrize(("source", "target"), [("backend/tinkernet", ""), ("frontend", "frontend/")])
def test_the_wheel_carries_every_file(wheel: zipfile.ZipFile, source: str, target: str) -> None:
    expected = {f"tinkernet/{target}{name}" for name in files(ROOT / source)}
    assert expected
    assert expected - set(wheel.namelist()) == set()


def test_the_wheel_carries_nothing_else(wheel: zipfile.ZipFile) -> None:
    top = {name.split("/")[0] for name in wheel.namelist()}
    assert top == {"tinkernet", f"tinkernet-{PROJECT['version']}.dist-info"}


def test_the_wheel_pins_torch(wheel: zipfile.ZipFile) -> None:
    metadata = wheel.read(f"tinkernet-{PROJECT['version']}.dist-info/METADATA").decode()
    required = HeaderParser().parsestr(metadata).get_all("Requires-Dist")
    assert required is not None
    assert "torch==2.13.0" in required


def test_an_installed_package_serves_its_own_page(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    wheel.extractall(site)
    elsewhere.mkdir()
    (site / "tinkernet" / "frontend" / "marker.txt").write_text("from the wheel")
    with running_server(tmp_path / "data", cwd=elsewhere, kernels=False, PYTHONPATH=str(site)) as url:
        assert http.get(f"{url}/marker.txt").text == "from the wheel"
        page = re.sub(r"files/\w+/", "", http.get(url).text)
        assert page == (ROOT / "frontend" / "index.html").read_text()


def test_every_import_is_a_declared_dependency() -> None:
    extras = {name: lines for name, lines in PROJECT["optional-dependencies"].items() if name != "dev"}
    lines = chain(PROJECT["dependencies"], *extras.values())
    declared = {normalised(re.split(r"[\[<>=~!; ]", line)[0]) for line in lines}
    distributions = packages_distributions()
    imported = {name for path in (ROOT / "backend").rglob("*.py") for name in imports(path)}
    foreign = imported - set(sys.stdlib_module_names) - {"tinkernet"}
    undeclared = {
        name for name in foreign if not declared & {normalised(dist) for dist in distributions.get(name, [])}
    }
    assert undeclared == set()


def normalised(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_make_help_lists_every_target() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    listed = re.findall(r"^\t@echo 'make ([\w-]+)", MAKEFILE, re.MULTILINE)
    assert sorted([*listed, "help"]) == sorted(phony[1].split())


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_the_make_targets_of_a_document_exist(document: str) -> None:
    named = re.findall(r"(?:`|^)make ([a-z][a-z-]*)\b", (ROOT / document).read_text(), re.MULTILINE)
    targets = re.findall(r"^([\w-]+):", MAKEFILE, re.MULTILINE)
    assert set(named) - set(targets) == set()


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "Dockerfile", "docker-compose.yml"])
def test_the_variables_of_a_document_are_settings(document: str) -> None:
    named = set(VARIABLE.findall((ROOT / document).read_text()))
    settings = {name.upper() for name in Settings.model_fields}
    assert named - settings - ONLY_FOR_COMPOSE - ONLY_FOR_TESTS == set()


def test_the_modules_that_are_run_by_name_exist() -> None:
    documents = [ROOT / "Dockerfile", ROOT / "Makefile", *ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    text = "".join(document.read_text() for document in documents)
    named = set(re.findall(r"python -m ((?:tinkernet|tests|benchmarks)\b[\w.]*)", text))
    assert "tinkernet.nn.fused.warm" in named
    assert [name for name in named if find_spec(name.rstrip(".")) is None] == []


def test_the_container_may_write_to_its_data_volume_alone() -> None:
    service = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["tinkernet"]
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert service["read_only"] is True
    assert service["volumes"] == ["data:/data"]
    assert "TINKERNET_DATA_DIR=/data" in dockerfile
    assert re.search(r"^USER tinkernet$", dockerfile, re.MULTILINE)
