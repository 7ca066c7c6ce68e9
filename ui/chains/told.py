"""What is worked out of one chain beside the window: cover, what each person reads, what to add, what to hand on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from b2bdesk.i18n import tr
from b2bdesk.insight.chain_reading import Handed, pack, Placed, readings, Wanted, wanted
from b2bdesk.insight.chains import chain_cover, Cover, Person
from b2bdesk.insight.index import Index, index
from b2bdesk.terms import Role
from ui.grid.advice import said
from ui.summary import Summary

SHOWN = 3
"""So many suggestions stand beside what a person reads."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that is concluded about a chain; by persona, what is read, wanted and worth handing on."""

    chain_id: int
    cover: Cover
    summary: Summary
    reads: Mapping[int, tuple[Placed, ...]] = field(default_factory=dict)
    wants: Mapping[int, tuple[Wanted, ...]] = field(default_factory=dict)

    @property
    def ix(self) -> Index:
        """Lookups of the plan this was concluded from."""
        return index(self.summary.plan)

    @property
    def enough(self) -> int:
        """How many placements serve a person."""
        return self.summary.plan.thresholds.content_enough

    @property
    def served(self) -> dict[int, int]:
        """Placements while deciding, by persona."""
        return {p.persona_id: p.n for p in self.cover.people if p.persona_id is not None}

    def person(self, persona: int | None, name: str = "") -> Person | None:
        """Return a person of the cover."""
        people = self.cover.people
        return next((p for p in people if p.persona_id == persona and (persona is not None or p.name == name)), None)

    def why(self, want: Wanted) -> str:
        """Return why a piece is suggested."""
        return said(want.found, self.summary.voice)

    def cell(self, want: Wanted) -> str:
        """Return where a piece would go."""
        return tr(
            "{channel}, {stage}", channel=self.ix.channel[want.channel_id].name, stage=self.ix.stage[want.stage_id].name
        )


def tell(summary: Summary, chain: int) -> Told | None:
    """Conclude about a chain; None if the plan as last read has no such chain."""
    plan = summary.plan
    row = next((one for one in plan.chains if one.id == chain), None)
    if row is None:
        return None
    cover = chain_cover(plan, row)
    personas = [p.persona_id for p in cover.people if p.persona_id is not None]
    wants = {persona: wanted(plan, persona, summary.today, SHOWN) for persona in personas}
    return Told(chain, cover, summary, readings(plan, personas), wants)


def handed(told: Told, persona: int) -> tuple[Handed, ...]:
    """Return what to hand on to a member."""
    return pack(told.summary.plan, persona, told.summary.today)


def pack_text(told: Told, persona: int, giver: str) -> str:
    """Return a pack as text to send: who hands what to whom, and why."""
    ix = told.ix
    whom = ix.persona[persona]
    lines = [
        tr("For {name}, {title}", name=whom.name, title=whom.title) if whom.title else tr("For {name}", name=whom.name)
    ]
    if giver:
        lines.append(tr("Handed on by {name}", name=giver))
    for at, one in enumerate(handed(told, persona), 1):
        piece = ix.piece[one.piece_id]
        lines.append(f"{at}. {piece.code} {piece.name} ({ix.stage[one.stage_id].name}, {one.score:.1f})")
    return "\n".join(lines)


def givers(told: Told, persona: int | None) -> list[Person]:
    """Return who could hand something on: champions and coaches, then those for us, the weightiest first."""
    others = [p for p in told.cover.people if p.persona_id != persona or persona is None]
    friends = {Role.CHAMPION, Role.COACH}
    return sorted(others, key=lambda p: (not friends & set(p.roles), -p.stance, -p.influence, p.code))
