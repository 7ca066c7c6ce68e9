"""The bar at the bottom: the plan's facts, findings by severity, the job that runs, the last step."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QStatusBar, QToolButton, QWidget

from b2bdesk.i18n import tr, trn
from b2bdesk.terms import Severity
from ui.jobs import Job
from ui.kit import theme
from ui.kit.text import ElidedLabel

ICONS: Final = {
    Severity.ERROR: ("octagon-alert", "gap"),
    Severity.WARN: ("triangle-alert", "thin"),
    Severity.INFO: ("info", "info"),
}
MESSAGE_MS: Final = 6000


class JobStrip(QWidget):
    """What runs, how far it is, and Cancel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._title = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setFixedSize(120, 4)
        self._bar.setTextVisible(False)
        self._count = QLabel(self)
        self._cancel = link_button(tr("Cancel"), self)
        self._cancel.clicked.connect(self._on_cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(8)
        for widget in (self._title, self._bar, self._count, self._cancel):
            widget.setFont(theme.current().font("small"))
            layout.addWidget(widget)
        self.hide()

    def show_job(self, job: Job | None) -> None:
        """Show a job, or nothing."""
        self._job = job
        self.setVisible(job is not None)
        if job is None:
            return
        self._title.setText(job.title)
        self._bar.setRange(0, job.total)
        self._bar.setValue(job.at)
        self._count.setText(tr("{at} of {total}", at=job.at, total=job.total) if job.total else "")

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


class StatusBar(QStatusBar):
    """The status bar of the window."""

    findings_asked = Signal(str)
    """(severity) The findings of a severity are asked for; empty for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(theme.current().size("statusBar"))
        self.setContentsMargins(12, 0, 12, 0)
        self.facts = ElidedLabel("", "small", "text2", parent=self)
        self._severities = {severity: self._counter(severity) for severity in Severity}
        self._checking = QLabel(tr("checking …"), self)
        self.job = JobStrip(self)
        self._right = QLabel(self)
        self._right.setProperty("tone", "text3")
        self.said = ElidedLabel("", "small", "text", parent=self)
        self._left = QStackedWidget(self)
        self._facts = QWidget(self._left)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._be_quiet)
        self._arrange()

    def set_facts(self, text: str) -> None:
        """Write the facts on the left."""
        self.facts.setText(text)

    def set_findings(self, counts: Mapping[Severity, int] | None) -> None:
        """Show how many findings there are of each severity; None while they are counted for the first time."""
        self._checking.setVisible(counts is None)
        for severity, button in self._severities.items():
            n = (counts or {}).get(severity, 0)
            button.setVisible(bool(n))
            button.setText(f" {n}")
            button.setAccessibleName(finding_words(severity, n))
            button.setToolTip(finding_words(severity, n))

    def set_right(self, text: str) -> None:
        """Write the sentence on the right."""
        fit = self._right.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 420)
        self._right.setText(fit)
        self._right.setToolTip(text if fit != text else "")

    def say(self, sentence: str) -> None:
        """Say a sentence for some seconds in the place of the facts."""
        self.said.setText(sentence)
        self._left.setCurrentWidget(self.said if sentence else self._facts)
        self._quiet.start(MESSAGE_MS)

    def _be_quiet(self) -> None:
        self.say("")

    def _arrange(self) -> None:
        row = QHBoxLayout(self._facts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.facts)
        for button in self._severities.values():
            row.addWidget(button)
        row.addWidget(self._checking)
        row.addStretch(1)
        self._left.addWidget(self._facts)
        self._left.addWidget(self.said)
        self.addWidget(self._left, 1)
        self.addPermanentWidget(self.job)
        self.addPermanentWidget(self._right)
        self._checking.hide()
        for label in (self._checking, self._right):
            label.setFont(theme.current().font("small"))

    def _counter(self, severity: Severity) -> QToolButton:
        icon, color = ICONS[severity]
        button = link_button("", self, theme.current().icon(icon, 14, color))
        button.setProperty("severity", str(severity))
        button.clicked.connect(self._on_counter)
        button.hide()
        return button

    def _on_counter(self) -> None:
        self.findings_asked.emit(self.sender().property("severity"))


def link_button(text: str, parent: QWidget, icon: QIcon | None = None) -> QToolButton:
    """Make a button that looks like words."""
    button = QToolButton(parent)
    button.setText(text)
    button.setAutoRaise(True)
    button.setFixedHeight(20)
    button.setStyleSheet(f"QToolButton {{ padding: 0 4px; color: {theme.current().rgb('accentText')}; }}")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon is not None:
        button.setIcon(icon)
        button.setIconSize(QSize(14, 14))
        button.setStyleSheet(f"QToolButton {{ padding: 0 4px; color: {theme.current().rgb('text2')}; }}")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


def finding_words(severity: Severity, n: int) -> str:
    """Return a number of findings in words."""
    if severity is Severity.ERROR:
        return trn("{n} error", "{n} errors", n)
    if severity is Severity.WARN:
        return trn("{n} warning", "{n} warnings", n)
    return trn("{n} hint", "{n} hints", n)
