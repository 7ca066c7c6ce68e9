"""The check, and the quick look."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from b2bdesk import workspace
from b2bdesk.errors import UserError
from b2bdesk.workspace import quick, Workspace
from tests.workspace.shapes import OWNER, SMALL
from tests.workspace.test_kill import fill_real


def test_a_check_of_an_open_file_disturbs_nobody(ws: Workspace, path: Path) -> None:
    with ws.edit("Write") as session:
        session.execute(update(OWNER).values(note="n"))
        assert workspace.check(path, shape=SMALL).ok
        assert quick.info(path).edits == 0
        session.execute(delete(OWNER).where(OWNER.c.id == 1))
    report = workspace.check(path, shape=SMALL)
    assert report.ok
    assert report.digest == ws.digest()
    assert ws.undo() is not None


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE owner SET note = 'other' WHERE id = 1", "row 1 of owner is not as its history says"),
        ("DELETE FROM owner WHERE id = 2", "row 2 of owner is not as its history says"),
        ("DELETE FROM change WHERE seq = 1", "edit 1 of the history is incomplete"),
        ("DELETE FROM edit", "the history holds rows of no edit"),
        ("UPDATE part SET owner_id = 77", "of part refers to a missing row of owner"),
        ("CREATE TABLE stranger (id)", "the table or index table stranger is not as it should be"),
    ],
)
def test_content_that_changed_behind_the_history_is_found(ws: Workspace, path: Path, statement: str, said: str) -> None:
    with ws.edit("Write") as session:
        session.execute(update(OWNER).values(note="n"))
    ws.close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()
    before = path.read_bytes()
    report = workspace.check(path, shape=SMALL)
    assert any(said in str(problem) for problem in report.problems), [str(problem) for problem in report.problems]
    assert all(problem.code == "workspace.damaged" for problem in report.problems)
    assert path.read_bytes() == before


def test_the_quick_look(tmp_path: Path) -> None:
    path = tmp_path / "real.b2bdesk"
    with workspace.create(path, fill=fill_real) as ws:
        with ws.edit("Rename {name}", name="N") as session:
            session.execute(update(ws.shape.metadata.tables["workspace"]).values(name="N"))
        info = quick.info(path)
        assert (info.name, info.lang, info.uid, info.counts["workspace"]) == ("N", "zh-Hans", ws.uid, 1)
        assert info.undo is not None
        assert info.undo.sentence() == "Rename N"
        assert info.holder is not None
    (tmp_path / "other").write_text("x")
    for wrong in (tmp_path / "other", tmp_path / "none"):
        with pytest.raises(UserError):
            quick.info(wrong)
