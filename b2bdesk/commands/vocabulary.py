"""Words of the plan's own: a new entry of a vocabulary that people may extend."""

import re
import unicodedata

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.commands import presets, write
from b2bdesk.domain.base import LABEL_KEYS
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.errors import UserError
from b2bdesk.terms import Language, N_
from b2bdesk.workspace import Workspace

OPEN = frozenset(
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


def add_entry(ws: Workspace, *, vocab: str, label: str, origin: object = None) -> str:
    """Add an entry with a label in the plan's language and return its code; a label there already gives that code."""
    if vocab not in OPEN:
        raise UserError("vocabulary.closed", N_("This list cannot be extended; its entries can be renamed."))
    text = " ".join(label.split())
    if not text:
        raise UserError("vocabulary.label", N_("Say what the new entry is called."))
    with ws.edit(N_("Add {name} to a vocabulary"), name=text, origin=origin) as session:
        return _known(session, vocab, text) or _add(session, vocab, text)


def _known(session: Session, vocab: str, text: str) -> str:
    query = select(VocabEntry).where(VocabEntry.vocab == vocab)
    wanted = text.casefold()
    for entry in session.scalars(query):
        if wanted in (entry.label_en.casefold(), entry.label_hans.casefold(), entry.label_hant.casefold()):
            return entry.code
    return ""


def _add(session: Session, vocab: str, text: str) -> str:
    query = select(VocabEntry.code).where(VocabEntry.vocab == vocab)
    code = _free_code(text, set(session.scalars(query)))
    last = session.scalar(select(func.max(VocabEntry.sort)).where(VocabEntry.vocab == vocab)) or 0
    key = LABEL_KEYS[Language(presets.plan_language(session))]
    values = {"vocab": vocab, "code": code, key: text, "sort": last + 1}
    write.add(session, "vocab_entry", values)
    return code


def _free_code(text: str, used: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30] or "own"
    numbered = (f"{base}_{n}" for n in range(2, len(used) + 3))
    return next(code for code in (base, *numbered) if code not in used)
