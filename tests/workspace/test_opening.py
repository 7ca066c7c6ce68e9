"""Opening: what is refused, in one sentence and byte-identical, and what is mended."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import update

from b2bdesk import workspace
from b2bdesk.errors import UserError
from b2bdesk.workspace import quick, Workspace
from b2bdesk.workspace.tables import Shape
from tests.workspace.shapes import OWNER, SMALL

DEAD_WRITER = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
for n in range(2000):
    connection.execute("UPDATE owner SET note = note || ? || ?", ("x" * 50, n))
os._exit(9)
"""


@pytest.fixture
def closed(ws: Workspace, path: Path) -> Path:
    """Return a workspace of some weight that nobody has open."""
    with ws.edit("Fill") as session:
        session.execute(update(OWNER).values(note="n" * 9000))
    ws.close()
    return path


def refused(path: Path, shape: Shape = SMALL) -> UserError:
    """Try to open a file in every way; it must be refused in one line and stay as it is."""
    before = path.read_bytes() if path.is_file() else b""
    start = time.monotonic()
    with pytest.raises(UserError) as caught:
        workspace.open(path, shape=shape)
    with pytest.raises(UserError):
        workspace.open(path, shape=shape, read_only=True)
    assert time.monotonic() - start < 5
    assert not workspace.check(path, shape=shape).ok
    sentence = str(caught.value)
    assert sentence
    assert "\n" not in sentence
    assert "{" not in sentence
    assert "sqlite" not in sentence.lower()
    if path.is_file():
        assert path.read_bytes() == before
    assert not list(path.parent.glob(".*b2bdesk*"))
    return caught.value


def trouble(path: Path) -> UserError | None:
    """Open and close a file; return the refusal, if it was refused."""
    try:
        workspace.open(path, shape=SMALL, backup=False).close()
    except UserError as error:
        return error
    return None


