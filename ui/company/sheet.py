"""The company on one page, to print or to hand on: text laid out by Qt, small enough to stay on one sheet."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.exchange.files import replacing
from b2bdesk.i18n import tr
from b2bdesk.insight.reference import FOCUS, TEMPO
from b2bdesk.queries import records
from b2bdesk.queries.shown import Shower
from b2bdesk.terms import GrowthStage, Motion
from ui.kit import fonts
from ui.kit.text import escape

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

    from ui.desk import Desk

POINTS: Final = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Sizes that are tried until all fits on one page; smaller ones cannot be read."""
MARGIN: Final = 11.0
GROUPS: Final = (("positioning", "brand"), ("selling",))
LISTS: Final = (
    ("goal", ("text", "due")),
    ("target_industry", ("industry", "priority")),
    ("benchmark_customer", ("name", "industry")),
    ("competitor", ("name", "kind")),
    ("resource", ("person", "fte", "amount")),
    ("company_function", ("function", "owner_id")),
    ("alignment", ("party", "agreed_on", "agreed")),
)


def company_html(desk: "Desk", lang: str, name: str, shower: Shower) -> str:
    """Return the page as markup; what people wrote is escaped and stays plain text."""
    return "".join(_parts(desk, lang, name, shower))


def _parts(desk: "Desk", lang: str, name: str, shower: Shower) -> Iterator[str]:
    found = desk.read(partial(records.records, kind="company_profile", lang=lang))
    values: Mapping[str, Any] = found[0].values if found else {}
    yield f"<h1>{escape(name)}</h1>"
    entity = ENTITIES["company_profile"]
    for groups in GROUPS:
        rows = [
            (tr(field.label), shower.show(field, values.get(field.key)))
            for field in entity.shown()
            if field.group in groups and values.get(field.key) not in (None, "")
        ]
        yield _pairs(rows)
    yield _follows(values)
    lists = (_list(desk, lang, shower, kind, keys) for kind, keys in LISTS)
    yield _pairs([(name, text) for name, text in lists if text])


def _pairs(rows: list[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td width='24%'><i>{escape(label)}</i></td><td width='76%'>{_text(text)}</td></tr>"
        for label, text in rows
    )
    return f"<table width='100%' cellpadding='1'>{lines}</table>" if lines else ""


def _follows(values: Mapping[str, Any]) -> str:
    motion, stage = values.get("motion") or "", values.get("growth_stage") or ""
    said = [tr(TEMPO[Motion(motion)])] if motion in set(Motion) else []
    said += [tr(line) for line in FOCUS[GrowthStage(stage)]] if stage in set(GrowthStage) else []
    return f"<p>{' · '.join(escape(line) for line in said)}</p>" if said else ""


def _list(desk: "Desk", lang: str, shower: Shower, kind: str, keys: tuple[str, ...]) -> tuple[str, str]:
    """Return the name of a list and its rows, each as one line."""
    entity = ENTITIES[kind]
    fields = [entity.field(key) for key in keys]
    lines = []
    for row in desk.read(partial(records.records, kind=kind, lang=lang)):
        parts = [shower.show(field, row.values.get(field.key)) for field in fields]
        lines.append(tr(", ").join(part for part in parts if part))
    return tr(entity.many), "\n".join(lines)


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def document(html: str, lang: str, page: QSizeF) -> QTextDocument:
    """Return the page laid out in the largest letters with which it fits on one sheet, if it does."""
    made = QTextDocument()
    for points in POINTS:
        font = QFont()
        font.setFamilies(fonts.families(lang))
        font.setPointSizeF(points)
        made.setDefaultFont(font)
        made.setDocumentMargin(0)
        made.setDefaultStyleSheet("h1 { font-size: x-large } i { color: #555 }")
        made.setHtml(html)
        made.setPageSize(page)
        if made.pageCount() <= 1:
            break
    return made


def save_pdf(html: str, lang: str, title: str, path: Path) -> None:
    """Write the page as a PDF with text in it, in the place of what was there."""
    with replacing(path) as (draft, _target):
        writer = QPdfWriter(str(draft))
        writer.setTitle(title)
        writer.setCreator("b2bdesk")
        _draw(writer, html, lang)


def _draw(device: "QPagedPaintDevice", html: str, lang: str) -> None:
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN),
        QPageLayout.Unit.Millimeter,
    )
    device.setPageLayout(layout)
    paint = layout.paintRect(QPageLayout.Unit.Point)
    screen = QGuiApplication.primaryScreen()
    scale = screen.logicalDotsPerInch() / 72  # Qt lays text out for the screen and scales it for the device
    document(html, lang, QSizeF(paint.width(), paint.height()) * scale).print_(device)
