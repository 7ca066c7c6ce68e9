"""The board by keyboard alone, with real key events."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from b2bdesk.commands import placements
from tests.ui.grid.driver import CTRL, Driver, SHIFT

K = Qt.Key


def test_arrows_home_end_and_pages_move_the_cell(map_: Driver) -> None:
    map_.go("S2", "blog")
    map_.press(K.Key_Right)
    assert map_.view.current == map_.key("S3", "blog")
    map_.press(K.Key_Down)
    assert map_.view.current == map_.key("S3", "wechat_oa")
    map_.press(K.Key_Home)
    assert map_.view.current == map_.key("S1", "wechat_oa")
    map_.press(K.Key_Left)
    assert map_.view.current == map_.key("S1", "wechat_oa")
    map_.press(K.Key_End, keys=CTRL)
    assert map_.view.current == map_.key("S4", "expo")
    map_.press(K.Key_PageUp)
    assert map_.view.current != map_.key("S4", "expo")
    map_.press(K.Key_Home, keys=CTRL)
    assert map_.view.current == map_.key("S1", "website")


def test_the_first_key_chooses_the_first_cell(map_: Driver) -> None:
    map_.view.setFocus()
    map_.press(K.Key_Down)
    assert map_.view.current == map_.key("S1", "website")


def test_tab_goes_through_the_chips_and_then_on(map_: Driver) -> None:
    map_.go("S2", "website")
    map_.press(K.Key_Tab)
    assert map_.view.selection.ids == {map_.view.board.cells[map_.key("S2", "website")].chips[0].id}
    for _ in range(5):
        map_.press(K.Key_Tab)
    assert map_.view.selection.slot == 5
    map_.press(K.Key_Escape)
    assert map_.view.selection.slot == -1
    assert not map_.view.selection.ids


def test_enter_goes_into_the_chips_and_opens_one(map_: Driver) -> None:
    map_.go("S2", "website")
    map_.press(K.Key_Return)
    assert map_.view.selection.slot == 0
    map_.press(K.Key_Return)
    assert map_.room.inspector_.currentWidget() is map_.room.inspector_.placement


def test_shift_extends_over_chips(map_: Driver) -> None:
    map_.go("S2", "website")
    map_.press(K.Key_Tab)
    map_.press(K.Key_Right, K.Key_Down, keys=SHIFT)
    assert len(map_.view.selection.ids) == 4
    map_.press(K.Key_Left)
    assert len(map_.view.selection.ids) == 1


def test_shift_extends_over_cells(map_: Driver) -> None:
    map_.go("S1", "zhihu")
    map_.press(K.Key_Right, keys=SHIFT)
    assert len(map_.view.selection.ids) == map_.cell("S1", "zhihu").shown + map_.cell("S2", "zhihu").shown


def test_typing_opens_the_field_and_places(map_: Driver) -> None:
    map_.go("S2", "website")
    map_.type("K")
    assert map_.view.field is not None
    assert map_.view.field.text() == "K"
    map_.type("22")
    map_.press(K.Key_Return)
    assert map_.asked == ["place_by_text"]
    assert "K22" in map_.codes("S2", "website")
    assert map_.view.hasFocus()
    assert map_.view.field is None


def test_a_new_title_becomes_a_piece(map_: Driver) -> None:
    map_.go("S1", "website")
    map_.press(K.Key_N)
    map_.type("A checklist for peak season")
    map_.press(K.Key_Return)
    assert [chip.title for chip in map_.cell("S1", "website").chips] == ["A checklist for peak season"]


def test_the_field_completes(map_: Driver) -> None:
    map_.go("S2", "website")
    map_.press(K.Key_N)
    assert map_.view.field is not None
    map_.type("worksheet")
    assert map_.view.field.completer().model().stringList() == ["K22  ROI worksheet"]
    map_.press(K.Key_Escape)
    if map_.view.field is not None:
        map_.press(K.Key_Escape)
    assert map_.asked == []


def test_m_and_arrows_carry_a_chip(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K22"))
    map_.press(K.Key_M)
    assert map_.view.moving
    map_.press(K.Key_Left)
    assert map_.view.drop is not None
    assert map_.view.drop.key == map_.key("S2", "email")
    assert not map_.view.grab().isNull()
    map_.press(K.Key_Return)
    assert map_.asked == ["move"]
    assert "K22" in map_.codes("S2", "email")


def test_the_field_given_up_leaves_the_same_chip_chosen(map_: Driver) -> None:
    map_.go("S2", "website")
    map_.press(K.Key_Tab)
    chosen, slot = map_.view.selection.ids, map_.view.selection.slot
    map_.press(K.Key_N)
    assert map_.view.field is not None
    map_.press(K.Key_Escape)
    assert map_.view.field is None
    assert (map_.view.selection.ids, map_.view.selection.slot) == (chosen, slot)


def test_escape_puts_a_carried_chip_down(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K22"))
    map_.press(K.Key_M, K.Key_Left, K.Key_Escape)
    assert map_.view.drop is None
    assert not map_.view.moving
    assert map_.asked == []
    assert map_.view.selection.ids


def test_ctrl_enter_drops_a_copy(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K22"))
    map_.press(K.Key_M, K.Key_Left)
    map_.press(K.Key_Return, keys=CTRL)
    assert map_.asked == ["copy"]
    assert "K22" in map_.codes("S3", "email")


def test_cut_copy_and_paste_between_cells(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K22"))
    map_.press(K.Key_C, keys=CTRL)
    text = QApplication.clipboard().text()
    assert "K22\tROI worksheet\tActive to opportunity\tEmail" in text
    map_.go("S2", "website")
    map_.press(K.Key_V, keys=CTRL)
    assert "K22" in map_.codes("S2", "website")
    assert "K22" in map_.codes("S3", "email")
    map_.click(map_.chip_at("S2", "website", "K22"))
    map_.press(K.Key_X, keys=CTRL)
    map_.go("S2", "blog")
    map_.press(K.Key_V, keys=CTRL)
    assert "K22" in map_.codes("S2", "blog")
    assert "K22" not in map_.codes("S2", "website")


def test_pasted_lines_are_placed(map_: Driver) -> None:
    QApplication.clipboard().setText("K22\nK23\tmore\n\n")
    map_.go("S2", "website")
    map_.press(K.Key_V, keys=CTRL)
    assert {"K22", "K23"} <= set(map_.codes("S2", "website"))


def test_duplicate_copies_to_the_channel_below(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K22"))
    map_.press(K.Key_D, keys=CTRL)
    assert "K22" in map_.codes("S3", "community")


def test_delete_removes_and_undo_brings_back(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K22"))
    map_.press(K.Key_Delete)
    assert "K22" not in map_.codes("S3", "email")
    assert map_.cell("S3", "email").n == 7
    map_.desk.ws.undo()
    map_.settle()
    assert map_.cell("S3", "email").n == 8


def test_digits_set_the_status(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K22"))
    map_.press(K.Key_4)
    assert map_.chip("S3", "email", "K22").status == "live"
    map_.press(K.Key_1)
    assert map_.cell("S3", "email").n == 7


def test_x_asks_why_and_again_takes_it_back(map_: Driver) -> None:
    map_.go("S1", "website")
    map_.press(K.Key_X)
    assert map_.view.field is not None
    map_.type("Nobody starts there")
    map_.press(K.Key_Return)
    cell = map_.cell("S1", "website")
    assert (cell.not_needed, cell.reason) == (True, "Nobody starts there")
    map_.press(K.Key_X)
    assert not map_.cell("S1", "website").not_needed


def test_plus_and_minus_change_the_target(map_: Driver) -> None:
    map_.go("S3", "email")
    map_.press(K.Key_Plus, K.Key_Plus, K.Key_Minus)
    assert map_.cell("S3", "email").target == 7
    map_.go("S2", "website")
    map_.press(K.Key_Minus)
    assert map_.cell("S2", "website").target == 4


def test_g_goes_from_gap_to_gap(map_: Driver) -> None:
    map_.go("S1", "website")
    map_.press(K.Key_G)
    assert map_.said[-1] == "No channel that is recommended for a stage is empty."
    for channel in ("community", "cs_wechat"):
        key = map_.key("S4", channel)
        placements.remove(map_.desk.ws, ids=[chip.id for chip in map_.view.board.cells[key].chips])
    map_.settle()
    map_.press(K.Key_G)
    assert map_.view.current == map_.key("S4", "cs_wechat")
    map_.press(K.Key_G)
    assert map_.view.current == map_.key("S4", "community")
    map_.press(K.Key_G)
    assert map_.view.current == map_.key("S4", "cs_wechat")
    map_.press(K.Key_G, keys=SHIFT)
    assert map_.view.current == map_.key("S4", "community")


def test_enter_in_an_empty_cell_adds_the_best_suggestion(map_: Driver) -> None:
    map_.go("S1", "cs_wechat")
    map_.settle()
    advice = map_.room.advisor.ask_now(map_.key("S1", "cs_wechat"))
    assert advice is not None
    first = advice.suggestions[0].content_id
    map_.press(K.Key_Return)
    assert map_.asked == ["apply"]
    assert [chip.content_id for chip in map_.cell("S1", "cs_wechat").chips] == [first]


def test_single_letters_can_be_switched_off(map_: Driver) -> None:
    map_.view.keys.single_letters = False
    map_.go("S3", "email")
    map_.press(K.Key_X, K.Key_G, K.Key_K)
    assert map_.view.field is None
    assert map_.said == []


def test_f2_edits_and_the_menu_key_opens_the_menu(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K22"))
    map_.press(K.Key_F2)
    assert map_.room.inspector_.currentWidget() is map_.room.inspector_.placement
    map_.view.setFocus()
    map_.press(K.Key_Menu)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    names = {action.objectName() for action in menu.actions()}
    assert {"add", "paste", "remove", "not_needed", "target_up", "duplicate", "cut", "copy", "move"} <= names
    menu.close()
    map_.settle()
