"""The statements behind the board: counts, first chips, axes. No entity is loaded."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from sqlalchemy import and_, ColumnElement, Executable, func, or_, Select, select, tuple_, union_all
from sqlalchemy.orm import aliased, Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPersona, ContentPiece
from b2bdesk.domain.persona import Persona, PersonaSegment
from b2bdesk.domain.placement import Placement, PlacementPersona
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.domain.stage import CellPlan, Stage, StageState
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.insight.limits import changed
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries.board_values import BoardFilter, Chip, Column, Key, Line, PhaseSpan, Shortfall
from b2bdesk.terms import COUNTED, Ownership, Phase, PHASE_OF, State

RANK: Final = {status: n for n, status in enumerate(("live", "scheduled", "planned", "done", "idea", "dropped"))}
"""Which chips come first."""
PHASES: Final = {str(phase): order for order, phase in enumerate(Phase)}
OWNERS: Final = {Phase.ACQUIRE: "marketing", Phase.NURTURE: "SDR", Phase.CONVERT: "sales", Phase.RETAIN: "cs"}
"""Who looks after a phase where the vocabulary does not say: a party's code, or words."""
STATES: Final = {str(state): order for order, state in enumerate(State)}

OWN_STAGES: Final[frozenset[int | None]] = frozenset({None})
"""What a persona without a segment goes through: the plan's own stages."""

PLACE: Final = (Placement.stage_id, Placement.channel_id, Placement.status)
PLACED: Final = (Placement.content_id, Placement.id)

Group = tuple[int, int, str]
"""Stage, channel and status."""

Placed = tuple[int, ...]
"""A placement's piece and its own id: the order of the chips."""

Counts = Mapping[Group, int]
Groups = Mapping[Group, list[Placed]]

Labels = Mapping[tuple[str, str], tuple[str, Any]]
"""Label and data by vocabulary and code."""


def read_thresholds(session: Session) -> Thresholds:
    """Return the numbers of D1 as the workspace sets them."""
    stored = session.scalar(select(WorkspaceRow.settings)) or {}
    return changed(stored.get("thresholds"))


def conditions(where: BoardFilter) -> list[ColumnElement[bool]]:
    """Return what a filter asks of a placement, its status apart; pieces are looked through once."""
    asked: list[ColumnElement[bool]] = [Placement.archived.is_(False)]
    if where.personas:
        asked.append(
            _serves(PlacementPersona.persona_id.in_(where.personas), ContentPersona.persona_id.in_(where.personas))
        )
    if where.segments:
        asked.append(_in_segments(where.segments))
    if where.campaigns:
        asked.append(Placement.campaign_id.in_(where.campaigns))
    piece = [ContentPiece.form.in_(where.forms)] if where.forms else []
    piece += [ContentPiece.horizon.in_(where.horizons)] if where.horizons else []
    if piece:
        asked.append(_content().in_(select(ContentPiece.id).where(*piece).correlate(None)))
    return asked


def _content() -> ColumnElement[int]:
    """Return the piece as an expression that no index is tried for: each placement is looked up in the list instead."""
    return Placement.content_id + 0


def _serves(own: ColumnElement[bool], inherited: ColumnElement[bool]) -> ColumnElement[bool]:
    named = select(PlacementPersona.placement_id).correlate(None)
    pieces = select(ContentPersona.content_id).where(inherited).correlate(None)
    return or_(Placement.id.in_(named.where(own)), and_(Placement.id.not_in(named), _content().in_(pieces)))


def _in_segments(segments: Collection[int]) -> ColumnElement[bool]:
    people = select(PersonaSegment.persona_id).where(PersonaSegment.segment_id.in_(segments))
    served = _serves(PlacementPersona.persona_id.in_(people), ContentPersona.persona_id.in_(people))
    return or_(Placement.segment_id.in_(segments), and_(Placement.segment_id.is_(None), served))


def counts(session: Session, asked: Iterable[ColumnElement[bool]]) -> Counts:
    """Count the placements that satisfy all conditions, by stage, channel and status."""
    query = select(*PLACE, func.count()).where(*asked).group_by(*PLACE)
    return {(stage, channel, status): n for stage, channel, status, n in plain(session, query)}


def matching(session: Session, where: BoardFilter) -> Groups:
    """Return the placements that a filter lets through, in one pass over all of them."""
    found: defaultdict[Group, list[Placed]] = defaultdict(list)
    for stage, channel, status, *placed in plain(session, select(*PLACE, *PLACED).where(*conditions(where))):
        found[stage, channel, status].append(tuple(placed))
    return found


