"""What a client would rather have, as its `Accept` header says."""

from collections.abc import Mapping

JSON, BINARY = "application/json", "application/octet-stream"


def prefers_binary(accept: str) -> bool:
    """Whether bytes are asked for by name, and JSON not more."""
    weights = _weights(accept)
    binary = weights.get(BINARY, 0.0)
    return binary > 0 and binary >= weights.get(JSON, 0.0)


def _weights(accept: str) -> Mapping[str, float]:
    """The weight of each media type; one that cannot be read counts for nothing."""
    found: dict[str, float] = {}
    for entry in accept.lower().split(","):
        kind, *parameters = (part.strip() for part in entry.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        found[kind] = float(weight) if weight.replace(".", "", 1).isdecimal() else 0.0
    return found
