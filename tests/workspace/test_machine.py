"""Random edits, undo, redo, revert and reopening: after each step the whole database is compared with a model."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, RuleBasedStateMachine
from sqlalchemy import delete, insert, select, Table, update
from sqlalchemy.orm import Session

from b2bdesk import workspace
from b2bdesk.errors import UserError
from b2bdesk.workspace import Workspace
from tests.helpers.effort import examples
from tests.workspace.shapes import fill_small, OWNER, PART, SMALL

IDS = st.integers(1, 8)
TEXTS = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
VALUES = st.fixed_dictionaries(
    {
        "note": TEXTS,
        "rate": st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
        "amount": st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)),
        "picture": st.one_of(st.none(), st.binary(max_size=4)),
    }
)
STEP = st.one_of(
    st.tuples(st.just("insert"), IDS, VALUES),
    st.tuples(st.just("update"), IDS, VALUES),
    st.tuples(st.just("bulk"), IDS, VALUES),
    st.tuples(st.just("delete"), IDS, VALUES),
    st.tuples(st.just("part"), IDS, IDS),
    st.tuples(st.just("move parts"), IDS, IDS),
)


def take(session: Session, step: tuple[str, int, Any]) -> None:
    """Do one random thing, if it can be done now."""
    what, row_id, values = step
    there = session.execute(select(OWNER.c.id).where(OWNER.c.id == row_id)).first() is not None
    if what == "insert" and not there:
        session.execute(insert(OWNER), [{"id": row_id, "code": f"C{row_id}", **values}])
    elif what == "update":
        session.execute(update(OWNER).where(OWNER.c.id == row_id).values(**values))
    elif what == "bulk":
        session.execute(update(OWNER).where(OWNER.c.id > row_id).values(note=values["note"]))
    elif what == "delete":
        session.execute(delete(OWNER).where(OWNER.c.id == row_id))
    elif what == "part" and there:
        place = values * 10 + row_id
        if session.execute(select(PART.c.id).where(PART.c.place == place)).first() is None:
            session.execute(insert(PART), [{"owner_id": row_id, "place": place}])
    elif what == "move parts" and there:
        session.execute(update(PART).where(PART.c.owner_id == values).values(owner_id=row_id))


def whole(ws: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables, without versions and times of change."""
    with ws.read() as session:
        return {table.name: _rows(session, table) for table in SMALL.metadata.sorted_tables}


def _rows(session: Session, table: Table) -> list[tuple[Any, ...]]:
    columns = [column for column in table.columns if column.name not in ("version", "updated_at")]
    # Python holds 1 == 1.0 and 0.0 == -0.0; the file must not mix them up.
    return [tuple(map(repr, row)) for row in session.execute(select(*columns).order_by(table.columns[0]))]


class Machine(RuleBasedStateMachine):
    """A model of states done and undone beside the real thing."""

    @initialize()
    def begin(self) -> None:
        """Make a new workspace."""
        self.home = Path(tempfile.mkdtemp())
        self.path = self.home / "machine.b2bdesk"
        self.ws = workspace.create(self.path, fill=fill_small, shape=SMALL)
        self.states = [whole(self.ws)]
        self.place = 0

    @rule(steps=st.lists(STEP, min_size=1, max_size=5))
    def edit(self, steps: list[tuple[str, int, Any]]) -> None:
        """Make an edit of some random steps."""
        before = len(self.ws.history(1000))
        with self.ws.edit("Edit") as session:
            for step in steps:
                take(session, step)
        if len(self.ws.history(1000)) > before:
            self._became(whole(self.ws))

    @rule(steps=st.lists(STEP, min_size=1, max_size=3))
    def fail(self, steps: list[tuple[str, int, Any]]) -> None:
        """Make an edit that fails at its end."""
        with suppress(ZeroDivisionError), self.ws.edit("Fails") as session:
            for step in steps:
                take(session, step)
            raise ZeroDivisionError

    @rule()
    def undo(self) -> None:
        """Undo."""
        assert (self.ws.undo() is None) == (self.place == 0)
        self.place = max(0, self.place - 1)

    @rule()
    def redo(self) -> None:
        """Redo."""
        assert (self.ws.redo() is None) == (self.place == len(self.states) - 1)
        self.place = min(len(self.states) - 1, self.place + 1)

    @precondition(lambda self: self.place > 0)
    @rule(data=st.data())
    def revert(self, data: st.DataObject) -> None:
        """Revert some step, if it can be reverted."""
        done = [info.id for info in self.ws.history(1000) if info.is_step and not info.undone]
        with suppress(UserError):
            self.ws.revert(data.draw(st.sampled_from(done)))
            self._became(whole(self.ws))

    @rule()
    def reopen(self) -> None:
        """Close and open again."""
        self.ws.close()
        self.ws = workspace.open(self.path, shape=SMALL, backup=False)

    @invariant()
    def the_file_is_as_the_model(self) -> None:
        """Compare the whole database, and the history with it."""
        if hasattr(self, "ws"):
            assert whole(self.ws) == self.states[self.place]
            report = workspace.check(self.path, shape=SMALL)
            assert report.ok, [str(problem) for problem in report.problems]

    def teardown(self) -> None:
        """Undo all, which leads back to the beginning; and clean up."""
        if hasattr(self, "ws"):
            self.ws.undo_to(0)
            assert whole(self.ws) == self.states[0]
            self.ws.close()
            shutil.rmtree(self.home)

    def _became(self, state: dict[str, list[tuple[Any, ...]]]) -> None:
        self.states[self.place + 1 :] = [state]
        self.place += 1


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=examples(15), stateful_step_count=20, deadline=None)
