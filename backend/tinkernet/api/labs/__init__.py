"""REST for the labs: numbers by torch, exercises, notebooks."""
