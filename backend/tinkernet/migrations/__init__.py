"""Alembic's migrations of the store's schema; applied when the server starts."""
