"""Chips: one picture for equal looks, sharp at every scale, and each state to be told from the others."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ui.kit import theme
from ui.kit.chip import CHIP_HEIGHT, CHIP_MARGIN, chip_pixmap, chip_width, ChipLook, drag_pixmap, draw_chip

LOOK = ChipLook("K15", "Chains", "solution", "doc", "R", "live")
STATUSES = ("idea", "planned", "scheduled", "live", "done")


def image(look: ChipLook, dpr: float = 1.0) -> QImage:
    """Return a chip's picture."""
    return chip_pixmap(look, 100, dpr).toImage()


def test_equal_looks_share_a_picture() -> None:
    assert chip_pixmap(LOOK, 100, 1.0).cacheKey() == chip_pixmap(replace(LOOK), 100, 1.0).cacheKey()
    assert chip_pixmap(LOOK, 101, 1.0).cacheKey() != chip_pixmap(LOOK, 100, 1.0).cacheKey()


def test_pictures_are_dropped_with_the_look(qapp: QApplication) -> None:
    light = image(LOOK)
    theme.apply(qapp, "dark", "en")
    assert image(LOOK) != light


@pytest.mark.parametrize("dpr", [1.0, 1.25, 1.5, 2.0])
def test_a_picture_has_the_pixels_of_its_scale(dpr: float) -> None:
    pixmap = chip_pixmap(LOOK, 100, dpr)
    assert (pixmap.width(), pixmap.height()) == (round((100 + 2 * CHIP_MARGIN) * dpr), round((CHIP_HEIGHT + 4) * dpr))
    assert pixmap.devicePixelRatio() == dpr


@pytest.mark.parametrize("dpr", [1.0, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("status", ["idea", "planned"])
def test_borders_fill_whole_pixels(dpr: float, status: str) -> None:
    picture = image(replace(LOOK, status=status), dpr)
    column = [picture.pixelColor(round(60 * dpr), y) for y in range(picture.height())]
    top = round(CHIP_MARGIN * dpr)
    line = max(1, int(dpr + 0.45))
    surface = theme.current().color("surface")
    assert column[top - 1].alpha() == 0
    assert all(color == column[top] != surface for color in column[top : top + line])
    assert column[top].alpha() == 255
    assert column[top + line] == surface


def test_each_state_looks_different() -> None:
    looks = [replace(LOOK, status=status) for status in STATUSES]
    looks += [replace(LOOK, appeal=appeal) for appeal in "ME"]
    looks += [replace(LOOK, **{state: True}) for state in ("warn", "dim", "selected", "dragged")]
    for one, other in combinations(looks, 2):
        assert image(one) != image(other), (one, other)


def test_the_ring_lies_outside_the_chip() -> None:
    plain, chosen = image(LOOK), image(replace(LOOK, selected=True))
    assert plain.pixelColor(50, 1).alpha() == 0
    assert chosen.pixelColor(50, 1) == theme.current().color("accent")


def test_nothing_is_cut_at_the_natural_width_and_little_room_does_no_harm() -> None:
    wide = chip_width(LOOK, theme.current())
    assert wide > 46
    assert chip_width(replace(LOOK, short="", code="K"), theme.current()) == 46
    assert not chip_pixmap(LOOK, 46, 1.0).isNull()
    assert not drag_pixmap(LOOK, wide).isNull()


def test_a_form_of_ones_own_and_chinese_text() -> None:
    own = replace(LOOK, form="our_own", form_class="video", short="零售方案")
    assert image(own) != image(replace(own, short=""))


def test_it_is_drawn_with_its_corner_at_the_place() -> None:
    page = QPixmap(140, 40)
    page.fill(theme.current().color("surface"))
    painter = QPainter(page)
    draw_chip(painter, 10, 10, replace(LOOK, selected=True), 100)
    painter.end()
    drawn = page.toImage()
    accent = theme.current().color("accent")
    assert drawn.pixelColor(60, 9) == accent
    assert drawn.pixelColor(60, 7) == theme.current().color("surface")
