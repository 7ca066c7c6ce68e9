"""What section B says of company, segments and chains: each wrong value is refused, told where, and nothing is written.

The cases are drawn from the field catalogue, so that a new field is tested with the others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from b2bdesk import workspace
from b2bdesk.commands import chains, items
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.fields import Field, Kind
from b2bdesk.errors import UserError
from b2bdesk.i18n import LANGUAGES, speaking, tr
from b2bdesk.workspace import Workspace

KINDS = (
    "company_profile",
    "goal",
    "target_industry",
    "benchmark_customer",
    "competitor",
    "resource",
    "company_function",
    "alignment",
    "segment",
    "decision_chain",
    "chain_member",
    "chain_relation",
)
WORDS = (Kind.TEXT, Kind.LONG_TEXT)
NUMBERS = (Kind.INTEGER, Kind.SCALE, Kind.DECIMAL, Kind.SHARE, Kind.MONEY)


@dataclass(frozen=True)
class Case:
    """A wrong value of a field, and the code of its refusal."""

    kind: str
    field: Field
    value: Any
    code: str


def wrong_values(field: Field) -> Iterator[tuple[Any, str]]:
    """Yield what may not stand in a field."""
    if field.required:
        nothing = {Kind.REF: None, Kind.DAY: None, Kind.CODE: ""}
        yield nothing.get(field.kind, "  \t"), "value.required"
    if field.kind in WORDS and field.max_length:
        yield "x" * (field.max_length + 1), "value.too_long"
    if field.kind in (Kind.CODE, Kind.CODES):
        yield ["nonsense"] if field.kind is Kind.CODES else "nonsense", "value.unknown_code"
    if field.kind is Kind.REF:
        yield 987_654, "value.unknown_row"
    if field.kind is Kind.DAY:
        yield "soon", "value.not_a_day"
    if field.kind in NUMBERS:
        yield "many", "value.not_a_number"
        if field.minimum is not None:
            yield field.minimum - 1, "value.out_of_range"
        if field.maximum is not None:
            yield field.maximum + 1, "value.out_of_range"


CASES = [
    Case(kind, field, value, code)
    for kind in KINDS
    for field in ENTITIES[kind].shown()
    for value, code in wrong_values(field)
]


@dataclass(frozen=True)
class Plan:
    """One plan for all cases: none of them may change it."""

    ws: Workspace
    rows: dict[str, int]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory, blank_path: Path) -> Iterator[Plan]:
    """A plan with one row of each kind."""
    path = tmp_path_factory.mktemp("who") / "who.b2bdesk"
    path.write_bytes(blank_path.read_bytes())
    with workspace.open(path, backup=False) as ws:
        rows = {"company_profile": 1}
        rows["company_function"] = items.create(ws, "company_function", function="m_site")
        rows["goal"] = items.create(ws, "goal", text="Sell")
        rows["target_industry"] = items.create(ws, "target_industry", industry="apparel")
        rows["benchmark_customer"] = items.create(ws, "benchmark_customer", name="Hegu")
        rows["competitor"] = items.create(ws, "competitor", name="A spreadsheet", kind="status_quo")
        rows["resource"] = items.create(ws, "resource", kind="money")
        rows["alignment"] = items.create(ws, "alignment", party="sales", agreed_on="2026-01-01", agreed="Leads")
        rows["segment"] = items.create(ws, "segment", name="Groups", account_class="group")
        rows["decision_chain"] = chains.new_chain(ws, segment=rows["segment"])
        one = chains.add_person(ws, chain=rows["decision_chain"], role="user", title="User")
        two = chains.add_person(ws, chain=rows["decision_chain"], role="decider", title="CEO")
        rows["chain_member"] = one
        rows["chain_relation"] = chains.relate(ws, from_=one, to=two, type="reports_to")
        yield Plan(ws, rows)


def refused(plan: Plan, act: Callable[[], Any]) -> UserError:
    """Do what must be refused; it leaves neither a row nor a step behind."""
    before, steps = plan.ws.digest(), len(plan.ws.history(limit=500))
    with pytest.raises(UserError) as caught:
        act()
    assert plan.ws.digest() == before
    assert len(plan.ws.history(limit=500)) == steps
    return caught.value


def sentences(error: UserError) -> dict[str, str]:
    """Return what is said in each language: complete, and translated."""
    said = {str(lang): error.sentence(lang) for lang in LANGUAGES}
    assert len(set(said.values())) == len(LANGUAGES) or said["zh-Hans"] != said["en"] != said["zh-Hant"]
    assert not [text for text in said.values() if not text or "{" in text]
    return said


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}.{case.field.key}-{case.code}")
def test_a_wrong_value_is_refused_with_the_name_of_its_field(plan: Plan, case: Case) -> None:
    act = lambda: items.update(plan.ws, case.kind, plan.rows[case.kind], **{case.field.key: case.value})  # noqa: E731
    error = refused(plan, act)
    assert error.code == case.code
    for lang, text in sentences(error).items():
        with speaking(lang):
            assert tr(case.field.label) in text


def together(kind: str, /, **values: Any) -> Callable[[Plan], Any]:
    """Set fields of the row of a kind."""
    return lambda plan: items.update(plan.ws, kind, plan.rows[kind], **values)


def made(kind: str, /, **values: Any) -> Callable[[Plan], Any]:
    """Make a row; a value that names a kind stands for its row."""

    def act(plan: Plan) -> None:
        items.create(plan.ws, kind, **{key: plan.rows.get(value, value) for key, value in values.items()})

    return act


def uneven(plan: Plan) -> None:
    """Write past the commands that keep a person's roles alike."""
    chain = plan.rows["decision_chain"]
    values = {"chain_id": chain, "title": "User", "role": "buyer", "influence": 5}
    from b2bdesk.commands import checks, write

    with plan.ws.edit("Uneven") as session:
        row = write.add(session, "chain_member", values)
        checks.check(session, "chain_member", [row])


