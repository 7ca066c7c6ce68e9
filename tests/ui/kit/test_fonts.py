"""The shipped fonts hold the characters we promise, figures of one width, and no others' names."""

from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFont, QFontMetricsF, QRawFont, QTextLayout

import resources
from ui.kit.fonts import families
from ui.kit.theme import Theme

FOLDER = Path(resources.__file__).parent / "fonts"
LATIN = ("B2BDeskSans-Regular.ttf", "B2BDeskSans-Medium.ttf", "B2BDeskSans-SemiBold.ttf", "B2BDeskSans-Bold.ttf")
HAN = ("B2BDeskHan-Regular.otf", "B2BDeskHan-Bold.otf")


@cache
def opened(name: str) -> TTFont:
    """Return a shipped font; it is read whole, so that no file stays open."""
    return TTFont(BytesIO((FOLDER / name).read_bytes()))


@cache
def characters(name: str) -> frozenset[int]:
    """Return the code points a font draws."""
    return frozenset(opened(name).getBestCmap())


def written_in(codec: str, first: range, second: range) -> set[int]:
    """Return the code points of a two-byte character set's rows."""
    texts = (bytes((a, b)).decode(codec, errors="ignore") for a in first for b in second)
    return {ord(text) for text in texts if len(text) == 1}


GB2312 = written_in("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
BIG5 = written_in("big5", range(0xA4, 0xF9), range(0x40, 0xFF))


@pytest.mark.parametrize("name", HAN)
def test_all_of_gb2312_and_big5(name: str) -> None:
    assert len(GB2312) == 6763
    assert len(BIG5) > 13_000
    assert characters(name) | {0x2CD, 0x7F} >= GB2312 | BIG5


@pytest.mark.parametrize("name", LATIN)
def test_latin_greek_cyrillic_and_signs(name: str) -> None:
    assert set(map(ord, "Aé–—…×−≥≠→✓€£¥·“”‘’ßłñΩЖ½²")) <= characters(name)


@pytest.mark.parametrize("name", [*LATIN, *HAN])
def test_a_glyph_stands_for_one_character_so_that_a_pdf_gives_it_back(name: str) -> None:
    held: dict[str, list[int]] = {}
    for code, glyph in opened(name).getBestCmap().items():
        held.setdefault(glyph, []).append(code)
    twins = {tuple(map(chr, codes)) for codes in held.values() if len(codes) > 1}
    # Big5 writes some characters twice; normalised text holds but one of them. The last pair is truly alike.
    assert twins <= {("兀", "\ufa0c"), ("嗀", "\ufa0d"), ("墫", "壿")}


@pytest.mark.parametrize("name", LATIN)
def test_figures_have_one_width_and_keep_the_features(name: str) -> None:
    font = opened(name)
    cmap, widths = font.getBestCmap(), font["hmtx"]
    assert len({widths[cmap[ord(figure)]][0] for figure in "0123456789"}) == 1
    assert {"tnum", "pnum"} <= {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize("name", [*LATIN, *HAN])
def test_names_are_our_own_and_the_licence_is_named(name: str) -> None:
    table = opened(name)["name"]
    assert all(str(table.getName(key, 3, 1, 0x409)).startswith(("B2B Desk", "B2BDesk")) for key in (1, 4, 6))
    assert "SIL Open Font License" in str(table.getName(13, 3, 1, 0x409))


def test_all_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 10_000_000


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_qt_finds_each_weight(weight: int) -> None:
    raw = QRawFont.fromFont(Theme("light").font("body", weight))
    assert raw.familyName().startswith("B2B Desk Sans")
    assert raw.weight() == weight


def fonts_used(text: str, font: QFont) -> set[str]:
    """Return the families a text is really drawn with."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


def test_each_script_is_drawn_by_its_font() -> None:
    assert fonts_used("Map 12", Theme("light").font("body")) == {"B2B Desk Sans"}
    assert fonts_used("内容地图", Theme("light", "zh-Hans").font("body")) == {"B2B Desk Han"}
    assert "B2B Desk Han TC" in fonts_used("直角骨過", Theme("light", "zh-Hant").font("body"))
    assert families("zh-Hant")[:3] == ["B2B Desk Sans", "B2B Desk Han TC", "B2B Desk Han"]


def test_chinese_micro_text_is_not_smaller_than_12() -> None:
    assert Theme("light", "en").font("micro").pixelSize() == 11
    assert Theme("light", "zh-Hans").font("micro").pixelSize() == 12


def test_columns_of_figures_line_up() -> None:
    metrics = QFontMetricsF(Theme("light").font("body"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_a_font_handed_out_may_be_changed() -> None:
    look = Theme("light")
    look.font("body").setPixelSize(99)
    assert look.font("body").pixelSize() == 13
