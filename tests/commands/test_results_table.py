"""Results as a table: out in three languages and in again, and lines that cannot be taken told by their number."""

import zipfile
from pathlib import Path

import pytest

from b2bdesk.commands import items, results
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.errors import UserError
from b2bdesk.exchange import csv_files, excel, results_table
from b2bdesk.exchange.results_table import cells_of_file, cells_of_text, look
from b2bdesk.i18n import LANGUAGES
from b2bdesk.workspace import open as open_plan
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small
from tests.insight.sample import TODAY

HEADS = "Code\tFrom\tTo\tChannel\tPlacement\tLeads\tCost"


def bring(plan: Workspace, text: str) -> tuple[int, int]:
    with plan.read() as session:
        looked = look(session, cells_of_text(text))
    assert not looked.wrong, [wrong.sentence() for wrong in looked.wrong]
    came = results.bring(plan, rows=looked.rows)
    assert came == (looked.new, looked.known)
    return came


def held(plan: Workspace) -> list[dict[str, object]]:
    with plan.read() as session:
        rows = session.execute(ENTITIES["result"].cls.__table__.select()).mappings().all()
    return [{key: row[key] for key in ("code", "date_from", "date_to", "leads", "cost")} for row in rows]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_and_the_csv_file_come_back_as_they_were(example_path: Path, tmp_path: Path, lang: str) -> None:
    with open_plan(example_path, backup=False) as plan:
        before = plan.digest()
        with plan.read() as session:
            excel.write(session, tmp_path / "out.xlsx", lang=lang, today=TODAY, sheets=["gaps", "results"])
            csv_files.write_folder(session, tmp_path / "csv", lang=lang, today=TODAY, sheets=["results"])
        for path in (tmp_path / "out.xlsx", tmp_path / "csv" / "results.csv"):
            with plan.read() as session:
                looked = look(session, cells_of_file(path))
            assert (looked.new, looked.known, looked.wrong) == (0, 9, ())
            assert results.bring(plan, rows=looked.rows) == (0, 9)
            assert plan.digest() == before


def test_what_is_known_is_replaced_and_the_rest_is_new(ws: Workspace, small: Small) -> None:
    assert bring(ws, f"{HEADS}\n\t2026-01\t\tEmail\t\t1,200\t¥ 9,000.50\n\t2026年2月1日\t2026/2/28\t\tL01\t3\t") == (
        2,
        0,
    )
    assert bring(ws, "from\tto\tchannel\tleads\n2026-01-01\t2026-01-31\temail Email\t7") == (0, 1)
    first, second = held(ws)
    assert (str(first["date_to"]), first["leads"], float(str(first["cost"]))) == ("2026-01-31", 7, 9000.5)
    assert (str(second["date_from"]), second["leads"], second["cost"]) == ("2026-02-01", 3, None)
    assert bring(ws, f"{HEADS}\nRS01\t2026-03\t\tWebsite\t\t8\t\n") == (0, 1)
    ws.undo()
    ws.undo()
    ws.undo()
    assert held(ws) == []


def test_lines_that_cannot_be_taken_are_told_all_at_once(ws: Workspace, small: Small) -> None:
    text = "\n".join(
        (
            "Results of spring",
            HEADS,
            "\tsoon\t\temail\t\t1\t",
            "\t2026-01-31\t2026-01-01\temail\t\t1\t",
            "\t2026-01\t\tTelevision\t\t1\t",
            "\t2026-01\t\temail\t\t-1\t",
            "\t2026-01\t\temail\t\tmany\t",
            "\t2026-01\t\twebsite\tL01\t1\t",
            "\t2026-01\t\temail\t\t5\t",
        )
    )
    with ws.read() as session:
        looked = look(session, cells_of_text(text))
    assert [(wrong.line, wrong.error.code) for wrong in looked.wrong] == [
        (3, "value.not_a_day"),
        (4, "result.dates"),
        (5, "results.unknown"),
        (6, "value.out_of_range"),
        (7, "value.not_a_number"),
        (8, "result.channel"),
    ]
    assert looked.wrong[2].sentence() == "Line 5: Channel: there is no Television in this plan. Use a code or a name."
    assert len(looked.rows) == 1


def test_what_is_no_table_of_results_is_refused(ws: Workspace, tmp_path: Path) -> None:
    def code_of(path: Path) -> str:
        with pytest.raises(UserError) as caught, ws.read() as session:
            look(session, cells_of_file(path))
        return caught.value.code

    files: dict[str, bytes] = {
        "results.heads": b"a,b\n1,2\n",
        "results.empty": b"From,To,Leads\n",
        "results.workbook": b"PK\x03\x04 broken",
        "results.too_big": b"x" * (results_table.MOST_BYTES + 1),
    }
    for code, data in files.items():
        (tmp_path / "file.csv").write_bytes(data)
        assert code_of(tmp_path / "file.csv") == code
    assert code_of(tmp_path / "nothing.csv") == "results.missing"


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results_table, "MOST_INSIDE", 1_000)
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000)
    with pytest.raises(UserError) as caught:
        cells_of_file(tmp_path / "bomb.xlsx")
    assert caught.value.code == "results.workbook"


def test_a_broken_rule_refuses_all_and_names_the_line(ws: Workspace, small: Small) -> None:
    with ws.read() as session:
        looked = look(session, cells_of_text(f"{HEADS}\n\t2026-01\t\t\tL01\t1\t\n\t2026-02\t\temail\t\t1\t"))
    other = items.create(ws, "result", date_from="2025-01-01", date_to="2025-01-31", channel_id=small.email)
    items.update(ws, "result", other, code="RS9")
    rows = [*looked.rows, results.Brought(9, {**looked.rows[1].values, "code": "x" * 50})]
    with pytest.raises(UserError) as caught:
        results.bring(ws, rows=rows)
    assert (caught.value.code, caught.value.place) == ("value.too_long", "Line 9")
    assert len(held(ws)) == 1
