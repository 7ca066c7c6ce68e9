"""A log record of WARNING or above fails the test, unless it is awaited by `with caplog.at_level(level):`."""

import logging
from collections.abc import Iterator

import pytest


class Watch(logging.Handler):
    """Collects what nobody awaited."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        super().__init__(logging.WARNING)
        self.caplog = caplog
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record unless the test set a level for it."""
        awaited = self.caplog.handler.level
        if not awaited or record.levelno < awaited:
            self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test whose code logged a warning or an error that the test did not await."""
    watch = Watch(caplog)
    root = logging.getLogger()
    root.addHandler(watch)
    yield
    root.removeHandler(watch)
    if watch.records:
        lines = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in watch.records]
        pytest.fail("unexpected log records:\n" + "\n".join(lines), pytrace=False)
