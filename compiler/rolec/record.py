"""`dataclass` as in the standard library, except that a method is compiled when it is first called.

The standard library compiles six methods of a frozen class when the class is defined, which
takes half a millisecond. A cold start defines a hundred classes, and calls most methods never.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from dataclasses import Field, dataclass
else:

    def dataclass(
        *, frozen: bool = False, slots: bool = False, kw_only: bool = False
    ) -> Callable[[type], type]:
        """A class of fields, with the methods that `dataclasses.dataclass` gives it."""

        def made(cls: type) -> type:
            given = frozenset(vars(cls))
            # To one without a text the standard library gives its signature, which takes a tokenizer.
            cls.__doc__ = cls.__doc__ or cls.__qualname__
            fields = dataclasses.dataclass(
                init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
            )
            return _with_methods(fields(cls), given, frozen=frozen, slots=slots)

        return made


def _with_methods(cls: type, given: frozenset[str], *, frozen: bool, slots: bool) -> type:
    """``cls`` with the methods that it is not ``given`` by its author."""
    init = (_slots_init if slots else _frozen_init) if frozen else _init
    methods: dict[str, Any] = {
        "__init__": _at_first_call(cls, "__init__", init),
        "__repr__": _repr,
        "__eq__": _at_first_call(cls, "__eq__", _eq),
        "__hash__": _at_first_call(cls, "__hash__", _hash) if frozen else None,
    }
    if frozen:
        methods |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
    if frozen and slots:
        methods |= {"__getstate__": _getstate, "__setstate__": _setstate}
    for name, method in methods.items():
        # A class that says when two are equal has a hash, which is None, without saying so.
        if name not in given or (name == "__hash__" and vars(cls)[name] is None):
            setattr(cls, name, method)
    return cls


def _at_first_call(cls: type, name: str, make: Callable[[type], Any]) -> Any:
    def method(*given: Any, **named: Any) -> Any:
        made = make(cls)
        setattr(cls, name, made)
        return made(*given, **named)

    return method


def _slots_init(cls: type) -> Any:
    """Like that of any frozen class, but for a slot that sets itself: it need not be looked up by its name."""
    setters = {f"_set_{f.name}": getattr(cls, f.name).__set__ for f in dataclasses.fields(cls)}
    return _init(cls, "_set_{0}(self, {1})", **setters)


def _frozen_init(cls: type) -> Any:
    return _init(cls, "_set(self, {0!r}, {1})", _set=object.__setattr__)


def _init(cls: type, assign: str = "self.{0} = {1}", **names: Any) -> Any:
    names["_unset"] = dataclasses.MISSING
    parameters = ["self"]
    lines = []
    for field in dataclasses.fields(cls):
        name, parameter, value = field.name, field.name, field.name
        if field.default is not dataclasses.MISSING:
            names[f"_default_{name}"] = field.default
            parameter, value = (
                f"{name}=_default_{name}",
                name if field.init else f"_default_{name}",
            )
        elif field.default_factory is not dataclasses.MISSING:
            names[f"_make_{name}"] = field.default_factory
            parameter, value = f"{name}=_unset", f"_make_{name}()"
            value = f"{value} if {name} is _unset else {name}" if field.init else value
        elif not field.init:
            continue  # `__post_init__` gives it a value
        if field.init and field.kw_only and "*" not in parameters:
            parameters.append("*")
        parameters += [parameter] if field.init else []
        lines.append(assign.format(name, value))
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    return _function(cls, "__init__", parameters, lines or ["pass"], names)


def _eq(cls: type) -> Any:
    compared = [field for field in dataclasses.fields(cls) if field.compare]
    lines = [
        "if other.__class__ is not self.__class__:",
        "    return NotImplemented",
        f"return {_values('self', compared)} == {_values('other', compared)}",
    ]
    return _function(cls, "__eq__", ["self", "other"], lines, {})


def _hash(cls: type) -> Any:
    fields = dataclasses.fields(cls)
    hashed = [field for field in fields if (field.compare if field.hash is None else field.hash)]
    return _function(cls, "__hash__", ["self"], [f"return hash({_values('self', hashed)})"], {})


def _values(of: str, fields: Iterable[Field[Any]]) -> str:
    return f"({''.join(f'{of}.{field.name}, ' for field in fields)})"


def _function(
    cls: type, name: str, parameters: list[str], lines: list[str], names: dict[str, Any]
) -> Any:
    body = "\n    ".join(lines)
    text = f"def {name}({', '.join(parameters)}):\n    {body}\n"
    made: dict[str, Any] = {}
    # As the standard library does it: of names of fields, which are identifiers.
    exec(compile(text, f"<{cls.__qualname__}.{name}>", "exec"), names, made)  # noqa: S102 - ditto
    function = made[name]
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    return function


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(self: object, name: str, value: object) -> None:  # noqa: ARG001 - the protocol
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:  # noqa: ARG001 - the protocol
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _setstate(self: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
