"""Labels of codes in one language, read once: what every table, form and sheet shows for a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.vocab import VocabEntry


@dataclass(frozen=True, slots=True)
class Entry:
    """One vocabulary entry as people see it."""

    code: str
    label: str
    data: Mapping[str, Any]
    archived: bool


class Labels:
    """All vocabularies of a plan in one language."""

    def __init__(self, session: Session, lang: str) -> None:
        self.lang = lang
        self._entries: dict[str, dict[str, Entry]] = {}
        table = VocabEntry.__table__
        query = select(
            table.c.vocab,
            table.c.code,
            table.c.label_en,
            table.c.label_hans,
            table.c.label_hant,
            table.c.data,
            table.c.archived,
        ).order_by(table.c.vocab, table.c.sort, table.c.id)
        for vocab, code, en, hans, hant, data, archived in session.execute(query):
            entry = Entry(code, label_in(lang, en, hans, hant) or code, data, archived)
            self._entries.setdefault(vocab, {})[code] = entry

    def of(self, vocab: str, code: object) -> str:
        """Return the label of a code, or the code itself where nobody has named it."""
        entry = self._entries.get(vocab, {}).get(str(code))
        return entry.label if entry else "" if code is None else str(code)

    def data(self, vocab: str, code: str) -> Mapping[str, Any]:
        """Return what code reads from an entry."""
        entry = self._entries.get(vocab, {}).get(code)
        return entry.data if entry else {}

    def entries(self, vocab: str) -> list[Entry]:
        """Return the entries of a vocabulary in their order, archived ones included."""
        return list(self._entries.get(vocab, {}).values())

    def choices(self, vocab: str) -> list[tuple[str, str]]:
        """Return (code, label) of what can be chosen."""
        return [(entry.code, entry.label) for entry in self.entries(vocab) if not entry.archived]

    def vocabularies(self) -> list[str]:
        """Return the names of all vocabularies."""
        return list(self._entries)

    def name(self, row: Any) -> str:
        """Return the name of a row that bears one in each language (a stage, a channel, a pool, a tag)."""
        return label_in(self.lang, row.label_en, row.label_hans, row.label_hant)
