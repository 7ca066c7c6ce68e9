"""The sheets say the same numbers as the reports."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from b2bdesk import workspace
from b2bdesk.exchange import excel
from b2bdesk.insight import report
from b2bdesk.queries.facts import load_plan
from tests.exchange.workbooks import TODAY


@pytest.fixture
def session(example_path: Path) -> Iterator[Session]:
    """Return a session on the example."""
    with workspace.open(example_path) as ws, ws.read() as opened:
        yield opened


@pytest.fixture
def book(session: Session, tmp_path: Path) -> Any:
    """Return the example's workbook, read back."""
    excel.write(session, tmp_path / "out.xlsx", lang="en", today=TODAY)
    return load_workbook(tmp_path / "out.xlsx")


def _map(sheet: Any) -> dict[str, int]:
    """Return n by "S1|code", as the reports name cells."""
    stages = {at: sheet.cell(4, at).value for at in range(3, sheet.max_column, 2)}
    rows = [row for row in sheet.iter_rows(min_row=6) if row[0].value and row[0].hyperlink]
    return {f"{stage}|{row[0].value}": row[at - 1].value for row in rows for at, stage in stages.items()}


def test_maps(session: Session, book: Any) -> None:
    """Each cell of both maps is that of the coverage report."""
    found = report.coverage_report(load_plan(session))
    assert _map(book.worksheets[1]) == found["stage_channel"]
    assert _map(book.worksheets[2]) == found["stage_persona"]


def test_levels_are_said_in_words(session: Session, book: Any) -> None:
    """The format of a number bears the mark and the word of its level, as far as the cell counts."""
    sheet = book.worksheets[2]
    formats = {cell.number_format for row in sheet.iter_rows(min_row=6) for cell in row if isinstance(cell.value, int)}
    assert {one for one in formats if "○" in one}
    assert {one for one in formats if "◐" in one}


def test_gaps(session: Session, book: Any) -> None:
    """The findings, their order and their importance are those of the report."""
    assert told(book["Gaps"]) == said(report.gaps_report(load_plan(session), TODAY))


def test_overlaps(session: Session, book: Any) -> None:
    """What there is too much of is that of the report, in its order."""
    found = report.overlaps_report(load_plan(session), TODAY)
    assert {one["rule"] for one in found} == {"R01", "R02"}
    assert told(book["Overlaps"]) == said(found)


def told(sheet: Any) -> list[tuple[Any, ...]]:
    return [(row[1].value, row[2].value, row[5].value) for row in sheet.iter_rows(min_row=4)]


def said(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(one["rule"], " × ".join(one["object"]["codes"]), one["importance"]) for one in found]


def test_balance(session: Session, book: Any) -> None:
    """The shares are those of the report, unrounded."""
    sheet = book["Balance"]
    shares = {row[1].value: row[2].value for row in sheet.iter_rows(min_row=4)}
    found = report.balance_report(load_plan(session))
    assert shares["Brand, by cost"] == found["brand_cost"]
    assert shares["New customers, by number"] == found["new_count"]
    assert [shares[name] for name in ("Narrow", "Medium", "Broad")] == list(found["breadth_cost"].values())


def test_every_row_is_there(session: Session, book: Any) -> None:
    """The lists hold each row that is not archived."""
    plan = load_plan(session)
    for at, rows in ((3, plan.placements), (4, plan.pieces), (5, plan.personas), (7, plan.evidence)):
        codes = [row[0].value for row in book.worksheets[at].iter_rows(min_row=4)]
        assert codes == [row.code for row in rows if not row.archived] if at != 7 else len(codes) == len(rows)
