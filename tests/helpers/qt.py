"""No window outlives its test: one that does can crash a later one."""

import gc
import sys
from collections.abc import Iterator

import pytest

QT_OWN = frozenset(("QTipLabel", "QShapedPixmapWindow"))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Make the application of all tests the way the program makes its own."""
    from ui.kit import theme

    return ["pytest", *theme.STYLE]


def pytest_unconfigure() -> None:
    """Empty the clipboard: off the screen it outlives Python, and would take what was copied in it down too late."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def no_window_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves top-level widgets behind (add them with `qtbot.addWidget`, or close and delete them)."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    before = {id(widget) for widget in windows()}
    yield
    left = [widget for widget in windows() if id(widget) not in before]
    names = [f"{type(widget).__name__} {widget.objectName()!r}" for widget in left]
    for widget in left:
        widget.deleteLater()
    del left
    if names:
        windows()
        pytest.fail("windows left after the test: " + ", ".join(names), pytrace=False)


def windows() -> list:
    """Return the top-level widgets that are alive once all that is to be deleted is."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    gc.collect()
    gc.freeze()  # modules and caches live on; looking through them after each test takes an eighth of a second
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [w for w in QApplication.topLevelWidgets() if w.metaObject().className() not in QT_OWN]
