"""The room of results: the list, what it comes to below, and tables on their way in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from b2bdesk.commands import channels
from b2bdesk.i18n import speaking
from tests.ui.records.conftest import Bench, TODAY
from ui.records.results import ResultList, ResultsRoom
from ui.records.results_foot import ResultsFoot


@pytest.fixture
def room(example: Bench) -> ResultsRoom:
    made = example.show(ResultsRoom(example.desk, today=lambda: TODAY))
    made.list.table.setFocus()
    return made


def foot(room: ResultsRoom) -> dict[str, list[str]]:
    assert isinstance(room.list, ResultList)
    model = room.list.foot.model
    rows = [[model.text(row, at) for at in range(model.columnCount())] for row in range(model.rowCount())]
    return {row[0]: row[1:] for row in rows}


def test_the_foot_tells_what_the_example_comes_to(room: ResultsRoom) -> None:
    found = foot(room)
    assert len(room.list.model.ids()) == 9
    assert next(iter(found)) == "All together"
    assert "20,150.0 %" in found["Email"]
    assert found["All together"][:6] == ["297,500", "2,130,000", "202.52", "10,625", "7.16", "437.0 %"]
    assert found["Feed ads"][:6] == ["108,000", "30,000", "562.50", "108,000", "0.28", "-79.2 %"]
    assert found["Email"][2] == "n/a"
    assert isinstance(room.list, ResultList)
    assert room.list.foot.sentences() == [
        "Of all visits: 97.37 % stay visits, 2.58 % become leads, 0.05 % become customers.",
        "Most is lost from opportunity to deal: 23.0 %, usual are 25.0 %.",
    ]


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_no_head_of_the_foot_is_cut_and_its_lines_are_whole(room: ResultsRoom, example: Bench, lang: str) -> None:
    with speaking(lang):
        foot_ = ResultsFoot(example.desk, room)
        foot_.refresh()
        table, heads = foot_.table, foot_.table.horizontalHeader()
        words = [str(foot_.model.headerData(at, Qt.Orientation.Horizontal)) for at in range(heads.count())]
    foot_.resize(2000, 600)
    foot_.show()
    example.settle()
    assert all(heads.sectionSize(at) > heads.fontMetrics().horizontalAdvance(word) for at, word in enumerate(words))
    assert table.viewport().height() % table.verticalHeader().defaultSectionSize() <= 2


def test_a_new_one_is_of_the_last_month_and_the_foot_follows(room: ResultsRoom, example: Bench, qtbot: QtBot) -> None:
    room.new()
    example.settle()
    row = example.rows("result")[-1]
    assert [str(row.values[key]) for key in ("date_from", "date_to")] == ["2026-02-01", "2026-02-28"]
    editor = room.list.form.fields.fields["leads"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "40")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    example.settle()
    assert example.row("result", row.id).values["leads"] == 40
    channel = next(one for one in example.rows("channel") if one.id == row.values["channel_id"])
    before = foot(room)[channel.title]
    example.desk.undo()
    example.settle()
    assert example.row("result", row.id).values["leads"] is None
    assert foot(room)[channel.title] != before


def test_a_table_from_the_clipboard_is_looked_at_and_brought_in_as_one_step(
    room: ResultsRoom, example: Bench, qtbot: QtBot
) -> None:
    said: list[str] = []
    room.message.connect(said.append)
    good = "From\tTo\tChannel\tLeads\n2026-01\t\tEmail\t40\n2026-01\t\tZhihu\t5"
    QGuiApplication.clipboard().setText(f"{good}\n2026-01\t\tMoon\t5")
    room.paste()
    bringing = room.bringing
    assert "Line 4" in bringing.says.text()
    assert not bringing.button.isEnabled()
    bringing.box.setPlainText(good)
    assert bringing.says.text() == "2 new, 0 replace what is there."
    qtbot.mouseClick(bringing.button, Qt.MouseButton.LeftButton)
    example.settle()
    assert len(example.rows("result")) == 11
    assert said == ["2 results came in, 0 were replaced."]
    assert not bringing.isVisible()
    example.desk.undo()
    example.settle()
    assert len(example.rows("result")) == 9


def test_rows_copied_here_come_back(room: ResultsRoom, example: Bench) -> None:
    room.list.model.tick(room.list.model.ids(), True)
    room.list.table.copy_rows()
    room.paste()
    assert room.bringing.says.text() == "0 new, 9 replace what is there."
    room.bringing.close()


def test_a_file_is_read_and_shown_first(room: ResultsRoom, example: Bench, tmp_path: Path) -> None:
    (tmp_path / "spring.csv").write_text("From,To,Channel,Visits\n2026-01-01,2026-01-31,zhihu,900\n", encoding="utf-8")
    room.read_file(tmp_path / "spring.csv")
    example.settle()
    assert room.bringing.says.text() == "1 new, 0 replace what is there."
    assert len(example.rows("result")) == 9
    room.bringing.close()


def test_without_channels_the_first_step_is_a_channel(bench: Bench) -> None:
    empty = bench.show(ResultsRoom(bench.desk))
    assert not empty.list.foot.isVisible()
    said: list[str] = []
    empty.message.connect(said.append)
    empty.new()
    assert said == ["Results come through channels, which come first."]
    channels.adopt(bench.desk.open_workspace, codes=["email"])
    bench.settle()
    empty.refresh()
    empty.new()
    bench.settle()
    assert len(bench.rows("result")) == 1
