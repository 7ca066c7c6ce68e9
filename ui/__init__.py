"""The window. Whatever of it is imported, Qt comes in first by the one way that keeps Python's own import."""

from ui.kit import qt_import

__all__ = ["qt_import"]
