"""REST for sessions, and their stream."""
