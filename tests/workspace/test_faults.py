"""The world around the file: a second process, a stale lock, a full disk, no rights, a file that goes away."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from b2bdesk import workspace
from b2bdesk.errors import UserError
from b2bdesk.workspace import Workspace
from tests.workspace.shapes import fill_small, OWNER, PART, SMALL

HOLD = """
import sys, time
from b2bdesk import workspace
from tests.workspace.shapes import SMALL
with workspace.open(sys.argv[1], shape=SMALL, backup=False):
    print("open", flush=True)
    time.sleep(60)
"""
AS_NOBODY = """
import os, sys
from b2bdesk import workspace
from b2bdesk.errors import UserError
from tests.workspace.shapes import OWNER, SMALL
workspace.open  # everything is imported before the rights go
import sqlalchemy, tempfile
os.setgroups([]); os.setgid(65534); os.setuid(65534)
ws = workspace.open(sys.argv[1], shape=SMALL)
assert ws.read_only and ws.read_only_reason.code == "workspace.read_only", ws.read_only
with ws.read() as session:
    assert session.execute(sqlalchemy.select(OWNER.c.id)).scalars().all() == [1, 2, 3]
try:
    with ws.edit("x"):
        raise SystemExit("an edit was let in")
except UserError as error:
    assert error.code == "workspace.read_only"
