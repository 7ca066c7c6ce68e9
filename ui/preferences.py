"""The room Settings: how the program speaks and looks; each choice acts at once."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from b2bdesk import __version__
from b2bdesk.i18n import tr
from b2bdesk.terms import Language, N_
from ui.desk import Desk
from ui.kit.scroll import ScrollPage
from ui.kit.segmented import Segmented
from ui.kit.text import Label
from ui.settings import config_folder, data_folder, Settings

TONGUES: Final = ((Language.EN, "English"), (Language.HANS, "简体中文"), (Language.HANT, "繁體中文"))
COLOURS: Final = (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark")))


class SettingsRoom(ScrollPage):
    """Language, colours, keys; and where things lie."""

    key = "settings"
    changed = Signal(str, object)
    """(name, value) A setting was changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=24)
        self._desk = desk
        self._settings: Settings | None = None
        self.page.setObjectName("page")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(16)
        self._grid.setColumnMinimumWidth(0, 160)
        self._grid.setColumnStretch(1, 1)
        holder = QWidget(self.page)
        holder.setMaximumWidth(720)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        self.body.addWidget(holder)

    def title(self) -> str:
        """Return the title."""
        return tr("Settings")

    def apply(self, _changes: Any) -> None:
        """Nothing here depends on the plan."""

    def refresh(self) -> None:
        """Nothing here depends on the plan."""

    def status_text(self) -> str:
        """Return the version."""
        return f"b2bdesk {__version__}"

    def set_settings(self, settings: Settings) -> None:
        """Show the settings; called when the room is shown."""
        if self._settings is settings:
            return
        self._settings = settings
        self._choice(0, tr("Language"), TONGUES, settings.speaks(), "language")
        self._choice(1, tr("Colours"), COLOURS, settings.theme, "theme")
        words = tr("Single letters act on the map and in lists: N adds, G goes to the next gap, X means not needed.")
        self._flag(2, tr("Keys"), words, settings.single_keys, "single_keys")
        self._flag(3, tr("Motion"), tr("Things may fade in and out."), settings.motion, "motion")
        words = tr("Each month the first opening of a plan keeps a snapshot, to compare with later.")
        self._flag(4, tr("Snapshots"), words, settings.monthly_snapshots, "monthly_snapshots")
        self._place(5, tr("Settings lie in"), str(config_folder()))
        self._place(6, tr("Restore points lie in"), str(data_folder() / "backups"))
        self._place(7, tr("Version"), __version__)

    def _choice(self, row: int, name: str, options: Any, value: str, key: str) -> None:
        self._name(row, name)
        choice = Segmented([(str(code), tr(text)) for code, text in options], name, self.page)
        choice.set_value(str(value))
        choice.picked.connect(partial(self._tell, key))
        self._grid.addWidget(choice, row, 1, Qt.AlignmentFlag.AlignLeft)

    def _flag(self, row: int, name: str, words: str, value: bool, key: str) -> None:
        self._name(row, name)
        box = QCheckBox(words, self.page)
        box.setChecked(value)
        box.toggled.connect(partial(self._tell, key))
        self._grid.addWidget(box, row, 1)

    def _place(self, row: int, name: str, words: str) -> None:
        self._name(row, name)
        label = Label(words, "body", "text2", wrap=True, parent=self.page)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(label, row, 1)

    def _name(self, row: int, name: str) -> None:
        label = Label(name, "body", "text3", parent=self.page)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)

    def _tell(self, key: str, value: object) -> None:
        # Later, for the window may build everything anew while this very widget speaks.
        QTimer.singleShot(0, self, partial(self.changed.emit, key, value))
