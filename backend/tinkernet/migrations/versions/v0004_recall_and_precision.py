"""Keep recall and precision of each class with the results."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

COLUMNS = ("train_recall", "test_recall", "train_precision", "test_precision")


def upgrade() -> None:
    """Adds the columns; what is there does not know them."""
    for name in COLUMNS:
        op.add_column("results", sa.Column(name, sa.JSON(), nullable=True))


def downgrade() -> None:
    """Drops the columns."""
    for name in COLUMNS:
        op.drop_column("results", name)
