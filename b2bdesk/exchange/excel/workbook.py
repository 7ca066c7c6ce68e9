"""A plan as an Excel workbook."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from b2bdesk.errors import UserError
from b2bdesk.exchange.excel.page import all_lines
from b2bdesk.exchange.excel.report import Report
from b2bdesk.exchange.excel.sheets import KEYS, pages
from b2bdesk.exchange.excel.source import Source
from b2bdesk.exchange.files import replacing
from b2bdesk.i18n import speaking
from b2bdesk.terms import Language, Level, N_

Progress = Callable[[int, int], None]


class Readable(Protocol):
    """Anything that opens a reading session: a workspace."""

    def read(self) -> AbstractContextManager[Session]: ...


def write(
    plan: Session | Readable,
    path: Path | str,
    *,
    lang: str,
    today: date,
    sheets: Collection[str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Report:
    """Write a plan as a workbook in one language and return what had to be changed.

    `plan` is a session on a snapshot, or a workspace. `sheets` are keys of `SHEETS`, None for all. `progress` is told
    lines done and lines in all; once `cancelled` says so, `Cancelled` is raised. Whatever goes wrong, the target stays
    as it was; faults of the disk come as `UserError`.
    """
    from b2bdesk.exchange.excel.package import About, save, Ticker  # openpyxl is loaded when it is needed

    _require_known(sheets)
    report, language = Report(), Language(lang)
    with speaking(lang), replacing(Path(path)) as (temporary, _):
        opened = nullcontext(plan) if isinstance(plan, Session) else plan.read()
        with opened as session:
            source = Source(session, language, today)
            made = pages(source, sheets)
            about = About(source.title, language, today, {level: source.label("level", level) for level in Level})
            save(made, temporary, about, report, Ticker(all_lines(made), progress, cancelled), beside=Path(path))
    return report


def _require_known(sheets: Collection[str] | None) -> None:
    unknown = sorted(set(sheets or ()) - set(KEYS))
    if unknown or (sheets is not None and not sheets):
        message = N_("There is no sheet {unknown}. Choose from: {known}.")
        raise UserError("export.sheets", message, unknown=", ".join(unknown) or "“”", known=", ".join(KEYS))
