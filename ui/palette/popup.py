"""The palette itself: a field, what it finds, a line of help."""

from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.kbd import Kbd
from ui.kit.popover import FLAGS, paint_raised, SHADOW
from ui.kit.text import hairline, Label
from ui.kit.tokens import token
from ui.palette.list import PaletteDelegate, PaletteModel
from ui.palette.sources import groups

if TYPE_CHECKING:
    from ui.window import Window

MARKS: Final = "#>?"
HIGHEST: Final = 452


class Palette(QFrame):
    """Find anything, do anything."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window, FLAGS)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Search or run"))
        self.field = QLineEdit(self)
        self.model = PaletteModel(self)
        self.list = QListView(self)
        self._delegate = PaletteDelegate(self.list)
        self._build()
        self.field.textChanged.connect(self.look_up)
        self.list.clicked.connect(self._run)
        self.look_up("")

    def open_over(self, window: QWidget) -> None:
        """Show in the upper middle of a window."""
        size = token("size", "palette")
        left = (window.width() - self.width()) // 2
        self.move(window.mapToGlobal(QPoint(left, size["top"] - SHADOW)))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def look_up(self, typed: str) -> None:
        """Show what fits the words typed so far."""
        self._delegate.words = tuple(typed.lstrip(MARKS).split())
        self.model.show(groups(self._window, typed))
        self.list.setCurrentIndex(self.model.step(-1, 1) if self.model.rowCount() else QModelIndex())
        self._nothing.setVisible(not self.model.rowCount())
        self._fit()

    def _build(self) -> None:
        look = theme.current()
        size = token("size", "palette")
        self.field.setProperty("bare", True)
        self.field.setFont(look.font("section", 400))
        self.field.setPlaceholderText(tr("Search or run"))
        self.field.setAccessibleName(tr("Search or run"))
        self.field.installEventFilter(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setProperty("kind", "palette")
        self.list.setStyleSheet("QListView { background: transparent; border: none; }")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self._on_entered)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._nothing = Label(tr("Nothing found. Try fewer letters, or # for codes."), "body", "text3", parent=self)
        self._nothing.setMargin(16)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        column.setSpacing(0)
        column.addWidget(self._head(size["input"]))
        column.addWidget(hairline(parent=self))
        column.addWidget(self._nothing)
        column.addWidget(self.list)
        column.addWidget(hairline(parent=self))
        column.addWidget(self._foot())
        self.setFixedWidth(size["width"] + 2 * SHADOW)

    def _head(self, height: int) -> QWidget:
        head = QWidget(self)
        head.setFixedHeight(height)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 14, 0)
        row.setSpacing(10)
        sign = QLabel(head)
        sign.setPixmap(theme.current().pixmap("search", 18, "text2", self.devicePixelRatioF()))
        row.addWidget(sign)
        row.addWidget(self.field, 1)
        row.addWidget(Kbd("Esc", head))
        return head

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        foot.setFixedHeight(36)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(6)
        for key, words in (("Up", tr("choose")), ("Return", tr("open"))):
            row.addWidget(Kbd(key, foot))
            row.addWidget(Label(words, "small", "text3", parent=foot))
            row.addSpacing(8)
        row.addStretch(1)
        row.addWidget(Label(tr("Type"), "small", "text3", parent=foot))
        for key, words in ((">", tr("for commands,")), ("#", tr("for codes,")), ("?", tr("for keys"))):
            row.addWidget(Kbd(key, foot))
            row.addWidget(Label(words, "small", "text3", parent=foot))
        return foot

    def _fit(self) -> None:
        rows = range(self.model.rowCount())
        height = sum(self.list.sizeHintForRow(row) for row in rows) + 8
        self.list.setFixedHeight(min(height, HIGHEST) if self.model.rowCount() else 0)
        self.list.setVisible(bool(self.model.rowCount()))
        self._column.activate()
        self.resize(self.width(), self._column.sizeHint().height())

    def _on_entered(self, index: QModelIndex) -> None:
        if self.model.entry(index) is not None:
            self.list.setCurrentIndex(index)

    def _step(self, by: int) -> None:
        if self.model.rowCount():
            index = self.model.step(self.list.currentIndex().row(), by)
            self.list.setCurrentIndex(index)
            first = index.row() == 1
            self.list.scrollToTop() if first else self.list.scrollTo(index)

    def _run(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if entry is None:
            return
        run = entry.run
        self.close()
        QTimer.singleShot(0, self._window, run)

    def _run_with_shift(self) -> None:
        rows = [self.model.entry(self.model.index(i)) for i in range(self.model.rowCount())]
        entry = next((row for row in rows if row is not None and row.keys == "Shift+Return"), None)
        if entry is not None:
            self._run(self.model.index(rows.index(entry)))

    def _on_key(self, event: QKeyEvent) -> bool:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            self._step(1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            self._step(-1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _ in range(8):
                self._step(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run_with_shift() if shift else self._run(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_raised(QPainter(self), box, theme.current(), theme.current().radius("popup"))
