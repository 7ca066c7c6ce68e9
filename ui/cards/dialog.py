"""Printing cards: the system's preview and printers; loaded when somebody prints."""

from functools import partial

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from b2bdesk.i18n import tr
from ui.cards.painting import Look
from ui.cards.printing import Kit, page_layout, paint_pages


def make_printer(made: Kit) -> QPrinter:
    """Return a printer set to the paper of a kit."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(tr("Role cards"))
    printer.setFullPage(True)
    layout = QPageLayout(page_layout(made.sheet))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    if made.choices.back:
        # Backs are mirrored about the upright axis: the short edge of paper that lies, the long one of upright paper.
        lying = made.sheet.width > made.sheet.height
        modes = QPrinter.DuplexMode
        printer.setDuplex(modes.DuplexShortSide if lying else modes.DuplexLongSide)
    return printer


def print_on(made: Kit, look: Look, printer: QPrinter) -> None:
    """Paint all pages on a printer, or on its preview."""
    painter = QPainter(printer)
    paint_pages(painter, printer, made, look)
    painter.end()


def preview_dialog(made: Kit, look: Look, printer: QPrinter, parent: QWidget) -> QPrintPreviewDialog:
    """Return the dialog that shows the pages and prints them; the printer has to outlive it."""
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(tr("Print role cards"))
    dialog.paintRequested.connect(partial(print_on, made, look))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(1000, 760)
    return dialog
