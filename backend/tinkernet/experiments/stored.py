"""Experiments as they are stored and handed to other machines: JSON that holds all their points."""

from typing import Any

from pydantic import PrivateAttr
from pydantic_core import from_json, to_json

from tinkernet.config import IN_FULL, Config
from tinkernet.experiments.sweep import Experiment, Values, change_of
from tinkernet.nn import before


def written(experiment: Experiment) -> str:
    """The body of an experiment."""
    if isinstance(experiment, _Earlier):
        return to_json({**experiment.model_dump(), "config": experiment._sections}).decode()
    return experiment.model_dump_json(context=IN_FULL)


def read(body: str) -> Experiment:
    """The experiment of a body, whichever version wrote it."""
    asked = from_json(body)
    sections = asked["config"]
    has_points = "points" in sections["data"] and "source" not in sections["data"]
    if not before.is_earlier(sections) and not has_points:
        return Experiment.model_validate(asked)
    earlier = _Earlier.model_validate({**asked, "config": before.read(sections)})
    earlier._sections = sections
    return earlier


class _Earlier(Experiment):
    """One of an earlier version: its config, with the values of a run, is read as that version read it."""

    _sections: dict[str, Any] = PrivateAttr()

    def with_values(self, values: Values) -> Config:
        """As that version did."""
        change = change_of(values)
        changed = {
            name: {**section, **change.pop(name, {})} if isinstance(section, dict) else section
            for name, section in self._sections.items()
        }
        return before.read({**changed, **change})
