"""`cards FILE OUT`: role cards as one PDF, or as pictures in a folder, drawn without a screen."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from b2bdesk import i18n, workspace
from b2bdesk.cli.output import day_from, say, say_json
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr, trn
from b2bdesk.queries import cards as asked
from b2bdesk.queries.card_rows import Card
from b2bdesk.queries.counts import overview
from b2bdesk.terms import N_
from ui.cards.choices import Choices, LEAST_DPI, MOST_DPI, USUAL

MOST_BLANK: Final = 400


def run(options: Namespace) -> None:
    """Draw what the command line asks for, and say what was written."""
    from ui.app import make_application
    from ui.cards import files
    from ui.cards.lettering import Lettering

    make_application([])
    choices, target = chosen(options), Path(options.out)
    with workspace.open(options.file, read_only=True) as ws, ws.read() as session:
        today = day_from(options.today)
        wanted = ids(session, options.persona, choices.blank)
        found = asked.cards(session, choices.lang, today, wanted)
        plan = Card(0, "", "", "", overview(session).name, today)
        images = files.photos(session, found)
    letters = Lettering(choices.lang, paper=target.suffix.lower() == ".pdf")
    if letters.paper:
        n = files.write_pdf(found, choices, target, plan=plan, images=images, letters=letters)
        told(options, [target], trn("{n} page", "{n} pages", n), letters.missing)
    else:
        paths = files.write_pictures(found, choices, target, plan=plan, images=images, letters=letters)
        told(options, paths, trn("{n} picture", "{n} pictures", len(paths)), letters.missing)


def chosen(options: Namespace) -> Choices:
    """Return the choices of a command line."""
    if not LEAST_DPI <= options.dpi <= MOST_DPI:
        message = N_("--dpi takes {least} to {most}, not {n}.")
        raise UserError("cards.dpi", message, least=LEAST_DPI, most=MOST_DPI, n=options.dpi)
    if options.blank < 0 or options.blank > MOST_BLANK:
        raise UserError("cards.blank", N_("--blank takes 0 to {most}, not {n}."), most=MOST_BLANK, n=options.blank)
    return Choices(
        str(i18n.language()),
        frozenset(options.groups or USUAL),
        options.ink,
        options.per_page,
        options.paper,
        options.cut_marks,
        options.back,
        options.blank,
        options.dpi,
    )


def ids(session: Any, codes: Sequence[str] | None, blank: int) -> list[int]:
    """Return the personas asked for, all unless told; blank cards alone where only they are."""
    known = asked.names(session)
    if codes is None:
        return [] if blank else [row[0] for row in known]
    by_code = {row[1]: row[0] for row in known}
    unknown = [code for code in codes if code not in by_code]
    if unknown:
        message = N_("There is no persona {code}. Choose from: {known}.")
        raise UserError("cards.persona", message, code=unknown[0], known=", ".join(by_code) or "–")
    return list(dict.fromkeys(by_code[code] for code in codes))


def told(options: Namespace, paths: list[Path], count: str, missing: Sequence[str]) -> None:
    """Say what was written, and which characters no font could draw."""
    from ui.cards import legible

    if options.json:
        say_json({"paths": [str(path.resolve()) for path in paths], "missing": [legible.code(c) for c in missing]})
        return
    say(tr("Wrote {path}: {count}", path=options.out, count=count))
    if missing:
        say(legible.told(missing))
