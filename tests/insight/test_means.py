"""Hours, money, helpfulness, dates, suggestions and reports at their edges."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from b2bdesk.insight import coverage, report
from b2bdesk.insight import facts as f
from b2bdesk.insight.dates import add_months, age_months, months, older_than
from b2bdesk.insight.fame import fame
from b2bdesk.insight.help import budget, capability_match, help_score, Load, loads, self_talk
from b2bdesk.insight.levels import level
from b2bdesk.insight.speech import Day, Label, Money, Month, Share, Words
from b2bdesk.insight.suggest import suggest
from b2bdesk.terms import Appeal, Level
from tests.insight.sample import sample_plan, TODAY

PLAN = sample_plan()
EMPTY = f.Plan(f.Workspace(date(2026, 1, 1), date(2026, 12, 31)))


def test_remaining_hours_of_the_example() -> None:
    content = next(x for x in loads(PLAN) if x.capability == "content")
    assert (content.hours, content.available, content.share) == (Decimal("30.4"), Decimal(128), Fraction(19, 80))


def test_people_count_on_the_days_they_are_there() -> None:
    ann = f.Resource(1, "R1", "Ann", "people", "content", Decimal(1), start=date(2026, 4, 1), end=date(2026, 6, 30))
    plan = replace(PLAN, resources=(ann,))
    days = (date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 1), None)
    assert [loads(plan, day)[0].available for day in days] == [0, 128, 128, 0, 128]
    assert loads(plan, date(2026, 7, 1))[0].share is None


def test_work_should_fall_to_what_the_team_does_well() -> None:
    rows = [Load("media", Decimal(30), Decimal(100), 5), Load("content", Decimal(10), Decimal(100), 2)]
    assert capability_match(rows) == Fraction(3, 4)
    assert capability_match([]) is None


def test_budget_is_unknown_without_an_amount() -> None:
    assert budget(EMPTY) is None
    assert budget(replace(PLAN, resources=(f.Resource(1, "R", "x", "money"),))) is None


def test_help_score() -> None:
    assert help_score((2, 2, 1, 0, 2)) == help_score({"h1": 2, "h2": 2, "h3": 1, "h4": 0, "h5": 2}) == 7


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("We help you with our product.", Fraction(2, 3)),
        ("your hour is yours", Fraction(0)),
        ("我们的衡仓云，您的库存，客户", Fraction(2, 4)),
        ("StockPoise for customers", Fraction(1, 2)),
        ("StockPoises", None),
        ("", None),
    ],
)
def test_self_talk(text: str, ratio: Fraction | None) -> None:
    assert self_talk(text, ("StockPoise", "衡仓云", "")) == ratio


def test_levels() -> None:
    assert [level(n, 5) for n in (0, 1, 2, 4, 5, 9)] == [
        Level.GAP,
        Level.THIN,
        Level.OK,
        Level.OK,
        Level.CROWDED,
        Level.CROWDED,
    ]


def test_counts_may_come_from_elsewhere() -> None:
    assert coverage.stage_persona(PLAN, {}).share == 0
    assert coverage.stage_persona(PLAN, {(1, 5): 2}).depth == Fraction(1, 20)
    assert coverage.stage_channel(PLAN, {(1, 7): 1}).covered == 1


def test_an_empty_plan_is_reported_as_not_available() -> None:
    counts = report.coverage_report(EMPTY)["counts"]
    assert counts == {
        "placements": 0,
        "counted": 0,
        "cost": 0,
        "coverage_stage_persona": None,
        "depth": None,
        "coverage_stage_channel": None,
    }
    assert report.balance_report(EMPTY)["brand_cost"] is None
    assert report.gaps_report(EMPTY, TODAY) == report.suggest_report(
        replace(PLAN, pieces=(), placements=()), "S1", "blog", "P1", today=TODAY
    )
    assert (report.personas_report(EMPTY, TODAY), report.chains_report(EMPTY)) == ({}, {})
    assert report.fame_report(EMPTY)["score"] == 0
    assert report.resources_report(EMPTY, TODAY)["budget"] is None


def test_a_placement_counts_for_the_phase_of_its_state() -> None:
    placed = replace(
        PLAN, placements=tuple(replace(x, state="opportunity") for x in PLAN.placements if x.stage_id == 3)
    )
    assert report.coverage_report(placed)["phases"] == {"acquire": 0, "nurture": 0, "convert": 21, "retain": 0}


def test_a_placement_without_personas_serves_those_of_its_piece() -> None:
    placed = replace(PLAN, placements=(f.Placement(1, "L1", 21, 3, 5),))
    assert {code for code, n in report.coverage_report(placed)["stage_persona"].items() if n} == {
        "S3|P3",
        "S3|P4",
        "S3|P5",
    }


def test_unscheduled_brand_work_has_no_continuity() -> None:
    loose = replace(PLAN, placements=tuple(replace(x, start=None) for x in PLAN.placements))
    assert (fame(loose).continuity, fame(loose).score) == (None, None)


def test_unrated_brand_pieces_take_the_middle() -> None:
    unrated = replace(PLAN, pieces=tuple(replace(p, memorability=None) for p in PLAN.pieces))
    assert fame(unrated).memorability == Fraction(3, 5)


def test_where_nothing_fits_a_new_piece_is_proposed() -> None:
    assert suggest(PLAN, 3, 5, 5, TODAY).new_piece is None
    bare = suggest(replace(PLAN, pieces=(), placements=()), 1, 5, 5, TODAY).new_piece
    assert bare
    assert (bare.form, bare.topic, bare.appeal) == ("faq", "credentials", Appeal.MIXED)
    nothing = suggest(replace(PLAN, pieces=(), personas=(f.Persona(5, "P5", "x"),)), 3, 5, 5, TODAY).new_piece
    assert nothing
    assert (nothing.form, nothing.topic, nothing.appeal) == (None, None, Appeal.RATIONAL)


def test_placed_retired_and_unaccepted_pieces_are_not_suggested() -> None:
    codes = {s.code for s in suggest(PLAN, 3, 5, 5, TODAY).suggestions}
    assert codes.isdisjoint({"K21", "K14"})
    retired = replace(PLAN, pieces=tuple(replace(p, status="retired") for p in PLAN.pieces))
    assert suggest(retired, 3, 5, 5, TODAY).suggestions == ()


def test_old_weak_and_strange_pieces_are_taken_down() -> None:
    old = replace(PLAN, pieces=tuple(replace(p, reviewed=date(2023, 1, 1), help=5) for p in PLAN.pieces))
    best = suggest(old, 3, 5, 5, TODAY).suggestions[0]
    assert best.score == pytest.approx(90.5 * 0.6 * 0.8)
    said = [reason.say() for reason in best.reasons]
    assert "Its help check falls short." in said
    assert "Not reviewed for more than a year." in said


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(KeyError):
        report.suggest_report(PLAN, "S9", "email", "P5", today=TODAY)


def test_months() -> None:
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert age_months(date(2025, 9, 1), date(2026, 3, 1)) == 6
    assert age_months(date(2026, 9, 1), date(2026, 3, 1)) == 0
    assert not older_than(date(2025, 3, 1), 12, date(2026, 3, 1))
    assert [m.month for m in months(date(2025, 11, 30), date(2026, 2, 1))] == [11, 12, 1, 2]


def test_facts_have_bare_words() -> None:
    spoken = [Label("role", "user"), Share(0.294), Money(Decimal(411000), "CNY"), Day(TODAY), Month(TODAY)]
    assert [str(x) for x in (*spoken, Words(("a", "b")))] == [
        "user",
        "29.4 %",
        "CNY 411,000",
        "2026-03-01",
        "2026-03",
        "a, b",
    ]
