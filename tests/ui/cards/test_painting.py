"""Marks are painted where they were laid out, and say by their shape what they say by their colour."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QImage

from b2bdesk.queries.card_rows import Card
from ui.cards.card import A5, sides
from ui.cards.choices import Choices
from ui.cards.files import picture
from ui.cards.lettering import Lettering
from ui.cards.ops import Dots, Influence, Op, Pips, Portrait, Proof, Side, Stance
from ui.cards.painting import Look
from ui.kit.theme import Theme

DPI = 254  # ten dots to the millimetre
Paint = Callable[..., QImage]


@pytest.fixture
def painted(qapp: Any) -> Paint:
    """Return what paints a few shapes on an empty card."""

    def paint(*ops: Op, light: bool = False, scheme: Any = "light") -> QImage:
        look = Look(Lettering("en"), Theme(scheme), light=light)
        return picture(Side(60, 40, ops, 1), look, DPI)

    return paint


def shade(image: QImage, x: float, y: float) -> str:
    """Return the colour at a place in millimetres."""
    return image.pixelColor(round(x * 10), round(y * 10)).name().upper()


def inked(image: QImage) -> int:
    """Return how many dots are not paper."""
    return sum(image.pixel(x, y) & 0xFFFFFF != 0xFFFFFF for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("x", [10.0, 10.004, 10.013, 10.499, 10.508])
@pytest.mark.parametrize("strength", [0, 1, 2, 3])
def test_as_many_dots_are_lit_as_the_preference_is_strong(painted: Paint, x: float, strength: int) -> None:
    image = painted(Dots(x, 10, 1.0, strength))
    accent = Theme("light").rgb("accent")
    lit = [shade(image, x + 0.5 + at * 1.5, 10.5) == accent for at in range(3)]
    assert lit == [at < strength for at in range(3)]


@pytest.mark.parametrize("light", [False, True])
@pytest.mark.parametrize("weight", [1, 3, 5])
def test_as_many_pips_are_lit_as_there_is_weight(painted: Paint, weight: int, light: bool) -> None:
    image = painted(Pips(10, 10, 1.0, weight), light=light)
    text = Theme("light").rgb("text2")
    lit = [shade(image, 10.6 + at * 1.75, 11.2) == text for at in range(5)]
    assert lit == [at < weight for at in range(5)]


def test_pips_to_fill_in_are_hollow(painted: Paint) -> None:
    image = painted(Pips(10, 10, 1.0, 0))
    assert {shade(image, 10.6 + at * 1.75, 11.2) for at in range(5)} == {"#FFFFFF"}
    assert inked(image) > 100


def test_confidence_is_as_long_as_it_is_high(painted: Paint) -> None:
    ok, thin, line = (Theme("light").rgb(name) for name in ("ok", "thin", "line"))
    strong, weak = painted(Proof(10, 10, 10, 0.75)), painted(Proof(10, 10, 10, 0.25))
    east, south, west, north = (19.05, 15), (15, 19.05), (10.95, 15), (15, 10.95)
    assert [shade(strong, x - 0.2 * (x == 15), y) for x, y in (east, south)] == [ok, ok]
    assert shade(strong, 11.6, 11.6) == line or shade(strong, west[0], west[1] - 2) == line
    assert shade(weak, 18, 12) == thin or shade(weak, 17.9, 12.1) == thin
    assert shade(weak, *south) == line
    assert shade(weak, north[0] - 2, north[1] + 0.4) in {line, shade(weak, *south)}


def test_an_assumption_is_a_dashed_ring(painted: Paint) -> None:
    whole, dashed = painted(Proof(10, 10, 10, 0.0001)), painted(Proof(10, 10, 10, None))
    assert 0 < inked(dashed) < 0.5 * inked(whole)


@pytest.mark.parametrize("stance", [-2, -1, 0, 1, 2])
def test_stances_differ_in_shape(painted: Paint, stance: int) -> None:
    others = [painted(Stance(10, 10, 6, other)) for other in (-2, -1, 0, 1, 2) if other != stance]
    here = painted(Stance(10, 10, 6, stance))
    assert all(here != other for other in others)
    assert inked(here) > 50


def test_influence_lights_its_parts(painted: Paint) -> None:
    dark = [inked(painted(Influence(10, 10, 10, n), light=True)) for n in range(6)]
    assert dark == sorted(dark)
    assert len(set(dark)) == 6


def test_without_a_photo_there_is_a_figure_with_initials(painted: Paint) -> None:
    figures = [painted(Portrait(10, 5, 30, "", letters, 0)) for letters in ("", "ZM", "敏")]
    assert len({inked(figure) for figure in figures}) == 1  # the frame is filled in any case
    assert figures[0] != figures[1] != figures[2]
    lines = painted(Portrait(10, 5, 30, "", "ZM", 0), light=True)
    assert inked(lines) < 0.2 * inked(figures[1])


def test_a_card_can_be_dark_on_a_dark_screen(example: list[Card], qapp: Any) -> None:
    letters = Lettering("en")
    side = sides(example[0], Choices("en"), A5, letters)[0]
    image = picture(side, Look(letters, Theme("dark")), 96)
    assert image.pixelColor(2, 2).name().upper() == Theme("dark").rgb("surface")


@pytest.mark.parametrize(
    ("name", "letters"), [("Ana María", "AM"), ("Zoë", "Z"), ("林悦", "悦"), ("Ada van Dyk", "AD"), ("", "")]
)
def test_initials_suit_the_script(name: str, letters: str) -> None:
    from ui.records.paint import initials

    assert initials(name) == letters
