"""The places in the window, one module each; a module is loaded when its place is first shown."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from ui.context import Context
from ui.views.base import View

PLACES = (
    "home",
    "documents",
    "partners",
    "releases",
    "approvals",
    "trace",
    "incidents",
    "investments",
    "ledger",
    "settings",
)


def load(place: str) -> ModuleType:
    """A place's module."""
    return import_module(f"ui.views.{place}")


def make(place: str, context: Context) -> View:
    """A place's view: the class named like the module."""
    module = load(place)
    view: View = getattr(module, place.capitalize())(context)
    return view
