"""The command that takes a network home."""

import sys
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

import typer

from tinkernet.cli import options
from tinkernet.cli.options import ConfigFile, Fields, errors_explained, with_stop, with_table
from tinkernet.client import Client
from tinkernet.client.session import FormatName
from tinkernet.config import Config
from tinkernet.errors import Diverged, InvalidRequest

app = typer.Typer()


@app.command()
@with_table
@with_stop
def export(
    stop: dict[str, Any],
    table: dict[str, Any],
    context: typer.Context,
    format: Annotated[FormatName, typer.Argument(help="of the file")],
    config: ConfigFile = None,
    set: Fields = None,
    server: Annotated[
        str, typer.Option(metavar="URL", help="where the session or the experiment is")
    ] = "http://localhost:8000",
    session: Annotated[
        str | None,
        typer.Option(metavar="ID", help="export this session of a server; the address of its page will do"),
    ] = None,
    experiment: Annotated[
        str | None, typer.Option(metavar="ID", help="export a run of this run or sweep of a server; likewise")
    ] = None,
    run: Annotated[
        int | None, typer.Option(min=0, help="the number of the run in the experiment's results; default: 0")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", dir_okay=False, help="the file; - is standard output")
    ] = None,
) -> None:
    """Trains a config and writes the network to a file, or takes a network that a server has."""
    with errors_explained():
        is_remote = session is not None or experiment is not None
        is_local = config or set or any(table.values())
        if (session is not None and experiment is not None) or (is_remote and is_local):
            raise InvalidRequest("export a config, a --session or a run of an --experiment: one of them")
        if is_remote and (given := options.given_stop(context)):
            raise InvalidRequest(
                f"{given[0]} is for training a config: what a server has is exported as it is"
            )
        if run is not None and experiment is None:
            raise InvalidRequest("--run is the number of a run of an --experiment: give its id as well")
        if not is_remote:
            content, name = _trained(format, options.config(config, set, table), stop)
        else:
            content, name = _fetched(format, server, session, experiment, run or 0)
        if output == Path("-"):
            sys.stdout.buffer.write(content)
        else:
            (output or Path(name)).write_bytes(content)
            typer.echo(f"{output or name}, {len(content):,} bytes", err=True)


def _trained(format: FormatName, config: Config, stop: dict[str, Any]) -> tuple[bytes, str]:
    """The file's content and name."""
    from tinkernet.export.formats import FORMATS
    from tinkernet.local.training import run  # here: `--help` does not wait for torch

    result = run(config, stop)
    if result.reason == "diverged":
        raise Diverged(f"training diverged after epoch {result.epochs}: lower the learning rate")
    return result.export(format), FORMATS[format].file_name(result.snapshot)


def _fetched(
    format: FormatName, server: str, session: str | None, experiment: str | None, run: int
) -> tuple[bytes, str]:
    from tinkernet.export.formats import FORMATS

    suffix = FORMATS[format].suffix
    server, id = _place(server, session or experiment or "")
    with Client(server) as client:
        if session is not None:
            return client.session(id).export(format), f"tinkernet-session.{suffix}"
        return client.experiment(id).export(run, format), f"tinkernet-run-{run}.{suffix}"


def _place(server: str, text: str) -> tuple[str, str]:
    """A server and an id on it, which the address of a page names both."""
    address = urlsplit(text)
    if not address.scheme:
        return server, text
    named = dict(parse_qsl(address.query))
    id = next((named[kind] for kind in ("session", "sweep", "run") if kind in named), None)
    if id is None:
        raise InvalidRequest(f"the address must end in ?session=, ?sweep= or ?run= and an id, got {text}")
    folder = address.path.rpartition("/")[0]
    return f"{address.scheme}://{address.netloc}{folder}", id
