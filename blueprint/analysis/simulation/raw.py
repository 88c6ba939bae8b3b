"""Raw: the world of a run as compiled code sees it, a table of addresses; numba is imported here and in `translate`.

An array of numba is seven values, and a world of them some two hundred that every call would pass on. Here a world is
one address, where those of its arrays stand one after the other; an array is the address of its first item, and has no
length.
"""

from __future__ import annotations

import operator
from typing import Any

from llvmlite import ir
from numba.core import types
from numba.core.imputils import impl_ret_borrowed
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_getattr, infer_global, signature
from numba.extending import intrinsic, lower_builtin, lower_getattr_generic, models, register_model
from numba.np.numpy_support import from_dtype

from blueprint.analysis.simulation.records import KINDS

_BYTES = ir.IntType(8).as_pointer()


class RawType(types.Type):
    """The items of an array, from the first on."""

    def __init__(self, dtype: Any, size: int) -> None:
        self.dtype, self.size = dtype, size
        super().__init__(name=f"raw({dtype})")


class WorldType(types.Type):
    """The addresses of the arrays of a world."""

    def __init__(self, fields: tuple[tuple[str, RawType], ...]) -> None:
        self.fields = fields
        super().__init__(name="world")

    def place(self, name: str) -> int:
        """Return the place of an array."""
        return [field for field, _ in self.fields].index(name)


@register_model(RawType)
@register_model(WorldType)
class _Address(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _BYTES)


@infer_getattr
class _WorldAttributes(AttributeTemplate):
    key = WorldType

    def generic_resolve(self, kind: WorldType, name: str) -> RawType | None:
        return dict(kind.fields).get(name)


@lower_getattr_generic(WorldType)
def _world_attribute(context: Any, builder: Any, kind: WorldType, value: Any, name: str) -> Any:
    table = builder.bitcast(value, _BYTES.as_pointer())
    return builder.load(builder.gep(table, [ir.Constant(ir.IntType(64), kind.place(name))]))


@infer_global(operator.getitem)
class _GetItem(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], RawType):
            return signature(args[0].dtype, args[0], types.int64)
        return None


@infer_global(operator.setitem)
class _SetItem(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], RawType):
            return signature(types.none, args[0], types.int64, args[0].dtype)
        return None


def _item(context: Any, builder: Any, kind: RawType, base: Any, place: Any) -> Any:
    offset = builder.mul(place, ir.Constant(ir.IntType(64), kind.size))
    return builder.bitcast(builder.gep(base, [offset]), context.get_data_type(kind.dtype).as_pointer())


@lower_builtin(operator.getitem, RawType, types.int64)
def _get_item(context: Any, builder: Any, call: Any, args: Any) -> Any:
    kind = call.args[0]
    if isinstance(kind.dtype, types.Record):
        offset = builder.mul(args[1], ir.Constant(ir.IntType(64), kind.size))
        found = builder.bitcast(builder.gep(args[0], [offset]), context.get_value_type(kind.dtype))
        return impl_ret_borrowed(context, builder, call.return_type, found)
    return context.unpack_value(builder, kind.dtype, _item(context, builder, kind, args[0], args[1]))


@lower_builtin(operator.setitem, RawType, types.int64, types.Any)
def _set_item(context: Any, builder: Any, call: Any, args: Any) -> Any:
    kind = call.args[0]
    context.pack_value(builder, kind.dtype, args[2], _item(context, builder, kind, args[0], args[1]))
    return context.get_dummy_value()


def world_type() -> WorldType:
    """Return the type of a world of arrays."""
    return WorldType(tuple((name, RawType(from_dtype(kind), kind.itemsize)) for name, kind in KINDS.items()))


def address_type() -> tuple[Any, Any]:
    """Return the types of what the calendar is given: the address of a world, and a whole number."""
    return types.voidptr, types.int64


def opener(kind: WorldType) -> Any:
    """Return a compiled function that takes the address of the addresses of arrays for a world."""

    @intrinsic
    def open_world(typing: Any, addresses: Any) -> Any:
        def code(context: Any, builder: Any, call: Any, args: Any) -> Any:
            return args[0]

        return kind(addresses), code

    return open_world
