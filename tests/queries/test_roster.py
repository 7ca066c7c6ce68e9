"""A plan counted in memory gives what the file gives: on every board, with every filter, after any edits."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, event, insert, select, update

from b2bdesk import workspace
from b2bdesk.domain import metadata
from b2bdesk.queries import calendar, cell, months
from b2bdesk.queries.axes import AXES, PAIRS
from b2bdesk.queries.board import Board, board, BoardFilter, more_chips
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.roster_groups import AXIS, SEVERAL
from b2bdesk.queries.rosters import Keeper
from b2bdesk.queries.sheet import sheet
from b2bdesk.queries.sheet_values import Asked, Order, Sheet
from b2bdesk.terms import PlacementStatus
from tests.helpers.plans import make_plan

BOARDS = [*PAIRS, ("stage", "persona"), ("channel", "month")]
FILTERS = {
    "words": BoardFilter(text="NUMBER 1"),
    "no such words": BoardFilter(text="zzz"),
    "people": BoardFilter(personas=frozenset({1, 2, 3})),
    "segments": BoardFilter(segments=frozenset({1})),
    "statuses": BoardFilter(statuses=frozenset({"dropped", "live"})),
    "pieces": BoardFilter(forms=frozenset({"faq", "article"}), horizons=frozenset({"brand"})),
    "topics": BoardFilter(topics=frozenset({"trend", "case"}), appeals=frozenset("RM"), audiences=frozenset({"both"})),
    "places": BoardFilter(stages=frozenset({1, 2}), channels=frozenset({1, 3, 5}), campaigns=frozenset({2})),
    "phases": BoardFilter(phases=frozenset({"acquire"}), text="told"),
    "bands": BoardFilter(bands=frozenset({"low", "high"})),
    "since": BoardFilter(since=date(2026, 6, 1)),
    "until": BoardFilter(until=date(2026, 2, 1)),
    "between": BoardFilter(since=date(2026, 2, 1), until=date(2026, 3, 1), text="K1"),
}
SHEET_FILTER = replace(FILTERS["pieces"], segments=frozenset({2}))
WANTED = [cell.Wanted(), cell.Wanted(unplaced=True), cell.Wanted("Number 1", personas=frozenset({1, 2})), cell.Wanted()]
STATUSES = [str(status) for status in PlacementStatus]


class Counted:
    """A plan with a keeper of its own, for however small it is."""

    def __init__(self, path: Path) -> None:
        self.ws = workspace.open(path, backup=False)
        self.keeper = Keeper(self.ws, large=1)
        with self.ws.read() as session:
            assert self.keeper.roster(self.ws, session) is None, "the first time the file is asked"
        self.keeper.settle()
        self.kept = Kept()
        self.ws.subscribe(lambda changes: self.kept.forget(changes.tables))

    def both(self, where: BoardFilter, axes: tuple[str, str]) -> tuple[Board, Board]:
        """Return a board as memory and as the file give it, with all chips."""
        with self.ws.read() as session:
            roster = self.keeper.roster(self.ws, session)
            assert roster is not None
            found = board(session, where, axes=axes, roster=roster, kept=self.kept)
            return found, board(session, where, axes=axes)

    def sheets(self, asked: Asked) -> tuple[Sheet, Sheet]:
        """Return a sheet as memory and as the file give it."""
        with self.ws.read() as session:
            roster = self.keeper.roster(self.ws, session)
            return sheet(session, asked, roster=roster, kept=self.kept), sheet(session, asked)

    def pieces(self) -> tuple[list[Any], list[Any]]:
        """Return pieces to be placed, as kept over edits and as the file gives them."""
        with self.ws.read() as session:
            roster = self.keeper.roster(self.ws, session)
            return (
                [cell.pieces(session, wanted, kept=self.kept, roster=roster) for wanted in WANTED],
                [cell.pieces(session, wanted) for wanted in WANTED],
            )

    def write(self, *statements: Any) -> None:
        """Run statements as one edit."""
        with self.ws.edit("Edit") as session:
            for statement in statements:
                session.execute(statement)

    def calendars(self, by: calendar.By, where: BoardFilter) -> tuple[list[Any], list[Any]]:
        """Return all that a calendar shows, as memory and as the file give it."""
        first, last = date(2026, 2, 10), date(2026, 5, 20)
        with self.ws.read() as session:
            roster = self.keeper.roster(self.ws, session)
            memory = calendar.memory_of(session, where, self.kept, roster)
            return tuple(  # type: ignore[return-value]  # two of them
                [
                    calendar.span(session, by, first, last, where, most=3, warned={9, 11}, memory=asked),
                    calendar.span(session, by, first, last, where, most=1, stretch=calendar.MONTH, memory=asked),
                    calendar.rows(session, by, where, memory=asked),
                    calendar.day_counts(session, first, last, where, memory=asked),
                    calendar.unscheduled(session, where, memory=asked),
                    calendar.unscheduled(session, where, "Number 2", most=5, memory=asked),
                    calendar.bounds(session, memory=asked),
                    calendar.counted_and_all(session, where, memory=asked),
                    months.year(session, date(2026, 3, 1), where, memory=asked),
                ]
                for asked in (memory, None)
            )


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a plan that no test changes."""
    return make_plan(tmp_path_factory.mktemp("roster") / "master.b2bdesk", "10S")


