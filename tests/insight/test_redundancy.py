"""Too much of something: crowded cells, and pieces that do the same."""

from dataclasses import replace
from datetime import date

from b2bdesk.insight import facts as f
from b2bdesk.insight.redundancy import letters, likeness, overlaps
from tests.insight.sample import sample_plan, TODAY

PLAN = sample_plan()


def codes(plan: f.Plan, rule: str) -> set[tuple[str, ...]]:
    """Return what a rule finds."""
    return {finding.codes for finding in overlaps(plan, TODAY) if finding.rule == rule}


def pieces(code: str, **changes: object) -> f.Plan:
    """Return the plan with one piece changed."""
    return replace(PLAN, pieces=tuple(replace(p, **changes) if p.code == code else p for p in PLAN.pieces))


def test_the_example_has_crowded_cells() -> None:
    people = {("S1", "P2"), ("S1", "P3"), ("S2", "P1"), ("S3", "P2"), ("S3", "P3")}
    assert codes(PLAN, "R01") == {*people, ("S1", "wechat_oa"), ("S2", "website"), ("S3", "email")}


def test_a_target_of_its_own_or_no_need_makes_a_cell_less_crowded() -> None:
    cells = (f.CellPlan(2, persona_id=1, target=16), f.CellPlan(1, channel_id=3, not_needed=True, reason="x"))
    found = codes(replace(PLAN, cells=cells), "R01")
    assert not found & {("S2", "P1"), ("S1", "wechat_oa")}


def test_pieces_overlap_by_form_topic_stage_and_persona() -> None:
    assert codes(PLAN, "R02") == {("K15", "K16"), ("K17", "K18")}
    assert ("K15", "K16") not in codes(pieces("K16", topic="case"), "R02")
    assert ("K15", "K16") not in codes(pieces("K16", stage_ids=(1,)), "R02")
    assert ("K15", "K16") not in codes(pieces("K16", personas={4: 2}), "R02")
    assert ("K15", "K16") not in codes(pieces("K16", status="retired"), "R02")
    assert ("K15", "K16") not in codes(pieces("K16", archived=True), "R02")


def test_the_more_finished_and_used_piece_is_kept() -> None:
    assert ("K16", "K15") in codes(pieces("K15", status="draft"), "R02")


def test_titles_order_what_overlaps() -> None:
    piece = next(p for p in PLAN.pieces if p.code == "K15")
    twin = replace(piece, id=99, code="K99", name=piece.name, status="idea")
    found = [x for x in overlaps(replace(PLAN, pieces=(*PLAN.pieces, twin)), TODAY) if x.rule == "R02"]
    assert found[0].codes == ("K15", "K99")
    said = "do the same: solution on solution, for the same people at the same stage."
    assert found[0].say() == f"“{piece.name}” and “{piece.name}” {said}"


def test_likeness_of_titles_in_any_language() -> None:
    assert likeness(letters("库存健康报告"), letters("库存健康报告")) == 1
    assert likeness(letters("库存健康报告"), letters("预测争议")) == 0
    assert 0 < likeness(letters("Case: Hegu Tea"), letters("Case: Zhiyu")) < 1
    assert likeness(letters(""), letters("!")) in (0, 1)


def test_an_empty_plan_has_no_overlaps() -> None:
    assert overlaps(f.Plan(f.Workspace(date(2026, 1, 1), date(2026, 12, 31))), TODAY) == []
