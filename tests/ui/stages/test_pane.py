"""The stages in the inspector: what would follow is told before it is done."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.records.conftest import Bench
from ui.kit.fields import ChoiceField
from ui.stages.pane import StagesPane


@pytest.fixture
def pane(example: Bench) -> StagesPane:
    return example.show(StagesPane(example.desk))


def codes(example: Bench) -> list[str]:
    """Return the codes of the stages in their order."""
    return [row.values["code"] for row in example.rows("stage")]


def test_another_cut_is_told_then_done_then_undone(example: Bench, pane: StagesPane, qtbot: QtBot) -> None:
    cut = pane.cuts[None]
    assert cut.value() == "4"
    cut.picked.emit("7")
    preview = pane.previews[None]
    assert preview.isVisible()
    assert codes(example) == ["S1", "S2", "S3", "S4"]
    found = preview.found
    assert found is not None
    assert sum(found.counts().values()) == len(found.moved)
    choice = next(field for field in preview.findChildren(ChoiceField))
    choice.committed.emit(found.unclear[0].choices[-1])
    moved = {one.id: one.target for one in preview.found.moved}
    stage = found.unclear[0].stage_id
    assert {moved[one.id] for one in found.unclear if one.stage_id == stage} == {found.unclear[0].choices[-1]}
    qtbot.mouseClick(preview.switch, Qt.MouseButton.LeftButton)
    example.settle()
    assert codes(example) == [f"S{n}" for n in range(1, 8)]
    pane.apply()
    assert pane.cuts[None].value() == "7"
    example.desk.undo()
    example.settle()
    assert codes(example) == ["S1", "S2", "S3", "S4"]


def test_leaving_a_preview_changes_nothing(example: Bench, pane: StagesPane, qtbot: QtBot) -> None:
    pane.cuts[None].picked.emit("5")
    qtbot.mouseClick(pane.previews[None].leave, Qt.MouseButton.LeftButton)
    example.settle()
    assert not pane.previews[None].isVisible()
    assert pane.cuts[None].value() == "4"
    assert codes(example) == ["S1", "S2", "S3", "S4"]


def test_a_set_for_segments_is_made_and_removed(example: Bench, pane: StagesPane, qtbot: QtBot) -> None:
    segment = example.rows("segment")[0].id
    maker = pane.maker
    maker.name.set_value("Long cycle")
    maker.segments.set_value([segment])
    maker.cut.set_value("5")
    qtbot.mouseClick(maker.make, Qt.MouseButton.LeftButton)
    example.settle()
    pane.apply()
    made = next(key for key in pane.cuts if key is not None)
    assert len(codes(example)) == 9
    assert maker.name.value() == ""
    assert example.row("segment", segment).values["stage_set_id"] == made
    pane._remove(made)
    example.settle()
    assert len(codes(example)) == 4
    assert example.row("segment", segment).values["stage_set_id"] is None


def test_a_set_without_a_name_is_refused_in_a_sentence(example: Bench, pane: StagesPane, qtbot: QtBot) -> None:
    qtbot.mouseClick(pane.maker.make, Qt.MouseButton.LeftButton)
    example.settle()
    assert pane.said.isVisible()
    assert pane.said.text()
    assert len(codes(example)) == 4
