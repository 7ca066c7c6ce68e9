"""Workbooks read back for tests: as a compact text that a person can compare, and as raw parts."""

import datetime as dt
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl import load_workbook

TODAY = dt.date(2026, 3, 1)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FEW = {"Vocabulary": 12}
"""Tables of which a few rows say enough."""


def dump(path: Path) -> str:
    """Return a workbook as text: for each sheet its frame, then a line a row, cells with format and link."""
    book = load_workbook(path)
    said = book.properties
    out = [f"title={said.title} language={said.language} creator={said.creator} created={said.created:%Y-%m-%d}"]
    for sheet in book.worksheets:
        out += ["", f"=== {sheet.title}", *_frame(sheet)]
        most = next((few + 3 for name, few in FEW.items() if name in sheet.tables), sheet.max_row)
        out += [_line(row) for row in sheet.iter_rows(max_row=most) if any(cell.value is not None for cell in row)]
    return "\n".join(out) + "\n"


def _frame(sheet: Any) -> list[str]:
    widths = [f"{sheet.column_dimensions[key].width:g}" for key in sorted(sheet.column_dimensions, key=_order)]
    setup = sheet.page_setup
    tables = [f"{table.name} {table.ref}" for table in sheet.tables.values()]
    return [
        f"freeze={sheet.freeze_panes} repeat={sheet.print_title_rows},{sheet.print_title_cols} "
        f"paper={setup.paperSize},{setup.orientation},{setup.fitToWidth}x{setup.fitToHeight}",
        f"widths={' '.join(widths)}",
        f"head={sheet.oddHeader.left.text}|{sheet.oddHeader.right.text} foot={sheet.oddFooter.left.text}",
        *[f"table={table}" for table in tables],
    ]


def _order(key: str) -> tuple[int, str]:
    return len(key), key


def _line(row: Any) -> str:
    return " | ".join([f"{row[0].row}:", *[_cell(cell) for cell in row if cell.value is not None]])


def _cell(cell: Any) -> str:
    value = cell.value
    shown = f"{value:%Y-%m-%d}" if isinstance(value, dt.datetime) else repr(value) if isinstance(value, str) else value
    link = cell.hyperlink
    leads = f" -> {link.location or link.target}" if link else ""
    form = "" if cell.number_format in ("General", "yyyy-mm-dd", "#,##0") else f" [{cell.number_format}]"
    return f"{cell.column_letter} {shown}{form}{leads}"


def parts(path: Path) -> dict[str, bytes]:
    """Return the parts of a workbook by their names."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_cells(path: Path, number: int = 1) -> dict[str, tuple[str, str]]:
    """Return type and text of each cell of a sheet, as they stand in the file."""
    root = ElementTree.fromstring(parts(path)[f"xl/worksheets/sheet{number}.xml"])
    found = {}
    for cell in root.iter(f"{MAIN}c"):
        texts = [part.text or "" for tag in ("t", "v") for part in cell.iter(f"{MAIN}{tag}")]
        found[cell.get("r", "")] = (cell.get("t", "n"), "".join(texts))
    return found
