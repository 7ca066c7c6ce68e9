"""The interview guide on paper: the questions with room to write, or with what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from b2bdesk.exchange.files import replacing
from b2bdesk.i18n import render, sentences, tr
from b2bdesk.insight.interview import Asked, PROBE
from ui.kit import theme
from ui.kit.text import escape

MARGIN_MM: Final = 18
DOTS: Final = 300
LINE_POINTS: Final = 17
LINES: Final = 3
"""Lines to write on under each question."""
FULL: Final = 0.94
"""A page is full a little before its end: blocks on a page stand further apart than each measured alone."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a printed guide: head, questions with answers, empty ones with lines to write on."""

    title: str
    head: str
    questions: Sequence[tuple[Asked, str]]


def words(paper: Paper, room: QSizeF | None = None) -> str:
    """Return the guide as the markup of a text document; with a page's `room` no question is torn from its answer."""
    ink = theme.Theme("light")
    probe = escape(sentences(tr("After each answer ask:"), tr(PROBE)))
    head = (
        f'<h1 style="font-size:16pt">{escape(paper.title)}</h1>'
        f'<p style="font-size:10pt;color:{ink.rgb("text2")}">{escape(paper.head)}</p>'
        f'<p style="font-size:10pt"><i>{probe}</i></p>'
    )
    parts, used = [head], height(head, room)
    for number, (asked, answer) in enumerate(paper.questions, 1):
        part = block(number, asked, answer, ink)
        used += height(part, room)
        if room is not None and used > room.height() * FULL and len(parts) > 1:
            part = part.replace("margin-top:", "page-break-before:always;margin-top:", 1)
            used = height(part, room)
        parts.append(part)
    return "".join(parts)


def block(number: int, asked: Asked, answer: str, ink: theme.Theme) -> str:
    """Return one question with its answer, or with lines to write on."""
    question = render(asked.text, dict(asked.facts)) if asked.facts else tr(asked.text)
    found = f'<p style="margin-top:8px;margin-bottom:2px;font-size:11pt"><b>{number}. {escape(question)}</b></p>'
    if answer:
        return found + f'<p style="font-size:10pt">{escape(answer)}</p>'.replace("\n", "<br>")
    line = f'<td style="border-bottom:1px solid {ink.rgb("control")};font-size:{LINE_POINTS}pt">&nbsp;</td>'
    return f'{found}<table width="100%" cellspacing="0" cellpadding="0">{f"<tr>{line}</tr>" * LINES}</table>'


def height(markup: str, room: QSizeF | None) -> float:
    """Return how high a part of the guide is on a page."""
    if room is None:
        return 0.0
    return laid_out(markup, QSizeF(room.width(), -1)).size().height()


def laid_out(markup: str, page: QSizeF) -> QTextDocument:
    """Return a document of some markup."""
    found = QTextDocument()
    found.setDefaultFont(theme.current().font("body"))
    found.setDocumentMargin(0)
    found.setHtml(markup)
    found.setPageSize(page)
    return found


def document(paper: Paper, page: QPageLayout) -> QTextDocument:
    """Return the guide laid out for a page."""
    room = QSizeF(page.paintRect(QPageLayout.Unit.Point).size())
    return laid_out(words(paper, room), room)


def save_pdf(paper: Paper, path: Path) -> None:
    """Write the guide into a PDF, which replaces a file of that name at the end."""
    with replacing(path) as (temporary, _):
        writer = QPdfWriter(str(temporary))
        writer.setTitle(paper.title)
        writer.setResolution(DOTS)
        layout = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(*[MARGIN_MM] * 4)
        )
        layout.setUnits(QPageLayout.Unit.Millimeter)
        writer.setPageLayout(layout)
        document(paper, writer.pageLayout()).print_(writer)


def print_on_paper(paper: Paper, parent: object) -> bool:
    """Ask for a printer and print the guide; tell whether it was printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(paper.title)
    dialog = QPrintDialog(printer, parent)  # type: ignore[call-overload]
    if not dialog.exec():
        return False
    document(paper, printer.pageLayout()).print_(printer)
    return True
