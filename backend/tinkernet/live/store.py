"""Where sessions outlive the process: a table of saved trainers."""

from collections.abc import Iterable

from sqlalchemy import Float, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tinkernet.base.database import Base, connected, migrate


class SavedSession(Base):
    """One session as it was last saved."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    watch_id: Mapped[str] = mapped_column(String(32), unique=True)
    address: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[float] = mapped_column(Float(53))
    status: Mapped[str] = mapped_column(String(16))
    speed: Mapped[float | None] = mapped_column(Float(53))
    trainer: Mapped[bytes] = mapped_column(LargeBinary)


class Store:
    """Saves, loads and deletes. Blocking: called from a thread."""

    def __init__(self, url: str) -> None:
        self._engine = connected(url)

    def migrate(self) -> None:
        """Brings the schema up to date."""
        migrate(self._engine)

    def save(self, sessions: Iterable[SavedSession]) -> None:
        """Writes all of them in one transaction, in the place of what was saved before."""
        with Session(self._engine) as transaction, transaction.begin():
            for session in sessions:
                transaction.merge(session)

    def load(self) -> list[SavedSession]:
        """All saved sessions, oldest first."""
        with Session(self._engine, expire_on_commit=False) as transaction:
            return list(transaction.scalars(select(SavedSession).order_by(SavedSession.created_at)))

    def delete(self, identity: str) -> None:
        """Forgets a session."""
        with Session(self._engine) as transaction, transaction.begin():
            transaction.execute(delete(SavedSession).where(SavedSession.id == identity))

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()
