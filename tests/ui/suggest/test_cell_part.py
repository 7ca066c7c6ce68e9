"""Suggestions in the inspector of a cell: taken, opened, for somebody else, and the piece to write."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from b2bdesk.commands import items
from b2bdesk.i18n import use_language
from b2bdesk.queries.facts import load_plan
from tests.ui.grid.driver import Driver
from ui.kit.buttons import Button
from ui.kit.score_bar import ScoreBar
from ui.suggest.cell_part import Suggestions

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def part(map_: Driver) -> Suggestions:
    """Return the part that is shown now, once it is."""
    pane = map_.room.inspector_.cell
    map_.qtbot.waitUntil(lambda: any(p.isVisible() for p in pane.findChildren(Suggestions)), timeout=5000)
    return next(p for p in pane.findChildren(Suggestions) if p.isVisible())


def persona(map_: Driver, code: str) -> int:
    return next(p.id for p in map_.desk.read(load_plan).personas if p.code == code)


def values(map_: Driver, id: int) -> dict[str, object]:
    return map_.desk.read(lambda session: items.values_of(session, "placement", id))


def test_a_piece_that_stands_there_is_offered_for_one_more_person(map_: Driver) -> None:
    map_.go("S3", "email")
    row = part(map_).rows[0]
    assert [b.text() for b in row.findChildren(Button)] == ["Include P5"]
    assert row.findChildren(Button)[0].accessibleName() == "K22 also for P5"
    assert "stands here for others" in row.accessibleName()
    edits, n = len(map_.desk.ws.history()), map_.cell("S3", "email").n
    row.setFocus()
    QTest.keyClick(row, K.Key_Return)
    map_.settle()
    assert map_.cell("S3", "email").n == n
    assert len(map_.desk.ws.history()) == edits + 1
    joined = map_.chip("S3", "email", "K22").id
    assert persona(map_, "P5") in list(values(map_, joined)["personas"])  # type: ignore[call-overload]


def test_every_part_and_factor_of_a_score_is_spoken(map_: Driver) -> None:
    map_.go("S3", "email")
    draft = part(map_).rows[1]
    for words in ("stage: 30 of 30", "person: 25 of 25", "topic", "form", "tone", "× 0.8"):
        assert words in draft.accessibleDescription()
        assert words in draft.findChildren(ScoreBar)[0].toolTip()
    assert "Not finished yet." in draft.accessibleDescription()


def test_shift_enter_opens_the_piece_and_arrows_go_on(map_: Driver) -> None:
    map_.go("S3", "email")
    opened: list[tuple[str, int]] = []
    map_.room.open_item.connect(lambda table, id: opened.append((table, id)))
    rows = part(map_).rows
    rows[0].setFocus()
    QTest.keyClick(rows[0], K.Key_Down)
    assert rows[1].hasFocus()
    QTest.keyClick(rows[1], K.Key_Return, SHIFT)
    assert [table for table, _ in opened] == ["content_piece"]
    code = next(p.code for p in map_.desk.read(load_plan).pieces if p.id == opened[0][1])
    assert code == "K23"


def test_more_suggestions_come_when_asked_for(qtbot: QtBot, map_: Driver) -> None:
    map_.go("S3", "email")
    found = part(map_)
    assert len(found.rows) == 3
    qtbot.mouseClick(found.more, Qt.MouseButton.LeftButton)
    assert len(found.rows) == 10
    assert not found.more.isVisible()
    assert found.rows[3].hasFocus()


def test_suggestions_are_made_for_somebody_else(qtbot: QtBot, map_: Driver) -> None:
    map_.go("S2", "website")
    assert "Sun Li" in part(map_).accessibleName()
    qtbot.mouseClick(part(map_).who, Qt.MouseButton.LeftButton)
    menu = next(m for m in part(map_).findChildren(QMenu) if m.isVisible())
    assert menu.actions()[0].text() == "Whoever is served worst"
    wang = next(a for a in menu.actions() if a.text().startswith("Wang Haoran"))
    wang.trigger()
    menu.hide()
    map_.settle()
    assert "Wang Haoran" in part(map_).accessibleName()
    map_.go("S1", "blog")
    assert "Wang Haoran" in part(map_).accessibleName(), "the choice stays from cell to cell"
    map_.room.advisor.suggest_to(None)
    map_.settle()
    assert "Sun Li" in part(map_).accessibleName()


def test_a_piece_to_write_is_described_and_noted_as_an_idea(qtbot: QtBot, map_: Driver) -> None:
    map_.room.advisor.suggest_to(persona(map_, "P4"))
    map_.go("S1", "douyin")
    found = part(map_)
    words = found.note.accessibleDescription()
    for fact in ("Wang Haoran", "Attention", "Douyin"):
        assert fact in words
    edits, pieces = len(map_.desk.ws.history()), len(map_.desk.read(load_plan).pieces)
    qtbot.mouseClick(found.note, Qt.MouseButton.LeftButton)
    map_.settle()
    plan = map_.desk.read(load_plan)
    assert len(plan.pieces) == pieces + 1
    piece = max(plan.pieces, key=lambda p: p.id)
    assert (piece.status, piece.personas) == ("idea", {persona(map_, "P4"): 3})
    assert map_.chip("S1", "douyin", piece.code).status == "idea"
    assert len(map_.desk.ws.history()) == edits + 1


def test_reasons_are_joined_without_a_blank_in_chinese(map_: Driver) -> None:
    use_language("zh-Hant")
    map_.room.advisor.forget()
    advice = map_.room.advisor.ask_now(map_.key("S3", "email"))
    use_language("en")
    assert advice is not None
    assert all("。 " not in s.why for s in advice.suggestions)
