"""The line that adds a statement: type, Enter; Enter on nothing goes on to what is missing next."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget
from shiboken6 import isValid

from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.terms import ItemKind
from ui.kit.fields import TextField
from ui.personas.small_parts import kind_width, KindButton
from ui.personas.words import PROMPTS

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Adder(QWidget):
    """`wanted(kind, text)` asks to add; `finished()` says that nothing was typed. Up and Down change the kind."""

    wanted = Signal(str, str)
    finished = Signal()

    def __init__(
        self, kinds: Sequence[tuple[str, str]], kind: str, *, fixed: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kinds, self._fixed = list(kinds), fixed
        self.kind = kind
        self.button = KindButton(kind_width(label for _, label in kinds), self)
        self.button.setEnabled(not fixed)
        self.button.clicked.connect(self._offer)
        self.field = TextField()
        self.line: QLineEdit = self.field.line
        self.field.set_flat(fixed)
        self.line.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 1, 0, 1)
        row.setSpacing(4)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.field, 1)
        self.setFocusProxy(self.line)
        self.be(kind)

    def be(self, kind: str) -> None:
        """Add another kind of statement."""
        self.kind = kind
        name = dict(self._kinds).get(kind, kind)
        self.button.show_kind(name, "thinText" if self._fixed else "text2")
        prompt = tr(PROMPTS[ItemKind(kind)]) if kind in set(ItemKind) else tr("Add, then Enter")
        self.field.set_name(tr("New: {label}", label=name))
        self.line.setPlaceholderText(f"+ {prompt}")

    def enter(self) -> None:
        """Put the keyboard here."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, text: str, error: UserError) -> None:
        """Say why it was not added; what was typed comes back."""
        if isValid(self):
            if not self.line.text():
                self.line.setText(text)
            self.field.set_error(error.sentence())

    def _add(self) -> None:
        text = self.line.text().strip()
        if not text:
            self.finished.emit()
            return
        self.field.set_value("")
        self.line.clear()
        self.wanted.emit(self.kind, text)

    def _turn(self, step: int) -> None:
        codes = [code for code, _ in self._kinds]
        self.be(codes[(codes.index(self.kind) + step) % len(codes)])

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code, label in self._kinds:
            menu.addAction(label.replace("&", "&&")).triggered.connect(partial(self._chosen, code))
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _chosen(self, code: str, _checked: bool = False) -> None:
        self.be(code)
        self.enter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self):
            return False
        if event.type() == QEvent.Type.FocusOut and self.line.text().strip():
            self._leave(event)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in ENTER:
            self._add()
            return True
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self._fixed and not event.modifiers():
            self._turn(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        return False

    def _leave(self, event: Any) -> None:
        """Add what was typed when the keyboard goes elsewhere in the window."""
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._add()
