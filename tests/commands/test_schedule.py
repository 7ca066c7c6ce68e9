"""Moving, lengthening, repeating: each one edit that undo takes back, each refusal one sentence."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from b2bdesk.commands import items, placements, schedule, shifting
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.placement import Placement
from b2bdesk.errors import UserError
from b2bdesk.insight.dates import add_months
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small

TODAY = date(2026, 3, 1)
MARCH_10 = date(2026, 3, 10)


def rows(ws: Workspace, *ids: int) -> list[Placement]:
    with ws.read() as session:
        found = session.scalars(select(Placement).where(Placement.id.in_(ids) if ids else Placement.id > 0)).all()
        session.expunge_all()
        return sorted(found, key=lambda row: (row.date_from or date.min, row.id))


def days(ws: Workspace, *ids: int) -> list[tuple[date | None, date | None]]:
    return [(row.date_from, row.date_to) for row in rows(ws, *ids)]


def dated(ws: Workspace, small: Small, start: date = MARCH_10, end: date | None = None, **more: Any) -> int:
    placements.update(ws, id=small.placement, today=TODAY, date_from=start, date_to=end, **more)
    return small.placement


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as error:
        act()
    return error.value.sentence()


@pytest.fixture(autouse=True)
def plan_of_2026(ws: Workspace) -> None:
    items.update(ws, "workspace", 1, plan_start=date(2026, 1, 1), plan_end=date(2026, 12, 31))


def test_a_move_keeps_the_length(ws: Workspace, small: Small) -> None:
    one = dated(ws, small, end=date(2026, 3, 12))
    schedule.move(ws, ids=[one], days=7, today=TODAY)
    assert days(ws, one) == [(date(2026, 3, 17), date(2026, 3, 19))]
    assert ws.history()[0].sentence() == "Move K01 by 7 days"
    ws.undo()
    assert days(ws, one) == [(MARCH_10, date(2026, 3, 12))]


def test_a_move_into_another_row_takes_its_values(ws: Workspace, small: Small) -> None:
    one = dated(ws, small)
    schedule.move(ws, ids=[one], days=-2, values={"channel_id": small.website, "owner": "Ann"}, today=TODAY)
    row = rows(ws, one)[0]
    assert (row.channel_id, row.owner, row.date_from) == (small.website, "Ann", date(2026, 3, 8))
    ws.undo()
    assert rows(ws, one)[0].channel_id == small.email


def test_months_and_leap_days_are_only_days(ws: Workspace, small: Small) -> None:
    one = dated(ws, small, date(2024, 2, 28))
    schedule.move(ws, ids=[one], days=1, today=TODAY)
    assert days(ws, one) == [(date(2024, 2, 29), None)]
    schedule.move(ws, ids=[one], days=366, today=TODAY)
    assert days(ws, one) == [(date(2025, 3, 1), None)]


@pytest.mark.parametrize("by", [7, -7])
def test_a_row_of_equal_ones_moves_without_stepping_on_itself(ws: Workspace, small: Small, by: int) -> None:
    one = dated(ws, small)
    ids = [one, *schedule.repeat(ws, id=one, count=4)]
    steps = len(ws.history())
    schedule.move(ws, ids=ids, days=by, today=TODAY)
    assert [start for start, _ in days(ws)] == [MARCH_10 + timedelta(days=by + 7 * n) for n in range(4)]
    assert len(ws.history()) == steps + 1
    ws.undo()
    assert [start for start, _ in days(ws)] == [MARCH_10 + timedelta(days=7 * n) for n in range(4)]


def test_an_edge_changes_the_length(ws: Workspace, small: Small) -> None:
    one = dated(ws, small, end=date(2026, 3, 12))
    schedule.resize(ws, ids=[one], end=3, today=TODAY)
    assert days(ws, one) == [(MARCH_10, date(2026, 3, 15))]
    schedule.resize(ws, ids=[one], start=5, today=TODAY)
    assert days(ws, one) == [(date(2026, 3, 15), date(2026, 3, 15))]
    assert "before it starts" in refused(lambda: schedule.resize(ws, ids=[one], end=-1, today=TODAY))
    ws.undo()
    ws.undo()
    assert days(ws, one) == [(MARCH_10, date(2026, 3, 12))]


def test_what_had_no_end_gets_one(ws: Workspace, small: Small) -> None:
    one = dated(ws, small)
    schedule.resize(ws, ids=[one], end=4, today=TODAY)
    assert days(ws, one) == [(MARCH_10, date(2026, 3, 14))]
    ws.undo()
    schedule.resize(ws, ids=[one], start=-4, today=TODAY)
    assert days(ws, one) == [(date(2026, 3, 6), MARCH_10)]


def test_dates_are_given_and_taken_away(ws: Workspace, small: Small) -> None:
    schedule.set_dates(ws, ids=[small.placement], start=MARCH_10, today=TODAY)
    assert days(ws) == [(MARCH_10, None)]
    assert ws.history()[0].sentence() == "Schedule K01 for 2026-03-10"
    schedule.unschedule(ws, ids=[small.placement])
    assert days(ws) == [(None, None)]
    ws.undo()
    assert days(ws) == [(MARCH_10, None)]


def test_only_what_is_planned_can_be_without_a_date(ws: Workspace, small: Small) -> None:
    one = dated(ws, small, status="scheduled")
    assert refused(lambda: schedule.unschedule(ws, ids=[one])) == (
        "K01 is past planning, so it keeps its date. Set it to planned first."
    )
    assert days(ws) == [(MARCH_10, None)]


def test_two_equal_ones_cannot_wait(ws: Workspace, small: Small) -> None:
    dated(ws, small)
    placements.place(ws, content=small.piece, stage=3, channel=small.email)
    assert "already waits" in refused(lambda: schedule.unschedule(ws, ids=[small.placement]))


def test_what_is_done_does_not_move_into_the_future(ws: Workspace, small: Small) -> None:
    one = dated(ws, small, date(2026, 2, 20), status="done")
    assert "is done" in refused(lambda: schedule.move(ws, ids=[one], days=30, today=TODAY))
    schedule.move(ws, ids=[one], days=9, today=TODAY)
    assert days(ws) == [(TODAY, None)]


def test_a_day_that_is_taken_is_named(ws: Workspace, small: Small) -> None:
    one = dated(ws, small)
    placements.place(ws, content=small.piece, stage=3, channel=small.email, date_from=date(2026, 3, 12))
    sentence = "K01 already stands there on 2026-03-12. Choose another day or channel."
    assert refused(lambda: schedule.move(ws, ids=[one], days=2, today=TODAY)) == sentence
    with ws.read() as session:
        told = shifting.outlook(session, ids=[one], start=2, end=2, today=TODAY)
        assert told.refusal == sentence
        assert not shifting.outlook(session, ids=[one], start=3, end=3, today=TODAY).refusal
        free = {"channel_id": small.website}
        assert not shifting.outlook(session, ids=[one], start=2, end=2, values=free, today=TODAY).refusal


def test_what_has_no_date_cannot_be_moved(ws: Workspace, small: Small) -> None:
    assert "no date yet" in refused(lambda: schedule.move(ws, ids=[small.placement], days=1, today=TODAY))


def test_a_piece_is_placed_on_a_day_by_code_or_title(ws: Workspace, small: Small) -> None:
    items.update(ws, "content_piece", small.piece, status="draft")
    by_code = schedule.place(ws, text="k01", day=MARCH_10, channel=small.website)
    row = rows(ws, by_code)[0]
    assert (row.content_id, row.channel_id, row.date_from, row.status) == (
        small.piece,
        small.website,
        MARCH_10,
        "planned",
    )
    assert row.stage_id == 1, "the piece's own stage"
    new = schedule.place(ws, text="A wholly new idea", day=MARCH_10, channel=small.website, values={"owner": "Ann"})
    row = rows(ws, new)[0]
    assert (row.status, row.owner) == ("idea", "Ann")
    assert row.stage_id == 2, "the stage that suits a website best"
    ws.undo()
    assert "Type a code" in refused(lambda: schedule.place(ws, text=" ", day=MARCH_10, channel=small.website))


# ---- repeating


def test_repeating_by_week_makes_rows_of_their_own(ws: Workspace, small: Small) -> None:
    one = dated(ws, small, end=date(2026, 3, 11), status="live", cost=300, owner="Ann", personas=[small.persona])
    steps = len(ws.history())
    made = schedule.repeat(ws, id=one, every=2, unit="week", until=date(2026, 4, 21))
    assert days(ws, *made) == [
        (date(2026, 3, 24), date(2026, 3, 25)),
        (date(2026, 4, 7), date(2026, 4, 8)),
        (date(2026, 4, 21), date(2026, 4, 22)),
    ]
    found = rows(ws)
    assert len({row.series for row in found}) == 1
    assert found[0].series
    assert [(row.status, row.owner, row.cost) for row in found[1:]] == [("planned", "Ann", 300)] * 3
    assert [placed_personas(ws, row.id) for row in found] == [[small.persona]] * 4
    assert len(ws.history()) == steps + 1
    ws.undo()
    assert len(rows(ws)) == 1
    assert rows(ws)[0].series == ""


def placed_personas(ws: Workspace, id: int) -> list[int]:
    with ws.read() as session:
        return list(items.linked(session, items.ENTITIES["placement"], id, "personas"))


def test_months_end_where_they_end(ws: Workspace, small: Small) -> None:
    one = dated(ws, small, date(2026, 1, 31))
    schedule.repeat(ws, id=one, unit="month", count=4)
    assert [start for start, _ in days(ws)] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(1, 6),
    st.sampled_from(["week", "month"]),
    st.integers(2, 40),
)
def test_days_of_repeats_are_reckoned_from_the_first(first: date, every: int, unit: str, count: int) -> None:
    found = schedule.repeat_days(first, every, unit, count=count)
    assert len(found) == count - 1
    for n, day in enumerate(found, 1):
        slow = first + timedelta(days=7 * every * n) if unit == "week" else add_months(first, every * n)
        assert day == slow
    if unit == "month":
        assert all(day.day == first.day or (day + timedelta(days=1)).day == 1 for day in found)
    assert schedule.repeat_days(first, every, unit, until=found[-1]) == found
    assert schedule.repeat_days(first, every, unit, until=found[-1] - timedelta(days=1)) == found[:-1]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"until": date(2027, 1, 15)}, "plan ends on 2026-12-31"),
        ({"count": 201}, "At most 200"),
        ({"until": date(2026, 3, 11)}, "no day to repeat on"),
        ({"count": 1}, "how often"),
        ({}, "how often"),
        ({"every": 0, "count": 3}, "how often"),
        ({"unit": "year", "count": 3}, "how often"),
    ],
)
def test_wrong_repeats_are_refused(ws: Workspace, small: Small, how: dict[str, Any], words: str) -> None:
    one = dated(ws, small)
    assert words in refused(lambda: schedule.repeat(ws, id=one, **how))
    assert len(rows(ws)) == 1


def test_200_in_all_are_not_too_many(ws: Workspace, small: Small) -> None:
    items.update(ws, "workspace", 1, plan_end=date(2030, 12, 31))
    one = dated(ws, small)
    assert len(schedule.repeat(ws, id=one, count=200)) == 199


def test_without_a_date_nothing_repeats(ws: Workspace, small: Small) -> None:
    assert "no date yet" in refused(lambda: schedule.repeat(ws, id=small.placement, count=3))


def test_a_repeat_goes_on_in_its_series(ws: Workspace, small: Small) -> None:
    one = dated(ws, small)
    made = schedule.repeat(ws, id=one, count=2)
    more = schedule.repeat(ws, id=made[-1], count=2)
    assert {row.series for row in rows(ws, one, *made, *more)} == {rows(ws, one)[0].series}


def test_this_and_following_move_change_and_go(ws: Workspace, small: Small) -> None:
    one = dated(ws, small)
    made = schedule.repeat(ws, id=one, count=4)
    steps = len(ws.history())
    schedule.move_following(ws, id=made[1], days=1, today=TODAY)
    assert [(start - MARCH_10).days for start, _ in days(ws) if start] == [0, 7, 15, 22]
    schedule.set_status_following(ws, id=made[1], status="scheduled", today=TODAY)
    assert [row.status for row in rows(ws)] == ["planned", "planned", "scheduled", "scheduled"]
    schedule.remove_following(ws, id=made[1])
    assert len(rows(ws)) == 2
    assert len(ws.history()) == steps + 3
    for _ in range(3):
        ws.undo()
    assert [(start - MARCH_10).days for start, _ in days(ws) if start] == [0, 7, 14, 21]


def test_alone_only_this_follows(ws: Workspace, small: Small) -> None:
    one = dated(ws, small)
    with ws.read() as session:
        assert schedule.following(session, one) == [one]


def told(ws: Workspace, **asked: Any) -> tuple[str, ...]:
    with ws.read() as session:
        return shifting.outlook(session, today=TODAY, **asked).doubts


def test_a_day_outside_the_plan_is_minded(ws: Workspace, small: Small) -> None:
    one = dated(ws, small, status="scheduled")
    assert told(ws, ids=[one], start=300, end=300) == ("K01 would not lie within the plan: 2026-01-01 to 2026-12-31.",)
    assert told(ws, ids=[one], start=7, end=7) == ()


def test_a_full_month_is_minded_by_what_comes_into_it(ws: Workspace, small: Small) -> None:
    items.update(ws, "channel", small.email, monthly_capacity=1)
    one = dated(ws, small, date(2026, 4, 10), status="scheduled")
    other = placements.place(ws, content=small.piece, stage=3, channel=small.email, date_from=MARCH_10)
    assert "would start 2 in 2026-04, more than the 1" in told(ws, ids=[other], start=30, end=30)[0]
    schedule.move(ws, ids=[other], days=30, today=TODAY)
    assert told(ws, ids=[one], start=1, end=1) == ()


def test_more_to_make_than_hours_is_minded(ws: Workspace, small: Small) -> None:
    items.update(ws, "content_piece", small.piece, owner="Ann", effort_h=200, status="draft")
    items.create(ws, "resource", kind="people", person="Ann", capability="content", fte=0.1, strength=3)
    one = dated(ws, small, status="scheduled")
    said = told(ws, ids=[one], start=31, end=31)
    assert len(said) == 1
    assert said[0].startswith("Ann would have 100 h to make in 2026-04, more than the ")
    assert told(ws, ids=[one], start=1, end=1) == ()


def test_a_persona_takes_the_place_of_another(ws: Workspace, small: Small) -> None:
    other = items.create(ws, "persona", name="Sun Li", title="Finance", segments=[small.segment])
    one = dated(ws, small, personas=[small.persona])
    values = {"persona": other, "instead": small.persona}
    schedule.move(ws, ids=[one], days=0, values=values, today=TODAY)
    assert served(ws, one) == [other]
    assert ws.history()[0].sentence() == "Move K01 in the calendar"
    schedule.set_dates(ws, ids=[one], start=MARCH_10, values={"persona": small.persona}, today=TODAY)
    assert served(ws, one) == [other, small.persona]
    with ws.read() as session:
        nobody = shifting.outlook(session, ids=[one], values={"persona": 0}, today=TODAY)
    assert nobody.refusal.startswith("Drop K01 on a persona")


def served(ws: Workspace, placement: int) -> list[int]:
    with ws.read() as session:
        return list(items.linked(session, ENTITIES["placement"], placement, "personas"))
