"""The tables of a plan as CSV files, one a table: UTF-8 with a byte order mark, as Excel wants it."""

import csv
from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy.orm import Session

from b2bdesk.errors import UserError
from b2bdesk.exchange.excel.page import Block
from b2bdesk.exchange.excel.sheets import SHEETS
from b2bdesk.exchange.excel.source import Source
from b2bdesk.exchange.files import replacing, told
from b2bdesk.i18n import speaking
from b2bdesk.terms import Language, N_

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""Text that begins like this would be taken for a formula; an apostrophe before it keeps it text."""


class Readable(Protocol):
    """Anything that opens a reading session: a workspace."""

    def read(self) -> AbstractContextManager[Session]: ...


def write_folder(
    plan: Session | Readable, folder: Path | str, *, lang: str, today: date, sheets: Collection[str] | None = None
) -> list[Path]:
    """Write a file for each table of the workbook into a folder, made if need be, and return their paths.

    Each file replaces the one of its name as a whole; other files in the folder stay as they are.
    """
    target = Path(folder)
    with told(target):
        if target.exists() and not target.is_dir():
            raise UserError("export.not_folder", N_("{path} is a file; CSV files need a folder."), path=str(target))
        target.mkdir(exist_ok=True)
    opened = nullcontext(plan) if isinstance(plan, Session) else plan.read()
    with speaking(lang), opened as session:
        source = Source(session, Language(lang), today)
        chosen = [sheet for sheet in SHEETS if sheet.tables and (sheets is None or sheet.key in sheets)]
        return [_write(block, target) for sheet in chosen if sheet.tables for block in sheet.tables(source)]


def _write(block: Block, folder: Path) -> Path:
    path = folder / f"{block.name.lower()}.csv"
    with replacing(path) as (temporary, _), temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([cell(head) for head in block.heads])
        writer.writerows([cell(value) for value in row] for row in block.values())
    return path


def cell(value: Any) -> str:
    """Return a value as it stands in a file: days as ISO, numbers with a point, text that is no formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
