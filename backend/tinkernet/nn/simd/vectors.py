"""A vector of `LANES` float32 numbers as a value inside compiled code: explicit SIMD for the kernels.

LLVM cannot prove that the rows of the kernels' arrays do not overlap, and its loops are too short for the
checks it would insert; so the kernels say themselves what happens side by side. Arithmetic (+, -, *, /, unary
-) takes vectors and float32 scalars. Nothing is reassociated, so results do not depend on the compiler's
mood; only `total` fixes an order of its own. LLVM splits a vector into what the processor has: one register
with AVX-512, two with AVX, four with SSE or NEON.
"""

import operator
from collections.abc import Callable
from typing import Any, ClassVar

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.extending import intrinsic, lower_builtin, models, register_model
from numba.core.typing.templates import ConcreteTemplate, infer_global, signature

LANES = 16
"""float32 numbers side by side: samples of a minibatch, or parameters."""


def padded(count: int) -> int:
    """`count`, rounded up to whole vectors."""
    return -(-count // LANES) * LANES


_FLAGS = ("nsz", "arcp", "contract")
_REAL = ir.FloatType()
_BITS = ir.IntType(32)
_REALS = ir.VectorType(_REAL, LANES)
_INTEGERS = ir.VectorType(_BITS, LANES)


class _Vector(types.Type):
    def __init__(self) -> None:
        super().__init__(name=f"float32x{LANES}")


_vector = _Vector()


@register_model(_Vector)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, dmm: Any, fe_type: Any) -> None:
        super().__init__(dmm, fe_type, _REALS)


def _intrinsic(typing: Callable[..., Any]) -> Any:
    """numba's `intrinsic`, whose typing hides that compiled code passes no typing context."""
    return intrinsic(typing)


def _broadcast(builder: Any, value: Any) -> Any:
    """A scalar in every lane; a vector as it is."""
    if value.type == _REALS:
        return value
    nothing = ir.Constant(_REALS, ir.Undefined)
    first = builder.insert_element(nothing, value, ir.Constant(_BITS, 0))
    return builder.shuffle_vector(first, nothing, ir.Constant(_INTEGERS, [0] * LANES))


def _constant(value: float) -> Any:
    return ir.Constant(_REALS, [value] * LANES)


def _call(builder: Any, name: str, result: Any, *arguments: Any) -> Any:
    """A call of an LLVM intrinsic function."""
    signature_ = ir.FunctionType(result, [argument.type for argument in arguments])
    function = cgutils.get_or_insert_function(builder.module, signature_, name)
    return builder.call(function, arguments)


_PAIRS = ((_vector, _vector), (_vector, types.float32), (types.float32, _vector))


