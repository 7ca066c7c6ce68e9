"""The composition root: settings, language, look, one window, and what is opened in it."""

import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final

from PySide6.QtCore import qInstallMessageHandler, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import resources
from b2bdesk.i18n import tr
from ui import look
from ui.kit import theme
from ui.settings import Settings
from ui.window import Window

STARTED: Final = perf_counter()
VALUES: Final = ("--lang", "--theme", "--today", "--room")


def main(argv: list[str]) -> int:
    """Show the window and return the exit code once it is closed."""
    if "--selftest" in argv:
        from ui import selftest

        return selftest.main(argv)
    options, words = parsed(argv)
    app = make_application(argv)
    settings = Settings.load()
    settings.language = options.get("--lang", settings.language)
    settings.theme = options.get("--theme", settings.theme)
    look.speak(settings)
    if words and raised(Path(words[0])):
        return 0
    demo = "--demo" in argv
    opening = tr("The example") if demo else Path(words[0]).stem if words else ""
    file = Path(words[0]).resolve() if words and not demo else None
    window = Window(settings, today=clock(options.get("--today")), opening=opening, file=file)
    sys.excepthook = partial(report, window)
    window.show()
    QTimer.singleShot(0, partial(open_first, window, words, options, demo))
    code = app.exec()
    window.deleteLater()
    return code


def report(window: Window, kind: type[BaseException], error: BaseException, trace: object) -> None:
    """Tell an error of the program's own, and write it down; the window lives on, and what was saved is saved."""
    from b2bdesk.__main__ import logged

    if not isinstance(error, Exception) or os.environ.get("B2BDESK_DEBUG"):
        sys.__excepthook__(kind, error, error.__traceback__)
        return
    words = tr(
        "b2bdesk made an error of its own; what was saved is kept. The details are in {path}.", path=logged(error)
    )
    window.fall_back()
    window.toast.say(words, undo=False)


def parsed(argv: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the options that bear a value, and the words."""
    options: dict[str, str] = {}
    words: list[str] = []
    rest = iter(argv)
    for word in rest:
        if word in VALUES:
            options[word] = next(rest, "")
        elif not word.startswith("-"):
            words.append(word)
    return options, words


def make_application(argv: list[str]) -> QApplication:
    """Return the application, made if there is none yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0], *theme.STYLE, *argv])
    app.setApplicationName("b2bdesk")
    app.setApplicationDisplayName("b2bdesk")
    app.setDesktopFileName("b2bdesk")
    app.setWindowIcon(QIcon(resources.place_of("icons/app.svg")))
    qInstallMessageHandler(None)
    return app


def clock(day: str | None) -> Callable[[], date]:
    """Return what tells today's date: the given day, or the calendar."""
    if not day:
        return date.today
    return partial(date.fromisoformat, day)


def raised(path: Path) -> bool:
    """Bring the window that holds a file to the front; tell whether there is one."""
    from ui.single import ask_to_raise

    return path.exists() and ask_to_raise(path.resolve())


def open_first(window: Window, words: list[str], options: dict[str, str], demo: bool) -> None:
    """Open what the command line names."""
    if options.get("--room"):
        window.settings.last_room = options["--room"]
    if demo:
        window.files.open_example()
    elif words:
        window.files.open(Path(words[0]))
