"""Choosing several channels to copy placements into: what each would refuse, and what to mind, is told before."""

from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from b2bdesk import commands
from b2bdesk.i18n import sentences, tr, trn
from b2bdesk.queries import board as board_query
from ui.kit.buttons import Button
from ui.kit.checklist import Checklist, Choice
from ui.kit.popover import Popover
from ui.kit.text import Label

if TYPE_CHECKING:
    from ui.grid.room import MapRoom

WIDTH: Final = 380


class ChannelChooser(Popover):
    """A checklist of channels; Escape lets go, the button copies into all that are ticked, in one edit."""

    def __init__(self, room: "MapRoom", ids: list[int]) -> None:
        super().__init__(room, width=WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._room, self._ids = room, ids
        self._names: dict[int, str]
        self._names, self._told = room.desk.read(
            partial(read_channels, ids=ids, lang=room.lang(), today=room.today())
        )  # fmt: skip
        title = trn("Copy {n} placement into", "Copy {n} placements into", len(ids))
        choices = [Choice(id, name, self._note(id)) for id, name in self._names.items()]
        self.list = Checklist(choices, title)
        self.words = Label("", "small", "text2", wrap=True)
        self.copy = Button(tr("Copy"), "primary", keys="Ctrl+Return")
        self.copy.setShortcut("Ctrl+Return")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.copy)
        self.body.addWidget(Label(title, "body", weight=600))
        self.body.addWidget(self.list)
        self.body.addWidget(self.words)
        self.body.addLayout(foot)
        self.list.ticked.connect(self._tell)
        self.copy.clicked.connect(self._copy)
        self._tell()

    def open(self) -> None:
        """Show in the middle of the view."""
        view = self._room.views.stack
        self.open_below(view)
        self.move(view.mapToGlobal(view.rect().center()) - self.rect().center())
        self.list.setFocus()

    def _note(self, channel: int) -> str:
        """Return the gravest of what copying there would do, in a word."""
        told = self._told[channel]
        if any(c.weight is commands.consequences.Weight.REFUSED for c in told):
            return tr("not possible")
        return tr("with a remark") if any(c.weight is commands.consequences.Weight.MIND for c in told) else ""

    def _tell(self, _keys: object = None) -> None:
        """Say what the ticked channels would refuse, or what to mind."""
        chosen = [int(str(key)) for key in self.list.keys()]  # noqa: SIM118
        told = [(channel, c) for channel in chosen for c in self._told[channel]]
        stopped = [pair for pair in told if pair[1].weight is commands.consequences.Weight.REFUSED]
        said = dict.fromkeys(self._said(*pair) for pair in stopped or told)
        self.words.setText(sentences(*list(said)[:4]))
        self.words.setHidden(not said)
        self.words.set_tone("gapText" if stopped else "text2")
        self.copy.setEnabled(bool(chosen) and not stopped)
        self.copy.set_text(trn("Copy into {n}", "Copy into {n}", len(chosen)) if chosen else tr("Copy"))
        self.adjustSize()

    def _said(self, channel: int, consequence: "commands.consequences.Consequence") -> str:
        """Return a consequence with its channel, where it does not name it itself."""
        names = "channel" in consequence.facts or "cell" in consequence.facts
        return consequence.sentence() if names else f"{self._names[channel]}: {consequence.sentence()}"

    def _copy(self) -> None:
        channels = [int(str(key)) for key in self.list.keys()]  # noqa: SIM118
        self.close()
        self._room.acts.copy_into(self._ids, channels)


def read_channels(session: Any, ids: list[int], lang: str, today: Any) -> tuple[dict[int, str], Any]:
    """Return the channels by name, and what copying placements into each would do."""
    lines = board_query.board(session, lang=lang, chips=0).channels
    names = {line.id: line.name for line in lines}
    told = commands.bulk.told_of_channels(session, ids=ids, channels=list(names), lang=lang, today=today)
    return names, told