def change(path: Path, *statements: str) -> None:
    """Change a file behind the program's back."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_missing_folder_and_pipe(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.b2bdesk").code == "workspace.missing"
    assert not (tmp_path / "none.b2bdesk").exists()
    assert refused(tmp_path).code == "workspace.not_file"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.b2bdesk")
        assert refused(tmp_path / "pipe.b2bdesk").code == "workspace.not_file"


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" * 100, b"SQLite format 3\x00", bytes(4096)])
def test_what_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.b2bdesk"
    path.write_bytes(content)
    assert refused(path).code == "workspace.foreign"


def test_a_foreign_database(tmp_path: Path) -> None:
    path = tmp_path / "x.b2bdesk"
    change(path, "CREATE TABLE t (id)")
    assert refused(path).code == "workspace.foreign"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER bad AFTER INSERT ON owner BEGIN DELETE FROM part; END",
        "CREATE TABLE stranger (id INTEGER)",
        "CREATE VIEW stranger AS SELECT 1",
        "CREATE VIRTUAL TABLE stranger USING fts5(x)",
        "CREATE INDEX stranger ON owner (note)",
        "ALTER TABLE owner ADD COLUMN stranger TEXT",
        "ALTER TABLE owner RENAME COLUMN note TO remark",
        "DROP TABLE part",
        "DROP INDEX ix_part_owner_id",
    ],
)
def test_a_changed_schema(closed: Path, statement: str) -> None:
    change(closed, statement)
    assert refused(closed).code == "workspace.schema"


def test_an_endless_view_in_a_table_s_place(closed: Path) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n"
    change(closed, "DROP TABLE meta", f"CREATE VIEW meta AS {endless}")
    assert refused(closed).code == "workspace.schema"


def test_a_newer_file_names_its_writer(closed: Path) -> None:
    change(closed, "PRAGMA user_version=7", "UPDATE meta SET value='9.4.2'", "CREATE TABLE later (id)")
    error = refused(closed)
    assert error.code == "workspace.newer"
    assert "9.4.2" in str(error)


def test_wal_mode_and_strange_neighbours(closed: Path) -> None:
    journal = closed.with_name(closed.name + "-journal")
    journal.write_bytes(b"no journal of ours")
    assert refused(closed).code == "workspace.strange_journal"
    assert journal.read_bytes() == b"no journal of ours"
    journal.unlink()
    wal = closed.with_name(closed.name + "-wal")
    wal.write_bytes(b"x")
    assert refused(closed).code == "workspace.strange_journal"
    wal.unlink()
    change(closed, "PRAGMA journal_mode=WAL")
    assert refused(closed).code == "workspace.foreign"


@pytest.mark.parametrize("keep", [0.3, 0.9, 0.999])
def test_a_truncated_file_offers_its_backup(closed: Path, keep: float) -> None:
    with workspace.open(closed, shape=SMALL) as ws:
        made = workspace.backups(ws.uid)[0]
    os.truncate(closed, int(closed.stat().st_size * keep))
    error = refused(closed)
    assert error.code == "workspace.damaged"
    assert error.facts["backup"] == made.id
    assert "UTC" in str(error)
    workspace.restore(closed, error.facts["backup"])
    assert workspace.check(closed, shape=SMALL).ok


def test_grown_and_wrong_page_sizes(closed: Path) -> None:
    with closed.open("ab") as file:
        file.write(b"x" * 4096)
    assert refused(closed).code == "workspace.damaged"
    raw = bytearray(closed.read_bytes())
    raw[16:18] = b"\x03\x03"
    closed.write_bytes(raw)
    assert refused(closed).code == "workspace.damaged"


def test_flipped_bytes_are_refused_or_harmless(closed: Path) -> None:
    """Structure checks cannot see changed content; but nothing else than a refusal or a good file may come of it."""
    whole = closed.read_bytes()
    chance = random.Random(7)
    seen = 0
    for _ in range(60):
        raw = bytearray(whole)
        for _ in range(chance.choice([1, 8, 64])):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        closed.write_bytes(raw)
        error = trouble(closed)
        if error is not None:
            assert "\n" not in str(error)
            assert closed.read_bytes() == bytes(raw)
            seen += 1
    assert seen > 10


def test_a_broken_reference_is_damage(closed: Path) -> None:
    change(closed, "PRAGMA foreign_keys=OFF", "DELETE FROM owner WHERE id = 1")
    assert refused(closed).code == "workspace.damaged"


def test_a_killed_writer_is_rolled_back(closed: Path) -> None:
    with workspace.open(closed, shape=SMALL, backup=False) as ws:
        before = ws.digest()
    killed = closed.read_bytes()
    subprocess.run([sys.executable, "-c", DEAD_WRITER, str(closed)], check=False)
    assert closed.read_bytes() != killed, "the writer must have been killed in the middle of writing"
    broken = closed.read_bytes()
    report = workspace.check(closed, shape=SMALL)
    assert report.ok
    assert report.recovered
    assert report.digest == before
    assert quick.info(closed).name == "Small"
    with workspace.open(closed, shape=SMALL, read_only=True) as ws:
        assert ws.digest() == before
    assert closed.read_bytes() == broken
    with workspace.open(closed, shape=SMALL, backup=False) as ws:
        assert ws.digest() == before
    assert not closed.with_name(closed.name + "-journal").exists()
    assert not list(closed.parent.glob(".*"))


def test_a_journal_of_another_file_does_no_harm(closed: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(closed, tmp_path / "other.b2bdesk"))
    change(other, "DELETE FROM part", "UPDATE owner SET note = zeroblob(0) || 'short'", "VACUUM")
    subprocess.run([sys.executable, "-c", DEAD_WRITER, str(closed)], check=False)
    shutil.copy(closed.with_name(closed.name + "-journal"), other.with_name(other.name + "-journal"))
    before = other.read_bytes()
    with pytest.raises(UserError) as caught:
        workspace.open(other, shape=SMALL)
    assert caught.value.code in ("workspace.damaged", "workspace.schema", "workspace.foreign")
    assert other.read_bytes() == before


def test_strange_names_and_links(ws: Workspace, tmp_path: Path) -> None:
    ws.close()
    for name in ("a?mode=memory#x%41.b2bdesk", "x" * 200 + ".b2bdesk", "'quoted\" 一.b2bdesk"):
        path = tmp_path / name
        workspace.create(path, shape=SMALL).close()
        assert path.stat().st_size > 0
        assert workspace.check(path, shape=SMALL).ok
    link = tmp_path / "link.b2bdesk"
    link.symlink_to(ws.path)
    with workspace.open(link, shape=SMALL) as opened:
        assert opened.path == ws.path
        with pytest.raises(UserError, match="is open on"):
            workspace.open(ws.path, shape=SMALL)
    assert link.is_symlink()


def test_create_never_overwrites_unasked(ws: Workspace, path: Path) -> None:
    with pytest.raises(UserError) as caught:
        workspace.create(path, shape=SMALL)
    assert caught.value.code == "workspace.exists"
    with pytest.raises(UserError) as caught:
        workspace.create(path, shape=SMALL, overwrite=True)
    assert caught.value.code == "workspace.locked"
    ws.close()

    def fail(session: object) -> None:
        raise ZeroDivisionError

    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        workspace.create(path, shape=SMALL, overwrite=True, fill=fail)
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*"))
    workspace.create(path, shape=SMALL, overwrite=True).close()
    assert quick.info(path).name == ""


def test_the_real_shape_opens_without_alembic(tmp_path: Path) -> None:
    script = (
        "import sys; from b2bdesk import workspace; from b2bdesk.workspace import quick;"
        "workspace.create(sys.argv[1]).close(); workspace.open(sys.argv[1]).close();"
        "assert workspace.check(sys.argv[1]).ok; assert 'alembic' not in sys.modules"
    )
    path = tmp_path / "real.b2bdesk"
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    script = (
        "import sys; from b2bdesk.workspace import quick; quick.info(sys.argv[1]);"
        "assert 'sqlalchemy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
