"""What follows from growth stage and sales motion: the tempo, and what to look at first."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.insight.reference import FOCUS, TEMPO
from b2bdesk.terms import GrowthStage, Motion
from ui.kit.text import Label


class Tempo(QWidget):
    """Told anew whenever the company changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        self.tempo = Label("", "body", weight=600, wrap=True)
        self.focus = Label("", "small", "text2", wrap=True)
        self.check = Label("", "small", "thinText", wrap=True)
        for part in (self.tempo, self.focus, self.check):
            column.addWidget(part)

    def show_company(self, values: Mapping[str, Any], accounts: int) -> None:
        """Tell tempo and focus; `accounts` counts the chains of named accounts, which selling to them needs."""
        motion, stage = values.get("motion") or "", values.get("growth_stage") or ""
        self.tempo.setText(tr(TEMPO[Motion(motion)]) if motion in set(Motion) else "")
        lines = FOCUS[GrowthStage(stage)] if stage in set(GrowthStage) else ()
        self.focus.setText("\n".join(f"•  {tr(line)}" for line in lines))
        short = motion == Motion.ABM and not accounts
        self.check.setText(
            tr("Account-based marketing needs named accounts: add a decision chain for one.") if short else ""
        )
        self.check.setVisible(short)
