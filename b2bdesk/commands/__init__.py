"""What can be done with a plan: functions `(ws, *, ...)`, each one edit that a person can undo.

Modules are fetched when they are first used (`commands.bulk.duplicate`), so that a window shows a plan before it has
loaded what changes one.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from b2bdesk.commands import bulk, cells, channels, consequences, content, links, placements, regrid, suggest

__all__ = ["bulk", "cells", "channels", "consequences", "content", "links", "placements", "regrid", "suggest"]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(name)
