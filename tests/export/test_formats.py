"""The table of formats."""

import random
import re
from pathlib import Path
from typing import get_args

import pytest

from tests.export.cases import trained
from tinkernet import Config, Trainer
from tinkernet.api.http.requests import MAX_BODY
from tinkernet.config import FEATURES, MAX_LAYERS, MAX_POINTS, NARROW
from tinkernet.export.formats import FORMATS, FormatName
from tinkernet.nn.snapshot import Snapshot


@pytest.fixture(scope="module")
def largest() -> Snapshot:
    """The most points, features, layers, units and optimizer state, with all the digits there can be."""
    draw = random.Random(1)
    points = [[-draw.random(), -draw.random(), -draw.random() * 1e-5] for _ in range(MAX_POINTS)]
    trainer = Trainer(
        Config(
            data={"dataset": "custom", "task": "regression", "points": points},
            features=FEATURES,
            network={"hidden": [NARROW] * MAX_LAYERS},
            training={"optimizer": "adam", "batch_size": MAX_POINTS},
        )
    )
    trainer.train(steps=1)
    return trainer.snapshot()


def test_every_format_is_in_the_table() -> None:
    assert tuple(FORMATS) == get_args(FormatName)


def test_a_file_is_named_for_what_it_holds() -> None:
    assert FORMATS["pytorch"].file_name(trained("default").snapshot()) == "tinkernet-circle-20.py"


@pytest.mark.parametrize("name", ["config", "safetensors", "csv"])
def test_even_the_largest_file_may_come_back(name: FormatName, largest: Snapshot) -> None:
    assert len(FORMATS[name].content(largest)) <= MAX_BODY


def test_a_config_reads_well() -> None:
    lines = FORMATS["config"].content(trained("default").snapshot()).decode().splitlines()
    assert '    "dataset": "circle",' in lines


def test_the_example_of_the_documentation_runs() -> None:
    text = (Path(__file__).parents[2] / "docs" / "exports.md").read_text()
    names: dict[str, bytes] = {}
    for example in re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        exec(example, names)
    assert b"nn.Sequential(" in names["source"]
