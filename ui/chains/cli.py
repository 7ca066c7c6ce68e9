"""`chain FILE CH2 OUT`: a decision chain as SVG, PDF or PNG, drawn without a screen."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from b2bdesk import i18n, workspace
from b2bdesk.cli.output import say, say_json
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr, trn
from b2bdesk.insight.chains import chain_cover
from b2bdesk.queries import pictures
from b2bdesk.queries.chains import chain_board, chain_names, ChainBoard
from b2bdesk.queries.facts import load_plan
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import N_


def run(options: Namespace) -> None:
    """Draw what the command line asks for, and say what was written."""
    from ui.app import make_application
    from ui.chains.drawing import draw
    from ui.chains.export import faces_from, save
    from ui.chains.lanes import lanes_of
    from ui.kit import theme

    app = make_application([])
    lang = str(i18n.language())
    theme.apply(app, options.theme, lang)
    with workspace.open(options.file, read_only=True) as ws, ws.read() as session:
        board = chosen(session, options.chain)
        plan = load_plan(session, lang)
        cover = next((chain_cover(plan, chain) for chain in plan.chains if chain.id == board.id), None)
        served = {p.persona_id: p.n for p in cover.people if p.persona_id is not None} if cover else {}
        labels = Labels(session, lang)
        drawing = draw(board, labels, served, enough=plan.thresholds.content_enough)
        faces = faces_from(lambda sha: pictures.data(session, sha))
        path = save(drawing, board, Path(options.out), cover, faces, lanes=lanes_of(board, labels))
    people = trn("{n} person", "{n} people", len(board.people))
    if options.json:
        say_json({"path": str(path.resolve()), "people": len(board.people), "relations": len(board.ties)})
    else:
        say(tr("Wrote {path}: {count}", path=options.out, count=people))


def chosen(session: Any, code: str) -> ChainBoard:
    """Return the chain of a code; one that is not there is told with those that are."""
    known = chain_names(session)
    found = next((one for one in known if one.code.casefold() == code.casefold()), None)
    board = chain_board(session, found.id) if found is not None else None
    if board is None:
        codes = ", ".join(one.code for one in known) or "–"
        raise UserError(
            "chain.unknown", N_("There is no decision chain {code}. Choose from: {known}."), code=code, known=codes
        )
    return board
