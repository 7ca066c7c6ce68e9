"""The example's workbook in three languages, compared with what people looked at and found right.

After a wanted change: `UPDATE_GOLDEN=1 python -m pytest tests/exchange/test_excel_golden.py`, then read the diff.
"""

import difflib
import os
from pathlib import Path

import pytest

from b2bdesk import starter, workspace
from b2bdesk.exchange import excel
from b2bdesk.terms import Language
from tests.exchange.workbooks import dump, TODAY

GOLDEN = Path(__file__).parents[1] / "golden" / "workbook"


@pytest.mark.parametrize("lang", list(Language))
def test_workbook_of_the_example(lang: Language, tmp_path: Path) -> None:
    """Every cell, format, link and page set-up is as it was."""
    starter.new_example(tmp_path / "example.b2bdesk", lang=lang)
    with workspace.open(tmp_path / "example.b2bdesk") as ws, ws.read() as session:
        report = excel.write(session, tmp_path / "out.xlsx", lang=lang, today=TODAY)
    found, kept = dump(tmp_path / "out.xlsx"), GOLDEN / f"{lang}.txt"
    assert report.changes == []
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        kept.write_text(found, encoding="utf-8", newline="\n")
    wanted = kept.read_text(encoding="utf-8")
    changes = difflib.unified_diff(wanted.splitlines(), found.splitlines(), "kept", "found", n=0, lineterm="")
    lines = list(changes)
    assert not lines, "\n".join(line[:300] for line in lines[:60])
