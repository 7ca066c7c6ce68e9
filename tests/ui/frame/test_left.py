"""How a plan was left is seen while it is opened again, but only if it would look the same now."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from b2bdesk import workspace
from b2bdesk.terms import N_
from b2bdesk.workspace.format import state_of
from ui.window import Window

Reopen = Callable[..., Any]


@pytest.fixture
def shown(make_window: Any, qtbot: Any, example_path: Path, tmp_path: Path, monkeypatch: Any) -> Any:
    """Return a window that has come to rest with the example on the map."""
    monkeypatch.setenv("B2BDESK_DATA_DIR", str(tmp_path / "home"))
    monkeypatch.setattr(Window, "_restore_size", lambda window: window.resize(1440, 900))  # larger than this screen
    window = make_window(example_path, room="map")
    room = window.frame.room()
    qtbot.waitUntil(lambda: not room.renewing and room.inspector_.settled, timeout=10_000)
    return window


@pytest.fixture
def reopen(make_window: Any, example_path: Path) -> Reopen:
    """Return what begins to open the example in another window and returns what is seen there."""

    def again(**given: Any) -> Any:
        return make_window(opening="Plan", file=example_path, **given)._pages.currentWidget()

    return again


def test_an_unchanged_plan_is_seen_as_it_was_left(shown: Any, reopen: Reopen) -> None:
    shown.close()
    page = reopen()
    assert page.text() == "Opening Plan…"
    assert page.as_left.deviceIndependentSize().toSize() == shown.size()
    assert reopen(today=date(2026, 3, 2)).as_left is None


def test_a_changed_plan_is_not(shown: Any, reopen: Reopen, example_path: Path) -> None:
    shown.close()
    with workspace.open(example_path, backup=False) as ws, ws.edit(N_("Change")) as session:
        session.connection().exec_driver_sql("UPDATE workspace SET name = 'Another'")
    assert reopen().as_left is None


def test_what_was_still_being_saved_is_not(shown: Any, reopen: Reopen, monkeypatch: Any) -> None:
    monkeypatch.setattr(type(shown.desk), "busy", True)
    shown.close()
    assert reopen().as_left is None


def test_two_commits_of_one_moment_are_two_states(example_path: Path) -> None:
    states = {state_of(example_path)}
    for name in ("One", "Two"):
        with workspace.open(example_path, backup=False) as ws, ws.edit(N_("Change")) as session:
            session.connection().exec_driver_sql("UPDATE workspace SET name = ?", (name,))
        states.add(state_of(example_path))
    assert len(states) == 3
    shutil.copyfile(example_path, example_path.with_name(f"{example_path.name}-journal"))
    assert state_of(example_path) == ""
