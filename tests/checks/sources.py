"""The project's own sources as syntax trees."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path


def parsed(root: Path, folders: tuple[str, ...]) -> Iterator[tuple[str, ast.AST]]:
    """Yield name and tree of every Python file; one that cannot be read ends the check with its place."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            try:
                yield name, ast.parse(path.read_text(encoding="utf-8"), name)
            except SyntaxError as error:
                sys.exit(f"{name}:{error.lineno}: {error.msg}")


def called(node: ast.AST) -> str:
    """Return the last name of what a node calls: `connect` for `button.clicked.connect(...)`."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
