"""Commands that draw without a screen: `export FILE OUT.png`, the map as a picture, `cards` and `chain`."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from functools import partial
from pathlib import Path

from b2bdesk import i18n
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.terms import Language
from ui.export.picture import WIDTH


def main(argv: list[str]) -> int:
    """Write the picture; 0 done, 1 told in one sentence, 2 wrong usage."""
    if argv[:1] in (["cards"], ["chain"]):
        return drawn(argv)
    options = parser().parse_args(argv)
    i18n.use_language(options.lang or i18n.system_language())
    try:
        draw(options)
    except UserError as error:
        print(error.sentence(), file=sys.stderr)
        return 1
    if options.json:
        import json

        print(json.dumps({"path": str(Path(options.out).resolve()), "kind": "png", "notes": []}))
    else:
        print(tr("Wrote {path}", path=options.out))
    return 0


def drawn(argv: list[str]) -> int:
    """Draw role cards, or a decision chain."""
    from b2bdesk.cli import one_line, parsed

    i18n.use_language(i18n.system_language())
    options = parsed(argv)
    i18n.use_language(options.lang or i18n.language())
    try:
        if options.command == "chain":
            from ui.chains import cli as chain

            chain.run(options)
        else:
            from ui.cards import cli as cards

            cards.run(options)
    except UserError as error:
        print(one_line(error.sentence()), file=sys.stderr)
        return 1
    return 0


def parser() -> ArgumentParser:
    """Return what is understood."""
    found = ArgumentParser(prog="b2bdesk")
    found.add_argument("command", choices=["export"])
    found.add_argument("file")
    found.add_argument("out", metavar="OUT.png")
    found.add_argument("--lang", choices=[str(lang) for lang in Language])
    found.add_argument("--theme", choices=["light", "dark"], default="light")
    found.add_argument("--size", type=width_of, default=WIDTH, metavar="WIDTH", help="width in pixels at 100 %%")
    found.add_argument("--today")
    found.add_argument("--json", action="store_true")
    return found


def width_of(text: str) -> int:
    """Read a width: `1440`, or `1440x900` of which the height follows from the map."""
    number = text.lower().partition("x")[0]
    if not number.isdecimal() or not 480 <= int(number) <= 8000:
        raise ArgumentTypeError("a width between 480 and 8000")
    return int(number)


def draw(options: Namespace) -> None:
    """Open the plan to read, draw its map, write the picture."""
    from b2bdesk import workspace
    from b2bdesk.queries.board import board
    from b2bdesk.queries.counts import overview
    from ui.app import make_application
    from ui.export.picture import board_picture, save_picture
    from ui.kit import theme

    app = make_application([])
    lang = str(i18n.language())
    theme.apply(app, options.theme, lang)
    with workspace.open(options.file, read_only=True) as ws, ws.read() as session:
        title = overview(session).name
        seen = partial(board, lang=lang)(session)
    save_picture(board_picture(seen, title, width=options.size), Path(options.out))
