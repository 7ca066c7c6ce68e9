"""Writing the exports, in a job on a snapshot of the plan."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from b2bdesk.i18n import speaking
from b2bdesk.terms import N_
from ui.filework import Progress, snapshot

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace
    from ui.cards.work import CardOrder

EXCEL, PLAN, CSV, CALENDAR, PICTURE, CARDS = "xlsx", "json", "csv", "ics", "png", "cards"
KINDS: Final = {
    EXCEL: N_("Excel workbook"),
    PLAN: N_("Plan file"),
    CSV: N_("CSV tables"),
    CALENDAR: N_("Calendar"),
    PICTURE: N_("Picture of the map"),
    CARDS: N_("Role cards"),
}
WORDS: Final = {
    EXCEL: N_("Tables with filters and links, the map as a grid, ready to print on A4 landscape."),
    PLAN: N_("The whole plan as one text file: to keep, compare, or import into a blank plan."),
    CSV: N_("A folder with one table a file, for other programs."),
    CALENDAR: N_("Every dated placement as an all-day event, for Outlook, Google, Apple and other calendars (.ics)."),
    PICTURE: N_("The whole map as it is now, with its filters, for slides and mails."),
    CARDS: N_("A card for each persona: to hang on the wall, hand out, or send; with a sheet to look at first."),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written, where, and how."""

    kind: str
    target: Path
    lang: str
    today: date
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What was written, and sentences about what was left out."""

    path: Path
    notes: list[str] = field(default_factory=list)


def write(ws: "Workspace", order: Order, progress: Progress) -> Done:
    """Write an order's file or folder."""
    progress(0, 0)
    with speaking(order.lang), snapshot(ws) as session:
        progress(0, 0)
        if order.kind == EXCEL:
            return Done(order.target, write_excel(session, order, progress))
        if order.kind == PLAN:
            from b2bdesk.exchange import plan

            plan.save(session, order.target)
        elif order.kind == CALENDAR:
            from b2bdesk.exchange import ics

            ics.write(session, order.target, lang=order.lang, progress=progress)
        else:
            from b2bdesk.exchange import csv_files

            csv_files.write_folder(session, order.target, lang=order.lang, today=order.today)
        progress(1, 1)
    return Done(order.target)


def write_cards(ws: "Workspace", order: "CardOrder", progress: Progress) -> Done:
    """Write role cards; what draws them is loaded here."""
    from ui.cards import work

    return Done(*work.write(ws, order, progress))


def write_excel(session: Any, order: Order, progress: Progress) -> list[str]:
    """Write the workbook and return what it has to say."""
    from b2bdesk.exchange import excel

    report = excel.write(
        session, order.target, lang=order.lang, today=order.today, sheets=order.sheets or None, progress=progress
    )
    return list(report.sentences())


def load_sheets(progress: Progress) -> tuple[tuple[str, str], ...]:
    """Return the key and the marked name of each sheet; takes a moment, for it loads what writes workbooks."""
    from b2bdesk.exchange import excel

    progress(1, 1)
    return tuple((sheet.key, sheet.title) for sheet in excel.SHEETS)
