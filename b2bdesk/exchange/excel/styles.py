"""How cells look: every style once a workbook, by name, in the colours of the design."""

import json
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

import resources
from b2bdesk.terms import Language, Level

FONTS: Final = {Language.EN: "Calibri", Language.HANS: "Microsoft YaHei", Language.HANT: "Microsoft JhengHei"}
SIZE: Final = 10
MARKS: Final = {Level.GAP: "○", Level.THIN: "◐", Level.OK: "●", Level.CROWDED: "◉"}
"""A level is never said by colour alone."""
TONES: Final = {Level.GAP: "gap", Level.THIN: "thin", Level.OK: "ok", Level.CROWDED: "crowd"}


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell looks like; colours are names of the design's tokens."""

    format: str = "General"
    bold: bool = False
    size: int = SIZE
    ink: str = "text"
    fill: str = ""
    hatched: bool = False
    across: str = ""
    upright: str = "top"
    wrap: bool = False
    underline: bool = False
    italic: bool = False
    lines: str = "line"
    quote: bool = False
    indent: int = 0


BASE: Final = Style()
NUMBER: Final = Style(across="right", indent=1)
LINK: Final = Style(ink="accentText", underline=True)
HEAD: Final = Style(bold=True, fill="band", upright="center", wrap=True)
STYLES: Final[dict[str, Style]] = {
    "text": Style(wrap=True),
    "long": Style(wrap=True),
    "code": Style(bold=True),
    "int": replace(NUMBER, format="#,##0"),
    "number": NUMBER,
    "score": replace(NUMBER, format="0.00"),
    "amount": replace(NUMBER, format="#,##0.00"),
    "signed": replace(NUMBER, format="+0.00;-0.00;0.00"),
    "points": replace(NUMBER, format="+0.0%;-0.0%;0.0%"),
    "share": replace(NUMBER, format="0.0%"),
    "money": replace(NUMBER, format="#,##0.00"),
    "day": replace(NUMBER, format="yyyy-mm-dd"),
    "flag": Style(across="center"),
    "link": replace(LINK, wrap=True),
    "url": LINK,
    "plain": BASE,
    "head": HEAD,
    "head_center": replace(HEAD, across="center"),
    "phase": Style(ink="text2", fill="sunken", across="center", upright="center", wrap=True),
    "band": Style(bold=True, ink="text2", fill="sunken"),
    "total": Style(bold=True, fill="band"),
    "total_int": Style(bold=True, fill="band", format="#,##0", across="right"),
    "title": Style(bold=True, size=16, upright="center", lines=""),
    "subtitle": Style(bold=True, size=12, upright="center", lines=""),
    "note": Style(ink="text2", lines=""),
    "key": Style(ink="text2", wrap=True),
    "hint": Style(ink="text2", across="left", wrap=True, indent=1),
    "hint_link": replace(LINK, across="left", wrap=True, indent=1),
    "empty": Style(format="0;-0;;@", ink="text3", across="center"),
    "empty_text": Style(ink="text3", wrap=True),
    "unneeded": Style(format="0", ink="text2", fill="hatch", hatched=True, across="center"),
    "unneeded_text": Style(ink="text2", fill="hatch", hatched=True, wrap=True, italic=True),
    "plain_text": Style(lines="", wrap=True),
    "note_wrapped": Style(ink="text2", lines="", wrap=True),
    "card_quote": Style(bold=True, size=13, upright="center", lines=""),
    "card_title": Style(size=11, lines="", wrap=True),
    "card_who": Style(ink="text2", lines="", wrap=True),
    "card_head": Style(bold=True, ink="text3", upright="center", lines="", wrap=True),
    "card_text": Style(wrap=True),
    "card_number": replace(NUMBER, format="0"),
    "card_share": replace(NUMBER, format="0%"),
    "card_sure": Style(ink="text2", across="right", indent=1),
    "severity_E": Style(bold=True, ink="gapText", fill="gapSoft"),
    "severity_W": Style(bold=True, ink="thinText", fill="thinSoft"),
    "severity_I": Style(bold=True, ink="infoText", fill="infoSoft"),
}


@dataclass(slots=True)
class Styles:
    """The styles of one workbook: each name's number, made when it is first asked for."""

    workbook: Workbook
    lang: Language
    levels: dict[Level, str]
    """The words of the levels."""
    ids: dict[tuple[str, bool], int] = field(default_factory=dict)
    sheet: Any = None

    def number(self, name: str, *, quote: bool = False) -> int:
        """Return a style's number; with `quote`, that of its twin for text that looks like a formula."""
        key = (name, quote)
        if key not in self.ids:
            self.ids[key] = self._made(replace(self._style(name), quote=quote))
        return self.ids[key]

    def _style(self, name: str) -> Style:
        kind, _, level = name.partition(":")
        if not level:
            return STYLES[name]
        tone, mark = TONES[Level(level)], MARKS[Level(level)]
        look = Style(ink=f"{tone}Text", fill=f"{tone}Soft", bold=kind == "count")
        if kind != "count":
            return replace(look, wrap=True, ink="text")
        word = self.levels[Level(level)].replace('"', "")
        return replace(look, format=f'0" {mark} {word}"', across="center")

    def _made(self, style: Style) -> int:
        cell: Any = WriteOnlyCell(self.sheet)
        cell.font = Font(
            name=FONTS[self.lang],
            size=style.size,
            bold=style.bold,
            italic=style.italic,
            underline="single" if style.underline else None,
            color=colour(style.ink),
        )
        cell.alignment = Alignment(
            horizontal=style.across or None, vertical=style.upright, wrap_text=style.wrap or None, indent=style.indent
        )
        if style.fill:
            cell.fill = _fill(style)
        if style.lines:
            side = Side(style="hair", color=colour(style.lines))
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        cell.number_format = style.format
        cell._style.quotePrefix = int(style.quote)
        return int(cell.style_id)


def _fill(style: Style) -> PatternFill:
    if style.hatched:
        return PatternFill("lightUp", fgColor=colour("control"), bgColor=colour("surface"))
    return PatternFill("solid", fgColor=colour(style.fill))


def colour(token: str) -> str:
    """Return a colour of the design as Excel writes it."""
    return f"FF{_tokens()[token].lstrip('#')}"


@cache
def _tokens() -> dict[str, str]:
    found: dict[str, str] = json.loads(resources.read_text("tokens.json"))["color"]["light"]
    return found
