"""Import Qt, and give Python's own import back.

PySide6 replaces `builtins.__import__` by one that reads the source of every module imported later again. That serves
`__feature__` alone, which we do not use. PySide6 keeps what it replaced, so this helps even where it came in before us.
"""

import builtins

_python_import = getattr(builtins, "__orig_import__", builtins.__import__)

import PySide6.QtWidgets  # noqa: E402, F401

builtins.__import__ = _python_import
