"""Imports point down: a module imports from its own layer or a lower one, never in a circle."""

import ast
import re
from collections.abc import Container, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "backend" / "tinkernet"
SCRIPTS = ROOT / "frontend" / "js"

PYTHON_LAYERS = (
    {"errors", "names"},
    {"base"},
    {"config", "data", "points", "settings", "tables", "progress_bar"},
    {"nn.simd"},
    {"nn.catalogue"},
    {"nn", "wire"},
    {"live", "experiments", "export", "labs", "migrations", "plain"},
    {"api", "local", "estimators"},
    {"app", "cli"},
    {"__main__", "__init__"},
)
SIBLINGS = ({"nn", "wire"}, {"live", "experiments", "export", "labs"}, {"api", "local"})
"""Rooms of one layer that import nothing of one another."""
MAY_IMPORT = {
    "client": {"errors", "base", "config", "points", "tables", "progress_bar", "client"},
    "wire": {"errors", "base", "config", "points", "wire"},
}
"""All that these rooms may know."""

# The mathematics knows no event loop and no store; sessions and experiments know nothing of HTTP; what
# travels is words alone.
HTTP = {"fastapi", "starlette", "uvicorn"}
STRANGERS = {
    "points": HTTP | {"asyncio", "anyio", "httpx", "sqlalchemy", "torch"},
    "base": HTTP | {"asyncio", "anyio", "httpx", "torch"},
    "wire": HTTP | {"asyncio", "anyio", "sqlalchemy", "httpx", "torch", "numpy"},
    "nn": HTTP | {"asyncio", "anyio", "sqlalchemy", "httpx"},
    "live": HTTP,
    "experiments": HTTP,
    "export": HTTP,
    "labs": HTTP | {"asyncio", "anyio", "sqlalchemy", "httpx"},
}

# How high the rooms of the page lie: those at one height know nothing of each other. Each view and each
# lab, a file or a folder, is a room of its own, and so is the module of each page.
SCRIPT_ROOMS = {"lib": 0, "core": 1, "core/page": 2, "core/live": 2, "core/experiments": 2, "widgets": 2}
SCRIPT_ROOMS |= {"core/labs": 2, "views/labs": 3, "lab.js": 4, "labs.js": 4}
SCRIPT_ROOMS |= {"views/playground": 3, "views/experiments": 3, "labs": 3}
SCRIPT_ROOMS |= {"main.js": 4, "experiments.js": 4, "experiment.js": 4, "support.js": 4}
SCRIPTS_APART = {"views/playground", "views/experiments", "labs"}
SCRIPT_IMPORT = re.compile(r"""(?:\bfrom\s*|(?<![/."'])\bimport\s*\(?\s*)["']([^"']+)["']""")

Arrow = tuple[str, str]


def python_modules(package: Path) -> dict[str, Path]:
    """Dotted names below the package, `__init__` for its own, with their files."""
    files = {path.relative_to(package): path for path in sorted(package.rglob("*.py"))}
    return {".".join(_parts(relative)) or "__init__": path for relative, path in files.items()}


