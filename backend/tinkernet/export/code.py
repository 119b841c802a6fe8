"""Code to copy: some lines of Python, or of curl, that, run, give the same network again."""

import json
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any, Literal

from pydantic_core import from_json

from tinkernet.base.strict_json import decimals, dump
from tinkernet.config import IN_FULL, MAX_STEPS, Config
from tinkernet.nn.network import Architecture
from tinkernet.nn.results import ParameterChange
from tinkernet.nn.snapshot import Snapshot

LONGEST_ARGUMENT = 100_000
"""Bytes of a body on a command line, with some room: Linux takes no argument of 128 kB."""
CURL = "curl --fail --silent --show-error"
READ_ID = """python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])'"""


def python_code(snapshot: Snapshot) -> str:
    """A script: trains as long where nothing but training happened, else sets the parameters as they are."""
    epoch, step = snapshot.state.epoch, snapshot.state.step
    imports, end = ["from tinkernet import Config, Trainer"], []
    if not snapshot.pristine:
        imports.append("from tinkernet.nn.results import ParameterChange")
        end = [
            f"parameters = [  # at epoch {epoch}: layer, unit, input, value",
            *(f"    {_literal(astuple(change))}," for change in _parameters(snapshot)),
            "]",
            "trainer.set_parameters([ParameterChange(*each) for each in parameters])",
        ]
    elif step:
        end = [f"trainer.train(steps={step})  # epoch {epoch}"]
    sections = [f"    {name}={_literal(value)},\n" for name, value in _differences(snapshot.config).items()]
    config = f"\n{''.join(sections)}" if sections else ""
    start = [f"config = Config({config})", "trainer = Trainer(config)"]
    return "\n".join([*imports, "", *start, *end, "print(trainer.metrics)", ""])


def curl_code(snapshot: Snapshot, server: str) -> str:
    """The same for a shell: a new session on the server at that address."""
    epoch, step = snapshot.state.epoch, snapshot.state.step
    sessions = f"{server}/api/sessions"
    created = _sent("POST", sessions, {"config": _differences(snapshot.config)}, f" \\\n  | {READ_ID}")
    lines = ["# needs curl and python3", f"session=$({created})"]
    if not snapshot.pristine or step > MAX_STEPS:
        lines.append(f"# The parameters at epoch {epoch}, edits included.")
        lines.append(_sent("PATCH", f"{sessions}/$session/parameters", list(_parameters(snapshot))))
    elif step:
        lines.append(f"# {step} steps: epoch {epoch}")
        lines.append(_sent("POST", f"{sessions}/$session/step", {"steps": step}))
    else:
        lines.append(f'{CURL} "{sessions}/$session"')
    return "\n".join([*lines, ""])


def _differences(config: Config) -> dict[str, Any]:
    """What of a config differs from the defaults, as plain values; whole numbers without a point."""
    return _plain(from_json(config.model_dump_json(exclude_defaults=True, context=IN_FULL)))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case float() if value.is_integer():
            return int(value)
    return value


def _parameters(snapshot: Snapshot) -> Iterator[ParameterChange]:
    """Every parameter: unit by unit, the weights, then the bias."""
    flat = snapshot.state.flat
    for number, layer in enumerate(Architecture.of(snapshot.config).layers, 1):
        weights = decimals(flat[layer.weight].reshape(layer.units, layer.inputs))
        for unit, (row, bias) in enumerate(zip(weights, decimals(flat[layer.bias]), strict=True)):
            links: list[tuple[int | Literal["bias"], float]] = [*enumerate(row), ("bias", bias)]
            for source, value in links:
                yield ParameterChange(number, unit, source, value)


def _literal(value: object) -> str:
    """Plain values as Python has them, with double quotes."""
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case dict():
            return f"{{{', '.join(f'{_literal(name)}: {_literal(item)}' for name, item in value.items())}}}"
        case list():
            return f"[{', '.join(map(_literal, value))}]"
        case tuple():
            return f"({', '.join(map(_literal, value))})"
    return repr(value)


def _quoted(text: str) -> str:
    """One word of a shell."""
    return "'" + text.replace("'", "'\\''") + "'"


def _sent(method: str, url: str, body: object, then: str = "") -> str:
    """A call with a JSON body; one that is too long for an argument goes through a here-document."""
    call = f'{CURL} -X {method} "{url}" -H "Content-Type: application/json" \\\n  -d'
    text = dump(body).decode()
    if len(text) <= LONGEST_ARGUMENT:
        return f"{call} {_quoted(text)}{then}"
    return f"{call} @- <<'END'{then}\n{text}\nEND\n"
