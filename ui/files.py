"""What can be done with files: new, example, open, close, save a copy, restore points, restore, check."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from b2bdesk import i18n
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from ui import filework
from ui.desk import AFTER_PAINT_MS
from ui.places import module_of
from ui.settings import documents_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from b2bdesk.workspace import Workspace
    from ui.single import Guard
    from ui.window import Window

SUFFIX: Final = ".b2bdesk"
MENU: Final = ("new", "open", "", "save_as", "backup", "restore", "check", "", "close")
HELD: Final = frozenset({"workspace.locked"})
GONE: Final = frozenset({"workspace.moved"})
RECENT_SHOWN: Final = 6


class Files(QObject):
    """The file commands of one window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    @cached_property
    def guard(self) -> "Guard":
        """Answer for the open file; made when the first is opened, for it brings Qt's network along."""

        from ui.single import Guard

        found = Guard(self)
        found.raised.connect(self._on_raised)
        return found

    def release(self) -> None:
        """Answer for no file."""
        if "guard" in self.__dict__:
            self.guard.release()

    def runs(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions of the group `file` run."""
        return {
            "new": self.start_mine,
            "example": self.open_example,
            "open": self.choose,
            "close": self.close,
            "save_as": self.save_copy,
            "backup": self.make_restore_point,
            "restore": self.restore,
            "check": self.check,
        }

    # Opening

    def open(self, path: Path, *, read_only: bool = False, room: str = "") -> None:
        """Open a file; if another window has it, that one comes to the front."""
        place = path.resolve()
        if place == self._window.desk.path and not read_only:
            return
        if not read_only and self.guard.raise_other(place):
            self._window.say(tr("{name} is open in another window.", name=place.name))
            self._window.fall_back()
            return
        if room:
            self._window.settings.last_room = room
        if self._window.frame is None:
            self._window.show_opening(place.stem, place)
        self._take(
            partial(filework.open_workspace, place, read_only),
            done=self._hold,
            failed=partial(self._on_refused, place),
        )

    def choose(self) -> None:
        """Ask for a file and open it."""
        from PySide6.QtWidgets import QFileDialog

        folder = self._folder()
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open a plan"), str(folder), self._filter())
        if name:
            self.open(Path(name))

    def open_example(self) -> None:
        """Make a copy of the example in the documents folder, unless it lies there already, and open it on the map."""
        lang = str(i18n.language())
        folder = documents_folder()
        self._window.settings.last_room = "map"
        self._take(
            partial(filework.example_workspace, folder, lang),
            done=self._hold,
            failed=partial(self._on_refused, folder),
        )

    def start_mine(self) -> None:
        """Make a new plan among the documents and open its empty map at once; a copy can be saved elsewhere."""
        self.make_new(free_name(documents_folder(), tr("My plan")))

    def make_new(self, path: Path) -> None:
        """Make a blank plan and open its map."""
        self._window.settings.last_room = "map"
        self._take(
            partial(filework.new_workspace, path, str(i18n.language())),
            done=self._hold,
            failed=partial(self._on_refused, path),
        )

    def close(self) -> None:
        """Close the plan and show the start screen."""
        from ui.status import keep_picture

        seal = keep_picture(self._window)
        self._window.facts.stop()
        self.release()
        self._window.desk.close_workspace()
        seal()

    def menu(self) -> "QMenu":
        """Return a menu of what can be done with files."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in MENU:
            if name:
                menu.addAction(self._window.book.shown(name))
            else:
                menu.addSeparator()
        self._list_recent(menu)
        return menu

    def _list_recent(self, menu: "QMenu") -> None:
        here = self._window.desk.path
        recent = [path for path in self._window.settings.recent_files() if path != here][:RECENT_SHOWN]
        if recent:
            menu.addSection(tr("Recent"))
        for path in recent:
            menu.addAction(path.stem).triggered.connect(partial(self._open_recent, path))

    # Copies

    def save_copy(self) -> None:
        """Ask where, and write a copy of the plan there."""
        from PySide6.QtWidgets import QFileDialog

        here = self._window.desk.path
        assert here is not None
        proposed = free_name(here.parent, here.stem)
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Save a copy as"), str(proposed), self._filter())
        if name:
            self._window.desk.run_job(
                partial(filework.write_copy, self._window.desk.open_workspace, with_suffix(Path(name))),
                tr("Saving a copy"),
                done=self._on_copied,
            )

    def make_restore_point(self) -> None:
        """Keep a copy of the plan as it is now."""
        self._window.desk.run(filework.back_up, done=self._on_backed_up)

    def restore(self) -> None:
        """Show the restore points of the open plan."""
        from ui.history.points import PointsPane

        if self._window.frame is not None:
            pane = PointsPane(self._window.desk, self._window.frame)
            pane.chosen.connect(self._on_point)
            self._window.frame.show_aside(pane)

    def restore_file(self, path: Path, backup_id: str) -> None:
        """Bring a file that is not open back to a backup and open it; what lay there is kept as a backup too."""
        self._take(
            partial(filework.restored_workspace, path, backup_id),
            done=self._hold,
            failed=partial(self._on_refused, path),
        )

    def check(self) -> None:
        """Check the file and say what was found."""
        self._window.desk.run_job(
            partial(filework.check_workspace, self._window.desk.open_workspace.path),
            tr("Checking"),
            done=self._on_checked,
        )

    def rescue(self, error: UserError) -> bool:
        """Offer a way out of what the file suffered; tell whether there was one."""
        if error.code not in GONE | {"disk.full"}:
            return False
        if self._asked(error, tr("Save as…")):
            self.save_copy()
        return True

    # Inner

    def _take(self, opener: Callable[[], "Workspace"], **then: Any) -> None:
        settings = self._window.settings
        module = module_of(settings.last_room)
        self._window.desk.open(partial(filework.prepared, opener, module, str(i18n.language()), settings), **then)

    def _hold(self) -> None:
        """Answer for the open file, once it is painted, and be ready to change it."""
        QTimer.singleShot(AFTER_PAINT_MS, self._answer)

    def _answer(self) -> None:
        self._window.desk.get_ready(filework.load_commands)
        path = self._window.desk.path
        if path is not None and not self._window.desk.read_only:
            self.guard.hold(path)

    def _on_point(self, backup_id: str) -> None:
        path = self._window.desk.path
        assert path is not None
        self.close()
        self.restore_file(path, backup_id)

    def _open_recent(self, path: Path, _checked: bool = False) -> None:
        self.open(path)

    def _on_refused(self, path: Path, error: UserError) -> None:
        if error.code not in HELD:
            self._refuse(path, error)
        elif self._asked(error, tr("Open read-only")):
            self.open(path, read_only=True)
        self._window.fall_back()

    def _refuse(self, path: Path, error: UserError) -> None:
        backup = error.facts.get("backup")
        if self._asked(error, tr("Restore the backup") if backup else ""):
            self.restore_file(path, str(backup))

    def _asked(self, error: UserError, way_out: str) -> bool:
        """Tell what went wrong and offer a way out if there is one; tell whether it is taken."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Warning, "b2bdesk", error.sentence(), parent=self._window)
        button = box.addButton(way_out, QMessageBox.ButtonRole.AcceptRole) if way_out else None
        box.addButton(QMessageBox.StandardButton.Cancel if way_out else QMessageBox.StandardButton.Close)
        box.exec()
        return button is not None and box.clickedButton() is button

    def _on_raised(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _on_copied(self, path: Path) -> None:
        self._window.say(tr("Saved a copy as {path}", path=str(path)))

    def _on_backed_up(self, _result: Any) -> None:
        self._window.say(tr("Made a restore point."))

    def _on_checked(self, problems: list[str]) -> None:
        self._window.say(problems[0] if problems else tr("Checked: the file is whole."))

    def _folder(self) -> Path:
        last = self._window.settings.last_file
        return Path(last).parent if last else documents_folder()

    def _filter(self) -> str:
        return f"{tr('b2bdesk plan')} (*{SUFFIX})"


def with_suffix(path: Path) -> Path:
    """Return a path that ends in `.b2bdesk`."""
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def free_name(folder: Path, stem: str) -> Path:
    """Return a file's name that is not taken yet: `My plan`, `My plan 2` ..."""
    names = (f"{stem}{SUFFIX}", *(f"{stem} {n}{SUFFIX}" for n in range(2, 1000)))
    return next((folder / name for name in names if not (folder / name).exists()), folder / f"{stem}{SUFFIX}")
