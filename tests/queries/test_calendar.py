"""The calendar's numbers are those of a slow count in Python, on the example and on random plans."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from b2bdesk import workspace
from b2bdesk.commands import placements
from b2bdesk.domain.content import ContentPersona, ContentPiece
from b2bdesk.domain.placement import Placement, PlacementPersona
from b2bdesk.insight.capacity import ConflictKind
from b2bdesk.queries import calendar
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.calendar import By, DAY, DECADE, MONTH, span
from b2bdesk.queries.months import year
from b2bdesk.terms import COUNTED
from tests.helpers.plans import make_plan, Size

TODAY = date(2026, 3, 1)
FIRST, LAST = date(2026, 2, 1), date(2026, 4, 30)
EVERY = BoardFilter()


@pytest.fixture
def ws(example_path: Path) -> Iterator[Any]:
    found = workspace.open(example_path)
    yield found
    found.close()


@pytest.fixture(scope="module", params=[1, 2])
def random_ws(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = tmp_path_factory.mktemp("plans") / f"{request.param}.b2bdesk"
    make_plan(path, Size(60, 400, 7, 6, 4), seed=request.param)
    found = workspace.open(path)
    yield found
    found.close()


class Slow:
    """The same answers, counted one placement after the other."""

    def __init__(self, session: Any, where: BoardFilter) -> None:
        self.own, self.fit = {}, {}
        for row in session.scalars(select(PlacementPersona)):
            self.own.setdefault(row.placement_id, set()).add(row.persona_id)
        for row in session.scalars(select(ContentPersona)):
            self.fit.setdefault(row.content_id, set()).add(row.persona_id)
        self.pieces = {row.id: row for row in session.scalars(select(ContentPiece))}
        self.rows = [p for p in session.scalars(select(Placement)) if self.fits(p, where)]

    def people(self, p: Placement) -> set[int]:
        return self.own.get(p.id) or self.fit.get(p.content_id) or {0}

    def fits(self, p: Placement, where: BoardFilter) -> bool:
        persons = not where.personas or bool(self.people(p) & where.personas)
        campaigns = not where.campaigns or p.campaign_id in where.campaigns
        forms = not where.forms or self.pieces[p.content_id].form in where.forms
        return persons and campaigns and forms and p.status in where.shown and not p.archived

    def in_span(self, first: date, last: date) -> list[Placement]:
        return [p for p in self.rows if p.date_from and p.date_from <= last and self.reaches(p, first)]

    def reaches(self, p: Placement, first: date) -> bool:
        goes_on = p.date_to is None and p.status == "live"
        return goes_on or (p.date_to or p.date_from) >= first

    def keys(self, p: Placement, by: By) -> set[Any]:
        single = {By.CHANNEL: p.channel_id, By.OWNER: p.owner, By.CAMPAIGN: p.campaign_id or 0, By.NONE: 0}
        return self.people(p) if by is By.PERSONA else {single[by]}


FILTERS = [
    EVERY,
    BoardFilter(personas=frozenset({2, 3})),
    BoardFilter(statuses=frozenset({"live", "dropped"}), campaigns=frozenset({1})),
]


@pytest.mark.parametrize("where", FILTERS)
@pytest.mark.parametrize("by", By)
def test_a_span_holds_what_a_slow_count_finds(random_ws: Any, by: By, where: BoardFilter) -> None:
    with random_ws.read() as session:
        slow = Slow(session, where)
        expected = {(key, p.id) for p in slow.in_span(FIRST, LAST) for key in slow.keys(p, by)}
        found = span(session, by, FIRST, LAST, where, most=10_000)
    assert {(bar.row, bar.id) for bar in found.bars} == expected
    assert len(found.bars) == len(expected)
    assert found.hidden == ()


@pytest.mark.parametrize("stretch", [DAY, DECADE, MONTH])
@pytest.mark.parametrize("most", [1, 3])
def test_what_is_left_out_is_counted(random_ws: Any, stretch: int, most: int) -> None:
    with random_ws.read() as session:
        slow = Slow(session, EVERY)
        expected = Counter(p.channel_id for p in slow.in_span(FIRST, LAST))
        found = span(session, By.CHANNEL, FIRST, LAST, most=most, stretch=stretch)
    loaded = Counter(bar.row for bar in found.bars)
    assert {key: loaded[key] + found.hidden_by_row[key] for key in expected} == expected
    assert sum(found.hidden_by_row.values()) > 0
    inside = [bar for bar in found.bars if bar.start and bar.start >= FIRST and not bar.open]
    per_stretch = Counter((bar.row, bar.start.isoformat()[:stretch]) for bar in inside if bar.start)
    assert max(per_stretch.values()) <= most


@pytest.mark.parametrize("by", By)
def test_rows_count_what_a_slow_count_counts(random_ws: Any, by: By) -> None:
    where = BoardFilter(forms=frozenset({"white_paper", "article", "webinar", "video"}))
    with random_ws.read() as session:
        for asked in (EVERY, where):
            slow = Slow(session, asked)
            counted = [p for p in slow.rows if p.status in COUNTED]
            expected = Counter(key for p in counted for key in slow.keys(p, by))
            found = calendar.rows(session, by, asked)
            assert {row.key: row.n for row in found if row.n} == expected


def test_days_count_what_lies_on_them(random_ws: Any) -> None:
    with random_ws.read() as session:
        slow = Slow(session, EVERY)
        found = calendar.day_counts(session, FIRST, LAST)
    for at in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=at)
        on_it = [p for p in slow.rows if p.date_from and p.date_from <= day <= (p.date_to or p.date_from)]
        assert found[day] == len(on_it), day
    assert len(found) == (LAST - FIRST).days + 1


def test_months_and_conflicts_are_those_of_a_slow_count(random_ws: Any) -> None:
    with random_ws.read() as session:
        slow = Slow(session, EVERY)
        found = year(session, TODAY)
    counted = [p for p in slow.rows if p.status in COUNTED and p.date_from]
    for month in found.months:
        of = [p for p in counted if p.date_from and p.date_from.replace(day=1) == month.day]
        brand = [p for p in of if slow.pieces[p.content_id].horizon == "brand"]
        assert (month.n, month.brand, month.cost) == (len(of), len(brand), sum(p.cost for p in of))
    assert sum(m.n for m in found.months) == len(counted)
    starts = Counter((p.channel_id, p.date_from.replace(day=1)) for p in counted if p.date_from)
    said = {(c.key, c.month): c.found for c in found.conflicts if c.kind is ConflictKind.CHANNEL}
    with random_ws.read() as session:
        rooms = {c.id: c.monthly_capacity for c in session.scalars(select(calendar.Channel))}
    assert said == {key: n for key, n in starts.items() if rooms[key[0]] is not None and n > rooms[key[0]]}


def test_the_examples_months_are_as_drawn(ws: Any) -> None:
    with ws.read() as session:
        found = year(session, TODAY)
    shown = found.months[:5]
    assert [m.brand for m in shown] == [13, 6, 4, 0, 2]
    assert [int(m.cost) for m in shown] == [198_100, 118_900, 35_800, 46_000, 12_200]
    assert [float(m.hours) for m in shown] == [0, 0, 8.4, 3, 16]
    assert {m.room for m in shown} == {128}
    assert found.currency == "CNY"


def test_the_examples_conflicts(ws: Any) -> None:
    with ws.read() as session:
        found = year(session, TODAY).conflicts
    assert {(c.kind, c.name, c.month.month, int(c.found), int(c.limit)) for c in found} == {
        ("channel", "Website", 1, 9, 8),
        ("channel", "Trade show", 3, 3, 1),
        ("channel", "Own events", 4, 3, 1),
    }


def test_dates_outside_the_plan_are_told(ws: Any) -> None:
    placements.update(ws, id=first_of(ws, "L67"), date_to=date(2027, 1, 2), today=TODAY)
    with ws.read() as session:
        found = [c for c in year(session, TODAY).conflicts if c.kind is ConflictKind.WINDOW]
    assert [(c.key, c.name, c.month) for c in found] == [(first_of(ws, "L67"), "K29", date(2026, 5, 1))]


def test_months_follow_the_filter_but_conflicts_do_not(ws: Any) -> None:
    with ws.read() as session:
        every = year(session, TODAY)
        narrow = year(session, TODAY, BoardFilter(forms=frozenset({"white_paper"})))
        live = year(session, TODAY, BoardFilter(statuses=frozenset({"live"})))
    assert sum(m.n for m in narrow.months) < sum(m.n for m in every.months)
    assert sum(m.n for m in live.months) == 22
    assert narrow.conflicts == live.conflicts == every.conflicts


def first_of(ws: Any, code: str) -> int:
    with ws.read() as session:
        return int(session.scalars(select(Placement.id).where(Placement.code == code)).one())


def test_what_has_no_date_waits_and_is_found(ws: Any) -> None:
    with ws.read() as session:
        assert calendar.unscheduled(session) == ((), 0)
    placements.update(ws, id=first_of(ws, "L67"), date_from=None, today=TODAY)
    placements.update(ws, id=first_of(ws, "L69"), date_from=None, today=TODAY)
    with ws.read() as session:
        bars, n = calendar.unscheduled(session)
        assert ([bar.code for bar in bars], n) == (["K29", "K30"], 2)
        assert calendar.unscheduled(session, text="k30")[1] == 1
        assert calendar.unscheduled(session, text="k30 zebra") == ((), 0)
        assert calendar.unscheduled(session, BoardFilter(statuses=frozenset({"live"})))[1] == 0
        assert len(calendar.unscheduled(session, most=1)[0]) == 1
        assert calendar.unscheduled(session, most=1)[1] == 2


def test_bounds_are_the_plans_or_wider(ws: Any) -> None:
    with ws.read() as session:
        assert calendar.bounds(session) == (date(2026, 1, 1), date(2026, 12, 31))
    placements.update(ws, id=first_of(ws, "L67"), date_to=date(2027, 2, 2), today=TODAY)
    with ws.read() as session:
        assert calendar.bounds(session)[1] == date(2027, 2, 2)


def test_rows_bear_names_and_groups(ws: Any) -> None:
    with ws.read() as session:
        rows = calendar.rows(session, By.CHANNEL)
        assert [(r.name, r.n) for r in rows[:2]] == [("Website", 10), ("Site blog", 3)]
        assert len({r.group for r in rows}) == 2
        assert {r.name for r in calendar.rows(session, By.OWNER)} >= {"Tang Ning", "Ding Rui"}
        assert calendar.rows(session, By.CAMPAIGN)[-1].key == 0
        assert sum(r.n for r in calendar.rows(session, By.CAMPAIGN)) == 69


def test_ten_times_the_plan_asks_the_same_statements(tmp_path: Path) -> None:
    asked = []
    for size in ("S", "10S"):
        found = workspace.open(make_plan(tmp_path / f"{size}.b2bdesk", size))
        statements: list[str] = []
        with found.read() as session:
            bind = session.get_bind()
            event.listen(bind, "before_cursor_execute", lambda *a, seen=statements: seen.append(a[2]))
            span(session, By.CHANNEL, FIRST, LAST, most=5)
            year(session, TODAY)
        asked.append(len(statements))
        found.close()
    assert asked[0] == asked[1]


def test_bars_of_a_stretch_come_by_start(random_ws: Any) -> None:
    with random_ws.read() as session:
        found = span(session, By.CHANNEL, FIRST, LAST, replace(EVERY, statuses=frozenset({"done", "planned"})), most=99)
    starts = [bar.start for bar in found.bars if bar.row == found.bars[0].row and bar.start and bar.start >= FIRST]
    assert starts == sorted(starts)  # type: ignore[type-var]
