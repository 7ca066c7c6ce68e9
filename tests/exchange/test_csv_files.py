"""CSV files: one a table, with a byte order mark, and text that stays text."""

import csv
from pathlib import Path

import pytest

from b2bdesk.errors import UserError
from b2bdesk.exchange import csv_files
from tests.exchange import plans
from tests.exchange.memory import filled
from tests.exchange.workbooks import TODAY

NAMES = [
    "placements",
    "content",
    "personas",
    "evidence",
    "chains",
    "channels",
    "pools",
    "results",
    "gaps",
    "decided",
    "overlaps",
    "balance",
    "vocabulary",
]


def test_files(tmp_path: Path) -> None:
    """A file for each table, and nothing else."""
    found = csv_files.write_folder(filled(plans.small()), tmp_path / "csv", lang="en", today=TODAY)
    assert [path.stem for path in found] == NAMES
    assert sorted(path.name for path in (tmp_path / "csv").iterdir()) == sorted(f"{name}.csv" for name in NAMES)


def test_text_form(tmp_path: Path) -> None:
    """UTF-8 with a byte order mark, lines ended as the format says, values as they are."""
    csv_files.write_folder(filled(plans.small()), tmp_path, lang="en", today=TODAY)
    data = (tmp_path / "placements.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    with (tmp_path / "placements.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Code"] for row in rows] == ["L01", "L02"]
    assert (rows[0]["Starts"], rows[0]["Cost (CNY)"]) == ("2026-02-01", "1000.1")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_formulas_are_text(text: str) -> None:
    """An apostrophe keeps them from being taken for formulas; numbers stay numbers."""
    assert csv_files.cell(text) == f"'{text}"
    assert csv_files.cell(-1.5) == "-1.5"
    assert csv_files.cell(24.0) == "24"


def test_other_files_stay(tmp_path: Path) -> None:
    """Only files of the same names are replaced."""
    (tmp_path / "mine.txt").write_text("mine")
    csv_files.write_folder(filled(plans.small()), tmp_path, lang="zh-Hant", today=TODAY, sheets=["gaps"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["decided.csv", "gaps.csv", "mine.txt"]


def test_a_file_in_the_way(tmp_path: Path) -> None:
    """It is told in a sentence."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError):
        csv_files.write_folder(filled(plans.small()), tmp_path / "file", lang="en", today=TODAY)
    with pytest.raises(UserError):
        csv_files.write_folder(filled(plans.small()), tmp_path / "no" / "folder", lang="en", today=TODAY)
