"""Words of the plan's own: a new entry of a vocabulary that people may extend."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.commands import words, write
from b2bdesk.commands.words import OPEN
from b2bdesk.domain.base import LABEL_KEYS
from b2bdesk.domain.text import clean
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace

__all__ = ["OPEN", "add_entry"]


def add_entry(ws: Workspace, *, vocab: str, label: str, origin: object = None) -> str:
    """Add an entry with a label in the plan's language and return its code; a label there already gives that code."""
    words.refuse_closed(vocab)
    text = " ".join(clean(label).split())
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
    code = words.free_code(session, vocab, text)
    last = session.scalar(select(func.max(VocabEntry.sort)).where(VocabEntry.vocab == vocab)) or 0
    key = LABEL_KEYS[words.plan_language(session)]
    write.add(session, "vocab_entry", {"vocab": vocab, "code": code, key: text, "sort": last + 1})
    return code
