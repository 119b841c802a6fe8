"""The commands that train: `train`, `run`, `sweep` and `assert`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from tinkernet.cli import options
from tinkernet.cli.options import ConfigFile, Fields, Server, errors_explained, with_stop, with_table
from tinkernet.client import Client
from tinkernet.config import IN_FULL
from tinkernet.errors import InvalidRequest, TinkernetError
from tinkernet.nn import before

if TYPE_CHECKING:
    from tinkernet.local.results import SweepResult

app = typer.Typer()

Seeds = Annotated[int, typer.Option(min=1, max=10_000, help="how many seeds")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", dir_okay=False, help="a file for the table of all runs, .csv or .parquet"),
]


class Answer(NamedTuple):
    """What came of an experiment: its points, as REST describes them."""

    axes: Sequence[str]
    points: Sequence[Mapping[str, Any]]


@app.command()
@with_table
@with_stop
def train(stop: dict[str, Any], table: dict[str, Any], config: ConfigFile = None, set: Fields = None) -> None:
    """Trains a config to a stop condition, and draws losses and boundary meanwhile."""
    from rich.console import Console, Group  # here, as below: `--help` does not wait for torch
    from rich.live import Live

    from tinkernet.base.validation import validated
    from tinkernet.cli.drawing import SIDE, progress_picture
    from tinkernet.experiments.run import Course
    from tinkernet.nn.fused.warm import prepare
    from tinkernet.wire.stop import Stop

    with errors_explained():
        asked, until = options.config(config, set, table), validated(Stop, stop)
        prepare()
        course, console = Course(asked, until), Console()
    colors = console.color_system is not None and not console.no_color

    def picture() -> Group:
        places = course.trainer.units.label.place(course.trainer.boundary(SIDE))
        return progress_picture(course.trainer.history, places.astype("float32"), colors)

    with Live(console=console, refresh_per_second=10) as live:
        while not course.is_over:
            course.advance(0.1)
            live.update(picture())
        live.update(picture())
    result = course.result()
    console.print(f"ended by {result.reason} in {result.seconds:.2f} seconds of training")
    if result.metrics.test_accuracy is not None:
        console.print(f"test accuracy {result.metrics.test_accuracy:.1%}")


@app.command()
@with_table
@with_stop
def run(
    stop: dict[str, Any],
    table: dict[str, Any],
    config: ConfigFile = None,
    set: Fields = None,
    seeds: Seeds = 1,
    server: Server = None,
    output: Output = None,
) -> None:
    """Trains a config once for every seed, and prints what they say together."""
    with errors_explained():
        body = {"config": options.config(config, set, table), "seeds": seeds, "stop": stop}
        _print(_performed(body, server, output))


@app.command()
@with_table
def sweep(
    table: dict[str, Any],
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, help="the body of POST /api/sweeps, as JSON or TOML"),
    ],
    server: Server = None,
    output: Output = None,
) -> None:
    """Runs a grid or a random search on all cores, and prints what the seeds of each point say together."""
    with errors_explained():
        body = options.document(file)
        body["config"] = options.on_table(before.read(body.get("config", {})), table)
        _print(_performed(body, server, output))


@app.command("assert")
@with_table
@with_stop
def assert_(
    stop: dict[str, Any],
    table: dict[str, Any],
    config: ConfigFile = None,
    set: Fields = None,
    success: Annotated[
        float, typer.Option(min=0, max=1, help="share of the seeds that must reach the goal")
    ] = 0.95,
    seeds: Seeds = 64,
    server: Server = None,
) -> None:
    """Exits with 1 unless enough seeds reach the goal: for the tests of teaching material."""
    from tinkernet.cli.drawing import rate_text

    with errors_explained():
        if stop["test_loss_below"] is None and stop["accuracy_above"] is None:
            raise InvalidRequest("assert needs a goal: --test-loss-below or --accuracy-above")
        body = {"config": options.config(config, set, table), "seeds": seeds, "stop": stop}
        rate = _performed(body, server).points[0]["success"]
    typer.echo(f"{rate_text(rate)} of {seeds} seeds reached the goal, {success:.1%} must")
    if rate["rate"] < success:
        raise typer.Exit(1)


def _performed(body: dict[str, Any], server: str | None, output: Path | None = None) -> Answer:
    """The experiment, done here or by a server, with a progress bar where somebody looks."""
    from tinkernet import tables
    from tinkernet.base.validation import validated
    from tinkernet.experiments.sweep import Experiment
    from tinkernet.local.results import Interrupted
    from tinkernet.local.training import performed

    experiment = validated(Experiment, body)
    if output is not None and not output.parent.is_dir():
        raise InvalidRequest(f"there is no folder {output.parent} for the table of results")
    needs_pandas = output is not None and tables.table_format(output) == "parquet"
    if server is not None:
        return _performed_by(server, experiment.model_dump(mode="json", context=IN_FULL), output)
    if needs_pandas:
        tables.pandas()  # what is missing is told before the work, not after
    try:
        return _written(performed(experiment, progress=True), output)
    except Interrupted as interrupted:
        _print(_written(interrupted.result, output))
        done = len(list(interrupted.result.runs))
        typer.echo(f"interrupted: {done} of {experiment.runs} runs are done", err=True)
        raise typer.Exit(130) from None


def _written(result: "SweepResult", output: Path | None) -> Answer:
    if output is not None:
        result.save(output)
    return Answer(result.axes, [point.row() for point in result.points])


def _performed_by(server: str, body: dict[str, Any], output: Path | None) -> Answer:
    with Client(server) as client:
        if body["grid"] or body["random"]:
            asked = client.sweep(**body)
        else:
            asked = client.run(body["config"], body["stop"], seeds=body["seeds"])
        typer.echo(asked.url, err=True)
        try:
            state = asked.wait()
        except KeyboardInterrupt:
            typer.echo(f"The server goes on with it. To look or to cancel: {asked.url}", err=True)
            raise
        if state["status"] != "finished":
            raise TinkernetError(
                f"the {asked.kind} was {state['status']} after {state['done']} of {state['runs']} runs"
            )
        if output is not None:
            asked.save(output)
        return Answer(asked.axes, list(asked.points()))


def _print(answer: Answer) -> None:
    from rich.console import Console

    from tinkernet.cli.drawing import points_table

    Console().print(points_table(answer.axes, answer.points))