def first_placed(session: Session, numbers: Counts, top: int) -> Groups:
    """Return the first placements of each cell without a filter, in the order that the index has anyway."""
    wanted = _wanted(numbers, top)
    if not wanted:
        return {}
    group = select(*PLACE).where(tuple_(*PLACE).in_(wanted)).distinct().subquery()
    here = (own == its for own, its in zip(PLACE, group.c, strict=True))
    first = select(Placement.id).where(*here, Placement.archived.is_(False)).order_by(*PLACED).limit(top)
    chosen = aliased(Placement)
    query = select(chosen.stage_id, chosen.channel_id, chosen.status, chosen.content_id, chosen.id)
    found: defaultdict[Group, list[Placed]] = defaultdict(list)
    for stage, channel, status, *placed in plain(
        session, query.select_from(group).join(chosen, chosen.id.in_(first.correlate(group)))
    ):
        found[stage, channel, status].append(tuple(placed))
    return found


def first_chips(session: Session, placed: Groups, top: int, warned: Collection[int]) -> dict[Key, tuple[Chip, ...]]:
    """Return the first chips of each cell, `top` at most, from the placements by stage, channel and status."""
    chosen: defaultdict[Key, list[tuple[int, int, str]]] = defaultdict(list)
    for stage, channel, status in sorted(placed, key=lambda group: RANK.get(group[2], len(RANK))):
        room = top - len(chosen[stage, channel])
        if room > 0:
            first = sorted(placed[stage, channel, status])[:room]
            chosen[stage, channel] += [(id, content, status) for content, id in first]
    chips = iter(chips_of(session, [row for rows in chosen.values() for row in rows], warned))
    return {key: tuple(islice(chips, len(rows))) for key, rows in chosen.items()}


def chips_of(session: Session, rows: Iterable[Any], warned: Collection[int]) -> tuple[Chip, ...]:
    """Return the chips of placements given by id, piece and status."""
    rows = list(rows)
    pieces, classes = _pieces(session, {content for _, content, _ in rows}), form_classes(session)
    found = []
    for id, content, status in rows:
        code, short, title, form, appeal = pieces[content]
        family = classes.get(form, "text")
        found.append(Chip(id, content, code, short or title, title, form, family, appeal, status, id in warned))
    return tuple(found)


def plain(session: Session, query: Executable) -> Iterator[Any]:
    """Yield rows as the driver gives them, for columns that need no conversion; nothing is made in between."""
    cursor: Any = session.connection().execute(query).cursor
    return iter(cursor)


def _wanted(matched: Counts, top: int) -> list[Group]:
    """Return in which cells to look for which statuses, so that `top` chips are found."""
    found, enough = [], Counter[Key]()
    for stage, channel, status in sorted(matched, key=lambda key: RANK.get(key[2], len(RANK))):
        if enough[stage, channel] < top:
            enough[stage, channel] += matched[stage, channel, status]
            found.append((stage, channel, status))
    return found


def _pieces(session: Session, ids: Collection[int]) -> dict[int, tuple[str, str, str, str, str]]:
    facts = (ContentPiece.code, ContentPiece.short_title, ContentPiece.title, ContentPiece.form, ContentPiece.appeal)
    rows = session.execute(select(ContentPiece.id, *facts).where(ContentPiece.id.in_(ids)))
    return {id: (code, short, title, form, appeal) for id, code, short, title, form, appeal in rows}


def form_classes(session: Session) -> dict[str, str]:
    """Return the class of each content form."""
    rows = session.execute(select(VocabEntry.code, VocabEntry.data).where(VocabEntry.vocab == "content_form"))
    return {code: str(data.get("class") or data.get("cls") or "text") for code, data in rows}


def channel_plans() -> Select[int, int | None, int | None, bool, str]:
    """Ask what was decided for stage x channel cells: stage, channel, target, not needed, reason."""
    decided = (CellPlan.target, CellPlan.not_needed, CellPlan.reason)
    return select(CellPlan.stage_id, CellPlan.channel_id, *decided).where(CellPlan.channel_id.is_not(None))


def read_stages(session: Session, lang: str) -> list[Column]:
    """Return the stages in their order, without numbers."""
    kind = (Stage.label_en, Stage.label_hans, Stage.label_hant)
    rows = session.execute(
        select(Stage.id, Stage.code, Stage.decision, *kind)
        .where(Stage.archived.is_(False))
        .order_by(Stage.sort, Stage.id)
    )
    return [Column(id, code, label_in(lang, *names), 0, (), (), decision) for id, code, decision, *names in rows]


