"""Two personas become one: what moves is told, and for fields that differ a person says whose value stays."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.commands import persona_merging
from b2bdesk.commands.persona_merging import KEPT, Merged, OTHER
from b2bdesk.i18n import tr, trn
from b2bdesk.insight.persona_diff import Difference, Sign
from b2bdesk.queries import persona_versions as asked
from b2bdesk.queries.persona_versions import Side, Teller
from ui.kit.buttons import Button, IconButton
from ui.kit.fields import Choice, ChoiceField
from ui.kit.scroll import ScrollPage
from ui.kit.segmented import Segmented
from ui.kit.text import hairline, Label
from ui.records.sources import Sources

LONG: Final = 40


class Merge(QWidget):
    """`left()` goes back; `merged(kept)` once it is done; `message` tells what became of what could not be merged."""

    left = Signal()
    merged = Signal(int)
    message = Signal(str)

    def __init__(self, sources: Sources, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sources, self.desk = sources, sources.desk
        self.persona: int | None = None
        self.choices: dict[str, Segmented] = {}
        self.title = Label("", "title")
        self.other = ChoiceField(empty=None)
        self.other.set_name(tr("Merge in"))
        self.other.committed.connect(self._show)
        self.go = Button(tr("Merge"), "primary", icon="merge")
        self.go.clicked.connect(self.merge)
        self.page = ScrollPage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(hairline())
        column.addWidget(self.page, 1)
        self.setFocusProxy(self.other)

    def _head(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        close = IconButton("x", tr("Back to the editor"), keys="Esc")
        close.clicked.connect(self.left)
        top.addWidget(self.title, 1)
        top.addWidget(close)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Label(tr("Merge in"), "small", "text3"))
        line.addWidget(self.other, 1)
        line.addWidget(self.go)
        column.addLayout(top)
        column.addLayout(line)
        return column

    def show_persona(self, persona: int | None) -> None:
        """Offer what may be merged into a persona."""
        again = persona == self.persona
        self.persona = persona
        named = self.sources.lookups.named("persona")
        mine = next((row.name for row in named if row.id == persona), "")
        rows = [Choice(row.id, row.name, row.code) for row in named if row.id != persona]
        self.title.setText(tr("Merge into {name}", name=mine))
        self.other.set_choices(rows, may_be_empty=False)
        if not again or self.other.value() not in [row.key for row in rows]:
            self.other.set_value(rows[0].key if rows else None)
        self.go.setEnabled(bool(rows) and not self.desk.read_only)
        self._show()

    def _show(self, *_told: object) -> None:
        self.page.clear()
        self.choices = {}
        other, kept, lang = self.other.value(), self.persona, self.sources.lookups.lang
        if other is None or kept is None:
            self._say(tr("There is no other persona to merge in."))
            return

        def ask(session: Any) -> tuple[Side, Side, Teller]:
            return asked.present(session, kept), asked.present(session, other), asked.teller(session, lang)

        one, two, teller = self.desk.read(ask)
        found = [each for rows in asked.compared(one, two).values() for each in rows]
        self._tell(found, one, two)
        self._offer([f for f in found if f.part == "field" and f.sign is Sign.CHANGED], teller, one, two)

    def _tell(self, found: list[Difference], one: Side, two: Side) -> None:
        moving = sum(each.part == "item" and each.sign is Sign.ADDED for each in found)
        same = len(two.data["items"]) - moving
        facts = {"kept": one.name, "name": two.name}
        self._say(tr("{name} goes; all that is said, liked, proved and placed stays with {kept}.", **facts))
        self._say(trn("{n} statement moves over.", "{n} statements move over.", moving))
        if same:
            self._say(
                trn("{n} statement is the same and is joined.", "{n} statements are the same and are joined.", same)
            )
        self._say(tr("Both are kept as versions first. It is one step: Ctrl+Z takes it back."), "text3")

    def _say(self, text: str, tone: str = "text2") -> None:
        label = Label(text, "body", tone, wrap=True)
        label.setContentsMargins(20, 6, 20, 0)
        self.page.body.addWidget(label)

    def _offer(self, found: list[Difference], teller: Teller, one: Side, two: Side) -> None:
        if not found:
            return
        head = Label(tr("Whose value stays?"), "body", weight=600)
        head.setContentsMargins(20, 16, 20, 4)
        self.page.body.addWidget(head)
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(20, 0, 20, 20)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, each in enumerate(found):
            name = teller.what(each)
            texts = [teller.value(each, value) for value in (each.before, each.after)]
            pick = Segmented([(KEPT, _short(texts[0], one.name)), (OTHER, _short(texts[1], two.name))], name)
            pick.setToolTip("")
            self.choices[each.key] = pick
            grid.addWidget(Label(name, "small", "text3"), row, 0)
            grid.addWidget(pick, row, 1, Qt.AlignmentFlag.AlignLeft)
        self.page.body.addWidget(box)

    def merge(self) -> None:
        """Do it, as one step."""
        if self.persona is None or self.other.value() is None or self.desk.read_only:
            return
        self.go.setEnabled(False)
        self.desk.run(
            persona_merging.merge,
            kept=self.persona,
            other=self.other.value(),
            today=self.sources.today(),
            choices={key: pick.value() for key, pick in self.choices.items()},
            done=partial(self._done, self.persona),
            failed=self._failed,
        )

    def _done(self, kept: int, done: Merged) -> None:
        parts = [trn("{n} statement moved over.", "{n} statements moved over.", done.moved)]
        roles, ties = len(done.roles), done.relations
        if roles:
            parts.append(trn("{n} role that both held is one now.", "{n} roles that both held are one now.", roles))
        if ties:
            parts.append(
                trn("{n} relation between the two fell away.", "{n} relations between the two fell away.", ties)
            )
        self.message.emit(" ".join(parts))
        self.merged.emit(kept)

    def _failed(self, error: Any) -> None:
        self.go.setEnabled(True)
        self.desk.failed.emit(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _short(text: str, name: str) -> str:
    cut = text if len(text) <= LONG else f"{text[: LONG - 1]}…"
    return cut or name
