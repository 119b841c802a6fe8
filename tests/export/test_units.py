"""What is taken home takes points in the units of their file, and predicts in those of the labels."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from onnxruntime import InferenceSession
from sklearn.datasets import make_circles, make_moons, make_regression

from tests.export.cases import EXAMS, HOUSES, IN_UNITS, trained
from tests.export.processes import onnx_predictions
from tinkernet import Config, Trainer, read_points
from tinkernet.config import IN_FULL
from tinkernet.export.code import curl_code, python_code
from tinkernet.export.notebook import notebook
from tinkernet.export.onnx_graph import to_onnx
from tinkernet.export.script import script
from tinkernet.export.table import from_csv, to_csv
from tinkernet.export.tensors import from_safetensors, to_safetensors

PLACES = np.random.default_rng(5).uniform(-6, 6, (1000, 2))


def points_of(trainer: Trainer) -> np.ndarray:
    """All over the square."""
    return trainer.units.values(PLACES)


def executed(source: str) -> dict[str, Any]:
    """What is defined once a program has run."""
    known: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(source, known)
    return known


def untouched(source: bytes) -> str:
    """The script without training on."""
    return source.decode().replace("EPOCHS = 10", "EPOCHS = 0")


@pytest.mark.parametrize("name", sorted(IN_UNITS))
def test_a_script_predicts_what_the_trainer_predicts(name: str) -> None:
    trainer = trained(name)
    program = executed(untouched(script(trainer.snapshot())))
    points = points_of(trainer)
    with torch.no_grad():
        outputs = program["model"](program["features"](points)).numpy()[:, 0]
    expected = trainer.predict(points)
    assert outputs == pytest.approx(expected, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("name", sorted(IN_UNITS))
def test_onnx_predicts_what_the_trainer_predicts(name: str, tmp_path: Path) -> None:
    trainer = trained(name)
    points = points_of(trainer)
    [found] = onnx_predictions({name: to_onnx(trainer.snapshot())}, points, tmp_path).values()
    assert found.dtype == trainer.predict(points).dtype
    assert found == pytest.approx(trainer.predict(points), rel=1e-5, abs=1e-5)


def drawn(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Sets of scikit-learn as large as people have them."""
    if name == "moons":
        return make_moons(1000, noise=0.25, random_state=1)
    if name == "circles":
        return make_circles(1000, noise=0.12, factor=0.5, random_state=2)
    return make_regression(1000, 2, noise=5, random_state=3)


STRETCHES = {"stretched": ([1e5, 3e5], [2e6, -5]), "tiny, far from 0": ([1e-2, 1e-2], [1e6, -1e6])}
ODD = [(name, stretch) for name in ("moons", "circles", "regression") for stretch in STRETCHES]


@pytest.fixture(scope="module")
def in_odd_units() -> dict[tuple[str, str], Trainer]:
    trainers = {}
    for name, stretch in ODD:
        (X, y), (factors, offsets) = drawn(name), STRETCHES[stretch]
        if name == "regression":
            y = y * factors[0] + offsets[0]
        points, _ = read_points((X * factors + offsets, y))
        trainer = Trainer(Config(data=points, network={"hidden": [16, 16]}))
        trainer.train(epochs=20)
        trainers[name, stretch] = trainer
    return trainers


@pytest.mark.parametrize("odd", ODD, ids=" ".join)
def test_script_onnx_and_predict_agree_in_odd_units(
    odd: tuple[str, str], in_odd_units: dict[tuple[str, str], Trainer]
) -> None:
    trainer = in_odd_units[odd]
    points = points_of(trainer)
    program = executed(untouched(script(trainer.snapshot())))
    with torch.no_grad():
        by_script = program["model"](program["features"](points)).numpy()[:, 0]
    by_onnx = InferenceSession(to_onnx(trainer.snapshot())).run(None, {"points": points})[0]
    expected = trainer.predict(points)
    spread = trainer.units.label.factor
    assert np.ptp(expected) > 0.5 * spread
    for found in (by_script, by_onnx):
        assert np.abs(found - expected).max() <= 1e-5 * spread


def test_the_script_holds_the_numbers_of_the_file() -> None:
    source = script(trained("houses").snapshot()).decode()
    assert "[15.0, 0.0, 833000.0]" in source
    assert "label is 528950 + 304050 times what the network sees." in source.replace("\n# ", " ")


def test_a_table_has_the_numbers_of_the_file_and_their_scale_again() -> None:
    trainer = trained("houses")
    back = from_csv(to_csv(trainer.snapshot())).data
    data = trainer.config.data
    assert sorted(back.values.tolist()) == HOUSES
    assert (back.units, back.count) == (data.units, len(HOUSES))


@pytest.mark.parametrize("name", sorted(IN_UNITS))
def test_safetensors_say_the_units_and_come_back(name: str) -> None:
    snapshot = trained(name).snapshot()
    content = to_safetensors(snapshot)
    back = from_safetensors(content)
    assert back.config == snapshot.config
    size = int.from_bytes(content[:8], "little")
    units = json.loads(json.loads(content[8 : 8 + size])["__metadata__"]["units"])
    assert units["x1"]["offset"] == snapshot.config.data.units.x1.offset


@pytest.mark.parametrize("name", sorted(IN_UNITS))
def test_code_to_copy_gives_the_same_network_again(name: str) -> None:
    trainer = trained(name)
    again = executed(python_code(trainer.snapshot()))["trainer"]
    assert again.config == trainer.config
    assert again.predict(points_of(trainer)).tolist() == trainer.predict(points_of(trainer)).tolist()


def test_a_config_in_full_is_the_same_config() -> None:
    config = trained("exams").config
    assert Config.model_validate_json(config.model_dump_json(context=IN_FULL)) == config


def test_a_shell_is_given_one_word() -> None:
    code = curl_code(trained("exams").snapshot(), "http://localhost:8000")
    assert "the student'\\''s" in code


def test_a_notebook_draws_in_the_units_of_the_file() -> None:
    cells = json.loads(notebook(trained("exams").snapshot()))["cells"]
    source = "".join("".join(cell["source"]) for cell in cells)
    assert 'xlabel="the student\'s \\"exam\\""' in source
    assert 'aspect="auto"' in source
    assert len(EXAMS) == 40
