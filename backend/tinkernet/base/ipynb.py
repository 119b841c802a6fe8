"""Jupyter notebooks as bytes, in version 4.5 of the format, without outputs."""

import json
from collections.abc import Iterable
from typing import Any, Literal

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

Kind = Literal["markdown", "code"]
Cell = tuple[Kind, str]


def document(cells: Iterable[Cell]) -> bytes:
    """The notebook of these cells."""
    content = {
        "cells": [_cell(number, kind, source) for number, (kind, source) in enumerate(cells)],
        "metadata": METADATA,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _cell(number: int, kind: Kind, source: str) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": f"cell-{number}",
        "metadata": {},
        "source": source.rstrip("\n").splitlines(keepends=True),
    }
    return cell if kind == "markdown" else {**cell, "execution_count": None, "outputs": []}