@pytest.fixture(scope="module")
def unchanged(master: Path) -> Iterator[Counted]:
    """Return it, counted."""
    counted = Counted(master)
    yield counted
    counted.ws.close()


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Counted]:
    """Return a small plan that may be changed, counted."""
    counted = Counted(make_plan(tmp_path / "plan.b2bdesk", "S"))
    yield counted
    counted.ws.close()


@pytest.mark.parametrize("axes", BOARDS, ids="-".join)
def test_every_board_is_that_of_the_file(unchanged: Counted, axes: tuple[str, str]) -> None:
    found, wanted = unchanged.both(BoardFilter(), axes)
    assert found == wanted
    assert found.counted > 100


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_lets_the_same_through(unchanged: Counted, name: str) -> None:
    for axes in (PAIRS[0], PAIRS[1], PAIRS[5]):
        found, wanted = unchanged.both(FILTERS[name], axes)
        assert found == wanted
        assert (found.shown > 0) is (name != "no such words")


@pytest.mark.parametrize("order", Order)
def test_every_sheet_is_that_of_the_file(unchanged: Counted, order: Order) -> None:
    for asked in sheets_of(order):
        found, wanted = unchanged.sheets(asked)
        assert found == wanted


@pytest.mark.parametrize("by", calendar.By)
def test_every_calendar_is_that_of_the_file(unchanged: Counted, by: calendar.By) -> None:
    for where in (BoardFilter(), FILTERS["people"], FILTERS["statuses"], FILTERS["words"], FILTERS["since"]):
        found, wanted = unchanged.calendars(by, where)
        assert found == wanted


def test_an_edit_of_placements_reads_no_names_again(plan: Counted) -> None:
    plan.sheets(Asked())
    plan.both(BoardFilter(), PAIRS[0])
    plan.write(update(table("placement")).where(table("placement").c.id == 3).values(channel_id=2))
    asked: list[str] = []
    with plan.ws.read() as session:
        roster = plan.keeper.roster(plan.ws, session)
        event.listen(session.connection(), "before_cursor_execute", lambda *a: asked.append(a[2]))
        sheet(session, Asked(), roster=roster, kept=plan.kept)
        board(session, chips=0, roster=roster, kept=plan.kept)
    assert len(asked) <= 12
    assert not any("vocab_entry" in statement or "lower(" in statement for statement in asked)


def test_every_axis_and_every_part_of_a_filter_is_tried() -> None:
    assert set(AXIS) == set(AXES)
    assert {code for code, axis in AXES.items() if axis.several} == SEVERAL
    for part in fields(BoardFilter):
        default = getattr(BoardFilter(), part.name)
        assert any(getattr(where, part.name) != default for where in (*FILTERS.values(), SHEET_FILTER)), part.name


