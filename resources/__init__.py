"""Read-only files the program ships, and the only ways to reach them."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import BinaryIO, cast


def read_text(name: str) -> str:
    """Return the text of a shipped file, named relative to this folder."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """Return the bytes of a shipped file."""
    return files(__name__).joinpath(name).read_bytes()


def open_binary(name: str) -> BinaryIO:
    """Open a shipped file for reading bytes."""
    return cast("BinaryIO", files(__name__).joinpath(name).open("rb"))


def names(folder: str, suffix: str) -> list[str]:
    """Return the names in a shipped folder that end in `suffix`, sorted."""
    return sorted(f.name for f in files(__name__).joinpath(folder).iterdir() if f.name.endswith(suffix))


@contextmanager
def as_path(name: str) -> Iterator[Path]:
    """Give a shipped file a real path for as long as the block runs."""
    with as_file(files(__name__).joinpath(name)) as path:
        yield path
