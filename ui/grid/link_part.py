"""The tracking link of a placement: its address to copy or open, or the button that makes one."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries import records
from ui.kit.buttons import Button, link
from ui.kit.fields.files import can_open
from ui.kit.flow import FlowLayout
from ui.kit.section import Section
from ui.kit.text import Label


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """A placement's tracked address, or else where a link of it would lead to; both may be empty."""

    url: str = ""
    base: str = ""


def read_link(session: Any, link_id: int | None, content_id: int) -> LinkFacts:
    """Return the tracked address, or where a new one would lead: to the piece's own address, else to one's own site."""
    if link_id is not None:
        found = records.record(session, kind="tracking_link", row_id=link_id)
        return LinkFacts(url=str(found.values["url"] or "") if found else "")
    piece = records.record(session, kind="content_piece", row_id=content_id)
    file = str(piece.values["file"] or "").strip() if piece else ""
    if urlsplit(file).scheme in ("http", "https") and can_open(file):
        return LinkFacts(base=file)
    plan = records.records(session, "workspace", "en")
    hosts = list(plan[0].values["own_hosts"] or ()) if plan else []
    return LinkFacts(base=f"https://{hosts[0]}/" if hosts else "")


class LinkPart(Section):
    """Below the fields of a placement."""

    wanted = Signal(str)
    """(base) A link that leads there is wanted."""
    company_asked = Signal()
    copied = Signal(str)

    def __init__(self, facts: LinkFacts, *, read_only: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(tr("Tracked address"), parent=parent, line=True)
        self.facts = facts
        self.body.setSpacing(6)
        if facts.url:
            self._show_address()
        elif facts.base:
            self._offer(read_only)
        else:
            self._ask_for_host()

    def _show_address(self) -> None:
        self.address = Label(breakable(self.facts.url), "small", "text2", wrap=True)
        self.address.setAccessibleName(self.facts.url)
        self.body.addWidget(self.address)
        copy = Button(tr("Copy address"), icon="copy", small=True)
        copy.clicked.connect(self.copy)
        opens = link(tr("Open {host}", host=urlsplit(self.facts.url).hostname or ""), icon="external-link")
        opens.setEnabled(can_open(self.facts.url))
        opens.clicked.connect(self.open)
        self._row(copy, opens)

    def _offer(self, read_only: bool) -> None:
        words = tr("None yet. It would lead to {address}", address=breakable(self.facts.base))
        self.body.addWidget(Label(words, "small", "text2", wrap=True))
        make = Button(tr("Make link"), icon="link", small=True)
        make.setEnabled(not read_only)
        make.clicked.connect(partial(self.wanted.emit, self.facts.base))
        self._row(make)

    def _ask_for_host(self) -> None:
        words = tr("None yet. First say which web address is yours, so that links can lead there.")
        self.body.addWidget(Label(words, "small", "text2", wrap=True))
        company = link(tr("Open Company"))
        company.clicked.connect(self.company_asked)
        self._row(company)

    def _row(self, *buttons: QWidget) -> None:
        box = QWidget()
        flow = FlowLayout(box, gap=8)
        flow.setContentsMargins(0, 0, 0, 4)
        for button in buttons:
            flow.addWidget(button)
        self.body.addWidget(box)

    def copy(self) -> None:
        """Put the address on the clipboard."""
        QApplication.clipboard().setText(self.facts.url)
        self.copied.emit(tr("Address copied."))

    def open(self) -> None:
        """Open the address in the browser."""
        if can_open(self.facts.url):
            QDesktopServices.openUrl(QUrl(self.facts.url))


def breakable(address: str) -> str:
    """Return an address that may be broken into lines after its signs."""
    for sign in "/?&=":
        address = address.replace(sign, f"{sign}\u200b")
    return address
