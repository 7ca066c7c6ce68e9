"""Reading a command line that is plainly right: a command, its words and flags. Everything else is for argparse.

Loading argparse takes longer than all that `info` does.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from b2bdesk.cli.commands import Command, COMMANDS


def plain(argv: Sequence[str]) -> SimpleNamespace | None:
    """Return what argparse would; None where it is needed: for options with values, help, and whatever is wrong."""
    command = COMMANDS.get(argv[0]) if argv else None
    if command is None:
        return None
    flags = {name: item.dest for item in command.args if item.is_flag for name in item.names}
    words = [word for word in argv[1:] if not word.startswith("-")]
    given = [word for word in argv[1:] if word.startswith("-")]
    places = [item for item in command.args if item.is_place]
    if len(words) != len(places) or not flags.keys() >= set(given) or _needs_more(command):
        return None
    found: dict[str, Any] = {"command": argv[0], "lang": None}
    found |= {item.dest: item.options.get("default", False if item.is_flag else None) for item in command.args}
    found |= {item.dest: word for item, word in zip(places, words, strict=True)}
    found |= {flags[flag]: True for flag in given}
    return SimpleNamespace(**found)


def _needs_more(command: Command) -> bool:
    return any(item.options.get("required") or item.options.get("choices") for item in command.args)
