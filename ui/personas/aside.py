"""Beside the editor: the role card as it would be printed, and below it what is missing, each with the way there."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import tr, trn
from b2bdesk.insight.completeness import FOCUS, PLACES
from b2bdesk.queries.personas import Sheet
from ui import built
from ui.desk import Desk
from ui.kit.buttons import link
from ui.kit.marks import icon_mark
from ui.kit.scroll import ScrollPage
from ui.kit.text import hairline, Label
from ui.personas import words

CARD: Final = "ui.cards.card_view:CardView"
SEVERITIES: Final = {"E": ("octagon-alert", "gapText"), "W": ("triangle-alert", "thinText")}
SHOW: Final = ("show_persona", "show_row", "show_card")
"""Names by which a card is told whom to show."""


class Aside(QWidget):
    """`go_to(group, key)` leads to a field, `evidence_wanted()` to the evidence."""

    go_to = Signal(str, str)
    evidence_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._shown: object = None
        self.card: QWidget | None = built.build(CARD, desk) if built.exists(CARD) else None
        self.links: list[QWidget] = []
        self.told = QWidget()
        self._lines = QVBoxLayout(self.told)
        self._lines.setContentsMargins(16, 10, 16, 12)
        self._lines.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.card is not None:
            column.addWidget(self.card, 1)
            column.addWidget(hairline())
        page = ScrollPage()
        page.body.addWidget(self.told)
        column.addWidget(page, 0 if self.card is not None else 1)
        if self.card is not None:
            page.setMaximumHeight(190)
            page.setMinimumHeight(120)
        self.setWindowTitle(tr("Role card"))

    def show_sheet(self, sheet: Sheet | None, findings: Iterable[tuple[str, str]] = ()) -> None:
        """Show another persona, or the same after a change."""
        self._tell_card(sheet.person.id if sheet else None)
        told = tuple(findings)
        shown = (sheet, told)
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        if sheet is None:
            return
        self._score(sheet)
        self._missing(sheet)
        self._sure(sheet)
        for severity, sentence in told:
            self._line(sentence, *SEVERITIES.get(severity, ("info", "text2")))
        self._lines.addStretch()

    def apply(self, changes: Any) -> None:
        """Hand an edit on to the card."""
        part = getattr(self.card, "apply", None)
        if callable(part):
            part(changes)

    def _tell_card(self, persona: int | None) -> None:
        if self.card is None:
            return
        show = next((part for name in SHOW if callable(part := getattr(self.card, name, None))), None)
        if show is not None:
            show(persona)

    def _clear(self) -> None:
        self.links = []
        while item := self._lines.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def _score(self, sheet: Sheet) -> None:
        person = sheet.person
        state, tone, icon = words.state_of(person)
        text = tr("{score} of 100 known", score=f"{person.score:.1f}")
        self._line(f"{text} · {state}", icon, tone)

    def _missing(self, sheet: Sheet) -> None:
        groups = sorted(sheet.known.groups, key=lambda state: state.group not in FOCUS)
        for state in groups:
            needed = state.group in FOCUS and not sheet.known.usable
            for word in state.missing:
                gain = state.weight / state.fields
                text = tr("Missing: {what} (+{points})", what=tr(word), points=f"{gain:.1f}")
                group, key = PLACES[word]
                self._line(
                    text, "circle-alert" if needed else "circle", "thinText" if needed else "text2", (str(group), key)
                )

    def _sure(self, sheet: Sheet) -> None:
        person = sheet.person
        bare = sum(statement.confidence is None for statement in sheet.statements)
        if bare:
            text = trn("{n} statement is an assumption.", "{n} statements are assumptions.", bare)
            self._line(text, "message-circle-question-mark", "text2", None, tr("Evidence"))
        stale = words.stale_text(person)
        if stale:
            self._line(stale, "calendar-clock", "thinText", ("plan", "review_on"))

    def _line(self, text: str, icon: str, tone: str, place: tuple[str, str] | None = None, other: str = "") -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(icon_mark(icon, tone, "", 14))
        row.addWidget(Label(text, "small", tone if tone != "text3" else "text2", wrap=True), 1)
        if place is not None or other:
            way = link(other or tr("Fill in"))
            way.setAccessibleDescription(text)
            way.clicked.connect(partial(self.go_to.emit, *place) if place else self._evidence)
            row.addWidget(way)
            self.links.append(way)
        self._lines.addWidget(box)

    def _evidence(self) -> None:
        self.evidence_wanted.emit()
