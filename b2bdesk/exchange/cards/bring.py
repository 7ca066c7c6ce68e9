"""Personas of a file into a workspace, in one edit: all of them or nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import count
from typing import Any, Final, TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import persona_versions, pictures, write
from b2bdesk.commands.words import OPEN
from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.errors import UserError
from b2bdesk.exchange.cards.reader import Cards
from b2bdesk.exchange.plan.document import Record
from b2bdesk.i18n import tr
from b2bdesk.insight.interview import PERSONA
from b2bdesk.queries import persona_versions as kept
from b2bdesk.terms import N_

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace

NAME_LENGTH: Final = 80
NOT_TAKEN: Final = frozenset({"uid", "sort", "code", "leading"})
TARGETS: Final = {"persona_id": "persona", "item_id": "persona_item"}


class Same(StrEnum):
    """What becomes of a persona whose name is there already."""

    KEEP = "keep"
    REPLACE = "replace"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Clash:
    """A persona of the file whose name is there already, with the code and id of the one there; `theirs` is its own."""

    name: str
    code: str
    id: int
    theirs: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """A segment of the file; `there` is the id of the one that it is taken for, None for one that comes along."""

    code: str
    name: str
    there: int | None


@dataclass(frozen=True, slots=True)
class Brought:
    """What came: names of personas by what was done, how much evidence, and a currency that is not the plan's."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    skipped: tuple[str, ...]
    evidence: int
    ids: tuple[int, ...]
    other_currency: str = ""

    def sentence(self) -> str:
        """Return in words what was done."""
        parts = [
            tr("Brought: {names}.", names=tr(", ").join(self.added)) if self.added else "",
            tr("Replaced: {names}.", names=tr(", ").join(self.replaced)) if self.replaced else "",
            tr("Left out: {names}.", names=tr(", ").join(self.skipped)) if self.skipped else "",
            tr("Budgets were written in {currency}.", currency=self.other_currency) if self.other_currency else "",
        ]
        return " ".join(filter(None, parts))


def clashes(session: Session, cards: Cards) -> list[Clash]:
    """Return the personas of a file whose names are there already."""
    there = _by_name(session, "persona")
    people = [one.values for one in cards.doc.of("persona")]
    named = [(str(one["name"]), str(one["code"]), there.get(_fold(one["name"]))) for one in people]
    return [Clash(name, found.code, found.id, code) for name, code, found in named if found is not None]


def strangers(session: Session, cards: Cards) -> list[Stranger]:
    """Return the segments of a file, each with the one it is taken for: of its identity, its name or its code."""
    table = metadata.tables["segment"]
    rows = session.execute(select(table.c.id, table.c.uid, table.c.code, table.c.name)).all()
    found = []
    for record in cards.doc.of("segment"):
        values = record.values
        order: Sequence[dict[Any, int]] = (
            {row.uid: row.id for row in rows},
            {_fold(row.name): row.id for row in rows},
            {row.code: row.id for row in rows},
        )
        keys = values["uid"], _fold(values["name"]), values["code"]
        there = next((known[key] for known, key in zip(order, keys, strict=True) if key in known), None)
        found.append(Stranger(values["code"], values["name"], there))
    return found


def bring(
    ws: "Workspace",
    cards: Cards,
    *,
    today: date,
    on_same: str = "",
    segments: Mapping[str, int | None] | None = None,
    only: Collection[str] | None = None,
    origin: object = None,
) -> Brought:
    """Put the personas of a file into a workspace in one edit; a problem leaves everything as it was.

    `segments` says for codes of the file's segments which one here they are; None lets the file's own come along.
    `only` names by their codes the personas of the file that come; None stands for all.

    Raises:
        UserError: `cards.same` where names are there already and nobody said what becomes of them.
    """
    with ws.read() as session:
        same = [one for one in clashes(session, cards) if only is None or one.theirs in only]
    if same and not on_same:
        names = tr(", ").join(one.name for one in same)
        message = N_("There already: {names}. Keep both, replace those here, or skip those of the file.")
        raise UserError("cards.same", message, names=names)
    people = [one.values for one in cards.doc.of("persona") if only is None or one.values["code"] in only]
    title = _titled([str(one["name"]) for one in people])
    with ws.edit(N_("Bring personas from a file: {name}"), name=title, origin=origin) as session:
        coming = frozenset(str(one["code"]) for one in people)
        work = _Bringing(session, cards, today, Same(on_same or Same.KEEP), segments or {}, coming)
        return work.run()


