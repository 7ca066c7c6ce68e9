"""One question of the interview guide with its answer, and what the answer is turned into."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import render, tr
from b2bdesk.insight.interview import Asked
from b2bdesk.terms import Polarity
from ui.kit.buttons import Button
from ui.kit.checklist import Choice
from ui.kit.fields import ChoiceField
from ui.kit.fields.text import LongTextField
from ui.kit.text import hairline, Label

REST_MS: Final = 700
"""A pause in typing after which what stands there is saved; typing on is still the same step."""
CTRL: Final = Qt.KeyboardModifier.ControlModifier
KIND_WIDTH: Final = 150


class AnswerBlock(QWidget):
    """`answered(key, text)`, `stated(key, kind)`, `linked(key, polarity)` and `quoted(key)` tell what a person did."""

    answered = Signal(str, str)
    stated = Signal(str, str)
    linked = Signal(str, str)
    quoted = Signal(str)

    def __init__(self, asked: Asked, number: int, kinds: list[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = asked
        self.key = asked.key
        text = render(asked.text, dict(asked.facts)) if asked.facts else tr(asked.text)
        self.question = Label(f"{number}. {text}", "body", weight=600, wrap=True)
        self.field = LongTextField(placeholder=tr("What was answered, in the person's own words"), lines=2)
        self.field.set_name(text)
        self.field.committed.connect(self._answered)
        self.kind = ChoiceField(kinds)
        self.kind.set_choices(kinds, may_be_empty=False)
        self.kind.set_value(asked.kind)
        self.kind.set_name(tr("Kind of statement"))
        self.kind.setFixedWidth(KIND_WIDTH)
        self.made = Label("", "small", "okText")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.field.commit)
        self.field.box.textChanged.connect(self._rest.start)
        self.field.box.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        column.addWidget(self.question)
        column.addWidget(self.field)
        column.addLayout(self._ways())
        column.addSpacing(4)
        column.addWidget(hairline())
        self._offer()

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.buttons: list[Button] = []
        if self.asked.item:
            self._add(row, tr("Supports it"), "circle-plus", partial(self._link, str(Polarity.SUPPORTS)), "Ctrl+L")
            self._add(row, tr("Contradicts it"), "circle-minus", partial(self._link, str(Polarity.CONTRADICTS)), "")
        row.addWidget(self.kind)
        self._add(row, tr("Make a statement"), "plus", self._state, "Ctrl+M")
        if not self.asked.item:
            self._add(row, tr("Link to a statement…"), "link", partial(self._link, ""), "Ctrl+L")
        self._add(row, tr("Take as the quote"), "quote", self._quote, "Ctrl+T")
        row.addWidget(self.made)
        row.addStretch(1)
        return row

    def _add(self, row: QHBoxLayout, text: str, icon: str, run: Callable[..., None], keys: str) -> None:
        button = Button(text, "quiet", icon=icon, small=True)
        button.setToolTip(f"{text}  {keys}" if keys else text)
        button.clicked.connect(run)
        self.buttons.append(button)
        row.addWidget(button)

    # What is shown

    def show_answer(self, text: str, made: str, *, writable: bool) -> None:
        """Show what was answered and which statement was made of it; what is being typed stays."""
        if not self.field.box.hasFocus() or not self._dirty():
            self.field.set_value(text)
        self.made.setText(tr("speaks to {code}", code=made) if made else "")
        self.field.set_read_only(not writable)
        self._offer(writable)

    def commit(self) -> None:
        """Take over what is being typed."""
        self._rest.stop()
        self.field.commit()

    def text(self) -> str:
        """Return what stands there."""
        return str(self.field.value() or "")

    def _dirty(self) -> bool:
        return self.text() != str(self.field._value or "") or self._rest.isActive()

    def _offer(self, writable: bool = True) -> None:
        can = writable and bool(self.text().strip())
        for button in self.buttons:
            button.setEnabled(can)
        self.kind.setEnabled(can)

    # What is done

    def _answered(self, text: str) -> None:
        self._offer()
        self.answered.emit(self.key, text)

    def _state(self, _checked: bool = False) -> None:
        self.commit()
        self.stated.emit(self.key, str(self.kind.value()))

    def _link(self, polarity: str, _checked: bool = False) -> None:
        self.commit()
        self.linked.emit(self.key, polarity)

    def _quote(self, _checked: bool = False) -> None:
        self.commit()
        self.quoted.emit(self.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+M makes a statement of what stands here, Ctrl+L links it, Ctrl+T takes it as the quote."""
        if isinstance(event, QKeyEvent) and event.modifiers() == CTRL and watched is self.field.box:
            runs: dict[Qt.Key, Callable[[], None]] = {
                Qt.Key.Key_M: self._state,
                Qt.Key.Key_L: partial(self._link, str(Polarity.SUPPORTS) if self.asked.item else ""),
                Qt.Key.Key_T: self._quote,
            }
            run = runs.get(Qt.Key(event.key()))
            if run is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if run is not None and event.type() == QEvent.Type.KeyPress:
                if self.text().strip():
                    run()
                return True
        return super().eventFilter(watched, event)
