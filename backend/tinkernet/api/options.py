"""All choices, ranges, steps, valid combinations and defaults: what a form needs, from the config itself."""

from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic.fields import FieldInfo

from tinkernet import config as vocabulary
from tinkernet.base.validation import constraints
from tinkernet.config import FIELDS, Config
from tinkernet.live import commands
from tinkernet.nn.catalogue.activations import ACTIVATIONS
from tinkernet.nn.catalogue.datasets import DATASETS
from tinkernet.nn.catalogue.features import FEATURES
from tinkernet.nn.catalogue.initializers import INITIALIZERS
from tinkernet.nn.catalogue.losses import LOSSES
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS
from tinkernet.nn.catalogue.penalties import PENALTIES
from tinkernet.nn.catalogue.schedules import SCHEDULES

SPEEDS = (1, 5, 15, 60, 300, 1000, None)
LEARNING_RATES = (0, 0.00001, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
REGULARIZATION_RATES = (0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
BOUNDS: dict[type, tuple[str, str]] = {
    Ge: ("min", "ge"),
    Gt: ("exclusive_min", "gt"),
    Le: ("max", "le"),
    Lt: ("exclusive_max", "lt"),
    MinLen: ("min_length", "min_length"),
    MaxLen: ("max_length", "max_length"),
}


def options() -> dict[str, Any]:
    """The answer of `GET /api/options`."""
    return {
        "fields": {path: _described(info) for path, info in FIELDS.items()},
        "datasets": [_dataset(name) for name in DATASETS],
        "features": [{"name": name} for name in FEATURES],
        "activations": list(ACTIVATIONS),
        "initializers": list(INITIALIZERS),
        "losses": [
            {"name": name, "tasks": list(loss.problems), "parameters": list(loss.parameters)}
            for name, loss in LOSSES.items()
        ],
        "optimizers": [
            {"name": name, "parameters": list(optimizer.parameters)} for name, optimizer in OPTIMIZERS.items()
        ],
        "regularizers": list(PENALTIES),
        "schedules": [
            {"name": name, "parameters": list(schedule.parameters)} for name, schedule in SCHEDULES.items()
        ],
        "engines": list(get_args(vocabulary.EngineName)),
        "speeds": list(SPEEDS),
        "learning_rates": list(LEARNING_RATES),
        "regularization_rates": list(REGULARIZATION_RATES),
        "limits": limits(),
        "defaults": Config().model_dump(mode="json"),
    }


def limits() -> dict[str, float]:
    """The sizes that are bounded, beside those of single fields."""
    return {
        "plane": vocabulary.PLANE,
        "layers": vocabulary.MAX_LAYERS,
        "units": vocabulary.MAX_UNITS,
        "points": vocabulary.MAX_POINTS,
        "classes": vocabulary.MAX_CLASSES,
        "seed": vocabulary.MAX_SEED,
        "epochs_per_step": vocabulary.MAX_EPOCHS,
        "steps_per_step": vocabulary.MAX_STEPS,
        "epochs_per_second": commands.MAX_SPEED,
        "min_resolution": vocabulary.MIN_RESOLUTION,
        "max_resolution": vocabulary.MAX_RESOLUTION,
        "fps": commands.MAX_FPS,
    }


def _dataset(name: str) -> dict[str, Any]:
    data = Config.parse({"data": {"dataset": name}}).data
    return {"name": name, "task": data.task, "classes": data.classes, "samples": data.count}


def _described(info: FieldInfo) -> dict[str, Any]:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    default = info.get_default()
    return {
        **_kind(info.annotation, info.metadata),
        **extra,
        "default": list(default) if isinstance(default, tuple) else default,
        "nullable": type(None) in get_args(info.annotation),
        "description": info.description or "",
    }


def _kind(annotation: Any, metadata: list[Any]) -> dict[str, Any]:
    """The type of a value and its bounds: a choice, a number, an integer, a boolean, a text, a list, a tuple.

    Of alternatives the first counts: `null` is told apart, and one name stands for one per layer. The
    items of a list are described together, those of a tuple each for itself.
    """
    if get_origin(annotation) is Literal:
        return {"type": "choice", "values": list(get_args(annotation))}
    for plain, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "text")):
        if annotation is plain:
            return {"type": name, **_bounds(metadata)}
    first = get_args(annotation)[0]
    if get_origin(annotation) is tuple:
        if Ellipsis not in get_args(annotation):
            return {"type": "list", "items": [_kind(entry, []) for entry in get_args(annotation)]}
        return {"type": "list", **_bounds(metadata), "items": _kind(first, [])}
    return _kind(first, constraints(annotation, metadata))


def _bounds(metadata: list[Any]) -> dict[str, Any]:
    return {
        name: getattr(constraint, attribute)
        for kind, (name, attribute) in BOUNDS.items()
        for constraint in metadata
        if isinstance(constraint, kind)
    }
