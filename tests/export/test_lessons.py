"""The notebooks of the labs run in Jupyter, and print what the lecture says."""

import json
import re
import subprocess
import sys
from typing import Any

import nbformat
import pytest

from tinkernet.export.lessons import FILES, Language, lesson

ALL: list[tuple[str, Language]] = [(name, language) for name in FILES for language in ("en", "fr")]
Notebook = dict[str, Any]


@pytest.fixture(scope="module", params=["en", "fr"])
def notebooks(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Notebook]:
    """All three of a language, executed."""
    folder = tmp_path_factory.mktemp("lessons")
    paths = {name: folder / f"{name}.ipynb" for name in FILES}
    for name, path in paths.items():
        path.write_bytes(lesson(name, request.param))
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", *paths.values()]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return {name: json.loads(path.read_bytes()) for name, path in paths.items()}


def printed(notebook: Notebook) -> str:
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    assert {output["output_type"] for output in outputs} <= {"stream", "display_data"}
    assert all(output.get("name") != "stderr" for output in outputs)
    return "".join("".join(output.get("text", [])) for output in outputs)


def pictures(notebook: Notebook) -> int:
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return sum("image/png" in output.get("data", {}) for output in outputs)


def code(content: bytes) -> list[str]:
    cells = json.loads(content)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize(("name", "language"), ALL)
def test_a_notebook_is_valid_and_has_prose_before_each_part(name: str, language: Language) -> None:
    notebook = json.loads(lesson(name, language))
    nbformat.validate(notebook)
    titles = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    assert titles[0].startswith("# ")
    assert all(title.startswith("## ") for title in titles[1:])
    assert "@" not in "".join(map(str, notebook["cells"]))


@pytest.mark.parametrize("name", FILES)
def test_both_languages_have_the_same_code_and_as_much_prose(name: str) -> None:
    english, french = lesson(name, "en"), lesson(name, "fr")
    assert code(english) == code(french)
    cells = [[cell["cell_type"] for cell in json.loads(one)["cells"]] for one in (english, french)]
    assert cells[0] == cells[1]
    assert english != french


def test_the_first_descends_by_hand(notebooks: dict[str, Notebook]) -> None:
    notebook = notebooks["01"]
    text = printed(notebook)
    assert text.endswith("w = 1.9512\nw = 1.6246\n7.8049\n")
    assert "J(2.0) = 0.0000" in text
    assert pictures(notebook) == 2


def test_the_second_finds_the_same_in_three_ways(notebooks: dict[str, Notebook]) -> None:
    text = printed(notebooks["02"])
    assert "-8.0\n-16.0\n-24.0\n1.951216   1.951216   1.951216\n" in text
    assert text.endswith("2.0886\n")


def test_the_third_separates_three_sets(notebooks: dict[str, Notebook]) -> None:
    notebook = notebooks["03"]
    clouds, disc, rings = map(float, printed(notebook).splitlines()[-1].split())
    assert (clouds >= 0.99, disc >= 0.95, rings >= 0.9) == (True, True, True)
    assert pictures(notebook) == 3


def test_the_blanks_can_be_filled_in(capsys: pytest.CaptureFixture[str]) -> None:
    blanks, check = code(lesson("02"))[4:6]
    assert blanks.count("...") == 3
    filled = blanks.replace("common = ...", "common = 2 * (yhat - y)")
    filled = filled.replace("..., ..., common", "x**2 * common, x * common, common")
    names: dict[str, Any] = {}
    exec(f"{filled}\n{check}", names)
    assert re.findall(r"-?\d+\.0 ", capsys.readouterr().out) == ["-90.0 ", "-30.0 ", "-10.0 "]
    with pytest.raises(AssertionError):
        exec(f"{filled.replace('2 *', '')}\n{check}", names)


def test_a_notebook_starts_from_the_numbers_of_a_lab() -> None:
    points = ((1.0, 3.0), (-2.0, 0.5))
    first = code(lesson("01", points=points, w=-0.5, rate=0.3))[0]
    assert "xs = [1.0, -2.0]\nys = [3.0, 0.5]\nw = -0.5\nrate = 0.3" in first
    assert "torch.tensor([1.0, 6.0, 15.0])" in code(lesson("02", receipt=(1.0, 6.0, 15.0)))[-1]
