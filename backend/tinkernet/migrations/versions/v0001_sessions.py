"""Create the table of sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("watch_id", sa.String(32), nullable=False, unique=True),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("speed", sa.Float(53), nullable=True),
        sa.Column("trainer", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Drops the table."""
    op.drop_table("sessions")
