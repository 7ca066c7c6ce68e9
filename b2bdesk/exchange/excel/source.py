"""Everything an export shows, read once from a snapshot: rows, names, labels, conclusions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select, Table
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES, Field, Kind
from b2bdesk.i18n import render, tr
from b2bdesk.insight.decisions import Decision, part, sift, Sifted
from b2bdesk.insight.index import Index, index
from b2bdesk.insight.redundancy import overlaps
from b2bdesk.insight.rules import find, Finding
from b2bdesk.queries.facts import load_plan
from b2bdesk.queries.findings import decisions
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.placed_names import placed
from b2bdesk.queries.records import link_columns, title_of
from b2bdesk.queries.voice import Voice
from b2bdesk.terms import Language

Row = Mapping[str, Any]
CODE_SAYS_IT = frozenset({"tracking_link", "chain_member"})
"""Entities whose rows have no name shorter than what the sheet shows beside it."""


class Source:
    """A plan in one language on one day."""

    def __init__(self, session: Session, lang: Language, today: date) -> None:
        self.session = session
        self.lang = lang
        self.today = today
        self.labels = Labels(session, lang)
        self.plan = load_plan(session, lang)
        self.voice = Voice(self.labels)
        self._rows: dict[str, list[Row]] = {}
        self._refs: dict[str, dict[int, tuple[str, str]]] = {}

    @cached_property
    def home(self) -> Row:
        """The workspace's own row."""
        return self.all_rows("workspace")[0]

    @property
    def title(self) -> str:
        """The plan's name."""
        return str(self.home["name"])

    @property
    def currency(self) -> str:
        """Three letters."""
        return str(self.home["currency"])

    @property
    def ix(self) -> Index:
        """The plan's index."""
        return index(self.plan)

    @cached_property
    def sifted(self) -> Sifted:
        """What the rules find today, the gravest first: open findings, and those somebody has decided on."""
        return sift(self.plan, find(self.plan, self.today), self.decisions, self.today)

    @cached_property
    def overlaps(self) -> Sifted:
        """What there is too much of today, the most important first: open, and what somebody wants to keep."""
        return part(self.plan, overlaps(self.plan, self.today), self.decisions, self.today)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What people have said of findings."""
        return decisions(self.session)

    @property
    def findings(self) -> list[Finding]:
        """The findings that are open."""
        return self.sifted.open

    def rows(self, kind: str) -> list[Row]:
        """Return the rows of an entity that are not archived, links included, in their order."""
        return [row for row in self.all_rows(kind) if not row.get("archived")]

    def all_rows(self, kind: str) -> list[Row]:
        """Return all rows of an entity."""
        if kind not in self._rows:
            self._rows[kind] = self._read(kind)
        return self._rows[kind]

    def owned(self, kind: str) -> dict[int, list[Row]]:
        """Return the rows of an entity under the ids of their owners."""
        found: defaultdict[int, list[Row]] = defaultdict(list)
        for row in self.rows(kind):
            found[row[ENTITIES[kind].owner_key]].append(row)
        return found

    def ref(self, kind: str, row_id: int | None) -> str:
        """Return code and name of a row: what a reference shows."""
        if row_id is None:
            return ""
        code, name = self.refs(kind).get(row_id, ("", ""))
        if kind in CODE_SAYS_IT:
            return code
        return f"{code} {name}".strip() if name != code else code

    def code(self, kind: str, row_id: int) -> str:
        """Return the code of a row."""
        return self.refs(kind).get(row_id, ("", ""))[0]

    def name(self, kind: str, row_id: int) -> str:
        """Return what people call a row."""
        return self.refs(kind).get(row_id, ("", ""))[1]

    def refs(self, kind: str) -> dict[int, tuple[str, str]]:
        """Return codes and names by id, archived rows too."""
        if kind not in self._refs and kind == "placement":
            self._refs[kind] = {row_id: (code, name) for row_id, code, name, _ in placed(self.session, self.lang)}
        elif kind not in self._refs:
            entity = ENTITIES[kind]
            self._refs[kind] = {
                row["id"]: (row["code"], title_of(entity, row, self.lang)) for row in self.all_rows(kind)
            }
        return self._refs[kind]

    def label(self, vocab: str, code: Any) -> str:
        """Return the label of a code."""
        return self.labels.of(vocab, code) if code not in ("", None) else ""

    def joined(self, texts: Sequence[str]) -> str:
        """Return texts as a list in the language."""
        return tr(", ").join(texts)

    def say(self, finding: Finding) -> tuple[str, str]:
        """Return a finding's sentence and why it matters."""
        return finding.say(render, self.voice), finding.say_why(render, self.voice)

    def _read(self, kind: str) -> list[Row]:
        table = metadata.tables[kind]
        order = [table.c[key] for key in ("sort", "id") if key in table.c]
        rows = self.session.execute(select(table).order_by(*order)).mappings()
        fields = ENTITIES[kind].cls.__links__
        if not fields:
            return [dict(row) for row in rows]
        links = [(field, self._links(kind, field)) for field in fields]
        return [dict(row) | {field.key: held.get(row["id"], _none(field)) for field, held in links} for row in rows]

    def _links(self, kind: str, field: Field) -> dict[int, Any]:
        table: Table = metadata.tables[field.link]
        mine, theirs = link_columns(ENTITIES[kind], field)
        columns = [table.c[mine], table.c[theirs], *([table.c[field.value_key]] if field.value_key else [])]
        found: dict[int, Any] = defaultdict(dict if field.value_key else list)
        for owner, other, *value in self.session.execute(select(*columns).order_by(table.c.id)):
            if value:
                found[owner][other] = value[0]
            else:
                found[owner].append(other)
        return found


def _none(field: Field) -> Any:
    return {} if field.kind is Kind.FITS else ()
