"""Whom the plan means to reach and who came, as they stand in the file, and compared (D6)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.i18n import percent, tr
from b2bdesk.insight.reach import compare, Comparison, Link, Observed, Verdict
from b2bdesk.queries.facts import thresholds
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import Dimension, Measure, N_

VERDICTS: Final = {
    Verdict.MATCH: N_("match"),
    Verdict.DRIFT: N_("drift"),
    Verdict.MISMATCH: N_("mismatch"),
    Verdict.TOO_FEW: N_("too few to tell"),
}
FAILED: Final = {
    Link.CHANNEL: N_("The channel: {names} brings others than intended. Change the channel, or how you aim there."),
    Link.CONTENT: N_("The content: {names} draws most of those not intended. Change what it promises, and to whom."),
    Link.LANDING: N_(
        "Landing and call to action: the right people come, but others leave their contacts. Look at forms and offers."
    ),
    Link.POSITIONING: N_(
        "Positioning: all channels and pieces bring the same others. Say more clearly whom this is for."
    ),
}
NAMES: Final = {
    Dimension.ORG_TYPE: N_("Organisation type"),
    Dimension.INDUSTRY: N_("Industry"),
    Dimension.ACCOUNT_CLASS: N_("Account class"),
    Dimension.SENIORITY: N_("Seniority"),
    Dimension.DEPARTMENT: N_("Department"),
}
MEASURES: Final = {Measure.VISITS: N_("Visitors"), Measure.LEADS: N_("Leads")}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One period of counts."""

    id: int
    code: str
    date_from: date
    date_to: date
    source: str


@dataclass(frozen=True, slots=True)
class Count:
    """One count as it stands in the file."""

    measure: str
    dimension: str
    category: str
    count: int
    channel_id: int | None
    content_id: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Everything the page of intended and observed people shows."""

    intended: Mapping[str, Mapping[str, float]]
    snapshots: tuple[Snapshot, ...]
    shown: Snapshot | None
    counts: tuple[Count, ...]
    compared: Comparison
    channels: Mapping[int, tuple[str, str]]
    """Code and name of each channel."""
    pieces: Mapping[int, str]


def reach(session: Session, lang: str, snapshot: int | None = None) -> Reach:
    """Return intended shares beside the counts of a period, the newest unless told."""
    labels = Labels(session, lang)
    periods = _snapshots(session)
    shown = next((one for one in periods if one.id == snapshot), periods[0] if periods else None)
    counts = _counts(session, shown.id) if shown else ()
    wanted = _intended(session)
    settings = session.scalar(select(WorkspaceRow.settings)) or {}
    rows = [Observed(c.measure, c.dimension, c.category, c.count, c.channel_id, c.content_id) for c in counts]
    compared = compare(wanted, rows, thresholds(settings, labels))
    channel, piece = metadata.tables["channel"], metadata.tables["content_piece"]
    order = channel.c.archived, channel.c.sort, channel.c.id
    channels = {row.id: (row.code, labels.name(row)) for row in session.execute(select(channel).order_by(*order))}
    used = {c.content_id for c in counts if c.content_id}
    titles = session.execute(select(piece.c.id, piece.c.title).where(piece.c.id.in_(used)))
    return Reach(wanted, periods, shown, counts, compared, channels, {row.id: row.title for row in titles})


def pieces(session: Session) -> dict[int, tuple[str, str]]:
    """Return code and title of each piece in use, in order."""
    table = metadata.tables["content_piece"]
    query = select(table.c.id, table.c.code, table.c.title).where(table.c.archived.is_(False))
    return {row[0]: (row[1], row[2]) for row in session.execute(query.order_by(table.c.sort, table.c.id))}


def failed_text(found: Reach) -> str:
    """Return in words which link failed; empty where none did, or too few came to tell."""
    failure = found.compared.failure
    if failure is None:
        return ""
    if failure.link is Link.CHANNEL:
        names = [found.channels[one][1] for one in failure.ids if one in found.channels]
    else:
        names = [found.pieces.get(one, "") for one in failure.ids]
    return tr(FAILED[failure.link], names=tr(", ").join(names)) if names else tr(FAILED[failure.link], names="")


def verdict_text(compared: Comparison) -> str:
    """Return how near those who came are to those intended."""
    if compared.overall is None:
        return tr("Nothing to compare yet: intended shares and at least 30 counted people are needed.")
    return tr(
        "Distance {share}: {verdict}", share=percent(_float(compared.overall)), verdict=tr(VERDICTS[compared.verdict])
    )


def report(session: Session, lang: str) -> dict[str, Any]:
    """Return the comparison of the newest period as plain values, codes in place of ids."""
    found = reach(session, lang)
    compared, failure = found.compared, found.compared.failure
    codes = {row_id: code for row_id, (code, _) in found.channels.items()}
    named: dict[str, Any] | None = None
    if failure is not None:
        ids = failure.ids
        channels = [codes[one] for one in ids if failure.link is Link.CHANNEL]
        named = {"link": str(failure.link), "channels": channels, "sentence": failed_text(found)}
        named["pieces"] = [found.pieces.get(one, "") for one in ids if failure.link is Link.CONTENT]
    period = found.shown
    return {
        "from": period.date_from if period else None,
        "to": period.date_to if period else None,
        "source": period.source if period else "",
        "distance": _float(compared.overall),
        "verdict": str(compared.verdict),
        "dimensions": {
            str(one.dimension): {
                "n": one.n,
                "distance": _float(one.distance),
                "verdict": str(one.verdict),
                "categories": {
                    line.category: {"intended": line.intended, "observed": float(line.observed), "count": line.count}
                    for line in one.lines
                },
            }
            for one in compared.dimensions
        },
        "labels": _labels(session, lang, found),
        "channels": {codes[one]: _float(apart) for one, apart in compared.channels.items() if one in codes},
        "failed": named,
    }


def _labels(session: Session, lang: str, found: Reach) -> dict[str, dict[str, str]]:
    """Return what people call the categories of each dimension, and the channels, by their codes."""
    labels = Labels(session, lang)
    named = {
        str(one.dimension): {line.category: labels.of(str(one.dimension), line.category) for line in one.lines}
        for one in found.compared.dimensions
    }
    return named | {"channel": dict(found.channels.values())}


def _float(value: Any) -> float | None:
    return None if value is None else round(float(value), 4)


def _snapshots(session: Session) -> tuple[Snapshot, ...]:
    table = metadata.tables["observed_snapshot"]
    columns = (table.c.id, table.c.code, table.c.date_from, table.c.date_to, table.c.source)
    newest = select(*columns).where(table.c.archived == 0).order_by(table.c.date_to.desc(), table.c.id.desc())
    return tuple(Snapshot(*row) for row in session.execute(newest))


def _counts(session: Session, snapshot: int) -> tuple[Count, ...]:
    table = metadata.tables["observed_count"]
    columns = [table.c[key] for key in ("measure", "dimension", "category", "count", "channel_id", "content_id")]
    rows = session.execute(select(*columns).where(table.c.snapshot_id == snapshot).order_by(table.c.id))
    return tuple(Count(*row) for row in rows)


def _intended(session: Session) -> dict[str, dict[str, float]]:
    table = metadata.tables["intended_share"]
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    rows = session.execute(select(table.c.dimension, table.c.category, table.c.share).order_by(table.c.id))
    for dimension, category, share in rows:
        found[dimension][category] = share
    return dict(found)
