"""A checked plan into a blank workspace: bulk inserts in the order of dependence, all or nothing."""

from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, Table, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from b2bdesk.commands import checks
from b2bdesk.domain import metadata
from b2bdesk.domain.asset import Asset
from b2bdesk.domain.base import now
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.company import CompanyProfile
from b2bdesk.domain.fields import Kind
from b2bdesk.errors import UserError
from b2bdesk.exchange.plan.document import PlanDoc, Record
from b2bdesk.exchange.plan.layout import Link, Shape, shape, Slot
from b2bdesk.exchange.plan.reader import read
from b2bdesk.insight.links import build_link, FIELDS
from b2bdesk.terms import N_
from b2bdesk.workspace import backup as keep_copy

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace

STARTERS: Final = frozenset({"workspace", "vocab_entry", "company_profile", "stage", "tag_category", "tag"})
"""What a blank workspace may hold already; a plan brings its own in place of it."""
COMPANY_TEXTS: Final = ("product", "strategic_goals", "positioning")
NOT_BLANK: Final = N_("This workspace already holds a plan. Import into a new, blank one.")


def import_plan(ws: "Workspace", source: Path | str | bytes) -> None:
    """Read a plan file and fill a blank workspace with it in one edit; an error leaves everything as it was."""
    with ws.read() as session:
        _require_blank(session)
    doc = read(source)
    name = doc.of("workspace")[0].values["name"]
    keep_copy(ws, "before-import")
    with ws.edit(N_("Import plan {name}"), name=name) as session:
        _require_blank(session)
        fill(session, doc)


def is_blank(session: Session) -> bool:
    """Tell whether nobody has put anything of a plan into the workspace yet."""
    for key in ENTITIES:
        if key not in STARTERS and session.execute(select(metadata.tables[key].c.id).limit(1)).first():
            return False
    company = session.scalars(select(CompanyProfile).limit(1)).first()
    return company is None or not any(getattr(company, text) for text in COMPANY_TEXTS)


def fill(session: Session, doc: PlanDoc) -> None:
    """Put a plan's rows in place of what a blank workspace holds, and check all rules of the domain."""
    filler = _Filler(session, doc)
    try:
        filler.run()
    except IntegrityError as exc:
        # The file's own rules have named every breach known; this is the net below them.
        message = N_("The plan breaks a rule of the workspace: {rule}.")
        raise UserError("plan.rule", message, place="$", rule=str(exc.orig)) from exc
    session.expire_all()
    filler.check()


def _require_blank(session: Session) -> None:
    if not is_blank(session):
        raise UserError("plan.not_blank", NOT_BLANK)


