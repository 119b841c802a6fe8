"""What kernels work on: records with names, bound once to the memory of a network and its points.

A kernel that is called a hundred thousand times a second must not unpack twenty arguments each time. So all
that stays the same for a network stands in one record, sizes as numbers and arrays as addresses, and a kernel
is given the address of that record. What it finds there it sees as named tuples of arrays.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import carray  # type: ignore[attr-defined]
from numpy.typing import NDArray

from tinkernet.nn.catalogue.activations import CODES
from tinkernet.nn.fused.update import Options
from tinkernet.nn.network import Architecture
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.memory import floats_at, pointer_to_record
from tinkernet.nn.simd.vectors import LANES
from tinkernet.nn.state import Samples

_INTEGER, _FLOAT = np.int64, np.float64


def _integers(*names: str) -> list[tuple[str, type]]:
    return [(name, _INTEGER) for name in names]


LAYER = np.dtype(_integers("inputs", "units", "activation", "offset", "biases", "source", "target"))
"""A layer: where its weights (`offset`) and biases lie in the flat parameters, and in a tile the rows of its
inputs (`source`) and of its units (`target`)."""

NET = np.dtype(
    [
        *_integers("layers", "depth", "inputs", "rows", "flat", "size", "a", "s", "d", "labels", "shares"),
        ("middle", _FLOAT),
    ]
)
"""A `Net`: addresses, but for depth (layers), inputs (features), rows (of a tile), size (of `flat`) and
`middle`, `Architecture.middle`."""

POINTS = np.dtype([*_integers("features", "labels", "weights", "columns", "count"), ("share", _FLOAT)])
"""`Points`: addresses of features (inputs, columns), labels and weights (columns,); their number, and 1 over
the sum of the weights."""

OPTIONS = np.dtype(list(Options.__annotations__.items()), align=True)
"""The fields of `update.Options`."""

TRAINING = np.dtype(
    [
        ("net", NET),
        ("options", OPTIONS),
        ("train", POINTS),
        ("test", POINTS),
        ("scale", _FLOAT),
        *_integers("mask", "moments", "gradient", "order", "counters"),
        *_integers("good_flat", "good_moments", "good_counters"),
        *_integers("rates", "first_rate", "known_rates"),
    ],
    align=True,
)
"""All that training needs; integers are addresses but for the last two. `scale` is the largest |label|;
`counters` are epoch, position, step and updates; `rates` are those of the epochs from `first_rate` on."""

_net, _training, _layers = map(pointer_to_record, (NET, TRAINING, LAYER))


class Net(NamedTuple):
    """A network, and the working memory of its passes over a tile of `LANES` samples."""

    layers: Any
    """(L,) of `LAYER`."""
    flat: Any
    """Parameters (padded,)."""
    a: Any
    """Activations: `LANES` of each input, then of each unit, layer by layer."""
    s: Any
    """Slopes σ'(z), in the same places."""
    d: Any
    """Errors ∂L/∂z, in the same places."""
    labels: Any
    """(LANES,)."""
    shares: Any
    """(LANES,): the share of each in the mean; 0 in lanes beyond the minibatch."""
    middle: Any
    """`Architecture.middle`."""


class Points(NamedTuple):
    """Samples, feature-major, padded to whole vectors."""

    x: Any
    """(inputs, columns)."""
    y: Any
    """(columns,)."""
    weights: Any
    """(columns,): how much each counts in the mean loss."""
    count: Any


class Moments(NamedTuple):
    """What an optimizer has gathered: (padded,) each."""

    first: Any
    second: Any


@compiled
def net_at(address: Any) -> Any:
    """The `NET` record at an address."""
    return carray(_net(address), 1)[0]


@compiled
def training_at(address: Any) -> Any:
    """The `TRAINING` record at an address."""
    return carray(_training(address), 1)[0]


@compiled
def network(net: Any) -> Any:
    """The `Net` that a record describes."""
    cells = net.rows * LANES
    return Net(
        carray(_layers(net.layers), net.depth),
        floats_at(net.flat, net.size),
        floats_at(net.a, cells),
        floats_at(net.s, cells),
        floats_at(net.d, cells),
        floats_at(net.labels, LANES),
        floats_at(net.shares, LANES),
        np.float32(net.middle),
    )


@compiled
def points(record: Any, inputs: Any) -> Any:
    """The `Points` that a record describes."""
    x = floats_at(record.features, (inputs, record.columns))
    labels, weights = floats_at(record.labels, record.columns), floats_at(record.weights, record.columns)
    return Points(x, labels, weights, record.count)


@compiled
def moments(address: Any, size: Any) -> Any:
    """The `Moments` at an address."""
    both = floats_at(address, (2, size))
    return Moments(both[0], both[1])


def layer_table(architecture: Architecture) -> NDArray[Any]:
    """(L,) of `LAYER`."""
    rows, source = [], 0
    for layer in architecture.layers:
        target = source + layer.inputs
        places = (layer.offset, layer.end_of_weights, source, target)
        rows.append((layer.inputs, layer.units, CODES[layer.activation], *places))
        source = target
    return np.array(rows, LAYER)


class Bound:
    """A record, and the arrays that its addresses lead to, which it keeps alive."""

    def __init__(self, dtype: np.dtype[Any], **values: Any) -> None:
        """`values` are numbers and records, and arrays, of which the addresses are written down."""
        self.record: NDArray[Any] = np.zeros(1, dtype)
        self.address = int(self.record.ctypes.data)
        """What a kernel is given."""
        self._kept: dict[str, object] = {}
        self.put(**values)

    def put(self, **values: Any) -> None:
        """Sets fields."""
        for name, value in values.items():
            is_nested = self.record.dtype[name].names is not None
            if isinstance(value, Bound):
                self._kept[name], self.record[name] = value, value.record[0]
            elif isinstance(value, np.ndarray) and not is_nested:
                assert value.flags.c_contiguous
                self._kept[name], self.record[name] = value, value.ctypes.data
            else:
                self.record[name] = value


def bound_net(architecture: Architecture, flat: NDArray[np.float32]) -> Bound:
    """The `NET` record of a network whose parameters are `flat` (padded,), with working memory of its own."""
    rows = len(architecture.features) + sum(layer.units for layer in architecture.layers)
    cells = rows * LANES
    return Bound(
        NET,
        layers=layer_table(architecture),
        depth=len(architecture.layers),
        inputs=len(architecture.features),
        rows=rows,
        flat=flat,
        size=flat.size,
        middle=architecture.middle,
        **{name: np.zeros(cells, np.float32) for name in ("a", "s", "d")},
        **{name: np.zeros(LANES, np.float32) for name in ("labels", "shares")},
    )


def bound_points(samples: Samples) -> Bound:
    """The `POINTS` record of samples."""
    return Bound(
        POINTS,
        features=samples.features,
        labels=samples.labels,
        weights=samples.weights,
        columns=samples.labels.size,
        count=samples.count,
        share=1.0 / samples.mass,
    )
