"""A card's layout: measured before it is placed, and nothing is ever lost."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, HealthCheck, settings
from hypothesis import strategies as st

from b2bdesk.domain.text import clean
from b2bdesk.i18n import speaking
from b2bdesk.queries import card_words as words
from b2bdesk.queries.card_rows import Card, Statement
from tests.helpers.effort import examples
from ui.cards.blank import blank_side
from ui.cards.card import A5, sides
from ui.cards.choices import Choices, GROUPS, kept, recalled, USUAL
from ui.cards.front import MARGIN
from ui.cards.legible import told
from ui.cards.lettering import Face
from ui.cards.ops import Box, Code, Dots, Influence, Pips, Portrait, Proof, Rule, Side, Text
from ui.cards.sheet import cut_marks, FREE, GRIDS, pages, sheet

EVERYTHING = frozenset(GROUPS)
Make = Callable[[str], Any]


def squeezed(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def all_text(made: list[Side]) -> str:
    """Return everything that is written on some sides, in the order of drawing; later ones without head and number."""
    return squeezed("".join(text for side in made for text in (side.texts()[2:-1] if side.back else side.texts())))


def boxes(side: Side, letters: Any) -> list[tuple[float, float, float, float, Any]]:
    """Return left, top, right, bottom of each shape; text by its measured width and its letters' height."""
    found = []
    for op in side.ops:
        if isinstance(op, Text):
            size = op.face.spec.size * op.face.scale
            found.append((op.x, op.y - 0.72 * size, op.x + letters.width(op.text, op.face), op.y + 0.05 * size, op))
        elif isinstance(op, Box):
            found.append((op.x, op.y, op.x + op.width, op.y + op.height, op))
        elif isinstance(op, Rule):
            found.append((min(op.x, op.to_x), min(op.y, op.to_y), max(op.x, op.to_x), max(op.y, op.to_y), op))
        elif isinstance(op, Pips):
            found.append((op.x, op.y, op.x + 8.25 * op.scale, op.y + 2.5 * op.scale, op))
        elif isinstance(op, Dots):
            found.append((op.x, op.y, op.x + 4.0 * op.scale, op.y + op.scale, op))
        elif isinstance(op, Proof | Influence | Portrait | Code):
            found.append((op.x, op.y, op.x + op.side, op.y + op.side, op))
    return found


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("size", [A5, (210.0, 148.0), (213.1, 148.0), (210.0, 162.3)])
def test_everything_stays_within_the_margins(
    example_in: Callable[[str], list[Card]], letters: Make, lang: str, size: tuple[float, float]
) -> None:
    made = letters(lang)
    for card in example_in(lang):
        for side in sides(card, Choices(lang, back=True), size, made):
            for left, top, right, bottom, op in boxes(side, made):
                assert left >= MARGIN - 0.3, op
                assert top >= MARGIN - 0.6, op
                assert right <= size[0] - MARGIN + 0.3, op
                assert bottom <= size[1] - MARGIN + 0.6, op


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_no_text_lies_on_another(example_in: Callable[[str], list[Card]], letters: Make, lang: str) -> None:
    made = letters(lang)
    for card in example_in(lang):
        for side in sides(card, Choices(lang, groups=EVERYTHING, back=True), A5, made):
            texts = [box for box in boxes(side, made) if isinstance(box[4], Text | Pips | Dots | Proof)]
            for at, (left, top, right, bottom, op) in enumerate(texts):
                for other in texts[at + 1 :]:
                    apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
                    assert apart, (op, other[4])


def test_the_example_fits_on_one_side(example: list[Card], letters: Make) -> None:
    made = letters("en")
    assert [len(sides(card, Choices("en"), A5, made)) for card in example] == [1] * 5


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_a_group_left_out_is_left_out_and_no_other(example: list[Card], letters: Make, group: str) -> None:
    made, card = letters("en"), example[2]
    with_it = all_text(sides(card, Choices("en", groups=EVERYTHING), A5, made))
    without = all_text(sides(card, Choices("en", groups=EVERYTHING - {group}), A5, made))
    mine = {
        "portrait": card.quote,
        "job": "the monthly stock meeting opens",
        "needs": "A calmer peak season",
        "search": "Best practice",
        "preferences": "Numbers first, one page",
        "budget": "Set October to November",
        "decision": "Another system my team must feed",
        "content": card.pieces[0].title,
        "evidence": "well backed",
        "more": "The year-end stock count",
    }
    for key, text in mine.items():
        assert squeezed(text) in with_it
        assert (squeezed(text) in without) is (key != group)


def test_how_sure_we_are_is_said_in_words_too(example: list[Card], letters: Make) -> None:
    side = sides(example[2], Choices("en"), A5, letters("en"))[0]
    marks = [op for op in side.ops if isinstance(op, Proof)]
    assert [op.confidence is None for op in marks].count(True) == 1 + 6
    assert side.texts().count("assumed") == 1 + 6
    assert side.texts().count("72 %") == 2
    assert "98.3 % complete · usable · confidence 93 %" in side.texts()
    assert "3 of 12 statements backed, latest 31 Dec 2025" in side.texts()


