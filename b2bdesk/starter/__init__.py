"""What a plan begins with: the vocabularies in three languages, a blank workspace, the example plan."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from b2bdesk import workspace
from b2bdesk.i18n import speaking, tr
from b2bdesk.starter.blank import fill_blank
from b2bdesk.starter.example import example_document
from b2bdesk.terms import N_

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace

EXAMPLE_NAMES = {"en": "StockPoise 2026", "zh-Hans": "衡仓云 2026", "zh-Hant": "衡倉雲 2026"}


def new_blank(path: Path | str, lang: str = "en", name: str = "", *, today: date | None = None) -> None:
    """Make a workspace that holds the vocabularies and the four stages, and nothing else."""
    day = today or date.today()
    with speaking(lang):
        title = name or tr(N_("Plan {year}"), year=day.year)

    def fill(session: Session) -> None:
        fill_blank(session, lang=lang, name=title, year=day.year)

    _made(workspace.create(path, fill=fill))


def new_example(path: Path | str, lang: str = "en") -> None:
    """Make a workspace with the example plan in one language."""
    from b2bdesk.exchange.plan import fill as fill_plan

    doc = example_document(lang)

    def fill(session: Session) -> None:
        fill_blank(session, lang=lang, name=EXAMPLE_NAMES[lang], year=2026)
        fill_plan(session, doc)

    _made(workspace.create(path, fill=fill))


def _made(ws: "Workspace") -> None:
    ws.close()
