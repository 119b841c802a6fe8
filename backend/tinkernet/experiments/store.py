"""Where experiments outlive the process."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from sqlalchemy import case, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.sql.dml import ReturningInsert

from tinkernet.errors import NotFound
from tinkernet.experiments import details
from tinkernet.experiments.query import Question, searchable, selection
from tinkernet.experiments.result import RunResult
from tinkernet.experiments.summary import Ending
from tinkernet.experiments.sweep import Experiment, Run
from tinkernet.experiments.tables import SavedDetails, SavedExperiment, SavedResult
from tinkernet.live.database import connected, migrate
from tinkernet.nn.views import Metrics

RUNNING, FINISHED, CANCELLED, FAILED = "running", "finished", "cancelled", "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run that is done."""

    run: Run
    result: RunResult


@dataclass(frozen=True, slots=True)
class Counts:
    """How many runs are done, and how they ended."""

    done: int
    succeeded: int
    diverged: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the results that a question has, and how many it has in all."""

    total: int
    rows: list[SavedResult]


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
        rows = [_row(identity, outcome, experiment) for outcome in done]
        files = {outcome.run.index: details.to_bytes(outcome.result) for outcome in done}
        with self._session.begin() as transaction:
            if not rows or transaction.get(SavedExperiment, identity) is None:
                return  # nothing to write, or it was deleted meanwhile
            written = transaction.scalars(self._insert_new(rows)).all()
            if written:
                transaction.execute(
                    insert(SavedDetails),
                    [{"experiment": identity, "run": run, "file": files[run]} for run in written],
                )

    def _insert_new(self, rows: list[dict[str, object]]) -> ReturningInsert[int]:
        if self._engine.dialect.name == "sqlite":
            return sqlite.insert(SavedResult).values(rows).on_conflict_do_nothing().returning(SavedResult.run)
        return postgresql.insert(SavedResult).values(rows).on_conflict_do_nothing().returning(SavedResult.run)

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

    def counts(self, identity: str) -> Counts:
        """How far an experiment has come."""
        numbers = select(
            func.count(),
            func.coalesce(func.sum(case((SavedResult.succeeded.is_(True), 1), else_=0)), 0),
            func.coalesce(func.sum(case((SavedResult.reason == "diverged", 1), else_=0)), 0),
        ).where(SavedResult.experiment == identity)
        with self._session() as transaction:
            return Counts(*transaction.execute(numbers).one())

    def results(
        self,
        identity: str,
        experiment: Experiment,
        question: Question,
        offset: int = 0,
        limit: int | None = None,
    ) -> Page:
        """A page of results.

        Raises:
            InvalidRequest: the question makes no sense.
        """
        statement = selection(identity, experiment, question)
        total = select(func.count()).select_from(statement.order_by(None).subquery())
        with self._session() as transaction:
            rows = transaction.scalars(statement.offset(offset).limit(limit))
            return Page(transaction.scalar(total) or 0, list(rows))

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

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()


def _found(transaction: Session, identity: str) -> SavedExperiment:
    saved = transaction.get(SavedExperiment, identity)
    if saved is None:
        raise NotFound("there is no experiment with this id: it may have been deleted")
    return saved


def _row(identity: str, outcome: Outcome, experiment: Experiment) -> dict[str, object]:
    run, result = outcome.run, outcome.result
    return {
        "experiment": identity,
        "run": run.index,
        "point": run.point,
        "seed": run.seed,
        "values": searchable(experiment.values(run.point)),
        "reason": result.reason,
        "succeeded": result.succeeded,
        "epochs": result.epochs,
        **_columns("", result.metrics),
        "best_epoch": result.best.epoch,
        **_columns("best_", result.best),
        "seconds": result.seconds,
    }


def _columns(prefix: str, metrics: Metrics) -> dict[str, float | None]:
    """Losses and accuracies; null where there is none, or none that is finite."""
    names = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
    values = {prefix + name: getattr(metrics, name) for name in names}
    return {name: value if value is not None and isfinite(value) else None for name, value in values.items()}
