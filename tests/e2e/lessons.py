"""How each lab is done from its question to what is taken away, with the keys that do it."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.learner import Learner

Lesson = Callable[[Learner], None]


def linear(learner: Learner) -> None:
    """One weight."""
    learner.predict(2)
    learner.steps(3)
    learner.is_checked()
    learner.passes()
    learner.choose("mode", 1)
    learner.push("lab-forward", 10)
    learner.is_checked()
    learner.passes()
    learner.predict(0)
    learner.steps(5)
    learner.passes()
    learner.why(0)
    learner.passes()
    learner.solve("linear.gradient", {"yhat": "3", "cost": "4", "gradient": "-12"})
    learner.solve("linear.update", {"w": "1.6"})
    learner.solve("linear.formula", {"gradient": "2x(wx − y)"})
    learner.solve("linear.limit", {"rate": "0.214"})
    learner.passes()


def backprop(learner: Learner) -> None:
    """A graph."""
    learner.predict(3)
    learner.steps(3)
    learner.is_checked()
    learner.passes()
    learner.solve("backprop.values", {"value.yhat": "1", "value.s": "-1", "value.loss": "1"})
    learner.passes()
    learner.solve(
        "backprop.gradients",
        {"gradient.loss": "1", "gradient.s": "-2", "gradient.yhat": "-2", "gradient.w": "-2"},
    )
    learner.passes()
    learner.predict(0)
    learner.steps(7)
    learner.passes()
    learner.type("program", "p = sigmoid(w*x + b)\nloss = -log(p)")
    expect(learner["node-p"]).to_be_visible()
    learner.push("lab-forward", 11)
    learner.is_checked()
    learner.passes()
    learner.why(1)
    learner.passes()
    learner.solve("backprop.product", {"x": "-6", "y": "12"})
    values = {"value.xw": "6", "value.yhat": "7", "value.s": "2", "value.loss": "4"}
    slopes = {"s": "4", "yhat": "4", "w": "12", "b": "4", "x": "8", "y": "-4"}
    learner.solve("backprop.cost", {**values, **{f"gradient.{name}": text for name, text in slopes.items()}})
    learner.solve("backprop.shared", {"a": "40", "b": "33"})
    learner.passes()


def gradients(learner: Learner) -> None:
    """The exercise of the lecture."""
    learner.predict(1)
    learner.steps(17)
    learner.is_checked()
    learner.passes()
    learner.solve("gradients.formulas", {"w1": "2x(ŷ − y)", "w2": "2x²(ŷ − y)"})
    learner.solve("gradients.numbers", {"w1": "-30", "w2": "-90"})
    learner.passes()
    learner.solve("gradients.blanks", {"common": "2*(yhat-y)", "w1": "2*x*(yhat-y)", "w2": "2*x**2*(yhat-y)"})
    learner.solve("gradients.receipt", {"w2": "2.0886"})
    learner.passes()
    put_in_order(learner)
    learner.solve("gradients.accumulated", {"grad": "-24"})
    learner.passes()
    learner.is_checked()
    learner.passes()
    learner.why(1)
    learner.passes()


def put_in_order(learner: Learner) -> None:
    """From loss, step, zero_grad, predict, backward to what a training step does."""
    for line, times in ((2, 2), (3, 2), (4, 1)):
        learner.reach_line("gradients.order", line)
        learner.press("Enter", times)
    learner.reach("check", "gradients.order")
    learner.press("Enter")
    learner.is_right("gradients.order")


def perceptron(learner: Learner) -> None:
    """A machine that changes when it is wrong."""
    learner.predict(1)
    learner.steps(27)
    learner.is_checked()
    learner.passes()
    learner.move("line-1", across=3, up=1)
    learner.move("line-2", across=-2, up=-13)
    learner.passes()
    learner.predict(0)
    learner.steps(20)
    learner.passes()
    learner.why(1)
    learner.passes()
    learner.solve("perceptron.update", {"s": "1", "said": "#0", "w1": "-1", "w2": "-3", "b": "0"})
    learner.passes()


def neuron(learner: Learner) -> None:
    """A slope through many neurons."""
    learner.predict(0)
    learner.type("n", "10")
    learner.is_checked()
    learner.passes()
    learner.choose("f", 0)
    learner.passes()
    learner.predict(3)
    learner.passes()
    expect(learner["x"]).to_have_value("-1")
    learner.passes()
    learner.why(1)
    learner.passes()
    learner.solve("neuron.slope", {"slope": "0.25"})
    learner.solve("neuron.chain", {"factor": "0.125"})
    learner.solve("neuron.dead", {"b": "0"})
    learner.passes()


def approximation(learner: Learner) -> None:
    """A curve out of steps and folds."""
    for place, height in enumerate((-10, -16, 0, 16, 10), 1):
        learner.move(f"height-{place}", up=height)
    learner.is_checked()
    learner.passes()
    learner.predict(1)
    learner.type("n", "16")
    learner.is_checked()
    learner.passes()
    learner.predict(0)
    learner.passes()
    learner.why(1)
    learner.passes()
    learner.solve("approximation.weight", {"weight": "0.8"})
    learner.solve("approximation.count", {"n": "23"})
    learner.passes()


def losses(learner: Learner) -> None:
    """Where losses come from."""
    learner.predict(0)
    learner.type("mu", learner.number("2.33"))
    learner.is_checked()
    learner.passes()
    learner.passes()
    learner.type("p", "7/10")
    learner.is_checked()
    learner.passes()
    learner.predict(3)
    learner.type("z", "-5")
    learner.is_checked()
    learner.passes()
    learner.why(0)
    learner.passes()
    learner.solve("losses.right", {"loss": "0.2231"})
    learner.solve("losses.wrong", {"loss": "1.6094"})
    learner.solve("losses.slope", {"mu": "(μ − y)/σ²"})
    learner.passes()


def descent(learner: Learner) -> None:
    """A walk downhill."""
    learner.predict(0)
    learner.steps(60)
    learner.is_checked()
    learner.passes()
    learner.type("start", learner.number("0.65"))
    learner.push("lab-forward", 20)
    learner.passes()
    learner.predict(0)
    learner.type("rate", "1/2")
    learner.push("lab-forward")
    learner.is_checked()
    learner.passes()
    learner.predict(0)
    learner.steps(100)
    learner.passes()
    learner.why(0)
    learner.passes()
    learner.solve("descent.two", {"x1": "0.6", "x2": "0.36"})
    learner.solve("descent.ten", {"x10": "0.006"})
    learner.solve("descent.limit", {"rate": "1/2"})
    learner.solve("descent.maximum", {"x": "0.1"})
    learner.passes()


def separation(learner: Learner) -> None:
    """Real networks."""
    learner.predict(1)
    learner.trains()
    learner.passes()
    learner.predict(2)
    learner.trains()
    learner.passes()
    learner.predict(0)
    learner.trains()
    for hidden in (2, 3, 4):
        learner.choose("hidden", hidden)
        learner.trains()
    learner.passes()
    learner.predict(0)
    for hidden in (5, 6):
        learner.choose("hidden", hidden)
        learner.trains()
        for _ in range(2):
            learner.push("another")
            learner.trains()
    learner.passes()
    learner.why(1)
    learner.passes()
    learner.solve("separation.bias", {"bias": "-1"})
    learner.passes()


LESSONS: dict[str, Lesson] = {
    lesson.__name__: lesson
    for lesson in (
        separation,
        perceptron,
        neuron,
        approximation,
        losses,
        descent,
        linear,
        backprop,
        gradients,
    )
}
