"""Writing one small edit after the other and saying so each time it is safe: the proof against kills and power cuts."""

import json
import os
import sys
from collections.abc import Iterable
from typing import Any, Final, TextIO

from sqlalchemy import select, update

from b2bdesk.terms import N_
from b2bdesk.workspace import recovery
from b2bdesk.workspace.connection import guarded
from b2bdesk.workspace.faults import told
from b2bdesk.workspace.opening import open as open_workspace
from b2bdesk.workspace.places import real

NAME: Final = N_("Stress write {token}")


def write(path: str | os.PathLike[str], *, run: str, count: int, out: TextIO | None = None) -> None:
    """Make `count` edits and print `ACK token` after each commit has returned."""
    stream = out or sys.stdout
    with open_workspace(path, backup=False) as ws:
        table = ws.shape.metadata.tables["workspace"]
        for number in range(count):
            token = f"{run}-{number}"
            with ws.edit(NAME, token=token) as session:
                row_id, settings = session.execute(select(table.c.id, table.c.settings)).one()
                changed: dict[str, Any] = {**(settings or {}), "stress": token}
                session.execute(update(table).where(table.c.id == row_id).values(settings=changed))
            print(f"ACK {token}", file=stream, flush=True)


def missing_acks(path: str | os.PathLike[str], tokens: Iterable[str]) -> list[str]:
    """Return the tokens whose edits are not in the file; lines that still begin with ACK will do."""
    place = real(path)
    with told(place), recovery.settled(place) as settled, guarded(settled) as connection:
        rows = connection.execute("SELECT facts FROM edit WHERE name = ?", (NAME,)).fetchall()
    found = {json.loads(facts).get("token") for (facts,) in rows}
    wanted = [token.strip().removeprefix("ACK ").strip() for token in tokens]
    return [token for token in wanted if token and token not in found]
