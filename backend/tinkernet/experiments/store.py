"""Where experiments outlive the process."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.sql.dml import ReturningInsert

from tinkernet.base.database import connected, migrate
from tinkernet.errors import NotFound
from tinkernet.experiments import details, rows
from tinkernet.experiments.query import Question, selection
from tinkernet.experiments.result import RunResult
from tinkernet.experiments.schema import SavedDetails, SavedExperiment, SavedResult
from tinkernet.experiments.summary import Ending, wilson
from tinkernet.experiments.sweep import Experiment, Run
from tinkernet.wire.experiment import Rate

Row = TypeVar("Row")

RUNNING, FINISHED, CANCELLED, FAILED = "running", "finished", "cancelled", "failed"
MAX_PAGE = 1000
"""Results of one page."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run that is done."""

    run: Run
    result: RunResult


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some of the answers that a question has, and how many it has in all."""

    total: int
    rows: list[Row]


class ExperimentStore:
    """Saves, finds and deletes. Blocking: called from a thread; any number of them.

    A run is done when its result is committed, and is done once: a second result of the same run is dropped.
    """

    def __init__(self, url: str) -> None:
        self._engine = connected(url)
        self._session = sessionmaker(self._engine, expire_on_commit=False)

    def migrate(self) -> None:
        """Brings the schema up to date."""
        migrate(self._engine)

    def create(self, saved: SavedExperiment) -> None:
        """Writes a new experiment."""
        with self._session.begin() as transaction:
            transaction.add(saved)

    def find(self, identity: str) -> SavedExperiment:
        """Raises `NotFound` where there is no such experiment."""
        with self._session() as transaction:
            return _found(transaction, identity)

    def listed(self, kind: str, offset: int, limit: int) -> Page[SavedExperiment]:
        """The experiments of a kind, newest first."""
        of_kind = SavedExperiment.kind == kind
        newest = (
            select(SavedExperiment)
            .where(of_kind)
            .order_by(SavedExperiment.created_at.desc(), SavedExperiment.id)
        )
        total = select(func.count()).select_from(SavedExperiment).where(of_kind)
        with self._session() as transaction:
            rows = transaction.scalars(newest.offset(offset).limit(limit))
            return Page(transaction.scalar(total) or 0, list(rows))

    def unfinished(self) -> list[SavedExperiment]:
        """All experiments with runs still to do, oldest first."""
        running = select(SavedExperiment).where(SavedExperiment.status == RUNNING)
        with self._session() as transaction:
            return list(transaction.scalars(running.order_by(SavedExperiment.created_at, SavedExperiment.id)))

    def done(self, identity: str) -> set[int]:
        """The numbers of the runs that are done."""
        with self._session() as transaction:
            return set(transaction.scalars(select(SavedResult.run).where(SavedResult.experiment == identity)))

    def commit(self, identity: str, outcomes: Iterable[Outcome], experiment: Experiment) -> None:
        """Writes results in one transaction; those of runs that are done already are dropped."""
        done = list(outcomes)
        new = [rows.row(identity, outcome.run, outcome.result, experiment) for outcome in done]
        files = {outcome.run.index: rows.files(outcome.result) for outcome in done}
        with self._session.begin() as transaction:
            if not new or transaction.get(SavedExperiment, identity) is None:
                return  # nothing to write, or it was deleted meanwhile
            written = set(transaction.scalars(self._insert_new(), new))
            if not written:
                return
            transaction.execute(
                insert(SavedDetails),
                [{"experiment": identity, "run": run, **files[run]} for run in sorted(written)],
            )
            news = rows.counts(outcome.result for outcome in done if outcome.run.index in written)
            transaction.execute(
                update(SavedExperiment)
                .where(SavedExperiment.id == identity)
                .values(
                    done=SavedExperiment.done + news.done,
                    succeeded=SavedExperiment.succeeded + news.succeeded,
                    diverged=SavedExperiment.diverged + news.diverged,
                )
            )

    def _insert_new(self) -> ReturningInsert[int]:
        if self._engine.dialect.name == "sqlite":
            return sqlite.insert(SavedResult).on_conflict_do_nothing().returning(SavedResult.run)
        return postgresql.insert(SavedResult).on_conflict_do_nothing().returning(SavedResult.run)

    def finish(self, identity: str, status: str, at: float) -> None:
        """Notes that nothing is to be done any more; what is over already stays as it is."""
        with self._session.begin() as transaction:
            transaction.execute(
                update(SavedExperiment)
                .where(SavedExperiment.id == identity, SavedExperiment.status == RUNNING)
                .values(status=status, finished_at=at)
            )

    def delete(self, identity: str) -> None:
        """Forgets an experiment with all its results."""
        with self._session.begin() as transaction:
            for table in (SavedDetails, SavedResult):
                transaction.execute(delete(table).where(table.experiment == identity))
            transaction.execute(delete(SavedExperiment).where(SavedExperiment.id == identity))

    def results(
        self,
        identity: str,
        experiment: Experiment,
        question: Question,
        offset: int = 0,
        limit: int = MAX_PAGE,
    ) -> Page[SavedResult]:
        """A page of results.

        Raises:
            InvalidRequest: the question makes no sense.
        """
        asked = selection(identity, experiment, question)
        with self._session() as transaction:
            runs, total = _page(transaction, asked, offset, limit)
            return Page(total, _rows(transaction, identity, runs))

    def success(self, identity: str, experiment: Experiment, question: Question) -> Rate | None:
        """The share of the runs that a question has which reached the goal; None of none.

        Raises:
            InvalidRequest: the question makes no sense.
        """
        reached = func.count().filter(SavedResult.succeeded.is_(True))
        asked = selection(identity, experiment, question).order_by(None)
        with self._session() as transaction:  # both at once: runs come in meanwhile
            succeeded, runs = transaction.execute(asked.with_only_columns(reached, func.count())).one()
        return wilson(succeeded, runs) if runs else None

    def numbers(
        self,
        identity: str,
        experiment: Experiment,
        question: Question,
        offset: int = 0,
        limit: int | None = None,
    ) -> list[int]:
        """The numbers of the runs that a question has, in order; what comes later does not disturb it.

        They are those from `offset` on, `limit` at most, or all.

        Raises:
            InvalidRequest: the question makes no sense.
        """
        with self._session() as transaction:
            asked = selection(identity, experiment, question)
            return list(transaction.scalars(asked.offset(offset).limit(limit)))

    def rows(self, identity: str, runs: Sequence[int]) -> list[SavedResult]:
        """The results of some runs, at most `MAX_PAGE`, in this order; those that are there."""
        with self._session() as transaction:
            return _rows(transaction, identity, runs)

    def detailed(
        self, identity: str, experiment: Experiment, question: Question, offset: int, limit: int
    ) -> Page[tuple[int, details.Details]]:
        """A page of results as their runs' numbers, with history and parameters of each.

        Raises:
            InvalidRequest: the question makes no sense.
        """
        asked = selection(identity, experiment, question)
        columns = select(SavedDetails.run, SavedDetails.file)
        with self._session() as transaction:
            runs, total = _page(transaction, asked, offset, limit)
            found = columns.where(SavedDetails.experiment == identity, SavedDetails.run.in_(runs))
            files = {row.run: row.file for row in transaction.execute(found)}
        return Page(total, [(run, details.from_bytes(files[run])) for run in runs])

    def endings(self, identity: str, points: range) -> dict[int, list[Ending]]:
        """How the runs of some neighbouring points ended."""
        columns = (SavedResult.point, SavedResult.test_loss, SavedResult.epochs, SavedResult.succeeded)
        statement = select(*columns).where(
            SavedResult.experiment == identity,
            SavedResult.point >= points.start,
            SavedResult.point < points.stop,
        )
        found: dict[int, list[Ending]] = {point: [] for point in points}
        with self._session() as transaction:
            for point, loss, epochs, succeeded in transaction.execute(statement):
                found[point].append(Ending(float("inf") if loss is None else loss, epochs, succeeded))
        return found

    def result(self, identity: str, run: int) -> tuple[SavedResult, details.Details]:
        """One result with its details.

        Raises:
            NotFound: there is no such run, or it is not done.
        """
        with self._session() as transaction:
            row = transaction.get(SavedResult, (identity, run))
            file = transaction.get(SavedDetails, (identity, run))
        if row is None or file is None:
            raise NotFound(f"run {run} does not exist, or is not done yet")
        return row, details.from_bytes(file.file)

    def state(self, identity: str, run: int) -> details.Gathered | None:
        """What it takes to train a run on beside its details; None: it was not kept."""
        statement = select(SavedDetails.state).where(
            SavedDetails.experiment == identity, SavedDetails.run == run
        )
        with self._session() as transaction:
            file = transaction.scalar(statement)
        return None if file is None else details.state_from_bytes(file)

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()


def _found(transaction: Session, identity: str) -> SavedExperiment:
    saved = None if "\0" in identity else transaction.get(SavedExperiment, identity)  # PostgreSQL has no NUL
    if saved is None:
        raise NotFound("there is no experiment with this id: it may have been deleted")
    return saved


def _page(transaction: Session, asked: Select[int], offset: int, limit: int) -> tuple[list[int], int]:
    """The runs of a page in order, and how many there are on all pages."""
    total = select(func.count()).select_from(asked.order_by(None).subquery())
    return list(transaction.scalars(asked.offset(offset).limit(limit))), transaction.scalar(total) or 0


def _rows(transaction: Session, identity: str, runs: Sequence[int]) -> list[SavedResult]:
    found = select(SavedResult).where(SavedResult.experiment == identity, SavedResult.run.in_(runs))
    rows = {row.run: row for row in transaction.scalars(found)}
    return [rows[run] for run in runs if run in rows]
