"""Create the tables of experiments and their results."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "experiments",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("finished_at", sa.Float(53), nullable=True),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "results",
        sa.Column("experiment", sa.String(32), sa.ForeignKey("experiments.id"), primary_key=True),
        sa.Column("run", sa.Integer(), primary_key=True),
        sa.Column("point", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=True),
        sa.Column("epochs", sa.Integer(), nullable=False),
        sa.Column("train_loss", sa.Float(53), nullable=True),
        sa.Column("test_loss", sa.Float(53), nullable=True),
        sa.Column("train_accuracy", sa.Float(53), nullable=True),
        sa.Column("test_accuracy", sa.Float(53), nullable=True),
        sa.Column("best_epoch", sa.Integer(), nullable=False),
        sa.Column("best_train_loss", sa.Float(53), nullable=True),
        sa.Column("best_test_loss", sa.Float(53), nullable=True),
        sa.Column("best_train_accuracy", sa.Float(53), nullable=True),
        sa.Column("best_test_accuracy", sa.Float(53), nullable=True),
        sa.Column("seconds", sa.Float(53), nullable=False),
    )
    op.create_index("ix_results_point", "results", ["experiment", "point"])
    op.create_table(
        "details",
        sa.Column("experiment", sa.String(32), sa.ForeignKey("experiments.id"), primary_key=True),
        sa.Column("run", sa.Integer(), primary_key=True),
        sa.Column("file", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Drops the tables."""
    op.drop_table("details")
    op.drop_table("results")
    op.drop_table("experiments")
