"""Workspaces in memory: quick, and enough wherever no file is in question."""

import json
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from b2bdesk.domain import metadata
from b2bdesk.exchange import plan


def empty() -> Session:
    """Return a session on a new database with all tables and no row."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=ON"))
    metadata.create_all(engine)
    return Session(engine)


def filled(doc: dict[str, Any]) -> Session:
    """Return a session on a new database that holds a plan, read from its text as a file would be."""
    session = empty()
    plan.fill(session, plan.read(json.dumps(doc).encode()))
    return session