def _parts(relative: Path) -> tuple[str, ...]:
    parts = relative.with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def imported_names(path: Path, package: Path) -> Iterator[str]:
    """Every name that a module imports, absolute and dotted."""
    folders = (package.name, *path.relative_to(package).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = folders[: len(folders) - node.level + 1] if node.level else ()
            source = ".".join((*base, *filter(None, [node.module])))
            yield from (f"{source}.{alias.name}" for alias in node.names)


def python_arrows(package: Path) -> Iterator[Arrow]:
    """Pairs of importing and imported module, both inside the package."""
    modules = python_modules(package)
    for importer, path in modules.items():
        for name in imported_names(path, package):
            top, _, inner = name.partition(".")
            if top == package.name:
                yield importer, _longest_module(inner, modules)


def _longest_module(name: str, modules: dict[str, Path]) -> str:
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name or "__init__"


def python_violations(package: Path) -> list[str]:
    """Arrows that point up, and modules that stand in no layer."""
    layer = {name: height for height, names in enumerate(PYTHON_LAYERS) for name in names}
    homeless = {_python_room(name, layer) for name in python_modules(package)} - layer.keys() - {"client"}
    found = [f"{name} stands in no layer" for name in sorted(homeless)]
    for importer, imported in python_arrows(package):
        above, below = _python_room(importer, layer), _python_room(imported, layer)
        if above in MAY_IMPORT:
            allowed = below in MAY_IMPORT[above]
        elif below == "client":
            allowed = above in ("cli", "__init__")
        else:
            allowed = {above, below} & homeless or (
                layer[above] >= layer[below] and not _are_siblings(above, below)
            )
        if not allowed:
            found.append(f"{importer} imports {imported}")
    return found


def _python_room(module: str, rooms: Container[str]) -> str:
    """The longest beginning of a module's name that is a room, else its first part."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in rooms), parts[0])


def _are_siblings(above: str, below: str) -> bool:
    return above != below and any({above, below} <= rooms for rooms in SIBLINGS)


def script_violations(scripts: Path) -> list[str]:
    """Scripts that stand in no room, and arrows that point up, into a room beside, or out of the page."""
    found = []
    for path in sorted(scripts.rglob("*.js")):
        name = path.relative_to(scripts)
        if _room(name) is None:
            found.append(f"{name} stands in no room")
        targets = SCRIPT_IMPORT.findall(path.read_text())
        found.extend(
            f"{name} imports {target}" for target in targets if not _may_import(path, target, scripts)
        )
    return found


def _may_import(path: Path, target: str, scripts: Path) -> bool:
    imported = (path.parent / target).resolve()
    if not target.startswith(".") or not imported.is_file() or not imported.is_relative_to(scripts.resolve()):
        return False
    above, below = _room(path.relative_to(scripts)), _room(imported.relative_to(scripts.resolve()))
    return above is not None and below is not None and (above == below or above[0] > below[0])


def _room(path: Path) -> tuple[int, Path] | None:
    """The height and the name of the room in which a script stands."""
    for folder in (path, *path.parents):
        if (height := SCRIPT_ROOMS.get(str(folder))) is not None:
            depth = len(folder.parts) + (str(folder) in SCRIPTS_APART)
            return height, Path(*path.with_suffix("").parts[:depth])
    return None


def test_python_imports_point_down() -> None:
    assert python_violations(PACKAGE) == []


def test_python_imports_form_no_circle() -> None:
    graph: dict[str, set[str]] = {}
    for importer, imported in python_arrows(PACKAGE):
        if importer != imported:
            graph.setdefault(importer, set()).add(imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"imports in a circle: {' <- '.join(error.args[1])}")


@pytest.mark.parametrize("layer", STRANGERS)
def test_a_layer_does_not_know_the_libraries_of_those_above(layer: str) -> None:
    known = {
        name.split(".")[0]
        for module, path in python_modules(PACKAGE).items()
        if module.split(".")[0] == layer
        for name in imported_names(path, PACKAGE)
    }
    assert known & STRANGERS[layer] == set()


def test_script_imports_point_down() -> None:
    assert script_violations(SCRIPTS) == []


def test_an_arrow_that_points_up_is_found(tmp_path: Path) -> None:
    package = tmp_path / "tinkernet"
    (package / "nn").mkdir(parents=True)
    (package / "live").mkdir()
    (package / "live" / "session.py").write_text("from ..nn import trainer\n")
    (package / "nn" / "trainer.py").write_text("from tinkernet.live.session import Session\n")
    (package / "nn" / "simd").mkdir()
    (package / "nn" / "simd" / "vectors.py").write_text("from tinkernet.nn import trainer\n")
    (package / "experiments.py").write_text("def later():\n    from tinkernet.live import session\n")
    (package / "client.py").write_text("import tinkernet.nn.trainer\n")
    (package / "wire.py").write_text("import tinkernet.settings\n")
    (package / "settings.py").write_text("")
    (package / "stray.py").write_text("")
    assert python_violations(package) == [
        "stray stands in no layer",
        "client imports nn.trainer",
        "experiments imports live.session",
        "nn.simd.vectors imports nn.trainer",
        "nn.trainer imports live.session",
        "wire imports settings",
    ]


def test_a_script_arrow_that_points_up_or_into_a_room_beside_is_found(tmp_path: Path) -> None:
    sources = {
        "lib/scale.js": "import { store } from '../core/live/store.js';",
        "core/signal.js": 'import d3 from "d3";',
        "core/live/store.js": 'import { x } from "../../lib/scale.js"; import { t } from "../page/texts.js";',
        "core/live/actions.js": 'import "./store.js"; import "../signal.js";',
        "core/page/texts.js": 'export { store } from "../live/store.js";',
        "views/playground/output.js": 'const later = () => import("./network/network.js");',
        "views/playground/network/network.js": 'import "./parts.js"; import "../../../lib/scale.js";',
        "views/playground/network/parts.js": 'import "../output.js";',
        "views/experiments/run.js": 'import "../playground/output.js";',
        "widgets/forms/fields.js": 'import "../../core/page/texts.js"; import "../plane/map.js";',
        "widgets/plane/map.js": "",
        "helpers/stray.js": "",
        "experiment.js": 'import "./helpers/stray.js";',
        "main.js": 'import "./views/playground/output.js"; import "./missing.js"; import "./experiment.js";',
    }
    for name, text in sources.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert script_violations(tmp_path) == [
        "core/live/store.js imports ../page/texts.js",
        "core/page/texts.js imports ../live/store.js",
        "core/signal.js imports d3",
        "experiment.js imports ./helpers/stray.js",
        "helpers/stray.js stands in no room",
        "lib/scale.js imports ../core/live/store.js",
        "main.js imports ./missing.js",
        "main.js imports ./experiment.js",
        "views/experiments/run.js imports ../playground/output.js",
        "views/playground/network/parts.js imports ../output.js",
        "views/playground/output.js imports ./network/network.js",
        "widgets/forms/fields.js imports ../../core/page/texts.js",
    ]
