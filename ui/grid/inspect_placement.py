"""The inspector of placements: all fields of one, or those that several share."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.domain.catalogue import entity
from b2bdesk.domain.fields import Field
from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import Chip
from ui.grid.colours import Colours
from ui.grid.editors import editor_for, help_of, Pairs, show_start
from ui.grid.link_part import LinkFacts, LinkPart
from ui.kit.buttons import link
from ui.kit.chip_view import ChipView
from ui.kit.fields.base import Field as Editor
from ui.kit.finding_box import FindingBox
from ui.kit.property_row import PropertyRow
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section

FIRST = ("status", "personas", "date_from", "date_to", "stage_id", "channel_id", "state", "campaign_id", "cost")


NO_LINK = LinkFacts()


def ordered(fields: Sequence[Field]) -> list[Field]:
    """Return the fields with those asked for most often first."""
    place = {key: i for i, key in enumerate(FIRST)}
    return sorted(fields, key=lambda field: place.get(field.key, len(FIRST)))


class Part(QWidget):
    """A part of a page that can be emptied."""

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)

    def clear(self) -> None:
        """Take everything out."""
        while item := self.body.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class PlacementPane(QWidget):
    """The fields of one placement; each change asks for one command."""

    changed = Signal(int, str, object)
    """(placement, field, value)"""
    verb = Signal(str)
    opened = Signal(str, int)
    """(table, id)"""
    link_wanted = Signal(int, str)
    """(placement, base)"""
    company_asked = Signal()
    message = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.placement_id = self._content_id = -1
        self.editors: dict[str, Editor] = {}
        self._told: object = None
        self._page = ScrollPage(self)
        self._top, self._fields, self._below = Part(), Part(), Part()
        self.link: LinkPart | None = None
        for part in (self._top, self._fields, self._below):
            self._page.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def show_placement(
        self,
        chip: Chip,
        values: Mapping[str, Any],
        choices: Mapping[str, Pairs],
        findings: Sequence[Any],
        *,
        currency: str,
        tracked: LinkFacts = NO_LINK,
        read_only: bool = False,
    ) -> None:
        """Show a placement; while it is the same one, only the values change, so that the focus stays."""
        self.setWindowTitle(f"{chip.code} {chip.title}")
        if self.placement_id != chip.id:
            self.commit()
        self.placement_id, self._content_id = chip.id, chip.content_id
        if not self.editors:
            self._build(choices, currency, read_only)
        self._tell(chip, findings, read_only)
        for key, editor in self.editors.items():
            value = values.get(key)
            editor.set_value(list(value) if isinstance(value, tuple) else value)
            show_start(editor)
        self._show_link(tracked, read_only)

    def _show_link(self, tracked: LinkFacts, read_only: bool) -> None:
        if self.link is not None and self.link.facts == tracked:
            return
        self._below.clear()
        self.link = LinkPart(tracked, read_only=read_only)
        self.link.wanted.connect(self._want_link)
        self.link.company_asked.connect(self.company_asked)
        self.link.copied.connect(self.message)
        self._below.body.addWidget(self.link)

    def _want_link(self, base: str) -> None:
        self.link_wanted.emit(self.placement_id, base)

    def forget(self) -> None:
        """What can be chosen has changed: make the editors anew, unless one is being typed into."""
        if not self.isAncestorOf(QApplication.focusWidget() or self):
            self._fields.clear()
            self.editors.clear()

    def set_error(self, key: str, sentence: str) -> None:
        """Say what is wrong with a field."""
        if key in self.editors:
            self.editors[key].set_error(sentence)

    def commit(self) -> None:
        """Take over what is being typed."""
        for editor in self.editors.values():
            editor.commit()

    def _tell(self, chip: Chip, findings: Sequence[Any], read_only: bool) -> None:
        facts = (chip, tuple(said.sentence for said in findings), read_only)
        if facts == self._told:
            return
        self._told = facts
        self._top.clear()
        self._top.body.addWidget(self._head(chip, read_only))
        for said in findings:
            box = FindingBox(str(said.finding.severity), said.sentence, said.why, framed=False)
            self._top.body.addWidget(box)

    def _build(self, choices: Mapping[str, Pairs], currency: str, read_only: bool) -> None:
        section = Section(tr("Placement"), line=True)
        section.body.setSpacing(2)
        for field in ordered([f for f in entity("placement").shown() if f.key not in ("code", "content_id")]):
            editor = editor_for(field, choices, currency)
            editor.set_read_only(read_only)
            editor.committed.connect(partial(self._on_committed, field.key))
            self.editors[field.key] = editor
            section.body.addWidget(PropertyRow(tr(field.label), editor, help_text=help_of(field)))
        self._fields.body.addWidget(section)

    def _head(self, chip: Chip, read_only: bool) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(14, 4, 16, 8)
        row.setSpacing(10)
        row.addWidget(ChipView(Colours().look(chip)))
        row.addStretch(1)
        piece = link(tr("Open the piece"))
        piece.clicked.connect(self._open_piece)
        row.addWidget(piece)
        remove = link(tr("Remove"))
        remove.setEnabled(not read_only)
        remove.clicked.connect(partial(self.verb.emit, "remove"))
        row.addWidget(remove)
        return box

    def _open_piece(self) -> None:
        self.opened.emit("content_piece", self._content_id)

    def _on_committed(self, key: str, value: object) -> None:
        self.changed.emit(self.placement_id, key, value)
