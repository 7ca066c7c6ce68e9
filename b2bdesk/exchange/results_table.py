"""Results as a table: pasted from a spreadsheet, read from a CSV file or from the sheet *Results* of a workbook.

The first line that names columns, in any of the three languages, says what stands where; lines above it are passed
over. Every line is looked at before anything is saved, and each that cannot be taken is told with its number.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import results
from b2bdesk.commands.values import clean_value
from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES, Field, Kind
from b2bdesk.errors import UserError
from b2bdesk.i18n import MONTHS, render
from b2bdesk.queries.placed_names import placed
from b2bdesk.terms import Language, N_

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_INSIDE: Final = 100 * 1024 * 1024
MOST_ROWS: Final = 20_000
MOST_WRONG: Final = 50
HEADS_WITHIN: Final = 20
"""How many lines may stand above the one that names the columns."""
FEWEST: Final = 2
ENTITY: Final = ENTITIES["result"]
FIELDS: Final = tuple(part for part in ENTITY.fields if part.key not in ("archived", "sort"))
DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,2})\s*日?|月)?")
SAID: Final = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)})[a-z]* (\d{{4}})", re.IGNORECASE)
"""A day as lists write it in English, and as it is copied from there."""
Cells = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that cannot be taken, and why."""

    line: int
    error: UserError

    def sentence(self) -> str:
        """Return it in the language now spoken."""
        return render(N_("Line {line}: {what}"), {"line": self.line, "what": self.error.sentence()})


@dataclass(frozen=True, slots=True)
class Looked:
    """What a table would bring: rows with their lines, how many of them are there already, and what is wrong."""

    rows: tuple[results.Brought, ...] = ()
    known: int = 0
    wrong: tuple[Wrong, ...] = ()

    @property
    def new(self) -> int:
        """How many results would be added."""
        return len(self.rows) - self.known


def look(session: Session, cells: Cells) -> Looked:
    """Look at a table without saving anything.

    Raises:
        UserError: `results.*`, if it is no table of results at all.
    """
    at, columns = _columns(cells)
    names = _Names.read(session)
    rows: list[results.Brought] = []
    wrong: list[Wrong] = []
    for line, row in enumerate(cells[at + 1 :], at + 2):
        if not any(_text(cell) for cell in row):
            continue
        try:
            rows.append(_row(session, names, line, row, columns))
        except UserError as error:
            wrong.append(Wrong(line, error))
    if not rows and not wrong:
        raise UserError("results.empty", N_("There is no line below the names of the columns."))
    return Looked(tuple(rows), results.known(session, rows), tuple(wrong[:MOST_WRONG]))


