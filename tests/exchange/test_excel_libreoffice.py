"""LibreOffice opens the workbook, if it is installed: to a page for people to look at, and back without loss."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from b2bdesk import workspace
from b2bdesk.exchange import excel
from b2bdesk.terms import Language
from tests.exchange.workbooks import TODAY

SOFFICE = shutil.which("soffice")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")]


def _saved_again(sources: list[Path], folder: Path) -> list[Path]:
    """Let LibreOffice open each file and save it anew, in one start."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=280)
    return [folder / "out" / source.name for source in sources]


def test_opens_in_libreoffice(example_path: Path, tmp_path: Path) -> None:
    """Nothing is repaired away: what LibreOffice saves again has the same sheets and cells."""
    sources = [tmp_path / f"{lang}.xlsx" for lang in Language]
    for lang, source in zip(Language, sources, strict=True):
        with workspace.open(example_path) as ws, ws.read() as session:
            excel.write(session, source, lang=lang, today=TODAY)
    for source, saved in zip(sources, _saved_again(sources, tmp_path), strict=True):
        ours, theirs = load_workbook(source), load_workbook(saved)
        assert ours.sheetnames == theirs.sheetnames
        for sheet in ours.worksheets:
            assert _values(sheet, sheet) == _values(theirs[sheet.title], sheet)


def _values(sheet: Any, like: Any) -> dict[str, Any]:
    """Return the values where `like` has some; numbers to the 15 digits that spreadsheets keep."""
    filled = (cell.coordinate for row in like.iter_rows() for cell in row if cell.value is not None)
    found = {ref: sheet[ref].value for ref in filled}
    return {ref: f"{value:.12g}" if isinstance(value, int | float) else value for ref, value in found.items()}
