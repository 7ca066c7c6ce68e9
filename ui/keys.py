"""The list of keys, in the inspector."""

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui.actions import Act, GROUPS
from ui.kit.kbd import Kbd
from ui.kit.scroll import ScrollPage
from ui.kit.text import Label


class KeysPane(ScrollPage):
    """Every action that has a key, by group."""

    def __init__(self, acts: Iterable[Act], parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=16, spacing=16)
        self.page.setObjectName("page")
        self.setWindowTitle(tr("Keys"))
        listed = [act for act in acts if act.keys]
        for group, name in GROUPS.items():
            found = [act for act in listed if act.group == group]
            if found:
                self.body.addLayout(section(tr(name), found, self.page))


def section(name: str, acts: Iterable[Act], parent: QWidget) -> QVBoxLayout:
    """Return a group's heading and its lines."""
    column = QVBoxLayout()
    column.setSpacing(6)
    column.addWidget(Label(name, "bodyStrong", parent=parent))
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for row, act in enumerate(acts):
        grid.addWidget(Label(tr(act.text), "small", "text2", wrap=True, parent=parent), row, 0)
        for column_number, key in enumerate(act.keys[:2], 1):
            grid.addWidget(Kbd(key, parent), row, column_number)
    column.addLayout(grid)
    return column
