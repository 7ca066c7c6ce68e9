"""Planned cost against the budget, as one bar."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.overview.brief import Money


class BudgetBar(QWidget):
    """What is planned of what there is; what goes beyond it is told in words and colour."""

    def __init__(self, money: Money, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._money = money
        self.setFixedHeight(44)
        self.setAccessibleName(tr("Money"))
        self.setAccessibleDescription(f"{self._planned()}, {self._there()}")
        theme.changed.connect(self.update)

    def _planned(self) -> str:
        return tr("{amount} planned", amount=f"{self._money.cost:,.0f}")

    def _there(self) -> str:
        if self._money.budget is None:
            return tr("no budget entered")
        return tr("{amount} budget", amount=f"{self._money.budget:,.0f}")

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, money = theme.current(), QPainter(self), self._money
        budget = money.budget or 0
        top = max(money.cost, budget) or 1
        over = money.budget is not None and money.cost > budget
        width = float(self.width())
        painter.fillRect(QRectF(0, 2, width, 18), look.color("band"))
        painter.fillRect(QRectF(0, 2, width * float(money.cost / top), 18), look.color("gap" if over else "text2"))
        if money.budget is not None:
            painter.fillRect(QRectF(min(width - 2, width * float(budget / top)), 0, 2, 22), look.color("text"))
        painter.setFont(look.font("small"))
        painter.setPen(look.color("gapText" if over else "text2"))
        foot = QRectF(0, 24, width, 20)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._planned())
        painter.setPen(look.color("text2"))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._there())
