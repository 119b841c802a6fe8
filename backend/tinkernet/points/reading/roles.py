"""Which columns are x1, x2, the label and the split: those asked for, else by name, else by position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tinkernet.points.reading.cells import MISSING, ColumnKind, Counts, column_kind, counts, unaccented
from tinkernet.points.reading.grid import Grid
from tinkernet.points.reading.report import Choice, ColumnRole, Why
from tinkernet.points.reading.sentences import LONGEST_TEXT, Title, refusal, title
from tinkernet.points.reading.table import Wishes

PAIRS = (
    ("x1", "x2"),
    ("x", "y"),
    ("x0", "x1"),
    ("feature1", "feature2"),
    ("feature0", "feature1"),
    ("f1", "f2"),
    ("f0", "f1"),
)
"""Names of x1 and x2, in the form of `plain_name`; the first pair of which both are there is taken."""
LABELS = (
    *("label", "labels", "target", "targets", "class", "classes", "species", "outcome", "diagnosis"),
    *("etiquette", "classe", "cible", "espece", "klasse", "ziel", "etiqueta", "clase", "especie", "objetivo"),
)
"""Names of the label, in the same form; the first that is there is taken."""
LABELS_BESIDE_A_PAIR = (
    *("y", "z", "category", "colour", "color", "group", "cluster", "type", "kind", "output", "response"),
    *("result", "value", "t", "categorie", "couleur", "groupe", "valeur"),
    *("kategorie", "farbe", "gruppe", "art", "wert", "valor"),
)
"""What may be the label too, but as well something else, unless x1 and x2 are known."""
SPLITS = ("split", "set", "subset", "partition")
SIDES = {
    **dict.fromkeys(("train", "training", "trainset", "entrainement", "apprentissage"), True),
    **dict.fromkeys(("test", "testing", "testset", "validation", "valid", "val", "dev", "holdout"), False),
}
"""What a column of sides says, in the form of `plain_name`: for training, or for testing."""
COUNTERS = ("", "id", "index", "unnamed0", "row", "rownames", "no", "nr")
"""What a column may be called that merely numbers the rows."""


@dataclass(frozen=True)
class Column:
    """A column of a grid."""

    number: int
    """From 1."""
    name: str | None
    cells: list[str]

    @property
    def called(self) -> Title:
        """Its name as an error quotes it, or its number."""
        return self.name[:LONGEST_TEXT] if self.name else self.number

    @property
    def title(self) -> str:
        """The same in words."""
        return title(self.called)

    @cached_property
    def plain_name(self) -> str:
        """Its name without case, accents and punctuation."""
        return plain_name(self.name or "")

    @cached_property
    def counts(self) -> Counts:
        """How many of its cells are what."""
        return counts(self.cells)

    @property
    def kind(self) -> ColumnKind:
        """What it holds."""
        return column_kind(self.counts)

    @cached_property
    def is_counter(self) -> bool:
        """Whether it merely numbers the rows."""
        if self.name is None or self.plain_name not in COUNTERS or self.counts["whole"] < len(self.cells):
            return False
        return all(len(cell) < 10 and cell.isdecimal() for cell in self.cells) and all(
            int(after) == int(before) + 1 for before, after in zip(self.cells, self.cells[1:], strict=False)
        )


class Roles(NamedTuple):
    """The columns that are taken."""

    x1: Choice
    x2: Choice
    label: Choice
    split: Choice | None


def plain_name(name: str) -> str:
    """Letters and digits alone, small and without accents: `x1` for `X_1`, `etiquette` for `Étiquette`."""
    return re.sub(r"[\W_]", "", unaccented(name.casefold()))


def columns(grid: Grid) -> list[Column]:
    """The columns of a grid whose rows are all of one length."""
    names = grid.names or (None,) * len(grid.rows[0])
    cells = zip(*grid.rows, strict=True) if grid.rows else ((),) * len(names)
    return [
        Column(place, name, list(each))
        for place, (name, each) in enumerate(zip(names, cells, strict=True), 1)
    ]


def roles(all_columns: Sequence[Column], wishes: Wishes) -> Roles:
    """Which columns are what.

    Raises:
        InvalidRequest: a column that is asked for is not there, two columns of numbers are not to be found,
            or there are no labels.
    """
    return _Search(all_columns).roles(wishes)


class _Search:
    """The columns that are still free, and those that have a role."""

    def __init__(self, all_columns: Sequence[Column]) -> None:
        self._all = all_columns
        self._free = list(all_columns)

    def roles(self, wishes: Wishes) -> Roles:
        asked = {role: self._asked(wish, role) for role, wish in _asked_for(wishes)}
        split = asked.get("split") or self._split()
        x1, x2 = self._pair(asked.get("x1"), asked.get("x2"))
        names = (*LABELS, *(LABELS_BESIDE_A_PAIR if x1 and x2 else ()))
        label = asked.get("label") or self._named_label(names)
        x1 = x1 or self._next_numbers()
        x2 = x2 or self._next_numbers()
        if x1 is None or x2 is None:
            raise refusal("few_columns", "x1", count=self._numeric())
        return Roles(x1, x2, label or self._last(), split)

    def _take(self, column: Column, why: Why) -> Choice:
        self._free.remove(column)
        return Choice(column=column.number, name=column.name or None, why=why)

    def _asked(self, wish: str | int, role: ColumnRole) -> Choice:
        found = [column for column in self._all if column.name == wish]
        if isinstance(wish, str):
            found = found or [column for column in self._all if column.plain_name == plain_name(wish) != ""]
        number = int(wish) if isinstance(wish, int) or (wish.isdecimal() and len(wish) < 9) else 0
        found = found or [column for column in self._all if column.number == number]
        if len(found) != 1:
            raise refusal("unknown_column", role, role=role, columns=self._called, asked=wish)
        if found[0] not in self._free:
            raise refusal("column_taken", role, role=role, asked=wish)
        return self._take(found[0], "asked")

    def _named(self, name: str) -> Column | None:
        found = [column for column in self._free if column.plain_name == name]
        if len(found) > 1:
            first, second = found[:2]
            raise refusal("same_name", first.title, column=first.called, other_column=second.called)
        return found[0] if found else None

    def _split(self) -> Choice | None:
        for name in SPLITS:
            column = self._named(name)
            if column and (name == SPLITS[0] or _says_sides(column)):
                return self._take(column, "name")
        return None

    def _pair(self, x1: Choice | None, x2: Choice | None) -> tuple[Choice | None, Choice | None]:
        for names in PAIRS:
            first = None if x1 else self._named(names[0])
            second = None if x2 else self._named(names[1])
            if (x1 or first) and (x2 or second) and _may_be(first, second, names):
                x1 = x1 or (self._take(first, "name") if first else None)
                x2 = x2 or (self._take(second, "name") if second else None)
                break
        return x1, x2

    def _named_label(self, names: Sequence[str]) -> Choice | None:
        column = next(filter(None, map(self._named, names)), None)
        return self._take(column, "name") if column else None

    def _next_numbers(self) -> Choice | None:
        for column in self._free:
            if column.kind == "number" and not column.is_counter:
                return self._take(column, "position")
        return None

    def _last(self) -> Choice:
        for column in reversed(self._free):
            if column.kind != "missing" and not column.is_counter:
                return self._take(column, "position")
        raise refusal("no_labels", "label", columns=self._called)

    @property
    def _called(self) -> list[Title]:
        return [column.called for column in self._all[:10]]

    def _numeric(self) -> int:
        return sum(column.kind == "number" for column in self._all)


def _asked_for(wishes: Wishes) -> list[tuple[ColumnRole, str | int]]:
    wished: tuple[tuple[ColumnRole, str | int | None], ...] = (
        ("x1", wishes.x1),
        ("x2", wishes.x2),
        ("label", wishes.label),
        ("split", wishes.split),
    )
    return [(role, wish) for role, wish in wished if wish is not None]


def _may_be(first: Column | None, second: Column | None, names: tuple[str, str]) -> bool:
    """Whether columns may be x1 and x2: they hold numbers, or are called nothing else."""
    return names == PAIRS[0] or all(column.kind == "number" for column in (first, second) if column)


def _says_sides(column: Column) -> bool:
    return all(cell in MISSING or plain_name(cell) in SIDES for cell in set(column.cells))