RULES: dict[str, tuple[str, Callable[[Plan], Any]]] = {
    "ends before it starts": ("resource.dates", together("resource", date_from="2026-02-01", date_to="2026-01-01")),
    "headcount upside down": ("segment.headcount", together("segment", headcount_min=20, headcount_max=10)),
    "revenue upside down": ("segment.revenue", together("segment", revenue_min=20, revenue_max=10)),
    "shares below 100 %": ("segment.shares", together("segment", revenue_share=0.4)),
    "account without a name": ("chain.account", together("decision_chain", kind="account")),
    "member who is nobody": ("chain.nobody", made("chain_member", chain_id="decision_chain", role="buyer")),
    "the same role twice": (
        "item.taken",
        lambda plan: chains.add_person(plan.ws, chain=plan.rows["decision_chain"], role="user", title="User"),
    ),
    "one person with two standings": ("chain.standing", uneven),
    "relation to oneself": (
        "chain.relation",
        made("chain_relation", chain_id="decision_chain", from_id="chain_member", to_id="chain_member", type="trusts"),
    ),
    "the same relation twice": (
        "item.taken",
        lambda plan: chains.relate(plan.ws, from_=1, to=2, type="reports_to"),
    ),
    "a function twice": ("unique.company_function.function", made("company_function", function="m_site")),
    "a segment in use": ("item.used", lambda plan: items.delete(plan.ws, "segment", [plan.rows["segment"]])),
    "a second company": ("item.single", made("company_profile", product="Another")),
}


@pytest.mark.parametrize("name", RULES)
def test_a_broken_rule_is_refused_with_its_sentence(plan: Plan, name: str) -> None:
    code, act = RULES[name]
    error = refused(plan, lambda: act(plan))
    assert error.code == code
    sentences(error)
