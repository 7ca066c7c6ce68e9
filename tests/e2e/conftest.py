"""A person before a window with settings, data folder and pictures of their own."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.person import Person


@pytest.fixture
def person(qapp: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """Return a newcomer before the start screen."""
    from ui import look
    from ui.settings import Settings
    from ui.window import Window

    monkeypatch.setenv("B2BDESK_DATA_DIR", str(tmp_path / "home"))
    settings = Settings(language="en", theme="light", export_open=False, path=tmp_path / "settings.json")
    look.speak(settings)
    window = Window(settings, today=partial(date, 2026, 3, 1))
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    shots = tmp_path / "shots"
    shots.mkdir()
    yield Person(window, qtbot, shots)
    window.close()
    window.deleteLater()


@pytest.fixture
def planner(person: Person, example_path: Path) -> Person:
    """Return somebody with the example open on the map."""
    person.window.files.open(example_path)
    person.until(person.window.is_ready)
    person.rest()
    return person
