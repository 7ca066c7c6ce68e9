"""Backups: made of good files only, counted when sound, rotated, restored with nothing lost."""

import os
import time
from datetime import datetime, timedelta, UTC
from pathlib import Path

import pytest
from sqlalchemy import update

from b2bdesk import workspace
from b2bdesk.errors import UserError
from b2bdesk.workspace import Backup, keeping, Workspace
from tests.workspace.shapes import OWNER, SMALL


def write(ws: Workspace, note: str) -> str:
    with ws.edit("Write") as session:
        session.execute(update(OWNER).values(note=note))
    return ws.digest()


def test_backup_and_restore(ws: Workspace, path: Path) -> None:
    first = write(ws, "first")
    made = workspace.backup(ws)
    second = write(ws, "second")
    with pytest.raises(UserError) as caught:
        workspace.restore(path, made.id)
    assert caught.value.code == "workspace.locked"
    ws.close()
    workspace.restore(path, made.id)
    assert workspace.check(path, shape=SMALL).digest == first
    kept = next(one for one in workspace.backups("small-uid") if one.reason == "before-restore")
    workspace.restore(path, kept.id)
    with workspace.open(path, shape=SMALL) as again:
        assert again.digest() == second
        assert again.undo() is not None
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_opening_keeps_one_backup_of_each_state(ws: Workspace, path: Path) -> None:
    write(ws, "first")
    ws.close()
    for _ in range(3):
        workspace.open(path, shape=SMALL).close()
    assert [one.reason for one in workspace.backups("small-uid")] == ["open"]
    with workspace.open(path, shape=SMALL, backup=False) as again:
        time.sleep(0.02)
        write(again, "second")
        assert workspace.is_due(again.uid, again.path)
    workspace.open(path, shape=SMALL).close()
    assert len(workspace.backups("small-uid")) == 2


def test_a_damaged_file_never_pushes_out_a_good_backup(ws: Workspace, path: Path) -> None:
    made = workspace.backup(ws)
    ws.close()
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(UserError) as caught:
        workspace.open(path, shape=SMALL)
    assert caught.value.facts["backup"] == made.id
    assert workspace.backups("small-uid") == [made]
    broken = path.read_bytes()
    workspace.restore(path, made.id)
    kept = next(one for one in workspace.backups("small-uid") if one.reason == "before-restore")
    assert kept.path.read_bytes() == broken
    assert workspace.check(path, shape=SMALL).ok


def test_a_backup_whose_bytes_changed_does_not_count(ws: Workspace, path: Path) -> None:
    older = workspace.backup(ws)
    write(ws, "n")
    newer = workspace.backup(ws)
    ws.close()
    raw = bytearray(newer.path.read_bytes())
    raw[-1] ^= 1
    newer.path.write_bytes(raw)
    assert not keeping.is_sound(newer)
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        workspace.restore(path, newer.id)
    assert caught.value.code == "backup.gone"
    assert path.read_bytes() == before
    path.write_bytes(before[:5000])
    with pytest.raises(UserError) as caught:
        workspace.open(path, shape=SMALL)
    assert caught.value.facts["backup"] == older.id


def test_restoring_where_nothing_lies(ws: Workspace, path: Path) -> None:
    digest = write(ws, "n")
    made = workspace.backup(ws)
    ws.close()
    path.unlink()
    workspace.restore(path, made.id)
    assert workspace.check(path, shape=SMALL).digest == digest


def test_rotation_keeps_days_weeks_and_months() -> None:
    now = datetime(2026, 6, 30, 12, tzinfo=UTC)
    found = [made(now - timedelta(hours=hours), "open") for hours in range(0, 24 * 900, 6)]
    stay = list(keeping.kept(found, now))
    ages = [(now - datetime.fromisoformat(one.at)).days for one in stay]
    assert sum(age < 2 for age in ages) == 8
    assert all(sum(age == day for age in ages) == 1 for day in range(3, 14))
    assert 4 <= sum(14 < age <= 56 for age in ages) <= 8
    assert 20 <= sum(age > 56 for age in ages) <= 24
    assert max(ages) <= 745
    manual = [made(now - timedelta(days=300, minutes=n), "manual") for n in range(3)]
    assert list(keeping.kept(manual, now)) == manual


def made(at: datetime, reason: str) -> Backup:
    """Return a backup as if made at a moment."""
    return Backup(f"{at.isoformat()}-{reason}", "u", at.isoformat(), reason, "/x", "0", 1, "0")


def test_a_plan_that_stays_open_is_kept_once_a_day(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    write(ws, "first")
    keeping.keep_daily(ws)
    assert [copy.reason for copy in workspace.backups(ws.uid)] == ["daily"]
    time.sleep(0.02)
    write(ws, "second")
    keeping.keep_daily(ws)
    assert len(workspace.backups(ws.uid)) == 1
    monkeypatch.setattr(keeping, "A_DAY", timedelta(0))
    keeping.keep_daily(ws)
    assert len(workspace.backups(ws.uid)) == 2
