"""Reading a plan against the same questions asked of sqlite3 itself."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from b2bdesk import workspace
from b2bdesk.domain.placement import Placement
from b2bdesk.insight.rules import find
from b2bdesk.queries.axes import PAIRS
from b2bdesk.queries.board import board, BoardFilter
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_levels import persona_counts
from b2bdesk.queries.board_rows import counts
from b2bdesk.queries.facts import load_plan
from b2bdesk.queries.finder import finder
from tests.benchmarks.measure import compare, Result, Work

TODAY = date(2026, 3, 1)
FILTER = BoardFilter(personas=frozenset({1, 2}), horizons=frozenset({"brand"}))
BARE = """
import sqlite3, sys
with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as c:
    for (name,) in c.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        print(name, c.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
"""


def starts(path: Path) -> Iterator[Result]:
    """Compare `info` with a bare script that counts the same rows."""
    bare = command(sys.executable, "-c", BARE, str(path))
    yield compare("python -m b2bdesk info", command(sys.executable, "-m", "b2bdesk", "info", str(path)), bare, 2.5)
    script = Path(sys.executable).with_name("b2bdesk")
    if script.exists():
        yield compare("b2bdesk info", command(str(script), "info", str(path)), bare, 2.5)


def searches(path: Path) -> Iterator[Result]:
    """Compare a keystroke in the palette with LIKE over the texts of the pieces alone."""
    texts = ("code", "title", "short_title", "summary", "owner", "notes")
    like = "SELECT id, code, title FROM content_piece WHERE " + " OR ".join(f"{name} LIKE ?1" for name in texts)
    with workspace.open(path, read_only=True) as ws, ws.read() as session:
        find = finder(ws)
        find.search(ws, session, "begin", "en")
        find.settle()
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as plain:
            for typed in ("t", "trend", "number 4711", "zzz", "没有"):
                ours = partial(find.search, ws, session, typed, "en")
                peer = partial(_all, plain, like, f"%{typed.split()[0]}%")
                yield compare(f"search for “{typed}”", ours, peer, 0.2)


def _all(plain: sqlite3.Connection, statement: str, value: str) -> list[Any]:
    return plain.execute(statement, (value,)).fetchall()


def command(*words: str) -> Work:
    """Return what runs a command."""
    return lambda: subprocess.run(words, stdout=subprocess.DEVNULL, check=True)


def queries(path: Path) -> Iterator[Result]:
    """Compare what the screens ask with the same statements in sqlite3."""
    with workspace.open(path, read_only=True) as ws, ws.read() as session:
        yield asked(session, path, "counts of stage x channel", lambda: by_cell(session), 1.15)
        yield asked(session, path, "counts of stage x persona", lambda: persona_counts(session), 1.15)
        yield asked(session, path, "the map", lambda: board(session), 2.0)
        kept = Kept()
        board(session, kept=kept)
        yield asked(session, path, "the map, filtered anew", lambda: board(session, FILTER, kept=kept), 2.0)
        for axes in PAIRS[1:]:
            switch = partial(board, session, axes=axes, chips=0)
            yield asked(session, path, f"the board of {axes[0]} x {axes[1]}", switch, 2.0)
        yield asked(session, path, "the whole plan as rows", lambda: load_plan(session), 2.0, turns=5)
        yield asked(session, path, "all findings", lambda: find(load_plan(session), TODAY), 2.0, turns=5)


def by_cell(session: Session) -> object:
    return counts(session, [Placement.archived.is_(False)])


def asked(session: Session, path: Path, name: str, ours: Work, goal: float, *, turns: int = 5) -> Result:
    """Compare a question with the very statements it sends, replayed on a plain connection."""
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        if statement != "BEGIN":
            sent.append((statement, values))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    ours()
    event.remove(engine, "before_cursor_execute", note)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as plain:
        return compare(name, ours, lambda: [plain.execute(*one).fetchall() for one in sent], goal, turns=turns)
