"""Workspaces to try things on: a small shape of the tests' own, and the real one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from b2bdesk import workspace
from b2bdesk.workspace import Workspace
from tests.workspace.shapes import fill_small, SMALL


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep backups within the test's own folder."""
    place = tmp_path / "data-dir"
    monkeypatch.setenv("B2BDESK_DATA_DIR", str(place))
    return place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the test's workspace lies."""
    (tmp_path / "plan").mkdir()
    return tmp_path / "plan" / "Plan 一 #1.b2bdesk"


@pytest.fixture
def ws(path: Path) -> Iterator[Workspace]:
    """Return a new, open workspace of the small shape."""
    with workspace.create(path, fill=fill_small, shape=SMALL) as made:
        yield made
