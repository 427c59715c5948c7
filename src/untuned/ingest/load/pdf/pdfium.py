"""The functions of pdfium, as pypdfium2 has them, and bound anew for calls by the thousand."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any


@cache
def raw() -> Any:  # noqa: ANN401 - bindings that ctypes makes have no types
    """The functions of pdfium; only a PDF needs them."""
    return import_module("pypdfium2.raw")


@cache
def quick(name: str, result: type | None = None) -> Callable[..., Any]:
    """A function of pdfium that does little, called in half the time: its arguments are not checked, and the interpreter's lock is kept.

    Numbers are given as int, handles as they came, places to write to by `ctypes.byref`: anything else is read as if it were one of these.
    What comes back has the type `result`, or the one that pypdfium2 gives it.
    """
    function = getattr(raw(), name)
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result or function.restype))
