"""Reading the command line: argparse, told of the commands, with errors in one sentence."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from b2bdesk import __version__
from b2bdesk.cli.commands import Command, COMMANDS
from b2bdesk.i18n import LANGUAGES, tr


class Parser(argparse.ArgumentParser):
    """An argument parser that tells a wrong usage in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and exit with 2."""
        print(f"{self.prog}: {message}. {tr('See {command} --help.', command=self.prog)}", file=sys.stderr)
        raise SystemExit(2)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the parsed command line; wrong usage exits with 2, help and version with 0."""
    parser = Parser(prog="b2bdesk", description=tr("Plan B2B marketing on your own laptop."))
    parser.add_argument("--version", action="version", version=f"b2bdesk {__version__}")
    lang = Parser(add_help=False)
    lang.add_argument(
        "--lang", choices=[str(name) for name in LANGUAGES], default=None, help=tr("the language to speak")
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    wanted = next((word for word in argv if not word.startswith("-")), "")
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=tr(command.help), description=tr(command.help), parents=[lang])
        if name == wanted:
            _add(sub, command)
    return parser.parse_args(list(argv))


def _add(parser: argparse.ArgumentParser, command: Command) -> None:
    for item in command.args:
        options = dict(item.options)
        if "help" in options:
            options["help"] = tr(options["help"])
        parser.add_argument(*item.names, **options)