ws.close()
print("well")
"""
needs_posix = pytest.mark.skipif(os.name == "nt", reason="a matter of POSIX")
needs_root = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root to become another user")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of its own, of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], check=False).returncode
    ):
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def other(ws: Workspace, path: Path) -> Iterator[subprocess.Popen[str]]:
    """Return a second process that has the file open."""
    ws.close()
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def write(ws: Workspace, note: str) -> None:
    with ws.edit("Write") as session:
        session.execute(update(OWNER).values(note=note))


def test_a_second_process_is_told_who_holds_it(other: subprocess.Popen[str], path: Path) -> None:
    with pytest.raises(UserError) as caught:
        workspace.open(path, shape=SMALL)
    error = caught.value
    assert error.code == "workspace.locked"
    assert error.facts["pid"] == other.pid
    assert workspace.holder(path) == workspace.Holder(**{k: error.facts[k] for k in ("pid", "host", "user", "since")})
    with workspace.open(path, shape=SMALL, read_only=True) as ws, ws.read() as session:
        assert len(session.execute(select(OWNER.c.id)).all()) == 3
    with pytest.raises(UserError):
        workspace.restore(path, "x")


def test_the_lock_of_a_killed_process_is_taken_over(other: subprocess.Popen[str], path: Path) -> None:
    other.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    other.wait()
    assert workspace.holder(path) is None
    with workspace.open(path, shape=SMALL) as ws:
        write(ws, "mine")
        holder = workspace.holder(path)
        assert holder is not None
        assert holder.pid == os.getpid()
    assert workspace.holder(path) is None
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]


@pytest.mark.slow
def test_many_openers_one_writer(ws: Workspace, path: Path) -> None:
    ws.close()
    script = HOLD.replace("time.sleep(60)", "time.sleep(1.5)")
    command = [sys.executable, "-c", script, str(path)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(4)]
    opened = [process.communicate()[0] for process in processes]
    assert opened.count(b"open\n") >= 1
    assert workspace.holder(path) is None
    workspace.open(path, shape=SMALL).close()


@needs_posix
@pytest.mark.parametrize("how", ["moved", "deleted", "replaced"])
def test_a_file_that_goes_away_is_noticed_and_saved_elsewhere(
    ws: Workspace, path: Path, tmp_path: Path, how: str
) -> None:
    write(ws, "kept")
    before = ws.digest()
    if how == "moved":
        path.rename(tmp_path / "elsewhere.b2bdesk")
    elif how == "deleted":
        path.unlink()
    else:
        workspace.create(tmp_path / "other.b2bdesk", shape=SMALL).close()
        os.replace(tmp_path / "other.b2bdesk", path)
    for attempt in (lambda: write(ws, "lost"), ws.undo, lambda: ws.revert(1)):
        with pytest.raises(UserError) as caught:
            attempt()
        assert caught.value.code == "workspace.moved"
        assert "Save as" in str(caught.value)
    saved = ws.save_as(tmp_path / "saved.b2bdesk")
    with pytest.raises(UserError) as caught:
        ws.save_as(saved)
    assert caught.value.code == "workspace.exists"
    ws.save_as(path, overwrite=True)
    ws.close()
    for place in (saved, path):
        assert workspace.check(place, shape=SMALL).digest == before
        with workspace.open(place, shape=SMALL) as again:
            write(again, "goes on")
            again.undo()
            assert again.undo() is not None


@needs_posix
def test_a_file_that_goes_away_within_an_edit(ws: Workspace, path: Path, tmp_path: Path) -> None:
    start = ws.digest()
    with pytest.raises(UserError) as caught, ws.edit("Write") as session:  # noqa: PT012
        session.execute(update(OWNER).values(note="n"))
        path.rename(tmp_path / "moved.b2bdesk")
    assert caught.value.code == "workspace.moved"
    (tmp_path / "moved.b2bdesk").rename(path)
    assert ws.digest() == start
    write(ws, "works again")


def test_a_full_disk_changes_nothing(small_disk: Path) -> None:
    path = small_disk / "full.b2bdesk"
    with workspace.create(path, fill=fill_small, shape=SMALL) as ws:
        write(ws, "first")
        before = ws.digest()
        ballast = small_disk / "ballast"
        ballast.write_bytes(bytes(1_960_000))
        for _ in range(3):
            with pytest.raises(UserError) as caught, ws.edit("Too much") as session:  # noqa: PT012
                session.execute(update(OWNER).values(note="x" * 400_000))
                session.execute(delete(PART))
            assert caught.value.code == "disk.full"
            assert str(path) in str(caught.value)
            assert ws.digest() == before
        with pytest.raises(UserError) as caught:
            ws.save_as(small_disk / "copy.b2bdesk")
        ballast.unlink()
        write(ws, "there is room again")
        ws.undo()
        assert ws.digest() == before
    assert workspace.check(path, shape=SMALL).ok
    assert [file.name for file in small_disk.iterdir()] == [path.name]


def test_a_full_disk_while_making_a_file(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(2_050_000))
    with pytest.raises(UserError) as caught:
        workspace.create(small_disk / "new.b2bdesk", fill=fill_small, shape=SMALL)
    assert caught.value.code == "disk.full"
    assert [file.name for file in small_disk.iterdir()] == ["ballast"]


def test_backups_that_fail_keep_nobody_from_the_plan(
    ws: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ws.close()
    (tmp_path / "no folder").write_text("a file")
    monkeypatch.setenv("B2BDESK_DATA_DIR", str(tmp_path / "no folder"))
    with workspace.open(path, shape=SMALL) as again:
        assert again.backup_fault is not None
        write(again, "n")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that every user may enter, which pytest's own is not and may not stay."""
    folder = Path(tempfile.mkdtemp(prefix="b2bdesk-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@needs_root
@pytest.mark.parametrize("what", ["file", "folder"])
def test_no_right_to_write_opens_read_only(open_folder: Path, what: str) -> None:
    path = open_folder / "plan.b2bdesk"
    with workspace.create(path, fill=fill_small, shape=SMALL) as ws:
        write(ws, "n")
    open_folder.chmod(0o777 if what == "file" else 0o755)
    path.chmod(0o644 if what == "file" else 0o666)
    before = path.read_bytes()
    environment = {**os.environ, "B2BDESK_DATA_DIR": "/nonexistent"}
    command = [sys.executable, "-c", AS_NOBODY, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.stdout == "well\n", done.stderr
    assert path.read_bytes() == before
    assert [file.name for file in open_folder.iterdir()] == [path.name]


def test_a_commit_kept_waiting_by_a_reader_is_rolled_back(ws: Workspace, path: Path) -> None:
    before = ws.digest()
    with ws.edit("quick") as session:
        session.connection().exec_driver_sql("PRAGMA busy_timeout=50")
    stranger = sqlite3.connect(path, isolation_level=None)
    stranger.execute("BEGIN")
    stranger.execute("SELECT * FROM owner").fetchall()
    with pytest.raises(UserError) as caught:
        write(ws, "blocked")
    assert caught.value.code == "workspace.busy"
    stranger.execute("ROLLBACK")
    stranger.close()
    assert ws.digest() == before
    write(ws, "free")
    ws.undo()
    assert ws.digest() == before


def test_a_busy_file_is_told_and_tried_again(ws: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(ws, "n")
    with ws.edit("quick") as session:
        session.connection().exec_driver_sql("PRAGMA busy_timeout=50")
        session.execute(insert(OWNER), [{"code": "b"}])
    stranger = sqlite3.connect(path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    with pytest.raises(UserError) as caught:
        write(ws, "blocked")
    assert caught.value.code == "workspace.busy"
    assert time.monotonic() - start < 2
    stranger.execute("ROLLBACK")
    stranger.close()
    write(ws, "free")
