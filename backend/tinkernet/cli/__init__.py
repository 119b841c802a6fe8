"""The command line."""

import logging
from contextlib import ExitStack
from typing import Annotated

import typer
from pydantic import ValidationError

from tinkernet.cli import bench, experiments, export
from tinkernet.cli.options import errors_explained
from tinkernet.settings import Settings

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="A neural-network playground where the network is real."
)


def variables() -> str:
    """The environment variables that the server reads, a paragraph each."""
    return "\n\n".join(
        f"TINKERNET_{name.upper()}: {info.description}"
        + ("" if info.default in (None, ()) else f" ({info.default})")
        for name, info in Settings.model_fields.items()
    )


@app.command(epilog=f"Environment:\n\n{variables()}")
def serve(
    host: Annotated[
        str, typer.Option(help="address to listen on; loopback unless told otherwise")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="port to listen on")] = 8000,
    access_log: Annotated[bool, typer.Option(help="log every request, with the ids of sessions")] = False,
) -> None:
    """Serves the page and the API."""
    from tinkernet.app import create_app, server  # here: `--help` does not wait for torch
    from tinkernet.base.database import claimed

    try:
        settings = Settings()
    except ValidationError as error:
        details = error.errors()[0]
        raise typer.BadParameter(f"TINKERNET_{str(details['loc'][0]).upper()}: {details['msg']}") from None
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    _be_discreet()
    with ExitStack() as held:
        with errors_explained():
            held.enter_context(claimed(settings.resolved_database_url))
        server(create_app(settings), host, port, settings.log_level, access_log).run()


for commands in (experiments, export, bench):
    app.add_typer(commands.app)


def _be_discreet() -> None:
    """Keeps routine out of the log, and the ids of sessions with it: whoever has an id may steer."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    streams = ("connection open", "connection closed", '%s - "WebSocket')
    logging.getLogger("uvicorn.error").addFilter(lambda record: not str(record.msg).startswith(streams))
