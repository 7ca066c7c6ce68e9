"""Edits: what the journal sees, what is announced, and what leaves no trace."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from b2bdesk import workspace
from b2bdesk.errors import UserError
from b2bdesk.workspace import Changes, Workspace
from tests.workspace.shapes import OWNER, PART, SMALL

HARD = [
    {"code": "nul", "note": "a\x00b"},
    {"code": "quote", "note": "\"quoted\" \\ {brace} 'one' 中文 😀\u2028\ufeff"},
    {"code": "json", "note": '{"a": [1, 2.50]}'},
    {"code": "empty", "note": ""},
    {"code": "none", "note": None, "rate": None, "amount": None},
    {"code": "large", "amount": 2**63 - 1, "rate": 1.7976931348623157e308},
    {"code": "small", "amount": -(2**63), "rate": 5e-324},
    {"code": "third", "rate": 0.1 + 0.2},
    {"code": "whole", "rate": 3.0},
    {"code": "blob", "picture": bytes(range(256))},
    {"code": "no bytes", "picture": b""},
]


def rows(ws: Workspace, table: object = OWNER) -> list[tuple[object, ...]]:
    with ws.read() as session:
        return [tuple(row) for row in session.execute(select(table).order_by(table.c.id))]  # type: ignore[call-overload,attr-defined]


def content(ws: Workspace) -> list[tuple[object, ...]]:
    return [(row[0], *row[2:3], *row[4:]) for row in rows(ws)]


@pytest.mark.parametrize("values", HARD, ids=lambda values: values["code"])
def test_hard_values_come_back_exactly(ws: Workspace, values: dict[str, object]) -> None:
    with ws.edit("insert") as session:
        session.execute(insert(OWNER), [{"id": 50, **values}])
    there = content(ws)
    with ws.edit("update") as session:
        blank = {"note": "x", "rate": 1.5, "amount": 7, "picture": b"x"}
        session.execute(update(OWNER).where(OWNER.c.id == 50).values(**blank))
    ws.undo()
    assert content(ws) == there
    with ws.edit("delete") as session:
        session.execute(delete(OWNER).where(OWNER.c.id == 50))
    ws.undo()
    assert content(ws) == there
    ws.undo()
    ws.redo()
    assert content(ws) == there


def test_text_written_by_a_json_function_comes_back_as_text(ws: Workspace) -> None:
    with ws.edit("json") as session:
        session.execute(
            text("""INSERT INTO owner (id, code, note, created_at, updated_at, version)
            VALUES (60, 'j', json('["a"]'), 'x', 'x', 1)""")
        )
    before = content(ws)
    ws.undo()
    ws.redo()
    assert content(ws) == before


@pytest.mark.parametrize("value", [float("inf"), float("-inf")])
def test_numbers_that_are_not_finite_are_refused(ws: Workspace, value: float) -> None:
    start = ws.digest()
    with pytest.raises(UserError) as caught, ws.edit("wild") as session:
        session.execute(update(OWNER).values(rate=value))
    assert caught.value.code == "value.not_finite"
    assert ws.digest() == start


def test_a_change_of_case_is_a_change(ws: Workspace) -> None:
    with ws.edit("case") as session:
        session.execute(update(OWNER).where(OWNER.c.id == 1).values(code="k1"))
    (change,) = ws.changes_of(1)
    assert (change.before, change.after) == ({"code": "K1"}, {"code": "k1"})


def test_bulk_cascade_and_replace_are_seen(ws: Workspace) -> None:
    heard: list[Changes] = []
    ws.subscribe(heard.append)
    with ws.edit("bulk") as session:
        session.execute(update(OWNER).values(amount=OWNER.c.amount + 10))
    with ws.edit("cascade") as session:
        session.execute(delete(OWNER).where(OWNER.c.id == 1))
    with ws.edit("replace") as session:
        session.execute(text("INSERT OR REPLACE INTO owner VALUES (2, 9, 'a', 'b', 'K3', NULL, NULL, NULL, NULL)"))
    assert heard[0].of("owner").updated == (1, 2, 3)
    assert heard[1].of("owner").deleted == (1,)
    assert heard[1].of("part").deleted == (1, 2, 3)
    assert (heard[2].of("owner").updated, heard[2].of("owner").deleted) == ((2,), (3,))
    start = ws.digest()
    for _ in range(3):
        ws.undo()
    for _ in range(3):
        ws.redo()
    assert ws.digest() == start


def test_versions_rise_with_every_change_and_never_return(ws: Workspace) -> None:
    seen = []

    def version() -> object:
        return {row[0]: row[1] for row in rows(ws)}.get(70)

    with ws.edit("come") as session:
        session.execute(insert(OWNER), [{"id": 70, "code": "v"}])
    seen.append(version())
    with ws.edit("change") as session:
        session.execute(update(OWNER).where(OWNER.c.id == 70).values(note="n"))
    seen.append(version())
    ws.undo()
    seen.append(version())
    ws.undo()
    assert version() is None
    ws.redo()
    seen.append(version())
    ws.redo()
    seen.append(version())
    assert seen == sorted(set(seen), key=int)  # type: ignore[call-overload]


def test_updated_at_is_the_moment_of_the_edit(ws: Workspace) -> None:
    with ws.edit("touch") as session:
        session.execute(update(OWNER).values(note="n"))
    (info,) = ws.history()
    assert {row[3] for row in rows(ws)} == {info.at}


def test_nothing_changed_leaves_no_trace(ws: Workspace) -> None:
    heard: list[Changes] = []
    ws.subscribe(heard.append)
    before = rows(ws)
    with ws.edit("nothing"):
        pass
    with ws.edit("the same") as session:
        session.execute(update(OWNER).values(amount=OWNER.c.amount))
    with ws.edit("there and back") as session:
        session.execute(update(OWNER).values(note="x"))
        session.execute(update(OWNER).values(note=None))
        session.execute(insert(OWNER), [{"id": 80, "code": "z"}])
        session.execute(delete(OWNER).where(OWNER.c.id == 80))
    with ws.edit("an asset that nobody refers to") as session:
        session.execute(insert(SMALL.metadata.tables["asset"]), [{"sha256": "a", "data": b""}])
    assert ws.history() == []
    assert heard == []
    assert rows(ws) == before


def test_an_exception_rolls_everything_back(ws: Workspace) -> None:
    heard: list[Changes] = []
    ws.subscribe(heard.append)
    start = ws.digest()
    with pytest.raises(ZeroDivisionError), ws.edit("fails") as session:  # noqa: PT012
        session.execute(delete(PART))
        raise ZeroDivisionError
    assert ws.digest() == start
    assert heard == []
    assert ws.undo() is None
    with ws.edit("works again") as session:
        session.execute(delete(PART))
    assert len(heard) == 1


def test_errors_of_the_block_stay_what_they_are(ws: Workspace) -> None:
    for error in (UserError("a.b", "sentence"), FileNotFoundError("photo"), KeyError("k")):
        with pytest.raises(type(error)) as caught, ws.edit("fails"):
            raise error
        assert caught.value is error


def test_a_nested_edit_joins_and_rolls_back_alone(ws: Workspace) -> None:
    with ws.edit("outer", n=1) as session:
        session.execute(update(OWNER).where(OWNER.c.id == 1).values(note="outer"))
        with pytest.raises(ZeroDivisionError), ws.edit("inner") as inner:  # noqa: PT012
            assert inner is session
            inner.execute(update(OWNER).where(OWNER.c.id == 2).values(note="inner"))
            raise ZeroDivisionError
        with ws.edit("second") as inner:
            inner.execute(update(OWNER).where(OWNER.c.id == 3).values(note="second"))
    (info,) = ws.history()
    assert (info.name, info.facts, info.rows) == ("outer", {"n": 1}, 2)
    assert [row[7] for row in rows(ws)] == ["outer", None, "second"]


def test_facts_may_be_learned_on_the_way(ws: Workspace) -> None:
    with ws.edit("Place {code}", code="?") as session:
        session.execute(update(OWNER).values(note="n"))
        session.info["facts"]["code"] = "K22"
    assert ws.history()[0].sentence() == "Place K22"


def test_typing_merges_into_one_step(ws: Workspace) -> None:
    start = ws.digest()
    for letters in ("a", "ab", "abc"):
        with ws.edit("Type", merge="owner.1.note") as session:
            session.execute(update(OWNER).where(OWNER.c.id == 1).values(note=letters))
    ws.break_merge()
    with ws.edit("Type", merge="owner.1.note") as session:
        session.execute(update(OWNER).where(OWNER.c.id == 1).values(note="abcd"))
    with ws.edit("Other", merge="owner.2.note") as session:
        session.execute(update(OWNER).where(OWNER.c.id == 2).values(note="x"))
    assert [(info.name, info.rows) for info in ws.history()] == [("Other", 1), ("Type", 1), ("Type", 3)]
    ws.undo()
    ws.undo()
    assert rows(ws)[0][7] == "abc"
    ws.undo()
    assert ws.digest() == start
    ws.redo()
    with ws.edit("Type", merge="owner.1.note") as session:
        session.execute(update(OWNER).where(OWNER.c.id == 1).values(note="new"))
    ws.undo()
    assert rows(ws)[0][7] == "abc"


def test_merged_changes_are_announced_one_by_one(ws: Workspace) -> None:
    heard: list[Changes] = []
    ws.subscribe(heard.append)
    for row_id in (1, 2):
        with ws.edit("Type", merge="key", origin="form") as session:
            session.execute(update(OWNER).where(OWNER.c.id == row_id).values(note="n"))
    assert [one.of("owner").updated for one in heard] == [(1,), (2,)]
    assert [(one.origin, one.edit.id) for one in heard] == [("form", 1), ("form", 1)]


def test_subscribers_hear_in_order_and_may_edit(ws: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    order: list[str] = []

    def first(changes: Changes) -> None:
        order.append(f"first {changes.edit.name}")
        if changes.edit.name == "one":
            with ws.edit("two") as session:
                session.execute(update(OWNER).values(note="two"))

    def broken(changes: Changes) -> None:
        raise ZeroDivisionError

    ws.subscribe(first)
    ws.subscribe(broken)
    end = ws.subscribe(lambda changes: order.append(f"last {changes.edit.name}"))
    with caplog.at_level("ERROR"), ws.edit("one") as session:
        session.execute(update(OWNER).values(note="one"))
    assert order == ["first one", "last one", "first two", "last two"]
    end()
    with caplog.at_level("ERROR"):
        ws.undo()
    assert order[4:] == ["first two"]


def test_edits_of_threads_take_turns_and_reads_go_on(ws: Workspace) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with ws.edit("slow") as session:
            session.execute(update(OWNER).values(note="slow"))
            inside.set()
            go_on.wait(5)

    def quick() -> None:
        with ws.edit("quick") as session:
            session.execute(update(OWNER).values(amount=0))

    threads = [threading.Thread(target=slow), threading.Thread(target=quick)]
    threads[0].start()
    inside.wait(5)
    threads[1].start()
    assert rows(ws)[0][7] is None
    go_on.set()
    for thread in threads:
        thread.join()
    assert [info.name for info in ws.history()] == ["quick", "slow"]


def test_an_edit_within_a_read_is_told_at_once(ws: Workspace) -> None:
    with ws.read(), pytest.raises(RuntimeError, match="within a read"), ws.edit("x"):
        pass


def test_rows_keep_their_ids_and_writes_need_an_edit(ws: Workspace, path: Path) -> None:
    with pytest.raises(IntegrityError, match="keeps its id"), ws.edit("renumber") as session:
        session.execute(update(OWNER).where(OWNER.c.id == 2).values(id=99))
    with ws.read() as session, pytest.raises(StatementError, match="readonly"):
        session.execute(update(OWNER).values(note="n"))
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (0,)
    plain.close()


def test_5000_rows_in_bulk_are_journaled_and_undone(ws: Workspace) -> None:
    with ws.edit("many") as session:
        session.execute(insert(OWNER), [{"code": f"M{n}", "amount": n, "rate": n / 7} for n in range(5000)])
    many = ws.digest()
    with ws.edit("bulk") as session:
        session.execute(update(OWNER).values(note="all"))
    assert ws.history()[0].rows == 5003
    ws.undo()
    assert ws.digest() == many
    with ws.edit("gone") as session:
        session.execute(delete(OWNER).where(OWNER.c.amount > 10))
    ws.undo()
    assert ws.digest() == many


def test_the_pragmas_are_those_decided(ws: Workspace) -> None:
    with ws.edit("x") as session:
        asked = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check", "mmap_size")
        found = [session.execute(text(f"PRAGMA {name}")).scalar() for name in (*asked, "recursive_triggers")]
    assert found == ["delete", 3, 1, 0, 1, 0, 1]
    assert workspace.check(ws.path, shape=SMALL).ok
