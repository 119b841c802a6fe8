"""Re-runnable figures: what the project claims about its speed, each beside a yardstick of the same run.

`python -m benchmarks` (or `make bench`) prints a table and writes it as JSON.
"""