class _Filler:
    """Gives each row its id by its place in the file, after all ids that were ever there."""

    def __init__(self, session: Session, doc: PlanDoc) -> None:
        self.session = session
        self.doc = doc
        self.addresses: dict[str, str] = {}
        self.moment = now()
        self.base = {key: self._last_id(metadata.tables[key]) for key in ENTITIES}
        self.ids = {key: self._ids(key) for key, entity in ENTITIES.items() if entity.is_item}

    def run(self) -> None:
        """Replace what is there by the plan's rows."""
        shapes = [shape(key) for key in ENTITIES]
        for of in reversed(shapes):
            if not of.entity.single:
                self.session.execute(delete(of.table))
        self._add_pictures()
        for of in shapes:
            if of.entity.single:
                self._put_single(of)
            else:
                self._insert(
                    of.table, [self._row(of, at, record) for at, record in enumerate(self.doc.of(of.entity.key))]
                )
            for slot in of.slots:
                if slot.link is not None:
                    self._insert(slot.link.table, self._link_rows(of, slot, slot.link))

    def check(self) -> None:
        """Check the rules of the domain, and say which row breaks one."""
        try:
            checks.check_all(self.session)
        except UserError as exc:
            exc.place = self._place_of(exc)
            raise

    def _row(self, of: Shape, at: int, record: Record) -> dict[str, Any]:
        entity, values = of.entity, record.values
        row: dict[str, Any] = {"id": self.base[entity.key] + 1 + at}
        row |= {slot.column: values[slot.column] for slot in of.slots if slot.link is None}
        row |= {key: values[key] for key in ("uid", "vocab") if key in values}
        for slot in of.slots:
            if slot.field.kind is Kind.REF and row[slot.column] is not None:
                row[slot.column] = self.ids[slot.field.target][row[slot.column]]
        if record.owner is not None:
            row[entity.owner_key] = self.base[entity.owner] + 1 + record.owner
        if entity.key == "tracking_link":
            row["url"] = self._address(row, record.place)
        return row

    def _address(self, row: dict[str, Any], place: str) -> str:
        values = {name: row[name if name == "utm_id" else name.removeprefix("utm_")] for name in FIELDS}
        link = build_link(row["base"], values)
        if link.url is None:
            issue = link.errors[0]
            raise UserError(f"link.{issue.code}", issue.message, place=place, **dict(issue.facts))
        other = self.addresses.setdefault(link.url, place)
        if other != place:
            message = N_("This link gives the same address as {other}.")
            raise UserError("plan.same_address", message, place=place, other=other)
        return link.url

    def _put_single(self, of: Shape) -> None:
        record = self.doc.of(of.entity.key)[0]
        values = self._row(of, 0, record)
        there = self.session.scalar(select(of.table.c.id).limit(1))
        if there is None:
            self._insert(of.table, [values | {"id": 1}])
        else:
            values.pop("id")
            self.session.execute(update(of.table).where(of.table.c.id == there).values(values))

    def _link_rows(self, of: Shape, slot: Slot, link: Link) -> list[dict[str, Any]]:
        found = []
        ids = self.ids.get(slot.field.target, {})
        for at, record in enumerate(self.doc.of(of.entity.key)):
            owner = self.base[of.entity.key] + 1 + at
            value = record.values[slot.column]
            for code in value:
                row: dict[str, Any] = {link.owner: owner}
                if link.target:
                    row[link.target] = ids[code]
                if link.value:
                    row[link.value] = value[code] if link.target else code
                found.append(row)
        return found

    def _add_pictures(self) -> None:
        there = set(self.session.scalars(select(Asset.sha256)))
        rows = [
            {"sha256": sha, "mime": picture.mime, "data": picture.data}
            for sha, picture in self.doc.pictures.items()
            if sha not in there
        ]
        self._insert(metadata.tables["asset"], rows)

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows and "created_at" in table.c:
            stamp = {"created_at": self.moment, "updated_at": self.moment}
            rows = [row | stamp for row in rows]
        if rows:
            self.session.execute(insert(table), rows)

    def _last_id(self, table: Table) -> int:
        return int(self.session.scalar(select(func.max(table.c.id))) or 0)

    def _ids(self, key: str) -> dict[str, int]:
        first = self.base[key] + 1
        return {record.values["code"]: first + at for at, record in enumerate(self.doc.of(key))}

    def _place_of(self, error: UserError) -> str | None:
        """Return the place of the row that breaks a rule, or of the list where no single row does."""
        kind = next((key for key, entity in ENTITIES.items() if error.place == f"$.{entity.collection}"), None)
        if kind is None:
            return error.place
        first, rows = self.base[kind] + 1, self.doc.of(kind)
        low, high = 0, len(rows)
        if high == 0 or self._breaks(kind, [], error.code):
            owner = ENTITIES[kind].owner
            return f"$.{ENTITIES[owner].collection}" if owner else error.place
        while high - low > 1:
            middle = (low + high) // 2
            if self._breaks(kind, list(range(first + low, first + middle)), error.code):
                high = middle
            else:
                low = middle
        return rows[low].place

    def _breaks(self, kind: str, ids: list[int], code: str) -> bool:
        try:
            checks.check(self.session, kind, ids)
        except UserError as error:
            return error.code == code
        return False
