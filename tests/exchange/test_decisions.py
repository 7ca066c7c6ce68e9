"""Decisions on findings and thresholds go along: into the workbook, into the tables, through a plan file."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from b2bdesk import cli, starter, workspace
from b2bdesk.commands import findings, snapshots, thresholds
from b2bdesk.exchange import csv_files, excel, plan
from b2bdesk.insight.decisions import key, sift
from b2bdesk.insight.findings_diff import compare
from b2bdesk.insight.rules import find
from b2bdesk.queries import findings as queries
from b2bdesk.queries.facts import load_plan

TODAY = date(2026, 3, 1)


@pytest.fixture
def decided(example_path: Path) -> Path:
    """Return the example with a link not needed, a review put off, a cell not needed, and a threshold changed."""
    with workspace.open(example_path, backup=False) as ws:
        with ws.read() as session:
            found = load_plan(session)
        for finding in find(found, TODAY):
            rule, about = key(finding, found)
            if finding.codes == ("L07",):
                findings.not_needed(ws, rule=rule, about=about, reason="Counted at the door")
            elif finding.codes == ("K18",):
                findings.snooze(ws, rule=rule, about=about, until=date(2026, 4, 1), today=TODAY, reason="New figures")
            elif finding.codes == ("S4", "P5"):
                findings.not_needed(ws, rule=rule, about=about, reason="Bought by then")
        thresholds.set_threshold(ws, key="help_pass", value=6)
        snapshots.take(ws, today=TODAY, label="Before")
    return example_path


def test_the_workbook_lists_what_was_decided(decided: Path, tmp_path: Path) -> None:
    with workspace.open(decided, read_only=True) as ws, ws.read() as session:
        excel.write(session, tmp_path / "plan.xlsx", lang="en", today=TODAY)
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "plan.xlsx")["Gaps"].iter_rows()]
    at = next(i for i, row in enumerate(rows) if row[0] == "Decided")
    heads = next(row for row in rows[at:] if "Decision" in row)
    assert heads[-3:] == ["Decision", "Reason", "Until"]
    told = {row[1]: row[-3:] for row in rows[at:] if row[1] in ("G01", "G15", "G16")}
    assert told["G01"] == ["Not needed", "Bought by then", None]
    assert told["G15"] == ["Not needed", "Counted at the door", None]
    assert told["G16"][:2] == ["Later", "New figures"]
    assert str(told["G16"][2]).startswith("2026-04-01")
    assert not [row for row in rows[:at] if "L07" in str(row[2])]


def test_the_tables_hold_both_parts(decided: Path, tmp_path: Path) -> None:
    with workspace.open(decided, read_only=True) as ws, ws.read() as session:
        csv_files.write_folder(session, tmp_path / "out", lang="en", today=TODAY, sheets=["gaps"])
    text = "".join(path.read_text("utf-8-sig") for path in sorted((tmp_path / "out").iterdir()))
    assert "Counted at the door" in text
    assert "Feed ads" in text


def test_decisions_survive_a_plan_file(decided: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.b2bdesk"
    with workspace.open(decided, read_only=True) as ws, ws.read() as session:
        plan.save(session, tmp_path / "plan.json")
    starter.new_blank(copy, lang="en", name="Copy")
    assert cli.main(["import", str(copy), str(tmp_path / "plan.json")]) == 0
    with workspace.open(copy, backup=False) as ws, ws.read() as session:
        found, noted = load_plan(session), queries.decisions(session)
        before = queries.picture(session, queries.snapshots(session)[0].id)
    assert found.thresholds.help_pass == 6
    sifted = sift(found, find(found, TODAY), noted, TODAY)
    assert {finding.codes for finding, _ in sifted.decided} == {("L07",), ("K18",), ("S4", "P5")}
    assert before is not None
    diff = compare(found, sifted.open, before)
    assert (diff.new, diff.gone) == (frozenset(), ())


def test_the_report_leaves_out_what_was_decided_unless_asked(decided: Path, capsys: Any) -> None:
    import json

    def codes(*more: str) -> list[tuple[Any, ...]]:
        args = ["report", str(decided), "gaps", "--json", "--today", "2026-03-01", *more]
        assert cli.main(args) == 0
        rows = json.loads(capsys.readouterr().out)
        return [(row["rule"], tuple(row["object"]["codes"]), row.get("decision")) for row in rows]

    assert {row[1] for row in codes()}.isdisjoint({("L07",), ("K18",), ("S4", "P5")})
    told = {row[1]: row[2] for row in codes("--all") if row[2]}
    assert told[("K18",)] == {"verdict": "snoozed", "reason": "New figures", "until": "2026-04-01"}
    assert told[("S4", "P5")]["verdict"] == "not_needed"
    assert cli.main(["report", str(decided), "gaps", "--all", "--today", "2026-03-01"]) == 0
    assert "Not needed: Counted at the door" in capsys.readouterr().out
    assert ("G16", ("K18",), None) in codes("--today", "2026-04-01")
    assert cli.main(["report", str(decided), "overlaps", "--json", "--today", "2026-03-01"]) == 0
    assert {row["rule"] for row in json.loads(capsys.readouterr().out)} == {"R01", "R02"}
