"""Pictures go when nothing refers to them any more, not even a step that undo or redo could bring back."""

from pathlib import Path

from sqlalchemy import insert, select, update

from b2bdesk import starter, workspace
from b2bdesk.commands import items
from b2bdesk.domain.asset import Asset
from b2bdesk.domain.persona import Persona
from b2bdesk.workspace import HistoryLimits

HASHES = ("a" * 64, "b" * 64, "c" * 64)


def kept(path: Path, limits: HistoryLimits | None = None) -> list[str]:
    """Open and close a file, and return the pictures that are in it."""
    with workspace.open(path, backup=False, limits=limits) as ws, ws.read() as session:
        return list(session.scalars(select(Asset.sha256).order_by(Asset.sha256)))


def test_pictures_are_swept_when_nothing_refers_to_them(tmp_path: Path) -> None:
    path = tmp_path / "plan.b2bdesk"
    starter.new_blank(path, "en", "Plan")
    with workspace.open(path, backup=False) as ws:
        segment = items.create(ws, "segment", name="S", account_class="sme")
        persona = items.create(ws, "persona", name="P", title="T", segments=[segment])
        for sha in HASHES:
            with ws.edit("Picture {sha}", sha=sha) as session:
                session.execute(insert(Asset).values(sha256=sha, mime="image/png", data=b"p"))
                if sha != HASHES[2]:
                    session.execute(update(Persona).where(Persona.id == persona).values(photo=sha))
    # The first may come back by undo, the second is shown, the third was in an edit that changed nothing.
    assert kept(path) == list(HASHES[:2])
    with workspace.open(path, backup=False) as ws:
        assert ws.undo() is not None
        items.update(ws, "persona", persona, quote="Q")
    assert kept(path) == list(HASHES[:2])
    assert kept(path, HistoryLimits(days=0, rows=0, least=0)) == [HASHES[0]]
    with workspace.open(path, backup=False) as ws:
        items.update(ws, "persona", persona, photo="")
    assert kept(path, HistoryLimits(days=0, rows=0, least=0)) == []
    assert workspace.check(path).ok
