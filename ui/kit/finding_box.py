"""A finding: how grave, the sentence, why, and what can be done about it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.terms import N_
from ui.kit import theme
from ui.kit.buttons import link
from ui.kit.flow import FlowLayout
from ui.kit.marks import severity_icon
from ui.kit.text import Label

SEVERITIES = {"E": N_("Error"), "W": N_("Warning"), "I": N_("Hint")}


class FindingBox(QWidget):
    """`acted(key)` tells which of the (key, text) links was followed."""

    acted = Signal(str)

    def __init__(
        self,
        severity: str,
        sentence: str,
        reason: str = "",
        links: Sequence[tuple[str, str]] = (),
        *,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._framed = framed
        name = tr(SEVERITIES[severity])
        self.setAccessibleName(f"{name}: {sentence}")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        icon = QVBoxLayout()
        icon.setContentsMargins(0, 2, 0, 0)
        icon.addWidget(severity_icon(severity, name))
        row.addLayout(icon)
        row.setAlignment(icon, Qt.AlignmentFlag.AlignTop)  # a stretch would make the box as tall as what it stands in
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(Label(sentence, "small", weight=500, wrap=True))
        if reason:
            column.addWidget(Label(reason, "small", "text3", wrap=True))
        if links:
            column.addSpacing(2)
            column.addLayout(self._links(links))
        row.addLayout(column, 1)
        theme.changed.connect(self.update)

    def _links(self, links: Sequence[tuple[str, str]]) -> FlowLayout:
        flow = FlowLayout(gap=14)
        for key, text in links:
            button = link(text)
            button.clicked.connect(partial(self.acted.emit, key))
            flow.addWidget(button)
        return flow

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._framed:
            return
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("hairline"), 1))
        painter.setBrush(look.color("surface"))
        radius = look.radius("card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
