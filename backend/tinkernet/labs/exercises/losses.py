"""Cross-entropy, and the squared error as a likelihood."""

import math

from tinkernet.labs.exercises.drawing import numbers
from tinkernet.labs.tasks import Exercise, Expression, Number, Quantity, Trap, slope, value


def _cross_entropy(name: str, given: Quantity, squared: Quantity) -> Exercise:
    """-ln of the probability that was given to what happened."""
    fields = (
        Number(
            "loss",
            lambda known: -math.log(given(known)),
            (
                Trap("log10", lambda known: -math.log10(given(known))),
                Trap("log2", lambda known: -math.log2(given(known))),
                Trap("negative", lambda known: math.log(given(known))),
                Trap("other_class", lambda known: -math.log(1 - given(known))),
                Trap("squared", squared),
            ),
            decimals=3,
        ),
    )
    return Exercise(name, fields, fixed={"p": 0.8}, drawn=_probability)


_probability = numbers(p=lambda draw: draw.between(55, 95) / 100)
EXERCISES = [
    _cross_entropy("losses.right", value("p"), lambda known: (1 - known["p"]) ** 2),
    _cross_entropy("losses.wrong", lambda known: 1 - known["p"], lambda known: known["p"] ** 2),
    Exercise(
        "losses.slope",
        (
            Expression(
                "mu",
                ("y", "mu", "sigma"),
                slope("mu"),
                "(mu - y)/sigma^2",
                (
                    Trap("sign", lambda known: -known.by("mu")),
                    Trap("factor_2", lambda known: 2 * known.by("mu")),
                    Trap("no_sigma", lambda known: known.by("mu") * known["sigma"] ** 2),
                    Trap("no_sigma", lambda known: 2 * known.by("mu") * known["sigma"] ** 2),
                ),
                slope_by="mu",
            ),
        ),
        lines=(("loss", "(y - mu)^2/(2sigma^2) + ln(sigma*sqrt(2pi))"),),
        inputs=("y", "mu", "sigma"),
        positive=frozenset({"sigma"}),
    ),
]
