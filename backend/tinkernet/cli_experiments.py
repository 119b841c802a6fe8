"""The commands that train without a server: `train`, `sweep` and `assert`."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from tinkernet.config import Config
from tinkernet.errors import InvalidRequest, TinkernetError

app = typer.Typer()

ConfigFile = Annotated[
    Path | None,
    typer.Argument(exists=True, dir_okay=False, help="a config as JSON or TOML; default: the default"),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="FIELD=VALUE", help="a field of the config, as data.dataset=xor; repeatable"
    ),
]
Epochs = Annotated[int, typer.Option(help="epochs at most")]
TestLoss = Annotated[float | None, typer.Option(help="the goal: a test loss below this")]
Accuracy = Annotated[float | None, typer.Option(help="the goal: a test accuracy, as a share, above this")]
Patience = Annotated[int | None, typer.Option(help="give up after so many epochs without a lower test loss")]
Seconds = Annotated[float | None, typer.Option(help="seconds of training at most")]


@app.command()
def train(
    config: ConfigFile = None,
    set: Settings = None,
    epochs: Epochs = 1000,
    test_loss_below: TestLoss = None,
    accuracy_above: Accuracy = None,
    patience: Patience = None,
    seconds: Seconds = None,
) -> None:
    """Trains a config to a stop condition, and draws losses and boundary meanwhile."""
    from rich.console import Console  # here, as below: `--help` does not wait for torch
    from rich.live import Live

    from tinkernet.cli_drawing import SIDE, progress_picture
    from tinkernet.experiments.result import boundary
    from tinkernet.experiments.run import Course, load_kernel
    from tinkernet.experiments.stop import Stop
    from tinkernet.live.messages import validated

    with _errors_explained():
        asked = _config(config, set or [])
        stop = validated(Stop, _stop(epochs, test_loss_below, accuracy_above, patience, seconds))
        load_kernel()
        course, console = Course(asked, stop), Console()
    with Live(console=console, refresh_per_second=10) as live:
        while not course.is_over:
            course.advance(0.1)
            live.update(progress_picture(course.history, boundary(asked, course.parameters, SIDE)))
        live.update(progress_picture(course.history, boundary(asked, course.parameters, SIDE)))
    result = course.result()
    console.print(f"ended by {result.reason} in {result.seconds:.2f} seconds of training")
    if result.metrics.test_accuracy is not None:
        console.print(f"test accuracy {result.metrics.test_accuracy:.1%}")


@app.command()
def sweep(
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, help="the body of POST /api/sweeps, as JSON or TOML"),
    ],
) -> None:
    """Runs a grid or a random search on all cores, and prints what the seeds of each point say together."""
    from rich.console import Console

    from tinkernet.cli_drawing import points_table

    with _errors_explained():
        body = _document(file)
        body["config"] = Config.parse(body.get("config", {}))
        result = _performed(body)
    Console().print(points_table(result))


@app.command("assert")
def assert_(
    config: ConfigFile = None,
    set: Settings = None,
    success: Annotated[
        float, typer.Option(min=0, max=1, help="share of the seeds that must reach the goal")
    ] = 0.95,
    seeds: Annotated[int, typer.Option(min=1, max=10_000, help="how many seeds")] = 64,
    epochs: Epochs = 1000,
    test_loss_below: TestLoss = None,
    accuracy_above: Accuracy = None,
    patience: Patience = None,
    seconds: Seconds = None,
) -> None:
    """Exits with 1 unless enough seeds reach the goal: for the tests of teaching material."""
    from tinkernet.cli_drawing import rate_text

    with _errors_explained():
        stop = _stop(epochs, test_loss_below, accuracy_above, patience, seconds)
        if test_loss_below is None and accuracy_above is None:
            raise InvalidRequest("assert needs a goal: --test-loss-below or --accuracy-above")
        result = _performed({"config": _config(config, set or []), "seeds": seeds, "stop": stop})
    rate = result.points[0].summary.success
    assert rate is not None
    typer.echo(f"{rate_text(rate)} of {seeds} seeds reached the goal, {success:.1%} must")
    if rate.rate < success:
        raise typer.Exit(1)


def _performed(body: dict[str, Any]) -> Any:
    """A sweep in this process, with a progress bar where somebody looks."""
    from rich.console import Console
    from rich.progress import Progress

    from tinkernet.experiments.local import performed
    from tinkernet.experiments.sweep import Experiment
    from tinkernet.live.messages import validated

    experiment = validated(Experiment, body)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("runs", total=experiment.runs)
        return performed(experiment, on_run=lambda: progress.advance(task))


@contextmanager
def _errors_explained() -> Iterator[None]:
    """Turns what a user has got wrong into one line and the exit status 2."""
    try:
        yield
    except TinkernetError as error:
        where = f"{error.field}: " if error.field else ""
        typer.echo(f"{where}{error.message}", err=True)
        raise typer.Exit(2) from None


def _config(file: Path | None, settings: list[str]) -> Config:
    from tinkernet.experiments.sweep import changed

    config = Config.parse(_document(file)) if file else Config()
    return changed(config, dict(map(_setting, settings)))


def _setting(text: str) -> tuple[str, Any]:
    """The field and the value of `field=value`: JSON, or else a word."""
    from tinkernet.live import strict_json

    field, equals, value = text.partition("=")
    if not equals:
        raise InvalidRequest(f"--set needs field=value, got '{text[:40]}'")
    try:
        return field, strict_json.parse(value)
    except InvalidRequest:
        return field, value


def _document(file: Path) -> dict[str, Any]:
    """The object in a JSON or TOML file."""
    from tinkernet.live import strict_json

    try:
        text = file.read_text("utf-8")
        document = tomllib.loads(text) if file.suffix == ".toml" else strict_json.parse(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidRequest(f"{file.name} cannot be read: {error}") from None
    if not isinstance(document, dict):
        raise InvalidRequest(f"{file.name} must hold an object")
    return document


def _stop(
    epochs: int, loss: float | None, accuracy: float | None, patience: int | None, seconds: float | None
) -> dict[str, Any]:
    return {
        "epochs": epochs,
        "test_loss_below": loss,
        "accuracy_above": accuracy,
        "patience": patience,
        "seconds": seconds,
    }
