"""What can be typed: every command with its arguments, as data."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from b2bdesk import __version__
from b2bdesk.i18n import LANGUAGES, tr
from b2bdesk.terms import N_

TOPICS: Final = ("coverage", "gaps", "balance", "personas", "chains", "fame")


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument: its names and what argparse takes besides."""

    names: tuple[str, ...]
    options: dict[str, Any]


def arg(*names: str, **options: Any) -> Arg:
    """Return an argument."""
    return Arg(names, options)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it does in words, the function `module:name` that does it, its arguments."""

    help: str
    run: str
    args: tuple[Arg, ...] = ()


FILE: Final = arg("file", metavar="FILE", help=N_("the workspace, NAME.b2bdesk"))
JSON: Final = arg("--json", action="store_true", help=N_("print machine-readable output"))
TODAY: Final = arg("--today", metavar="DATE", default=None, help=N_("the day to reckon from, as 2026-03-01"))
SUGGEST: Final = (
    arg("--stage", required=True, metavar="S3", help=N_("the stage's code")),
    arg("--channel", required=True, metavar="email", help=N_("the channel's code")),
    arg("--persona", required=True, metavar="P5", help=N_("the persona's code")),
)

COMMANDS: Final[dict[str, Command]] = {
    "new": Command(
        N_("make a workspace: blank, or with the example plan"),
        "files:new",
        (
            FILE,
            arg("--example", action="store_true", help=N_("with the example plan")),
            arg("--blank", action="store_true", help=N_("with the vocabularies only")),
            arg("--name", default="", metavar="NAME", help=N_("the plan's name")),
            JSON,
        ),
    ),
    "info": Command(N_("say what is in a workspace"), "info:info", (FILE, JSON)),
    "check": Command(
        N_("check that the file is sound"),
        "files:check",
        (FILE, arg("--acks", metavar="LIST", default=None, help=N_("a file of tokens that must be in it")), JSON),
    ),
    "report": Command(
        N_("draw conclusions from the plan"), "reports:report", (FILE, arg("topic", choices=TOPICS), TODAY, JSON)
    ),
    "suggest": Command(
        N_("propose what to place in a cell for a person"), "reports:suggest", (FILE, *SUGGEST, TODAY, JSON)
    ),
    "export": Command(
        N_("write a workbook (.xlsx), a plan file (.json), a picture (.png) or a folder of tables"),
        "exchange:export",
        (
            FILE,
            arg("out", metavar="OUT", help=N_("where to write")),
            arg("--csv", action="store_true", help=N_("write a folder of CSV tables")),
            TODAY,
            JSON,
        ),
    ),
    "import": Command(
        N_("read a plan file into a blank workspace"),
        "exchange:import_",
        (FILE, arg("source", metavar="SOURCE", help=N_("the plan file")), JSON),
    ),
    "history": Command(
        N_("list what was changed, the newest first"),
        "edits:history",
        (FILE, arg("--limit", type=int, default=50, metavar="N", help=N_("how many, 50 unless told")), JSON),
    ),
    "undo": Command(N_("take the last change back"), "edits:undo", (FILE, JSON)),
    "redo": Command(N_("bring back what was undone"), "edits:redo", (FILE, JSON)),
    "backup": Command(N_("keep a copy"), "files:backup", (FILE, JSON)),
    "restore": Command(
        N_("list the kept copies, or bring one back"),
        "files:restore",
        (
            FILE,
            arg("--list", action="store_true", help=N_("list the kept copies")),
            arg("--backup", default=None, metavar="ID", help=N_("the copy to bring back")),
            JSON,
        ),
    ),
    "migrate": Command(N_("bring a file of an earlier version up to date"), "files:migrate", (FILE, JSON)),
    "stress-write": Command(
        N_("write edits one by one and acknowledge each, to test the file"),
        "files:stress_write",
        (FILE, arg("--run", required=True, metavar="ID"), arg("--count", type=int, required=True, metavar="N")),
    ),
}


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
