"""Whether a file holds exactly the tables and indexes that this program expects, and nothing that could act."""

import re
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace.tables import journal, Shape

Form = tuple[str, tuple[str, ...]]
"""The text of a CREATE statement outside its parentheses, and the parts within, a table's sorted."""
OWN: Final = re.compile(r"sqlite_(autoindex_.*|stat\d|sequence)")
TOKEN: Final = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\s+|--[^\n]*|/\*.*?\*/|\w+|.", re.DOTALL)
MASTER: Final = "SELECT type, name, sql FROM sqlite_master"
CHANGED: Final = N_("{path} holds what no b2bdesk workspace holds ({what}) and was not opened.")


def require_expected(connection: sqlite3.Connection, shape: Shape, path: str) -> None:
    """Refuse a file whose tables, indexes, triggers or views are not those of the shape."""
    for what in strangers(connection, shape):
        raise UserError("workspace.schema", CHANGED, path=path, what=what)


def require_inert(connection: sqlite3.Connection, path: str) -> None:
    """Refuse a file with anything but tables and indexes; what is asked of a file of an older schema."""
    for kind, name, sql in connection.execute(MASTER):
        if kind not in ("table", "index") or (sql or "").upper().startswith("CREATE VIRTUAL"):
            raise UserError("workspace.schema", CHANGED, path=path, what=f"{kind} {name}")


def strangers(connection: sqlite3.Connection, shape: Shape) -> Iterator[str]:
    """Yield what is in the file and should not be, is not as it should be, or is missing."""
    wanted = dict(expected(shape))
    for kind, name, sql in connection.execute(MASTER):
        if OWN.fullmatch(name):
            continue
        if kind not in ("table", "index") or not _same(sql or "", wanted.pop(name, "")):
            yield f"{kind} {name}"
    yield from sorted(f"- {name}" for name in wanted)


@lru_cache(maxsize=4)
def expected(shape: Shape) -> tuple[tuple[str, str], ...]:
    """Return the statement that makes each table and index that a file of the shape holds."""
    dialect = sqlite.dialect()
    statements = []
    for table in (*shape.metadata.tables.values(), *journal.tables.values()):
        statements.append((table.name, str(CreateTable(table).compile(dialect=dialect)).strip()))
        for index in table.indexes:
            statements.append((str(index.name), str(CreateIndex(index).compile(dialect=dialect)).strip()))
    return tuple(statements)


def form(sql: str) -> Form:
    """Bring a CREATE statement into a form that does not depend on spaces, quotes or the order of its parts."""
    outside: list[str] = []
    inside: list[str] = []
    part: list[str] = []
    depth = 0
    for token in map(_plain, TOKEN.findall(sql)):
        depth -= token == ")"
        if depth == 0:
            outside.append(token)
        elif depth == 1 and token == ",":
            inside.append(_joined(part))
            part = []
        else:
            part.append(token)
        depth += token == "("
    inside.append(_joined(part))
    head = _joined(outside)
    # A migration may add a column behind the constraints; in an index the order is the meaning.
    return head, tuple(sorted(inside) if head.startswith("CREATE TABLE") else inside)


def _same(found: str, wanted: str) -> bool:
    # Bringing both into their form costs some 25 ms a file; a file that was never migrated has the very text.
    return found.strip() == wanted or form(found) == form(wanted)


def _plain(token: str) -> str:
    if token.isspace() or token.startswith(("--", "/*")):
        return " "
    return token[1:-1] if token.startswith('"') else token


def _joined(tokens: list[str]) -> str:
    text = re.sub(r" +", " ", "".join(tokens)).strip()
    return re.sub(r" ?([(),]) ?", r"\1", text)
