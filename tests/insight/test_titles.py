"""What titles hint at: the same in English, in Simplified and in Traditional Chinese (D7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2bdesk.insight.roles import BEHAVIOUR, from_title, HIGH, role_hints, SEEN
from b2bdesk.insight.titles import department_of, seniority_of
from b2bdesk.terms import Role

ALIKE = (
    ("Founder", "创始人", "創辦人", "decider"),
    ("Owner", "老板", "老闆", "decider"),
    ("CEO", "首席执行官", "執行長", "decider"),
    ("General manager", "总经理", "總經理", "decider"),
    ("Managing director", "总裁", "總裁", "decider"),
    ("Chairman", "董事长", "董事長", "decider"),
    ("CFO", "首席财务官", "財務長", "approver"),
    ("Finance director", "财务总监", "財務總監", "approver"),
    ("Accountant", "会计", "會計", "approver"),
    ("Procurement manager", "采购经理", "採購經理", "buyer"),
    ("Purchasing director", "采购总监", "採購總監", "buyer"),
    ("CIO", "首席信息官", "資訊長", "technical"),
    ("IT director", "信息总监", "資訊總監", "technical"),
    ("IT director", "信息技术总监", "資訊技術總監", "technical"),
    ("Head of IT", "信息部负责人", "資訊部負責人", "technical"),
    ("CTO", "首席技术官", "技術長", "technical"),
    ("Technical director", "技术总监", "技術總監", "technical"),
    ("Solution architect", "解决方案架构师", "解決方案架構師", "technical"),
    ("Executive assistant to the CEO", "总经理助理", "總經理特助", "gatekeeper"),
    ("Secretary", "秘书", "祕書", "gatekeeper"),
    ("Operations director", "运营总监", "營運總監", "initiator"),
    ("Chief operating officer", "首席运营官", "營運長", "initiator"),
    ("Vice president of sales", "销售副总裁", "銷售副總裁", "initiator"),
    ("Head of supply chain", "供应链负责人", "供應鏈負責人", "initiator"),
    ("Store operations specialist", "门店运营专员", "門市營運專員", "user"),
    ("E-commerce operations lead", "电商运营主管", "電商營運主管", "user"),
    ("Feed ads specialist", "信息流投放专员", "資訊流投放專員", "user"),
)
TITLES = [title for *titles, _ in ALIKE for title in titles]


@pytest.mark.parametrize(("english", "hans", "hant", "role"), ALIKE)
def test_a_title_hints_at_the_same_in_every_language(english: str, hans: str, hant: str, role: str) -> None:
    assert [list(from_title(title)) for title in (english, hans, hant)] == [[role]] * 3


@pytest.mark.parametrize(("english", "hans", "hant", "_role"), ALIKE)
def test_rank_and_department_are_the_same_in_every_language(english: str, hans: str, hant: str, _role: str) -> None:
    ranks, departments = ({of(title) for title in (hans, hant)} for of in (seniority_of, department_of))
    assert len(ranks) == 1
    assert len(departments) == 1


@given(st.sampled_from(TITLES), st.sampled_from(["", "华东区", "華東區", "Group ", "上海 "]), st.booleans())
def test_where_and_how_it_is_written_does_not_matter(title: str, before: str, loud: bool) -> None:
    assert from_title(before + (title.upper() if loud else title)) == from_title(title)


@given(st.sampled_from(TITLES), st.sets(st.sampled_from(sorted(BEHAVIOUR))), st.sampled_from(sorted(BEHAVIOUR)))
def test_one_more_sign_never_takes_a_hint_away(title: str, seen: set[str], more: str) -> None:
    before = {hint.role: hint.signals for hint in role_hints(title, seen)}
    after = {hint.role: hint.signals for hint in role_hints(title, seen | {more})}
    assert all(after[role] >= signals for role, signals in before.items())
    for hint in role_hints(title, seen | {more}):
        assert (hint.confidence == HIGH) == (hint.signals >= 2)


def test_every_sign_has_its_words() -> None:
    assert SEEN.keys() == BEHAVIOUR.keys()
    assert {role for roles in BEHAVIOUR.values() for role in roles} <= set(Role)
