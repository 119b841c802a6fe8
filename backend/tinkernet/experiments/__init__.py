"""Runs and sweeps: expanded, executed, stored."""
