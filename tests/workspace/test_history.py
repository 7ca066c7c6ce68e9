"""Undo, redo, history, revert, and the bounds of the history."""

from pathlib import Path

import pytest
from sqlalchemy import delete, insert, text, update

from b2bdesk import workspace
from b2bdesk.errors import UserError
from b2bdesk.workspace import Changes, HistoryLimits, Workspace
from tests.workspace.shapes import OWNER, PART, SMALL


def note(ws: Workspace, row_id: int, value: str) -> int:
    with ws.edit("Note {value}", value=value) as session:
        session.execute(update(OWNER).where(OWNER.c.id == row_id).values(note=value))
    return ws.history(1)[0].id


def test_undo_and_redo_survive_reopening(ws: Workspace, path: Path) -> None:
    states = [ws.digest()]
    for n in range(6):
        note(ws, n % 3 + 1, f"v{n}")
        states.append(ws.digest())
    ws.undo()
    ws.undo()
    ws.close()
    for expected in (states[5], states[6]):
        with workspace.open(path, shape=SMALL) as again:
            assert again.redo() is not None
            assert again.digest() == expected
    for expected in reversed(states[:-1]):
        with workspace.open(path, shape=SMALL) as again:
            assert again.undo() is not None
            assert again.digest() == expected
    with workspace.open(path, shape=SMALL) as again:
        assert again.undo() is None
        assert not again.can_undo
        assert again.can_redo


def test_a_new_edit_ends_redo(ws: Workspace) -> None:
    note(ws, 1, "a")
    note(ws, 2, "b")
    ws.undo()
    note(ws, 3, "c")
    assert ws.redo() is None
    assert [(info.facts["value"], info.kind, info.undone) for info in ws.history()] == [
        ("c", "do", False),
        ("b", "undo", False),
        ("b", "do", True),
        ("a", "do", False),
    ]


def test_undo_is_announced_reversed(ws: Workspace) -> None:
    heard: list[Changes] = []
    ws.subscribe(heard.append)
    with ws.edit("come") as session:
        session.execute(insert(OWNER), [{"id": 9, "code": "n"}])
    ws.undo(origin="menu")
    ws.redo()
    assert [one.of("owner").inserted for one in heard] == [(9,), (), (9,)]
    assert heard[1].of("owner").deleted == (9,)
    assert heard[1].origin == "menu"
    assert [one.edit.kind for one in heard] == ["do", "undo", "redo"]
    assert heard[1].edit.target == heard[0].edit.id
    assert heard[0].touches("owner")
    assert not heard[0].touches("part")


def test_history_of_one_item_tells_moves_too(ws: Workspace) -> None:
    first = note(ws, 1, "a")
    note(ws, 2, "b")
    ws.undo()
    ws.undo()
    found = ws.history(table="owner", row_id=1)
    assert [(info.kind, info.target) for info in found] == [("undo", first), ("do", None)]
    assert ws.history(table="part") == []
    (back,) = ws.changes_of(found[0].id)
    assert (back.op, back.before, back.after) == ("update", {"note": "a"}, {"note": None})
    assert ws.changes_of(12345) == []


def test_undo_to_goes_both_ways(ws: Workspace) -> None:
    states = [ws.digest()]
    ids = [0]
    for n in range(5):
        ids.append(note(ws, 1, f"v{n}"))
        states.append(ws.digest())
    for place in (2, 4, 0, 5, 1):
        ws.undo_to(ids[place])
        assert ws.digest() == states[place]
    assert ws.undo_to(ids[1]) == 0


def test_revert_takes_back_an_older_edit_as_a_new_one(ws: Workspace) -> None:
    first = note(ws, 1, "a")
    note(ws, 2, "b")
    before = ws.digest()
    info = ws.revert(first)
    assert (info.kind, info.target, info.name) == ("revert", first, "Note {value}")
    with ws.read() as session:
        assert session.execute(text("SELECT note FROM owner WHERE id < 3 ORDER BY id")).scalars().all() == [None, "b"]
    undone = ws.undo()
    assert undone is not None
    assert undone.id == info.id
    assert ws.digest() == before


def test_revert_is_refused_with_the_reason(ws: Workspace) -> None:
    first = note(ws, 1, "a")
    with ws.edit("Amount") as session:
        session.execute(update(OWNER).where(OWNER.c.id == 1).values(amount=5))
    with pytest.raises(UserError) as caught:
        ws.revert(first)
    assert caught.value.code == "history.changed_since"
    assert "Note a" in str(caught.value)
    assert "Amount" in str(caught.value)
    ws.undo()
    ws.revert(first)
    with pytest.raises(UserError) as caught:
        ws.revert(first)
    assert caught.value.code == "history.changed_since"
    with pytest.raises(UserError) as caught:
        ws.revert(777)
    assert caught.value.code == "history.not_there"


