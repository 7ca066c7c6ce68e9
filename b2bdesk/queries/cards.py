"""Role cards: what is known of personas, read in a fixed number of statements, however many are asked for."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, func, select, Table
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.i18n import day, language, render, speaking, tr
from b2bdesk.insight import facts
from b2bdesk.insight.completeness import Completeness, completeness
from b2bdesk.insight.confidence import Confidence, confidence
from b2bdesk.insight.rows import growing
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries.card_rows import Card, Liked, Piece, Proof, Search, Seat, Statement
from b2bdesk.queries.facts import PLAIN_PERSONA_FIELDS, thresholds
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import FINISHED, ItemKind, Language, Polarity, PrefDim

__all__ = ["TABLES", "Card", "card", "cards", "names"]

FIRST: Final = 3
"""Pieces to give first."""
FULLY: Final = 3
"""The best fit of a piece to a persona."""
TABLES: Final = frozenset(
    "workspace persona persona_segment persona_item persona_pref sourcing_note segment evidence evidence_link "
    "decision_chain chain_member channel content_piece content_persona vocab_entry".split()
)
"""Tables that a card is made of: a change in none of them leaves cards as they are."""
NOTHING: Final = Confidence(0.0, ())
Rows = Mapping[int, list[Any]]


def card(session: Session, lang: str, today: date, persona_id: int) -> Card | None:
    """Return one card, None where the persona is gone."""
    return next(iter(cards(session, lang, today, [persona_id])), None)


def cards(session: Session, lang: str, today: date, wanted: Sequence[int] | None = None) -> list[Card]:
    """Return the cards of these personas in this order; for None of all that are not archived, by priority."""
    with speaking(lang), growing():
        return Reader(session, lang, today, wanted).cards()


def names(session: Session) -> list[tuple[int, str, str, str]]:
    """Return id, code, name and title of the personas that are not archived, in the order of their cards."""
    table = metadata.tables["persona"]
    columns = (table.c.id, table.c.code, table.c.name, table.c.title)
    query = select(*columns).where(table.c.archived.is_(False)).order_by(*_order(table))
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(query)]


def _order(table: Table) -> tuple[Any, ...]:
    return table.c.leading.desc(), table.c.negative, table.c.sort, table.c.id


class Reader:
    """Reads everything the cards of some personas say."""

    def __init__(self, session: Session, lang: str, today: date, wanted: Sequence[int] | None) -> None:
        self.session, self.today = session, today
        self.labels = Labels(session, lang)
        self.home = self._all("workspace")[0]
        self.limits: Thresholds = thresholds(self.home["settings"], self.labels)
        self.people = self._people(wanted)
        self.ids = [row["id"] for row in self.people]
        self.segments = self._segments()
        self.items = self._owned("persona_item")
        self.prefs = self._owned("persona_pref")
        self.notes = self._owned("sourcing_note")
        self.channels = {row["code"]: self.labels.name(_Named(row)) for row in self._all("channel")}
        self.seats = self._seats()
        self.pieces = self._pieces()
        self.links = self._links()

    def cards(self) -> list[Card]:
        """Return the cards."""
        return [self._card(row) for row in self.people]

    # What is read

    def _all(self, name: str) -> list[Any]:
        table = metadata.tables[name]
        order = [table.c[key] for key in ("sort", "id") if key in table.c]
        return list(self.session.execute(select(table).order_by(*order)).mappings())

    def _people(self, wanted: Sequence[int] | None) -> list[Any]:
        table = metadata.tables["persona"]
        query = select(table).order_by(*_order(table))
        query = query.where(table.c.archived.is_(False)) if wanted is None else query.where(table.c.id.in_(wanted))
        rows = list(self.session.execute(query).mappings())
        place = {} if wanted is None else {key: at for at, key in enumerate(wanted)}
        return sorted(rows, key=lambda row: place.get(row["id"], 0))

    def _owned(self, name: str) -> Rows:
        table = metadata.tables[name]
        order = [table.c[key] for key in ("sort", "id") if key in table.c]
        query = select(table).where(table.c.persona_id.in_(self.ids)).order_by(*order)
        return _by(self.session.execute(query).mappings(), "persona_id")

    def _segments(self) -> Rows:
        link, table = metadata.tables["persona_segment"], metadata.tables["segment"]
        query = select(link.c.persona_id, table.c.name, table.c.account_class).join(
            table, table.c.id == link.c.segment_id
        )
        query = query.where(link.c.persona_id.in_(self.ids)).order_by(table.c.sort, table.c.id)
        return _by(self.session.execute(query).mappings(), "persona_id")

    def _seats(self) -> Rows:
        member, chain = metadata.tables["chain_member"], metadata.tables["decision_chain"]
        query = (
            select(member, chain.c.name.label("chain"))
            .join(chain, chain.c.id == member.c.chain_id)
            .where(member.c.persona_id.in_(self.ids), member.c.archived.is_(False), chain.c.archived.is_(False))
            .order_by(chain.c.sort, chain.c.id, member.c.sort, member.c.id)
        )
        return _by(self.session.execute(query).mappings(), "persona_id")

    def _pieces(self) -> Rows:
        """Return what fits a persona best; of what fits alike, what speaks of the topics sought in the forms liked.

        What fits fully comes first in any case, so the rest is read only for those who have too little of it.
        """
        link = metadata.tables["content_persona"]
        found = self._best(self.ids, link.c.fit == FULLY)
        short = [key for key in self.ids if len(found[key]) < FIRST]
        return found | self._best(short, link.c.fit <= FULLY)

    def _best(self, ids: Sequence[int], fits: Any) -> defaultdict[int, list[Any]]:
        """Return the first pieces of some personas, among those that fit so far."""
        link, piece = metadata.tables["content_persona"], metadata.tables["content_piece"]
        topic, form = (metadata.tables["persona_pref"].alias(dim) for dim in (PrefDim.TOPIC, PrefDim.FORM))
        liked = func.coalesce(topic.c.strength, 0) + func.coalesce(form.c.strength, 0)
        best = (link.c.fit.desc(), liked.desc(), piece.c.sort, piece.c.id)
        rank = func.row_number().over(partition_by=link.c.persona_id, order_by=best).label("rank")
        inner = (
            select(link.c.persona_id, piece.c.code, piece.c.title, rank)
            .join(piece, piece.c.id == link.c.content_id)
            .outerjoin(topic, _prefers(topic, PrefDim.TOPIC, link.c.persona_id, piece.c.topic))
            .outerjoin(form, _prefers(form, PrefDim.FORM, link.c.persona_id, piece.c.form))
            .where(link.c.persona_id.in_(ids), fits, piece.c.archived.is_(False))
            .where(piece.c.status.in_(sorted(FINISHED)))
            .subquery()
        )
        query = select(inner).where(inner.c.rank <= FIRST).order_by(inner.c.persona_id, inner.c.rank)
        return _by(self.session.execute(query).mappings(), "persona_id")

    def _links(self) -> Rows:
        """Return evidence with its link by persona, that on the statements included."""
        link, proof = metadata.tables["evidence_link"], metadata.tables["evidence"]
        item = metadata.tables["persona_item"]
        owner = func.coalesce(link.c.persona_id, item.c.persona_id).label("owner")
        query = (
            select(proof, owner, link.c.item_id, link.c.polarity)
            .join(proof, proof.c.id == link.c.evidence_id)
            .outerjoin(item, item.c.id == link.c.item_id)
            .where(owner.in_(self.ids), proof.c.archived.is_(False))
            .order_by(proof.c.date.desc(), proof.c.id, link.c.id)
        )
        return _by(self.session.execute(query).mappings(), "owner")

    # What is made of it

    def _card(self, row: Any) -> Card:
        links = self.links[row["id"]]
        known, sure = self._known(row), self._sure(links)
        said = self._statements(row["id"], links)
        liked = {dim: self._liked(row["id"], dim) for dim in PrefDim}
        speaking_for = {link["id"]: link for link in links if link["polarity"] == Polarity.SUPPORTS}
        return Card(
            row["id"],
            row["code"],
            row["name"],
            row["title"],
            self.home["name"],
            self.today,
            row["quote"],
            row["photo"],
            row["card_link"],
            row["leading"],
            row["negative"],
            tuple(self._who(row)),
            tuple(said),
            tuple(self.labels.of("driver", code) for code in row["drivers"]),
            tuple(Search(self.labels.of("trait", n["trait"]), n["text"]) for n in self.notes[row["id"]]),
            tuple(row["info_sources"]),
            liked[PrefDim.TOPIC],
            liked[PrefDim.FORM],
            liked[PrefDim.CHANNEL],
            liked[PrefDim.MANNER],
            self._budget(row),
            row["budget_cycle"],
            _span(row["window_from"], row["window_to"]),
            row["related_people"],
            tuple(self._places(row)),
            tuple(Piece(piece["code"], piece["title"]) for piece in self.pieces[row["id"]]),
            float(known.score),
            known.usable,
            tuple(render(words, {}) for words in known.missing),
            None if sure.assumption else sure.value,
            sum(statement.confidence is not None for statement in said),
            len(said),
            max((link["date"] for link in speaking_for.values()), default=None),
            tuple(Counter(self.labels.of("source", link["source"]) for link in speaking_for.values()).items()),
            tuple(self._proofs(links, {statement.id: statement.text for statement in said})),
        )

    def _known(self, row: Any) -> Completeness:
        filled = {key for key in PLAIN_PERSONA_FIELDS if row[key]}
        if row["budget_min"] is not None or row["budget_max"] is not None:
            filled.add("budget_range")
        prefs: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for pref in self.prefs[row["id"]]:
            prefs[pref["dim"]][pref["value"]] = pref["strength"]
        traits = tuple(note["trait"] for note in self.notes[row["id"]])
        persona = facts.Persona(
            row["id"],
            row["code"],
            row["name"],
            filled=frozenset(filled),
            drivers=tuple(row["drivers"]),
            traits=traits,
            prefs=prefs,
        )
        return completeness(persona, (item["kind"] for item in self.items[row["id"]]), self.limits)

    def _sure(self, links: Iterable[Any]) -> Confidence:
        """Return the confidence that evidence gives, each piece and polarity counted once."""
        once = {(link["id"], link["polarity"]): link for link in links}.values()
        return confidence(((_evidence(link), link["polarity"]) for link in once), self.today, self.limits)

    def _statements(self, persona: int, links: Iterable[Any]) -> list[Statement]:
        by_item: defaultdict[int, list[Any]] = defaultdict(list)
        for link in links:
            by_item[link["item_id"]].append(link)
        rows = [row for row in self.items[persona] if not row["archived"]]
        return [self._statement(row, by_item[row["id"]]) for row in sorted(rows, key=lambda row: -row["weight"])]

    def _statement(self, row: Any, links: Collection[Any]) -> Statement:
        sure = self._sure(links) if links else NOTHING
        sources = (self.labels.of("source", k["source"]) for k in links if k["polarity"] == Polarity.SUPPORTS)
        return Statement(
            row["id"],
            row["kind"],
            self.labels.of("item_kind", row["kind"]),
            row["text"],
            row["weight"],
            None if sure.assumption else sure.value,
            tuple(dict.fromkeys(sources)),
            *((row["situation"], row["motivation"], row["outcome"]) if row["kind"] == ItemKind.JOB else ()),
        )

    def _liked(self, persona: int, dim: PrefDim) -> tuple[Liked, ...]:
        rows = [row for row in self.prefs[persona] if row["dim"] == dim]
        rows.sort(key=lambda row: -row["strength"])
        return tuple(Liked(self._preference(dim, row["value"]), row["strength"]) for row in rows)

    def _preference(self, dim: PrefDim, value: str) -> str:
        if dim is PrefDim.CHANNEL:
            return self.channels.get(value) or self.labels.of("channel", value)
        if dim is PrefDim.MANNER:
            return value
        return self.labels.of("content_form" if dim is PrefDim.FORM else "topic", value)

    def _who(self, row: Any) -> Iterable[str]:
        dot = " · "
        job = [self._label("department", row), self._label("seniority", row)]
        firm = [self._label("org_type", row), self._label("industry", row)]
        person = [self._label("age_band", row), self._label("education", row), row["location"]]
        market = [
            tr("{segment} ({size})", segment=s["name"], size=self.labels.of("account_class", s["account_class"]))
            for s in self.segments[row["id"]]
        ]
        lines = (dot.join(filter(None, job)), dot.join(filter(None, firm)), row["company_size"])
        return filter(None, (*lines, tr("; ").join(market), dot.join(filter(None, person))))

    def _label(self, key: str, row: Any) -> str:
        return self.labels.of(key, row[key]) if row[key] else ""

    def _budget(self, row: Any) -> str:
        low, high = (None if row[key] is None else _amount(row[key]) for key in ("budget_min", "budget_max"))
        unit = self.home["currency"]
        if low and high:
            return tr("{currency} {low}–{high}", currency=unit, low=low, high=high)
        if high:
            return tr("up to {currency} {high}", currency=unit, high=high)
        return tr("from {currency} {low}", currency=unit, low=low) if low else ""

    def _places(self, row: Any) -> Iterable[Seat]:
        chains: defaultdict[int, list[Any]] = defaultdict(list)
        for member in self.seats[row["id"]]:
            chains[member["chain_id"]].append(member)
        for members in chains.values():
            first = members[0]
            yield Seat(
                first["chain"],
                tuple(dict.fromkeys(self.labels.of("role", m["role"]) for m in members)),
                first["influence"],
                self.labels.of("authority", first["authority"]),
                first["stance"],
                self.labels.of("stance", first["stance"]),
                tuple(m["concern"] for m in members if m["concern"]),
            )
        if not chains:
            yield Seat("", (), row["influence"], self.labels.of("authority", row["authority"]), None)

    def _proofs(self, links: Iterable[Any], texts: Mapping[int, str]) -> Iterable[Proof]:
        held: defaultdict[int, list[Any]] = defaultdict(list)
        for link in links:
            held[link["id"]].append(link)
        for each in held.values():
            first = each[0]
            for_, against = (
                tuple(texts[k["item_id"]] for k in each if k["polarity"] == polarity and k["item_id"] in texts)
                for polarity in (Polarity.SUPPORTS, Polarity.CONTRADICTS)
            )
            yield Proof(
                first["code"],
                self.labels.of("source", first["source"]),
                first["title"],
                first["date"],
                first["n"],
                first["respondent"],
                first["quote"],
                for_,
                against,
            )


class _Named:
    """A row whose names are asked for as attributes."""

    __slots__ = ("label_en", "label_hans", "label_hant")

    def __init__(self, row: Any) -> None:
        self.label_en, self.label_hans, self.label_hant = row["label_en"], row["label_hans"], row["label_hant"]


def _by(rows: Iterable[Any], key: str) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def _prefers(prefs: Any, dim: PrefDim, persona: Any, value: Any) -> Any:
    return and_(prefs.c.persona_id == persona, prefs.c.dim == dim, prefs.c.value == value)


def _evidence(row: Any) -> facts.Evidence:
    return facts.Evidence(row["id"], row["code"], row["title"], row["source"], row["date"])


def _amount(value: Any) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def _span(first: date | None, last: date | None) -> str:
    if first and last:
        return tr("{start} to {end}", start=_month(first), end=_month(last))
    if first:
        return tr("from {start}", start=_month(first))
    return tr("until {end}", end=_month(last)) if last else ""


def _month(value: date) -> str:
    return day(value).partition(" ")[2] if language() is Language.EN else f"{value.year}年{value.month}月"
