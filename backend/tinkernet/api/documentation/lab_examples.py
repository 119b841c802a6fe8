"""An example of each question to the labs, with the answer that it really gets."""

from typing import Any

from tinkernet.api.labs import computing, exercises
from tinkernet.config import Config
from tinkernet.labs import grading
from tinkernet.labs.approximation import Target, folds
from tinkernet.labs.exercises.table import exercise
from tinkernet.labs.layers import layer_gradients
from tinkernet.labs.perceptrons import perceptron
from tinkernet.labs.programs import expression
from tinkernet.wire import labs as wire

COST: dict[str, Any] = {
    "lines": [["yhat", "x*w"], ["s", "yhat - y"], ["loss", "s^2"]],
    "values": {"x": 1, "y": 2, "w": 1},
    "upstream": 1,
}
CURVE: dict[str, Any] = {
    "expression": "sigmoid(w*x)",
    "variable": "x",
    "values": {"w": 2},
    "low": -1,
    "high": 1,
    "count": 3,
}
DESCENT: dict[str, Any] = {
    "expression": "x^2",
    "variable": "x",
    "start": 1,
    "learning_rate": 0.1,
    "steps": 2,
}
LINEAR: dict[str, Any] = {
    "points": [[1, 2], [2, 4], [3, 6]],
    "mode": "point",
    "w": 1,
    "learning_rate": 0.01,
    "steps": 3,
}
PERCEPTRON: dict[str, Any] = {
    "points": [[-1, -1, -1], [-1, 1, -1], [1, -1, -1], [1, 1, 1]],
    "line": [1, 1, -1],
}
APPROXIMATION: dict[str, Any] = {
    "function": "sin(pi*x/5)",
    "train": {"activation": "relu", "width": 8, "seed": 1, "epochs": 2000},
}
DEEP: dict[str, Any] = {"config": {"network": {"hidden": [4, 4], "activation": "sigmoid"}}}


ANSWERS: dict[str, Any] = {"seed": 0, "answers": {"yhat": "3", "gradient": "2*3*(5 - 3)"}}


def lab_examples() -> dict[str, Any]:
    """All of them, by the names of their models."""
    gradient = exercise("linear.gradient")
    line = wire.PerceptronQuestion.model_validate(PERCEPTRON)
    sine = Target(expression(APPROXIMATION["function"], ["x"], "function"), -5, 5)
    built = {
        "function": APPROXIMATION["function"],
        "network": {**_network(sine), "activation": "relu"},
    }
    return {
        "GraphQuestion": COST,
        "Graph": computing.graph_answer(wire.GraphQuestion.model_validate(COST)),
        "CurveQuestion": CURVE,
        "Curve": computing.curve_answer(wire.CurveQuestion.model_validate(CURVE)),
        "DescentQuestion": DESCENT,
        "Descent": computing.descent_answer(wire.DescentQuestion.model_validate(DESCENT)),
        "LinearQuestion": LINEAR,
        "LinearSteps": computing.linear_answer(wire.LinearQuestion.model_validate(LINEAR)),
        "PerceptronQuestion": PERCEPTRON,
        "Perceptron": perceptron(line.points, line.order_seed, line.bias, line.most, line.line),
        "ApproximationQuestion": APPROXIMATION,
        "Approximation": computing.approximation_answer(wire.ApproximationQuestion.model_validate(built)),
        "LabExercise": grading.described(gradient, 0),
        "AnswersToCheck": ANSWERS,
        "Verdicts": grading.verdicts(gradient, 0, ANSWERS["answers"]),
        "Solution": grading.solution(gradient, 0),
        "Labs": exercises.labs("0.1.0"),
        "LayersQuestion": DEEP,
        "LayerGradients": {
            "layers": [layer._asdict() for layer in layer_gradients(Config.parse(DEEP["config"]))]
        },
    }


def _network(target: Target) -> dict[str, Any]:
    network = folds(target, 4)
    return {"hidden": network.hidden, "output": network.output, "bias": network.bias}
