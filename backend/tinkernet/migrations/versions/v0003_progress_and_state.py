"""Count results as they are written, and keep what it takes to train a run on."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

COUNTS = {"done": "", "succeeded": " AND succeeded", "diverged": " AND reason = 'diverged'"}
"""The new columns, and which results each of them counts."""


def upgrade() -> None:
    """Adds the columns, and counts what is there."""
    for name, condition in COUNTS.items():
        op.add_column("experiments", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        of_experiment = f"SELECT count(*) FROM results WHERE experiment = experiments.id{condition}"
        op.execute(f"UPDATE experiments SET {name} = ({of_experiment})")
    op.create_index("ix_experiments_kind", "experiments", ["kind", "created_at"])
    op.add_column("details", sa.Column("state", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Drops the columns."""
    op.drop_column("details", "state")
    op.drop_index("ix_experiments_kind", "experiments")
    for name in COUNTS:
        op.drop_column("experiments", name)