def _register(operation: Callable[..., Any], instruction: str) -> None:
    @infer_global(operation)
    class _Typing(ConcreteTemplate):
        cases: ClassVar = [signature(_vector, *pair) for pair in _PAIRS]

    def lowering(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return getattr(builder, instruction)(*(_broadcast(builder, arg) for arg in args), flags=_FLAGS)

    for pair in _PAIRS:
        lower_builtin(operation, *pair)(lowering)


for _operation, _instruction in (
    (operator.add, "fadd"),
    (operator.sub, "fsub"),
    (operator.mul, "fmul"),
    (operator.truediv, "fdiv"),
):
    _register(_operation, _instruction)


@infer_global(operator.neg)
class _NegativeTyping(ConcreteTemplate):
    cases: ClassVar = [signature(_vector, _vector)]


@lower_builtin(operator.neg, _vector)
def _negative(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.fneg(args[0], flags=_FLAGS)


def _elementwise(build: Callable[..., Any]) -> Any:
    """A function of vectors and float32 scalars to a vector, from `build(builder, *vectors)`."""

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return build(builder, *(_broadcast(builder, arg) for arg in args))

    count = build.__code__.co_argcount - 1
    if count == 1:

        def typing(typingctx: Any, x: Any) -> Any:
            return _vector(x), codegen
    elif count == 2:

        def typing(typingctx: Any, x: Any, y: Any) -> Any:  # type: ignore[misc]
            return _vector(x, y), codegen
    else:

        def typing(typingctx: Any, x: Any, y: Any, z: Any) -> Any:  # type: ignore[misc]
            return _vector(x, y, z), codegen

    typing.__name__, typing.__doc__ = build.__name__, build.__doc__
    return _intrinsic(typing)


@_elementwise
def splat(builder: Any, x: Any) -> Any:
    """A scalar in every lane."""
    return x


@_elementwise
def smaller(builder: Any, x: Any, y: Any) -> Any:
    """The smaller of two, lane by lane; x where y is not a number."""
    return builder.select(builder.fcmp_ordered("<", y, x), y, x)


@_elementwise
def larger(builder: Any, x: Any, y: Any) -> Any:
    """The larger of two, lane by lane; x where y is not a number."""
    return builder.select(builder.fcmp_ordered(">", y, x), y, x)


@_elementwise
def where_positive(builder: Any, x: Any, yes: Any, no: Any) -> Any:
    """`yes` in the lanes where x > 0, else `no`."""
    return builder.select(builder.fcmp_ordered(">", x, _constant(0.0)), yes, no)


@_elementwise
def magnitude(builder: Any, x: Any) -> Any:
    """|x|."""
    return _call(builder, f"llvm.fabs.v{LANES}f32", _REALS, x)


@_elementwise
def with_sign(builder: Any, x: Any, y: Any) -> Any:
    """|x| with the sign of y."""
    return _call(builder, f"llvm.copysign.v{LANES}f32", _REALS, x, y)


@_elementwise
def root(builder: Any, x: Any) -> Any:
    """√x."""
    return _call(builder, f"llvm.sqrt.v{LANES}f32", _REALS, x)


@_elementwise
def whole(builder: Any, x: Any) -> Any:
    """The largest whole number not above x."""
    return _call(builder, f"llvm.floor.v{LANES}f32", _REALS, x)


@_elementwise
def power_of_two(builder: Any, n: Any) -> Any:
    """2^n for a whole number n in [-126, 127], put together from its bits."""
    exponent = builder.add(builder.fptosi(n, _INTEGERS), ir.Constant(_INTEGERS, [127] * LANES))
    return builder.bitcast(builder.shl(exponent, ir.Constant(_INTEGERS, [23] * LANES)), _REALS)


def _pointer(context: Any, builder: Any, array_type: Any, array: Any, index: Any) -> Any:
    data = context.make_array(array_type)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [index]), _REALS.as_pointer())


@_intrinsic
def load(typingctx: Any, array: Any, index: Any) -> Any:
    """array[index : index + LANES] of a contiguous float32 array (one-dimensional), unchecked."""

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        vector = builder.load(_pointer(context, builder, sig.args[0], *args))
        vector.align = 4
        return vector

    return _vector(array, types.intp), codegen


@_intrinsic
def store(typingctx: Any, array: Any, index: Any, x: Any) -> Any:
    """array[index : index + LANES] = x in a contiguous float32 array (one-dimensional), unchecked."""

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        stored = builder.store(
            _broadcast(builder, args[2]), _pointer(context, builder, sig.args[0], *args[:2])
        )
        stored.align = 4
        return context.get_dummy_value()

    return types.void(array, types.intp, x), codegen


@_intrinsic
def total(typingctx: Any, x: Any) -> Any:
    """The sum of all lanes, by halves: lane i with lane i + 8, then + 4, + 2, + 1."""

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        (sums,) = args
        for half in (8, 4, 2, 1):
            shifted = [(lane + half) % LANES for lane in range(LANES)]
            other = builder.shuffle_vector(sums, sums, ir.Constant(_INTEGERS, shifted))
            sums = builder.fadd(sums, other, flags=_FLAGS)
        return builder.extract_element(sums, ir.Constant(_BITS, 0))

    return types.float32(x), codegen
