"""Colours can be read, names lead somewhere, and a change of look reaches everybody."""

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import resources
from ui.kit import theme
from ui.kit.style import fill_style_sheet
from ui.kit.text import Label
from ui.kit.theme import Theme
from ui.kit.tokens import icon_names, token

TEXT_ON = {
    "window": "text text2 text3 accentText gapText thinText okText crowdText infoText",
    "surface": "text text2 text3 accentText gapText thinText okText crowdText infoText",
    "sunken": "text text2 text3 accentText gapText thinText okText infoText",
    "band": "text text2 text3 accentText thinText",
    "hover": "text text2 text3 accentText",
    "pressed": "text2",
    "raised": "text text2 text3 accentText thinText gapText",
    "accentSoft": "text text2 text3 accentText",
    "accentFaint": "text text2 text3 accentText",
    "accent": "onAccent",
    "accentHover": "onAccent",
    "gapSoft": "gapText",
    "thinSoft": "thinText",
    "okSoft": "okText",
    "crowdSoft": "crowdText",
    "infoSoft": "infoText",
    "changedSoft": "text accentText",
    "conflictSoft": "text gapText",
    "addedSoft": "okText",
    "text": "surface",
    "note1": "noteText",
    "note2": "noteText",
    "note3": "noteText",
    "note4": "noteText",
}
FORMS = "fText fPage fDoc fVisual fVideo fLive fEvent fTool fAd fDirect"
MARKS_ON = {
    "surface": f"accent control focus gap thin ok crowd info acquire nurture convert retain {FORMS} rational mixed",
    "window": "accent control",
    "band": f"acquire nurture convert retain {FORMS} rational mixed emotional",
    "accentSoft": "focus",
    "gapSoft": "gap",
    "thinSoft": "thin",
    "okSoft": "ok",
    "crowdSoft": "crowd",
    "infoSoft": "info",
    "sunken": "gap",
    "accentFaint": "thin",
}
PAIRS = [(fore, ground, 4.5) for ground, fores in TEXT_ON.items() for fore in fores.split()]
PAIRS += [(fore, ground, 3.0) for ground, fores in MARKS_ON.items() for fore in fores.split()]


def luminance(color: QColor) -> float:
    """Return WCAG's relative luminance."""
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """Return WCAG's contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_can_be_read(scheme: theme.Scheme) -> None:
    look = Theme(scheme)
    found = {(f, g): contrast(look.color(f), look.color(g)) for f, g, _ in PAIRS}
    assert {pair: found[pair[:2]] for pair in PAIRS if round(found[pair[:2]], 2) < pair[2]} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_high_contrast_raises_every_pair_of_lines_and_text(scheme: theme.Scheme) -> None:
    plain, strong = Theme(scheme), Theme(scheme, high_contrast=True)
    for name in ("line", "control", "text2", "text3", "hairline"):
        ground = plain.color("surface")
        assert contrast(strong.color(name), ground) > contrast(plain.color(name), ground)
    assert strong.color("gapSoft") == strong.color("surface")


def test_both_schemes_know_the_same_colours() -> None:
    assert token("color", "light").keys() == token("color", "dark").keys()


def test_every_icon_named_is_shipped_and_draws_something() -> None:
    look = Theme("light")
    for name in sorted(icon_names() | {file[:-4] for file in resources.names("icons", ".svg")}):
        image = look.pixmap(name, 16, "text", 2.0).toImage()
        assert image.width() == 32
        inked = sum(image.pixelColor(x, y).alpha() > 40 for x in range(32) for y in range(32))
        assert inked > 12, name


def test_icons_are_kept_by_name_size_colour_and_scale() -> None:
    look = Theme("light")
    one = look.pixmap("search", 16, "text2", 1.5)
    assert one.cacheKey() == look.pixmap("search", 16, "text2", 1.5).cacheKey()
    assert one.devicePixelRatio() == 1.5
    others = [
        ("search", 14, "text2", 1.5),
        ("search", 16, "text3", 1.5),
        ("x", 16, "text2", 1.5),
        ("search", 16, "text2", 1.0),
    ]
    assert one.cacheKey() not in {look.pixmap(*key).cacheKey() for key in others}


def test_an_icon_is_not_tinted_by_selection() -> None:
    icon = Theme("light").icon("search", 16, "accent")
    normal, selected = (icon.pixmap(16, 16, mode).toImage() for mode in (icon.Mode.Normal, icon.Mode.Selected))
    assert normal == selected
    assert normal != icon.pixmap(16, 16, icon.Mode.Disabled).toImage()


def test_mixed_colours_are_opaque_and_between() -> None:
    look = Theme("light")
    assert look.mixed("text", "surface", 1) == look.color("text")
    assert look.mixed("text", "surface", 0) == look.color("surface")
    assert look.mixed("accent", "surface", 0.3).alpha() == 255


def test_forms_of_a_persons_own_take_their_class() -> None:
    look = Theme("light")
    assert look.form_icon("case_study", "doc") == "file-badge"
    assert look.form_icon("our_own", "video") == "film"
    assert look.form_color("video") == "fVideo"
    assert look.form_icon("our_own", "no_such_class") == "file-text"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_style_sheet_is_filled(scheme: theme.Scheme, lang: str) -> None:
    sheet = fill_style_sheet(Theme(scheme, lang))
    assert "$" not in sheet
    assert re.findall(r"url\((?!mark:)", sheet) == []


def test_a_change_reaches_the_painters(qapp: QApplication, qtbot: QtBot) -> None:
    label = Label("Text", "micro")
    qtbot.addWidget(label)
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "dark", "zh-Hans")
    assert theme.current().dark
    assert label.font().pixelSize() == 12
    assert qapp.palette().color(qapp.palette().ColorRole.Base).name().upper() == token("color", "dark", "surface")
    assert qapp.style().objectName() == "fusion" or qapp.styleSheet()


def test_system_wish_takes_the_desktops_scheme(qapp: QApplication) -> None:
    assert theme.apply(qapp, "system", "en").scheme == theme.system_scheme(qapp)
