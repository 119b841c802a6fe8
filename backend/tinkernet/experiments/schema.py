"""The tables of experiments. A result is apart from its details, so that tables of results stay slim."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, BigInteger, Float, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tinkernet.base.database import Base

Double = Float(53)
Shares = JSON(none_as_null=True)
ClassShares = list[float | None] | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many runs are done, and how they ended."""

    done: int
    succeeded: int
    diverged: int


class SavedExperiment(Base):
    """One experiment, whether it is done, and how many of its results are written."""

    __tablename__ = "experiments"
    __table_args__ = (Index("ix_experiments_kind", "kind", "created_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16), index=True)
    created_at: Mapped[float] = mapped_column(Double)
    finished_at: Mapped[float | None] = mapped_column(Double)
    runs: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    done: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    succeeded: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    diverged: Mapped[int] = mapped_column(Integer, default=0, server_default="0")

    @property
    def counts(self) -> Counts:
        """How far it has come; always what the table of results holds."""
        return Counts(self.done, self.succeeded, self.diverged)


class SavedResult(Base):
    """One run that is done. The primary key is what makes it done once."""

    __tablename__ = "results"
    __table_args__ = (Index("ix_results_point", "experiment", "point"),)

    experiment: Mapped[str] = mapped_column(ForeignKey("experiments.id"), primary_key=True)
    run: Mapped[int] = mapped_column(Integer, primary_key=True)
    point: Mapped[int] = mapped_column(Integer)
    seed: Mapped[int] = mapped_column(BigInteger)
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The point's values as they are sorted and filtered: numbers, or texts."""
    reason: Mapped[str] = mapped_column(String(16))
    succeeded: Mapped[bool | None]
    epochs: Mapped[int] = mapped_column(Integer)
    train_loss: Mapped[float | None] = mapped_column(Double)
    test_loss: Mapped[float | None] = mapped_column(Double)
    train_accuracy: Mapped[float | None] = mapped_column(Double)
    test_accuracy: Mapped[float | None] = mapped_column(Double)
    best_epoch: Mapped[int] = mapped_column(Integer)
    best_train_loss: Mapped[float | None] = mapped_column(Double)
    best_test_loss: Mapped[float | None] = mapped_column(Double)
    best_train_accuracy: Mapped[float | None] = mapped_column(Double)
    best_test_accuracy: Mapped[float | None] = mapped_column(Double)
    seconds: Mapped[float] = mapped_column(Double)
    train_recall: Mapped[ClassShares] = mapped_column(Shares)
    test_recall: Mapped[ClassShares] = mapped_column(Shares)
    train_precision: Mapped[ClassShares] = mapped_column(Shares)
    test_precision: Mapped[ClassShares] = mapped_column(Shares)
    """A number for each class; null for regressions, and for runs of versions that did not count them."""


class SavedDetails(Base):
    """What is large of a result, as safetensors files, and apart what is only asked for run by run."""

    __tablename__ = "details"

    experiment: Mapped[str] = mapped_column(ForeignKey("experiments.id"), primary_key=True)
    run: Mapped[int] = mapped_column(Integer, primary_key=True)
    file: Mapped[bytes] = mapped_column(LargeBinary)
    """History and parameters."""
    state: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Counters and what the optimizer has gathered; null for runs of versions that did not keep it."""
