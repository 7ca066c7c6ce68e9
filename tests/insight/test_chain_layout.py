"""Where people stand: never on each other, bosses above, words off the cards."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2bdesk.insight.chain_layout import Box, Lanes, Size
from b2bdesk.insight.chain_layout import layout as laid_out
from b2bdesk.insight.chain_lines import border, ends, routes, words

SIZE = Size()


def layout(people: Iterable[int], *ties: Any, **more: Any) -> dict[int, tuple[float, float]]:
    """Return the places alone."""
    return laid_out(list(people), *ties, **more)[0]


def boxes(places: dict[int, tuple[float, float]]) -> dict[int, Box]:
    """Return the cards at their places."""
    return {one: Box(x, y, SIZE.width, SIZE.height) for one, (x, y) in places.items()}


def tree(n: int) -> list[tuple[int, int]]:
    """Return who reports to whom in a firm where everyone has up to three people below."""
    return [(one, (one - 1) // 3) for one in range(1, n)]


@pytest.mark.parametrize("n", [1, 2, 10, 40])
def test_cards_never_touch_and_bosses_stand_above(n: int) -> None:
    places = layout(range(n), tree(n))
    cards = boxes(places)
    assert len(cards) == n
    for one, other in combinations(cards.values(), 2):
        assert not one.meets(other, 20)
    for low, high in tree(n):
        assert places[high][1] < places[low][1]


@given(
    st.integers(1, 40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60),
    st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60),
    st.dictionaries(st.integers(0, 39), st.tuples(st.floats(0, 900), st.floats(0, 900)), max_size=3),
)
def test_any_chain_is_laid_out(
    n: int,
    reports: list[tuple[int, int]],
    others: list[tuple[int, int]],
    fixed: dict[int, tuple[float, float]],
) -> None:
    people = list(range(n))
    places = layout(people, reports, others, fixed=fixed)
    assert set(places) == set(people)
    for one, place in fixed.items():
        if one in places:
            assert places[one] == place
    cards = boxes({one: place for one, place in places.items() if one not in fixed})
    assert not [1 for card, other in combinations(cards.values(), 2) if card.meets(other, 20)]
    for one, place in fixed.items():
        if one in places:
            assert not any(Box(*place, SIZE.width, SIZE.height).meets(card, 20) for card in cards.values())


@pytest.mark.parametrize("n", [2, 10, 40])
def test_everybody_stands_in_their_lane_without_touching(n: int) -> None:
    lanes = Lanes({one: one % 3 for one in range(n)}, 3)
    places, borders = laid_out(range(n), tree(n), lanes=lanes)
    assert list(borders) == sorted(borders)
    edges = [float("-inf"), *borders, float("inf")]
    for one, (x, _) in places.items():
        assert edges[lanes[one]] < x
        assert x + SIZE.width < edges[lanes[one] + 1]
    assert not [1 for card, other in combinations(boxes(places).values(), 2) if card.meets(other, 20)]
    for low, high in tree(n):
        assert places[high][1] < places[low][1]


@given(
    st.dictionaries(st.integers(0, 14), st.integers(0, 2), min_size=1),
    st.dictionaries(st.integers(0, 14), st.tuples(st.floats(-900, 900), st.floats(-900, 900)), min_size=1),
)
def test_who_joins_people_that_were_put_somewhere_covers_nobody(
    of: dict[int, int], fixed: dict[int, tuple[float, float]]
) -> None:
    places, borders = laid_out(list(of), [], lanes=Lanes(of, 3), fixed=fixed)
    assert set(places) == set(of)
    assert len(borders) == 2
    assert borders[0] <= borders[1]
    free = boxes({one: place for one, place in places.items() if one not in fixed})
    for one, box in free.items():
        others = boxes({key: place for key, place in places.items() if key != one})
        assert not any(box.meets(other, 20) for other in others.values())


def test_lanes_stay_where_they_part_when_one_card_is_dragged() -> None:
    lanes = Lanes({one: one % 3 for one in range(9)}, 3)
    places, borders = laid_out(range(9), [], lanes=lanes)
    moved = places | {4: (places[4][0], places[4][1] + 700)}
    assert laid_out(range(9), [], lanes=lanes, fixed=moved)[1] == pytest.approx(borders)
    joined, _ = laid_out(range(10), [], lanes=Lanes({**lanes.of, 9: 1}, 3), fixed=moved)
    assert borders[0] < joined[9][0] < borders[1]


def test_a_ring_of_reports_is_cut() -> None:
    places = layout([1, 2, 3], [(1, 2), (2, 3), (3, 1)])
    assert len({y for _, y in places.values()}) > 1


def test_the_same_chain_is_drawn_the_same() -> None:
    assert layout(range(12), tree(12), [(3, 9), (4, 7)]) == layout(range(12), tree(12), [(3, 9), (4, 7)])


def test_lines_end_at_the_edges() -> None:
    one, other = Box(0, 0, 100, 50), Box(0, 200, 100, 50)
    assert ends(one, other) == ((50, 50), (50, 200))
    assert border(Box(0, 0, 100, 50), (250, 25)) == (100, 25)


@pytest.mark.parametrize("n", [2, 10, 40])
def test_words_stand_off_the_cards_and_off_each_other(n: int) -> None:
    ties = [*tree(n), *[(one, n - one) for one in range(n // 2 + 1, n - 1, 3)]]
    cards = boxes(layout(range(n), tree(n), ties))
    paths = routes(ties, cards, 2, 80)
    found = words(paths, [(70, 16)] * len(ties), cards.values())
    for word in found:
        assert not any(word.meets(card) for card in cards.values())
    assert sum(one.meets(other) for one, other in combinations(found, 2)) <= len(ties) // 10


def test_a_line_goes_around_cards_in_between() -> None:
    cards = {one: Box(one * 250.0, 0, 200, 100) for one in range(3)}
    (path,) = routes([(0, 2)], cards)
    assert len(path) == 4
    assert all(y == 100 or y > 100 for _, y in path)
    (near,) = routes([(0, 1)], cards)
    assert len(near) == 2
