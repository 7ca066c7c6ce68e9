"""The headless command line: no Qt, one plain sentence for every problem, and never a traceback."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from b2bdesk.cli.commands import COMMANDS
from b2bdesk.cli.plain import plain
from b2bdesk.errors import UserError
from b2bdesk.i18n import system_language, use_language

if TYPE_CHECKING:
    from argparse import Namespace

DONE, PROBLEM, USAGE = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 a problem told on stderr, 2 wrong usage."""
    use_language(system_language())
    options = plain(argv) or parsed(argv)
    if options.lang:
        use_language(options.lang)
    module, name = COMMANDS[options.command].run.split(":")
    try:
        result = getattr(import_module(f"b2bdesk.cli.{module}"), name)(options)
    except UserError as error:
        print(one_line(error.sentence()), file=sys.stderr)
        return PROBLEM
    return int(result or DONE)


def parsed(argv: Sequence[str]) -> "Namespace":
    """Return what argparse reads from the command line; wrong usage exits with 2, help and version with 0."""
    from b2bdesk.cli.parser import parse

    return parse(argv)


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
