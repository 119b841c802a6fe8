"""What there is to say of a table: for programs a code with its values, for people a sentence."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from tinkernet.base.validation import quoted
from tinkernet.errors import InvalidRequest, Remark, RemarkValue

Code = Literal[
    "too_many_bytes", "too_many_rows", "too_many_cells", "array_too_large", "unpacked_too_large",
    "json_object", "json_row", "no_text", "empty", "half_header", "name_twice", "ragged", "ragged_commas",
    "ragged_header", "ragged_header_commas", "long_line", "one_cell", "unsplit", "sparse", "npz_damaged",
    "npz_shapes", "npz_arrays", "no_pyarrow", "arrow_damaged", "odd_column", "few_columns", "unknown_column",
    "column_taken", "same_name", "no_labels", "few_rows", "commas_between", "commas_and_points", "no_number",
    "odd_number", "number_too_large", "no_side", "no_training", "classes_of_regression", "class_twice",
    "class_unknown", "label_odd", "label_no_number", "label_of_regression", "like_classes", "many_classes",
    "one_class", "long_class", "missing",
    "own_comment",
]  # fmt: skip

SENTENCES: Mapping[Code, str] = {
    "too_many_bytes": "a table must have at most {most} bytes, got {count}: keep fewer rows",
    "too_many_rows": "a table must have at most {most} rows: keep some of them",
    "too_many_cells": "a table must have at most {most} cells: keep the columns that are needed",
    "array_too_large": "{name} must have at most {most} bytes: keep some of its rows",
    "unpacked_too_large": "a table must unpack to at most {most} bytes: keep some of its columns",
    "json_object": "JSON is read as an array of rows: give [[x1, x2, label], …]",
    "json_row": "{place} is no row of numbers and words: give arrays of them, or objects in all rows",
    "no_text": "the file is neither text nor Parquet, Arrow or .npz: save the table, a workbook too, as "
    "CSV in UTF-8",
    "empty": "the table is empty: give a row for each point, with x1, x2 and label",
    "half_header": "{place} mixes names and numbers: give all columns a name, or none",
    "name_twice": "two columns are named {name}: rename one of them",
    "ragged": "{place} has {count} cells where the first row has {expected}: give every row a cell for "
    "each column",
    "ragged_commas": "{place} has {count} cells where the first row has {expected}: give every row a cell "
    "for each column, and separate them by semicolons if the commas are decimal ones",
    "ragged_header": "{place} has {count} cells under {expected} names: give every row a cell for each "
    "column",
    "ragged_header_commas": "{place} has {count} cells under {expected} names: give every row a cell for "
    "each column, and separate them by semicolons if the commas are decimal ones",
    "long_line": "{place} has more than {most} characters: give each row a line",
    "one_cell": "each line has one cell: separate x1, x2 and label by commas, semicolons, tabs or blanks",
    "unsplit": "{place} cannot be split into cells: close each quote, and let a delimiter follow it",
    "sparse": "{place} is sparse: save the table with all of its values",
    "npz_damaged": "the .npz file cannot be read: save arrays of numbers or words with numpy.savez(file, "
    "X=X, y=y)",
    "npz_shapes": "in an .npz file X must have the shape (n, 2), and y the shape (n,)",
    "npz_arrays": "the file is a zip archive without the arrays X and y, or points (n, 3): save a workbook "
    "as CSV",
    "no_pyarrow": "Parquet and Arrow need pyarrow: save the table as CSV, or pip install "
    "'tinkernet[parquet]'",
    "arrow_damaged": "the Parquet or Arrow file is damaged: save it again, or as CSV",
    "odd_column": "column {cell} holds neither numbers nor words: leave it out",
    "few_columns": "two columns of numbers are needed for x1 and x2, and there are {count}: give two, "
    "beside the labels",
    "unknown_column": "{role} must be one of the columns {columns}, or its number, got {asked}",
    "column_taken": "{role} must be a column of its own, got {asked}",
    "same_name": "the columns {column} and {other_column} have the same name: rename one of them",
    "no_labels": "there are no labels, only {columns}: add a column with the class or the value of each row",
    "few_rows": "a table must have at least 2 rows with x1, x2 and label, got {count}: add rows, or fill "
    "in what is missing",
    "commas_between": "{column} has {cell} in {place}: write decimal points, or separate cells by semicolons",
    "commas_and_points": "{column} has {cell} in {place}, beside {other_cell} in {other_place}: write all "
    "numbers with points, or all with commas",
    "no_number": "{column} must be a number, got {cell} in {place}: correct it, or leave it empty",
    "odd_number": "{column} must be a number, got {cell} in {place}: write plain digits, without "
    "separators of thousands",
    "number_too_large": "{column} must be a number that is not too large, got {cell} in {place}: correct it",
    "no_side": "{column} must be train or test, got {cell} in {place}: correct it, or rename the column",
    "no_training": "{column} says test in each row: at least one must be for training, or leave the column "
    "out",
    "classes_of_regression": "classes are of a classification: leave them out for a regression",
    "class_twice": "each of the classes may be given once: name others",
    "class_unknown": "{column} must be one of the classes that are asked for, got {cell} in {place}: "
    "correct it",
    "label_odd": "{column} must be a plain number or a word, got {cell} in {place}: correct it",
    "label_no_number": "{column} must be a number in each row, got {cell} in {place}: correct it",
    "label_of_regression": "{column} must be a number for a regression, got {cell} in {place}: correct it",
    "like_classes": "{column} has {count} whole numbers that repeat, as classes do, and there may be "
    "{most} classes: keep fewer, or ask for the task regression",
    "many_classes": "{column} has {count} different values, and there may be {most} classes: keep fewer, "
    "or name another column as the label",
    "one_class": "{column} is {cell} in each row: give rows of two classes at least",
    "long_class": "{column} must have at most {most} characters, got {cell} in {place}: correct it",
    "missing": "{column} is missing",
    "own_comment": "the comment that begins with {mark} cannot be read, as {why}: take the line out",
}
"""In English. A page has its own, in `frontend/locales/tables.*.json`."""

LONGEST_TEXT = 40
"""Characters of a cell or a name that a remark repeats."""
Title = str | int
"""What a column is called: its name, or its number where it has none."""


def remark(code: Code, **values: RemarkValue) -> Remark:
    """A remark; what is quoted of the table is cut to what can be shown."""
    return Remark(code, {name: _shown(value) for name, value in values.items()})


def sentence(code: Code, **values: RemarkValue) -> str:
    """The same in a sentence; `line` and `counted` are a `place` there."""
    said: dict[str, object] = {name: _WRITTEN.get(name, str)(value) for name, value in values.items()}
    for name in ("place", "other_place"):
        said[name] = f"{values.get('counted')} {values.get(name.replace('place', 'line'))}"
    return SENTENCES[code].format(**said)


def refusal(code: Code, field: str | None = None, **values: RemarkValue) -> InvalidRequest:
    """The error that a remark of a table is."""
    return InvalidRequest(sentence(code, **values), field, remark(code, **values))


def title(column: Title) -> str:
    """What a column is called, in words."""
    return column if isinstance(column, str) else f"column {column}"


def _shown(value: RemarkValue) -> RemarkValue:
    if not isinstance(value, str):
        return value
    clean = "".join(sign if sign.isprintable() else "?" for sign in value)
    return clean if len(clean) <= LONGEST_TEXT else f"{clean[: LONGEST_TEXT - 1]}…"


def _titles(columns: Any) -> str:
    return ", ".join(map(title, columns))


_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "column": title, "other_column": title, "columns": _titles,
    "cell": quoted, "other_cell": quoted, "asked": quoted,
}  # fmt: skip
"""How values stand in a sentence, by their names."""
