"""All rows of a plan as `insight` takes them: a fixed number of statements, no mapped objects."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.base import label_in
from b2bdesk.insight import facts
from b2bdesk.insight.limits import changed
from b2bdesk.insight.rows import growing
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries import facts_many as many
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import State

PLAIN_PERSONA_FIELDS: Final = (
    "age_band",
    "education",
    "location",
    "org_type",
    "industry",
    "department",
    "title",
    "seniority",
    "company_size",
    "info_sources",
    "budget_cycle",
)


def load_plan(session: Session, lang: str | None = None) -> facts.Plan:
    """Return the whole plan as plain rows, its names in `lang` (the plan's own language unless told)."""
    with growing():
        return _plan(session, lang)


def _plan(session: Session, lang: str | None) -> facts.Plan:
    home = _rows(session, "workspace")[0]
    labels = Labels(session, lang or home["lang"])
    forms = {entry.code: entry for entry in labels.entries("content_form")}
    return facts.Plan(
        workspace=facts.Workspace(home["plan_start"], home["plan_end"], home["currency"], tuple(home["own_hosts"])),
        company=_company(session, home),
        stages=_stages(session, labels),
        channels=_channels(session, labels),
        pools=_pools(session, labels),
        segments=_segments(session),
        personas=_personas(session),
        items=_items(session),
        evidence=_evidence(session),
        evidence_links=_evidence_links(session),
        chains=_chains(session),
        pieces=many.pieces(session, labels),
        placements=many.placements(session),
        cells=_cells(session),
        resources=_resources(session),
        alignments=tuple(
            facts.Alignment(row["party"], row["agreed_on"])
            for row in _rows(session, "alignment")
            if not row["archived"]
        ),
        forms={code: str(entry.data.get("cls", "")) for code, entry in forms.items()},
        thresholds=thresholds(home["settings"], labels),
    )


def load_people(session: Session, labels: Labels | None = None) -> facts.Plan:
    """Return a plan of the personas alone, with what is said and known about them; labels once read save time."""
    home = _rows(session, "workspace")[0]
    return facts.Plan(
        workspace=facts.Workspace(home["plan_start"], home["plan_end"], home["currency"], tuple(home["own_hosts"])),
        personas=_personas(session),
        items=_items(session),
        evidence=_evidence(session),
        evidence_links=_evidence_links(session),
        thresholds=thresholds(home["settings"], labels or Labels(session, home["lang"])),
    )


def thresholds(settings: Mapping[str, Any], labels: Labels) -> Thresholds:
    """Return the numbers of the formulas: defaults, the vocabularies' weights, then what the settings change."""
    weights = {entry.code: float(entry.data["weight"]) for entry in labels.entries("source") if "weight" in entry.data}
    standard = Thresholds(source_weight=weights) if weights else Thresholds()
    return changed(settings.get("thresholds"), standard)


def source_thresholds(session: Session, settings: Mapping[str, Any]) -> Thresholds:
    """Return the same without reading any vocabulary but that of the sources."""
    table = metadata.tables["vocab_entry"]
    query = select(table.c.code, table.c.data).where(table.c.vocab == "source").order_by(table.c.sort, table.c.id)
    weights = {code: float(data["weight"]) for code, data in session.execute(query) if "weight" in data}
    return changed(settings.get("thresholds"), Thresholds(source_weight=weights) if weights else Thresholds())


def _rows(session: Session, name: str) -> list[RowMapping]:
    table = metadata.tables[name]
    order = [table.c[key] for key in ("sort", "id") if key in table.c]
    return list(session.execute(select(table).order_by(*order)).mappings().all())


def _company(session: Session, home: RowMapping) -> facts.Company:
    rows = _rows(session, "company_profile")
    if not rows:
        return facts.Company(names=(home["name"],))
    row = rows[0]
    keys = ("growth_stage", "motion", "acv", "gross_margin", "sales_cycle_days")
    more = ("positioning", "segment_exists", "solves_need")
    return facts.Company(**{key: row[key] for key in (*keys, *more)}, names=(home["name"],))


def _stages(session: Session, labels: Labels) -> tuple[facts.Stage, ...]:
    states = many.pairs(session, "stage_state", "stage_id", "state")
    order = [str(state) for state in State]
    return tuple(
        facts.Stage(
            row["id"],
            row["code"],
            _label(row, labels),
            row["sort"],
            tuple(sorted(states[row["id"]], key=order.index)),
            row["decision"],
            row["target_emotional"],
            row["archived"],
            row["stage_set_id"],
        )
        for row in _rows(session, "stage")
    )


def _label(row: RowMapping, labels: Labels) -> str:
    return label_in(labels.lang, row["label_en"], row["label_hans"], row["label_hant"]) or row["code"]


def _channels(session: Session, labels: Labels) -> tuple[facts.Channel, ...]:
    fit = many.pairs(session, "stage_fit", "channel_id", "stage_id", "fit")
    same = ("ownership", "tool_class", "paid", "kind", "breadth", "pool_id", "monthly_capacity", "archived")
    return tuple(
        facts.Channel(
            row["id"],
            row["code"],
            _label(row, labels),
            accepts=frozenset(row["accepts"]),
            fit=dict(fit[row["id"]]),
            **{key: row[key] for key in same},
        )
        for row in _rows(session, "channel")
    )


def _pools(session: Session, labels: Labels) -> tuple[facts.Pool, ...]:
    return tuple(
        facts.Pool(row["id"], row["code"], _label(row, labels), row["owner"], row["connected"], row["archived"])
        for row in _rows(session, "landing_pool")
    )


def _segments(session: Session) -> tuple[facts.Segment, ...]:
    keys = ("id", "code", "name", "account_class", "acv", "revenue_share", "archived", "stage_set_id", "role")
    return tuple(facts.Segment(**{key: row[key] for key in keys}) for row in _rows(session, "segment"))


def _personas(session: Session) -> tuple[facts.Persona, ...]:
    segments = many.pairs(session, "persona_segment", "persona_id", "segment_id")
    traits = many.pairs(session, "sourcing_note", "persona_id", "trait")
    prefs: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in _rows(session, "persona_pref"):
        prefs[row["persona_id"]][row["dim"]][row["value"]] = row["strength"]
    return tuple(
        facts.Persona(
            row["id"],
            row["code"],
            row["name"],
            row["title"],
            row["priority"],
            tuple(segments[row["id"]]),
            _filled(row),
            tuple(row["drivers"]),
            tuple(traits[row["id"]]),
            prefs[row["id"]],
            row["influence"],
            row["archived"] or row["negative"],  # whom the plan does not want asks for nothing
        )
        for row in _rows(session, "persona")
    )


def _filled(row: RowMapping) -> frozenset[str]:
    found = {key for key in PLAIN_PERSONA_FIELDS if row[key]}
    if row["budget_min"] is not None or row["budget_max"] is not None:
        found.add("budget_range")
    return frozenset(found)


def _items(session: Session) -> tuple[facts.PersonaItem, ...]:
    return tuple(
        facts.PersonaItem(row["id"], row["persona_id"], row["kind"], row["text"], row["weight"], row["code"])
        for row in _rows(session, "persona_item")
    )


def _evidence(session: Session) -> tuple[facts.Evidence, ...]:
    return tuple(
        facts.Evidence(row["id"], row["code"], row["title"], row["source"], row["date"])
        for row in _rows(session, "evidence")
    )


def _evidence_links(session: Session) -> tuple[facts.EvidenceLink, ...]:
    found = []
    for row in _rows(session, "evidence_link"):
        target = next(kind for kind in ("persona", "item", "member") if row[f"{kind}_id"] is not None)
        found.append(facts.EvidenceLink(row["evidence_id"], target, row[f"{target}_id"], row["polarity"]))
    return tuple(found)


def _chains(session: Session) -> tuple[facts.Chain, ...]:
    names = {row["id"]: row["name"] for row in _rows(session, "persona")}
    members: dict[int, list[facts.Member]] = defaultdict(list)
    titled: dict[tuple[int, str], int] = {}
    keys = ("id", "persona_id", "role", "influence", "authority", "stance", "code")
    for row in _rows(session, "chain_member"):
        title = row["title"]
        stranger = titled.setdefault((row["chain_id"], title), row["id"]) if row["persona_id"] is None else None
        name = title if stranger else names[row["persona_id"]]
        member = facts.Member(**{key: row[key] for key in keys}, name=name, contact_id=stranger)
        members[row["chain_id"]].append(member)
    ties = many.pairs(session, "chain_relation", "chain_id", "from_id", "to_id", "type")
    return tuple(
        facts.Chain(
            row["id"],
            row["code"],
            row["name"],
            row["segment_id"],
            tuple(members[row["id"]]),
            tuple(facts.Tie(*tie) for tie in ties[row["id"]]),
            row["kind"],
            row["archived"],
        )
        for row in _rows(session, "decision_chain")
    )


def _cells(session: Session) -> tuple[facts.CellPlan, ...]:
    keys = ("stage_id", "channel_id", "persona_id", "target", "not_needed", "reason")
    return tuple(facts.CellPlan(**{key: row[key] for key in keys}) for row in _rows(session, "cell_plan"))


def _resources(session: Session) -> tuple[facts.Resource, ...]:
    return tuple(
        facts.Resource(
            row["id"],
            row["code"],
            row["person"] or row["code"],
            row["kind"],
            row["capability"] or None,
            _decimal(row["fte"]),
            _decimal(row["hours_month"]),
            row["strength"],
            row["amount"],
            row["date_from"],
            row["date_to"],
            row["archived"],
        )
        for row in _rows(session, "resource")
    )


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def codes(rows: Iterable[Any]) -> dict[int, str]:
    """Return the codes of rows by their ids."""
    return {row.id: row.code for row in rows}
