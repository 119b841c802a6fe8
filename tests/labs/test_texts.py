"""Every error that the grader names has a text on the page, in both languages, and what the text names."""

import json
import re
from pathlib import Path

import pytest

from tinkernet.labs.exercises.table import EXERCISES
from tinkernet.labs.tasks import Between, Number, Order, Trap

LOCALES = Path(__file__).parents[2] / "frontend" / "locales" / "labs"
CASES = [
    (name, field.name, trap)
    for name, exercise in EXERCISES.items()
    for field in exercise.fields
    for trap in getattr(field, "traps", ())
]


def texts(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in LOCALES.glob(f"*.{language}.json"):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


TEXTS = {language: texts(language) for language in ("en", "fr")}


@pytest.mark.parametrize("language", TEXTS)
def test_every_error_has_a_text_that_names_what_is_known(language: str) -> None:
    known = TEXTS[language]
    for name, field, trap in CASES:
        lab, _, _ = name.partition(".")
        word = trap.name if isinstance(trap, Trap) else trap
        keys = [f"{lab}.trap.{word}", f"trap.{word}", f"{lab}.ex.{word}"]
        text = next((known[key] for key in keys if key in known), None)
        assert text, (name, field, word)
        about = set(trap.about) if isinstance(trap, Trap) else set()
        assert set(re.findall(r"\{(\w+)\}", text)) <= about | set(EXERCISES[name].fixed), (name, field, word)


def test_some_fields_of_each_kind_have_errors() -> None:
    fields = [field for exercise in EXERCISES.values() for field in exercise.fields]
    for kind in (Number, Between, Order):
        assert any(isinstance(field, kind) and field.traps for field in fields)