def test_who_leads_and_who_is_not_for_us_is_said(example: list[Card], letters: Make) -> None:
    made = letters("en")
    plain = sides(replace(example[0], leading=False), Choices("en"), A5, made)[0].texts()
    assert not {"Leading persona", "Not for us"} & set(plain)
    both = sides(replace(example[0], leading=True, negative=True), Choices("en"), A5, made)[0].texts()
    assert {"Leading persona", "Not for us"} <= set(both)


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("size", [A5, (210.0, 162.3)])
def test_the_longest_and_strangest_texts_lose_nothing(
    strange: Card, letters: Make, back: bool, size: tuple[float, float]
) -> None:
    with_letters = letters("en")
    made = sides(strange, Choices("en", groups=EVERYTHING, back=back), size, with_letters)
    written = all_text(made)
    expected = [statement.text for statement in strange.statements]
    expected += [strange.name, strange.title, strange.quote, strange.cycle, strange.related, strange.pieces[0].title]
    expected += [*strange.who, *strange.drivers, *strange.reads, strange.searches[0].text, strange.manner[0].name]
    expected += [topic.name for topic in strange.topics]
    expected += [concern for seat in strange.seats for concern in seat.concerns]
    expected += [role for seat in strange.seats for role in seat.roles]
    for text in expected:
        assert squeezed(with_letters.legible(text)) in written, text[:60]
    assert [side.number for side in made] == list(range(1, len(made) + 1))
    assert {side.of for side in made} == {len(made)}


SIGNS = st.characters(blacklist_categories=("Cs", "Cn", "Cc"))
TEXTS = st.one_of(
    st.text(SIGNS, min_size=1, max_size=40),
    st.builds(str.__mul__, st.text(SIGNS, min_size=1, max_size=3), st.integers(1, 400)),
    st.builds(" ".join, st.lists(st.text("abc长無 ", min_size=1, max_size=60), min_size=1, max_size=40)),
)


@settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(said=st.lists(st.tuples(st.sampled_from(["pain", "need", "objection", "job"]), TEXTS), max_size=8), name=TEXTS)
def test_no_text_is_ever_lost(said: list[tuple[str, str]], name: str, example: list[Card], letters: Make) -> None:
    name = clean(name).strip() or "N"
    statements = tuple(Statement(at, kind, "", clean(text), at % 5 + 1) for at, (kind, text) in enumerate(said))
    card, made = replace(example[1], name=name, statements=statements), letters("en")
    written = all_text(sides(card, Choices("en", groups=EVERYTHING), A5, made))
    assert squeezed(made.legible(name)) in written
    for statement in statements:
        assert squeezed(made.legible(statement.text)) in written


@pytest.mark.parametrize("paper", [False, True])
def test_what_no_font_has_is_written_as_its_code(letters: Make, paper: bool) -> None:
    made = letters("en", paper=paper)
    assert made.legible("plain, déjà vu, 长, Ω") == "plain, déjà vu, 长, Ω"
    assert made.missing == ()
    assert made.legible("odd \U000f0001\U000f0002 \U000f0000!") == "odd [U+F0001 U+F0002] [U+F0000]!"
    assert made.missing == ("\U000f0001", "\U000f0002", "\U000f0000")
    assert made.legible(made.legible("\U000f0001")) == "[U+F0001]"
    assert made.wrap("\U000f0001", Face("body"), 100.0) == ("[U+F0001]",)
    assert made.width("\U000f0001", Face("body")) == made.width("[U+F0001]", Face("body"))
    assert "\U000f0001 U+F0001" in told(made.missing)


def test_strange_texts_stay_on_the_card(strange: Card, letters: Make) -> None:
    made = letters("en")
    for side in sides(strange, Choices("en", groups=EVERYTHING, back=True), A5, made):
        for left, top, right, bottom, op in boxes(side, made):
            assert left >= 0, op
            assert top >= 0, op
            assert right <= A5[0] - 4, op
            assert bottom <= A5[1] - 4, op


def test_what_ranks_least_moves_first_and_the_front_says_so(example: list[Card], letters: Make) -> None:
    more = tuple(
        replace(example[0].statements[0], id=500 + at, text=f"Pain {at} of many, " * 3, weight=at % 5 + 1)
        for at in range(14)
    )
    first, *rest = sides(replace(example[0], statements=more), Choices("en"), A5, letters("en"))
    front, later = squeezed("".join(first.texts())), all_text(rest)
    assert rest
    assert any("on the next side" in text for text in first.texts())
    moved = [each.weight for each in more if squeezed(each.text) not in front]
    stayed = [each.weight for each in more if squeezed(each.text) in front]
    assert max(moved) <= min(stayed)
    assert all(squeezed(each.text) in front + later for each in more)


