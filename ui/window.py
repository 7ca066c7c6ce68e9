"""The window: the start screen, or the frame around an open plan; its title, keys, sizes and its end."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.terms import Language
from ui import look, status
from ui.actions import ActionBook, ACTS
from ui.daily import Daily
from ui.desk import Desk, saved_text
from ui.facts import Facts
from ui.files import Files
from ui.kit import theme
from ui.monthly import Monthly
from ui.opening import Opening
from ui.settings import Settings
from ui.start.pictures import left

if TYPE_CHECKING:
    from ui.frame import Frame
    from ui.kit.toast import Toast
    from ui.statusbar import StatusBar

RAIL_KEYS: Final = 9


class Window(QMainWindow):
    """One window over one desk."""

    def __init__(
        self,
        settings: Settings,
        *,
        today: Callable[[], date] = date.today,
        opening: str = "",
        file: Path | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.settings = settings
        self.desk = Desk(today, self)
        self.facts = Facts(self.desk, self)
        self.daily = Daily(self.desk, self)
        self.monthly = Monthly(self)
        self.files = Files(self)
        self.book = ActionBook(self)
        self.frame: Frame | None = None
        self.bar: StatusBar | None = None
        self._pages = QStackedWidget(self)
        self.setCentralWidget(self._pages)
        self.setMinimumSize(1120, 680)
        self._bind()
        self._listen()
        self._restore_size()
        if opening:
            self.show_opening(opening, file)
        else:
            self.show_start()

    @cached_property
    def toast(self) -> "Toast":
        """Say what was done at the bottom left; made when there is something to say."""
        from ui.kit.toast import Toast

        return Toast(self._pages)

    # What is shown

    def show_start(self) -> None:
        """Show the start screen."""
        from ui.start.screen import StartScreen

        self.frame = None
        self._show_page(StartScreen(self.settings, self.files, self))
        self._show_bar(None)
        self.renew_state()

    def show_opening(self, name: str, file: Path | None = None) -> None:
        """Show that a plan is being opened, how it was left if its file has not changed, and build nothing else."""
        if isinstance(self._pages.currentWidget(), Opening):
            return
        picture = left(file, self, self.desk.today()) if file is not None else None
        self._show_page(Opening(name, picture, self))
        self.renew_state()

    def fall_back(self) -> None:
        """Show the start screen if what was being opened could not be."""
        if isinstance(self._pages.currentWidget(), Opening) and not self.desk.busy:
            self.show_start()

    def show_plan(self, room: str = "") -> None:
        """Show the open plan, in a room."""
        from ui.frame import Frame
        from ui.statusbar import StatusBar

        self.frame = Frame(self.desk, self.settings, self.book, self)
        self.frame.room_shown.connect(self._on_room)
        self.frame.message.connect(self.say)
        self.frame.setting_changed.connect(self.set_setting)
        self.frame.status_changed.connect(self.renew_status)
        self.frame.trail.changed.connect(self.renew_state)
        self.frame.aside_changed.connect(self.renew_state)
        self.frame.rail.search_asked.connect(self.show_palette)
        self.frame.rail.plan_asked.connect(self.show_plan_menu)
        self.frame.suit_width(self.width())
        self.frame.set_summary(self.facts.summary)
        self._show_page(self.frame)
        self._show_bar(StatusBar(self))
        self._renew_rail()
        self.frame.show_room(room or self.settings.last_room)
        self.renew_state()

    def rebuild(self) -> None:
        """Build everything anew, as when the language or the colours have changed; the plan stays open."""
        self.book.retranslate()
        if self.desk.ws is None:
            self.show_start()
            return
        self.facts.restart()
        room = self.frame.current if self.frame is not None else ""
        self.show_plan(room)

    def set_language(self, lang: str) -> None:
        """Speak another language from now on."""
        self.settings.language = lang
        self.settings.save()
        look.speak(self.settings)
        self.rebuild()

    def set_theme(self, scheme: str) -> None:
        """Wear other colours from now on."""
        self.settings.theme = scheme
        self.settings.save()
        look.dress(self.settings)
        self.rebuild()

    def set_setting(self, name: str, value: object) -> None:
        """Change a setting and act on it."""
        if name == "language":
            self.set_language(str(value))
        elif name == "theme":
            self.set_theme(str(value))
        else:
            self.settings.put(name, value)
            self.book.set_single_keys(self.settings.single_keys)

    def is_ready(self) -> bool:
        """Tell whether a plan is shown and its facts are known."""
        return self.frame is not None and self.facts.settled and not (self.desk.busy or self.desk.jobs.running)

    def say(self, sentence: str) -> None:
        """Say a sentence at the bottom."""
        if self.bar is not None:
            self.bar.say(sentence)

    def tell(self, error: UserError) -> None:
        """Tell what went wrong; what the file itself suffered is asked about."""
        if not self.files.rescue(error):
            self.toast.say(error.sentence(), undo=False)

    # What happens

    def show_palette(self) -> None:
        """Open the palette."""
        from ui.palette.popup import Palette

        if self.frame is not None:
            Palette(self).open_over(self)

    def show_history(self) -> None:
        """Show the history in the inspector, or put it away."""
        from ui.history.pane import HistoryPane

        if self.frame is None:
            return
        if isinstance(self.frame.aside, HistoryPane):
            self.frame.close_inspector()
            return
        self.frame.show_aside(HistoryPane(self.desk, self.frame), tr("this file, all changes"))

    def show_stages(self) -> None:
        """Show the lifecycle stages in the inspector."""
        from ui.stages.pane import StagesPane

        if self.frame is not None:
            self.frame.show_aside(StagesPane(self.desk, self.frame))

    def show_reference(self) -> None:
        """Show the reference cards, or put them away."""
        from ui.company.reference import ReferencePane

        if self.frame is None:
            return
        if isinstance(self.frame.aside, ReferencePane):
            self.frame.close_inspector()
            return
        self.frame.show_aside(ReferencePane(self.frame))

    def copy_personas(self) -> None:
        """Show which personas to copy into a file, in the inspector."""
        from ui.evidence.carry import CopyPane

        if self.frame is not None:
            self.frame.show_aside(CopyPane(self.desk, parent=self.frame))

    def bring_personas(self) -> None:
        """Ask for a file of personas and show in the inspector what it holds."""
        from ui.evidence.carry import ask_for_file, read_pane

        path = ask_for_file(self) if self.frame is not None else None
        pane = read_pane(self.desk, path, self.tell) if path is not None else None
        if pane is not None and self.frame is not None:
            self.frame.show_aside(pane)

    def show_findings(self, severity: str = "") -> None:
        """Show the gaps of a severity."""
        if self.frame is not None:
            self.frame.jump("gaps", ("severity", severity) if severity else None)

    def show_plan_menu(self) -> None:
        """Open the menu of what can be done with files."""
        if self.frame is not None:
            plan = self.frame.rail.plan
            self.files.menu().popup(plan.mapToGlobal(plan.rect().bottomLeft()))

    def show_keys(self) -> None:
        """Show the list of keys."""
        from ui.keys import KeysPane

        if self.frame is not None:
            self.frame.show_aside(KeysPane(self.book.acts(), self.frame))

    def full_screen(self) -> None:
        """Fill the screen, or leave it."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # Inner

    def _bind(self) -> None:
        runs: dict[str, Callable[[], object]] = {
            "undo": self.desk.undo,
            "redo": self.desk.redo,
            "history": self.show_history,
            "palette": self.show_palette,
            "stages": self.show_stages,
            "copy_personas": self.copy_personas,
            "bring_personas": self.bring_personas,
            "reference": self.show_reference,
            "keys": self.show_keys,
            "fullscreen": self.full_screen,
            "quit": self.close,
            "settings": partial(self._in_frame, "show_room", "settings"),
            "export": partial(self._in_frame, "show_room", "export"),
            "cards": partial(self._in_frame, "jump", "export", "cards"),
            "back": partial(self._in_frame, "back"),
            "forward": partial(self._in_frame, "forward"),
            "next_pane": partial(self._in_frame, "next_pane", 1),
            "previous_pane": partial(self._in_frame, "next_pane", -1),
            "filter": partial(self._in_frame, "focus_filter"),
            "rail": partial(self._in_frame, "toggle_rail"),
            "inspector": partial(self._in_frame, "toggle_inspector"),
        }
        runs |= {f"theme_{scheme}": partial(self.set_theme, scheme) for scheme in ("light", "dark", "system")}
        tongues = {"english": Language.EN, "hans": Language.HANS, "hant": Language.HANT}
        runs |= {name: partial(self.set_language, str(lang)) for name, lang in tongues.items()}
        self.book.add_all(ACTS, {**runs, **self.files.runs()})
        self.book.set_single_keys(self.settings.single_keys)
        for number in range(1, RAIL_KEYS + 1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, partial(self._go_to_rail, number - 1))

    def _listen(self) -> None:
        self.desk.opened.connect(self._on_opened)
        self.desk.closed.connect(self.show_start)
        self.desk.changes.connect(self._on_changes)
        self.desk.failed.connect(self.tell)
        self.desk.state_changed.connect(self.renew_state)
        self.desk.jobs_changed.connect(self._on_jobs)
        self.facts.changed.connect(self._on_facts)
        theme.changed.connect(self._on_theme)

    def _in_frame(self, what: str, *args: Any) -> None:
        if self.frame is not None:
            getattr(self.frame, what)(*args)

    def _go_to_rail(self, index: int) -> None:
        keys = self.frame.rail.keys() if self.frame is not None else []
        if index < len(keys):
            self._in_frame("show_room", keys[index])

    def _show_page(self, page: QWidget) -> None:
        old = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if old is not None:
            self._pages.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _show_bar(self, bar: "StatusBar | None") -> None:
        self.bar = bar
        if bar is not None:
            bar.findings_asked.connect(self.show_findings)
        self.setStatusBar(bar)  # type: ignore[arg-type]  # None takes it away

    def _on_opened(self) -> None:
        path, ws = self.desk.path, self.desk.ws
        assert path is not None
        assert ws is not None
        self.settings.remember_file(path)
        self.show_plan()
        if ws.read_only_reason is not None:
            self.say(ws.read_only_reason.sentence())

    def _on_room(self, key: str) -> None:
        self.settings.last_room = key
        self.renew_state()

    def _on_changes(self, changes: Any) -> None:
        if self.frame is not None:
            self.frame.apply(changes)
            self._renew_rail()

    def _on_facts(self) -> None:
        if self.frame is not None:
            self.frame.set_summary(self.facts.summary)
            self._renew_rail()
            self.renew_status()

    def _on_jobs(self) -> None:
        if self.bar is not None:
            running = self.desk.jobs.running
            self.bar.job.show_job(running[0] if running else None)

    def _on_theme(self) -> None:
        """Colours changed with the desktop's: what was painted by hand is built anew."""
        if self.frame is not None and theme.current().scheme != self.frame.property("scheme"):
            self.rebuild()

    def renew_state(self) -> None:
        """Show what can be done now: title, undo and redo, the status bar's right."""
        self.book.set_state(status.states(self.desk, self.frame))
        self.setWindowTitle(self._title())
        self.setWindowFilePath(str(self.desk.path or ""))
        status.name_steps(self.book, self.desk)
        self.renew_status()

    def renew_status(self) -> None:
        """Write the status bar."""
        if self.bar is not None and self.frame is not None:
            status.write(self.bar, self.desk, self.frame, self.facts.summary)

    def _renew_rail(self) -> None:
        if self.frame is not None and self.desk.ws is not None:
            self.frame.plan_name = status.write_rail(self.frame.rail, self.desk, self.facts.summary)

    def _title(self) -> str:
        if self.desk.ws is None:
            return "b2bdesk"
        name = self.frame.plan_name if self.frame is not None else ""
        state = tr("Read-only") if self.desk.read_only else saved_text(self.desk.saved_at)
        return f"{name} — {state}"

    def _restore_size(self) -> None:
        if not self.restoreGeometry(QByteArray.fromBase64(self.settings.geometry.encode())):
            self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize()))

    def _remember(self) -> None:
        self.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.settings.save()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.frame is not None:
            self.frame.suit_width(self.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.renew_status()

    def closeEvent(self, event: QCloseEvent) -> None:
        if (focused := self.focusWidget()) is not None:
            focused.clearFocus()  # what is still being typed is saved by leaving the field
        self._remember()
        seal = status.keep_picture(self)
        self.facts.stop()
        self.files.release()
        with suppress(RuntimeError):
            theme.changed.disconnect(self._on_theme)
        self.desk.shut_down()
        seal()
        super().closeEvent(event)
