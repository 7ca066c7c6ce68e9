"""The desk: edits on one thread, results and notices on the GUI thread, nothing left running."""

import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from b2bdesk.errors import UserError
from ui.desk import Desk
from ui.jobs import Jobs, QUICK_SWITCH


def add_segment(ws: Any, name: str) -> int:
    from b2bdesk.commands import items

    return items.create(ws, "segment", name=name, account_class="sme")


def segment_count(session: Any) -> int:
    from b2bdesk.queries.counts import overview

    return overview(session).counts["segments"]


@pytest.fixture
def desk(app: Any, example_path: Path) -> Any:
    from b2bdesk import workspace

    made = Desk()
    made.adopt(workspace.open(example_path))
    yield made
    made.shut_down()


def test_an_edit_runs_elsewhere_and_lands_here(desk: Desk, qtbot: Any) -> None:
    there: list[int] = []

    def command(ws: Any, name: str) -> int:
        there.append(threading.get_ident())
        return add_segment(ws, name)

    landed: list[tuple[int, int]] = []
    before = desk.read(segment_count)
    with qtbot.waitSignal(desk.changes) as told:
        desk.run(command, name="A", done=lambda number: landed.append((number, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(landed))
    here = threading.get_ident()
    assert there[0] != here
    assert landed[0][1] == here
    assert told.args[0].of("segment").inserted == (landed[0][0],)
    assert desk.read(segment_count) == before + 1


def test_edits_keep_their_order(desk: Desk, qtbot: Any) -> None:
    names: list[str] = []
    for name in "abcdef":
        desk.run(add_segment, name=name, done=partial(lambda name, _: names.append(name), name))
    qtbot.waitUntil(lambda: len(names) == 6)
    assert names == list("abcdef")
    assert not desk.busy


def test_undo_and_redo_know_their_words(desk: Desk, qtbot: Any) -> None:
    with qtbot.waitSignal(desk.changes):
        desk.run(add_segment, name="Zeta")
    assert "Zeta" in desk.undo_text()
    with qtbot.waitSignal(desk.changes):
        desk.undo()
    assert "Zeta" in desk.redo_text()
    assert "Zeta" not in desk.undo_text()


def test_a_refusal_is_told_and_nothing_changes(desk: Desk, qtbot: Any) -> None:
    def refused(ws: Any) -> None:
        with ws.edit("X"):
            raise UserError("no", "Not so.")

    with qtbot.waitSignal(desk.failed) as told:
        desk.run(refused)
    assert told.args[0].code == "no"
    assert desk.undo_step is None


def test_read_only_refuses_before_the_thread(app: Any, example_path: Path, qtbot: Any) -> None:
    from b2bdesk import workspace

    desk = Desk()
    desk.adopt(workspace.open(example_path, read_only=True))
    told: list[UserError] = []
    desk.run(add_segment, name="A", failed=told.append)
    assert [error.code for error in told] == ["desk.read_only"]
    desk.shut_down()


def test_a_job_reports_and_restores_the_switch_interval(app: Any, qtbot: Any) -> None:
    jobs = Jobs()
    interval = sys.getswitchinterval()
    seen: list[Any] = []

    def work(progress: Any) -> str:
        for step in range(5):
            progress(step + 1, 5)
        return "done"

    job = jobs.start(work, "Work", done=seen.append)
    assert sys.getswitchinterval() == pytest.approx(QUICK_SWITCH)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["done"]
    assert (job.at, job.total) == (5, 5)
    assert sys.getswitchinterval() == pytest.approx(interval)


def test_a_job_can_be_cancelled(app: Any, qtbot: Any) -> None:
    jobs = Jobs()
    ended: list[str] = []
    gate = threading.Event()

    def work(progress: Any) -> None:
        gate.wait(5)
        progress(1, 2)

    job = jobs.start(work, "Work", done=lambda _: ended.append("done"), cancelled=lambda: ended.append("cancelled"))
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["cancelled"]


def test_closing_ends_all_threads(desk: Desk, qtbot: Any) -> None:
    with qtbot.waitSignal(desk.changes):
        desk.run(add_segment, name="A")
    desk.shut_down()
    assert not [t for t in threading.enumerate() if t.name in ("data", "facts") or t.name.startswith("job")]
