"""REST for runs and sweeps."""