def cells_of_text(text: str) -> Cells:
    """Return the cells of a text: columns apart by tabs, semicolons or commas."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = next((one for one in "\t;," if one in first), "\t")
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=None), delimiter=mark))
    except csv.Error as error:
        raise UserError("results.table", N_("This is not a table of lines and columns.")) from error
    return _bounded(rows)


def cells_of_file(path: Path) -> Cells:
    """Return the cells of a CSV file, or of the sheet of a workbook that holds results."""
    from b2bdesk.workspace.faults import told

    with told(path):
        if not path.is_file():
            raise UserError("results.missing", N_("There is no file {path}."), path=str(path))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UserError("results.too_big", N_("{path} is larger than 10 MB, too large for results."), path=path.name)
    if data.startswith(b"PK"):
        return _workbook(data, path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")  # as Excel in China writes it
    return cells_of_text(text)


def _workbook(data: bytes, path: Path) -> Cells:
    """Return the first sheet in which columns of results are named."""
    from openpyxl import load_workbook

    unreadable = UserError("results.workbook", N_("{path} cannot be read as a workbook."), path=path.name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_INSIDE:
                raise unreadable
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [
            _bounded([list(row) for row in sheet.iter_rows(max_row=MOST_ROWS + HEADS_WITHIN + 1, values_only=True)])
            for sheet in book.worksheets
            if any(
                _heads([_text(cell) for cell in row]) for row in sheet.iter_rows(max_row=HEADS_WITHIN, values_only=True)
            )
        ]
    except UserError:
        raise
    except Exception as error:  # whatever a damaged workbook makes its reader raise
        raise unreadable from error
    if not sheets:
        raise _no_heads()
    return sheets[0]


def _bounded(rows: list[list[Any]]) -> Cells:
    if len(rows) > MOST_ROWS + HEADS_WITHIN:
        raise UserError("results.too_many", N_("More than {limit} lines are too many at once."), limit=MOST_ROWS)
    return rows


# ---- columns


def fold(text: str) -> str:
    """Return a name as it is compared."""
    return " ".join(text.split()).casefold()


def _words() -> Mapping[str, Field]:
    """Return the fields by what their columns may be called: keys and labels, with or without a unit."""
    found: dict[str, Field] = {}
    for part in FIELDS:
        names = [part.key, part.key.removesuffix("_id"), *(render(part.label, {}, lang) for lang in Language)]
        found |= {fold(name): part for name in names}
    return found


def _heads(row: Sequence[str]) -> dict[int, Field]:
    """Return the fields of a line that names columns, by place; nothing if it does not name enough of them."""
    words = _words()
    found = {
        at: part for at, name in enumerate(row) if (part := words.get(fold(re.sub(r"[(（].*?[)）]\s*$", "", name))))
    }
    keys = [part.key for part in found.values()]
    return found if len(keys) > FEWEST and "date_from" in keys and len(keys) == len(set(keys)) else {}


def _columns(cells: Cells) -> tuple[int, dict[int, Field]]:
    for at, row in enumerate(cells[:HEADS_WITHIN]):
        if found := _heads([_text(cell) for cell in row]):
            return at, found
    raise _no_heads()


def _no_heads() -> UserError:
    return UserError(
        "results.heads",
        N_("The first line names the columns: From, To, Channel or Placement, and what was counted, such as Leads."),
    )


# ---- lines


@dataclass(slots=True)
class _Names:
    """What rows that results refer to may be called, by entity."""

    of: dict[str, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session) -> "_Names":
        made = cls({"channel": {}, "segment": {}, "placement": {}})
        for kind, keys in (("channel", ("label_en", "label_hans", "label_hant")), ("segment", ("name",))):
            table = metadata.tables[kind]
            for row_id, code, *names in session.execute(select(table.c.id, table.c.code, *(table.c[k] for k in keys))):
                made._add(kind, row_id, code, names)
        for row_id, code, name, _ in placed(session, Language.EN):
            made._add("placement", row_id, code, [name])
        return made

    def _add(self, kind: str, row_id: int, code: str, names: Iterable[str]) -> None:
        self.of[kind] |= {fold(said): row_id for name in names if name for said in (name, f"{code} {name}")}
        self.of[kind][fold(code)] = row_id

    def find(self, part: Field, text: str) -> int:
        known = self.of[part.target]
        found = known.get(fold(text)) or known.get(fold(text.split(" ")[0]))
        if found is None:
            message = N_("{field}: there is no {value} in this plan. Use a code or a name.")
            raise UserError("results.unknown", message, field=part.label, value=text[:60])
        return found


def _row(
    session: Session, names: _Names, line: int, row: Sequence[Any], columns: Mapping[int, Field]
) -> results.Brought:
    values = {
        part.key: _value(session, names, part, row[at] if at < len(row) else None) for at, part in columns.items()
    }
    if "date_to" not in values or values["date_to"] is None:
        values["date_to"] = _end_of(row, columns)
    for key in ("date_from", "date_to"):
        clean_value(session, ENTITY.field(key), values.get(key))
    if values["date_to"] < values["date_from"]:
        raise UserError("result.dates", N_("The end lies before the start."))
    brought = results.Brought(line, {key: value for key, value in values.items() if value is not None or key != "code"})
    results.filled(session, dict(brought.values))
    return brought


def _value(session: Session, names: _Names, part: Field, cell: Any) -> Any:
    text = _text(cell)
    if part.kind is Kind.REF:
        return names.find(part, text) if text else None
    if part.kind is Kind.DAY:
        return _day(part, cell, text)
    if part.kind in (Kind.INTEGER, Kind.MONEY) and isinstance(cell, str):
        text = re.sub(r"^[^\d.,+-]+|[^\d.,]+$", "", text)  # a currency before or behind the number
        text = re.sub(r"(?<=\d)[,\s](?=\d{3}(\D|$))", "", text)
        return clean_value(session, part, text if text or not _text(cell) else _text(cell))
    if not text:
        return None if part.key in ("code", "date_to") else clean_value(session, part, None)
    return clean_value(session, part, cell)


def _day(part: Field, cell: Any, text: str) -> date | None:
    """Return a day; of a month alone the first."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not text:
        return None
    if said := SAID.fullmatch(text):
        text = f"{said[3]}-{MONTHS.index(said[2].capitalize()) + 1:02}-{int(said[1]):02}"
    found = DAY.match(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1)) if found else date.fromisoformat(text)
    except ValueError:
        message = N_("{field}: {value} is not a date.")
        raise UserError("value.not_a_day", message, field=part.label, value=text[:40]) from None


def _end_of(row: Sequence[Any], columns: Mapping[int, Field]) -> date | None:
    """Return the last day of a month that stands alone in the column of starts."""
    at = next(place for place, part in columns.items() if part.key == "date_from")
    text = _text(row[at]) if at < len(row) else ""
    found = DAY.fullmatch(text)
    if found is None or found[3] or isinstance(row[at], date):
        return None
    first = date(int(found[1]), int(found[2]), 1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _text(cell: Any) -> str:
    text = "" if cell is None else str(cell).strip()
    return text[1:] if text.startswith("'") else text
