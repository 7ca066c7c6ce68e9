"""The start screen: two ways in, recent files; and what is loaded when the window is ready."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

HEAVY = ("openpyxl", "lxml", "alembic", "segno", "sqlalchemy", "PySide6.QtPrintSupport", "PySide6.QtNetwork")
LATER = (
    "ui.frame",
    "ui.statusbar",
    "ui.summary",
    "ui.kit.toast",
    "b2bdesk.domain",
    "b2bdesk.queries",
    "b2bdesk.insight",
)
"""What only an open plan needs."""
UNSEEN = ("b2bdesk.commands.", "b2bdesk.insight.facts", "b2bdesk.insight.rules", "b2bdesk.exchange", "b2bdesk.starter")
"""What is not needed to show a plan: it is loaded once the plan is painted, or when it is asked for."""


def test_the_example_opens_on_the_map(make_window: Any, qtbot: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("B2BDESK_DATA_DIR", str(tmp_path / "home"))
    window = make_window()
    screen = window._pages.currentWidget()
    qtbot.keyClick(screen.example, Qt.Key.Key_Return)
    qtbot.waitUntil(window.is_ready, timeout=30_000)
    assert window.frame.current == "map"
    assert window.desk.path.name == "StockPoise 2026.b2bdesk"


def test_mine_opens_an_empty_map(make_window: Any, qtbot: Any, tmp_path: Path) -> None:
    window = make_window()
    window.files.make_new(tmp_path / "Grove & Co.b2bdesk")
    qtbot.waitUntil(window.is_ready, timeout=30_000)
    assert window.frame.current == "map"
    assert window.windowTitle().startswith("Grove & Co — ")
    assert "0 pieces" in window.bar.facts.text()


def test_recent_files_are_forgotten_by_key(make_window: Any, settings: Any, qtbot: Any, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.b2bdesk").write_bytes(b"")
        settings.remember_file(tmp_path / f"{name}.b2bdesk")
    settings.remember_file(tmp_path / "gone.b2bdesk")
    window = make_window()
    screen = window._pages.currentWidget()
    assert [row.path.stem for row in screen.rows] == ["b", "a"]
    qtbot.keyClick(screen.rows[0], Qt.Key.Key_Delete)
    assert [row.path.stem for row in screen.rows] == ["a"]


def test_the_language_is_chosen_here_too(make_window: Any) -> None:
    window = make_window()
    window.set_language("zh-Hans")
    assert window._pages.currentWidget().example.text() != ""
    window.set_language("en")
    assert window._pages.currentWidget().example.text() == "Open the example"


def test_a_plan_named_at_the_start_is_opened_without_the_start_screen(
    make_window: Any, qtbot: Any, example_path: Path
) -> None:
    window = make_window(opening="Plan")
    assert window._pages.currentWidget().text() == "Opening Plan…"
    window.files.open(example_path)
    qtbot.waitUntil(window.is_ready, timeout=30_000)


def test_a_plan_that_is_refused_leads_to_the_start_screen(
    make_window: Any, qtbot: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    window = make_window(opening="Plan")
    told: list[Any] = []
    monkeypatch.setattr(window.files, "_asked", lambda error, way_out: told.append(error))
    window.files.open(tmp_path / "gone.b2bdesk")
    qtbot.waitUntil(lambda: hasattr(window._pages.currentWidget(), "example"), timeout=30_000)
    assert told


def test_nothing_heavy_is_loaded_when_the_window_is_ready(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from ui.app import make_application\n"
        "from ui import look\n"
        "from ui.settings import Settings\n"
        "from ui.window import Window\n"
        "make_application([])\n"
        "s = Settings(language='en', theme='light')\n"
        "look.speak(s)\n"
        "w = Window(s)\n"
        "w.show()\n"
        f"print([m for m in {HEAVY + LATER!r} if m in sys.modules])\n"
        "w.close()\n"
    )
    env = {**os.environ, "B2BDESK_DATA_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_nothing_heavy_is_loaded_with_the_example_open(example_path: Path, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ui.app import make_application\n"
        "from ui import look\n"
        "from ui.settings import Settings\n"
        "from ui.shot import wait_until\n"
        "from ui.window import Window\n"
        "make_application([])\n"
        "s = Settings(language='en', theme='light')\n"
        "look.speak(s)\n"
        "w = Window(s)\n"
        "w.show()\n"
        f"w.desk.opened.connect(lambda: print([m for m in sys.modules if m.startswith({UNSEEN!r})]))\n"
        f"w.files.open(Path({str(example_path)!r}))\n"
        "assert wait_until(w.is_ready)\n"
        "print([m for m in ('openpyxl', 'lxml', 'alembic', 'segno', 'PySide6.QtPrintSupport') if m in sys.modules])\n"
        "w.close()\n"
    )
    env = {**os.environ, "B2BDESK_DATA_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60)
    assert done.stdout.split() == ["[]", "[]"], done.stdout + done.stderr


@pytest.mark.parametrize("first", ["", "import PySide6.QtWidgets\n"])
def test_no_import_reads_sources_again(first: str) -> None:
    code = f"import builtins\n{first}import ui\nprint(builtins.__import__.__name__)\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() in ("__import__", "__lazy_import__")
