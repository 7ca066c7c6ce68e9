"""What can be done with content pieces beyond what every item knows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from b2bdesk.commands import items, placements, write
from b2bdesk.domain.content import HelpCheck
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def paste_titles(ws: Workspace, *, titles: Sequence[str], origin: object = None) -> list[int]:
    """Make a piece of every title that is not there yet, as ideas, in one edit; return the ids of all of them."""
    wanted = list(dict.fromkeys(" ".join(title.split()) for title in titles if title.strip()))
    with ws.edit(N_("Paste {n} titles"), n=len(wanted), origin=origin) as session:
        return [placements.find_piece(session, title) or placements.new_idea(session, title) for title in wanted]


def set_help_check(ws: Workspace, *, content: int, checked_on: date, origin: object = None, **answers: int) -> None:
    """Note the answers of the help check, 0 to 2 each (`h1` to `h5`)."""
    name = items.title(ws, "content_piece", [content])
    with ws.edit(N_("Check the help of {name}"), name=name, merge=f"help:{content}", origin=origin) as session:
        found = session.scalar(select(HelpCheck.id).where(HelpCheck.content_id == content))
        values: dict[str, Any] = {**answers, "checked_on": checked_on}
        if found is None:
            write.add(session, "help_check", {"content_id": content, **values})
        else:
            write.change(session, "help_check", [found], values)


def clear_help_check(ws: Workspace, *, content: int, origin: object = None) -> None:
    """Take the help check of a piece away."""
    name = items.title(ws, "content_piece", [content])
    with ws.edit(N_("Clear the help check of {name}"), name=name, origin=origin) as session:
        ids = session.scalars(select(HelpCheck.id).where(HelpCheck.content_id == content)).all()
        write.remove(session, "help_check", list(ids))
