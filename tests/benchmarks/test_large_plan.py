"""A plan of 5,000 pieces: reports and workbook say the same."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.helpers.plans import make_plan

pytestmark = pytest.mark.slow


def b2bdesk(*words: str) -> str:
    """Run a command and return what it prints."""
    done = subprocess.run([sys.executable, "-m", "b2bdesk", *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the plan."""
    return make_plan(tmp_path_factory.mktemp("large") / "large.b2bdesk", "5000")


@pytest.fixture(scope="module")
def book(plan: Path) -> Any:
    """Return its workbook, read back."""
    out = plan.with_suffix(".xlsx")
    b2bdesk("export", str(plan), str(out), "--today", "2026-03-01")
    return load_workbook(out)


def test_maps_say_what_the_report_says(plan: Path, book: Any) -> None:
    found = json.loads(b2bdesk("report", str(plan), "coverage", "--json", "--today", "2026-03-01"))
    assert _map(book["Map"]) == found["stage_channel"]
    assert _map(book["Map by persona"]) == found["stage_persona"]
    assert sum(found["stage_channel"].values()) == found["counts"]["counted"] > 10_000


def test_gaps_say_what_the_report_says(plan: Path, book: Any) -> None:
    found = json.loads(b2bdesk("report", str(plan), "gaps", "--json", "--today", "2026-03-01"))
    rows = [[cell.value for cell in row] for row in book["Gaps"].iter_rows(min_row=4)]
    wanted = [
        [one["rule"], " × ".join(one["object"]["codes"]), one["sentence"], one["why"], one["importance"]]
        for one in found
    ]
    assert [row[1:] for row in rows] == wanted
    assert len(found) > 500


def _map(sheet: Any) -> dict[str, int]:
    """Return n by "S1|code", as the reports name cells."""
    stages = {at: sheet.cell(4, at).value for at in range(3, sheet.max_column, 2)}
    rows = [row for row in sheet.iter_rows(min_row=6) if row[0].value and row[0].hyperlink]
    return {f"{stage}|{row[0].value}": row[at - 1].value for row in rows for at, stage in stages.items()}
