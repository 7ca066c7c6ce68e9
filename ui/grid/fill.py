"""Filling an empty map: the card over the board, and what its steps do."""

from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from b2bdesk import commands
from b2bdesk.i18n import tr
from b2bdesk.queries.board_rows import read_channels
from b2bdesk.queries.board_values import Board
from b2bdesk.queries.labels import Labels
from ui.grid.empty import EmptyMap
from ui.kit.checklist import Checklist, Choice
from ui.kit.popover import Popover

if TYPE_CHECKING:
    from ui.grid.board_map import BoardMap
    from ui.grid.room import MapRoom


class Filler(QObject):
    """Shows the card while nothing is placed."""

    def __init__(self, room: "MapRoom", view: "BoardMap") -> None:
        super().__init__(view)
        self.room, self.view = room, view
        self.card = EmptyMap(self.view)
        self.card.asked.connect(self.ask)

    def show(self, board: Board) -> None:
        """Show the card, or not; once somebody has begun to place, the board itself is in the way of nothing."""
        begun = board.pieces and board.channels and self.view.current is not None
        empty = not board.total and not begun and bool(board.columns) and "channel" in board.axes
        if empty:
            self.card.show_board(board)
        self.card.setVisible(empty)
        self.place()

    def place(self) -> None:
        """Put the card in the middle of the board."""
        area = self.view.viewport().rect()
        top = max(self.view.metrics.head + 8, (area.height() - self.card.sizeHint().height()) // 2)
        self.card.move(max(0, (area.width() - self.card.width()) // 2), top)

    def ask(self, what: str) -> None:
        """Do what a step of the card says."""
        if what == "paste":
            self._paste()
        elif what == "channels":
            self._offer_channels()
        elif what == "place":
            self.card.hide()
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            self.view.keys.run("add")
        elif what == "example":
            action = self.room.window().findChild(QAction, "example")
            if action is not None:
                action.trigger()
        else:
            self.room.go.emit(what, None)

    def _paste(self) -> None:
        titles = [line.split("\t")[0].strip() for line in QApplication.clipboard().text().splitlines()]
        titles = [title for title in titles if title]
        if titles:
            self.room.acts.run(commands.content.paste_titles, titles=titles)
        else:
            self.room.say(tr("The clipboard holds no text: copy a list of titles first, one a line."))

    def _offer_channels(self) -> None:
        offered = self.room.desk.read(partial(free_channels, lang=self.room.lang()))
        popover = Popover(self.room, width=300)
        checklist = Checklist([Choice(code, label) for code, label in offered], tr("Channels"), popover)
        popover.body.addWidget(checklist)
        popover.closed.connect(partial(self._adopt, checklist))
        popover.open_below(self.card)
        popover.move(self.card.mapToGlobal(self.card.rect().center()) - popover.rect().center())
        checklist.setFocus()

    def _adopt(self, checklist: Checklist) -> None:
        chosen = checklist.keys()
        if codes := [str(code) for code in chosen]:
            self.room.acts.run(commands.channels.adopt, codes=codes)


def free_channels(session: Any, lang: str) -> list[tuple[str, str]]:
    """Return code and label of the channels that the plan does not have yet."""
    used = {head.code for head in read_channels(session, lang)}
    return [(code, label) for code, label in Labels(session, lang).choices("channel") if code not in used]
