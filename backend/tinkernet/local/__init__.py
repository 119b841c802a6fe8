"""Runs and sweeps of scripts in their own process: what `tinkernet.client` asks a server for."""
