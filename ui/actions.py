"""Every action of the frame as data: menus, tool buttons, palette, the list of keys and the tests read this one list.

A `when` names the state an action needs: `open` a workspace, `writable` one that may be changed, `undo`, `redo`,
`back`, `forward`, `inspect` something for the inspector. `run` names what is run; the window binds names to what it
can do.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from b2bdesk.i18n import tr
from b2bdesk.terms import N_
from ui.kit import theme
from ui.kit.text import tip


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person can do."""

    id: str
    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    when: str = ""
    group: str = "plan"
    room: str = ""
    run: str = ""
    listed: bool = True
    """Whether the palette and the list of keys name it."""

    @property
    def runs(self) -> str:
        """Return the name of what is run."""
        return self.run or self.id

    @property
    def single(self) -> bool:
        """Tell whether a key is a letter or sign alone, which works only outside fields and can be switched off."""
        return any(len(key.removeprefix("Shift+")) == 1 for key in self.keys)


GROUPS: Final = {
    "file": N_("File"),
    "edit": N_("Edit"),
    "go": N_("Go to"),
    "view": N_("View"),
    "plan": N_("Here"),
    "help": N_("Help"),
}

ACTS: Final = (
    Act("new", N_("Start a new plan…"), "file-plus", ("Ctrl+N",), group="file"),
    Act("open", N_("Open a file…"), "folder-open", ("Ctrl+O",), group="file"),
    Act("example", N_("Open the example"), "grid-3x3", group="file"),
    Act("save_as", N_("Save a copy as…"), "save", ("Ctrl+Shift+S",), "open", "file"),
    Act("export", N_("Export…"), "download", ("Ctrl+E",), "open", "file"),
    Act("cards", N_("Role cards: print, PDF, pictures…"), "printer", ("Ctrl+P",), "open", "file"),
    Act("copy_personas", N_("Copy personas to a file…"), "file-down", (), "open", "file"),
    Act("bring_personas", N_("Bring personas from a file…"), "file-up", (), "writable", "file"),
    Act("backup", N_("Make a restore point"), "bookmark", (), "writable", "file"),
    Act("restore", N_("Restore a backup…"), "archive-restore", (), "open", "file"),
    Act("check", N_("Check the workspace"), "shield-check", (), "open", "file"),
    Act("close", N_("Close the plan"), "log-out", ("Ctrl+W",), "open", "file"),
    Act("quit", N_("Quit"), "power", ("Ctrl+Q",), group="file"),
    Act("undo", N_("Undo"), "undo-2", ("Ctrl+Z",), "undo", "edit"),
    Act("redo", N_("Redo"), "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "edit"),
    Act("history", N_("History"), "history", ("Ctrl+H",), "open", "edit"),
    Act("stages", N_("Lifecycle stages…"), "columns-3", (), "open", "edit"),
    Act("palette", N_("Search or run"), "search", ("Ctrl+K",), "open", "go", listed=False),
    Act("back", N_("Back"), "arrow-left", ("Alt+Left",), "back", "go"),
    Act("forward", N_("Forward"), "arrow-right", ("Alt+Right",), "forward", "go"),
    Act("next_pane", N_("Next pane"), "", ("F6",), "open", "go"),
    Act("previous_pane", N_("Previous pane"), "", ("Shift+F6",), "open", "go"),
    Act("filter", N_("Filter this view"), "list-filter", ("Ctrl+F",), "open", "go"),
    Act("rail", N_("Narrow or wide rail"), "panel-left", ("Ctrl+B",), "open", "view"),
    Act("inspector", N_("Inspector"), "panel-right", ("Ctrl+I",), "inspect", "view"),
    Act("fullscreen", N_("Full screen"), "maximize-2", ("F11",), group="view"),
    Act("theme_light", N_("Light colours"), "sun", group="view"),
    Act("theme_dark", N_("Dark colours"), "moon", group="view"),
    Act("theme_system", N_("Colours as the system"), "monitor", group="view"),
    Act("english", "English", "languages", group="view"),
    Act("hans", "简体中文", "languages", group="view"),
    Act("hant", "繁體中文", "languages", group="view"),
    Act("reference", N_("Reference cards"), "book-open", ("F3",), "open", "help"),
    Act("keys", N_("Keys"), "keyboard", ("F1",), group="help"),
    Act("settings", N_("Settings"), "settings", ("Ctrl+,",), "", "view"),
)


class ActionBook(QObject):
    """The actions of one window as `QAction`s, by id."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._acts: dict[str, Act] = {}
        self._actions: dict[str, QAction] = {}
        self._state: frozenset[str] = frozenset()
        self._single_keys = True

    def add(self, act: Act, run: Callable[[], object], *, scope: QWidget | None = None) -> QAction:
        """Make an action; with a `scope` its keys work in that widget alone."""
        action = QAction(self)
        action.setObjectName(act.id)
        action.triggered.connect(partial(call, run))
        if scope is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        (scope or self._window).addAction(action)
        self._acts[act.id], self._actions[act.id] = act, action
        self._dress(act, action)
        return action

    def add_all(self, acts: Iterable[Act], runs: Mapping[str, Callable[[], object]]) -> None:
        """Make an action of each act that something can be run for."""
        for act in acts:
            if act.runs in runs:
                self.add(act, runs[act.runs])

    def remove(self, ids: Iterable[str]) -> None:
        """Take actions away, those of a room that is rebuilt."""
        for name in list(ids):
            self._acts.pop(name, None)
            action = self._actions.pop(name, None)
            if action is not None:
                action.deleteLater()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __contains__(self, name: str) -> bool:
        return name in self._actions

    def shown(self, name: str) -> QAction:
        """Return an action for a menu or a button, with its icon; most are never seen, so none is drawn before."""
        action = self._actions[name]
        action.setIcon(theme.current().icon(self._acts[name].icon))
        return action

    def acts(self) -> list[Act]:
        """Return all acts in their order."""
        return list(self._acts.values())

    def usable(self, room: str = "") -> list[Act]:
        """Return the acts that can be run now, in a room or anywhere."""
        return [a for a in self._acts.values() if a.room in ("", room) and self._actions[a.id].isEnabled()]

    def set_state(self, state: Iterable[str]) -> None:
        """Say which states hold; actions that need another one are switched off."""
        self._state = frozenset(state)
        for name, act in self._acts.items():
            self._actions[name].setEnabled(not act.when or act.when in self._state)

    def set_single_keys(self, on: bool) -> None:
        """Let single letters act, or not."""
        if on == self._single_keys:
            return
        self._single_keys = on
        for name, act in self._acts.items():
            self._dress(act, self._actions[name])

    def retranslate(self) -> None:
        """Speak the language now spoken."""
        for name, act in self._acts.items():
            self._dress(act, self._actions[name])

    def _dress(self, act: Act, action: QAction) -> None:
        action.setText(tr(act.text))
        keys = () if act.single and not self._single_keys else act.keys
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setEnabled(not act.when or act.when in self._state)
        action.setToolTip(tip(tr(act.text), act.keys[0] if act.keys else ""))


def call(run: Callable[[], object], _checked: bool = False) -> None:
    """Run without the `checked` that Qt hands over."""
    run()
