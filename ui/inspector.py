"""The pane on the right: what is chosen, or the history; beside the view, or over it where there is little room."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.text import ElidedLabel, Label

OVERLAY_BELOW: Final = 1280
"""Width of the window under which the inspector lies over the view."""


class InspectorPane(QFrame):
    """A head with title, pin and close, and below it the widget that a room hands over."""

    close_asked = Signal()
    pin_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAutoFillBackground(True)
        self.setAccessibleName(tr("Inspector"))
        self._title = ElidedLabel("", "section", parent=self)
        self._subtitle = Label("", "small", "text3", parent=self)
        self._pin = IconButton("pin", tr("Keep beside the view"), parent=self)
        self._close = IconButton("x", tr("Close"), keys="Esc", parent=self)
        self._stack = QStackedWidget(self)
        self._content: QWidget | None = None
        self._pin.setCheckable(True)
        self._pin.toggled.connect(self._on_pin)
        self._close.clicked.connect(self.close_asked)
        self._arrange()
        self._dress()

    @property
    def pinned(self) -> bool:
        """Tell whether the pane stays beside the view in a small window too."""
        return self._pin.isChecked()

    @property
    def content(self) -> QWidget | None:
        """Return the widget that is shown."""
        return self._content

    def show_content(self, widget: QWidget | None, title: str = "", subtitle: str = "") -> None:
        """Show a widget under a title; the one before stays alive with its owner."""
        if self._content is not None and self._content is not widget:
            self._content.removeEventFilter(self)
            self._stack.removeWidget(self._content)
        self._content = widget
        if widget is not None:
            if self._stack.indexOf(widget) < 0:
                self._stack.addWidget(widget)
                widget.installEventFilter(self)
            self._stack.setCurrentWidget(widget)
            widget.show()
        self._write(title or (widget.windowTitle() if widget is not None else ""), subtitle)

    def _write(self, title: str, subtitle: str = "") -> None:
        self._title.setText(title or tr("Inspector"))
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._subtitle)
        head.addStretch(1)
        head.addWidget(self._pin)
        head.addWidget(self._close)
        box = QWidget(self)
        box.setFixedHeight(theme.current().size("header"))
        box.setLayout(head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(box)
        layout.addWidget(self._stack, 1)

    def _dress(self) -> None:
        look = theme.current()
        palette = self.palette()
        palette.setColor(self.backgroundRole(), look.color("surface"))
        self.setPalette(palette)
        self.setMinimumWidth(look.size("inspectorMin"))

    def _on_pin(self, pinned: bool) -> None:
        self._pin.set_icon("pin-off" if pinned else "pin")
        self.pin_changed.emit(pinned)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() == QEvent.Type.WindowTitleChange:
            self._write(self._content.windowTitle())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
            return
        super().keyPressEvent(event)


class Body(QWidget):
    """The view and the inspector: side by side, or one over the other."""

    inspector_hidden = Signal()

    def __init__(self, view: QWidget, pane: InspectorPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = pane
        self.shown = True
        self._view = view
        self._width = theme.current().size("inspector")
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(view)
        self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.splitterMoved.connect(self._on_moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        pane.pin_changed.connect(self._on_pin)

    @property
    def overlaid(self) -> bool:
        """Tell whether the inspector lies over the view."""
        return self.pane.parent() is self

    @property
    def narrow(self) -> bool:
        """Tell whether there is too little room for the inspector beside the view."""
        return self.window().width() < OVERLAY_BELOW and not self.pane.pinned

    @property
    def inspector_width(self) -> int:
        """Return the inspector's width."""
        return self._width

    def set_inspector_width(self, width: int) -> None:
        """Give the inspector a width."""
        self._width = max(width, theme.current().size("inspectorMin"))
        self._place()

    def show_inspector(self, shown: bool) -> None:
        """Show the inspector or put it away."""
        self.shown = shown
        self._place()
        if shown and self.overlaid:
            self.pane.raise_()

    def _on_moved(self, _position: int, _index: int) -> None:
        self._width = self.pane.width()

    def _on_pin(self, _pinned: bool) -> None:
        self._place()

    def _place(self) -> None:
        over = self.narrow
        if over != self.overlaid:
            self._move(over)
        self.pane.setVisible(self.shown)
        if over:
            width = min(self._width, self.width() - 40)
            self.pane.setGeometry(QRect(self.width() - width, 0, width, self.height()))
            self.pane.raise_()
        elif self.shown:
            self.splitter.setSizes([max(self.width() - self._width - 1, 1), self._width])

    def _move(self, over: bool) -> None:
        if over:
            self.pane.setParent(self)
            shadow = QGraphicsDropShadowEffect(self.pane)
            shadow.setBlurRadius(24)
            shadow.setOffset(-4, 0)
            shadow.setColor(QColor(0, 0, 0, 60))
            self.pane.setGraphicsEffect(shadow)
        else:
            self.pane.setGraphicsEffect(None)  # type: ignore[arg-type]
            self.splitter.addWidget(self.pane)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
