"""What several migrations do: bring a table into a new form, fill vocabularies that came later."""

import json
import re
from collections.abc import Collection, Sequence
from importlib.resources import files
from typing import Any
from uuid import uuid4

from alembic import op
from sqlalchemy import Connection, text

LABELS = ("label_en", "label_hans", "label_hant")


def rebuild(table: str, statements: Sequence[str]) -> None:
    """Make a table anew by its statement and those of its indexes, with the rows it has.

    Columns that came get their defaults. References of other tables stay, as foreign keys are off meanwhile.
    """
    draft = f"{table}_draft"
    create, *indexes = statements
    had = _columns(table)
    op.execute(re.sub(rf"CREATE TABLE {table}\b", f"CREATE TABLE {draft}", create, count=1))
    shared = ", ".join(column for column in _columns(draft) if column in had)
    op.execute(f"INSERT INTO {draft} ({shared}) SELECT {shared} FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {draft} RENAME TO {table}")
    for statement in indexes:
        op.execute(statement)


def fill_vocabularies(names: Collection[str]) -> None:
    """Add the entries of vocabularies that the file does not have, as the program ships them."""
    shipped = json.loads(files("b2bdesk").joinpath("starter/vocab.json").read_text(encoding="utf-8"))
    connection = _connection()
    stamp = connection.execute(text("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')")).scalar()
    there = set(connection.execute(text("SELECT DISTINCT vocab FROM vocab_entry")).scalars())
    for name in names:
        if name not in there:
            for place, entry in enumerate(shipped[name], 1):
                connection.execute(INSERT, _entry(name, place, entry, str(stamp)))


INSERT = text(
    "INSERT INTO vocab_entry (uid, vocab, code, label_en, label_hans, label_hant, data, sort, archived,"
    " version, created_at, updated_at)"
    " VALUES (:uid, :vocab, :code, :label_en, :label_hans, :label_hant, :data, :sort, 0, 1, :at, :at)"
)


def _entry(vocab: str, place: int, entry: dict[str, Any], at: str) -> dict[str, Any]:
    more = {key: value for key, value in entry.items() if key not in ("code", *LABELS)}
    data = json.dumps(more, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    labels = {key: entry[key] for key in LABELS}
    return {"uid": uuid4().hex, "vocab": vocab, "code": entry["code"], **labels, "data": data, "sort": place, "at": at}


def _columns(table: str) -> list[str]:
    return [row[1] for row in _connection().exec_driver_sql(f"PRAGMA table_info({table})")]


def _connection() -> Connection:
    return op.get_bind()
