"""Chips on the clipboard: their ids for the map, and a table for everything else."""

import json

from PySide6.QtCore import QMimeData

from b2bdesk.i18n import tr
from b2bdesk.queries.cell import Placed

PLACEMENT_MIME = "application/x-b2bdesk-placements"


def mime_of(placed: tuple[Placed, ...], plan: str, *, cut: bool) -> QMimeData:
    """Return placements of a plan as ids and as a table of text."""
    head = (tr("Code"), tr("Title"), tr("Stage"), tr("Channel"), tr("Status"), tr("Starts"))
    lines = [head, *((p.code, p.title, p.stage, p.channel, p.status, f"{p.start or ''}") for p in placed)]
    mime = QMimeData()
    mime.setText("\n".join("\t".join(words) for words in lines))
    facts = {"plan": plan, "ids": [p.id for p in placed], "cut": cut}
    mime.setData(PLACEMENT_MIME, json.dumps(facts).encode())
    return mime


def read_mime(mime: QMimeData, plan: str) -> tuple[list[int], bool, list[str]]:
    """Return the ids of this plan's placements and whether they were cut, or else the titles there are."""
    if mime.hasFormat(PLACEMENT_MIME):
        facts = json.loads(bytes(mime.data(PLACEMENT_MIME).data()))
        if facts.get("plan") == plan:
            return [int(i) for i in facts["ids"]], bool(facts["cut"]), []
    titles = [line.split("\t")[0].strip() for line in mime.text().splitlines()]
    return [], False, [title for title in titles if title]
