"""What the plan's vocabularies hold, and which of them people may extend."""

import re
import unicodedata
from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.errors import UserError
from b2bdesk.terms import Language, N_

OPEN: Final = frozenset(
    {
        "age_band",
        "capability",
        "channel_kind",
        "content_form",
        "cta",
        "department",
        "driver",
        "education",
        "industry",
        "org_type",
        "source",
        "topic",
    }
)
"""Vocabularies that may be extended; code decides by the entries of the others, which can be renamed and ordered."""


def plan_language(session: Session) -> Language:
    """Return the language of the plan."""
    return Language(session.scalar(select(WorkspaceRow.lang)) or Language.EN)


def entry_data(session: Session, vocab: str, code: str) -> dict[str, Any]:
    """Return what code reads from a vocabulary entry; empty where there is none."""
    query = select(VocabEntry.data).where(VocabEntry.vocab == vocab, VocabEntry.code == code)
    return dict(session.scalar(query) or {})


def refuse_closed(vocab: str) -> None:
    """Raise `UserError` for a vocabulary that nobody may extend."""
    if vocab not in OPEN:
        raise UserError("vocabulary.closed", N_("This list cannot be extended; its entries can be renamed."))


def refuse_new_code(session: Session, ids: Collection[int], key: str, value: str) -> None:
    """Raise `UserError` if entries would get another code or vocabulary than they have: rows know them by it."""
    column = VocabEntry.__table__.c[key]
    if session.scalar(select(column).where(VocabEntry.id.in_(ids), column != value).limit(1)) is not None:
        raise UserError("vocabulary.code", N_("An entry keeps its code; its names can be changed."))


def free_code(session: Session, vocab: str, text: str) -> str:
    """Return a code for a new entry, made from its name and not in use yet."""
    used = set(session.scalars(select(VocabEntry.code).where(VocabEntry.vocab == vocab)))
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30] or "own"
    numbered = (f"{base}_{n}" for n in range(2, len(used) + 3))
    return next(code for code in (base, *numbered) if code not in used)
