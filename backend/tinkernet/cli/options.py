"""What several commands share: config, table and stop condition as options, and how mistakes are told."""

import inspect
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from tinkernet.base import strict_json
from tinkernet.client import ServerGone
from tinkernet.config import Config, Task
from tinkernet.errors import InvalidRequest, TinkernetError
from tinkernet.experiments.sweep import change_of
from tinkernet.nn import before
from tinkernet.points.from_python import read_points, with_points
from tinkernet.points.reading.table import Wishes
from tinkernet.points.scale import Method
from tinkernet.wire.stop import Stop

ConfigFile = Annotated[
    Path | None,
    typer.Argument(exists=True, dir_okay=False, help="a config as JSON or TOML; default: the default"),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="FIELD=VALUE", help="a field of the config, as data.dataset=xor; repeatable"
    ),
]
Server = Annotated[
    str | None,
    typer.Option("--server", metavar="URL", help="let this server do it, as http://localhost:8000"),
]
_TYPES = get_type_hints(Stop)
_STOP = [
    inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=info.default,
        annotation=Annotated[_TYPES[name], typer.Option(help=info.description)],
    )
    for name, info in Stop.model_fields.items()
]
_COLUMN = "a column of the table, by its name or its number from 1"
_TABLE = [
    inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, option])
    for name, kind, option in (
        (
            "data",
            Path | None,
            typer.Option(exists=True, dir_okay=False, help="a table of points, in the place of the config's"),
        ),
        ("x1", str | None, typer.Option("--x1", metavar="COLUMN", help=_COLUMN)),
        ("x2", str | None, typer.Option("--x2", metavar="COLUMN", help="likewise")),
        ("label", str | None, typer.Option(metavar="COLUMN", help="likewise")),
        ("split", str | None, typer.Option(metavar="COLUMN", help="likewise: train or test")),
        ("task", Task | None, typer.Option(help="what the labels of the table are for")),
        ("scale", Method | None, typer.Option(help="how its units are brought to the square")),
        (
            "classes",
            list[str] | None,
            typer.Option("--class", metavar="LABEL", help="of the first class, then the next; repeatable"),
        ),
    )
]


def with_stop(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command an option for each field of the stop condition; it receives their values as `stop`."""
    return _with_options(command, "stop", _STOP)


def with_table(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options of a table of points; it receives their values as `table`."""
    return _with_options(command, "table", _TABLE)


def _with_options(
    command: Callable[..., None], name: str, options: Sequence[inspect.Parameter]
) -> Callable[..., None]:
    @wraps(command)
    def with_options(**given: Any) -> None:
        values = {option.name: given.pop(option.name) for option in options}
        command(**given, **{name: values})

    own = [one for one in inspect.signature(command).parameters.values() if one.name != name]
    parameters = [*own, *options]
    with_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {one.name: one.annotation for one in parameters}
    return with_options


def given_stop(context: typer.Context) -> list[str]:
    """The options of the stop condition that a command was given."""
    given = [name for name in Stop.model_fields if _is_given(context, name)]
    return [f"--{name.replace('_', '-')}" for name in given]


def _is_given(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


@contextmanager
def errors_explained() -> Iterator[None]:
    """Turns what a user has got wrong, or lacks, into one line and the exit status 2."""
    try:
        yield
    except TinkernetError as error:
        _give_up(_sentence(error))
    except (ServerGone, ImportError, OSError) as error:
        _give_up(str(error))


def _sentence(error: TinkernetError) -> str:
    """The message, with the whole name of the field to blame: once, where the message begins with its end."""
    field, message = error.field or "", error.message
    if not field:
        return message
    for end in (field, field.rpartition(".")[2]):  # a column may have a point in its name
        if message.startswith(f"{end} "):
            return field.removesuffix(end) + message
    return f"{field}: {message}"


def _give_up(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(2) from None


def config(file: Path | None, fields: list[str] | None, table: Mapping[str, Any] | None = None) -> Config:
    """The config of a file, or the default one, with some fields set, and on the points of a table.

    Raises:
        InvalidRequest: a file cannot be read, or the config is not valid.
    """
    given = before.read(document(file)) if file else Config()
    found = given.merged(change_of(dict(map(_field, fields or []))))
    return on_table(found, table or {})


def on_table(config: Config, table: Mapping[str, Any]) -> Config:
    """The config on the points of a table, if there is one; how it was understood is told on standard error.

    Raises:
        InvalidRequest: it cannot be read, or it is missing.
    """
    wishes = {name: value for name, value in table.items() if name != "data" and value}
    path = table.get("data")
    if path is None:
        if wishes:
            option = _option(next(iter(wishes)))
            raise InvalidRequest(f"--{option} is about a table of points: give --data as well")
        return config
    if "classes" in wishes:
        wishes["classes"] = tuple(wishes["classes"])
    asked = Wishes(**wishes)
    _, report = read_points(path, asked)
    typer.echo(report, err=True)
    return with_points(config, path, asked)


def _option(name: str) -> str:
    return "class" if name == "classes" else name


def _field(text: str) -> tuple[str, Any]:
    """The field and the value of `field=value`: JSON, or else a word."""
    field, equals, value = text.partition("=")
    if not equals:
        raise InvalidRequest(f"--set needs field=value, got '{text[:40]}'")
    try:
        return field, strict_json.parse(value)
    except InvalidRequest:
        return field, value


def document(file: Path) -> dict[str, Any]:
    """The object in a JSON or TOML file.

    Raises:
        InvalidRequest: it cannot be read.
    """
    try:
        text = file.read_text("utf-8")
        found = tomllib.loads(text) if file.suffix == ".toml" else strict_json.parse(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, InvalidRequest) as error:
        is_known = file.suffix in (".json", ".toml")
        why = error if is_known else "a file must be JSON, or TOML with a name that ends in .toml"
        raise InvalidRequest(f"{file.name} cannot be read: {why}") from None
    if not isinstance(found, dict):
        raise InvalidRequest(f"{file.name} must hold an object")
    return found
