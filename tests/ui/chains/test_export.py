"""A chain as SVG, PDF and PNG: words stay words, a target is replaced when all is well."""

import json
import re
import subprocess
from pathlib import Path
from shutil import which

import pytest
from PySide6.QtGui import QImage

from b2bdesk.errors import UserError
from tests.ui.chains.conftest import Driver
from ui.chains.export import save
from ui.cli import main


def words(path: Path) -> str:
    """Return all text of an SVG."""
    return " ".join(re.findall(r">([^<>]+)</text>", path.read_text(encoding="utf-8")))


def test_an_svg_holds_the_words_as_text(drive: Driver, tmp_path: Path) -> None:
    drive.conclude()
    target = tmp_path / "chain.svg"
    drive.room.save_as(target)
    said = words(target)
    for text in ("Retail group buys", "Zhao Min", "Technical evaluator", "Reports to", "Decider: who?", "83.3"):
        assert text in said
    assert str(target) in drive.said[-1]
    assert [path.name for path in tmp_path.iterdir() if "chain.svg" in path.name] == ["chain.svg"]


@pytest.mark.skipif(which("pdftotext") is None, reason="needs pdftotext")
def test_a_pdf_holds_the_words_as_text(drive: Driver, tmp_path: Path) -> None:
    target = tmp_path / "chain.pdf"
    drive.room.save_as(target)
    found = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, text=True, check=True).stdout
    assert "Procurement & finance head" in found
    assert "Conflicts with" in found


def test_a_png_is_sharp_and_as_large_as_the_chain(drive: Driver, tmp_path: Path) -> None:
    target = tmp_path / "chain.png"
    drive.room.save_as(target)
    assert QImage(str(target)).width() > 2 * drive.canvas.drawing.whole.width


def test_other_kinds_and_folders_that_are_not_there_are_refused(drive: Driver, tmp_path: Path) -> None:
    drive.room.save_as(tmp_path / "chain.gif")
    assert "End the name in .svg, .pdf or .png" in drive.said[-1]
    assert drive.room.board is not None
    with pytest.raises(UserError) as caught:
        save(drive.canvas.drawing, drive.room.board, tmp_path / "none" / "chain.svg")
    assert caught.value.code == "export.forbidden"


def test_what_was_there_stays_when_writing_fails(drive: Driver, tmp_path: Path) -> None:
    target = tmp_path / "chain.svg"
    target.mkdir()
    drive.room.save_as(target)
    assert "cannot be written" in drive.said[-1]
    assert list(tmp_path.glob(".*new*")) == []


def test_the_command_line_draws_a_chain(
    drive: Driver, example_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drive.desk.close()
    target = tmp_path / "out.svg"
    assert main(["chain", str(example_path), "ch2", str(target), "--lang", "en", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"path": str(target), "people": 4, "relations": 3}
    assert "Sun Li" in words(target)
    assert main(["chain", str(example_path), "CH9", str(target), "--lang", "en"]) == 1
    assert "There is no decision chain CH9. Choose from: CH1, CH2." in capsys.readouterr().err