def test_chips_of_some_lines_come_later(unchanged: Counted) -> None:
    with unchanged.ws.read() as session:
        roster = unchanged.keeper.roster(unchanged.ws, session)
        found, wanted = board(session, chips=0, roster=roster), board(session, chips=0)
        lines = [head.id for head in found.rows[2:5]]
        brought = more_chips(session, found, lines, warned={7}, roster=roster)
        assert {key[1] for key in brought} == set(lines)
        assert brought == more_chips(session, wanted, lines, warned={7})
        assert brought == more_chips(session, found, lines, warned={7}), "also where the roster is gone meanwhile"
        assert brought == more_chips(session, wanted, lines, warned={7}, roster=roster), "or came only now"


def test_typing_in_a_filter_asks_the_file_nothing(unchanged: Counted) -> None:
    asked: list[str] = []
    kept = Kept()
    with unchanged.ws.read() as session:
        roster = unchanged.keeper.roster(unchanged.ws, session)
        event.listen(session.connection(), "before_cursor_execute", lambda *a: asked.append(a[2]))
        for axes in (PAIRS[0], PAIRS[3], PAIRS[6]):
            board(session, axes=axes, kept=kept, roster=roster)
        asked.clear()
        for text in ("n", "nu", "num"):
            for axes in (PAIRS[0], PAIRS[3], PAIRS[6]):
                seen = board(session, BoardFilter(text=text), axes=axes, kept=kept, roster=roster, chips=0)
                more_chips(session, seen, [seen.rows[0].id], BoardFilter(text=text), kept=kept, roster=roster)
    assert [statement for statement in asked if "vocab_entry" not in statement and "placement" in statement] == []
    assert len(asked) <= 3, "headings that nothing stood under before"


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
def test_random_edits_leave_it_as_the_file_is(plan: Counted, seed: int) -> None:
    random = Random(seed)
    plan.both(BoardFilter(), PAIRS[0])
    for edit in random.sample(EDITS, len(EDITS)):
        edit(plan, random)
        for axes in (PAIRS[0], random.choice(BOARDS)):
            where = random.choice([BoardFilter(), *FILTERS.values()])
            found, wanted = plan.both(where, axes)
            assert found == wanted
        sheets = plan.sheets(random.choice(sheets_of(random.choice(list(Order)))))
        assert sheets[0] == sheets[1]
        shown = plan.calendars(random.choice(list(calendar.By)), where)
        assert shown[0] == shown[1]


@pytest.mark.parametrize(
    "name",
    ["nothing", "between", *(pytest.param(name, marks=pytest.mark.slow) for name in FILTERS if name != "between")],
)
def test_what_a_filter_shows_is_kept_up(plan: Counted, name: str) -> None:
    """As long as the same is asked, an edit only adds to what was counted and takes away from it."""
    random = Random(name)
    where = FILTERS.get(name, BoardFilter())
    asked = Asked(where, random.choice(list(Order)), unplaced=name == "between")
    by = random.choice(list(calendar.By))
    for edit in [*random.sample(EDITS, len(EDITS)), undo, undo]:
        edit(plan, random)
        for found, wanted in (plan.both(where, PAIRS[0]), plan.sheets(asked), plan.calendars(by, where), plan.pieces()):
            assert found == wanted


