"""What the figures of the labs show, computed by torch."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Response

from tinkernet.api.http.refusals import MALFORMED, TOO_LARGE, UNREADABLE, responses
from tinkernet.api.labs.known import LabRoute, TheDesk
from tinkernet.base.expressions.tree import Node
from tinkernet.base.validation import quoted
from tinkernet.config import IN_FULL, TrainingConfig
from tinkernet.errors import InvalidRequest
from tinkernet.labs import approximation, curves, descents, graphs, layers, perceptrons
from tinkernet.labs.programs import checked, expression, program
from tinkernet.wire import labs as wire

router = APIRouter(prefix="/api/labs", tags=["labs"], route_class=LabRoute)
AT_ONCE = 20
"""Steps that are computed before all training."""
REFUSALS = responses(MALFORMED, UNREADABLE, TOO_LARGE)


@router.post("/graph", response_model=wire.Graph, responses=REFUSALS)
async def graph(asked: wire.GraphQuestion, desk: TheDesk) -> Response:
    """Values, local derivatives and gradients of a program, by one backward pass of autograd."""
    return await desk.here(asked, lambda: graph_answer(asked))


@router.post("/curve", response_model=wire.Curve, responses=REFUSALS)
async def curve(asked: wire.CurveQuestion, desk: TheDesk) -> Response:
    """A function of one variable and its derivative over a range."""
    return await desk.here(asked, lambda: curve_answer(asked))


@router.post("/descent", response_model=wire.Descent, responses=REFUSALS)
async def descent(asked: wire.DescentQuestion, desk: TheDesk) -> Response:
    """A walk down a function of one variable by torch.optim."""
    answer = desk.now if asked.steps <= AT_ONCE else desk.turn
    return await answer(asked, lambda: descent_answer(asked))


@router.post("/linear", response_model=wire.LinearSteps, responses=REFUSALS)
async def linear(asked: wire.LinearQuestion, desk: TheDesk) -> Response:
    """One weight that learns from points, by one after another or by all at once."""
    answer = desk.now if asked.steps <= AT_ONCE else desk.turn
    return await answer(asked, lambda: linear_answer(asked))


@router.post("/perceptron", response_model=wire.Perceptron, responses=REFUSALS)
async def perceptron(asked: wire.PerceptronQuestion, desk: TheDesk) -> Response:
    """All corrections of Rosenblatt's rule, and the margin that decides how many there can be."""
    return await desk.turn(
        asked,
        lambda: perceptrons.perceptron(asked.points, asked.order_seed, asked.bias, asked.most, asked.line),
    )


@router.post("/approximation", response_model=wire.Approximation, responses=REFUSALS)
async def approximate(asked: wire.ApproximationQuestion, desk: TheDesk) -> Response:
    """How far a network with one hidden layer is from a function: one that is given, or trained here."""
    return await desk.turn(asked, lambda: approximation_answer(asked, desk.fused_ready))


@router.post("/layer-gradients", response_model=wire.LayerGradients, responses=REFUSALS)
async def layer_gradients(asked: wire.LayersQuestion, desk: TheDesk) -> Response:
    """How strong the gradient is in each layer of a network that has not been trained yet."""
    return await desk.turn(
        asked,
        lambda: {
            "layers": [layer._asdict() for layer in layers.layer_gradients(asked.config, desk.fused_ready)]
        },
    )


def graph_answer(asked: wire.GraphQuestion) -> dict[str, Any]:
    """The nodes of a program."""
    read = program(asked.lines, list(asked.values))
    return graphs.graph(read, _named(read.inputs, asked.values), asked.upstream)


def curve_answer(asked: wire.CurveQuestion) -> dict[str, Any]:
    """Places, values and slopes."""
    ends = _range(asked.low, asked.high)
    return curves.curve(*_function(asked), ends, asked.count)._asdict()


def descent_answer(asked: wire.DescentQuestion) -> dict[str, Any]:
    """The places of a walk."""
    settings = {name: getattr(asked, name) for name in wire.OPTIMIZER_SETTINGS}
    low = -wire.FAR if asked.low is None else asked.low
    high = wire.FAR if asked.high is None else asked.high
    found = descents.descent(
        *_function(asked),
        asked.start,
        TrainingConfig(**settings),
        asked.steps,
        _range(low, high),
    )
    return {"points": [point._asdict() for point in found.points], "ended": found.ended}


def linear_answer(asked: wire.LinearQuestion) -> dict[str, Any]:
    """The updates of a weight."""
    rows, ended = descents.linear(asked.points, asked.mode, asked.w, asked.learning_rate, asked.steps)
    return {"rows": [row._asdict() for row in rows], "ended": ended}


def approximation_answer(
    asked: wire.ApproximationQuestion, fused_ready: Callable[[], bool] = lambda: False
) -> dict[str, Any]:
    """The network, and how far it is from its function."""
    target = approximation.Target(
        expression(asked.function, ["x"], "function"), *_range(asked.low, asked.high)
    )
    if (asked.network is None) == (asked.train is None):
        raise InvalidRequest("either network or train must be given", "network")
    answer: dict[str, Any] = {"loss": None, "config": None}
    if asked.train is not None:
        train = asked.train
        initializer = train.init or ("pytorch" if train.activation == "relu" else "xavier_uniform")
        config = approximation.config(target, train.activation, initializer, train.width, train.seed)
        network, loss = approximation.trained(config, train.epochs, fused_ready)
        body = config.model_dump(mode="json", context=IN_FULL, exclude_defaults=True)
        answer = {"loss": loss, "config": body}
    else:
        network = _given(asked.network)
    return {
        **approximation.gap(target, network.values)._asdict(),
        "parameters": network.parameters,
        "network": network,
        **answer,
    }


def _given(asked: wire.HiddenNeurons | None) -> approximation.Network:
    assert asked
    if len(asked.hidden) != len(asked.output):
        raise InvalidRequest(
            f"output must have {len(asked.hidden)} entries, one for each neuron, got {len(asked.output)}",
            "network.output",
        )
    return approximation.Network(asked.activation, asked.hidden, asked.output, asked.bias)


def _function(asked: wire.CurveQuestion | wire.DescentQuestion) -> tuple[Node, str, dict[str, float]]:
    """A function, its variable, and the values of all other names."""
    *others, variable = checked([*asked.values, asked.variable])
    tree = expression(asked.expression, [*others, variable], "expression")
    return tree, variable, _named(others, asked.values)


def _named(names: Sequence[str], values: Mapping[str, float]) -> dict[str, float]:
    """Values under the plain spelling of their names."""
    return dict(zip(names, values.values(), strict=True))


def _range(low: float, high: float) -> tuple[float, float]:
    if low >= high:
        raise InvalidRequest(
            f"high must be more than low, which is {quoted(low)}, got {quoted(high)}", "high"
        )
    return low, high
