"""The yardstick, which the package has too, for `tinkernet bench`."""

from tinkernet.plain import network, samples, train

__all__ = ["network", "samples", "train"]
