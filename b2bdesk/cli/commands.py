"""What can be typed: every command with its arguments, as data."""

from typing import Any, Final, NamedTuple

from b2bdesk.i18n import N_

CARD_GROUPS: Final = tuple("portrait job needs search preferences budget decision content evidence more".split())
"""What a role card can show; `ui.cards.choices` names them for people."""
TOPICS: Final = (
    "coverage",
    "gaps",
    "overlaps",
    "balance",
    "personas",
    "chains",
    "fame",
    "readiness",
    "reach",
    "results",
)


class Arg(NamedTuple):
    """One argument: its names and what argparse takes besides."""

    names: tuple[str, ...]
    options: dict[str, Any]

    @property
    def dest(self) -> str:
        """The name under which a command finds it."""
        return self.names[0].lstrip("-").replace("-", "_")

    @property
    def is_place(self) -> bool:
        """Whether it is told by its place, without a name."""
        return not self.names[0].startswith("-")

    @property
    def is_flag(self) -> bool:
        """Whether it is given or not, without a value."""
        return self.options.get("action") == "store_true"


def arg(*names: str, **options: Any) -> Arg:
    """Return an argument."""
    return Arg(names, options)


class Command(NamedTuple):
    """One command: what it does in words, the function `module:name` that does it, its arguments."""

    help: str
    run: str
    args: tuple[Arg, ...] = ()


FILE: Final = arg("file", metavar="FILE", help=N_("the workspace, NAME.b2bdesk"))
JSON: Final = arg("--json", action="store_true", help=N_("print machine-readable output"))
ALL: Final = arg("--all", action="store_true", help=N_("gaps: those too that somebody has decided on"))
TODAY: Final = arg("--today", metavar="DATE", default=None, help=N_("the day to reckon from, as 2026-03-01"))
SUGGEST: Final = (
    arg("--stage", default="", metavar="S3", help=N_("the stage's code")),
    arg("--channel", default="", metavar="email", help=N_("the channel's code")),
    arg("--persona", default="", metavar="P5", help=N_("the persona's code")),
    arg("--plan", action="store_true", help=N_("propose something for every open cell of the plan")),
    arg("--thin", action="store_true", help=N_("with --plan: also where there is only one placement")),
)

CARDS: Final = (
    arg("--per-page", type=int, choices=(1, 2, 4, 8), default=2, help=N_("cards a page, 2 unless told")),
    arg("--paper", choices=("A3", "A4", "A5", "Letter"), default="A4", help=N_("the paper, A4 unless told")),
    arg("--persona", nargs="+", default=None, metavar="P1", help=N_("codes of personas, all unless told")),
    arg("--ink", choices=("light", "full"), default="full", help=N_("light saves ink: nothing is filled")),
    arg("--dpi", type=int, default=300, metavar="N", help=N_("dots to the inch of pictures, 96 to 600")),
    arg("--groups", nargs="+", choices=CARD_GROUPS, default=None, metavar="GROUP", help=N_("what the cards show")),
    arg("--blank", type=int, default=0, metavar="N", help=N_("so many blank cards; alone unless personas are named")),
    arg("--back", action="store_true", help=N_("with the evidence on the back, mirrored to be printed on both sides")),
    arg("--cut-marks", action="store_true", help=N_("with marks to cut along")),
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
        N_("draw conclusions from the plan"), "reports:report", (FILE, arg("topic", choices=TOPICS), ALL, TODAY, JSON)
    ),
    "suggest": Command(
        N_("propose what to place in a cell for a person, or in the whole plan"),
        "filling:suggest",
        (FILE, *SUGGEST, TODAY, JSON),
    ),
    "export": Command(
        N_(
            "write a workbook (.xlsx), a plan file (.json), a calendar (.ics), a picture (.png), personas (.b2bcard) "
            "or a folder of tables"
        ),
        "exchange:export",
        (
            FILE,
            arg("out", metavar="OUT", help=N_("where to write")),
            arg("--csv", action="store_true", help=N_("write a folder of CSV tables")),
            arg("--persona", nargs="+", default=None, metavar="P1", help=N_("with .b2bcard: codes, all unless told")),
            arg("--evidence", action="store_true", help=N_("with .b2bcard: also what speaks for these personas")),
            TODAY,
            JSON,
        ),
    ),
    "import": Command(
        N_("read a plan file into a blank workspace, or personas (.b2bcard, a plan) or results (.xlsx, .csv) into any"),
        "exchange:import_",
        (
            FILE,
            arg("source", metavar="SOURCE", help=N_("the plan file, or a file of personas or results")),
            arg(
                "--on-same",
                choices=("keep", "replace", "skip"),
                default="",
                help=N_("with .b2bcard: what becomes of personas whose names are there already"),
            ),
            TODAY,
            JSON,
        ),
    ),
    "cards": Command(
        N_("draw role cards: into a PDF (OUT.pdf), or as pictures into a folder"),
        "drawn:cards",
        (FILE, arg("out", metavar="OUT", help=N_("a name that ends in .pdf, or a folder")), *CARDS, TODAY, JSON),
    ),
    "chain": Command(
        N_("draw a decision chain as OUT.svg, OUT.pdf or OUT.png"),
        "drawn:chain",
        (
            FILE,
            arg("chain", metavar="CHAIN", help=N_("the code of a decision chain, such as CH2")),
            arg("out", metavar="OUT", help=N_("a name that ends in .svg, .pdf or .png")),
            arg("--theme", choices=("light", "dark"), default="light", help=N_("light unless told")),
            JSON,
        ),
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
