"""Boards of other axes by mouse and keyboard: switching, turning, drops along each axis, arranging, comparing."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from b2bdesk.commands import items, placements
from b2bdesk.i18n import speaking
from b2bdesk.queries import cell as cell_query
from b2bdesk.queries import records
from b2bdesk.queries.axes import PAIRS
from b2bdesk.queries.board_values import Cell, CellKey, Head
from tests.ui.grid.conftest import framed
from tests.ui.grid.driver import CTRL, Driver, SHIFT
from tests.ui.grid.fake_desk import FakeDesk
from ui.grid.access import cell_text
from ui.grid.colours import Colours, SCHEMES
from ui.grid.outcomes import shortly
from ui.grid.room import MapRoom
from ui.settings import Settings

K = Qt.Key


@pytest.fixture
def free(map_: Driver) -> "Free":
    """A person at a board of any axes."""
    return Free(map_)


class Free:
    """Clicks and drags by the names of lines and columns."""

    def __init__(self, map_: Driver) -> None:
        self.map, self.view, self.room, self.desk = map_, map_.view, map_.room, map_.desk
        self.tools = map_.view.tools_

    def show(self, rows: str, columns: str) -> None:
        self.tools.show_axes(rows, columns)
        self.map.settle()

    def key(self, column: str, line: str) -> CellKey:
        board = self.view.board
        return (
            next(h.id for h in board.columns if column in (h.name, h.code)),
            next(h.id for h in board.rows if line in (h.name, h.code)),
        )

    def cell(self, column: str, line: str) -> Cell:
        return self.view.board.cells[self.key(column, line)]

    def codes(self, column: str, line: str) -> list[str]:
        return [chip.code for chip in self.cell(column, line).chips]

    def chip_at(self, column: str, line: str, code: str) -> QPoint:
        key = self.key(column, line)
        slot = [chip.code for chip in self.view.board.cells[key].chips].index(code)
        self.view.show_cell(key)
        place = self.view.layout_.chip_rects(key)[slot].translated(self.view.origin())
        return place.center().toPoint()

    def place(self, column: str, line: str) -> QPoint:
        rect = self.view.cell_rect(self.key(column, line))
        return QPoint(rect.right() - 6, rect.top() + 4)

    def drag(self, start: QPoint, to: tuple[str, str], keys: Any = Qt.KeyboardModifier.NoModifier) -> str:
        """Drag a chip over a cell and let go; return what was told before."""
        self.map.begin_drag(start)
        self.map.drag_over(start + QPoint(20, 4), keys)
        self.map.drag_over(self.place(*to), keys)
        told = self.view.drop.told.words if self.view.drop else ""
        assert not self.view.grab().isNull()
        self.map.let_go(self.place(*to), keys)
        return told

    def values(self, placement: int) -> dict[str, Any]:
        found = self.desk.read(lambda session: records.record(session, kind="placement", row_id=placement))
        return {key: value for key, value in found.values.items() if key not in ("version", "updated_at")}

    def undo(self) -> None:
        self.desk.ws.undo()
        self.map.settle()


def test_every_board_is_chosen_from_the_menu_and_drawn(free: Free) -> None:
    for rows, columns in PAIRS[1:]:
        free.tools.open_axes()
        menu = free.tools.findChildren(QMenu)[-1]
        next(a for a in menu.actions() if a.objectName() == f"{rows}-{columns}").trigger()
        menu.close()
        free.map.settle()
        assert free.view.board.axes == (rows, columns)
        assert free.view.board.counted == 69
        assert not free.view.grab().isNull()
        assert free.room.filters.count.text() == "69 of 72"
    assert free.tools.axes_button.accessibleName() == "Rows: calendar months · Columns: channels"


def test_turning_keeps_what_is_chosen(free: Free) -> None:
    free.map.click(free.map.chip_at("S3", "email", "K22"))
    chosen, key = free.view.chosen(), free.view.current
    assert key is not None
    free.map.press(K.Key_T, keys=CTRL)
    assert free.view.board.axes == ("stage", "channel")
    assert (free.view.chosen(), free.view.current) == (chosen, key[::-1])
    assert free.room.inspector().windowTitle() == "K22 ROI worksheet"
    free.map.press(K.Key_T, keys=CTRL)
    assert (free.view.chosen(), free.view.current) == (chosen, key)


def test_other_axes_keep_what_is_chosen(free: Free) -> None:
    free.map.click(free.map.chip_at("S3", "email", "K22"))
    chosen = free.view.chosen()
    free.show("topic", "stage")
    assert free.view.chosen() == chosen
    assert free.view.current == free.key("S3", "Price and return")


def test_a_chip_goes_from_persona_to_persona(free: Free) -> None:
    free.show("persona", "stage")
    start = free.chip_at("S3", "Zhao Min", "K20") if "K20" in free.codes("S3", "Zhao Min") else None
    code = "K20" if start else free.codes("S3", "Zhao Min")[0]
    chip = next(c for c in free.cell("S3", "Zhao Min").chips if c.code == code)
    before, n = free.values(chip.id), free.cell("S3", "Sun Li").n
    told = free.drag(free.chip_at("S3", "Zhao Min", code), ("S3", "Sun Li"))
    assert told.startswith(f"{code}: Sun Li instead of Zhao Min")
    asked, facts = free.desk.asked[-1]
    assert asked == "move"
    assert facts["instead"] == {chip.id: free.key("S3", "Zhao Min")[1]}
    assert set(facts) == {"ids", "persona", "instead"}
    assert free.cell("S3", "Sun Li").n == n + 1
    assert code in free.codes("S3", "Sun Li")
    assert free.view.chosen() == {chip.id}
    free.undo()
    assert free.values(chip.id) == before
    assert free.cell("S3", "Sun Li").n == n


def test_a_drop_changes_persona_and_stage_in_one_step(free: Free) -> None:
    free.show("persona", "stage")
    code = free.codes("S1", "Wang Haoran")[0]
    chip = free.cell("S1", "Wang Haoran").chips[0]
    steps = len(free.desk.ws.history())
    told = free.drag(free.chip_at("S1", "Wang Haoran", code), ("S2", "Sun Li"))
    assert told.startswith(f"Move {code} to Visit & registration; Sun Li instead of Wang Haoran")
    assert len(free.desk.ws.history()) == steps + 1
    after = free.values(chip.id)
    assert after["stage_id"] == free.key("S2", "Sun Li")[0]
    assert free.key("S2", "Sun Li")[1] in after["personas"]
    assert free.key("S2", "Wang Haoran")[1] not in after["personas"]


def test_ctrl_serves_another_persona_too(free: Free) -> None:
    free.show("persona", "stage")
    code = free.codes("S2", "Wang Haoran")[0]
    told = free.drag(free.chip_at("S2", "Wang Haoran", code), ("S2", "Sun Li"), CTRL)
    assert told == f"{code} also for Sun Li"
    assert code in free.codes("S2", "Sun Li")
    assert code in free.codes("S2", "Wang Haoran")
    free.undo()
    assert code not in free.codes("S2", "Sun Li")


def test_a_month_moves_the_dates(free: Free) -> None:
    free.show("month", "channel")
    code = free.codes("Email", "Mar 2026")[0]
    chip = free.cell("Email", "Mar 2026").chips[0]
    before = free.values(chip.id)
    told = free.drag(free.chip_at("Email", "Mar 2026", code), ("Email", "May 2026"))
    assert told.startswith(f"Move {code} to May 2026")
    after = free.values(chip.id)
    assert (after["date_from"].month, after["date_from"].day) == (5, before["date_from"].day)
    assert after["channel_id"] == before["channel_id"]
    if before["date_to"]:
        assert after["date_to"] - after["date_from"] == before["date_to"] - before["date_from"]
    free.undo()
    assert free.values(chip.id) == before


def test_a_segment_becomes_explicit(free: Free) -> None:
    free.show("segment", "stage")
    code = free.codes("S4", "Start-up brands")[0]
    chip = free.cell("S4", "Start-up brands").chips[0]
    free.drag(free.chip_at("S4", "Start-up brands", code), ("S4", "Retail groups"))
    assert free.values(chip.id)["segment_id"] == free.key("S4", "Retail groups")[1]
    free.undo()
    assert free.values(chip.id)["segment_id"] is None


@pytest.mark.parametrize(
    ("axis", "words"), [("topic", "A topic belongs"), ("form", "A form belongs"), ("role", "Roles")]
)
def test_what_is_fixed_is_refused_but_the_other_axis_works(free: Free, axis: str, words: str) -> None:
    free.show(axis, "stage")
    stage = free.view.board.columns[2].id
    line = next(h for h in free.view.board.rows if 0 < free.view.board.cells[stage, h.id].n <= 2)
    code = free.codes("S3", line.name)[0]
    at = free.view.board.rows.index(line)
    other = free.view.board.rows[at - 1 if at else 1]
    told = free.drag(free.chip_at("S3", line.name, code), ("S3", other.name))
    assert told.startswith(words)
    assert free.desk.asked == []
    assert free.map.said[-1] == told
    placement = next(c.id for c in free.cell("S3", line.name).chips if c.code == code)
    told = free.drag(free.chip_at("S3", line.name, code), ("S4", line.name))
    assert told.startswith(f"Move {code} to Deal to referral")
    assert free.desk.asked == [("move", {"ids": [placement], "stage": free.key("S4", line.name)[0]})]
    free.undo()
    assert code in free.codes("S3", line.name)


def test_doubts_are_told_before_a_drop(free: Free) -> None:
    free.view.setFocus()
    start = free.map.chip_at("S3", "email", "K22")
    free.map.begin_drag(start)
    free.map.drag_over(start + QPoint(20, 4))
    free.map.drag_over(free.map.cell_at("S1", "website"))
    assert free.view.drop is not None
    assert not free.view.drop.refused
    assert free.view.drop.told.words.startswith("Move K22 to Website, Attention")
    free.map.drag_over(free.map.cell_at("S1", "email"))
    assert free.view.drop.told.doubts
    free.map.press(K.Key_Escape)
    free.map.let_go(free.map.cell_at("S1", "email"))
    assert free.desk.asked == []


def test_a_chip_is_carried_by_keys_on_any_board(free: Free) -> None:
    free.show("persona", "stage")
    free.view.setFocus()
    code = free.codes("S2", "Wang Haoran")[0]
    free.map.click(free.chip_at("S2", "Wang Haoran", code))
    free.map.press(K.Key_M, K.Key_Down)
    assert free.view.drop is not None
    assert free.map.said[-1].startswith(f"{code}: Sun Li instead of Wang Haoran")
    free.map.press(K.Key_Return)
    assert code in free.codes("S2", "Sun Li")


def test_targets_and_reasons_belong_to_persona_cells_too(free: Free) -> None:
    free.show("persona", "stage")
    free.view.setFocus()
    free.view.make_current(free.key("S1", "Sun Li"))
    free.map.settle()
    assert free.room.inspector().windowTitle() == "Sun Li × Attention"
    assert free.cell("S1", "Sun Li").gap
    free.map.press(K.Key_X)
    free.map.type("Not our reader")
    free.map.press(K.Key_Return)
    assert free.cell("S1", "Sun Li").not_needed
    free.map.press(K.Key_X)
    assert free.cell("S1", "Sun Li").gap
    free.map.press(K.Key_G)
    assert free.view.current != free.key("S1", "Sun Li")
    free.show("topic", "stage")
    free.view.setFocus()
    free.map.press(K.Key_Down, K.Key_Plus)
    assert free.map.said[-1].startswith("Targets are set for a stage with a channel or a persona")


def test_pieces_are_placed_where_stage_and_channel_are_known(free: Free) -> None:
    free.show("persona", "stage")
    free.view.setFocus()
    free.map.press(K.Key_Down)
    free.map.type("K")
    free.map.type("22")
    free.map.press(K.Key_Return)
    assert free.desk.asked == []
    assert free.map.said[-1].startswith("A placement needs a stage and a channel")


def test_a_gap_of_a_persona_is_jumped_to_on_its_board(free: Free) -> None:
    free.show("persona", "stage")
    stage, persona = free.key("S2", "Sun Li")
    free.room.jump({"stage": stage, "persona": persona})
    assert free.view.current == (stage, persona)
    free.show("topic", "stage")
    free.room.jump({"stage": stage, "channel": 1})
    assert free.view.board.axes == ("channel", "stage")
    assert free.view.current == (stage, 1)


# ---- arranging


def actions_of(menu: QMenu) -> dict[str, QAction]:
    """Return all actions of a menu and its submenus by name."""
    found = {}
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            found |= actions_of(below)
        elif action.objectName():
            found[action.objectName()] = action
    return found


def arrange(free: Free, name: str) -> None:
    free.view.setFocus()
    free.map.press(K.Key_O, keys=CTRL | SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions_of(menu)[name].trigger()
    menu.close()
    free.map.settle()


def test_lines_are_sorted(free: Free) -> None:
    arrange(free, "Order of rows:name")
    names = [head.name for head in free.view.board.rows if head.ownership == "O"]
    assert names == sorted(names, key=str.casefold)
    arrange(free, "Order of rows:count")
    counts = [head.n for head in free.view.board.rows if head.ownership == "O"]
    assert counts == sorted(counts, reverse=True)
    free.show("persona", "stage")
    arrange(free, "Order of rows:gaps")
    assert [head.name for head in free.view.board.rows][:2] == ["Sun Li", "Wang Haoran"]
    arrange(free, "Order of columns:count")
    assert [head.code for head in free.view.board.columns] == ["S3", "S1", "S2", "S4"]


def test_lines_are_hidden_and_brought_back(free: Free) -> None:
    free.map.go("S2", "blog")
    free.map.press(K.Key_Delete, keys=SHIFT)
    assert "blog" not in [head.code for head in free.view.board.rows]
    assert free.view.current == free.map.key("S2", "wechat_oa")
    free.map.press(K.Key_Delete, keys=CTRL | SHIFT)
    assert "S2" not in [head.code for head in free.view.board.columns]
    assert free.tools.hidden.text() == "2 hidden"
    assert free.tools.hidden.isVisible()
    assert free.room.filters.count.text() == "69 of 72"
    free.map.qtbot.mouseClick(free.tools.hidden, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [a.text() for a in menu.actions()] == ["Show Site blog", "Show Visit & registration", "Show all"]
    menu.actions()[-1].trigger()
    menu.close()
    free.map.settle()
    assert not free.tools.hidden.isVisible()
    assert free.map.cell("S2", "blog").n == 1
    assert free.desk.asked == [], "the plan itself is not touched"


def test_groups_are_chosen_collapsed_and_walked(free: Free) -> None:
    arrange(free, "Group rows:tool_class")
    assert len(free.view.board.bands) == 2
    arrange(free, "Group rows:ownership")
    free.map.go("S2", "website")
    free.map.press(K.Key_Left, keys=CTRL)
    assert free.view.selection.band == 0
    assert free.view.current is None
    free.map.press(K.Key_Left)
    assert free.view.board.bands[0].collapsed
    assert [head.ownership for head in free.view.board.rows] == ["X"] * 4
    assert not free.view.grab().isNull()
    free.map.press(K.Key_Down)
    assert free.view.current == free.map.key("S2", "baidu_sem")
    free.map.press(K.Key_Up)
    assert free.view.selection.band == 0
    free.map.press(K.Key_Right)
    assert len(free.view.board.rows) == 14
    free.map.press(K.Key_Down)
    assert free.view.current == free.map.key("S2", "website")


def test_a_click_on_a_group_closes_and_opens_it(free: Free) -> None:
    head = free.view.band_rect(1).center()
    free.map.click(head)
    assert free.view.board.bands[1].collapsed
    free.map.click(free.view.band_rect(1).center())
    assert not free.view.board.bands[1].collapsed


def test_groups_of_columns_are_collapsed_by_mouse_and_add_up(free: Free) -> None:
    free.show("stage", "channel")
    before = {line.name: sum(free.cell(c.name, line.name).n for c in owned(free)) for line in free.view.board.rows}
    across = free.view.column_rect(0).center()
    free.map.click(QPoint(across.x(), 8))
    board = free.view.board
    folded = board.columns[0]
    assert (len(board.columns), folded.name, folded.folds) == (5, "Owned channels", 10)
    assert {line.name: board.cells[folded.id, line.id].n for line in board.rows} == before
    assert sum(before.values()) == folded.n == 56
    assert not free.view.grab().isNull()
    key = free.key("Owned channels", "Visit & registration")
    assert cell_text(board, board.cells[key]) == (
        "Visit & registration, Owned channels: 12 pieces, 10 columns added up, collapsed"
    )
    chip = free.chip_at("Trade show", "Attention", "K01")
    assert free.drag(chip, ("Owned channels", "Attention")).startswith("Expand Owned channels first")
    assert free.desk.asked == []
    free.view.tools_.reveal({"channel": 1})
    assert len(free.view.board.columns) == 14


def owned(free: Free) -> list[Head]:
    return [head for head in free.view.board.columns if head.ownership == "O"]


def test_groups_of_columns_are_collapsed_by_keyboard_and_kept(free: Free) -> None:
    free.show("stage", "channel")
    key = free.key("Email", "Attention")
    free.map.click(free.place("Email", "Attention"))
    assert free.view.current == key
    free.map.press(K.Key_Up, keys=CTRL)
    assert (free.view.selection.across, free.view.current) == (0, None)
    free.map.press(K.Key_Up)
    assert free.view.board.column_bands[0].collapsed
    free.map.press(K.Key_Right, K.Key_Return)
    assert [band.collapsed for band in free.view.board.column_bands] == [True, True]
    assert len(free.view.board.columns) == 2
    assert free.room.memory.get("board")["looks"]["channel"]["collapsed"] == ["O", "X"]
    free.map.press(K.Key_Left, K.Key_Down)
    assert len(free.view.board.columns) == 11
    free.map.press(K.Key_Down)
    assert free.view.current == key
    free.map.press(K.Key_End)
    assert free.view.current == free.key("External channels", "Attention")
    assert free.view.spot() is None
    QApplication.clipboard().setText("Not a piece")
    free.map.press(K.Key_V, keys=CTRL)
    assert free.desk.asked == []
    free.map.press(K.Key_Return)
    assert len(free.view.board.columns) == 14


def test_personas_are_grouped_by_segment(free: Free) -> None:
    free.show("persona", "channel")
    assert free.view.board.bands == ()
    assert [band.label for band in free.view.board.column_bands] == ["Owned channels", "External channels"]
    arrange(free, "Group rows:segment")
    assert [band.label for band in free.view.board.bands] == ["Start-up brands", "Growing retailers", "Retail groups"]
    assert all(band.n is None for band in free.view.board.bands), "a piece for two of them would count twice"


def test_colours_tell_something_else_and_the_key_follows(free: Free) -> None:
    chip = free.map.chip("S3", "email", "K22")
    plain = free.view.colours.look(chip)
    for scheme, (_, hues) in SCHEMES.items():
        look = Colours(scheme).look(chip)
        assert (look.hue, look.icon) == ("", "") if scheme == "form" else look.hue in {h.color for h in hues.values()}
        if scheme not in ("form", "status"):
            assert look.icon, "what the colour says, an icon says too"
    arrange(free, "Colour of chips:horizon")
    assert free.view.colours.chips == "horizon"
    assert free.view.colours.look(chip) != plain
    assert not free.view.grab().isNull()
    free.room.filters.key_button.click()
    key = next(w for w in QApplication.topLevelWidgets() if w.accessibleName() == "Key" and w.isVisible())
    texts = [label.text() for label in key.findChildren(type(free.room.filters.count))]
    assert "The colour tells: Horizon" in texts
    assert "brand: future demand" in texts
    key.close()


def test_heat_is_a_number_too(free: Free) -> None:
    arrange(free, "Heat of cells:cost")
    assert free.view.colours.heat == "cost"
    colours, board = free.view.colours, free.view.board
    assert colours.most(board) == max(cell.cost for cell in board.cells.values()) > 0
    said = {colours.figure(cell) for cell in board.cells.values() if not cell.cost}
    assert said == {""}, "what costs nothing bears no number"
    assert not free.view.grab().isNull()
    arrange(free, "Heat of cells:count")
    assert free.view.colours.most(board) == 8


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["850", "1.2k", "43k", "360k", "1.5M"]),
        ("zh-Hans", ["850", "1234", "4.3万", "36万", "150万"]),
        ("zh-Hant", ["850", "1234", "4.3萬", "36萬", "150萬"]),
    ],
)
def test_large_numbers_are_written_as_the_language_counts(lang: str, said: list[str]) -> None:
    with speaking(lang):
        assert [shortly(n) for n in (850, 1234, 43_000, 360_000, 1_500_000)] == said


def test_two_personas_side_by_side(free: Free) -> None:
    stages = {head.code: head.id for head in free.view.board.stages}
    people = {p.name: p.persona_id for s in free.view.board.stages for p in s.shortfalls}
    free.tools.compare((people["Wang Haoran"], people["Sun Li"]))
    free.map.settle()
    email = free.view.board.cells[stages["S3"], free.map.key("S3", "email")[1]]
    assert email.sides is not None
    assert (email.sides.first, email.sides.both, email.sides.second) == (1, 1, 0)
    assert [(chip.code, chip.side) for chip in email.chips] == [("K21", "ab"), ("K20", "a"), ("K23", "b")]
    rects = free.view.layout_.chip_rects(email.key)
    assert rects[0].width() > rects[1].width()
    assert rects[1].left() < rects[2].left()
    assert rects[1].top() == rects[2].top() > rects[0].top()
    assert not free.view.grab().isNull()
    assert free.tools.versus.text() == "A Wang Haoran · B Sun Li"
    free.map.click(free.map.chip_at("S3", "email", "K20"))
    assert free.room.inspector().windowTitle().startswith("K20")
    free.map.qtbot.mouseClick(free.tools.versus, Qt.MouseButton.LeftButton)
    free.map.settle()
    assert free.map.cell("S3", "email").sides is None
    assert free.map.cell("S3", "email").n == 8


def test_how_a_board_was_left_is_remembered_for_its_plan(free: Free, qtbot: QtBot, desk: FakeDesk) -> None:
    settings = Settings()
    room = MapRoom(desk)
    window = framed(room)
    qtbot.addWidget(window)
    room.set_settings(settings)
    window.show()
    view = room.view
    view.tools_.show_axes("persona", "stage")
    view.tools_.arrange("persona", order="gaps")
    view.tools_.put_away("stage", view.board.columns[0].id)
    view.tools_.set_colours(Colours("appeal", "count"))
    room.set_filter(replace(room.where, text="case", forms=frozenset({"case_study"})))
    again = MapRoom(desk)
    other = framed(again)
    qtbot.addWidget(other)
    again.set_settings(settings)
    other.show()
    assert again.view.board.axes == ("persona", "stage")
    assert again.view.board.rows == view.board.rows
    assert len(again.view.board.columns) == 3
    assert again.view.colours == Colours("appeal", "count")
    assert (again.where.text, again.where.forms) == ("case", {"case_study"})
    assert again.filters.chips["forms"].keys() == ("case_study",)
    for each in (room, again):
        each.advisor.stop()


def test_roles_follow_the_decision_chains(free: Free) -> None:
    free.show("role", "stage")
    coach = next(head for head in free.view.board.rows if head.name == "Coach")
    assert coach.n == 0
    persona = free.desk.read(partial(cell_query.choices, lang="en")).personas[0][0]
    items.create(free.desk.ws, "chain_member", chain_id=1, persona_id=persona, role=coach.id)
    free.map.settle()
    assert next(head for head in free.view.board.rows if head.id == coach.id).n == 36


# ---- filters


def test_words_filter_while_they_are_typed_and_all_is_cleared(free: Free) -> None:
    free.room.filters.open("text")
    free.map.qtbot.keyClicks(QApplication.focusWidget(), "roi")
    free.map.qtbot.waitUntil(lambda: free.room.where.text == "roi", timeout=2000)
    assert {c.code for cell in free.view.board.cells.values() for c in cell.chips} == {"K22"}
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    assert free.room.filters.clear.isVisible()
    free.map.qtbot.mouseClick(free.room.filters.clear, Qt.MouseButton.LeftButton)
    assert free.room.filters.count.text() == "69 of 72"
    assert not free.room.filters.clear.isVisible()


def test_a_moved_chip_stays_chosen_when_it_is_not_drawn(free: Free) -> None:
    chip = free.map.chip("S3", "email", "K22")
    free.room.set_filter(replace(free.room.where, forms=frozenset({"case_study"})))
    free.room.choose(chip.id)
    assert free.view.chosen() == frozenset(), "what is filtered out is not chosen"
    free.room.set_filter(replace(free.room.where, forms=frozenset()))
    free.room.choose(chip.id)
    assert free.view.chosen() == {chip.id}
    placements.remove(free.desk.ws, ids=[chip.id])
    free.map.settle()
    assert free.view.chosen() == frozenset()
