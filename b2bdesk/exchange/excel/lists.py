"""The sheets that are tables of rows: each a few lines over the catalogue's columns."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.vocab import VOCABULARIES
from b2bdesk.exchange.excel.columns import columns_of, named, of_field, reference
from b2bdesk.exchange.excel.page import Anchor, Block, Column
from b2bdesk.exchange.excel.source import Row, Source
from b2bdesk.i18n import tr, trn
from b2bdesk.insight import chains, completeness, confidence
from b2bdesk.terms import COUNTED, ItemKind, Polarity, PrefDim

KINDS = {PrefDim.CHANNEL: "channel", PrefDim.FORM: "content_form", PrefDim.TOPIC: "topic"}
"""Where the codes of preferences are named; a manner is words of its own."""


def anchor_of(kind: str) -> Callable[[Row], Anchor]:
    """Return what names the place of a row."""
    return lambda row: (kind, row["id"])


def placements(source: Source) -> list[Block]:
    """Return every placement, with the personas it reaches and its tracked address."""
    facts = {x.id: x for x in source.plan.placements}
    urls = {row["id"]: row["url"] for row in source.all_rows("tracking_link")}
    yes = tr("yes")
    personas = Column(
        tr("Personas reached"),
        lambda row: source.joined([source.code("persona", p) for p in sorted(source.ix.served(facts[row["id"]]))]),
        most=24.0,
    )
    counted = Column(tr("Counts"), lambda row: yes if row["status"] in COUNTED else "", "flag")
    address = Column(
        tr("Tracked address"), lambda row: urls.get(row["link_id"]), "url", lambda row: urls.get(row["link_id"])
    )
    columns = columns_of(
        source, "placement", instead={"personas": [personas]}, after={"status": [counted], "link_id": [address]}
    )
    return [Block("Placements", tr("Placements"), columns, source.rows("placement"), anchor_of("placement"))]


def content(source: Source) -> list[Block]:
    """Return the library, with how often each piece is placed and how it stood the help check."""
    pieces = {piece.id: piece for piece in source.plan.pieces}
    placed = Column(tr("Placed"), lambda row: source.ix.of_piece.get(row["id"], 0), "int")
    score = Column(tr("Help score"), lambda row: pieces[row["id"]].help, "int")
    columns = columns_of(source, "content_piece", after={"status": [placed, score]})
    return [Block("Content", tr("Content"), columns, source.rows("content_piece"), anchor_of("content_piece"))]


def personas(source: Source) -> list[Block]:
    """Return the personas with everything known about them, a row each."""
    states, sure = completeness.of_plan(source.plan), confidence.of_personas(source.plan, source.today)
    yes = tr("yes")
    computed = [
        Column(tr("Completeness"), lambda row: float(states[row["id"]].score) / 100, "share"),
        Column(tr("Usable"), lambda row: yes if states[row["id"]].usable else "", "flag"),
        Column(tr("Confidence"), lambda row: sure[row["id"]].value, "share"),
        Column(tr("Placements"), lambda row: source.ix.of_persona.get(row["id"], 0), "int"),
        Column(tr("Still unknown"), lambda row: source.joined([tr(w) for w in states[row["id"]].missing]), "long"),
    ]
    columns = columns_of(
        source, "persona", after={"title": computed}, last=[*_statements(source), *_preferences(source)]
    )
    return [Block("Personas", tr("Personas"), columns, source.rows("persona"), anchor_of("persona"))]


def _statements(source: Source) -> Iterator[Column]:
    items = source.owned("persona_item")
    for kind in ItemKind:
        yield Column(source.label("item_kind", kind), _items_of(items, kind), "long", most=44.0)
    notes = source.owned("sourcing_note")

    def searches(row: Row) -> str:
        return "\n".join(f"{source.label('trait', note['trait'])}: {note['text']}" for note in notes[row["id"]])

    yield Column(tr("How this person searches"), searches, "long", most=44.0)


def _items_of(items: dict[int, list[Row]], kind: str) -> Callable[[Row], str]:
    def value(row: Row) -> str:
        found = [item for item in items[row["id"]] if item["kind"] == kind]
        found.sort(key=lambda item: -item["weight"])
        return "\n".join(f"• {_job(item)} ({item['weight']})" for item in found)

    return value


def _job(item: Row) -> str:
    parts = [item["text"], *(item[key] for key in ("situation", "motivation", "outcome") if item[key])]
    return " — ".join(parts)


def _preferences(source: Source) -> Iterator[Column]:
    prefs = source.owned("persona_pref")
    names = {row["code"]: named(source)(row) for row in source.all_rows("channel")}

    def of(dim: str) -> Callable[[Row], str]:
        def value(row: Row) -> str:
            found = [pref for pref in prefs[row["id"]] if pref["dim"] == dim]
            found.sort(key=lambda pref: -pref["strength"])
            return source.joined([f"{said(dim, pref['value'])} {pref['strength']}" for pref in found])

        return value

    def said(dim: str, code: str) -> str:
        if dim == PrefDim.CHANNEL and code in names:
            return names[code]
        return source.label(KINDS[PrefDim(dim)], code) if dim in KINDS else code

    for dim in PrefDim:
        yield Column(f"{tr('Preference')}: {source.label('pref_dim', dim)}", of(dim), most=32.0)


def evidence(source: Source) -> list[Block]:
    """Return what was heard, and what each piece speaks for or against."""
    links = source.owned("evidence_link")
    members = {row["id"]: row for row in source.all_rows("chain_member")}

    def target(link: Row) -> str:
        if link["item_id"] is not None:
            return source.ref("persona_item", link["item_id"])
        if link["persona_id"] is not None:
            return source.ref("persona", link["persona_id"])
        member = members[link["member_id"]]
        return f"{_person(source, member)} ({source.label('role', member['role'])})"

    def column(polarity: Polarity) -> Column:
        def value(row: Row) -> str:
            return "\n".join(target(link) for link in links[row["id"]] if link["polarity"] == polarity)

        return Column(source.label("polarity", polarity), value, "long", most=50.0)

    columns = columns_of(source, "evidence", last=[column(polarity) for polarity in Polarity])
    return [Block("Evidence", tr("Evidence"), columns, source.rows("evidence"), anchor_of("evidence"))]


def decision_chains(source: Source) -> list[Block]:
    """Return the members of every chain, with the chain's cover and each person's relations."""
    covers, members = chains.of_plan(source.plan), source.owned("chain_member")
    rows: list[tuple[Row, Row | None]] = []
    for chain in source.rows("decision_chain"):
        rows += [(chain, member) for member in members[chain["id"]]] or [(chain, None)]
    n_of = {(c.chain_id, p.persona_id): p.n for c in covers.values() for p in c.people}
    ties = _ties(source)

    def missing(pair: Any) -> str:
        return source.joined([source.label("role", role) for role in covers[pair[0]["id"]].missing])

    columns = [
        Column(tr("Chain"), lambda pair: pair[0]["code"], "code", most=16.0),
        Column(tr("Name"), lambda pair: pair[0]["name"], most=30.0),
        reference(tr("Segment"), "segment", source, lambda pair: pair[0]["segment_id"]),
        Column(tr("Kind"), lambda pair: source.label("chain_kind", pair[0]["kind"]), most=18.0),
        Column(tr("Account"), lambda pair: pair[0]["account"], most=24.0),
        Column(tr("Cover"), lambda pair: _number(covers[pair[0]["id"]].cover), "share"),
        Column(tr("Support"), lambda pair: _number(covers[pair[0]["id"]].support), "signed"),
        Column(tr("Missing roles"), missing, most=24.0),
        *_member_columns(source),
        Column(tr("Placements"), lambda pair: n_of.get((pair[0]["id"], (pair[1] or {}).get("persona_id"))), "int"),
        Column(tr("Relations"), lambda pair: "\n".join(ties[pair[1]["id"]]) if pair[1] else "", "long", most=40.0),
    ]
    return [Block("Chains", tr("Chains"), columns, rows, lambda pair: ("decision_chain", pair[0]["id"]))]


def _person(source: Source, member: Row) -> str:
    return source.ref("persona", member["persona_id"]) if member["persona_id"] else str(member["title"])


def _member_columns(source: Source) -> Iterator[Column]:
    for field in ENTITIES["chain_member"].shown():
        if field.key not in ("code", "notes"):
            yield _of_second(of_field(source, field))


def _of_second(column: Column) -> Column:
    """Return a column over pairs that shows their second row, where there is one."""
    value, link = column.value, column.link

    def second(pair: tuple[Row, Row | None]) -> Any:
        return value(pair[1]) if pair[1] else None

    def linked(pair: tuple[Row, Row | None]) -> Anchor | str | None:
        return link(pair[1]) if pair[1] and link else None

    return replace(column, value=second, link=linked if link else None)


def _ties(source: Source) -> dict[int, list[str]]:
    people = {row["id"]: row for row in source.all_rows("chain_member")}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in source.rows("chain_relation"):
        member = people[row["to_id"]]
        other = source.refs("persona")[member["persona_id"]][1] if member["persona_id"] else member["title"]
        found[row["from_id"]].append(f"{source.label('relation', row['type'])} → {other}")
    return found


def channels(source: Source) -> list[Block]:
    """Return channels with their fit at each stage and what stands in them, and the pools they lead to."""
    per_channel: defaultdict[int, int] = defaultdict(int)
    per_pool: defaultdict[int | None, int] = defaultdict(int)
    for x in source.ix.counted:
        per_channel[x.channel_id] += 1
        per_pool[source.ix.pool_of(x)] += 1
    fits = [_fit(source, stage) for stage in source.rows("stage")]
    used = [
        Column(tr("Placements"), lambda row: per_channel[row["id"]], "int"),
        Column(f"{tr('Cost')} ({source.currency})", lambda row: source.ix.channel_cost.get(row["id"]), "money"),
    ]
    received = Column(tr("Placements"), lambda row: per_pool[row["id"]], "int")
    return [
        Block(
            "Channels",
            tr("Channels"),
            columns_of(source, "channel", instead={"fit": fits}, after={"label_hant": used}),
            source.rows("channel"),
            anchor_of("channel"),
        ),
        Block(
            "Pools",
            tr("Landing pools"),
            columns_of(source, "landing_pool", after={"label_hant": [received]}),
            source.rows("landing_pool"),
            anchor_of("landing_pool"),
        ),
    ]


def results(source: Source) -> list[Block]:
    """Return what was counted, as it was typed: what nobody counted is left empty."""
    return [
        Block("Results", tr("Results"), columns_of(source, "result"), source.rows("result"), anchor_of("result")),
    ]


def _fit(source: Source, stage: Row) -> Column:
    return Column(f"{tr('Fit')} {stage['code']}", lambda row: row["fit"].get(stage["id"], 0), "int", most=10.0)


def vocabulary(source: Source) -> list[Block]:
    """Return the codes of every vocabulary with their names."""
    titles = {field.vocab: tr(field.label) for entity in ENTITIES.values() for field in entity.fields if field.vocab}
    rows = [(vocab, entry) for vocab in source.labels.vocabularies() for entry in source.labels.entries(vocab)]
    yes = tr("yes")
    columns = [
        Column(tr("Vocabulary"), lambda pair: tr(VOCABULARIES.get(pair[0], pair[0])), most=30.0),
        Column(tr("Used for"), lambda pair: titles.get(pair[0], ""), most=30.0),
        Column(tr("Code"), lambda pair: pair[1].code, most=24.0),
        Column(tr("Name"), lambda pair: pair[1].label, most=50.0),
        Column(tr("Archived"), lambda pair: yes if pair[1].archived else "", "flag"),
    ]
    return [Block("Vocabulary", tr("Vocabulary"), columns, rows)]


def note_of(source: Source, key: str) -> str:
    """Return the line below a sheet's title."""
    if key == "placements":
        counted, everything = len(source.ix.counted), len(source.rows("placement"))
        return tr(
            "{counted} of {all} placements count: planned, scheduled, live or done.", counted=counted, all=everything
        )
    kinds = {"content": "content_piece", "personas": "persona", "evidence": "evidence", "chains": "decision_chain"}
    kinds["results"] = "result"
    if key in kinds:
        return trn("{n} entry", "{n} entries", len(source.rows(kinds[key])))
    return ""


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
