"""The reference cards, in the inspector."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.insight.reference import Card, CARDS
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.kit.text import Label


class ReferencePane(ScrollPage):
    """Every card as a small table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page.setObjectName("page")
        self.setWindowTitle(tr("Reference cards"))
        for at, card in enumerate(CARDS):
            self.body.addWidget(_section(card, line=at > 0))
        self.body.addStretch(1)


def _section(card: Card, *, line: bool) -> Section:
    section = Section(tr(card.title), line=line)
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(5)
    top = Qt.AlignmentFlag.AlignTop
    for column, head in enumerate(card.heads):
        if head:
            grid.addWidget(Label(tr(head), "micro", "text3", wrap=True), 0, column, top)
    for row, words in enumerate(card.lines, 1):
        for column, text in enumerate(words):
            label = Label(tr(text), "small", "text2" if column == 0 else "text", wrap=True)
            grid.addWidget(label, row, column, top)
    for column in range(len(card.heads)):
        grid.setColumnStretch(column, 3 if column else 2)
    section.body.addLayout(grid)
    return section
