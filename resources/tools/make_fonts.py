"""Make the fonts of `resources/fonts` from their sources; `resources/README.md` says where to get those.

    python resources/tools/make_fonts.py INTER_WEB_FOLDER NOTO_CJK_FOLDER resources/fonts

Four changes, all allowed by the Open Font License, and therefore other names:

- only the characters we need, no layout features that would put other glyphs than the character's own into a PDF
  (Qt finds the text of a PDF's glyphs through the character map alone);
- each glyph stands for one character, so that a PDF gives back the very characters that were written;
- the figures of the character map are the tabular ones, so that columns of numbers line up everywhere;
- one line height for both scripts, with the leading of the design, centred on the capitals.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

LATIN_NAME: Final = "B2B Desk Sans"
HAN_NAME: Final = "B2B Desk Han"
HANT_NAME: Final = "B2B Desk Han TC"
LATIN_WEIGHTS: Final = ("Regular", "Medium", "SemiBold", "Bold")
HAN_WEIGHTS: Final = ("Regular", "Bold")
SIMPLIFIED_FACE, TRADITIONAL_FACE = 2, 3
LATIN_RANGES: Final = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x1E00, 0x1EFF), (0x2000, 0x206F),
    (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2300, 0x23FF), (0x2460, 0x24FF), (0x25A0, 0x25FF), (0x2600, 0x27BF),
)  # fmt: skip
HAN_EXTRA: Final = ((0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x3000, 0x303F), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6))
LATIN_TWINS: Final = (0x2BC, 0x2EE, 0x2126, 0x2206, *range(0x2780, 0x2789), 0x25BA, 0x25BB, 0x25C4, 0x25C5)
HAN_TWINS: Final = (0xA0, 0xAD, 0xB7, 0x2011, 0x2012, 0x2022, 0x2027, 0x2035, 0x301C)
"""The rarer of two characters that share a glyph: another font draws them."""
LATIN_METRICS: Final = (1.05, 0.323)
HAN_METRICS: Final = (1.12, 0.36)


def spread(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """Return every code point of inclusive ranges."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def coded_in(codec: str, first: range, second: range) -> set[int]:
    """Return the code points a two-byte character set can write."""
    pairs = (bytes((a, b)).decode(codec, errors="ignore") for a in first for b in second)
    return {ord(text) for text in pairs if len(text) == 1}


def gb2312() -> set[int]:
    """Return the characters of GB 2312."""
    return coded_in("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))


def big5(last: int = 0xF9) -> set[int]:
    """Return the characters of Big5; its first level, the common ones, ends at row C6."""
    return coded_in("big5", range(0xA1, last + 1), range(0x40, 0xFF))


def cut(font: TTFont, codes: set[int], features: list[str]) -> None:
    """Keep only these characters and features."""
    options = subset.Options(layout_features=features, name_IDs=["*"], notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)


def rename(font: TTFont, family: str, weight: str) -> None:
    """Give a changed font its own name."""
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in (0, 13, 14) and n.platformID == 3]
    plain = weight if weight in ("Regular", "Bold") else "Regular"
    legacy = family if plain == weight else f"{family} {weight}"
    full, script = f"{family} {weight}", f"{family.replace(' ', '')}-{weight}"
    for key, text in ((1, legacy), (2, plain), (3, script), (4, full), (5, "Version 1.0"), (6, script)):
        table.setName(text, key, 3, 1, 0x409)
    if plain != weight:
        table.setName(family, 16, 3, 1, 0x409)
        table.setName(weight, 17, 3, 1, 0x409)
    if "CFF " in font:
        rename_outlines(font["CFF "].cff, full, script)


def rename_outlines(outlines: Any, full: str, script: str) -> None:
    """Rename the outlines inside an OpenType font."""
    outlines.fontNames = [script]
    top = outlines.topDictIndex[0]
    top.FullName, top.FamilyName = full, full


def set_line_height(font: TTFont, ascent: float, descent: float) -> None:
    """Set the height of a line above and below the base line, in ems."""
    up, down = (round(part * font["head"].unitsPerEm) for part in (ascent, descent))
    head, os2 = font["hhea"], font["OS/2"]
    head.ascent, head.descent, head.lineGap = up, -down, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = up, -down, 0
    os2.usWinAscent, os2.usWinDescent = up, down
    if os2.version >= 4:
        os2.fsSelection |= 1 << 7


def make_figures_tabular(font: TTFont) -> None:
    """Let the character map lead to the figures of one width."""
    names = dict(font.getBestCmap())
    for table in font["cmap"].tables:
        table.cmap |= {code: f"{names[code]}.tf" for code in range(ord("0"), ord("9") + 1)}


def forget(font: TTFont, twins: Iterable[int]) -> None:
    """Leave each glyph the one character that people write."""
    for table in font["cmap"].tables:
        table.cmap = {code: name for code, name in table.cmap.items() if code not in twins}


def make_latin(source: Path, target: Path, weight: str) -> None:
    """Write one weight of the Latin, Greek and Cyrillic font."""
    font = TTFont(source / f"Inter-{weight}.woff2")
    font.flavor = None
    make_figures_tabular(font)
    cut(font, spread(LATIN_RANGES), ["ccmp", "kern", "mark", "mkmk", "tnum", "pnum"])
    forget(font, LATIN_TWINS)
    rename(font, LATIN_NAME, weight)
    set_line_height(font, *LATIN_METRICS)
    font.save(target / f"B2BDeskSans-{weight}.ttf")


def make_han(source: Path, target: Path, weight: str) -> None:
    """Write one weight of the Chinese font, and what Traditional Chinese writes otherwise."""
    faces = TTCollection(source / f"NotoSansCJK-{weight}.ttc").fonts
    simplified, traditional = faces[SIMPLIFIED_FACE], faces[TRADITIONAL_FACE]
    here, there = simplified.getBestCmap(), traditional.getBestCmap()
    other = {code for code in big5(0xC6) | spread(HAN_EXTRA) if code > 0x2E7F and here.get(code) != there.get(code)}
    for font, family, codes in (
        (simplified, HAN_NAME, gb2312() | big5() | spread(HAN_EXTRA)),
        (traditional, HANT_NAME, other),
    ):
        cut(font, codes, [])
        forget(font, HAN_TWINS)
        rename(font, family, weight)
        set_line_height(font, *HAN_METRICS)
        font.save(target / f"{family.replace(' ', '')}-{weight}.otf")


def main() -> None:
    """Write all fonts."""
    inter, noto, target = (Path(name) for name in sys.argv[1:4])
    for weight in LATIN_WEIGHTS:
        make_latin(inter, target, weight)
    for weight in HAN_WEIGHTS:
        make_han(noto, target, weight)


if __name__ == "__main__":
    main()
