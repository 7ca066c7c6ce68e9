"""What a plan keeps about its findings: decisions, snapshots, and the names that findings go by for ever.

In the file a finding is named by its rule and its subject: what it is about, each row as "table:uid" and each word as
"is:word", sorted and joined by spaces. So it means the same in every copy of a plan.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select, Table
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.review import FindingNote, Snapshot
from b2bdesk.domain.stage import CellPlan
from b2bdesk.insight.decisions import About, Decision, Part, WORD
from b2bdesk.insight.findings_diff import Picture
from b2bdesk.terms import FindingVerdict

TABLES: Final = ("stage", "persona", "channel", "content_piece", "placement", "decision_chain", "landing_pool")
"""The tables whose rows findings are about."""
CHUNK: Final = 900
ALL_ABOVE: Final = 5_000
"""Rows from which on reading a whole table is quicker than asking for each."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A snapshot without what it holds."""

    id: int
    day: date
    label: str


def decisions(session: Session) -> tuple[Decision, ...]:
    """Return what was decided about findings; notes about rows that are gone are passed over."""
    rows = session.execute(select(FindingNote.__table__).order_by(FindingNote.id)).mappings().all()
    known = abouts(session, [row["subject"] for row in rows])
    noted = (
        Decision(
            row["rule"],
            known[row["subject"]],
            row["verdict"],
            row["reason"],
            row["until"],
            datetime.fromisoformat(row["updated_at"]).date(),
            row["id"],
        )
        for row in rows
        if row["subject"] in known
    )
    return (*noted, *_cells(session))


def _cells(session: Session) -> Iterator[Decision]:
    """Yield what cells that need nothing say of the findings there would be in them."""
    for cell in session.scalars(select(CellPlan).where(CellPlan.not_needed)):
        made = datetime.fromisoformat(cell.updated_at).date()
        other, rules = ("persona", ("G01", "G02")) if cell.persona_id is not None else ("channel", ("G03",))
        about = frozenset([("stage", cell.stage_id), (other, cell.persona_id or cell.channel_id or 0)])
        for rule in rules:
            yield Decision(rule, about, FindingVerdict.NOT_NEEDED, cell.reason, None, made)


def subjects(session: Session, wanted: Iterable[About]) -> dict[About, str]:
    """Return the names of what findings are about; what is gone is left out."""
    named = set(wanted)
    uids = _uids(session, {part for about in named for part in about})
    found = {}
    for about in named:
        parts = [f"{WORD}:{part[1]}" if part[0] == WORD else uids.get(part, "") for part in about]
        if all(parts):
            found[about] = " ".join(sorted(parts))
    return found


def abouts(session: Session, wanted: Iterable[str]) -> dict[str, About]:
    """Return what subjects mean; those about rows that are gone are left out."""
    named = {subject: [part.partition(":") for part in subject.split(" ") if part] for subject in set(wanted)}
    ids = _ids(session, {(table, uid) for parts in named.values() for table, _, uid in parts if table != WORD})
    found = {}
    for subject, parts in named.items():
        about: list[Part | None] = [
            (WORD, rest) if table == WORD else ids.get((table, rest)) for table, _, rest in parts
        ]
        if all(part is not None for part in about):
            found[subject] = frozenset(part for part in about if part is not None)
    return found


def snapshots(session: Session) -> list[Taken]:
    """Return the snapshots, the newest first."""
    query = select(Snapshot.id, Snapshot.taken_on, Snapshot.label)
    newest = query.order_by(Snapshot.taken_on.desc(), Snapshot.id.desc())
    return [Taken(*row) for row in session.execute(newest)]


def picture(session: Session, snapshot_id: int) -> Picture | None:
    """Return what a snapshot holds, None where it is gone."""
    row = session.execute(
        select(Snapshot.taken_on, Snapshot.label, Snapshot.data).where(Snapshot.id == snapshot_id)
    ).first()
    if row is None:
        return None
    taken_on, label, data = row
    named = _named(data)
    known = abouts(session, [subject for pairs in named.values() for subject, _ in pairs])
    found = {
        (rule, known.get(subject, frozenset([(WORD, f"gone {subject}")]))): codes
        for rule, pairs in named.items()
        for subject, codes in pairs
    }
    return Picture(taken_on, label, found, data)


def _named(data: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Return (subject, codes) by rule, whatever a file from elsewhere holds in their place."""
    rules = data.get("findings")
    named: dict[str, list[tuple[str, str]]] = {}
    for rule, pairs in rules.items() if isinstance(rules, Mapping) else ():
        kept = [pair for pair in pairs if isinstance(pair, list) and len(pair) == 2] if isinstance(pairs, list) else []
        code = str(rule).partition("+")[0]  # what is too long for one list goes on in another
        named.setdefault(code, []).extend((str(subject), str(codes)) for subject, codes in kept)
    return named


def _uids(session: Session, parts: set[Part]) -> dict[Part, str]:
    by_table: defaultdict[str, list[Any]] = defaultdict(list)
    for table, row_id in parts:
        if table in TABLES:
            by_table[table].append(row_id)
    found: dict[Part, str] = {}
    for name, ids in by_table.items():
        for row_id, uid in _rows(session, metadata.tables[name], "id", ids):
            found[name, row_id] = f"{name}:{uid}"
    return found


def _ids(session: Session, names: set[tuple[str, str]]) -> dict[tuple[str, str], Part]:
    by_table: defaultdict[str, list[Any]] = defaultdict(list)
    for table, uid in names:
        if table in TABLES:
            by_table[table].append(uid)
    found: dict[tuple[str, str], Part] = {}
    for name, uids in by_table.items():
        for row_id, uid in _rows(session, metadata.tables[name], "uid", uids):
            found[name, uid] = (name, row_id)
    return found


def _rows(session: Session, table: Table, key: str, wanted: list[Any]) -> Iterable[tuple[int, str]]:
    """Yield (id, uid) of the rows with these ids or uids."""
    query = select(table.c.id, table.c.uid)
    if len(wanted) > ALL_ABOVE:
        yield from ((row[0], row[1]) for row in session.execute(query))
        return
    for start in range(0, len(wanted), CHUNK):
        part = query.where(table.c[key].in_(wanted[start : start + CHUNK]))
        yield from ((row[0], row[1]) for row in session.execute(part))
