"""A field for a web address or a file."""

from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.fields.text import LineField

SAFE: Final = ("http", "https", "mailto")


class AddressField(LineField):
    """A web address, or with `files` a file's path too; opens http, https and mailto alone, and names the host."""

    def __init__(self, *, files: bool = False, parent: QWidget | None = None) -> None:
        placeholder = tr("Link a file or address") if files else "https://"
        super().__init__(placeholder=placeholder, max_length=2048, parent=parent)
        position = QLineEdit.ActionPosition.TrailingPosition
        self._open = self.line.addAction(theme.current().icon("external-link", 14, "text3"), position)
        self._open.triggered.connect(self.open)
        self._choose: QAction | None = None
        if files:
            self._choose = self.line.addAction(theme.current().icon("folder-open", 14, "text3"), position)
            self._choose.setText(tr("Choose a file"))
            self._choose.triggered.connect(self.choose_file)
        self.line.textChanged.connect(self._judge)
        self._judge(self.line.text())

    def open(self) -> None:
        """Open the address in the browser."""
        if can_open(self.line.text()):
            QDesktopServices.openUrl(QUrl(self.line.text().strip()))

    def choose_file(self) -> None:
        """Ask for a file and commit its path."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose a file"))
        if path:
            self._write(path)
            self.commit()

    def _judge(self, text: str) -> None:
        host = urlsplit(text.strip()).netloc if can_open(text) else ""
        self._open.setVisible(can_open(text))
        self._open.setText(tr("Open {host}", host=host) if host else tr("Open"))

    def _restyle(self) -> None:
        super()._restyle()
        self._open.setIcon(theme.current().icon("external-link", 14, "text3"))
        if self._choose is not None:
            self._choose.setIcon(theme.current().icon("folder-open", 14, "text3"))


def can_open(text: str) -> bool:
    """Is this an address that may be handed to the browser or the mail program?"""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    return parts.scheme in SAFE and bool(parts.netloc or parts.scheme == "mailto")
