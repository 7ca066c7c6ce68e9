"""What a cell of a list holds: its text, for copying and for those who cannot see, and what its painter needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.i18n import day, percent, tr
from b2bdesk.insight.chains import Cover
from b2bdesk.insight.completeness import Completeness
from b2bdesk.queries.records import Record
from ui.records.columns import Column
from ui.records.conclusions import Concluded
from ui.records.lookups import Lookups

FIELD_OF: Final = {("persona", "job"): "title"}
"""Columns that show a field whose key means something else in a list."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` in words; `mark` is what a painter draws with."""

    text: str
    mark: Any = None


class CellMaker:
    """Makes the cells of one list's rows."""

    def __init__(self, kind: str, lookups: Lookups) -> None:
        self._kind = kind
        self._lookups = lookups
        self.concluded = Concluded()

    def row(self, record: Record, columns: tuple[Column, ...]) -> tuple[Cell, ...]:
        """Return the cells of a row."""
        return tuple(self.cell(record, column) for column in columns)

    def cell(self, record: Record, column: Column) -> Cell:
        """Return one cell."""
        if column.concluded:
            return self._conclusion(record, column)
        if column.measured:
            return _measure(record.measures.get(column.key), column.style)
        if column.key == "title":
            return Cell(record.title, self._title_mark(record, column))
        return self._field(record, column)

    def _title_mark(self, record: Record, column: Column) -> Any:
        if column.style == "person":
            sha = str(record.values["photo"])
            return partial(self._lookups.portraits.small, sha) if sha else None
        if column.style != "piece":
            return None
        form = str(record.values["form"])
        return form, str(self._lookups.labels.data("content_form", form).get("cls", "doc"))

    def _field(self, record: Record, column: Column) -> Cell:
        part = ENTITIES[self._kind].field(FIELD_OF.get((self._kind, column.key), column.key))
        value = record.values[part.key]
        shower = self._lookups.shower(self._kind)
        make = _MAKERS.get(column.style)
        text = _DAYS[column.style](value) if column.style in _DAYS else shower.show(part, value)
        return make(self, part.target, value, text) if make else Cell(text, value)

    def stages(self, _target: str, value: Any, _text: str) -> Cell:
        """Return the marks of all stages, those of the piece lit."""
        rows = [row for row in self._lookups.named("stage") if not row.archived or row.id in value]
        marks = tuple((short_code(row.code), row.id in value) for row in rows)
        return Cell(tr(", ").join(row.name for row in rows if row.id in value), marks)

    def fits(self, _target: str, value: Mapping[int, int], text: str) -> Cell:
        """Return how well each stage suits."""
        rows = [row for row in self._lookups.named("stage") if not row.archived]
        return Cell(text, tuple((short_code(row.code), value.get(row.id, 0)) for row in rows))

    def people(self, target: str, value: Any, _text: str) -> Cell:
        """Return the names of those a piece is for, the best fitting first."""
        known = self._lookups.shower(self._kind).names_of(target)
        ordered = sorted(value, key=lambda key: -value[key]) if isinstance(value, Mapping) else list(value)
        names = tuple(known.get(key, "") for key in ordered)
        return Cell(tr(", ").join(names), names)

    def _conclusion(self, record: Record, column: Column) -> Cell:
        if column.key == "score":
            return _score(self.concluded.personas.get(record.id))
        cover = self.concluded.chains.get(record.id)
        return self._missing(cover) if column.key == "missing" else _cover(cover)

    def _missing(self, cover: Cover | None) -> Cell:
        roles = [self._lookups.labels.of("role", role) for role in cover.missing] if cover is not None else []
        return Cell(tr(", ").join(roles), bool(roles))


def short_code(code: str) -> str:
    """Return the digits a stage's code ends with, or the code."""
    digits = code[len(code.rstrip("0123456789")) :]
    return digits or code[:2]


def _measure(value: Any, style: str) -> Cell:
    if value is None:
        return Cell("")
    return Cell(str(value), int(value)) if style in ("help", "placed") else Cell(f"{value:,}", value)


def _score(found: Completeness | None) -> Cell:
    if found is None:
        return Cell("")
    words = tr("usable") if found.usable else tr("not yet usable")
    return Cell(f"{float(found.score):.1f} {words}", (float(found.score), found.usable))


def _cover(found: Cover | None) -> Cell:
    return Cell("" if found is None or found.cover is None else percent(float(found.cover)))


def _short_day(value: date | None) -> str:
    return value.isoformat() if value else ""


_DAYS: Final[dict[str, Callable[[date | None], str]]] = {"day": day, "short_day": _short_day}
"""How days are written: in words, or where there is little room as forms write them."""
_MAKERS: Final[dict[str, Callable[[CellMaker, str, Any, str], Cell]]] = {
    "stages": CellMaker.stages,
    "fits": CellMaker.fits,
    "people": CellMaker.people,
}
