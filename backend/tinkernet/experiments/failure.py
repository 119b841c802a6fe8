"""What a failure of the database means to whoever waits for it."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

_FULL = ("SQLITE_FULL", "53100")
"""SQLite's name and PostgreSQL's code for a full disk."""


def cause(error: SQLAlchemyError) -> BaseException:
    """What the database said, without the statement, which may be very long."""
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def failure(error: SQLAlchemyError) -> str:
    """The failure as the beginning of a sentence."""
    said = cause(error)
    names = (getattr(said, "sqlite_errorname", None), getattr(said, "sqlstate", None))
    is_full = any(name in _FULL for name in names)
    return "the disk of the database is full" if is_full else "the database does not answer"
