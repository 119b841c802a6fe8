"""Databases of the version before points had units of their own, and what its server said of them.

`python -m tests.golden.before_units.write`. It ran once, with that version (commit 295ee39) installed, and no
later one is to write them: every later one is held to them.
"""

from pathlib import Path

from tests.golden.before_points import write
from tests.golden.before_units import cases

HERE = Path(__file__).parent

if __name__ == "__main__":
    write.write_sessions(cases.SESSIONS, HERE)
    write.write_experiments(cases.EXPERIMENTS, HERE)
