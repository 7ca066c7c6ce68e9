"""What to place in a cell: suggestions for the person served worst there; the plan is read off the GUI thread."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import prod
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from b2bdesk import i18n
from b2bdesk.queries.board_values import Key

if TYPE_CHECKING:
    from b2bdesk.insight.facts import Plan
    from b2bdesk.insight.suggest import Gap, NewPiece, Suggestion

MOST: Final = 10
REASONS: Final = 3


@dataclass(frozen=True, slots=True)
class Advised:
    """One suggestion in words; `parts` are (name, most points, points).

    The sum of the parts is multiplied by `factor`, 0-1, which `factors` say in words. With `joins` the piece stands
    in the cell already, for others.
    """

    content_id: int
    code: str
    title: str
    form: str
    form_class: str
    score: float
    parts: tuple[tuple[str, float, float], ...]
    why: str
    factor: float = 1.0
    factors: tuple[str, ...] = ()
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Make:
    """A piece to make: codes of form and topic (None where anything will do), appeal, and all of it in words."""

    form: str | None
    topic: str | None
    appeal: str
    words: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to whom something can be suggested here, and how many placements serve this person in the stage."""

    id: int
    code: str
    name: str
    served: int


@dataclass(frozen=True, slots=True)
class CellAdvice:
    """What to place in a cell, for whom, how many placements serve this person in the stage, or what to make.

    `people` are all who are needed there, the one served worst first.
    """

    key: Key
    persona_id: int
    persona: str
    served: int
    suggestions: tuple[Advised, ...]
    idea: Make | None = None
    people: tuple[Person, ...] = ()

    @property
    def persona_code(self) -> str:
        """The code of the person."""
        return next((person.code for person in self.people if person.id == self.persona_id), self.persona)


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
        self.person: int | None = None
        """For whom suggestions are made; None for whoever is served worst."""
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
        self._wanted = key, self._people(personas)
        if self._plan is None:
            self._start()
            return None
        return self._advice()

    def ask_now(self, key: Key, personas: frozenset[int] = frozenset()) -> CellAdvice | None:
        """Return the advice for a cell, whatever must be read for it."""
        self._wanted = key, self._people(personas)
        if self._plan is None:
            self._plan, self._voice = self._desk.read(partial(read_plan, lang=i18n.language()))
        return self._advice()

    def fitting(self, key: Key, personas: frozenset[int] = frozenset()) -> frozenset[int]:
        """Return the pieces that score enough in a cell; none while the plan is being read, then `ready` tells it."""
        from b2bdesk.insight.stock import fitting

        advice = self.ask(key, personas)
        if advice is None or self._plan is None:
            return frozenset()
        return fitting(self._plan, *key, advice.persona_id, self._today())

    def suggest_to(self, persona: int | None) -> None:
        """Make suggestions for a person, whatever the filters say; None for whoever is served worst."""
        self.person = persona
        self.ready.emit()

    def _people(self, personas: frozenset[int]) -> frozenset[int]:
        return personas if self.person is None else frozenset({self.person})

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
    from b2bdesk.insight.stock import best
    from b2bdesk.insight.suggest import gap_of, new_piece, worst_first

    ix = index(plan)
    stage, channel = key
    served = {p.id: ix.stage_persona.get((stage, p.id), 0) for p in ix.personas}
    needed = ix.needed(stage)
    asked = [p for p in ix.personas if p.id in personas] or ix.personas
    people = [p for p in asked if p in needed] or asked
    if not people or stage not in ix.stage or channel not in ix.channel:
        return None
    worst = min(people, key=lambda p: worst_first(p, served[p.id]))
    found = best(plan, stage, channel, worst.id, today, MOST)
    gap, limit = gap_of(ix, stage, channel, worst.id), plan.thresholds.new_piece_below
    weak = not found or round(found[0].score, 4) < limit
    others = sorted(needed, key=lambda p: worst_first(p, served[p.id]))
    return CellAdvice(
        key,
        worst.id,
        worst.name,
        served[worst.id],
        tuple(_advised(plan, voice, s, worst.name) for s in found),
        _make(new_piece(ix, gap), gap, voice) if weak else None,
        tuple(Person(p.id, p.code, p.name, served[p.id]) for p in others),
    )


def _advised(plan: "Plan", voice: Any, found: "Suggestion", persona: str) -> Advised:
    """Return a suggestion in words."""
    from b2bdesk.insight.index import index

    piece, weights = index(plan).piece[found.piece_id], plan.thresholds.part_weight
    parts, factor, factors = spoken_parts(found, weights, voice)
    why = said(found, voice)
    if found.extend is not None:
        why = i18n.sentences(i18n.tr("It stands here for others; {persona} is added.", persona=persona), why)
    names = (piece.id, piece.code, piece.name, piece.form, piece.form_class)
    return Advised(*names, found.score, parts, why, factor, factors, found.extend is not None)


def spoken_parts(
    found: "Suggestion", weights: Mapping[str, float], voice: Any
) -> tuple[tuple[tuple[str, float, float], ...], float, tuple[str, ...]]:
    """Return the parts of a score, what they are multiplied by, and each factor in words."""
    parts = tuple((name, weights[name] * 100, found.parts[name]) for name in found.parts)
    doubts = doubts_of(found)
    factors = tuple(f"× {reason.value:.2g}  {reason.say(i18n.render, voice)}" for reason in doubts)
    return parts, prod(found.factors.values()), factors


def said(found: "Suggestion", voice: Any) -> str:
    """Return the reasons that say most: what speaks for it most, and what speaks against it."""
    doubts = doubts_of(found)[:2]
    parts = [reason for reason in found.reasons if reason.part in ("persona", "topic", "stage")]
    telling = [*parts[: REASONS - min(len(doubts) + (found.extend is not None), 2)], *doubts]
    return i18n.sentences(*(reason.say(i18n.render, voice) for reason in telling))


def doubts_of(found: "Suggestion") -> list[Any]:
    """Return the reasons that take something off: they follow those of the parts."""
    return list(found.reasons[len(found.parts) :])


def _make(piece: "NewPiece", gap: "Gap", voice: Any) -> Make:
    """Return what to make, in words."""
    labels = voice.labels
    form = labels.of("content_form", piece.form) if piece.form else i18n.tr("any form")
    topic = labels.of("topic", piece.topic) if piece.topic else i18n.tr("a topic of theirs")
    words = i18n.tr(
        "{form} about {topic}, {appeal}, for {persona} at {stage}, in {channel}",
        form=form,
        topic=topic,
        appeal=labels.of("appeal", piece.appeal).lower(),
        persona=gap.persona.name,
        stage=gap.stage.name,
        channel=gap.channel.name,
    )
    return Make(piece.form, piece.topic, str(piece.appeal), words)
