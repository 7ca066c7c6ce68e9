"""Two pictures of a persona beside each other, or of two personas: what was added, dropped, changed, group by group."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.commands import persona_versions
from b2bdesk.i18n import day, tr, trn
from b2bdesk.insight.persona_diff import Difference, Sign
from b2bdesk.queries import persona_versions as asked
from b2bdesk.queries.persona_versions import Side, Teller, Version
from b2bdesk.terms import N_
from ui.kit.buttons import Button, IconButton
from ui.kit.fields import Choice, ChoiceField, TextField
from ui.kit.scroll import ScrollPage
from ui.kit.tag import Tag
from ui.kit.text import hairline, Label
from ui.records import acts
from ui.records.layout import GROUP_TITLES
from ui.records.sources import Sources

SIGNS: Final = {
    Sign.ADDED: ("plus", N_("added"), "added"),
    Sign.DROPPED: ("minus", N_("dropped"), "conflict"),
    Sign.CHANGED: ("pencil", N_("changed"), "changed"),
}
NOW, KEPT = "now:", "kept:"


class Compare(QWidget):
    """`left()` goes back to the editor."""

    left = Signal()

    def __init__(self, sources: Sources, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sources, self.desk = sources, sources.desk
        self.persona: int | None = None
        self._versions: list[Version] = []
        self.one, self.two = ChoiceField(empty=""), ChoiceField(empty="")
        for field, name in ((self.one, tr("Before")), (self.two, tr("After"))):
            field.set_name(name)
            field.committed.connect(self._show)
        self.name = TextField(placeholder=tr("Name of the version"), max_length=120)
        self.name.set_name(tr("Name of the version"))
        self.keep = Button(tr("Keep a version"), icon="bookmark")
        self.keep.clicked.connect(self.keep_version)
        self.why = TextField(placeholder=tr("Why it changed"), max_length=1000)
        self.why.set_name(tr("Why it changed"))
        self.why.committed.connect(self._write_why)
        self.back = Button(tr("Bring this version back"), icon="rotate-ccw")
        self.back.clicked.connect(self.bring_back)
        self.count = Label("", "small", "text3")
        self.page = ScrollPage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(hairline())
        column.addWidget(self.page, 1)
        self.setFocusProxy(self.one)

    def _head(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(Label(tr("Compare"), "title"))
        top.addWidget(self.count, 1)
        top.addWidget(self.name, 1)
        top.addWidget(self.keep)
        close = IconButton("x", tr("Back to the editor"), keys="Esc")
        close.clicked.connect(self.left)
        top.addWidget(close)
        sides = QHBoxLayout()
        swap = IconButton("arrow-left-right", tr("Change sides"))
        swap.clicked.connect(self._swap)
        sides.addWidget(self.one, 1)
        sides.addWidget(swap)
        sides.addWidget(self.two, 1)
        about = QHBoxLayout()
        about.addWidget(self.why, 1)
        about.addWidget(self.back)
        for line in (top, sides, about):
            line.setSpacing(8)
            column.addLayout(line)
        return column

    # What is shown

    def show_persona(self, persona: int | None) -> None:
        """Compare a persona with its newest version, or with the next persona where none was kept."""
        again = persona == self.persona
        self.persona = persona
        self._offer()
        if not again or not self.one.value():
            first = f"{KEPT}{self._versions[0].id}" if self._versions else self._other()
            self.one.set_value(first)
            self.two.set_value(f"{NOW}{persona}")
        self._show()

    def _offer(self) -> None:
        persona = self.persona
        self._versions = [] if persona is None else self.desk.read(lambda session: asked.versions(session, persona))
        people = [row for row in self.sources.lookups.named("persona") if not row.archived or row.id == persona]
        people.sort(key=lambda row: row.id != persona)
        now = [Choice(f"{NOW}{row.id}", tr("{name}, now", name=row.name)) for row in people]
        old = [Choice(f"{KEPT}{one.id}", f"{one.name or tr('Version')}, {day(one.taken_on)}") for one in self._versions]
        for field in (self.one, self.two):
            field.set_choices([*now[:1], *old, *now[1:]], may_be_empty=False)

    def _other(self) -> str:
        rows = [row.id for row in self.sources.lookups.named("persona") if row.id != self.persona and not row.archived]
        return f"{NOW}{rows[0]}" if rows else f"{NOW}{self.persona}"

    def _side(self, session: Any, key: str) -> Side | None:
        kind, number = key[:4] if key.startswith(NOW) else key[:5], key.partition(":")[2]
        if not number.isdecimal():
            return None
        return asked.present(session, int(number)) if kind == NOW else asked.kept(session, int(number))

    def _show(self, *_told: object) -> None:
        version = self._version()
        for part in (self.why, self.back):
            part.setVisible(version is not None and not self.desk.read_only)
        if version is not None:
            self.why.set_value(version.why)
        lang = self.sources.lookups.lang

        def ask(session: Any) -> tuple[Side | None, Side | None, Teller]:
            return (
                self._side(session, str(self.one.value())),
                self._side(session, str(self.two.value())),
                asked.teller(session, lang),
            )

        one, two, teller = self.desk.read(ask)
        self.page.clear()
        found = asked.compared(one, two) if one is not None and two is not None else {}
        total = sum(len(rows) for rows in found.values())
        self.count.setText(trn("{n} difference", "{n} differences", total) if found else "")
        if one is not None and two is not None:
            self._fill(found, teller, one, two)

    def _fill(self, found: dict[str, list[Difference]], teller: Teller, one: Side, two: Side) -> None:
        if not found:
            same = Label(tr("Nothing differs."), "body", "text2")
            same.setContentsMargins(20, 16, 20, 16)
            self.page.body.addWidget(same)
            return
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(20, 8, 20, 20)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for column, stretch in ((0, 0), (1, 1), (2, 1)):
            grid.setColumnStretch(column, stretch)
        grid.addWidget(Label(one.name, "small", "text3"), 0, 1)
        grid.addWidget(Label(two.name, "small", "text3"), 0, 2)
        row = 1
        for group, rows in found.items():
            title = tr(GROUP_TITLES[group]) if group else tr("Person and segments")
            grid.addWidget(hairline(), row, 0, 1, 3)
            grid.addWidget(Label(title, "body", weight=600), row + 1, 0, 1, 3)
            row += 2
            for each in rows:
                self._difference(grid, row, each, teller)
                row += 1
        self.page.body.addWidget(box)

    def _difference(self, grid: QGridLayout, row: int, found: Difference, teller: Teller) -> None:
        icon, word, tone = SIGNS[found.sign]
        tag = Tag(tr(word), tone, icon)
        before, after = teller.value(found, found.before), teller.value(found, found.after)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(tag, row, 0, top)
        for column, text in ((1, before), (2, after)):
            box = QVBoxLayout()
            box.setSpacing(0)
            box.addWidget(Label(teller.what(found), "micro", "text3", weight=400))
            shown = Label(text or "–", "body", "text" if text else "text3", wrap=True)
            shown.setAccessibleName(f"{teller.what(found)}, {tr(word)}: {text or tr('nothing')}")
            box.addWidget(shown)
            grid.addLayout(box, row, column, top)

    # What a person asks for

    def _version(self) -> Version | None:
        """Return the version on the left, if there is one."""
        key = str(self.one.value() or "")
        number = key.removeprefix(KEPT)
        return next((one for one in self._versions if key.startswith(KEPT) and str(one.id) == number), None)

    def _swap(self) -> None:
        one, two = self.one.value(), self.two.value()
        self.one.set_value(two)
        self.two.set_value(one)
        self._show()

    def keep_version(self) -> None:
        """Keep the persona as it is now."""
        if self.persona is not None and not self.desk.read_only:
            name = self.name.line.text().strip()
            today = self.sources.today()
            run = partial(self.desk.run, persona_versions.keep, persona=self.persona, taken_on=today, name=name)
            run(done=self._kept)

    def _kept(self, version: int) -> None:
        if isValid(self):
            self.name.set_value("")
            self.one.set_value(f"{KEPT}{version}")
            self._show()
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write_why(self, text: str) -> None:
        version = self._version()
        if version is not None:
            self.desk.run(acts.update, kind="persona_version", row=version.id, values={"why": text}, typing=True)

    def bring_back(self) -> None:
        """Make the persona what the version on the left says."""
        version = self._version()
        if version is not None:
            self.desk.run(persona_versions.bring_back, version=version.id, today=self.sources.today())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