class _Bringing:
    """Turns the codes of a file into the ids of a workspace, row by row."""

    def __init__(
        self,
        session: Session,
        cards: Cards,
        today: date,
        on_same: Same,
        segments: Mapping[str, int | None],
        coming: Collection[str],
    ) -> None:
        self.session, self.cards, self.doc, self.today = session, cards, cards.doc, today
        self.on_same, self.chosen, self.coming = on_same, segments, coming
        self.ids: dict[str, dict[str, int]] = {"segment": {}, "persona": {}, "persona_item": {}}
        self.there = {_fold(one.name): one.id for one in clashes(session, cards)}
        self.rows: defaultdict[tuple[str, int | None], list[Record]] = defaultdict(list)
        for kind, records in cards.doc.records.items():
            for record in records:
                self.rows[kind, record.owner].append(record)

    def run(self) -> Brought:
        """Bring everything, in the order in which one needs the other."""
        self._words()
        for picture in self.doc.pictures.values():
            pictures.keep_bytes(self.session, picture.data, picture.mime)
        self._segments()
        done: dict[str, list[str]] = {"added": [], "replaced": [], "skipped": []}
        for at, record in self._people():
            with _at(record):
                done[self._person(at, record)].append(record.values["name"])
        evidence = sum(self._evidence(at, record) for at, record in enumerate(self.doc.of("evidence")))
        currency = self.session.scalar(select(WorkspaceRow.currency)) or ""
        money = any(one.values["budget_min"] or one.values["budget_max"] for _, one in self._people())
        other = self.cards.currency if money and self.cards.currency != currency else ""
        ids = tuple(self.ids["persona"].values())
        added, replaced, skipped = (tuple(done[key]) for key in ("added", "replaced", "skipped"))
        return Brought(added, replaced, skipped, evidence, ids, other)

    def _people(self) -> list[tuple[int, Record]]:
        """Return the personas that come, with their places in the file."""
        people = enumerate(self.doc.of("persona"))
        return [(at, record) for at, record in people if record.values["code"] in self.coming]

    def _words(self) -> None:
        """Add the words of the file that this plan's vocabularies do not have."""
        table = VocabEntry.__table__
        known = {(row.vocab, row.code) for row in self.session.execute(select(table.c.vocab, table.c.code))}
        for record in self.doc.of("vocab_entry"):
            vocab, code = record.values["vocab"], record.values["code"]
            if (vocab, code) in known:
                continue
            if vocab not in OPEN:
                message = N_("“{code}” cannot be added: the program decides by the codes of this vocabulary.")
                raise UserError("plan.closed", message, place=record.place, code=code)
            with _at(record):
                self._add("vocab_entry", record, {"vocab": vocab}, keep=("code",))

    def _segments(self) -> None:
        used = {code for _, one in self._people() for code in one.values["segments"]}
        there = {one.code: one.there for one in strangers(self.session, self.cards)}
        for record in self.doc.of("segment"):
            code = record.values["code"]
            found = self.chosen[code] if code in self.chosen else there[code]
            if found is None and code in used:
                with _at(record):
                    found = self._add("segment", record, {"stage_set_id": None, "revenue_share": None})
            if found is not None:
                self.ids["segment"][code] = found

    def _person(self, at: int, record: Record) -> str:
        """Bring one persona and return what was done."""
        known = self.there.get(_fold(record.values["name"]))
        if known is not None and self.on_same is Same.SKIP:
            return "skipped"
        homes = [self.ids["segment"][code] for code in record.values["segments"]]
        if known is not None and self.on_same is Same.REPLACE:
            self._replace(at, record, known, homes)
            return "replaced"
        name = self._free_name(record.values["name"])
        new = self._add("persona", record, {"segments": list(dict.fromkeys(homes)), "name": name})
        self.ids["persona"][record.values["code"]] = new
        for kind in ("persona_item", "persona_pref", "sourcing_note"):
            for row in self._owned(kind, at):
                with _at(row):
                    made = self._add(kind, row, {"persona_id": new})
                if kind in self.ids:
                    self.ids[kind][row.values["code"]] = made
        return "added"

    def _replace(self, at: int, record: Record, known: int, homes: list[int]) -> None:
        """Make the persona here what the file says; what it was is kept as a version."""
        before = kept.picture(self.session, known)
        persona_versions.note(
            self.session,
            known,
            before,
            self.today,
            tr("Before “{name}” came from a file", name=before["fields"]["name"])[:120],
        )
        said = {(row["kind"], _fold(row["text"])): row["uid"] for row in before["items"]}
        items = []
        for row in self._owned("persona_item", at):
            uid = said.get((row.values["kind"], _fold(row.values["text"])), row.values["uid"])
            items.append({key: row.values[key] for key in kept.ITEM} | {"uid": uid, "evidence": []})
        table = metadata.tables["segment"]
        uids = dict(self.session.execute(select(table.c.id, table.c.uid)).all())
        data = {
            "fields": {key: record.values[key] for key in kept.GROUPS},
            "segments": [{"uid": uids[one], "name": ""} for one in homes],
            "items": items,
            "prefs": [row.values for row in self._owned("persona_pref", at)],
            "sourcing": [{key: row.values[key] for key in kept.NOTE} for row in self._owned("sourcing_note", at)],
        }
        persona_versions.make(self.session, known, data)
        write.change(self.session, "persona", [known], {"negative": record.values["negative"]})
        self.ids["persona"][record.values["code"]] = known
        rows = metadata.tables["persona_item"].c
        query = select(rows.id).where(rows.persona_id == known).order_by(rows.sort, rows.id)
        for row, made in zip(self._owned("persona_item", at), self.session.scalars(query), strict=True):
            self.ids["persona_item"][row.values["code"]] = made

    def _evidence(self, at: int, record: Record) -> int:
        """Bring one piece of evidence if it speaks to anything that came; tell whether it is new."""
        links = [(row, self._target(row)) for row in self._owned("evidence_link", at)]
        if not any(target for _, target in links):
            return 0
        table = metadata.tables["evidence"]
        known = self.session.scalar(select(table.c.id).where(table.c.uid == record.values["uid"]))
        with _at(record):
            proof = known or self._add("evidence", record, {})
            for row, target in links:
                if target:
                    self._link(proof, target, row.values["polarity"])
            for row in self._owned("evidence_answer", at) if known is None else ():
                self._add("evidence_answer", row, {"evidence_id": proof} | self._answer(row))
        return int(known is None)

    def _answer(self, row: Record) -> dict[str, Any]:
        """Return an answer's codes as they are here."""
        found: dict[str, Any] = {}
        if row.values["question"] == PERSONA:
            found["answer"] = self._code("persona", row.values["answer"])
        if row.values["item"]:
            found["item"] = self._code("persona_item", row.values["item"])
        return found

    def _code(self, kind: str, code: str) -> str:
        table = metadata.tables[kind]
        made = self.ids[kind].get(code)
        return code if made is None else str(self.session.scalar(select(table.c.code).where(table.c.id == made)))

    def _target(self, row: Record) -> tuple[str, int] | None:
        for column, kind in TARGETS.items():
            code = row.values[column]
            if code and code in self.ids[kind]:
                return column, self.ids[kind][code]
        return None

    def _link(self, proof: int, target: tuple[str, int], polarity: str) -> None:
        column, row_id = target
        table = metadata.tables["evidence_link"]
        there = select(table.c.id).where(table.c.evidence_id == proof, table.c[column] == row_id)
        if self.session.scalar(there) is None:
            write.add(self.session, "evidence_link", {"evidence_id": proof, column: row_id, "polarity": polarity})

    def _owned(self, kind: str, at: int) -> list[Record]:
        return self.rows[kind, at]

    def _add(self, kind: str, record: Record, more: Mapping[str, Any], keep: Sequence[str] = ()) -> int:
        """Make a row of a record, under its own code and identity where nobody else has them."""
        entity = ENTITIES[kind]
        table = metadata.tables[kind]
        known = {field.key for field in entity.fields}
        values = {key: value for key, value in record.values.items() if key in known and key not in NOT_TAKEN}
        values |= {key: record.values[key] for key in keep}
        if entity.is_item and not keep and self._free(table.c.code, record.values["code"]):
            values["code"] = record.values["code"]
        made = write.add(self.session, kind, {**values, **more})
        uid = record.values.get("uid")
        if kind != "vocab_entry" and uid and self._free(table.c.uid, uid):
            self.session.get_one(entity.cls, made).uid = uid  # type: ignore[attr-defined]
            write.flush(self.session)
        return made

    def _free(self, column: Any, value: str) -> bool:
        return self.session.scalar(select(column).where(column == value)) is None

    def _free_name(self, name: str) -> str:
        """Return a name nobody bears yet: Lin Yue (2) beside Lin Yue."""
        taken = {_fold(one) for one in self.session.scalars(select(metadata.tables["persona"].c.name))}
        if _fold(name) not in taken:
            return name
        tries = (f"{name[: NAME_LENGTH - 6]} ({n})" for n in count(2))
        return next(one for one in tries if _fold(one) not in taken)


@contextmanager
def _at(record: Record) -> Iterator[None]:
    """Tell where in the file a row stands that a rule refuses."""
    try:
        yield
    except UserError as error:
        error.place = error.place or record.place
        raise


def _by_name(session: Session, kind: str) -> dict[str, Any]:
    table = metadata.tables[kind]
    query = select(table.c.id, table.c.code, table.c.name).order_by(table.c.archived.desc(), table.c.id.desc())
    return {_fold(row.name): row for row in session.execute(query)}


def _fold(name: Any) -> str:
    return " ".join(str(name).split()).casefold()


def _titled(names: Sequence[str]) -> str:
    return tr(", ").join(names[:3]) + (f" +{len(names) - 3}" if len(names) > 3 else "")
