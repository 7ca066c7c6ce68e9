"""Lines of cells as the XML of a sheet, written as text: an object a cell would cost most of the time."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape as escaped
from xml.sax.saxutils import quoteattr

from openpyxl.utils import get_column_letter

from b2bdesk.exchange.excel import limits
from b2bdesk.exchange.excel.page import Anchor, AnyCell, Line
from b2bdesk.exchange.excel.report import NO_LINK, Report
from b2bdesk.exchange.excel.styles import Styles

EPOCH: Final = date(1899, 12, 30)
LEAP: Final = date(1900, 3, 1)
"""Excel believes in a 29 February 1900: days before this one are counted from a day later."""
CARE: Final = re.compile(limits.ILLEGAL.pattern[:-1] + "&<>\r]|_x[0-9A-Fa-f]{4}_")
"""What makes a text more than itself between two tags."""
SHORT: Final = limits.TEXT // 2
LINKS: Final = {"link": "text", "url": "plain", "hint_link": "hint"}
"""Styles of links, and how a cell looks whose link leads nowhere in this workbook."""

letter = cache(get_column_letter)


class CellWriter:
    """Writes the cells of one sheet, and gathers its links."""

    def __init__(self, sheet: str, styles: Styles, places: dict[Anchor, str], report: Report) -> None:
        self.sheet = sheet
        self.styles = styles
        self.places = places
        self.report = report
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.full = False
        self._ids: dict[str, int] = {}
        self._kinds: dict[type, Callable[[str, int, Any, str], str]] = {
            str: self._text,
            int: self._number,
            float: self._number,
            bool: self._flag,
            Decimal: self._decimal,
            date: self._day,
        }

    def rows(self, lines: Iterable[Line]) -> Iterator[str]:
        """Yield the XML of each line."""
        for number, line in enumerate(lines, 1):
            row = str(number)
            tall = f' ht="{line.height:g}" customHeight="1"' if line.height is not None else ""
            cells = [self.cell(f"{letter(at)}{row}", cell) for at, cell in enumerate(line.cells, 1) if cell is not None]
            yield f'<row r="{row}"{tall}>{"".join(cells)}</row>'

    def cell(self, ref: str, cell: AnyCell) -> str:
        """Return the XML of one cell."""
        value, style, link = cell
        number = self._ids.get(style)
        if number is None:
            number = self._ids[style] = self.styles.number(style)
        if value is None or value == "":
            return f'<c r="{ref}" s="{number}"/>'
        if style in LINKS and (link is None or not self._link(ref, link)):
            number = self.styles.number(LINKS[style])
        return self._kinds[type(value)](ref, number, value, style)

    def _text(self, ref: str, number: int, value: str, style: str) -> str:
        if len(value) > SHORT or CARE.search(value) or "\n" in value:
            fitted = limits.fit(value)
            for kind in fitted.changes:
                self.report.note(kind, self.sheet, ref)
            value = fitted.text
            shown = escaped(limits.escape(value))
        else:
            shown = value
        if value.startswith(limits.FORMULA):
            number = self.styles.number(style, quote=True)
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        return f'<c r="{ref}" s="{number}" t="inlineStr"><is><t{space}>{shown}</t></is></c>'

    def _number(self, ref: str, number: int, value: float, style: str) -> str:
        return f'<c r="{ref}" s="{number}"><v>{value!r}</v></c>'

    def _decimal(self, ref: str, number: int, value: Decimal, style: str) -> str:
        return f'<c r="{ref}" s="{number}"><v>{value:f}</v></c>'

    def _flag(self, ref: str, number: int, value: bool, style: str) -> str:
        return f'<c r="{ref}" s="{number}" t="b"><v>{int(value)}</v></c>'

    def _day(self, ref: str, number: int, value: date, style: str) -> str:
        return f'<c r="{ref}" s="{number}"><v>{serial(value)}</v></c>'

    def _link(self, ref: str, link: Anchor | str) -> bool:
        """Note a link, if it leads anywhere and there is room for it."""
        leads = limits.may_link(link) if isinstance(link, str) else link in self.places
        if not leads or len(self.links) >= limits.LINKS:
            self._note_full(ref, leads)
            return False
        if isinstance(link, str):
            self.addresses.append(link)
            self.links.append(f'<hyperlink ref="{ref}" r:id="link{len(self.addresses)}"/>')
        else:
            self.links.append(f'<hyperlink ref="{ref}" location={quoteattr(self.places[link])}/>')
        return True

    def _note_full(self, ref: str, leads: bool) -> None:
        if leads and not self.full:
            self.full = True
            self.report.note(NO_LINK, self.sheet, ref)


def serial(day: date) -> int:
    """Return a day as Excel counts it."""
    return (day - EPOCH).days - (day < LEAP)
