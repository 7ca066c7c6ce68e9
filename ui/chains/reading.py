"""What each person of a chain can read while deciding, what to add, and what one could hand on to another."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.chains import ChainBoard
from ui.chains.parts import clear
from ui.chains.told import givers, handed, pack_text, Told
from ui.kit.buttons import Button
from ui.kit.chip import ChipLook
from ui.kit.chip_view import ChipView
from ui.kit.fields import Choice, ChoiceField
from ui.kit.flow import FlowLayout
from ui.kit.marks import level_bars
from ui.kit.scroll import ScrollPage
from ui.kit.text import ElidedLabel, hairline, Label
from ui.records.lookups import Lookups

NAME_WIDTH: Final = 148
CHIPS: Final = 5
WIDTH: Final = 1 << 12


def chip(told: Told, piece_id: int) -> ChipView:
    """Return a piece as a chip."""
    piece = told.ix.piece[piece_id]
    look = ChipLook(piece.code, shortened(piece.name), piece.form, piece.form_class, piece.appeal)
    return ChipView(look)


def shortened(title: str) -> str:
    """Return the first words of a title."""
    return title if len(title) <= 16 else title[:15].rstrip() + "…"


class ReadingPane(ScrollPage):
    """A row for each person, the one with the least first; suggestions are buttons, Enter places."""

    place_asked = Signal(int, object)
    """(persona, Wanted)"""
    person_asked = Signal(int)
    """(the card's key)"""

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self.rows: list[QWidget] = []
        self._shown: object = None
        self.body.setContentsMargins(16, 2, 16, 8)

    def show_chain(self, board: ChainBoard | None, told: Told | None) -> None:
        """Show what is concluded about a chain."""
        shown = (board, told.cover, told.reads, told.wants) if told is not None else (board,)
        if shown == self._shown:
            return
        self._shown = shown
        self.clear()
        self.rows = []
        if board is None or told is None:
            self.body.addWidget(Label(tr("Working it out…"), "small", "text3"))
            return
        if not board.people:
            self.body.addWidget(Label(tr("Name someone, and what they can read appears here."), "small", "text3"))
            return
        keys = {(one.persona_id, "" if one.persona_id else one.name): one.id for one in board.people}
        for person in sorted(told.cover.people, key=lambda p: (p.n >= told.enough, -p.influence, p.n)):
            key = keys.get((person.persona_id, "" if person.persona_id else person.name))
            if key is not None:
                row = self._row(told, person, key)
                self.rows.append(row)
                self.body.addWidget(row)
                self.body.addWidget(hairline())

    def _row(self, told: Told, person: Any, key: int) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(8)
        name = Button(person.name, "name")
        name.setFixedWidth(NAME_WIDTH)
        name.clicked.connect(partial(self.person_asked.emit, key))
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
        flow = FlowLayout(gap=4)
        reads = told.reads.get(person.persona_id or 0, ())
        for one in reads[:CHIPS]:
            flow.addWidget(chip(told, one.piece_id))
        if len(reads) > CHIPS:
            flow.addWidget(Label(f"+{len(reads) - CHIPS}", "small", "text3"))
        for want in told.wants.get(person.persona_id or 0, ()) if person.n < told.enough or not reads else ():
            flow.addWidget(self._offer(told, person, want))
        if person.persona_id is None:
            flow.addWidget(Label(tr("Known by title: make a persona to place content."), "small", "text3"))
        row.addLayout(flow, 1)
        level = "gap" if not person.n else "thin" if person.n < told.enough else "ok"
        words = tr("{n} of {needed} needed", n=person.n, needed=told.enough)
        row.addWidget(level_bars(level, words))
        row.addWidget(Label(words, "small", "text2"))
        return box

    def _offer(self, told: Told, person: Any, want: Any) -> Button:
        piece = told.ix.piece[want.found.piece_id]
        button = Button(f"{piece.code} {shortened(piece.name)} · {want.found.score:.1f}", icon="plus", small=True)
        text = tr("Place {code} for {name}: {cell}", code=piece.code, name=person.name, cell=told.cell(want))
        button.setAccessibleName(text)
        button.setToolTip(f"<qt>{text}</qt>")
        button.clicked.connect(partial(self.place_asked.emit, person.persona_id, want))
        return button


class PackPane(ScrollPage):
    """What one member could hand on to another: the best finished pieces for whom it is for, to copy as text."""

    message = Signal(str)
    open_item = Signal(str, int)

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self._told: Told | None = None
        self.body.setContentsMargins(16, 4, 16, 8)
        self.body.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(6)
        self.giver, self.whom = ChoiceField(empty=None), ChoiceField(empty=None)
        self.giver.set_name(tr("Who hands it on"))
        self.whom.set_name(tr("To whom"))
        self.copy = Button(tr("Copy as text"), icon="clipboard-copy", small=True)
        for part in (Label(tr("What could"), "small"), self.giver, Label(tr("hand on to"), "small"), self.whom):
            top.addWidget(part)
        top.addWidget(Label(tr("?"), "small"))
        top.addStretch(1)
        top.addWidget(self.copy)
        for field in (self.giver, self.whom):
            field.setFixedWidth(180)
            field.committed.connect(self._list)
        self.copy.clicked.connect(self.copy_text)
        self.body.addLayout(top)
        self._pieces = QVBoxLayout()
        self._pieces.setSpacing(2)
        self.body.addLayout(self._pieces)

    def show_chain(self, told: Told | None) -> None:
        """Offer the members of a chain."""
        self._told = told
        if told is None:
            return
        everyone = [p for p in told.cover.people if p.persona_id is not None]
        least = sorted(everyone, key=lambda p: (p.n, -p.influence))
        self.whom.set_choices([Choice(p.persona_id, p.name) for p in least], may_be_empty=False)
        if self.whom.value() not in {p.persona_id for p in least}:
            self.whom.set_value(least[0].persona_id if least else None)
        hands = givers(told, self.whom.value())
        self.giver.set_choices([Choice(p.name, p.name) for p in hands], may_be_empty=False)
        if self.giver.value() not in {p.name for p in hands}:
            self.giver.set_value(hands[0].name if hands else None)
        self._list()

    def text(self) -> str:
        """Return the pack as text; empty where there is nobody."""
        whom = self.whom.value()
        if self._told is None or whom is None:
            return ""
        return pack_text(self._told, whom, str(self.giver.value() or ""))

    def copy_text(self) -> None:
        """Put the pack on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self.message.emit(tr("Copied: the pack as text."))

    def _list(self, _value: object = None) -> None:
        clear(self._pieces)
        told, whom = self._told, self.whom.value()
        found = handed(told, whom) if told is not None and whom is not None else ()
        self.copy.setEnabled(bool(found))
        for one in found:
            assert told is not None
            piece = told.ix.piece[one.piece_id]
            row = QHBoxLayout()
            row.setSpacing(8)
            score = Label(f"{one.score:.1f}", "small", weight=600)
            score.setFixedWidth(36)
            opener = Button(f"{piece.code} {piece.name}", "name")
            opener.clicked.connect(partial(self.open_item.emit, "content_piece", piece.id))
            row.addWidget(score)
            row.addWidget(opener)
            row.addWidget(ElidedLabel(told.ix.stage[one.stage_id].name, "small", "text3"), 1)
            self._pieces.addLayout(row)
        if not found:
            text = tr("No finished piece suits this person yet. Finish one, or set what this person likes to read.")
            self._pieces.addWidget(Label(text, "small", "text3", wrap=True))
