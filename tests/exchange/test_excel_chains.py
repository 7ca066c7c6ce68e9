"""The sheet of chains: the table, and each chain drawn with cells below it."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from b2bdesk import workspace
from b2bdesk.commands import chains
from b2bdesk.exchange import excel
from b2bdesk.queries.chains import chain_names
from tests.exchange.workbooks import TODAY


def sheet_of(path: Path, out: Path, lang: str = "en") -> list[list[str]]:
    """Return the texts of the sheet of chains, row by row."""
    with workspace.open(path, read_only=True) as ws, ws.read() as session:
        excel.write(session, out, lang=lang, today=TODAY, sheets=["chains"])
    rows = load_workbook(out).worksheets[0].iter_rows()
    return [[str(cell.value) for cell in row if cell.value is not None] for row in rows]


def test_each_person_is_a_box_under_whom_they_report_to(example_path: Path, tmp_path: Path) -> None:
    rows = sheet_of(example_path, tmp_path / "out.xlsx")
    first = next(at for at, row in enumerate(rows) if row == ["CH2 Retail group buys"])
    lanes, upper, lower = rows[first + 1 : first + 4]
    assert lanes == ["Starts and uses", "Checks", "Decides and buys"]
    assert {text.split("\n")[0] for text in upper} == {"Zhao Min", "Wang Haoran", "Sun Li"}
    assert [text.split("\n")[0] for text in lower] == ["Lin Yue"]
    sun = next(text for text in upper if text.startswith("Sun Li"))
    assert sun.split("\n") == [
        "Sun Li",
        "Procurement & finance head",
        "Approver, Buyer, Gatekeeper",
        "○ Neutral · Approves",
        "influence 5 of 5",
        "Placements while deciding: 1",
    ]
    assert ["Lin Yue  —Reports to→  Zhao Min"] in rows
    assert ["Decider: who?"] in rows


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_who_is_known_by_title_and_an_empty_chain_are_drawn_too(example_path: Path, tmp_path: Path, lang: str) -> None:
    with workspace.open(example_path) as ws:
        with ws.read() as session:
            chain = chain_names(session)[0].id
        chains.add_person(ws, chain=chain, role="approver", title="=CFO")
        chains.new_chain(ws, segment=1, name="Empty")
    rows = sheet_of(example_path, tmp_path / "out.xlsx", lang)
    assert any(text.startswith("=CFO\n") for row in rows for text in row)
    assert any("Empty" in text for text in rows[-3] + rows[-2] + rows[-1] + rows[-4])
