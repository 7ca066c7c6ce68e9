"""The editor of one persona: its head, the seven information groups, and what it is inside its firm and the plan."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget
from shiboken6 import isValid

from b2bdesk.commands import personas
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.queries import records
from b2bdesk.queries.personas import Liked, Sheet
from b2bdesk.terms import InfoGroup, N_, PrefDim
from ui.desk import Desk
from ui.kit.fields import Choice, Field
from ui.kit.scroll import ScrollPage
from ui.kit.text import Label
from ui.personas import steps
from ui.personas.group import Group
from ui.personas.head import Head, PictureFields
from ui.personas.picker import Picker
from ui.personas.prefs import LikedRow
from ui.personas.sourcing import Sourcing
from ui.personas.statements import Statements
from ui.records.extras import DIM_NAMES
from ui.records.fieldset import leave_fields
from ui.records.lookups import field_label, Lookups
from ui.records.rows import FieldRow

GRIDS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    InfoGroup.DEMOGRAPHICS: (("age_band", "education", "location"),),
    InfoGroup.COMPANY_JOB: (("org_type", "industry", "department"), ("seniority", "company_size")),
    InfoGroup.BUDGET: (("budget_min", "budget_max", "budget_cycle"),),
    "inside": (("influence", "authority"), ("window_from", "window_to")),
}
ROWS: Final[dict[str, tuple[str, ...]]] = {
    InfoGroup.BEHAVIOUR: ("drivers", "info_sources"),
    "inside": ("related_people",),
    "plan": ("leading", "negative", "review_on", "card_link", "code", "notes"),
}
DIMS: Final = {
    InfoGroup.COMM_PREF: (PrefDim.CHANNEL, PrefDim.MANNER),
    InfoGroup.CONTENT_PREF: (PrefDim.FORM, PrefDim.TOPIC),
}
PROMPTS: Final = {
    PrefDim.CHANNEL: N_("Where is this person reached?"),
    PrefDim.MANNER: N_("How does this person like to be addressed?"),
    PrefDim.FORM: N_("Which forms are read or watched?"),
    PrefDim.TOPIC: N_("Which topics are looked for?"),
}
VOCABS: Final = {PrefDim.CHANNEL: "channel", PrefDim.FORM: "content_form", PrefDim.TOPIC: "topic"}
FOLDED: Final = (InfoGroup.DEMOGRAPHICS, InfoGroup.BUDGET, "inside", "plan")
CLEAR: Final = 2
"""The strength with which something added is liked: clearly."""


class Editor(ScrollPage):
    """`message` for the status bar; `proof_wanted(statement id)`; `menu_asked(point)`; `left` back to the cards."""

    message = Signal(str)
    proof_wanted = Signal(int)
    menu_asked = Signal(QPoint)
    left = Signal()

    def __init__(self, desk: Desk, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.lookups = desk, lookups
        self.persona: int | None = None
        self.sheet: Sheet | None = None
        self._running = 0
        self._step_asked = False
        self.fields = PictureFields(desk, lookups, "persona", self)
        self.head = Head(self.fields, self)
        self.head.menu_asked.connect(self.menu_asked)
        self.body.addWidget(self.head)
        self.groups: dict[str, Group] = {}
        self.likings: dict[PrefDim, LikedRow] = {}
        self.sourcing = Sourcing(desk, lookups)
        self.statements = Statements(desk, lookups, self.run, self)
        self.statements.finished.connect(self.next_step)
        self.statements.proof_wanted.connect(self.proof_wanted)
        self._build()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    # How it is made

    def _build(self) -> None:
        for key in (*InfoGroup, "inside", "plan"):
            title = tr("In the plan") if key == "plan" else ""
            group = self.groups[str(key)] = Group(str(key), title, self.page)
            self.body.addWidget(group)
            self._fill(group)
            if key in FOLDED:
                group.fold()

    def _fill(self, group: Group) -> None:
        key = group.key
        if key in GRIDS:
            group.body.addLayout(self._grid(GRIDS[key]))
        for name in ROWS.get(key, ()):
            group.body.addWidget(FieldRow(self._part(name), self.fields.add(name)))
        for dim in DIMS.get(key, ()):  # type: ignore[call-overload]
            group.body.addWidget(self._liking(dim))
        if key == InfoGroup.BEHAVIOUR:
            group.body.insertWidget(1, self.sourcing)
        if key == InfoGroup.NEEDS:
            group.body.setContentsMargins(20, 0, 20, 12)
            group.body.addWidget(self.statements)

    def _part(self, key: str) -> Any:
        return ENTITIES["persona"].field(key)

    def _grid(self, lines: tuple[tuple[str, ...], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        for row, keys in enumerate(lines):
            for column, key in enumerate(keys):
                field = self.fields.add(key)
                label = Label(field_label(self._part(key)), "micro", "text3", weight=400)
                label.setContentsMargins(11, 0, 0, 0)
                field.set_flat(True)
                field.set_name(field_label(self._part(key)), tr(self._part(key).help))
                grid.addWidget(label, 2 * row, column)
                grid.addWidget(field, 2 * row + 1, column, Qt.AlignmentFlag.AlignTop)
        for column in range(3):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 60)
        return grid

    def _liking(self, dim: PrefDim) -> QWidget:
        row = self.likings[dim] = LikedRow(tr(DIM_NAMES[dim]), tr(PROMPTS[dim]))
        row.rated.connect(partial(self.rate, dim))
        row.picking.connect(partial(self.pick, dim))
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        label = Label(tr(DIM_NAMES[dim]), "small", "text3")
        label.setFixedWidth(72)
        label.setContentsMargins(0, 5, 0, 0)
        grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(row, 0, 1)
        grid.setColumnStretch(1, 1)
        return box

    # What is shown

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show a persona, or the same one after a change; what is being typed stays."""
        self.sheet = sheet
        if sheet is None:
            self.persona = None
            self.fields.show(None)
            return
        again = sheet.person.id == self.persona
        if not again:
            self.commit()
            self.verticalScrollBar().setValue(0)
        self.persona = sheet.person.id
        record = self.desk.read(self._record)
        self.fields.show(record)
        self.sourcing.show_record(record)
        self.head.show_person(sheet.person)
        for dim, row in self.likings.items():
            row.show_liked(sheet.prefs.get(dim, ()), writable=not self.desk.read_only)
        self.statements.show_statements(sheet.person.id, sheet.statements)
        for state in sheet.known.groups:
            told = steps.summary(self.lookups, record, str(state.group)) if record else ""
            self.groups[str(state.group)].head.show_state(state, told)

    def _record(self, session: Any) -> records.Record | None:
        return None if self.persona is None else records.record(session, "persona", self.persona)

    def commit(self) -> None:
        """Take over what is being typed."""
        self.fields.commit()
        self.statements.commit()
        self.sourcing.commit()

    def enter(self) -> None:
        """Put the keyboard into the name."""
        self.go_to("", "name")

    def go_to(self, group: str, key: str) -> None:
        """Put the keyboard where something is said, unfolding its group."""
        if group in self.groups:
            self.groups[group].unfold()
        target = steps.place_of(self, group, key)
        if isinstance(target, PrefDim):
            self.body.activate()
            self.ensureWidgetVisible(self.likings[target], 0, 60)
            self.pick(target)
        elif target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(target.focusProxy() or target, 0, 60)

    def next_step(self) -> None:
        """Go on to what is missing next for the persona to be usable, once all that was asked for is done."""
        if self._running:
            self._step_asked = True
            return
        self._step_asked = False
        wanted = steps.next_missing(self.sheet)
        if wanted is None:
            self.message.emit(tr("Usable now. What is still unknown can wait."))
        else:
            self.go_to(*wanted)

    # What a person asks for

    def run(
        self, command: Callable[..., Any], *, failed: Callable[[UserError], object] | None = None, **kwargs: Any
    ) -> None:
        """Run a command; what it changes comes back to be shown."""
        self._running += 1
        self.desk.run(command, done=self._done, failed=partial(self._failed, failed), **kwargs)

    def _done(self, _result: object) -> None:
        self._running -= 1
        if isValid(self) and self._step_asked and not self._running:
            self.next_step()

    def _failed(self, failed: Callable[[UserError], object] | None, error: UserError) -> None:
        self._running -= 1
        self._step_asked = False
        (failed or self.desk.failed.emit)(error)

    def rate(self, dim: PrefDim, value: str, strength: int | None) -> None:
        """Say how much something is liked; None takes it away."""
        if self.persona is not None and not self.desk.read_only:
            self.run(personas.set_pref, persona=self.persona, dim=str(dim), value=value, strength=strength)

    def pick(self, dim: PrefDim) -> None:
        """Show what can be liked besides, to be found by typing."""
        if self.persona is None or self.desk.read_only:
            return
        row = self.likings[dim]
        picker = Picker(tr(DIM_NAMES[dim]), self._choices(dim), row)
        picker.picked.connect(partial(self._picked, dim))
        picker.finished.connect(self.next_step)
        picker.open_below(row.add)
        picker.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _picked(self, dim: PrefDim, value: str) -> None:
        self.rate(dim, value, CLEAR)

    def _choices(self, dim: PrefDim) -> list[Choice] | None:
        if dim is PrefDim.MANNER:
            return None
        labels = self.lookups.labels
        found = dict(labels.choices(VOCABS[dim]))
        if dim is PrefDim.CHANNEL:
            found = {row.code: row.name for row in self.lookups.named("channel") if not row.archived} | found
        liked: tuple[Liked, ...] = self.sheet.prefs.get(dim, ()) if self.sheet else ()
        held = {one.value for one in liked}
        return [Choice(code, label) for code, label in found.items() if code not in held]

    def _on_focus(self, old: QWidget | None, _new: QWidget | None) -> None:
        """Typing in one field is one step until the focus leaves it."""
        if isValid(self) and old is not None and isValid(old) and self.isAncestorOf(old):
            self.desk.break_merge()

    def field(self, key: str) -> Field:
        """Return the editor of one of the persona's own fields."""
        return self.fields.fields[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.commit()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: Any) -> None:
        """Take over what is being typed before it is out of sight."""
        super().hideEvent(event)
        if not event.spontaneous():
            leave_fields(self)
