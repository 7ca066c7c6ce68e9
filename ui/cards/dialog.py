"""Printing cards: every page as it will be printed, printers, and a PDF instead; loaded when somebody prints."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPageLayout, QPainter, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import tr, trn
from ui.cards.painting import Look
from ui.cards.printing import Kit, page_layout, paint_pages
from ui.kit.buttons import Button, IconButton
from ui.kit.text import Label

SIZE: Final = (1000, 760)
PDF: Final = ".pdf"


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


def print_on(made: Kit, look: Look, printer: QPrinter) -> int:
    """Paint the pages asked for on a printer, or on its preview; return how many, 0 where it takes none."""
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    numbers = wanted(printer, len(made.pages))
    paint_pages(painter, printer, made, look, numbers=numbers)
    done = painter.end() and printer.printerState() != QPrinter.PrinterState.Error
    return len(numbers) if done else 0


def wanted(printer: QPrinter, total: int) -> range:
    """Return the numbers of the pages that a person chose, from 0; all of them if none was chosen."""
    if printer.printRange() != QPrinter.PrintRange.PageRange or not printer.fromPage():
        return range(total)
    return range(printer.fromPage() - 1, min(printer.toPage(), total))


def printers() -> list[str]:
    """Return the names of the printers of this computer."""
    return list(QPrinterInfo.availablePrinterNames())


class PrintDialog(QDialog):
    """The pages, a button for printers and one for a PDF; what went wrong is told at its foot."""

    pdf_wanted = Signal(object)
    """(Path) The cards are to be written there."""

    def __init__(self, made: Kit, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._look, self._name = made, look, name
        self.setWindowTitle(tr("Print role cards"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.printer = make_printer(made)
        self.preview = QPrintPreviewWidget(self.printer, self)
        self.preview.paintRequested.connect(partial(print_on, made, look))
        self.preview.setAccessibleName(tr("Pages as they will be printed"))
        self.pages = Label("", "small", "text2", parent=self)
        self.said = Label("", "body", "text2", wrap=True, parent=self)
        self.print_button = Button(tr("Print…"), icon="printer", keys="Ctrl+P", parent=self)
        self.pdf_button = Button(tr("Save as PDF…"), icon="file-down", keys="Ctrl+S", parent=self)
        self.close_button = Button(tr("Close"), "quiet", keys="Esc", parent=self)
        self._lay_out()
        self._listen()
        self._begin()
        self.resize(*SIZE)

    def _lay_out(self) -> None:
        turns = [
            IconButton(icon, text, keys=keys, parent=self)
            for icon, text, keys in (
                ("chevron-left", tr("Page before"), "PgUp"),
                ("chevron-right", tr("Next page"), "PgDown"),
                ("zoom-out", tr("Smaller"), "Ctrl+-"),
                ("zoom-in", tr("Larger"), "Ctrl++"),
            )
        ]
        self.back, self.on, self.smaller, self.larger = turns
        row = QHBoxLayout()
        for part in (self.back, self.on, self.pages, self.smaller, self.larger):
            row.addWidget(part)
        row.addStretch(1)
        for button in (self.close_button, self.pdf_button, self.print_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self.preview, 1)
        column.addWidget(self.said)
        column.addLayout(row)

    def _listen(self) -> None:
        for keys, button, run in (
            ("PgUp", self.back, partial(self.turn, -1)),
            ("PgDown", self.on, partial(self.turn, 1)),
            ("Ctrl+-", self.smaller, self.preview.zoomOut),
            ("Ctrl++", self.larger, self.preview.zoomIn),
            ("Ctrl+P", self.print_button, self.ask_printer),
            ("Ctrl+S", self.pdf_button, self.ask_file),
        ):
            button.clicked.connect(run)
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        self.close_button.clicked.connect(self.reject)
        self.preview.previewChanged.connect(self._tell_page)

    def _begin(self) -> None:
        """Offer what there is: a printer, or, as there is none, a PDF."""
        found = bool(printers())
        main = self.print_button if found else self.pdf_button
        self.print_button.setEnabled(found)
        main.setDefault(True)
        main.setFocus(Qt.FocusReason.OtherFocusReason)
        if not found:
            self.tell(
                tr("No printer is set up on this computer. Save a PDF, and print it where there is one."), "text2"
            )

    def tell(self, words: str, ink: str) -> None:
        """Say how it went."""
        self.said.set_tone(ink)
        self.said.setText(words)

    def turn(self, step: int, _checked: bool = False) -> None:
        """Go some pages on or back."""
        number = min(max(self.preview.currentPage() + step, 1), self.preview.pageCount())
        self.preview.setCurrentPage(number)
        self._tell_page()

    def _tell_page(self) -> None:
        number, total = self.preview.currentPage(), self.preview.pageCount()
        self.pages.setText(tr("Page {n} of {total}", n=number, total=total))
        self.back.setEnabled(number > 1)
        self.on.setEnabled(number < total)

    def ask_printer(self, _checked: bool = False) -> None:
        """Show the printers and their settings."""
        dialog = QPrintDialog(self.printer, self)
        dialog.setMinMax(1, len(self._kit.pages))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_printer)
        QDialog.open(dialog)

    def _on_printer(self, answer: int) -> None:
        if answer == QDialog.DialogCode.Accepted:
            self.print_now()

    def print_now(self) -> None:
        """Print, and say whether the printer took the pages."""
        n = print_on(self._kit, self._look, self.printer)
        name = self.printer.printerName() or Path(self.printer.outputFileName()).name
        if n:
            words = trn("{n} page went to {printer}.", "{n} pages went to {printer}.", n, printer=name)
            self.tell(words, "okText")
        else:
            words = tr("{printer} did not take the pages; nothing was printed. Try again, or save a PDF.", printer=name)
            self.tell(words, "gapText")

    def ask_file(self, _checked: bool = False) -> None:
        """Ask where the PDF goes."""
        name, _ = QFileDialog.getSaveFileName(self, tr("Save as PDF"), self._name, f"PDF (*{PDF})")
        if name:
            self.pdf_wanted.emit(Path(name if name.lower().endswith(PDF) else name + PDF))
