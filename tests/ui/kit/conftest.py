"""Every test of the kit begins with the light look in English."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from b2bdesk.i18n import use_language
from ui.kit import theme

PLAIN = ("light", "en")


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[theme.Theme]:
    """Dress the application, and undress what the test put on."""
    use_language("en")
    yield dress(qapp)
    dress(qapp)


def dress(qapp: QApplication) -> theme.Theme:
    """Give the application the plain look unless it has it."""
    now = theme.current()
    if (now.scheme, now.lang) == PLAIN and qapp.styleSheet():
        return now
    return theme.apply(qapp, *PLAIN)
