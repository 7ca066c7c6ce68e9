"""Large plans are searched by an index of words, which follows every edit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, event, update

from b2bdesk import workspace
from b2bdesk.domain import metadata
from b2bdesk.queries import finder as finding
from b2bdesk.queries.finder import finder
from b2bdesk.queries.search import search
from b2bdesk.workspace import Workspace
from tests.helpers.plans import make_plan

PIECES = metadata.tables["content_piece"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a plan."""
    return make_plan(tmp_path_factory.mktemp("plan") / "plan.b2bdesk", "10S")


@pytest.fixture
def ws(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Open a copy of the plan, which counts as large, with its index made."""
    monkeypatch.setattr(finding, "LARGE", 1)
    copy = tmp_path / "copy.b2bdesk"
    copy.write_bytes(path.read_bytes())
    with workspace.open(copy, backup=False) as opened:
        found(opened, "begin")
        finder(opened).settle()
        yield opened


def found(ws: Workspace, typed: str, **more: Any) -> set[tuple[str, int]]:
    """Return what the finder finds."""
    with ws.read() as session:
        return {(hit.table, hit.id) for hit in finder(ws).search(ws, session, typed, "en", limit=9_999, **more)}


def retitle(ws: Workspace, id: int, **values: Any) -> None:
    """Change a piece."""
    with ws.edit("Change") as session:
        session.execute(update(PIECES).where(PIECES.c.id == id).values(**values))


@pytest.mark.parametrize("typed", ["person", "CITY 3", "told trend", "e17", "statement pain", "channel 31", "t", "zzz"])
def test_words_are_found_as_by_reading_every_text(ws: Workspace, typed: str) -> None:
    with ws.read() as session:
        read = {(hit.table, hit.id) for hit in search(session, typed, "en", limit=9_999)}
    hits = found(ws, typed)
    assert hits <= read
    assert bool(hits) == bool(read)


def test_only_the_beginnings_of_words_are_found_and_numbers_of_codes(ws: Workspace) -> None:
    assert ("content_piece", 17) in found(ws, "17", codes_only=True)
    assert ("content_piece", 17) in found(ws, "k17", codes_only=True)
    assert found(ws, "17", codes_only=True) <= found(ws, "17")
    assert not found(ws, "erson", codes_only=False)


@pytest.mark.parametrize("typed", ["仓", "货", "仓库", "有断货", "abc系统", "没有 智能", "café", "CAFE"])
def test_chinese_is_found_wherever_it_stands(ws: Workspace, typed: str) -> None:
    assert not found(ws, typed)
    retitle(ws, 7, title="智能仓库没有断货 ABC系统", notes="Café")
    assert found(ws, typed) == {("content_piece", 7)}


def test_the_index_follows_edits_and_undo(ws: Workspace) -> None:
    retitle(ws, 7, title="Quagmire")
    assert found(ws, "quag") == {("content_piece", 7)}
    ws.undo()
    assert not found(ws, "quag")
    ws.redo()
    retitle(ws, 7, archived=True)
    assert not found(ws, "quag")
    retitle(ws, 7, archived=False)
    assert found(ws, "quag") == {("content_piece", 7)}
    with ws.edit("Delete") as session:
        session.execute(delete(metadata.tables["placement"]).where(metadata.tables["placement"].c.content_id == 7))
        session.execute(delete(PIECES).where(PIECES.c.id == 7))
    assert not found(ws, "quag")


def test_after_many_changes_it_is_made_anew(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MANY", 10)
    with ws.edit("Change all") as session:
        session.execute(update(PIECES).values(title="Quagmire"))
    assert len(found(ws, "quagmire")) == 200
    finder(ws).settle()
    assert len(found(ws, "quag")) == 100


def test_an_item_with_the_very_code_comes_first(ws: Workspace) -> None:
    with ws.read() as session:
        assert finder(ws).search(ws, session, "K299", "en")[0].code == "K299"
        assert finder(ws).search(ws, session, "%", "en") == []


def test_no_text_is_read_through(ws: Workspace) -> None:
    sent = []
    with ws.read() as session:
        event.listen(session.get_bind(), "before_cursor_execute", lambda _c, _u, text, *_more: sent.append(text))
        finder(ws).search(ws, session, "trend", "en")
    asked = [text for text in sent if text != "BEGIN"]
    assert len(asked) == 1
    assert "LIKE" not in asked[0]


def test_small_plans_are_read_through(path: Path) -> None:
    with workspace.open(path, read_only=True) as ws, ws.read() as session:
        hits = finder(ws).search(ws, session, "erson", "en")
        assert hits == search(session, "erson", "en")
        assert finder(ws) is finder(ws)
