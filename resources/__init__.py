"""Read-only files the program ships, and the only ways to reach them; they lie beside this file in every build."""

import os
from typing import BinaryIO

ROOT = os.path.dirname(os.path.abspath(__file__))


def place_of(name: str) -> str:
    """Return the path of a shipped file, named relative to this folder."""
    return os.path.join(ROOT, name)


def read_text(name: str) -> str:
    """Return the text of a shipped file."""
    with open(place_of(name), encoding="utf-8") as file:
        return file.read()


def read_bytes(name: str) -> bytes:
    """Return the bytes of a shipped file."""
    with open_binary(name) as file:
        return file.read()


def open_binary(name: str) -> BinaryIO:
    """Open a shipped file for reading bytes."""
    return open(place_of(name), "rb")


def names(folder: str, suffix: str) -> list[str]:
    """Return the names in a shipped folder that end in `suffix`, sorted."""
    return sorted(name for name in os.listdir(place_of(folder)) if name.endswith(suffix))
