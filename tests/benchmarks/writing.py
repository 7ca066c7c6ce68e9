"""Edits, undo and the journal against the same rows written by sqlite3 itself, just as durably."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert, update

from b2bdesk import workspace
from b2bdesk.commands import placements
from b2bdesk.domain import metadata
from b2bdesk.workspace.connection import connect_writer
from tests.benchmarks.measure import compare, Result

MOVED = "UPDATE placement SET channel_id = ?, version = version + 1 WHERE id = 5"
ROWS = 50_000


def edits(path: Path) -> Iterator[Result]:
    """Compare moves, undo and mass edits, each on copies of the plan."""
    with copies(path) as (mine, theirs):
        yield one_move(mine, theirs)
    with copies(path) as (mine, theirs):
        yield undo(mine, theirs)
    with copies(path) as (mine, theirs):
        yield journal(mine, theirs)


@contextmanager
def copies(path: Path) -> Iterator[tuple[Path, Path]]:
    """Give two copies of a file."""
    both = path.with_name("mine.b2bdesk"), path.with_name("theirs.b2bdesk")
    for copy in both:
        shutil.copyfile(path, copy)
    yield both
    for copy in both:
        copy.unlink()


def one_move(mine: Path, theirs: Path) -> Result:
    """Move one placement to and fro."""
    places, channels = cycle((1, 2)), cycle((1, 2))
    with workspace.open(mine, backup=False) as ws, closing(connect_writer(theirs)) as plain:

        def move() -> None:
            placements.move(ws, ids=[5], stage=1, channel=next(places))

        def write() -> None:
            plain.execute("BEGIN IMMEDIATE")
            plain.execute(MOVED, (next(channels),))
            plain.execute("COMMIT")

        move()
        return compare("one chip moved and saved", move, write, 3.0, turns=15)


def undo(mine: Path, theirs: Path) -> Result:
    """Take back an edit of 5,000 rows; the peer writes the old values back from a list of JSON texts."""
    table = metadata.tables["placement"]
    with workspace.open(mine, backup=False) as ws, closing(connect_writer(theirs)) as plain:
        old = [(at, json.dumps({"owner": ""})) for at in range(1, 5_001)]
        with ws.edit("Change owners") as session:
            session.execute(update(table).where(table.c.id <= 5_000).values(owner="Somebody"))
        start = perf_counter()
        ws.undo()
        middle = perf_counter()
        plain.execute("BEGIN IMMEDIATE")
        text = "UPDATE placement SET owner = ?, version = version + 1, updated_at = '' WHERE id = ?"
        plain.executemany(text, [(json.loads(image)["owner"], at) for at, image in old])
        plain.execute("COMMIT")
        return Result("undo of 5,000 rows", middle - start, perf_counter() - middle, 2.0)


def journal(mine: Path, theirs: Path) -> Result:
    """Insert 50,000 rows with the journal and without."""
    table = metadata.tables["evidence_link"]
    rows = [{"evidence_id": 1 + at % 100, "persona_id": 1} for at in range(ROWS)]
    with workspace.open(mine, backup=False) as ws, workspace.open(theirs, backup=False) as bare:
        start = perf_counter()
        with ws.edit("Link") as session:
            session.execute(insert(table), rows)
        middle = perf_counter()
        _without_journal(bare.path, rows)
        return Result("journal on 50,000 inserted rows", middle - start, perf_counter() - middle, 2.5)


def _without_journal(path: Path, rows: list[dict[str, int]]) -> None:
    from sqlalchemy.orm import Session

    from b2bdesk.workspace.engine import writer_engine

    engine = writer_engine(path)
    with Session(engine) as session, session.begin():
        session.execute(insert(metadata.tables["evidence_link"]), rows)
    engine.dispose()
