"""Columns of a table from the field catalogue: a field added there is a column here without another line."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from b2bdesk.domain.base import label_in, LABEL_KEYS
from b2bdesk.domain.catalogue import ENTITIES, Field, Kind
from b2bdesk.exchange.excel.page import Anchor, Column
from b2bdesk.exchange.excel.source import Row, Source
from b2bdesk.i18n import tr

STYLES: Final = {
    Kind.LONG_TEXT: "long",
    Kind.INTEGER: "int",
    Kind.SCALE: "int",
    Kind.DECIMAL: "number",
    Kind.MONEY: "money",
    Kind.SHARE: "share",
    Kind.DAY: "day",
    Kind.FLAG: "flag",
    Kind.ADDRESS: "url",
    Kind.FILE: "url",
    Kind.REF: "link",
}
WIDE: Final = {Kind.LONG_TEXT: 48.0, Kind.ADDRESS: 36.0, Kind.FILE: 28.0, Kind.REF: 42.0, Kind.CODE: 22.0}
SAID_BY_CODE: Final = frozenset({"persona", "stage", "segment"})
"""Rows whose codes people know by heart; lists of others show names."""
LABELS: Final = frozenset(LABEL_KEYS.values())


def columns_of(
    source: Source,
    kind: str,
    *,
    instead: Mapping[str, Sequence[Column]] | None = None,
    after: Mapping[str, Sequence[Column]] | None = None,
    last: Sequence[Column] = (),
) -> list[Column]:
    """Return a column for each field people see; `instead` replaces fields, `after` and `last` add what is computed."""
    return [*_columns(source, kind, instead or {}, after or {}), *last]


def _columns(
    source: Source, kind: str, instead: Mapping[str, Sequence[Column]], after: Mapping[str, Sequence[Column]]
) -> Iterator[Column]:
    for field in ENTITIES[kind].shown():
        if field.key in instead:
            yield from instead[field.key]
        elif field.key == "label_en":
            yield Column(tr("Name"), named(source), most=30.0)
        elif field.key not in LABELS and field.kind not in (Kind.MAP, Kind.IMAGE):
            yield of_field(source, field)
        yield from after.get(field.key, ())


def of_field(source: Source, field: Field) -> Column:
    """Return the column of one field."""
    unit = source.currency if field.kind is Kind.MONEY else tr(field.unit) if field.unit else ""
    title = f"{tr(field.label)} ({unit})" if unit else tr(field.label)
    if field.key == "code":
        return Column(title, lambda row: row["code"], "code", most=16.0)
    style = "text" if field.vocab else STYLES.get(field.kind, "text")
    return Column(title, _value(source, field), style, _link(field), WIDE.get(field.kind, 36.0))


def named(source: Source) -> Callable[[Row], str]:
    """Return what gives the name of a row that bears one in each language."""
    return lambda row: label_in(source.lang, row["label_en"], row["label_hans"], row["label_hant"])


def reference(title: str, kind: str, source: Source, key: Callable[[Any], int | None], most: float = 30.0) -> Column:
    """Return a column that shows a row of another entity and leads to it."""
    return Column(title, lambda row: source.ref(kind, key(row)), "link", lambda row: (kind, key(row)), most)


def _value(source: Source, field: Field) -> Callable[[Row], Any]:
    key, kind, labels = field.key, field.kind, source.labels
    if kind is Kind.CODES:
        return lambda row: source.joined([labels.of(field.vocab, code) for code in row[key]])
    if field.vocab:
        return lambda row: source.label(field.vocab, row[key])
    if kind is Kind.TEXTS:
        return lambda row: source.joined(row[key])
    if kind is Kind.FLAG:
        yes = tr("yes")
        return lambda row: yes if row[key] else ""
    return _referred(source, field) or (lambda row: row[key])


def _referred(source: Source, field: Field) -> Callable[[Row], Any] | None:
    key, target = field.key, field.target
    if field.kind is Kind.REF:
        return lambda row: source.ref(target, row[key])
    if field.kind is Kind.REFS:
        said = source.code if target in SAID_BY_CODE else source.name
        return lambda row: source.joined([said(target, other) for other in row[key]])
    if field.kind is Kind.FITS:
        return lambda row: source.joined([f"{source.code(target, other)} {n}" for other, n in row[key].items()])
    return None


def _link(field: Field) -> Callable[[Row], Anchor | str | None] | None:
    key, target = field.key, field.target
    if field.kind in (Kind.ADDRESS, Kind.FILE):
        return lambda row: row[key]
    if field.kind is Kind.REF:
        return lambda row: (target, row[key])
    return None