def test_revert_never_takes_later_work_along(ws: Workspace) -> None:
    with ws.edit("Owner") as session:
        session.execute(insert(OWNER), [{"id": 20, "code": "o"}])
    with ws.edit("Part") as session:
        session.execute(insert(PART), [{"id": 20, "owner_id": 20}])
    before = ws.digest()
    with pytest.raises(UserError) as caught:
        ws.revert(1)
    assert caught.value.code == "history.in_use"
    assert ws.digest() == before
    assert len(ws.history()) == 2


def test_an_undo_that_no_longer_fits_is_refused(ws: Workspace, path: Path) -> None:
    note(ws, 1, "a")
    ws.close()
    import sqlite3

    with sqlite3.connect(path) as plain:
        plain.execute("DELETE FROM owner WHERE id = 1")
        plain.execute("DELETE FROM part")
    plain.close()
    with workspace.open(path, shape=SMALL) as again:
        with pytest.raises(UserError) as caught:
            again.undo()
        assert caught.value.code == "history.diverged"
        assert again.can_undo
        assert not again.can_redo


def test_history_is_pruned_but_never_under_redo(ws: Workspace, path: Path) -> None:
    for n in range(10):
        note(ws, 1, f"v{n}")
    for _ in range(4):
        ws.undo()
    ws.close()
    tight = HistoryLimits(rows=1, least=1)
    with workspace.open(path, shape=SMALL, limits=tight) as again:
        steps = [info for info in again.history() if info.is_step]
        assert [info.id for info in steps] == [10, 9, 8, 7]
        assert again.undo() is None
        end = [again.redo() for _ in range(4)]
        assert None not in end
        note(again, 1, "last")
    with workspace.open(path, shape=SMALL, limits=tight) as again:
        assert [info.facts["value"] for info in again.history()] == ["last"]
        assert again.undo() is not None
        assert again.undo() is None
    assert workspace.check(path, shape=SMALL).ok


def test_old_history_goes_by_age(ws: Workspace, path: Path) -> None:
    for n in range(5):
        note(ws, 1, f"v{n}")
    with ws.maintain() as connection:
        connection.execute("UPDATE edit SET at = '2020-01-01T00:00:00Z' WHERE id < 4")
    ws.close()
    with workspace.open(path, shape=SMALL, limits=HistoryLimits(least=1)) as again:
        assert [info.id for info in again.history()] == [5, 4]


def test_rows_swap_unique_values_and_come_back(ws: Workspace) -> None:
    start = ws.digest()
    with ws.edit("swap") as session:
        session.execute(update(PART).where(PART.c.id == 1).values(place=-1))
        session.execute(update(PART).where(PART.c.id == 2).values(place=1))
        session.execute(update(PART).where(PART.c.id == 1).values(place=2))
        session.execute(delete(PART).where(PART.c.id == 3))
        session.execute(insert(PART), [{"id": 3, "owner_id": 2, "place": 1}])
    end = ws.digest()
    ws.undo()
    assert ws.digest() == start
    ws.redo()
    assert ws.digest() == end


def test_what_the_program_does_aside_is_passed_over_by_undo_and_redo(ws: Workspace) -> None:
    note(ws, 1, "a")
    note(ws, 2, "b")
    ws.undo()
    new = ws.unused_id("owner")
    with ws.aside("Keep {what}", what="x") as session:
        session.execute(insert(OWNER), [{"id": new, "code": "aside"}])
    assert [(info.aside, info.is_step) for info in ws.history(1)] == [(True, False)]
    assert [change.row_id for change in ws.changes_of(ws.history(1)[0].id)] == [new]
    step = ws.undo()
    assert step is not None
    assert step.facts["value"] == "a"
    assert not ws.can_undo
    assert [ws.redo() is not None for _ in range(3)] == [True, True, False]
    with ws.read() as session:
        assert session.execute(text("SELECT count(*) FROM owner WHERE code = 'aside'")).scalar_one() == 1
    with pytest.raises(UserError):
        ws.revert(ws.history(1, table="owner", row_id=new)[0].id)


def test_an_unused_id_is_one_that_no_step_brings_back(ws: Workspace) -> None:
    before = ws.unused_id("owner")
    with ws.edit("come") as session:
        session.execute(insert(OWNER), [{"id": before, "code": "n"}])
    ws.undo()
    assert ws.unused_id("owner") == before + 1
