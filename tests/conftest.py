"""What holds for every test: an own home, no screen, no unawaited warning, and the example plan ready to copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.helpers.isolation import isolate

HOME = isolate()  # before anything else is imported

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

from tests.helpers.effort import IN_CI, THOROUGH  # noqa: E402

pytest_plugins = ["tests.helpers.logfail", "tests.helpers.qt"]


settings.register_profile("here", deadline=None, max_examples=40)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if IN_CI else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --slow."""
    parser.addoption("--slow", action="store_true", help="run the slow tests too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests out unless they were asked for."""
    if config.getoption("--slow") or THOROUGH:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Let each test begin in English, whatever the one before it has spoken."""
    from b2bdesk import i18n

    i18n.use_language("en")
    yield
    i18n.use_language("en")


@pytest.fixture(scope="session")
def example_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example plan's file, made once for this process; copy it, never change it."""
    from b2bdesk import starter

    path = tmp_path_factory.mktemp("example") / "example.b2bdesk"
    starter.new_example(path, lang="en")
    return path


@pytest.fixture
def example_path(example_master: Path, tmp_path: Path) -> Path:
    """Return a copy of the example plan that the test may change."""
    return Path(shutil.copyfile(example_master, tmp_path / "example.b2bdesk"))


@pytest.fixture
def blank_path(tmp_path: Path) -> Path:
    """Return a new blank plan."""
    from b2bdesk import starter

    path = tmp_path / "blank.b2bdesk"
    starter.new_blank(path, lang="en", name="Blank")
    return path
