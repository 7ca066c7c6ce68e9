"""The workspace itself: one row a file."""

from datetime import date
from typing import Any

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import new_uid, Row
from b2bdesk.terms import Language, N_


class WorkspaceRow(Row):
    """Name, language, currency and period of the plan."""

    __tablename__ = "workspace"

    uid: Mapped[str] = mapped_column(Text, nullable=False, unique=True, default=new_uid)
    name: Mapped[str] = f.text(N_("Name of the plan"), 80, required=True)
    lang: Mapped[str] = f.code(N_("Language of the plan"), "language", required=True, default=str(Language.HANS))
    currency: Mapped[str] = f.text(
        N_("Currency"), 3, required=True, default="CNY", help=N_("Three letters, such as CNY")
    )
    plan_start: Mapped[date] = f.day(N_("Plan starts"), required=True)
    plan_end: Mapped[date] = f.day(N_("Plan ends"), required=True)
    own_hosts: Mapped[list[str]] = f.texts(
        N_("Own hosts"), help=N_("Your own web addresses; links from one of them to another need no tracking")
    )
    settings: Mapped[dict[str, Any]] = f.mapping(N_("Settings"), hidden=True)
