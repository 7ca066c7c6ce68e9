"""What the views of the map read alike: stages, channels, phases, chips, thresholds. No entity is loaded."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Executable, func, select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece, HelpCheck
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.domain.stage import Stage, StageState
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.insight.limits import changed
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries.board_filter import conditions
from b2bdesk.queries.board_values import Chip, Head, PhaseSpan
from b2bdesk.terms import Ownership, Phase, PHASE_OF, State

__all__ = [
    "chip_maker",
    "chips_of",
    "conditions",
    "counts",
    "form_classes",
    "labels",
    "phases",
    "plain",
    "read_channels",
    "read_stages",
    "read_thresholds",
    "with_pieces",
]

PLACED: Final = (Placement.id, Placement.content_id, Placement.status)
PIECE: Final = (
    ContentPiece.code,
    ContentPiece.short_title,
    ContentPiece.title,
    ContentPiece.form,
    ContentPiece.appeal,
    ContentPiece.horizon,
    ContentPiece.audience,
    (HelpCheck.h1 + HelpCheck.h2 + HelpCheck.h3 + HelpCheck.h4 + HelpCheck.h5).label("help"),
)
"""What a chip is made of."""
ORDER: Final = ("live", "scheduled", "planned", "done", "idea", "dropped")
PHASES: Final = {str(phase): order for order, phase in enumerate(Phase)}
OWNERS: Final = {Phase.ACQUIRE: "marketing", Phase.NURTURE: "SDR", Phase.CONVERT: "sales", Phase.RETAIN: "cs"}
"""Who looks after a phase where the vocabulary does not say: a party's code, or words."""
CHANNEL_GROUPS: Final = ("ownership", "tool_class", "channel_kind")
"""The vocabularies by which channels can be grouped."""
STATES: Final = {str(state): order for order, state in enumerate(State)}

Counts = Mapping[tuple[int, int, str], int]
"""Placements by stage, channel and status."""

Labels = Mapping[tuple[str, str], tuple[str, Any]]
"""Label and data by vocabulary and code."""


def read_thresholds(session: Session) -> Thresholds:
    """Return the numbers of D1 as the workspace sets them."""
    stored = session.scalar(select(WorkspaceRow.settings)) or {}
    return changed(stored.get("thresholds"))


def counts(session: Session, asked: Iterable[ColumnElement[bool]]) -> Counts:
    """Count the placements that satisfy all conditions, by stage, channel and status."""
    key = (Placement.stage_id, Placement.channel_id, Placement.status)
    found = plain(session, select(*key, func.count()).where(*asked).group_by(*key))
    return {(stage, channel, status): n for stage, channel, status, n in found}


def plain(session: Session, query: Executable) -> Iterator[Any]:
    """Yield rows as the driver gives them, for columns that need no conversion; nothing is made in between."""
    cursor: Any = session.connection().execute(query).cursor
    return iter(cursor)


def chips_of(session: Session, ids: Collection[int], warned: Collection[int] = ()) -> tuple[Chip, ...]:
    """Return the chips of placements, in the order of their pieces; those that are gone are left out."""
    query = with_pieces(select(*PLACED, *PIECE), Placement.content_id).where(Placement.id.in_(ids))
    make = chip_maker(session, warned)
    return tuple(make(found) for found in plain(session, query.order_by(Placement.content_id, Placement.id)))


def with_pieces(query: Any, content: Any) -> Any:
    """Bring along what a chip says of its piece."""
    query = query.join(ContentPiece, ContentPiece.id == content)
    return query.outerjoin(HelpCheck, HelpCheck.content_id == ContentPiece.id)


def chip_maker(session: Session, warned: Collection[int]) -> Callable[[Any], Chip]:
    """Return what makes a chip of a row that begins with `PLACED` and ends with `PIECE`."""
    classes = form_classes(session)

    def make(found: Any) -> Chip:
        id, content, status = found[:3]
        code, short, title, form, appeal, horizon, audience, help = found[-len(PIECE) :]
        family = classes.get(form, "text")
        return Chip(
            id, content, code, short or title, title, form, family, appeal, status, id in warned,
            horizon, audience, help,
        )  # fmt: skip

    return make


def form_classes(session: Session) -> dict[str, str]:
    """Return the class of each content form."""
    rows = session.execute(select(VocabEntry.code, VocabEntry.data).where(VocabEntry.vocab == "content_form"))
    return {code: str(data.get("class") or data.get("cls") or "text") for code, data in rows}


def read_stages(session: Session, lang: str) -> list[Head]:
    """Return the stages in their order, without numbers."""
    kind = (Stage.label_en, Stage.label_hans, Stage.label_hant)
    rows = session.execute(
        select(Stage.id, Stage.code, Stage.decision, *kind)
        .where(Stage.archived.is_(False))
        .order_by(Stage.sort, Stage.id)
    )
    return [Head(id, code, label_in(lang, *names), decision=decision) for id, code, decision, *names in rows]


def read_channels(session: Session, lang: str) -> list[Head]:
    """Return the channels, owned ones first, without numbers."""
    names = (Channel.label_en, Channel.label_hans, Channel.label_hant)
    groups = (Channel.ownership, Channel.tool_class, Channel.kind)
    order = (Channel.ownership != Ownership.OWNED, Channel.ownership, Channel.sort, Channel.id)
    rows = session.execute(
        select(Channel.id, Channel.code, *groups, *names).where(Channel.archived.is_(False)).order_by(*order)
    )
    return [
        Head(id, code, label_in(lang, *names), groups=dict(zip(CHANNEL_GROUPS, (owner, tool, kind), strict=True)))
        for id, code, owner, tool, kind, *names in rows
    ]


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
