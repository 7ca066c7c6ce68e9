"""Geometry without a window: what is painted and what is hit are the same places."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from b2bdesk.queries.board_values import Chip
from tests.helpers.effort import examples
from tests.ui.grid.boards import made
from ui.grid.layout import BoardLayout, column_widths, COMFORTABLE, COMPACT, DIGIT, Metrics, metrics, Region
from ui.grid.slots import sided, slots_of, snapped

GRIDS = st.integers(1, 7).flatmap(
    lambda wide: st.lists(st.lists(st.integers(0, 40), min_size=wide, max_size=wide), min_size=1, max_size=9)
)
SIZES = st.sampled_from([COMPACT, COMFORTABLE])
SCALES = st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0])


@settings(max_examples=examples(60), deadline=None)
@given(GRIDS, st.floats(300, 2200), SIZES, SCALES)
def test_chips_lie_inside_their_cells_and_apart(grid: list[list[int]], width: float, m: Metrics, dpr: float) -> None:
    layout = BoardLayout(made(grid), width, m, dpr=dpr)
    for key in layout.board.cells:
        cell, rects = layout.cell_rect(key), layout.chip_rects(key)
        assert all(cell.contains(rect) for rect in rects)
        assert all(rect.right() <= cell.right() - m.gutter + 1 for rect in rects)
        assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[i + 1 :])


@settings(max_examples=examples(60), deadline=None)
@given(GRIDS, st.floats(300, 2200), SIZES, SCALES)
def test_the_middle_of_each_chip_hits_it(grid: list[list[int]], width: float, m: Metrics, dpr: float) -> None:
    layout = BoardLayout(made(grid), width, m, dpr=dpr)
    for key in layout.board.cells:
        slots = layout.slots(key)
        for place, rect in enumerate(layout.chip_rects(key)):
            hit = layout.hit(rect.center())
            assert hit.key == key
            if place < slots.chips:
                assert (hit.region, hit.slot) == (Region.CHIP, place)
            else:
                assert hit.region is Region.MORE


@settings(max_examples=examples(60), deadline=None)
@given(GRIDS, st.floats(300, 2200), SIZES, SCALES)
def test_rows_and_columns_join_on_whole_pixels(grid: list[list[int]], width: float, m: Metrics, dpr: float) -> None:
    layout = BoardLayout(made(grid), width, m, dpr=dpr)
    assert all(a.bottom == b.top for a, b in pairwise(layout.rows))
    for edge in [*layout.edges, *layout.tops, layout.height]:
        assert abs(edge * dpr - round(edge * dpr)) < 1e-6
    assert layout.width >= snapped(width, dpr) - 1 or layout.width >= len(grid[0]) * m.least - 1


@settings(max_examples=examples(60), deadline=None)
@given(GRIDS, st.floats(300, 2200), SIZES)
def test_nothing_shown_is_lost(grid: list[list[int]], width: float, m: Metrics) -> None:
    layout = BoardLayout(made(grid), width, m)
    for key, cell in layout.board.cells.items():
        slots = layout.slots(key)
        assert slots.chips + slots.more == cell.shown
        assert slots.chips <= len(cell.chips)
        assert slots.lines <= m.max_lines + 1


@settings(max_examples=examples(40), deadline=None)
@given(GRIDS, st.floats(0, 900), st.floats(0, 900))
def test_visible_rows_and_columns_are_those_that_meet_the_span(grid: list[list[int]], a: float, b: float) -> None:
    layout = BoardLayout(made(grid), 900)
    top, bottom = sorted((a, b))
    seen = layout.rows_between(top, bottom)
    for row in layout.rows:
        if row.top < bottom and row.bottom > top:
            assert row in seen


def test_two_chips_a_line_from_two_hundred_pixels() -> None:
    cell = made([[5]]).cells[10, 100]
    assert slots_of(cell, 200, COMPACT).per_line == 2
    assert slots_of(cell, 199, COMPACT).per_line == 1


def test_compact_shows_four_lines_then_more() -> None:
    cells = made([[8, 9, 10, 60]]).cells
    slots = [slots_of(cells[10 + i, 100], 230, COMPACT) for i in range(4)]
    assert [(s.chips, s.more, s.lines) for s in slots] == [(8, 0, 4), (9, 0, 5), (8, 2, 5), (8, 52, 5)]
    assert slots_of(cells[12, 100], 230, COMFORTABLE).more == 0


def test_a_free_place_comes_last_and_may_need_a_line() -> None:
    board = made([[6, 1]])
    before = BoardLayout(board, 600)
    after = BoardLayout(board, 600, free=(10, 100))
    assert len(after.chip_rects((10, 100))) == len(before.chip_rects((10, 100))) + 1
    assert after.height == before.height + COMPACT.pitch
    assert after.hit(after.chip_rects((10, 100))[-1].center()).region is Region.CELL


@pytest.mark.parametrize(
    ("fullest", "width", "expected"),
    [
        ([5, 6, 9, 2], 1200, [300, 300, 300, 300]),
        ([5, 6, 9, 2], 831, [225.67, 225.67, 225.67, 154]),
        ([5, 6, 9, 2], 748, [206.67, 206.67, 206.67, 128]),
        ([5, 6, 9, 2], 600, [154, 154, 154, 154]),
        ([5, 6, 9, 2], 300, [120, 120, 120, 120]),
        ([], 500, []),
    ],
)
def test_width_goes_where_the_chips_are(fullest: list[int], width: float, expected: list[float]) -> None:
    found = column_widths(fullest, width, COMPACT)
    if width == 600:
        assert sum(found) == pytest.approx(600)
        assert max(found) >= 200
    else:
        assert found == pytest.approx(expected, abs=0.01)


def test_a_long_title_takes_what_its_neighbour_spares() -> None:
    board = made([[3]])
    wide = {0: 70.0, 1: 98.0, 2: 120.0}
    layout = BoardLayout(board, 200, need=lambda chip: wide[chip.id])
    even = BoardLayout(board, 200).chip_rects((10, 100))[0].width()
    first, second, alone = layout.chip_rects((10, 100))
    assert first.width() >= 70
    assert second.width() == 98 > even
    assert second.left() - first.right() >= COMPACT.chip_gap
    assert second.right() <= layout.cell_rect((10, 100)).right() - COMPACT.gutter + 1
    assert alone.width() == 120


def test_two_long_titles_share_alike() -> None:
    layout = BoardLayout(made([[2]]), 200, need=lambda _chip: 150)
    first, second = layout.chip_rects((10, 100))
    assert first.width() == pytest.approx(second.width(), abs=1)


def test_points_outside_hit_nothing() -> None:
    layout = BoardLayout(made([[1, 1], [1, 1]]), 600)
    for at in (QPointF(-1, 5), QPointF(5, -1), QPointF(601, 5), QPointF(5, layout.height + 1)):
        assert layout.hit(at).region is Region.NOTHING
    assert layout.hit(QPointF(5, 5)).region is Region.BAND


def test_a_rubber_band_finds_the_chips_it_touches() -> None:
    layout = BoardLayout(made([[3, 2], [1, 0]]), 600)
    everything = QRectF(0, 0, 600, layout.height)
    assert sorted(layout.chips_within(everything)) == list(range(6))
    first = layout.chip_rects((10, 100))[0]
    assert layout.chips_within(QRectF(first.left(), first.top(), 5, 5)) == [0]


def test_an_empty_board_has_no_size() -> None:
    layout = BoardLayout(made([]), 600)
    assert (layout.width, layout.height, list(layout.rows)) == (0, 0, [])


def test_compared_chips_share_a_line_only_where_both_can_be_read() -> None:
    def chip(side: str) -> Chip:
        return Chip(1, 1, "K01", "Title", "Title", "article", "text", "R", "planned", side=side)

    chips = [chip(side) for side in ("ab", "a", "a", "b", "b", "b")]
    found = sided(chips, [90, 60, 90, 60, 60, 40], 123, 3)
    assert [(one.line, one.side, one.width) for one in found] == [
        (0, "ab", 123),
        (1, "a", 60),
        (2, "a", 90),
        (1, "b", 60),
        (3, "b", 60),
        (4, "b", 40),
    ]
    assert all(one.width == 60 for one in sided(chips[1:], [0] * 5, 123, 3)), "what is not known yet has half"


@pytest.mark.parametrize(("most", "extra"), [(0, 0), (9, 0), (10, 1), (140, 2)])
def test_long_counts_have_room_beside_the_chips(most: int, extra: int) -> None:
    assert metrics(most=most).gutter == COMPACT.gutter + extra * DIGIT
    layout = BoardLayout(made([[most]]), 400, metrics(most=most))
    key = next(iter(layout.board.cells))
    right = layout.cell_rect(key).right() - layout.m.gutter + 1
    assert all(rect.right() <= right for rect in layout.chip_rects(key))
