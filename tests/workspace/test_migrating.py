"""Files of older schemas: brought up on a copy, with a backup, and untouched if anything goes wrong."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Column, ForeignKey, insert, Integer, select, Table, Text, UniqueConstraint, update

from b2bdesk import workspace
from b2bdesk.errors import UserError
from b2bdesk.workspace import Workspace
from b2bdesk.workspace.tables import current_shape, Shape
from tests.workspace.shapes import OWNER, row_columns, SMALL, small_metadata

STEPS = Path(__file__).with_name("steps")
RELEASED = sorted((Path(__file__).parent / "data").glob("schema-*.b2bdesk"))
MIGRATE = """
import sys
from b2bdesk import workspace
from tests.workspace.test_migrating import THIRD
workspace.open(sys.argv[1], shape=THIRD).close()
"""


def second() -> Shape:
    """Return the shape after the second script."""
    metadata = small_metadata()
    metadata.tables["owner"].append_column(Column("colour", Text, nullable=False, server_default="none"))
    return Shape(metadata, 2, STEPS)


def third() -> Shape:
    """Return the shape after the third script."""
    metadata = second().metadata
    metadata.remove(metadata.tables["part"])
    Table("kind", metadata, *row_columns(), Column("code", Text), sqlite_strict=True)
    Table(
        "part",
        metadata,
        *row_columns(),
        Column("owner_id", Integer, ForeignKey("owner.id", ondelete="CASCADE"), nullable=False, index=True),
        Column("position", Integer, nullable=False, default=0),
        Column("kind_id", Integer, ForeignKey("kind.id", name="fk_part_kind")),
        UniqueConstraint("owner_id", "position"),
        sqlite_strict=True,
    )
    return Shape(metadata, 3, STEPS)


SECOND = second()
THIRD = third()


@pytest.fixture
def old(ws: Workspace, path: Path) -> Path:
    """Return a closed file of the first shape with some history."""
    with ws.edit("Note") as session:
        session.execute(update(OWNER).where(OWNER.c.id == 1).values(note="kept"))
    with ws.edit("New") as session:
        session.execute(insert(OWNER), [{"id": 9, "code": "new"}])
    ws.undo()
    ws.close()
    return path


@pytest.mark.parametrize("shape", [SECOND, THIRD], ids=["second", "third"])
def test_an_older_file_is_brought_up(old: Path, shape: Shape) -> None:
    before = old.read_bytes()
    with workspace.open(old, shape=shape) as ws:
        with ws.read() as session:
            owner = shape.metadata.tables["owner"]
            rows = session.execute(select(owner.c.note, owner.c.colour).order_by(owner.c.id)).all()
            parts = session.execute(select(shape.metadata.tables["part"])).all()
        assert [tuple(row) for row in rows] == [("kept", "none"), (None, "none"), (None, "none")]
        assert len(parts) == 3
        (made,) = [one for one in workspace.backups(ws.uid) if one.reason == "before-migration"]
        assert ws.redo() is not None
        assert ws.undo() is not None
        assert ws.undo() is not None
    assert workspace.check(old, shape=shape).ok
    assert [file.name for file in old.parent.iterdir()] == [old.name]
    workspace.restore(old, made.id)
    assert workspace.check(old, shape=SMALL).digest is not None
    assert len(before) == old.stat().st_size


def test_migrate_tells_both_versions_and_can_be_declined(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(UserError) as caught:
        workspace.open(old, shape=THIRD, migrate=False)
    assert caught.value.code == "workspace.older"
    assert old.read_bytes() == before
    assert workspace.migrate(old, shape=THIRD) == (1, 3)
    assert workspace.migrate(old, shape=THIRD) == (3, 3)


def test_an_older_file_is_read_through_a_copy(old: Path) -> None:
    before = old.read_bytes()
    with workspace.open(old, shape=THIRD, read_only=True) as ws:
        with ws.read() as session:
            assert len(session.execute(select(THIRD.metadata.tables["kind"])).all()) == 1
        assert ws.path == old
    assert old.read_bytes() == before


def test_a_failing_script_leaves_the_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = old.read_bytes()
    monkeypatch.setenv("TEST_TROUBLE", "fail")
    with pytest.raises(ZeroDivisionError):
        workspace.open(old, shape=THIRD)
    assert old.read_bytes() == before
    assert [file.name for file in old.parent.iterdir()] == [old.name]
    monkeypatch.delenv("TEST_TROUBLE")
    workspace.open(old, shape=THIRD).close()


def test_a_killed_migration_leaves_the_file(old: Path) -> None:
    before = old.read_bytes()
    environment = {**os.environ, "TEST_TROUBLE": "wait"}
    command = [sys.executable, "-c", MIGRATE, str(old)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        process.kill()
    assert old.read_bytes() == before
    with workspace.open(old, shape=THIRD) as ws:
        assert ws.undo_step() is not None
    assert [file.name for file in old.parent.iterdir()] == [old.name]


def test_a_script_that_leads_elsewhere_is_refused(old: Path) -> None:
    before = old.read_bytes()
    wrong = replace(THIRD, metadata=SECOND.metadata)
    with pytest.raises(UserError) as caught:
        workspace.open(old, shape=wrong)
    assert caught.value.code == "workspace.schema"
    assert old.read_bytes() == before


def test_an_older_file_with_a_trigger_is_refused(old: Path) -> None:
    connection = sqlite3.connect(old)
    connection.execute("CREATE TRIGGER bad AFTER INSERT ON owner BEGIN DELETE FROM part; END")
    connection.close()
    with pytest.raises(UserError) as caught:
        workspace.open(old, shape=THIRD)
    assert caught.value.code == "workspace.schema"


def test_every_schema_has_its_script() -> None:
    shape = current_shape()
    names = sorted(file.name[:4] for file in (shape.migrations / "versions").glob("0*.py"))
    assert names == [f"{number:04}" for number in range(1, shape.version + 1)]


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_every_released_schema_still_opens(released: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.b2bdesk"
    path.write_bytes(released.read_bytes())
    with workspace.open(path) as ws:
        assert ws.undo() is not None
        assert ws.redo() is not None
    assert workspace.check(path).ok
