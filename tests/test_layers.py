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
    {"config", "settings", "tables", "progress_bar"},
    {"nn.simd"},
    {"nn.catalogue"},
    {"nn", "wire"},
    {"live", "experiments", "export", "migrations", "plain"},
    {"api", "local"},
    {"app", "cli"},
    {"__main__", "__init__"},
)
SIBLINGS = ({"nn", "wire"}, {"live", "experiments", "export"}, {"api", "local"})
"""Rooms of one layer that import nothing of one another."""
MAY_IMPORT = {
    "client": {"errors", "base", "config", "tables", "progress_bar", "client"},
    "wire": {"errors", "base", "config", "wire"},
}
"""All that these rooms may know."""

# The mathematics knows no event loop and no store; sessions and experiments know nothing of HTTP; what
# travels is words alone.
HTTP = {"fastapi", "starlette", "uvicorn"}
STRANGERS = {
    "base": HTTP | {"asyncio", "anyio", "httpx", "torch"},
    "wire": HTTP | {"asyncio", "anyio", "sqlalchemy", "httpx", "torch", "numpy"},
    "nn": HTTP | {"asyncio", "anyio", "sqlalchemy", "httpx"},
    "live": HTTP,
    "experiments": HTTP,
    "export": HTTP,
}

SCRIPT_LAYERS = {"lib": 0, "core": 1, "widgets": 2, "views": 3, "labs": 3, "support.js": 4, "shell.js": 4}
SCRIPT_LAYERS |= {"main.js": 5, "experiments.js": 5, "experiment.js": 5}
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
    homeless = {_room(name, layer) for name in python_modules(package)} - layer.keys() - {"client"}
    found = [f"{name} stands in no layer" for name in sorted(homeless)]
    for importer, imported in python_arrows(package):
        above, below = _room(importer, layer), _room(imported, layer)
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


def _room(module: str, rooms: Container[str]) -> str:
    """The longest beginning of a module's name that is a room, else its first part."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in rooms), parts[0])


def _are_siblings(above: str, below: str) -> bool:
    return above != below and any({above, below} <= rooms for rooms in SIBLINGS)


def script_violations(scripts: Path) -> list[str]:
    """Arrows that point up, from one view to another, or out of the page."""
    return [
        f"{path.relative_to(scripts)} imports {target}"
        for path in sorted(scripts.rglob("*.js"))
        for target in SCRIPT_IMPORT.findall(path.read_text())
        if not _script_may_import(path, target, scripts)
    ]


def _script_may_import(path: Path, target: str, scripts: Path) -> bool:
    imported = (path.parent / target).resolve()
    if not target.startswith(".") or not imported.is_file() or not imported.is_relative_to(scripts.resolve()):
        return False
    above, below = path.relative_to(scripts).parts, imported.relative_to(scripts.resolve()).parts
    heights = SCRIPT_LAYERS[above[0]], SCRIPT_LAYERS[below[0]]
    if heights[0] == heights[1] == SCRIPT_LAYERS["views"]:
        return above[:2] == below[:2]  # a view in several files is a folder
    return heights[0] >= heights[1]


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


def test_a_script_arrow_that_points_up_is_found(tmp_path: Path) -> None:
    sources = {
        "lib/scale.js": "import { store } from '../core/store.js';\n",
        "core/store.js": 'import { linear } from "../lib/scale.js"; import d3 from "d3";\n',
        "views/chart.js": 'const later = () => import("./network.js");\n',
        "views/network.js": 'import "../lib/scale.js";\n',
        "main.js": 'export { chart } from "./views/chart.js";\nimport "./missing.js";\n',
    }
    for name, text in sources.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert script_violations(tmp_path) == [
        "core/store.js imports d3",
        "lib/scale.js imports ../core/store.js",
        "main.js imports ./missing.js",
        "views/chart.js imports ./network.js",
    ]
