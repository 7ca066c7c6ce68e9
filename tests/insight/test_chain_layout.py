"""Where people stand: never on each other, bosses above, words off the cards."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2bdesk.insight.chain_layout import border, Box, ends, layout, routes, Size, words

SIZE = Size()


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
    for one, other in combinations(cards.values(), 2):
        assert not one.meets(other, 20)
    for one, place in fixed.items():
        if one in places:
            assert not any(Box(*place, SIZE.width, SIZE.height).meets(card, 20) for card in cards.values())


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
