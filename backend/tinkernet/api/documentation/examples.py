"""An example of each body and answer, by the name of its model: of a small network, really trained."""

import json
from typing import Any

from tinkernet.api.documentation.lab_examples import lab_examples
from tinkernet.api.experiments import bodies
from tinkernet.api.options import options
from tinkernet.api.sessions.reading import confusion_body
from tinkernet.base.strict_json import decimals, dump
from tinkernet.config import Config
from tinkernet.experiments.progress import Progress
from tinkernet.experiments.schema import SavedExperiment
from tinkernet.experiments.summary import Ending, wilson
from tinkernet.experiments.sweep import Experiment
from tinkernet.export.code import curl_code, python_code
from tinkernet.live import events
from tinkernet.live.description import Facts, Identity, Standing
from tinkernet.live.workload import Status
from tinkernet.nn.catalogue.features import feature_map
from tinkernet.nn.trainer import Trainer
from tinkernet.points.given_units import units_body
from tinkernet.points.reading.reader import read_table
from tinkernet.wire.experiment import EXAMPLE_SWEEP
from tinkernet.wire.session import EXAMPLE_CONFIG

Examples = dict[str, Any]
SERVER = "http://localhost:8000"
SMALL = {"data": {"dataset": "gauss", "samples": 10, "noise": 5}, "network": {"hidden": [2]}}
EXAMPLE_TABLE = b"length;width;species\n1,5;-2;newt\n0,5;1;toad\n"
BODIES: Examples = {
    "NewSession": {"config": EXAMPLE_CONFIG},
    "Play": {"epochs_per_second": 60},
    "Pause": {},
    "Reset": {"seed": "new"},
    "Regenerate": {"seed": 7},
    "UndoPoints": {},
    "RedoPoints": {},
    "PointsToPredict": {"points": [[0.5, -1.0], [2, 2]]},
}


def examples() -> Examples:
    """All of them, as plain values."""
    found: Examples = json.loads(dump(_sessions() | _catalog() | _experiments() | lab_examples()))
    return BODIES | found


def _sessions() -> Examples:
    trainer = Trainer(Config.parse(SMALL), fused_ready=lambda: False)
    trainer.train(epochs=10)
    names = Identity("Vf3ZkQy0T9sKq1mYw2bX8g", "p6JtR4uWc0eLh5nSa7dM9A", "", 0)
    standing = Standing(names, Status.PAUSED, None, 0.0, Facts.of(trainer))
    session = standing.described(SERVER, may_steer=True)
    points = BODIES["PointsToPredict"]["points"]
    table, report = read_table(EXAMPLE_TABLE)
    axis = [-6.0, 6.0]
    return {
        "OwnedSession": session,
        "ImportedSession": {**dict(session), "report": report},
        "ReadTable": {
            "report": report,
            "points": table.values.tolist(),
            "sides": None,
            "class_names": table.class_names,
            "units": units_body(table.scaling[1]),
        },
        "Parameters": {"parameters": decimals(trainer.parameters)},
        "Gradients": {"gradients": decimals(trainer.gradients())},
        "Boundary": {"x1": axis, "x2": axis[::-1], "values": decimals(trainer.boundary(2))},
        "Predictions": {"outputs": decimals(trainer.predict(points))},
        "DataPoints": events.points_body(trainer.points),
        "Confusions": confusion_body(trainer),
        "Losses": events.history_body(trainer.history),
        "Snapshots": {"epochs": list(trainer.kept)},
        "Code": {"python": python_code(trainer.snapshot()), "curl": curl_code(trainer.snapshot(), SERVER)},
    }


def _catalog() -> Examples:
    return {
        "Options": options(),
        "DatasetPoints": {
            "task": "classification",
            "classes": 2,
            "points": [[2.25, 1.5, 1], [-2, -1.75, -1]],
        },
        "FeatureMap": {"values": decimals(feature_map("x1", 2))},
        "Health": {"status": "ok", "version": "0.1.0", "sessions": 3, "kernels": "ready"},
    }


def _experiments() -> Examples:
    sweep = Experiment.model_validate(EXAMPLE_SWEEP)
    state = bodies.state(Progress(_saved(sweep), sweep))
    losses = {"train_loss": 0.008, "test_loss": 0.0098, "train_accuracy": 1.0, "test_accuracy": 0.996}
    result = {
        "run": 0,
        "point": 0,
        "values": sweep.values(0),
        "seed": 1,
        "reason": "goal",
        "succeeded": True,
        "epochs": 214,
        **losses,
        "best": {"epoch": 214, **losses},
        "seconds": 0.08,
        "train_recall": [1.0, 1.0],
        "test_recall": [0.992, 1.0],
        "train_precision": [1.0, 1.0],
        "test_precision": [1.0, 0.992],
    }
    history = {"epochs": [0, 107, 214], "train_loss": [0.52, 0.11, 0.008], "test_loss": [0.53, 0.12, 0.0098]}
    endings = [Ending(0.0098, 214, True), Ending(0.031, 500, False)]
    more = {"config": sweep.run(0).config, "history": history, "parameters": [0.5, -1.25, 0.1]}
    return {
        "ExperimentState": state,
        "Experiments": {"total": 1, "experiments": [state]},
        "Results": {"total": 1, "success": wilson(1, 1), "results": [result]},
        "ResultDetails": {**result, **more},
        "Points": {"total": 1, "points": [bodies.point(0, sweep, endings)]},
        "Histories": {"total": 1, "histories": [{"run": 0, **history}]},
    }


def _saved(experiment: Experiment) -> SavedExperiment:
    return SavedExperiment(
        id="h2KxV8rPz1cGq0tNw5yJ7Q",
        kind="sweep",
        status="finished",
        created_at=1767225600.0,
        finished_at=1767225660.0,
        runs=experiment.runs,
        done=192,
        succeeded=141,
        diverged=0,
    )
