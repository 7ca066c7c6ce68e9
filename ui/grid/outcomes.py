"""Results on the board in words and marks: the number in a cell, a channel's own at its head, what the key says."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from b2bdesk.i18n import language, tr
from b2bdesk.queries.board_results import MEASURES, MONEY, Outcome
from b2bdesk.queries.board_values import Board, Cell, Head
from b2bdesk.terms import Language, N_
from ui.grid.marks import cut, RIGHT, write
from ui.kit.theme import Theme

NAMES = {
    "visits": N_("Visits"),
    "leads": N_("Leads"),
    "mql": N_("MQL"),
    "deals": N_("Deals"),
    "revenue": N_("Revenue"),
}
assert tuple(NAMES) == MEASURES
GAP = 8
UNITS: Final = {
    Language.EN: ((1_000_000, "M"), (1000, "k")),
    Language.HANS: ((100_000_000, "亿"), (10_000, "万")),
    Language.HANT: ((100_000_000, "億"), (10_000, "萬")),
}
"""By what large numbers are counted, in each language."""
NEARLY, TWO_FIGURES = 0.9995, 9.95


def short(measure: str, amount: int) -> str:
    """Write an amount as shortly as a cell has room for."""
    return shortly(amount / 100 if measure in MONEY else amount)


def shortly(n: float) -> str:
    """Write a number in few figures, as the language counts: 850, 12k, 1.2M; 850, 1.2万, 120万."""
    for unit, sign in UNITS[language()]:
        if n >= unit * NEARLY:
            share = n / unit
            return (f"{share:.1f}".removesuffix(".0") if share < TWO_FIGURES else f"{share:.0f}") + sign
    return f"{n:.0f}"


def said(outcome: Outcome, amount: int) -> str:
    """Say an amount in words: "480 leads" as "Leads 480"."""
    n = amount / 100 if outcome.measure in MONEY else amount
    return f"{tr(NAMES[outcome.measure])} {n:,.0f}"


def of_cell(outcome: Outcome, cell: Cell) -> str:
    """Say what came of a cell's own placements; nothing where nobody counted."""
    amount = outcome.cells.get(cell.key)
    return "" if amount is None else said(outcome, amount)


def of_head(outcome: Outcome, axis: str, head: Head) -> str:
    """Say what came of a channel as a whole."""
    amount = outcome.channels.get(head.id) if axis == "channel" and not head.folds else None
    return "" if amount is None else tr("{what} in the channel as a whole", what=said(outcome, amount))


def of_channel(outcome: Outcome, board: Board, cell: Cell) -> str:
    """Say the same of the channel in which a cell lies, if the board shows channels."""
    for axis, heads, key in ((board.row_axis, board.rows, cell.line), (board.column_axis, board.columns, cell.column)):
        head = next((head for head in heads if head.id == key), None)
        if head is not None and (text := of_head(outcome, axis, head)):
            return text
    return ""


def room_for(outcome: Outcome, board: Board, theme: Theme) -> float:
    """Return the room that the numbers of channels need in the heads of the lines."""
    if board.row_axis != "channel" or not outcome.channels:
        return 0
    widths = [cut(short(outcome.measure, n), theme.font("micro", 600), 80)[1] for n in outcome.channels.values()]
    return max(widths) + GAP + 4


def paint_head(p: QPainter, box: QRectF, outcome: Outcome, head: Head, warm: int, theme: Theme) -> float:
    """Write a channel's number at the right of a box, on warm ground; return how much room it took."""
    amount = outcome.channels.get(head.id)
    if amount is None or head.folds:
        return 0
    font, text = theme.font("micro", 600), short(outcome.measure, amount)
    width = cut(text, font, 80)[1]
    place = QRectF(box.right() - width - 6, box.center().y() - 8, width + 8, 16)
    if warm:
        p.fillRect(place, theme.mixed("thin", "surface", warm * 0.12))
    write(p, place.adjusted(0, 0, -4, 0), text, font, theme, "text2", RIGHT)
    return width + GAP + 4


def explained(outcome: Outcome, board: Board) -> list[str]:
    """Return the sentences of the key on results."""
    told = [tr("A cell adds up what was counted of its placements themselves.")]
    if "channel" in board.axes:
        told.append(tr("What is known of a channel as a whole stands at its head; it is not shared out among cells."))
    elif outcome.channels:
        told.append(tr("What is known of a channel as a whole is not shown here: this board has no channels."))
    return told


def missing(outcome: Outcome, board: Board) -> str:
    """Return what to say over a board whose cells all are without results; nothing where one has some."""
    if not outcome.measure or outcome.cells:
        return ""
    if not outcome.known:
        return tr("No results yet: type or import them in Results.")
    if not outcome.channels:
        return tr("Nobody has counted this yet: {what}.", what=tr(NAMES[outcome.measure]))
    if "channel" in board.axes:
        return tr("No placement has results of its own yet; those of whole channels stand at their heads.")
    return tr("No placement has results of its own yet; those of whole channels show on boards with channels.")
