"""Workbooks and plan files against the bare libraries writing as much."""

import json
from collections.abc import Iterator
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook, Workbook
from openpyxl.cell import WriteOnlyCell

from b2bdesk import starter, workspace
from b2bdesk.exchange import excel, plan
from tests.benchmarks.measure import compare, Result, seconds

TODAY = date(2026, 3, 1)


def exports(path: Path) -> Iterator[Result]:
    """Compare the workbook with openpyxl writing its cells again, and the plan file with json."""
    out = path.with_name("out.xlsx")
    with workspace.open(path, read_only=True) as ws, ws.read() as session:
        ours = seconds(lambda: excel.write(session, out, lang="en", today=TODAY))
        cells = [[list(row) for row in sheet.iter_rows()] for sheet in load_workbook(out).worksheets]
        peer = seconds(lambda: rewrite(cells, path.with_name("again.xlsx")))
        yield Result("workbook", ours, peer, 0.9)
        target = path.with_name("plan.json")
        found = plan.document(session)
        text = path.with_name("again.json")
        yield compare(
            "plan.json written",
            lambda: plan.save(session, target),
            lambda: text.write_text(json.dumps(found, indent=1, ensure_ascii=False)),
            None,
            turns=1,
        )
    yield Result("plan.json read", seconds(lambda: imported(path, target)), seconds(lambda: loaded(target)), None)


def rewrite(sheets: list[list[list[Any]]], target: Path) -> None:
    """Write the same values and styles with openpyxl alone."""
    book, looks = Workbook(write_only=True), dict[int, tuple[Any, ...]]()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append([styled(sheet, cell, looks) for cell in row])
    book.save(target)


def styled(sheet: Any, cell: Any, looks: dict[int, tuple[Any, ...]]) -> Any:
    """Return a cell with the value and the look of another; looks are copied but once."""
    made = WriteOnlyCell(sheet, cell.value)
    if cell.has_style:
        if cell.style_id not in looks:
            looks[cell.style_id] = (copy(cell.font), copy(cell.fill), copy(cell.alignment), cell.number_format)
        made.font, made.fill, made.alignment, made.number_format = looks[cell.style_id]
    return made


def imported(path: Path, source: Path) -> None:
    """Read a plan file into a new workspace."""
    target = path.with_name("imported.b2bdesk")
    starter.new_blank(target)
    with workspace.open(target, backup=False) as ws:
        plan.import_plan(ws, source)
    target.unlink()


def loaded(source: Path) -> object:
    """Read the file as JSON."""
    return json.loads(source.read_text(encoding="utf-8"))
