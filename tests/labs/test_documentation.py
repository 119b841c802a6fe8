"""docs/labs.md: its example is an exercise, and its numbers are those of the code."""

import re
from pathlib import Path
from typing import Any

from tinkernet.labs import grading, tasks
from tinkernet.labs.grading import solution, verdicts

TEXT = (Path(__file__).parents[2] / "docs" / "labs.md").read_text()


def test_the_example_is_an_exercise_that_grades() -> None:
    [source] = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, Any] = {}
    exec(source.replace("\nExercise(", "\nexample = Exercise("), names)  # ours, from the documentation
    example = names["example"]
    text = solution(example, 0)["fields"]["b"]["text"]
    assert verdicts(example, 0, {"b": text})["right"] == 1
    for answer, trap in (("yhat - y", "factor_2"), ("2x(yhat-y)", "other_parameter"), ("1", "inner_only")):
        assert verdicts(example, 0, {"b": answer})["fields"]["b"]["trap"] == trap


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"{tasks.APART:.0%}".replace("%", " %") in TEXT
    assert f"{grading.HALF} units" in TEXT
    assert (grading.ROUNDED, tasks.POINTS) == (20, 8)
    kinds = re.findall(r"^\| `([A-Z]\w+)` \|", TEXT, re.MULTILINE)
    assert kinds == ["Number", "Expression", "Choice", "Order", "Between"]
