"""The desks: one file a role. What a role does without a form is found here by its `DESK`."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from services.conversation.dialogue.desk import Desk


@cache
def all_desks() -> tuple[Desk, ...]:
    """Find the desks of this folder, those of special roles first; `cards` are no desk."""
    modules = [import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)]
    found = [module.DESK for module in modules if hasattr(module, "DESK")]
    return tuple(sorted(found, key=lambda desk: desk.role is None))
