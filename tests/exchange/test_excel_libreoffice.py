"""LibreOffice opens the workbook, if it is installed: to a page for people to look at, and back without loss."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from b2bdesk import workspace
from b2bdesk.exchange import excel
from tests.exchange.workbooks import TODAY

SOFFICE = shutil.which("soffice")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")]


def _converted(source: Path, kind: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / "out" / source.with_suffix(f".{kind}").name


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_opens(lang: str, example_path: Path, tmp_path: Path) -> None:
    """Nothing is repaired away: what LibreOffice saves again has the same sheets and cells."""
    with workspace.open(example_path) as ws, ws.read() as session:
        excel.write(session, tmp_path / "a.xlsx", lang=lang, today=TODAY)
    assert _converted(tmp_path / "a.xlsx", "pdf", tmp_path).stat().st_size > 50_000
    ours, theirs = load_workbook(tmp_path / "a.xlsx"), load_workbook(_converted(tmp_path / "a.xlsx", "xlsx", tmp_path))
    assert ours.sheetnames == theirs.sheetnames
    for sheet in ours.worksheets:
        other = theirs[sheet.title]
        cells = [(cell.coordinate, cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert [(ref, other[ref].value) for ref, _ in cells] == cells
