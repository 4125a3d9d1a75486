"""Every errand that is a form: one file each, found here by its `FLOW`."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from services.conversation.desks import all_desks
from services.conversation.dialogue.desk import Book
from services.conversation.dialogue.forms import Flow


@cache
def all_flows() -> dict[str, Flow]:
    """Find the flows of this folder, by name, in the order of the menu."""
    found = [import_module(f"{__name__}.{info.name}").FLOW for info in iter_modules(__path__)]
    return {
        flow.name: flow
        for flow in sorted(found, key=lambda flow: (flow.menu_rank or 99, flow.name))
    }


@cache
def the_book() -> Book:
    """Gather the flows and the desks: all that the engine knows."""
    return Book(flows=all_flows(), desks=all_desks())
