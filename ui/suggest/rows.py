"""The proposals that fill the plan as rows of a list: words, marks and scores, made once where the plan was read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TYPE_CHECKING

from b2bdesk import i18n
from b2bdesk.i18n import tr
from b2bdesk.terms import Level, N_
from ui.grid.advice import said, spoken_parts

if TYPE_CHECKING:
    from b2bdesk.insight.facts import Plan
    from b2bdesk.insight.fill_plan import Filling, Open, Proposal

RowKey = tuple[str, int, int]
"""Which open cell a row is about: its axis, stage and persona or channel."""

DOES: Final = {
    "place": N_("New placement in {channel}"),
    "join": N_("Joins the placement in {channel}"),
    "idea": N_("New idea in {channel}"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a stage."""

    stage_id: int
    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class FillRow:
    """One open cell with what is proposed for it; `proposal` is None where nothing can be.

    `cell` is the persona or the channel that the cell is of, `whom` the person it is for, `does` what would be done.
    """

    key: RowKey
    stage_id: int
    stage: str
    axis: str
    cell: str
    level: Level
    importance: float
    proposal: "Proposal | None" = None
    channel_id: int = 0
    persona_id: int = 0
    whom: str = ""
    code: str = ""
    title: str = ""
    form: str = ""
    form_class: str = ""
    score: float = 0.0
    parts: tuple[tuple[str, float, float], ...] = ()
    factor: float = 1.0
    factors: tuple[str, ...] = ()
    does: str = ""
    why: str = ""
    good: bool = False

    @property
    def kind(self) -> str:
        """What the proposal does: place, join, idea; empty for none."""
        return str(self.proposal.kind) if self.proposal is not None else ""

    @property
    def note(self) -> str:
        """How badly the cell is served and how much that matters; for a channel's cell, whom it is for."""
        if self.axis == "channel" and self.whom:
            return tr("for {persona}", persona=self.whom)
        level = tr("Thin") if self.level is Level.THIN else tr("Gap")
        return f"{level} · {tr('priority {number}', number=f'{self.importance:.1f}')}"

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        score = f"{self.score:.1f}" if self.score else ""
        words = (f"{self.cell} × {self.stage}", self.does, f"{self.code} {self.title}".strip(), score)
        return i18n.sentences(tr(", ").join(word for word in words if word) + tr("."), self.why)


def rows_of(plan: "Plan", filling: "Filling", voice: Any, today: date) -> tuple[FillRow, ...]:
    """Return a row for each open cell that has a proposal or cannot have one, stage by stage."""
    from b2bdesk.insight.index import index

    order = {stage.id: place for place, stage in enumerate(index(plan).stages)}
    found = [_row(plan, proposal, voice, today) for proposal in filling.proposals]
    found += [_hopeless(plan, cell) for cell in filling.unfilled]
    return tuple(sorted(found, key=lambda row: order[row.stage_id]))  # within a stage, their order stays


def _row(plan: "Plan", proposal: "Proposal", voice: Any, today: date) -> FillRow:
    from b2bdesk.insight.fill_plan import explain
    from b2bdesk.insight.index import index

    ix, found = index(plan), explain(plan, proposal, today)
    channel, persona = ix.channel[proposal.channel_id], ix.persona[proposal.persona_id]
    facts: dict[str, Any] = _cell_facts(plan, proposal.cell) | {
        "proposal": proposal,
        "channel_id": channel.id,
        "persona_id": persona.id,
        "whom": persona.name,
        "does": tr(DOES[proposal.kind], channel=channel.name),
    }
    if found is None:
        return FillRow(**facts, **_idea_facts(plan, proposal, voice))
    piece = ix.piece[found.piece_id]
    parts, factor, factors = spoken_parts(found, plan.thresholds.part_weight, voice)
    good = proposal.score >= plan.thresholds.new_piece_below
    score: dict[str, Any] = {
        "score": proposal.score,
        "parts": parts,
        "factor": factor,
        "factors": factors,
        "good": good,
    }
    words: dict[str, Any] = {
        "code": piece.code,
        "title": piece.name,
        "form": piece.form,
        "form_class": piece.form_class,
    }
    return FillRow(**facts, **words, **score, why=said(found, voice))


def _idea_facts(plan: "Plan", proposal: "Proposal", voice: Any) -> Mapping[str, Any]:
    """Return what a piece to make is, and what comes nearest to it."""
    from b2bdesk.insight.index import index

    idea, labels, nearest = proposal.new_piece, voice.labels, proposal.nearest
    assert idea is not None
    words = [labels.of("content_form", idea.form) if idea.form else "", labels.of("topic", idea.topic or "")]
    words.append(labels.of("appeal", idea.appeal))
    why = tr("Nothing in the library fits.")
    if nearest is not None:
        piece = index(plan).piece[nearest[0]]
        why = tr("Nearest: {code} {title}, {score}.", code=piece.code, title=piece.name, score=f"{nearest[1]:.1f}")
    kind: dict[str, Any] = {"form": idea.form or "", "form_class": plan.forms.get(idea.form or "", "")}
    return {"title": tr(", ").join(word for word in words if word), "why": why, **kind}


def _hopeless(plan: "Plan", cell: "Open") -> FillRow:
    why = tr("No channel that suits this stage has room left for one more.")
    return FillRow(**_cell_facts(plan, cell), does=tr("Nothing to propose"), why=why)


def _cell_facts(plan: "Plan", cell: "Open") -> dict[str, Any]:
    from b2bdesk.insight.index import index

    ix, is_person = index(plan), cell.axis == "persona"
    stage = ix.stage[cell.stage_id]
    return {
        "key": (str(cell.axis), cell.stage_id, cell.other_id),
        "stage_id": stage.id,
        "stage": f"{stage.code} {stage.name}",
        "axis": str(cell.axis),
        "cell": ix.persona[cell.other_id].name if is_person else ix.channel[cell.other_id].name,
        "level": Level.THIN if cell.n else Level.GAP,
        "importance": cell.importance,
    }


def grouped(rows: Iterable[FillRow]) -> list[Head | FillRow]:
    """Return the rows with a heading for each stage."""
    found: list[Head | FillRow] = []
    of: dict[int, list[FillRow]] = {}
    for row in rows:
        of.setdefault(row.stage_id, []).append(row)
    for stage, own in of.items():
        code, _, name = own[0].stage.partition(" ")
        found += [Head(stage, code, name, len(own)), *own]
    return found
