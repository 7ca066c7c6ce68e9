"""The interview guide on paper: the questions with room to write, or with what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from b2bdesk.exchange.files import replacing
from b2bdesk.i18n import render, tr
from b2bdesk.insight.interview import Asked, PROBE
from ui.kit import theme
from ui.kit.text import escape

MARGIN_MM: Final = 18
DOTS: Final = 300
POINTS_A_LINE: Final = 24
LINES: Final = 4
"""Lines to write on under each question."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a printed guide: head, questions with answers, empty ones with lines to write on."""

    title: str
    head: str
    questions: Sequence[tuple[Asked, str]]


def words(paper: Paper) -> str:
    """Return the guide as the markup of a text document."""
    ink = theme.Theme("light")
    rule = f'<hr width="100%" size="1" color="{ink.rgb("line")}"/>'
    parts = [
        f'<h1 style="font-size:16pt">{escape(paper.title)}</h1>',
        f'<p style="font-size:10pt;color:{ink.rgb("text2")}">{escape(paper.head)}</p>',
        f'<p style="font-size:10pt"><i>{escape(tr("After each answer ask:"))} {escape(tr(PROBE))}</i></p>',
    ]
    for number, (asked, answer) in enumerate(paper.questions, 1):
        question = render(asked.text, dict(asked.facts)) if asked.facts else tr(asked.text)
        parts.append(f'<p style="font-size:11pt;margin-top:10pt"><b>{number}. {escape(question)}</b></p>')
        if answer:
            parts.append(f'<p style="font-size:10pt">{escape(answer)}</p>'.replace("\n", "<br>"))
        else:
            parts += [f'<p style="font-size:{POINTS_A_LINE // 2}pt">&nbsp;</p>{rule}'] * LINES
    return "".join(parts)


def document(paper: Paper, width: float) -> QTextDocument:
    """Return the guide laid out for a page as wide as this, in points."""
    found = QTextDocument()
    found.setDefaultFont(theme.current().font("body"))
    found.setHtml(words(paper))
    found.setTextWidth(width)
    return found


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
        made = document(paper, 0)
        made.setPageSize(QSizeF(writer.pageLayout().paintRect(QPageLayout.Unit.Point).size()))
        made.print_(writer)


def print_on_paper(paper: Paper, parent: object) -> bool:
    """Ask for a printer and print the guide; tell whether it was printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(paper.title)
    dialog = QPrintDialog(printer, parent)  # type: ignore[call-overload]
    if not dialog.exec():
        return False
    document(paper, 0).print_(printer)
    return True