def test_a_great_edit_is_counted_anew(plan: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("b2bdesk.queries.roster_reading.MANY", 5)
    monkeypatch.setattr("b2bdesk.queries.rosters.MANY", 60)
    plan.both(BoardFilter(), PAIRS[1])
    plan.write(update(table("placement")).where(table("placement").c.id <= 40).values(status="idea"))
    found, wanted = plan.both(BoardFilter(), PAIRS[1])
    assert found == wanted
    plan.write(update(table("placement")).values(status="live"))
    with plan.ws.read() as session:
        assert plan.keeper.roster(plan.ws, session) is None, "it is being made anew"
    plan.keeper.settle()
    found, wanted = plan.both(BoardFilter(), PAIRS[1])
    assert found == wanted


def test_boards_read_before_an_edit_do_not_stumble(plan: Counted) -> None:
    """A chip may be asked for between an edit and the notice of it."""
    seen, _ = plan.both(BoardFilter(text="1"), PAIRS[0])
    plan.write(delete(table("placement_persona")), delete(table("placement")), delete(table("content_piece")))
    with plan.ws.read() as session:
        roster = plan.keeper.roster(plan.ws, session)
        lines = [head.id for head in seen.rows]
        assert not any(more_chips(session, replace(seen, cells={}), lines, roster=roster).values())


def sheets_of(order: Order) -> list[Asked]:
    """Return what may be asked of a sheet in an order."""
    return [
        Asked(order=order),
        Asked(FILTERS["people"], order, "Number 1", keep=frozenset({2})),
        Asked(FILTERS["statuses"], order, every=True),
        Asked(FILTERS["places"], order, unplaced=True),
        Asked(SHEET_FILTER, order),
        Asked(BoardFilter(), order, "told", unplaced=True, keep=frozenset({1, 5})),
        Asked(FILTERS["words"], order),
    ]


# ---- edits


def table(name: str) -> Any:
    """Return a table."""
    return metadata.tables[name]


def ids(plan: Counted, name: str) -> list[int]:
    """Return the rows of a table."""
    with plan.ws.read() as session:
        return list(session.scalars(select(table(name).c.id)))


def some(name: str, share: float, **values: Callable[[Random], Any]) -> Callable[[Counted, Random], None]:
    """Make an edit that changes some rows of a table."""

    def edit(plan: Counted, random: Random) -> None:
        there = ids(plan, name)
        for id in random.sample(there, max(1, int(len(there) * share))):
            made = {key: value(random) for key, value in values.items()}
            plan.write(update(table(name)).where(table(name).c.id == id).prefix_with("OR IGNORE").values(**made))

    return edit


def fewer(name: str) -> Callable[[Counted, Random], None]:
    """Make an edit that deletes a row."""

    def edit(plan: Counted, random: Random) -> None:
        there = ids(plan, name)
        if there:
            plan.write(delete(table(name)).where(table(name).c.id == random.choice(there)))

    return edit


def one_more(name: str, **values: Callable[[Random], Any]) -> Callable[[Counted, Random], None]:
    """Make an edit that adds a row of links."""

    def edit(plan: Counted, random: Random) -> None:
        made = {key: value(random) for key, value in values.items()}
        plan.write(insert(table(name)).prefix_with("OR IGNORE").values(**made))

    return edit


def lose_a_placement(plan: Counted, random: Random) -> None:
    lost = random.choice(ids(plan, "placement"))
    links = table("placement_persona")
    plan.write(
        delete(links).where(links.c.placement_id == lost),
        delete(table("placement")).where(table("placement").c.id == lost),
    )


def undo(plan: Counted, _random: Random) -> None:
    plan.ws.undo()


def within(most: int) -> Callable[[Random], int]:
    return lambda random: random.randint(1, most)


def one_of(*values: Any) -> Callable[[Random], Any]:
    return lambda random: random.choice(values)


EDITS: list[Callable[[Counted, Random], None]] = [
    some("placement", 0.01, channel_id=within(14), stage_id=within(4)),
    some("placement", 0.1, status=one_of(*STATUSES), cost=within(900)),
    some("placement", 0.05, archived=one_of(True, False)),
    some("placement", 0.05, date_from=one_of(None, date(2026, 2, 3), date(2026, 9, 9)), segment_id=one_of(None, 1, 2)),
    some("placement", 0.05, campaign_id=one_of(None, 1, 2, 3)),
    some("content_piece", 0.1, title=one_of("Number 1", "Ä number 1", "没有 NUMBER 1"), short_title=one_of("", "K")),
    some(
        "content_piece", 0.1, topic=one_of("trend", "case"), form=one_of("faq", "article"), archived=one_of(True, False)
    ),
    some("help_check", 0.1, h1=one_of(0, 1, 2)),
    some("decision_chain", 0.5, archived=one_of(True, False)),
    some("chain_member", 0.3, role=one_of("user", "buyer")),
    some("stage_state", 0.2, stage_id=within(4)),
    fewer("placement_persona"),
    fewer("content_persona"),
    fewer("persona_segment"),
    fewer("help_check"),
    one_more("placement_persona", placement_id=within(30), persona_id=within(5)),
    one_more("content_persona", content_id=within(30), persona_id=within(5), fit=within(3)),
    one_more("persona_segment", persona_id=within(5), segment_id=within(3)),
    lose_a_placement,
    undo,
]
