"""The inspector of several placements: what they share, what differs, and what all of them can be given at once."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from b2bdesk import commands
from b2bdesk.domain.catalogue import entity
from b2bdesk.domain.fields import Kind
from b2bdesk.i18n import tr, trn
from b2bdesk.queries.board_values import Chip
from b2bdesk.queries.selection import Common
from ui.grid.editors import editor_for, help_of, Pairs, show_start
from ui.kit.buttons import Button
from ui.kit.checklist import Checklist, Choice
from ui.kit.fields.base import Field as Editor
from ui.kit.flow import FlowLayout
from ui.kit.popover import Popover
from ui.kit.property_row import PropertyRow
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.kit.text import Label

BULK: Final = ("status", "date_from", "date_to", "campaign_id", "segment_id", "owner", "cost", "breadth")
STEPS: Final = (-7, -1, 1, 7)
NOTHING: Final = Common()


class ManyPane(QWidget):
    """Each change is one edit of all of them; fields that differ say so until they are set."""

    changed = Signal(str, object)
    """(field, value)"""
    people_changed = Signal(object)
    """(People)"""
    shifted = Signal(int)
    """(days)"""
    verb = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ids: tuple[int, ...] = ()
        self.editors: dict[str, Editor] = {}
        self.people = PeopleButton(self)
        self.people.hide()
        self.steps: dict[int, Button] = {}
        self._page = ScrollPage(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def show_chips(
        self,
        chips: Sequence[Chip],
        choices: Mapping[str, Pairs],
        shared: Common = NOTHING,
        *,
        currency: str = "",
        read_only: bool = False,
    ) -> None:
        """Show what these placements have in common and what they can be given."""
        ids = tuple(chip.id for chip in chips)
        self.setWindowTitle(trn("{n} placement", "{n} placements", len(ids)))
        if ids != self.ids:
            self.ids = ids
            self._build(chips, choices, currency, read_only)
        self._fill(choices, shared)

    def _build(self, chips: Sequence[Chip], choices: Mapping[str, Pairs], currency: str, read_only: bool) -> None:
        self._page.clear()
        self.editors.clear()
        body = self._page.body
        codes = Label(", ".join(dict.fromkeys(chip.code for chip in chips)), "small", "text2", wrap=True)
        codes.setContentsMargins(16, 4, 16, 10)
        body.addWidget(codes)
        body.addWidget(self._fields(choices, currency, read_only))
        if not read_only:
            body.addWidget(self._buttons())

    def _fields(self, choices: Mapping[str, Pairs], currency: str, read_only: bool) -> Section:
        section = Section(tr("Set for all"))
        section.body.setSpacing(2)
        fields = {field.key: field for field in entity("placement").shown()}
        for key in BULK:
            field = fields[key]
            editor = editor_for(field, choices, currency)
            editor.set_read_only(read_only)
            editor.committed.connect(partial(self.changed.emit, key))
            self.editors[key] = editor
            section.body.addWidget(PropertyRow(tr(field.label), editor, help_text=help_of(field)))
            if key == "date_to":
                section.body.addWidget(PropertyRow(tr("Shift"), self._shift(read_only)))
                section.body.addWidget(PropertyRow(tr(fields["personas"].label), self._people(read_only)))
        return section

    def _shift(self, read_only: bool) -> QWidget:
        """Make the buttons that move all dates."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(6, 2, 0, 2)
        row.setSpacing(4)
        for days in STEPS:
            button = Button(f"{days:+d}".replace("-", "\u2212"), small=True)
            said = trn("{n} day", "{n} days", abs(days))
            name = tr("{days} later", days=said) if days > 0 else tr("{days} earlier", days=said)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setEnabled(not read_only)
            button.clicked.connect(partial(self._tell_shift, days))
            row.addWidget(button)
            self.steps[days] = button
        row.addStretch(1)
        return box

    def _people(self, read_only: bool) -> QWidget:
        self.people = PeopleButton()
        self.people.setEnabled(not read_only)
        self.people.changed.connect(self.people_changed)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(6, 2, 0, 2)
        row.addWidget(self.people)
        row.addStretch(1)
        return box

    def _tell_shift(self, days: int, _checked: bool = False) -> None:
        self.shifted.emit(days)

    def _fill(self, choices: Mapping[str, Pairs], shared: Common) -> None:
        """Show the values they share; what differs is called mixed."""
        kinds = {field.key: field.kind for field in entity("placement").shown()}
        for key, editor in self.editors.items():
            choosing = kinds[key] in (Kind.CODE, Kind.REF)
            mixed = key in shared.mixed
            empty: object = "" if kinds[key] in (Kind.CODE, Kind.TEXT) else None
            editor.set_value(Mixed() if mixed and choosing else shared.values.get(key, empty))
            show_mixed(editor, mixed)
            show_start(editor)
        self.people.show_people(list(choices.get("personas", ())), shared)
        for button in self.steps.values():
            button.setVisible(bool(shared.dated) or not shared.n)

    def _buttons(self) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, gap=6)
        flow.setContentsMargins(16, 4, 16, 12)
        for verb, text, keys in (
            ("move", tr("Move"), "M"),
            ("copy", tr("Copy"), "Ctrl+C"),
            ("duplicate_to", tr("Copy into several channels…"), ""),
            ("remove", tr("Remove"), "Del"),
        ):
            button = Button(text, keys=keys, small=True)
            button.clicked.connect(partial(self.verb.emit, verb))
            flow.addWidget(button)
        return box


