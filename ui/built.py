"""Parts of the window that are built when first shown, named as data by module and class: `ui.grid.room:MapRoom`."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from PySide6.QtWidgets import QWidget


def exists(source: str) -> bool:
    """Tell whether a part has been built into this version."""
    try:
        return find_spec(source.partition(":")[0]) is not None
    except ModuleNotFoundError:
        return False


def build(source: str, *given: Any) -> QWidget:
    """Make a part."""
    module, _, name = source.partition(":")
    part: QWidget = getattr(import_module(module), name)(*given)
    return part
