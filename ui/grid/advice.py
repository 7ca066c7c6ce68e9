"""What to place in a cell: suggestions for the person served worst there; the plan is read off the GUI thread."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from b2bdesk import i18n
from b2bdesk.queries.board_values import Key

if TYPE_CHECKING:
    from b2bdesk.insight.facts import Plan

SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Advised:
    """One suggestion in words; `parts` are (name, most points, points)."""

    content_id: int
    code: str
    title: str
    form: str
    form_class: str
    score: float
    parts: tuple[tuple[str, float, float], ...]
    why: str


@dataclass(frozen=True, slots=True)
class CellAdvice:
    """What to place in a cell, for whom, how many placements serve this person in the stage, or what to make."""

    key: Key
    persona_id: int
    persona: str
    served: int
    suggestions: tuple[Advised, ...]
    new_piece: str = ""


class Advisor(QObject):
    """Keeps the plan as read last; `ready` tells when advice can be asked for again."""

    ready = Signal()
    _read = Signal(object, object)

    def __init__(self, desk: Any, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._today = desk, today
        self._plan: Plan | None = None
        self._voice: Any = None
        self._wanted: tuple[Key, frozenset[int]] | None = None
        self._age = 0
        self._running: threading.Thread | None = None
        self._given: dict[tuple[Key, frozenset[int]], CellAdvice | None] = {}
        self._read.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def forget(self) -> None:
        """The plan has changed."""
        self._plan, self._age = None, self._age + 1
        self._given.clear()

    @property
    def busy(self) -> bool:
        """Tell whether the plan is being read."""
        return self._running is not None

    def ask(self, key: Key, personas: frozenset[int] = frozenset()) -> CellAdvice | None:
        """Return the advice for a cell, or None while the plan is being read; then `ready` tells it."""
        self._wanted = key, personas
        if self._plan is None:
            self._start()
            return None
        return self._advice()

    def ask_now(self, key: Key, personas: frozenset[int] = frozenset()) -> CellAdvice | None:
        """Return the advice for a cell, whatever must be read for it."""
        self._wanted = key, personas
        if self._plan is None:
            self._plan, self._voice = self._desk.read(partial(read_plan, lang=i18n.language()))
        return self._advice()

    def _advice(self) -> CellAdvice | None:
        assert self._plan is not None
        assert self._wanted is not None
        if self._wanted not in self._given:
            self._given[self._wanted] = advise(self._plan, self._voice, *self._wanted, self._today())
        return self._given[self._wanted]

    def stop(self) -> None:
        """Wait for what is under way."""
        if self._running is not None:
            self._running.join()
            self._running = None

    def _start(self) -> None:
        if self._running is None:
            work = partial(self._work, self._age, i18n.language())
            self._running = threading.Thread(target=work, name="advice", daemon=True)
            self._running.start()

    def _work(self, age: int, lang: str) -> None:
        try:
            self._read.emit(age, self._desk.read(partial(read_plan, lang=lang)))
        except Exception as error:  # told on the GUI thread
            self._read.emit(age, error)

    def _take(self, age: int, found: Any) -> None:
        self.stop()
        if age != self._age:
            self._start()
        elif isinstance(found, Exception):
            raise found
        else:
            self._plan, self._voice = found
            self.ready.emit()


def read_plan(session: Any, lang: str) -> tuple["Plan", Any]:
    """Read the plan and what speaks its facts."""
    from b2bdesk.queries.facts import load_plan
    from b2bdesk.queries.labels import Labels
    from b2bdesk.queries.voice import Voice

    return load_plan(session, lang), Voice(Labels(session, lang))


def advise(plan: "Plan", voice: Any, key: Key, personas: frozenset[int], today: date) -> CellAdvice | None:
    """Return what to place in a cell for the worst served of these personas, or of all."""
    from b2bdesk.insight.index import index
    from b2bdesk.insight.suggest import suggest

    ix = index(plan)
    stage, channel = key
    people = [p for p in ix.personas if not personas or p.id in personas]
    unneeded = {cell for cell, plan_ in ix.persona_cell.items() if plan_.not_needed}
    people = [p for p in people if (stage, p.id) not in unneeded] or people
    if not people or stage not in ix.stage or channel not in ix.channel:
        return None
    worst = min(people, key=lambda p: (ix.stage_persona.get((stage, p.id), 0), -p.priority, -p.influence, p.id))
    found = suggest(plan, stage, channel, worst.id, today)
    weights = plan.thresholds.part_weight
    shown = []
    for s in found.suggestions[:SHOWN]:
        if s.score <= 0:
            break
        piece = ix.piece[s.piece_id]
        parts = tuple((name, weights[name] * 100, s.parts[name]) for name in s.parts)
        why = " ".join(reason.say(i18n.render, voice) for reason in _telling(s))
        shown.append(Advised(piece.id, piece.code, piece.name, piece.form, piece.form_class, s.score, parts, why))
    n = ix.stage_persona.get((stage, worst.id), 0)
    return CellAdvice(key, worst.id, worst.name, n, tuple(shown), _new_piece(found.new_piece, voice))


def _telling(suggestion: Any) -> list[Any]:
    """Return the two or three reasons that say most: the strongest parts, and what speaks against."""
    doubts = [reason for reason in suggestion.reasons if reason.part not in suggestion.parts]
    parts = [reason for reason in suggestion.reasons if reason.part in ("persona", "topic", "stage")]
    return [*parts[: 2 if doubts else 3], *doubts[:1]]


def _new_piece(piece: Any, voice: Any) -> str:
    if piece is None:
        return ""
    form = voice.labels.of("content_form", piece.form) if piece.form else i18n.tr("any form")
    topic = voice.labels.of("topic", piece.topic) if piece.topic else i18n.tr("a topic of theirs")
    return i18n.tr("Nothing in the library fits well. Make: {form}, about {topic}.", form=form, topic=topic)
