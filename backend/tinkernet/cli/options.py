"""What several commands share: the config and the stop condition as options, and how mistakes are told."""

import inspect
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from tinkernet.base import strict_json
from tinkernet.client import ServerGone
from tinkernet.config import Config
from tinkernet.errors import InvalidRequest, TinkernetError
from tinkernet.experiments.sweep import change_of
from tinkernet.nn import before
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


def with_stop(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command an option for each field of the stop condition; it receives their values as `stop`."""

    @wraps(command)
    def with_options(**given: Any) -> None:
        stop = {parameter.name: given.pop(parameter.name) for parameter in _STOP}
        command(**given, stop=stop)

    own = [one for one in inspect.signature(command).parameters.values() if one.name != "stop"]
    parameters = [*own, *_STOP]
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
        where = f"{error.field}: " if error.field else ""
        _give_up(f"{where}{error.message}")
    except (ServerGone, ImportError, OSError) as error:
        _give_up(str(error))


def _give_up(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(2) from None


def config(file: Path | None, fields: list[str] | None) -> Config:
    """The config of a file, or the default one, with some fields set.

    Raises:
        InvalidRequest: the file cannot be read, or the config is not valid.
    """
    given = before.read(document(file)) if file else Config()
    return given.merged(change_of(dict(map(_field, fields or []))))


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
