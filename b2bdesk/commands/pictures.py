"""Pictures of rows: set one, take it away. Each is one step; the bytes lie in the file once, under their hash."""

import hashlib

from sqlalchemy.orm import Session

from b2bdesk.commands import items, write
from b2bdesk.domain import pictures
from b2bdesk.domain.asset import Asset
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def set_picture(ws: Workspace, *, kind: str, row: int, key: str, data: bytes, origin: object = None) -> str:
    """Keep a picture and show it in an IMAGE field of a row; return its SHA-256.

    Raises:
        UserError: `picture.*` for bytes that no plan keeps (see `b2bdesk.domain.pictures.check`).
    """
    mime = pictures.check(data).mime
    label, name = ENTITIES[kind].field(key).label, items.title(ws, kind, [row])
    with ws.edit(N_("Set {field} of {name}"), field=label, name=name, origin=origin) as session:
        sha = keep_bytes(session, data, mime)
        write.change(session, kind, [row], {key: sha})
    return sha


def clear_picture(ws: Workspace, *, kind: str, row: int, key: str, origin: object = None) -> None:
    """Show no picture in an IMAGE field of a row; its bytes go once no step can bring it back."""
    label, name = ENTITIES[kind].field(key).label, items.title(ws, kind, [row])
    with ws.edit(N_("Remove {field} of {name}"), field=label, name=name, origin=origin) as session:
        write.change(session, kind, [row], {key: ""})


def keep_bytes(session: Session, data: bytes, mime: str) -> str:
    """Keep a picture within an edit and return its SHA-256."""
    sha = hashlib.sha256(data).hexdigest()
    if session.get(Asset, sha) is None:
        session.add(Asset(sha256=sha, mime=mime, data=data))
        session.flush()
    return sha
