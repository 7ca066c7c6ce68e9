"""What is concluded about personas, chains and pieces, worked out off the GUI thread after each change."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from b2bdesk import i18n
from b2bdesk.insight.chains import Cover
from b2bdesk.insight.completeness import Completeness
from b2bdesk.insight.confidence import Confidence
from ui.desk import Desk

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace

KINDS = {
    "piece": "content_piece",
    "persona": "persona",
    "chain": "decision_chain",
    "channel": "channel",
    "pool": "landing_pool",
}
"""What a finding calls its objects, and their entities."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A finding in words."""

    rule: str
    severity: str
    sentence: str
    why: str


@dataclass(frozen=True, slots=True)
class Concluded:
    """All conclusions: by persona, by chain, by statement; findings by (entity, id)."""

    personas: Mapping[int, Completeness] = field(default_factory=dict)
    chains: Mapping[int, Cover] = field(default_factory=dict)
    statements: Mapping[int, Confidence] = field(default_factory=dict)
    findings: Mapping[tuple[str, int], tuple[Spoken, ...]] = field(default_factory=dict)


class Conclusions(QObject):
    """Works them out again after `renew`; several changes in a row once. `changed` tells of a new `result`."""

    changed = Signal()
    _ready = Signal(object, object)

    def __init__(self, desk: Desk, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.result = Concluded()
        self._desk, self._today = desk, today
        self._running: list[threading.Thread] = []
        self._again = False
        self._ready.connect(self._take, Qt.ConnectionType.QueuedConnection)
        desk.closed.connect(self.stop)
        self.destroyed.connect(partial(_join, self._running))

    @property
    def settled(self) -> bool:
        """Tell whether nothing is being worked out."""
        return not self._running

    def renew(self) -> None:
        """Work everything out again."""
        if self._running:
            self._again = True
        elif self._desk.ws is not None:
            self._again = False
            work = partial(self._work, self._desk.ws, str(i18n.language()), self._today())
            self._running.append(threading.Thread(target=work, name="conclusions", daemon=True))
            self._running[0].start()

    def stop(self) -> None:
        """Wait for what is under way and do no more."""
        self._again = False
        _join(self._running)

    def _work(self, ws: "Workspace", lang: str, today: date) -> None:
        try:
            result: Any = conclude(ws, lang, today)
        except Exception as error:  # told on the GUI thread, unless the plan was closed meanwhile
            result = error
        with suppress(RuntimeError):  # the room may have gone meanwhile
            self._ready.emit(ws, result)

    def _take(self, ws: object, result: Any) -> None:
        _join(self._running)
        if ws is not self._desk.ws:
            return
        if isinstance(result, Exception):
            raise result
        self.result = result
        if self._again:
            self.renew()
        self.changed.emit()


def conclude(ws: "Workspace", lang: str, today: date) -> Concluded:
    """Read the plan and conclude from it, in words of a language."""
    from b2bdesk.insight import chains, completeness, confidence
    from b2bdesk.insight.rules import find
    from b2bdesk.queries.facts import load_plan
    from b2bdesk.queries.labels import Labels
    from b2bdesk.queries.voice import Voice

    with ws.read() as session:
        plan = load_plan(session, lang)
        speak = Voice(Labels(session, lang))
    findings: dict[tuple[str, int], tuple[Spoken, ...]] = {}
    with i18n.speaking(lang):
        for found in find(plan, today):
            said = Spoken(
                found.rule, str(found.severity), found.say(i18n.render, speak), found.say_why(i18n.render, speak)
            )
            for name, row_id in found.ids.items():
                if name in KINDS:
                    key = (KINDS[name], row_id)
                    findings[key] = (*findings.get(key, ()), said)
    backed = {link.target_id for link in plan.evidence_links if link.target == "item"}
    sure = {item: confidence.of_target(plan, "item", item, today) for item in backed}
    return Concluded(completeness.of_plan(plan), chains.of_plan(plan), sure, findings)


def _join(running: list[threading.Thread], _gone: object = None) -> None:
    while running:
        running.pop().join()
