"""What lists and forms look up: labels of codes, names of rows, the currency; read once, dropped when they change."""

from collections.abc import Iterable
from typing import Any, TYPE_CHECKING

from b2bdesk.domain.catalogue import ENTITIES, Entity, Field, Kind
from b2bdesk.i18n import language, tr
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.records import Named
from b2bdesk.queries.shown import Shower
from ui.desk import Desk
from ui.kit.checklist import Choice
from ui.records.portraits import Portraits

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes


class Lookups:
    """One for a room, shared by its list and its form."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.portraits = Portraits(desk)
        self._shower: Shower | None = None

    @property
    def lang(self) -> str:
        """Return the language now spoken."""
        return str(language())

    @property
    def labels(self) -> Labels:
        """Return the labels of all codes."""
        return self.shower().labels

    def shower(self, *kinds: str) -> Shower:
        """Return what writes the values of these entities."""
        wanted = [kind for name in kinds for kind in targets_of(ENTITIES[name])]
        if self._shower is None or self._shower.lang != self.lang:
            self._shower = self.desk.read(self._make)
        if any(not self._knows(kind) for kind in wanted):
            shower = self._shower
            self.desk.read(lambda session: shower.read_names(session, wanted))
        return self._shower

    def named(self, kind: str) -> list[Named]:
        """Return the rows of an entity as something to refer to."""
        shower = self.shower()
        if not self._knows(kind):
            self.desk.read(lambda session: shower.read_names(session, [kind]))
        return shower.named(kind)

    def apply(self, changes: "Changes") -> bool:
        """Drop what an edit made stale; tell whether anything was."""
        if changes.touches("vocab_entry") or changes.touches("workspace"):
            self._shower = None
            return True
        touched = [kind for kind in changes.tables if self._shower is not None and self._knows(kind)]
        if self._shower is not None:
            self._shower.forget(touched)
        return bool(touched)

    def forget(self) -> None:
        """Read everything anew."""
        self._shower = None

    def choices(self, part: Field) -> list[Choice]:
        """Return what a field can hold."""
        if part.kind is Kind.SCALE:
            return [Choice(int(code), label) for code, label in self.labels.choices(part.vocab)]
        if part.vocab:
            return [Choice(code, label) for code, label in self.labels.choices(part.vocab)]
        if part.kind is Kind.REF:
            return [Choice(row.id, row.name) for row in self.named(part.target) if not row.archived]
        return self.rows(part.target)

    def rows(self, kind: str) -> list[Choice]:
        """Return the rows of an entity that are in use, to choose from."""
        return [Choice(row.id, row.name, row.code) for row in self.named(kind) if not row.archived]

    def _make(self, session: Any) -> Shower:
        return Shower(session, self.lang).close()

    def _knows(self, kind: str) -> bool:
        return self._shower is not None and kind in self._shower.known


def targets_of(entity: Entity) -> Iterable[str]:
    """Yield the entities that an entity's fields refer to."""
    return dict.fromkeys(part.target for part in entity.fields if part.target)


def field_label(part: Field) -> str:
    """Return the name of a field, with its unit."""
    label = OWN_NAMES.get(part.key) or tr(part.label)
    return tr("{label} ({unit})", label=label, unit=tr(part.unit)) if part.unit else label


OWN_NAMES = {"label_en": "English", "label_hans": "简体中文", "label_hant": "繁體中文"}
"""Names of languages are written in themselves."""
