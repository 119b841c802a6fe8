"""Code that goes from the units of points to the square and back; none where these are the same."""

from tinkernet.points.scale import Axis, Scale


def has_own_places(units: Scale) -> bool:
    """Whether x1 and x2 are in other units than the square."""
    return (units.x1, units.x2) != (Axis(), Axis())


def has_own_labels(units: Scale) -> bool:
    """Whether labels are in other units than the network learns."""
    return units.label != Axis()


def places(units: Scale) -> str:
    """The lines that bring `points` to the square."""
    if not has_own_places(units):
        return ""
    offsets, factors = [units.x1.offset, units.x2.offset], [units.x1.factor, units.x2.factor]
    return f"    # from their units to the square\n    points = (points[:, :2] - {offsets}) / {factors}\n"


def label_places(units: Scale) -> str:
    """The lines that bring `outputs` and `labels` to the scale of the network."""
    if not has_own_labels(units):
        return ""
    offset, factor = units.label.offset, units.label.factor
    lines = [f"{name} = (({name} - {offset}) / {factor}).float()" for name in ("outputs", "labels")]
    return "".join(f"    {line}\n" for line in ["# from their units to what the network learns", *lines])


def said(units: Scale) -> str:
    """A sentence for each axis that has units of its own."""
    named = [
        f"{title} is {axis.offset:.6g} + {axis.factor:.6g} times what the network sees"
        for axis, title in zip(units, units.titles, strict=True)
        if axis != Axis()
    ]
    return f" {'; '.join(named)}." if named else ""
