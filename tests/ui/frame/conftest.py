"""Windows for the frame's tests: settings of their own, a plan to open, everything closed at the end."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

TODAY = date(2026, 3, 1)


@pytest.fixture
def app(qapp: Any) -> Iterator[Any]:
    """Return the application dressed in the light look, and undressed afterwards."""
    from b2bdesk import i18n
    from ui import look
    from ui.settings import Settings

    look.speak(Settings(language="en", theme="light"))
    yield qapp
    i18n.use_language("en")


@pytest.fixture
def settings(tmp_path: Path) -> Any:
    """Return settings that are kept in the test's folder."""
    from ui.settings import Settings

    return Settings(language="en", theme="light", path=tmp_path / "settings.json")


@pytest.fixture
def make_window(app: Any, qtbot: Any, settings: Any) -> Iterator[Callable[..., Any]]:
    """Return what makes a window, on a file if one is given, in a room."""
    from ui.window import Window

    made: list[Any] = []

    def make(
        path: Path | None = None,
        room: str = "gaps",
        *,
        read_only: bool = False,
        width: int = 1440,
        opening: str = "",
        file: Path | None = None,
        today: date = TODAY,
    ) -> Any:
        settings.last_room = room
        window = Window(settings, today=lambda: today, opening=opening, file=file)
        made.append(window)
        window.resize(width, 900)
        window.show()
        if path is not None:
            window.files.open(path, read_only=read_only)
            qtbot.waitUntil(window.is_ready, timeout=20_000)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    made.clear()


@pytest.fixture
def window(make_window: Callable[..., Any], example_path: Path) -> Any:
    """Return a window on a copy of the example, in the room Gaps."""
    return make_window(example_path)


@pytest.fixture
def settle(qtbot: Any) -> Callable[[Any], None]:
    """Return what waits until a window has caught up with all edits."""

    def wait(window: Any) -> None:
        qtbot.waitUntil(window.is_ready, timeout=20_000)

    return wait
