"""What does not fit into a month, against a slow count of the same rows."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from b2bdesk.insight.capacity import (
    Conflict,
    ConflictKind,
    full_channels,
    full_people,
    hours_due,
    Making,
    person_hours,
    team_hours,
)
from b2bdesk.insight.facts import Resource
from b2bdesk.insight.settings import Thresholds

LIMITS = Thresholds()
TODAY = date(2026, 3, 1)
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
LEFT = {"idea": Decimal(1), "draft": Decimal("0.5"), "ready": Decimal("0.1"), "published": Decimal(0)}

months = st.integers(1, 6).map(lambda n: date(2026, n, 1))
days = st.dates(date(2025, 11, 1), date(2026, 8, 31))
makings = st.lists(
    st.builds(
        Making,
        st.sampled_from(["Ann", "ann", " Bo ", "Bo", ""]),
        st.integers(0, 90).map(Decimal),
        st.sampled_from(sorted(LEFT)),
        days,
    ),
    max_size=30,
)


def person(name: str, hours: int, *, kind: str = "people", **more: object) -> Resource:
    return Resource(1, "R1", name, kind, "content", None, Decimal(hours), **more)  # type: ignore[arg-type]


def test_a_month_with_more_than_a_channel_takes_is_told() -> None:
    started = {(7, MARCH): 3, (7, APRIL): 2, (8, MARCH): 9}
    found = full_channels(started, {7: 2, 8: None}, {7: "Email"})
    assert found == (Conflict(ConflictKind.CHANNEL, 7, "Email", MARCH, Decimal(3), Decimal(2)),)


def test_a_channel_that_takes_nothing_is_full_with_one() -> None:
    assert [c.limit for c in full_channels({(1, MARCH): 1}, {1: 0}, {})] == [0]


@given(
    st.dictionaries(st.tuples(st.integers(1, 4), months), st.integers(0, 9)),
    st.dictionaries(st.integers(1, 4), st.none() | st.integers(0, 6)),
)
def test_full_channels_are_those_of_a_slow_count(
    started: dict[tuple[int, date], int], rooms: dict[int, int | None]
) -> None:
    slow = set()
    for channel in range(1, 5):
        for month in range(1, 7):
            n, room = started.get((channel, date(2026, month, 1)), 0), rooms.get(channel)
            if room is not None and n > room:
                slow.add((channel, month, n, room))
    found = full_channels(started, rooms, {})
    assert {(c.key, c.month.month, c.found, c.limit) for c in found} == slow


def test_hours_are_due_with_the_first_placement_and_not_in_the_past() -> None:
    work = [
        Making("Ann", Decimal(20), "draft", date(2026, 4, 7)),
        Making("ann", Decimal(10), "idea", date(2026, 1, 9)),
        Making("Bo", Decimal(30), "published", date(2026, 4, 1)),
    ]
    assert hours_due(work, TODAY, LIMITS) == {("Ann", APRIL): Decimal(10), ("Ann", MARCH): Decimal(10)}


@given(makings)
def test_hours_due_are_those_of_a_slow_count(work: list[Making]) -> None:
    slow: dict[tuple[str, date], Decimal] = {}
    for piece in work:
        month = max(piece.first.replace(day=1), MARCH)
        key = (piece.owner.strip().lower(), month)
        slow[key] = slow.get(key, Decimal(0)) + piece.effort * LEFT[piece.status]
    found = {(name.lower(), month): hours for (name, month), hours in hours_due(work, TODAY, LIMITS).items()}
    assert found == {key: hours for key, hours in slow.items() if hours}


def test_more_than_a_person_has_hours_for_is_told() -> None:
    due = {("Ann", MARCH): Decimal(65), ("Bo", MARCH): Decimal(999), ("Ann", APRIL): Decimal(64)}
    found = full_people(due, [person("ANN", 80)], LIMITS)
    assert [(c.name, c.month, c.found, c.limit) for c in found] == [("Ann", MARCH, 65, Decimal(64))]


def test_hours_of_several_rows_add_up_and_only_while_there() -> None:
    rows = [
        person("Ann", 100),
        person("ann ", 50, kind="time", end=date(2026, 3, 15)),
        person("Ann", 70, archived=True),
        person("Ann", 70, kind="money"),
    ]
    assert person_hours("Ann", MARCH, rows, LIMITS) == Decimal(120)
    assert person_hours("Ann", APRIL, rows, LIMITS) == Decimal(80)
    assert person_hours("Nobody", MARCH, rows, LIMITS) is None
    assert person_hours("", MARCH, rows, LIMITS) is None


def test_a_team_has_the_hours_of_those_who_can() -> None:
    rows = [person("Ann", 160), person("Bo", 100, start=APRIL)]
    assert team_hours(MARCH, rows, LIMITS) == Decimal(128)
    assert team_hours(APRIL, rows, LIMITS) == Decimal(208)
    assert team_hours(MARCH, rows, LIMITS, "ads") is None
