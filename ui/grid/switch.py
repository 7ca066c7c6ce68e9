"""Which view of the map is shown: the switch in the head, and the views, each built when it is first shown."""

from typing import Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from b2bdesk.i18n import tr
from ui import built
from ui.grid.views import existing, MapView, ViewKind
from ui.kit.segmented import Segmented


class Views(QObject):
    """The views of one map; `made` tells a new one, `picked` what a person chose in the switch."""

    made = Signal(object)
    """(MapView)"""
    picked = Signal(str)

    def __init__(self, desk: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.kinds: dict[str, ViewKind] = {kind.key: kind for kind in existing()}
        self.stack = QStackedWidget(parent)
        self.switch = Segmented([(kind.key, tr(kind.text)) for kind in self.kinds.values()], tr("View"))
        self.switch.picked.connect(self.picked)
        self.head = QWidget(parent)
        self.head.hide()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.switch)
        row.addStretch(1)
        self._built: dict[str, MapView] = {}

    def known(self, key: str) -> str:
        """Return a view's key, the first one's if there is no such view."""
        return key if key in self.kinds else next(iter(self.kinds))

    def find(self, key: str) -> MapView | None:
        """Return a view if it was shown before."""
        return self._built.get(key)

    def show(self, key: str) -> MapView:
        """Bring a view to the front, making it if it is new."""
        if key not in self._built:
            view = cast(MapView, built.build(self.kinds[key].source, self._desk, self.stack))
            self._built[key] = view
            self.stack.addWidget(cast(QWidget, view))
            self.made.emit(view)
        self.stack.setCurrentWidget(cast(QWidget, self._built[key]))
        self.switch.set_value(key)
        return self._built[key]