def test_a_blank_card_has_headings_and_lines_to_write_on(letters: Make, plan: Card) -> None:
    side = blank_side(plan.plan, plan.today, Choices("en"), A5, letters("en"))
    with speaking("en"):
        heads = {title for key, title in words.HEADS.items() if words.GROUP_OF.get(key) in USUAL}
    assert heads <= set(side.texts())
    lines = [op for op in side.ops if isinstance(op, Rule) and op.width == 0.2]
    assert len(lines) > 25
    assert all(op.weight == 0 for op in side.ops if isinstance(op, Pips))


def test_the_same_card_is_laid_out_the_same(example: list[Card], letters: Make) -> None:
    choices = Choices("en", back=True)
    assert sides(example[0], choices, A5, letters("en")) == sides(example[0], choices, A5, letters("en"))


# Sheets


def test_four_on_a3_are_four_a5_to_half_a_millimetre() -> None:
    made = sheet("A3", 4)
    assert (made.width, made.height) == (420.0, 297.0)
    for index, corner in enumerate([(0, 0), (210, 0), (0, 148.5), (210, 148.5)]):
        cell = made.at(index)
        assert (cell.x, cell.y) == pytest.approx(corner, abs=0.5)
        assert (cell.width, cell.height) == pytest.approx((210, 148), abs=0.5)
    assert made.scale == 1.0


def test_two_on_a4_are_two_a5() -> None:
    made = sheet("A4", 2)
    assert made.cell == (210.0, 148.5)
    assert made.scale == 1.0


@pytest.mark.parametrize("paper", ["A5", "A4", "A3", "Letter"])
@pytest.mark.parametrize("count", [1, 2, 4, 8])
def test_cells_fill_the_paper_and_a_card_fills_its_cell(paper: str, count: int) -> None:
    made = sheet(paper, count)
    assert made.count == count
    wide, high = made.cell
    assert (wide * made.columns, high * made.rows) == pytest.approx((made.width, made.height))
    assert wide > high
    card = made.card
    assert (card[0] * made.scale, card[1] * made.scale) == pytest.approx((wide, high))
    assert min(card[0] - 210, card[1] - 148) == pytest.approx(0)


@pytest.mark.parametrize("paper", ["A5", "A4", "A3", "Letter"])
@pytest.mark.parametrize("count", sorted(GRIDS))
def test_cut_marks_stay_in_what_cards_leave_free(paper: str, count: int) -> None:
    made = sheet(paper, count)
    free = FREE * made.scale
    wide, high = made.cell
    for mark in cut_marks(made):
        for x, y in ((mark.x, mark.y), (mark.to_x, mark.to_y)):
            inside = x % wide, y % high
            near = min(inside[0], wide - inside[0]) <= free and min(inside[1], high - inside[1]) <= free
            assert near, mark
    assert bool(cut_marks(made)) is (count > 1)


def test_backs_are_mirrored_so_that_they_meet_their_fronts(example: list[Card], letters: Make) -> None:
    made, choices = sheet("A3", 4), Choices("en", back=True)
    held = [sides(card, choices, made.card, letters("en")) for card in example]
    found = pages(held, made.count, duplex=True)
    assert [page.back for page in found] == [False, True] * 2
    for front, back in zip(found[::2], found[1::2], strict=True):
        assert [side.card for _, side in front.sides] == [side.card for _, side in back.sides]
        for index, side in back.sides:
            there = made.at(index, mirrored=True)
            here = made.at(index)
            assert (side.number, there.y) == (2, here.y)
            assert there.x + there.width == pytest.approx(made.width - here.x)


def test_sides_follow_one_another_without_backs(strange: Card, example: list[Card], letters: Make) -> None:
    made = sheet("A4", 2)
    held = [sides(card, Choices("en"), made.card, letters("en")) for card in (strange, example[0])]
    order = [side for page in pages(held, 2, duplex=False) for _, side in page.sides]
    assert order == [side for sides_ in held for side in sides_]
    assert all(a.number + 1 == b.number for a, b in pairwise(order[: len(held[0])]))


# Choices


def test_choices_are_remembered_and_rubbish_is_not() -> None:
    made = Choices("en", frozenset({"job", "needs"}), "light", 8, "Letter", False, True, 0, 150)
    assert recalled(kept(made), "en") == made
    rubbish = {"groups": ["x", 1], "ink": [], "per_page": 3, "paper": {}, "dpi": 1e9, "back": "yes"}
    assert recalled(rubbish, "zh-Hans") == Choices("zh-Hans", frozenset())
    assert recalled(None, "en") == Choices("en")


def test_the_command_line_knows_the_same_groups() -> None:
    from b2bdesk.cli.commands import CARD_GROUPS

    assert tuple(GROUPS) == CARD_GROUPS
