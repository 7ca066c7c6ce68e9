"""What the plan adds up to: coverage and findings, worked out off the GUI thread after each change.

Several changes in a row are worked out once; `changed` tells when `summary` is another one. The latest summary stays
until the next is ready, so that nothing flickers.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from b2bdesk import i18n
from b2bdesk.terms import Severity
from ui.desk import Desk

if TYPE_CHECKING:
    from b2bdesk.insight.rules import Finding
    from b2bdesk.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words: who misses what where, and why it matters."""

    finding: "Finding"
    sentence: str
    why: str


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of the wanted cells have something in them."""

    covered: int
    required: int

    @property
    def share(self) -> float | None:
        """Return the share 0-1; None where no cell is wanted."""
        return self.covered / self.required if self.required else None


@dataclass(frozen=True, slots=True)
class Summary:
    """Coverage by persona and by channel, the number of findings by severity, and all findings in words."""

    personas: Covered
    channels: Covered
    severities: Mapping[Severity, int]
    findings: tuple[Said, ...]
    pieces: int
    placements: int
    counted: int


class Facts(QObject):
    """Keeps the summary of the open plan up to date."""

    changed = Signal()
    _ready = Signal(object, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.summary: Summary | None = None
        self._desk = desk
        self._running: threading.Thread | None = None
        self._again = False
        desk.opened.connect(self.restart)
        desk.changes.connect(self.renew)
        self._ready.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def settled(self) -> bool:
        """Tell whether the summary is that of the present state."""
        return self._running is None and self.summary is not None

    def restart(self) -> None:
        """Begin anew, as when another plan is open or another language is spoken."""
        self.summary = None
        self.renew()

    def renew(self, _changes: object = None) -> None:
        """Work the summary out again."""
        if self._running is not None:
            self._again = True
            return
        if self._desk.ws is None:
            return
        self._again = False
        work = partial(self._work, self._desk.ws, i18n.language(), self._desk.today())
        self._running = threading.Thread(target=work, name="facts", daemon=True)
        self._running.start()

    def stop(self) -> None:
        """Wait for what is under way and do no more."""
        self._again = False
        if self._running is not None:
            self._running.join()
            self._running = None

    def _work(self, ws: "Workspace", lang: str, today: date) -> None:
        try:
            result: Any = work_out(ws, lang, today)
        except Exception as error:  # told on the GUI thread, unless the plan was closed meanwhile
            result = error
        self._ready.emit(ws, result)

    def _take(self, ws: object, result: Any) -> None:
        if self._running is not None:
            self._running.join()
            self._running = None
        if ws is not self._desk.ws:
            self.restart()
            return
        if isinstance(result, Exception):
            raise result
        self.summary = result
        if self._again:
            self.renew()
        self.changed.emit()


def work_out(ws: "Workspace", lang: str, today: date) -> Summary:
    """Read the plan and conclude from it; the sentences speak `lang`."""
    from b2bdesk.insight import coverage
    from b2bdesk.insight.index import index
    from b2bdesk.insight.rules import find
    from b2bdesk.queries.facts import load_plan
    from b2bdesk.queries.labels import Labels
    from b2bdesk.queries.voice import Voice

    with ws.read() as session:
        plan = load_plan(session, lang)
        labels = Labels(session, lang)
    with i18n.speaking(lang):
        speak = Voice(labels)
        begun = bool(plan.personas and plan.pieces)
        found = tuple(
            Said(f, f.say(i18n.render, speak), f.say_why(i18n.render, speak)) for f in find(plan, today) if begun
        )
    people, places = coverage.stage_persona(plan), coverage.stage_channel(plan)
    return Summary(
        Covered(people.covered, people.required),
        Covered(places.covered, places.required),
        {severity: sum(said.finding.severity == severity for said in found) for severity in Severity},
        found,
        len(plan.pieces),
        len(plan.placements),
        len(index(plan).counted),
    )
