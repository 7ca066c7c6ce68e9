"""The calendar on the example plan, with a desk without threads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from b2bdesk.i18n import use_language
from tests.ui.calendar.driver import Driver
from tests.ui.grid.fake_desk import FakeDesk
from ui.kit import theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[theme.Theme]:
    """Dress the application; weeks start on Monday."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    use_language("en")
    yield theme.apply(qapp, "light", "en")
    QLocale.setDefault(before)
    use_language("en")


@pytest.fixture
def desk(example_path: Path) -> Iterator[FakeDesk]:
    """A desk with the example."""
    found = FakeDesk(example_path)
    yield found
    found.close()


@pytest.fixture
def cal(qtbot: QtBot, desk: FakeDesk) -> Driver:
    """The calendar, shown and driven like a person would."""
    return Driver(qtbot, desk)