def read_channels(session: Session, lang: str) -> list[Line]:
    """Return the channels, owned ones first, without numbers."""
    names = (Channel.label_en, Channel.label_hans, Channel.label_hant)
    order = (Channel.ownership != Ownership.OWNED, Channel.ownership, Channel.sort, Channel.id)
    rows = session.execute(
        select(Channel.id, Channel.code, Channel.ownership, *names).where(Channel.archived.is_(False)).order_by(*order)
    )
    return [Line(id, code, label_in(lang, *labels), owner, 0) for id, code, owner, *labels in rows]


def labels(session: Session, lang: str, vocabs: Collection[str]) -> Labels:
    """Return label and data of every entry of some vocabularies."""
    entry = (VocabEntry.label_en, VocabEntry.label_hans, VocabEntry.label_hant)
    rows = session.execute(
        select(VocabEntry.vocab, VocabEntry.code, VocabEntry.data, *entry).where(VocabEntry.vocab.in_(vocabs))
    )
    return {(vocab, code): (label_in(lang, *names), data) for vocab, code, data, *names in rows}


def phases(session: Session, vocab: Labels) -> dict[int, tuple[PhaseSpan, ...]]:
    """Return the phases that each stage holds."""
    of: defaultdict[int, set[str]] = defaultdict(set)
    for stage, state in session.execute(select(StageState.stage_id, StageState.state)):
        if state in STATES:
            of[stage].add(PHASE_OF[State(state)])
    return {
        stage: tuple(_phase(code, vocab) for code in sorted(codes, key=PHASES.__getitem__))
        for stage, codes in of.items()
    }


def _phase(code: str, vocab: Labels) -> PhaseSpan:
    label, data = vocab.get(("phase", code), (code, {}))
    owner = str((data or {}).get("owner") or OWNERS.get(Phase(code), ""))
    return PhaseSpan(str(code), label, vocab.get(("party", owner), (owner, {}))[0])


def shortfalls(session: Session, where: BoardFilter) -> dict[int, tuple[Shortfall, ...]]:
    """Return, for each stage, the personas on whose way it lies with none or only one counted placement."""
    found = persona_counts(session)
    unneeded = {
        (stage, persona)
        for stage, persona in session.execute(
            select(CellPlan.stage_id, CellPlan.persona_id).where(CellPlan.not_needed.is_(True))
        )
    }
    people = session.execute(
        select(Persona.id, Persona.code, Persona.name)
        .where(Persona.archived.is_(False), Persona.negative.is_(False))
        .order_by(Persona.sort, Persona.id)
    ).all()
    sets = stage_sets(session)
    return {
        stage: tuple(
            Shortfall(id, code, name, found[stage, id])
            for id, code, name in people
            if stage_set in sets.get(id, OWN_STAGES)
            and found[stage, id] <= 1
            and (stage, id) not in unneeded
            and (not where.personas or id in where.personas)
        )
        for stage, stage_set in session.execute(select(Stage.id, Stage.stage_set_id))
    }


def stage_sets(session: Session) -> Mapping[int, set[int | None]]:
    """Return the sets of stages that personas go through: those of their segments."""
    found: defaultdict[int, set[int | None]] = defaultdict(set)
    of = select(PersonaSegment.persona_id, Segment.stage_set_id).join(Segment, Segment.id == PersonaSegment.segment_id)
    for persona, stage_set in session.execute(of):
        found[persona].add(stage_set)
    return found


def persona_counts(session: Session) -> Counter[Key]:
    """Return how many counted placements serve each persona in each stage: n(s,p) of D1."""
    counted = (Placement.status.in_(COUNTED), Placement.archived.is_(False))
    named = Placement.id.in_(select(PlacementPersona.placement_id))
    own = (
        select(Placement.stage_id, PlacementPersona.persona_id, func.count().label("n"))
        .join(PlacementPersona, PlacementPersona.placement_id == Placement.id)
        .where(*counted)
        .group_by(Placement.stage_id, PlacementPersona.persona_id)
    )
    inherited = (
        select(Placement.stage_id, ContentPersona.persona_id, func.count().label("n"))
        .join(ContentPersona, ContentPersona.content_id == Placement.content_id)
        .where(*counted, ~named)
        .group_by(Placement.stage_id, ContentPersona.persona_id)
    )
    found: Counter[Key] = Counter()
    for stage, persona, n in plain(session, union_all(own, inherited)):
        found[stage, persona] += n
    return found
