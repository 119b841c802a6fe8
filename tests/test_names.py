"""The names in the vocabulary are those of the catalogue, and are spelled out wherever they are read."""

import json
from pathlib import Path
from typing import get_args

import pytest

from tests.names import FILE, KINDS, source
from tinkernet import config
from tinkernet.config import TrainingConfig
from tinkernet.nn.catalogue.losses import LOSSES
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS
from tinkernet.nn.catalogue.schedules import SCHEDULES

LOCALES = Path(__file__).parent.parent / "frontend" / "locales"
TEXTS = {
    "DatasetName": ("dataset.",),
    "FeatureName": ("explain.feature.",),
    "ActivationName": ("choice.", "formula."),
    "InitializerName": ("choice.",),
    "LossName": ("choice.", "formula."),
    "OptimizerName": ("choice.", "formula."),
    "RegularizerName": ("choice.",),
    "ScheduleName": ("choice.",),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_names_of_the_config_are_those_of_the_catalogue(kind: str) -> None:
    assert get_args(getattr(config, kind)) == tuple(KINDS[kind])


def test_what_is_written_from_the_catalogue_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == source(), "make names writes it again"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_name_is_spelled_out_in_every_language(kind: str, language: str) -> None:
    texts = json.loads((LOCALES / f"{language}.json").read_text(encoding="utf-8"))
    wanted = {prefix + name for prefix in TEXTS[kind] for name in KINDS[kind] if name != "custom"}
    assert wanted - texts.keys() == set()


@pytest.mark.parametrize(
    "field", ["momentum", "beta1", "beta2", "epsilon", "schedule_factor", "warmup_epochs"]
)
def test_a_field_of_few_says_whose_it_is(field: str) -> None:
    tables = (LOSSES, OPTIMIZERS, SCHEDULES)
    *others, last = [name for table in tables for name, entry in table.items() if field in entry.parameters]
    users = f"{', '.join(others)} and {last}" if others else last
    assert TrainingConfig.model_fields[field].description == f"of {users}"
