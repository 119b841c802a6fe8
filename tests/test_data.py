"""The section `data`: which of its fields go together, where it begins and where it is changed."""

from itertools import product
from typing import Any

import pytest

from tinkernet import Config
from tinkernet.config import PointSet
from tinkernet.errors import InvalidConfig

POINTS = [[5, 0, 0], [1, 1, 1]]
DRAWN = Config.parse({"data": {"dataset": "moons", "train_percent": 70, "seed": 3}})
OWN = Config.parse({"data": {"points": [[0, 0, 0], [1, 1, 1], [2, 0, 1]], "train_percent": 70, "seed": 3}})
assert isinstance(OWN.data, PointSet)
GIVEN: dict[str, tuple[Any, ...]] = {
    "dataset": (None, "custom", "xor"),
    "source": (None, "points"),
    "points": (None, POINTS),
    "digest": (None, OWN.data.digest, "0" * 64),
    "task": (None, "classification"),
}
SECTIONS = [
    {name: value for name, value in zip(GIVEN, values, strict=True) if value is not None}
    for values in product(*GIVEN.values())
]
STARTS = {"none": None, "a data set": DRAWN, "own points": OWN}


def expected(section: dict[str, Any], before: Config | None) -> str:
    """What comes of a section: a data set, `new` or `old` points of one's own, or the field to blame."""
    if section.get("dataset") == "xor":
        of_points = [name for name in ("source", "digest", "task", "points") if name in section]
        return of_points[0] if of_points else "xor"
    names_points = section.keys() & {"dataset", "source", "points", "digest"}
    if before is not OWN and not names_points:
        return "task" if section else "moons" if before else "circle"
    if (
        before is not OWN
        and section.get("dataset") == "custom"
        and "points" in section
        and "task" not in section
    ):
        return "task"
    if "points" in section:
        return "new"
    if "digest" in section and (before is not OWN or section["digest"] != OWN.data.digest):
        return "digest"
    return "old" if before is OWN else "points"


@pytest.mark.parametrize("start", STARTS)
def test_points_and_what_goes_with_them_make_sense_or_are_refused(start: str) -> None:
    before = STARTS[start]
    for section in SECTIONS:
        body = {"data": section}
        try:
            data = (Config.parse(body) if before is None else before.merged(body)).data
        except InvalidConfig as error:
            found = str(error.field).removeprefix("data.")
        else:
            drawn = (data.train_percent, data.seed)
            assert drawn == ((50, 1) if before is None else (70, 3)), section
            found = {2: "new", 3: "old"}[data.count] if isinstance(data, PointSet) else data.dataset
        assert found == expected(section, before), section
