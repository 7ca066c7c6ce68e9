"""Personas into a file and back in the window: ticked, asked about once, brought in one step."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from b2bdesk.exchange import cards
from tests.ui.evidence.conftest import Bench
from ui.evidence.carry import BringPane, CopyPane, read_pane


def copied(bench: Bench, path: Path, *personas: int) -> None:
    """Write personas into a file by the pane."""
    pane = CopyPane(bench.desk)
    bench.qtbot.addWidget(pane)
    pane.people.set_keys(personas)
    pane.write(path)
    assert path.name in pane.said.text()


def shown(bench: Bench, path: Path) -> BringPane:
    """Show what a file holds."""
    pane = read_pane(bench.desk, path, bench._note)
    assert pane is not None
    bench.qtbot.addWidget(pane)
    pane.resize(320, 700)
    pane.show()
    return pane


def test_ticked_personas_are_written_and_brought_elsewhere(
    bench: Bench, opened: Callable[..., Bench], blank_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "two.b2bcard"
    copied(bench, path, 1, 5)
    assert cards.read(path).names == ["Lin Yue", "Sun Li"]
    there = opened(blank_path)
    pane = shown(there, path)
    assert not pane.same
    steps = there.steps()
    QTest.mouseClick(pane.button, Qt.MouseButton.LeftButton)
    there.settle()
    assert [row.title for row in there.rows("persona")] == ["Lin Yue", "Sun Li"]
    assert there.steps() == steps + 1
    assert "Lin Yue" in pane.said.text()
    there.undo()
    assert not there.rows("persona")


def test_equal_names_are_asked_about_and_segments_chosen(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "one.b2bcard"
    copied(bench, path, 1)
    pane = shown(bench, path)
    assert [one.name for one in pane.same.values()] == ["Lin Yue"]
    pane.on_same.set_value("keep")
    pane.segments["SEG1"].set_value(3)
    QTest.mouseClick(pane.button, Qt.MouseButton.LeftButton)
    bench.settle()
    new = bench.rows("persona")[-1]
    assert new.title == "Lin Yue (2)"
    assert set(new.values["segments"]) == {2, 3}


def test_a_file_that_is_none_is_told(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "x.b2bcard"
    path.write_text("{}", encoding="utf-8")
    assert read_pane(bench.desk, path, bench._note) is None
    assert bench.errors == ["cards.format"]


def test_some_of_another_plan_are_brought_and_it_stays_as_it_is(
    bench: Bench, opened: Callable[..., Bench], blank_path: Path, example_path: Path
) -> None:
    other = example_path.with_name("other.b2bdesk")
    other.write_bytes(example_path.read_bytes())
    before = other.read_bytes()
    there = opened(blank_path)
    pane = shown(there, other)
    assert pane.people.keys() == ("P1", "P2", "P3", "P4", "P5")
    pane.people.set_keys(["P2"])
    QTest.mouseClick(pane.button, Qt.MouseButton.LeftButton)
    there.settle()
    assert [row.title for row in there.rows("persona")] == ["Chen Bo"]
    assert there.rows("evidence")
    assert other.read_bytes() == before


def test_nobody_ticked_cannot_be_brought(opened: Callable[..., Bench], example_path: Path, blank_path: Path) -> None:
    there = opened(blank_path)
    pane = shown(there, example_path)
    listed = pane.people._list
    for row in range(listed.count()):
        QTest.mouseClick(
            listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.visualItemRect(listed.item(row)).center()
        )
    assert not pane.button.isEnabled()


def test_a_plan_without_personas_is_told(bench: Bench, blank_path: Path) -> None:
    assert read_pane(bench.desk, blank_path, bench._note) is None
    assert bench.errors == ["cards.empty"]
