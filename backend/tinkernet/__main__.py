"""`python -m tinkernet`: the command line."""

from tinkernet.cli import app

app()
