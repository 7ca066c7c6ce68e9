"""What would become of a plan if its lifecycle stages were cut otherwise: told before anything is done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.stage import Stage, StageSet, StageState
from b2bdesk.insight.stage_mapping import States, Way, ways
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import State

ORDER = [str(state) for state in State]


@dataclass(frozen=True, slots=True)
class Moved:
    """One placement: where it stands, where it would go (a place among the new stages), and whether that is sure."""

    id: int
    code: str
    content_id: int
    title: str
    channel_id: int
    channel: str
    stage_id: int
    date_from: object
    target: int
    choices: tuple[int, ...]

    @property
    def sure(self) -> bool:
        """Whether its state, or its whole stage, leads to exactly one new stage."""
        return not self.choices


@dataclass(frozen=True)
class Switch:
    """Where each placement goes. `unclear` ones have no state, and their stage is cut in several."""

    ways: Mapping[int, Way]
    moved: tuple[Moved, ...]

    @cached_property
    def unclear(self) -> tuple[Moved, ...]:
        """Placements that could not be mapped by state; each goes to the first of its choices unless told."""
        return tuple(one for one in self.moved if one.choices)

    @cached_property
    def doubles(self) -> tuple[tuple[Moved, ...], ...]:
        """Placements that would meet: the same piece in the same channel, stage and start."""
        met: defaultdict[tuple[object, ...], list[Moved]] = defaultdict(list)
        for one in self.moved:
            met[one.content_id, one.channel_id, one.target, one.date_from].append(one)
        return tuple(tuple(group) for group in met.values() if len(group) > 1)

    def counts(self) -> dict[tuple[int, int], int]:
        """Return how many placements go from an old stage to a new one."""
        found: defaultdict[tuple[int, int], int] = defaultdict(int)
        for one in self.moved:
            found[one.stage_id, one.target] += 1
        return dict(found)


def states_of(session: Session, stage_set: int | None) -> dict[int, States]:
    """Return the states of each stage of a set (None: the plan's own stages), in the order of the stages."""
    query = (
        select(Stage.id, StageState.state)
        .join(StageState, StageState.stage_id == Stage.id)
        .where(Stage.stage_set_id.is_not_distinct_from(stage_set))
        .order_by(Stage.sort, Stage.id)
    )
    found: dict[int, list[str]] = {}
    for stage, state in session.execute(query):
        found.setdefault(stage, []).append(state)
    return {stage: tuple(sorted(states, key=ORDER.index)) for stage, states in found.items()}


def preview(
    session: Session,
    old: Mapping[int, States],
    new: Sequence[States],
    *,
    lang: str,
    segments: Sequence[int] | None = None,
    chosen: Mapping[int, int] | None = None,
) -> Switch:
    """Return what would move from old stages into new ones.

    Only placements of `segments` move if these are given. `chosen` says for placements where they go.
    """
    found = ways(old, new)
    names = (Channel.label_en, Channel.label_hans, Channel.label_hant)
    query = (
        select(
            Placement.id,
            Placement.code,
            Placement.content_id,
            ContentPiece.title,
            Placement.channel_id,
            Placement.stage_id,
            Placement.state,
            Placement.date_from,
            *names,
        )
        .join(ContentPiece, ContentPiece.id == Placement.content_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .where(Placement.stage_id.in_(old))
        .order_by(Placement.sort, Placement.id)
    )
    if segments is not None:
        query = query.where(Placement.segment_id.in_(segments))
    moved = []
    for row_id, code, content, title, channel, stage, state, day, *labels in session.execute(query):
        way = found[stage]
        sure = way.clear or state in way.by_state
        wish = (chosen or {}).get(row_id, -1)
        target = wish if wish in way.targets and not sure else way.target(state)
        name = label_in(lang, *labels)
        choices = () if sure else way.targets
        moved.append(Moved(row_id, code, content, title, channel, name, stage, day, target, choices))
    return Switch(found, tuple(moved))


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage with its states in words and how many placements stand in it."""

    id: int
    code: str
    name: str
    states: tuple[str, ...]
    words: str
    placements: int


@dataclass(frozen=True, slots=True)
class SetRow:
    """The stages of the plan (id None) or of a set, and the segments that use them."""

    id: int | None
    name: str
    product: str
    stages: tuple[StageRow, ...]
    segments: tuple[int, ...]


def sets(session: Session, lang: str) -> tuple[SetRow, ...]:
    """Return the plan's own stages, then each set."""
    said = Labels(session, lang)
    counted = dict(session.execute(select(Placement.stage_id, func.count()).group_by(Placement.stage_id)).all())
    names: dict[int | None, tuple[str, str]] = {None: ("", "")}
    names |= {row.id: (row.name, row.product) for row in session.scalars(select(StageSet).order_by(StageSet.sort))}
    users: defaultdict[int | None, list[int]] = defaultdict(list)
    for segment, used in session.execute(select(Segment.id, Segment.stage_set_id).where(Segment.archived.is_(False))):
        users[used].append(segment)
    rows = {row.id: row for row in session.scalars(select(Stage))}
    return tuple(
        SetRow(
            one,
            name,
            product,
            tuple(
                StageRow(
                    stage,
                    rows[stage].code,
                    label_in(lang, rows[stage].label_en, rows[stage].label_hans, rows[stage].label_hant),
                    states,
                    " · ".join(said.of("state", state) for state in states),
                    counted.get(stage, 0),
                )
                for stage, states in states_of(session, one).items()
            ),
            tuple(users[one]),
        )
        for one, (name, product) in names.items()
    )