class Mixed:
    """The value of a choice that differs."""

    def __str__(self) -> str:
        return tr("mixed")


def show_mixed(editor: Editor, mixed: bool) -> None:
    """Say in an empty line that the values differ."""
    inner = editor.editor
    line = inner.lineEdit() if isinstance(inner, QComboBox) else inner
    if not isinstance(line, QLineEdit):
        line = next(iter(inner.findChildren(QLineEdit)), None)
    if line is not None and mixed:
        line.setPlaceholderText(tr("mixed"))


class PeopleButton(Button):
    """Says whom placements are for; its list adds a persona to all of them, or takes one away."""

    changed = Signal(object)
    """(People)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", small=True, menu=True, parent=parent)
        self._people: list[tuple[Any, str]] = []
        self._shared = NOTHING
        self.clicked.connect(self.open)

    def show_people(self, people: Sequence[tuple[Any, str]], shared: Common) -> None:
        """Show whom all are for, or that this differs."""
        self._people, self._shared = list(people), shared
        everywhere = [name for id, name in self._people if shared.personas.get(id, 0) == shared.n]
        differs = any(n != shared.n for n in shared.personas.values())
        words = tr(", ").join(everywhere) if everywhere and not differs else tr("mixed") if differs else tr("nobody")
        self.set_text(words)
        self.setAccessibleName(f"{tr('Personas')}: {words}")

    def open(self) -> None:
        """Show the personas; a tick adds one to all, no tick takes it from all."""
        popover = Popover(self, width=260)
        checklist = Checklist([Choice(id, name, self._note(id)) for id, name in self._people], tr("Personas"))
        ticked = [id for id, _ in self._people if self._shared.n and self._shared.personas.get(id, 0) == self._shared.n]
        checklist.set_keys(ticked)
        checklist.ticked.connect(partial(self._tell, set(ticked)))
        popover.body.addWidget(checklist)
        popover.open_below(self)
        checklist.setFocus()

    def _note(self, persona: int) -> str:
        n = self._shared.personas.get(persona, 0)
        return tr("{n} of {total}", n=n, total=self._shared.n) if 0 < n < self._shared.n else ""

    def _tell(self, before: set[int], keys: Sequence[object]) -> None:
        """Tell the one persona that was ticked or not."""
        now = {int(str(key)) for key in keys}
        people = commands.bulk.People(add=tuple(now - before), remove=tuple(before - now))
        before.clear()
        before.update(now)
        self.changed.emit(people)
