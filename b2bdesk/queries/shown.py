"""How a value of a field is written for people, in the language now spoken."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.catalogue import ENTITIES, Entity, Field, Kind
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.i18n import day, money, percent, tr
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.records import Named, named


class Shower:
    """Writes values: labels for codes, names for what is referred to, numbers and days in the usual way."""

    def __init__(self, session: Session, lang: str) -> None:
        self.lang = lang
        self.labels = Labels(session, lang)
        self.currency = session.scalar(select(WorkspaceRow.currency)) or ""
        self._named: dict[str, list[Named]] = {}
        self._names: dict[str, dict[int, str]] = {}
        self._session: Session | None = session

    def load(self, entity: Entity) -> "Shower":
        """Read the names that an entity's fields refer to, while the session is open."""
        if self._session is not None:
            self.read_names(self._session, (part.target for part in entity.fields if part.target))
        return self

    def read_names(self, session: Session, kinds: Iterable[str]) -> None:
        """Read the names of the rows of these entities, unless they are known."""
        for kind in kinds:
            if kind not in self._names:
                self._named[kind] = named(session, kind, self.lang)
                self._names[kind] = {row.id: row.name for row in self._named[kind]}

    @property
    def known(self) -> Iterable[str]:
        """Return the entities whose names were read."""
        return self._names.keys()

    def forget(self, kinds: Iterable[str]) -> None:
        """Let the names of these entities be read anew."""
        for kind in kinds:
            self._names.pop(kind, None)
            self._named.pop(kind, None)

    def close(self) -> "Shower":
        """Let the session go; what was loaded stays."""
        self._session = None
        return self

    def named(self, kind: str) -> list[Named]:
        """Return the rows of an entity that were loaded, as something to refer to."""
        return self._named.get(kind, [])

    def names_of(self, kind: str) -> Mapping[int, str]:
        """Return the names of the rows of an entity that were loaded."""
        return self._names.get(kind, {})

    def show(self, part: Field, value: Any) -> str:
        """Return a value as text; nothing is an empty text."""
        if value is None or value == "" or value == () or value == [] or value == {}:
            return ""
        if part.vocab and part.kind is not Kind.CODES:
            return self.labels.of(part.vocab, value)
        return self._by_kind(part, value)

    def _by_kind(self, part: Field, value: Any) -> str:
        kind = part.kind
        if kind is Kind.CODES:
            return tr(", ").join(self.labels.of(part.vocab, code) for code in value)
        if kind in (Kind.REF, Kind.REFS, Kind.FITS):
            return self._referred(part, value)
        if kind is Kind.TEXTS:
            return tr(", ").join(value)
        if kind is Kind.FLAG:
            return tr("yes") if value else tr("no")
        if kind is Kind.IMAGE:
            return tr("a picture")
        return self._number(part, value)

    def _referred(self, part: Field, value: Any) -> str:
        known = self._names.get(part.target, {})
        if part.kind is Kind.REF:
            return known.get(value, "")
        if part.kind is Kind.FITS:
            return tr(", ").join(f"{known.get(key, '')} {number}" for key, number in value.items())
        return tr(", ").join(known.get(key, "") for key in value)

    def _number(self, part: Field, value: Any) -> str:
        if part.kind is Kind.MONEY:
            return money(value, self.currency, decimals=0 if value == int(value) else 2)
        if part.kind is Kind.SHARE:
            return percent(value)
        if part.kind is Kind.DAY:
            return day(value)
        if isinstance(value, float | Decimal):
            text = f"{value:,.2f}".rstrip("0").rstrip(".")
            return f"{text} {tr(part.unit)}" if part.unit else text
        if part.unit and isinstance(value, int):
            return f"{value:,} {tr(part.unit)}"
        return f"{value:,}" if part.kind is Kind.INTEGER else str(value)


def shower(session: Session, lang: str, *kinds: str) -> Shower:
    """Return what writes the values of these entities, with all names read."""
    made = Shower(session, lang)
    for kind in kinds:
        made.load(ENTITIES[kind])
    return made.close()
