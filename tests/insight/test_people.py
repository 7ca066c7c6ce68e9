"""Completeness, confidence, chains and role hints by the worked numbers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from b2bdesk.insight import chains, completeness, confidence
from b2bdesk.insight import facts as f
from b2bdesk.insight.roles import from_title, role_hints
from b2bdesk.insight.settings import Thresholds
from b2bdesk.terms import InfoGroup, Role
from tests.insight.sample import sample_plan, TODAY

PLAN = sample_plan()
LIMITS = Thresholds()


def evidence(source: str, day: date) -> f.Evidence:
    """Return evidence of a source and day."""
    return f.Evidence(1, "E1", "x", source, day)


def test_score_from_filled_counts() -> None:
    filled = dict(zip(InfoGroup, (0, 6, 1, 2, 1, 1, 3), strict=True))
    assert completeness.score(filled, LIMITS.group_weight) == Fraction(205, 3)
    assert not completeness.usable(filled, 0.75)
    assert completeness.usable({**filled, InfoGroup.CONTENT_PREF: 2}, 0.75)


def test_weights_add_up_and_fields_are_as_many_as_stated() -> None:
    assert sum(LIMITS.group_weight.values()) == 100
    assert [len(fields) for fields in completeness.FIELDS.values()] == [3, 6, 3, 2, 2, 2, 4]


def test_an_empty_persona_lacks_everything() -> None:
    state = completeness.completeness(f.Persona(1, "P", "x"), (), LIMITS)
    assert (state.score, state.usable, len(state.missing)) == (0, False, 22)


def test_confidence_of_the_worked_example() -> None:
    rows = [(evidence("interview", date(2025, 9, 1)), "supports"), (evidence("survey", date(2025, 3, 1)), "supports")]
    found = confidence.confidence(rows, TODAY, LIMITS)
    assert [round(s.strength, 4) for s in found.steps] == [0.7143, 0.4410]
    assert round(found.value, 4) == 0.8403
    against = confidence.confidence([*rows, (evidence("internal", TODAY), "contradicts")], TODAY, LIMITS)
    assert against.value == pytest.approx(found.value / 2)


def test_confidence_has_a_floor_and_a_cap() -> None:
    assert confidence.confidence([], TODAY, LIMITS).value == 0
    assert confidence.confidence([], TODAY, LIMITS).assumption
    many = [(evidence("interview", TODAY), "supports")] * 9
    assert confidence.confidence(many, TODAY, LIMITS).value == 0.98
    assert confidence.confidence([(evidence("interview", date(2030, 1, 1)), "supports")], TODAY, LIMITS).value == 0.9
    only_against = confidence.confidence([(evidence("survey", TODAY), "contradicts")], TODAY, LIMITS)
    assert (only_against.value, only_against.assumption) == (0, True)


def test_evidence_of_statements_counts_for_the_persona_once() -> None:
    links = (f.EvidenceLink(1, "persona", 1), f.EvidenceLink(1, "item", 1), f.EvidenceLink(3, "item", 1))
    plan = replace(PLAN, evidence_links=links)
    assert len(confidence.of_personas(plan, TODAY)[1].steps) == 2
    assert len(confidence.of_target(plan, "item", 1, TODAY).steps) == 2


def test_chain_reaches_all_when_the_buyer_is_placed_once_more() -> None:
    more = f.Placement(999, "L99", 22, 3, 3, persona_ids=(5,))
    plan = replace(PLAN, placements=(*PLAN.placements, more))
    assert chains.of_plan(plan)[2].cover == 1


def test_chain_without_members_has_no_cover() -> None:
    plan = replace(PLAN, chains=(replace(PLAN.chains[0], members=()),))
    found = chains.of_plan(plan)[1]
    assert (found.cover, found.support, found.people) == (None, None, ())
    assert found.missing == (Role.USER, Role.DECIDER)


def test_roles_that_count_as_others() -> None:
    names = (Role.INITIATOR, Role.USER, Role.TECHNICAL, Role.ECONOMIC, Role.BUYER)
    members = tuple(f.Member(n, n, role) for n, role in enumerate(names, 1))
    plan = replace(PLAN, chains=(f.Chain(1, "CH", "x", 2, members),))
    found = chains.of_plan(plan)[1]
    assert (found.missing, found.advised) == ((), (Role.CHAMPION,))
    coached = f.Chain(1, "CH", "x", 2, (*members, f.Member(9, 5, Role.COACH)))
    assert chains.of_plan(replace(PLAN, chains=(coached,)))[1].advised == ()


def test_contacts_stand_for_themselves() -> None:
    members = (f.Member(1, 1, "user", contact_id=7, code="C7", name="Ann"), f.Member(2, None, "decider", contact_id=8))
    found = chains.of_plan(replace(PLAN, chains=(f.Chain(1, "CH", "x", 1, members),)))[1]
    assert [(p.code, p.n) for p in found.people] == [("C7", 5), ("", 0)]


@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("采购经理", ["buyer"]),
        ("採購經理", ["buyer"]),
        ("总经理", ["decider"]),
        ("总经理助理", ["gatekeeper"]),
        ("Executive assistant to the CEO", ["gatekeeper"]),
        ("创始人/总经理", ["decider"]),
        ("财务总监", ["approver"]),
        ("CFO", ["approver"]),
        ("IT总监", ["technical"]),
        ("信息技术总监", ["technical"]),
        ("Supply-chain director", ["initiator"]),
        ("供应链总监", ["initiator"]),
        ("电商运营主管", ["user"]),
        ("采购与财务负责人", ["approver", "buyer"]),
        ("採購暨財務主管", ["approver", "buyer"]),
        ("采购专员", ["buyer"]),
        ("Head of with-it marketing", ["technical"]),
        ("Writer", []),
        ("", []),
    ],
)
def test_roles_from_titles(title: str, roles: list[str]) -> None:
    assert list(from_title(title)) == roles


def test_hints_are_sure_only_when_signals_agree() -> None:
    assert [(h.role, h.confidence) for h in role_hints("采购经理")] == [(Role.BUYER, "low")]
    hints = role_hints("采购经理", ["pricing_view"])
    assert [(h.role, h.confidence) for h in hints] == [(Role.BUYER, "high"), (Role.DECIDER, "low")]
    assert role_hints("", ["forwards_material", "unknown"])[0].role == Role.CHAMPION


def test_money_is_untouched_by_floats() -> None:
    tenth = tuple(replace(x, cost=Decimal("0.1")) for x in PLAN.placements)
    from b2bdesk.insight.index import index

    assert index(replace(PLAN, placements=tenth)).cost == Decimal("6.9")
