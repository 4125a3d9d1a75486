"""Every errand that is a form: one file each, found here by its `FLOW`."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from services.conversation.dialogue.forms import Flow


@cache
def all_flows() -> dict[str, Flow]:
    """Find the flows of this folder, by name, in the order of the menu."""
    found = [import_module(f"{__name__}.{info.name}").FLOW for info in iter_modules(__path__)]
    return {flow.name: flow for flow in sorted(found, key=lambda flow: flow.menu_rank)}
