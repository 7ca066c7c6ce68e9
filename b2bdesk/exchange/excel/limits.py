"""What Excel can hold, and how text is made to fit it: each change is noted, nothing is lost silently."""

import re
from dataclasses import dataclass
from typing import Final

TEXT: Final = 32_767
"""UTF-16 units in one cell."""
LINE_FEEDS: Final = 253
"""Line feeds in one cell."""
SHEET_NAME: Final = 31
LINKS: Final = 65_530
"""Hyperlinks on one sheet."""
ADDRESS: Final = 2_079
"""Characters of a linked address."""
ROWS: Final = 1_048_576
COLUMNS: Final = 16_384
HEADING: Final = 255
"""Characters in a column name of a table."""
HEADER: Final = 255
"""Characters in a page header or footer."""
ROW_HEIGHT: Final = 409.0
"""Points."""
COLUMN_WIDTH: Final = 255.0
"""Characters."""

ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""Text that begins like this would be taken for a formula by somebody."""
LINKED: Final = ("http://", "https://", "mailto:")
MORE: Final = "…"

CUT: Final = "cut"
FEEDS: Final = "feeds"
REMOVED: Final = "removed"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as a cell can hold it, and what was done to it: any of `CUT`, `FEEDS`, `REMOVED`."""

    text: str
    changes: tuple[str, ...] = ()


def fit(text: str) -> Fitted:
    """Return a text without what Excel refuses, no longer than it allows."""
    changes = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if ILLEGAL.search(text):
        text, changes = ILLEGAL.sub("", text), [REMOVED]
    if text.count("\n") > LINE_FEEDS:
        kept = text.split("\n", LINE_FEEDS)
        text, changes = "\n".join(kept[:-1]) + "\n" + kept[-1].replace("\n", " "), [*changes, FEEDS]
    if length(text) > TEXT:
        text, changes = _cut(text), [*changes, CUT]
    return Fitted(text, tuple(changes))


def length(text: str) -> int:
    """Return the length as Excel counts it: characters beyond the first plane count two."""
    return len(text) + sum(ch > "\uffff" for ch in text) if not text.isascii() else len(text)


def escape(text: str) -> str:
    """Return text in which nothing is taken for an escaped character: `_x0041_` becomes `_x005F_x0041_`."""
    return ESCAPED.sub("_x005F_", text)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a valid name for a sheet that no other bears, whatever the case of its letters."""
    plain = (
        re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", ILLEGAL.sub("", wanted)).strip(" '")[:SHEET_NAME].strip(" '") or "Sheet"
    )
    name, n = plain, 1
    while name.casefold() in taken or name.casefold() == "history":
        n += 1
        name = f"{plain[: SHEET_NAME - len(str(n)) - 1]} {n}"
    taken.add(name.casefold())
    return name


def headings(wanted: list[str]) -> list[str]:
    """Return valid column names of a table: one line each, none empty, none twice whatever the case."""
    taken: set[str] = set()
    found = []
    for title in wanted:
        plain = " ".join(fit(title).text.split())[: HEADING - 6] or "-"
        name, n = plain, 1
        while name.casefold() in taken:
            n += 1
            name = f"{plain} {n}"
        taken.add(name.casefold())
        found.append(name)
    return found


def page_text(text: str) -> str:
    """Return text for a page header or footer, where `&` begins a command."""
    return " ".join(fit(text).text.split())[: HEADER // 5].replace("&", "&&")


def may_link(address: str) -> bool:
    """Tell whether a cell may lead to this address."""
    return address.lower().startswith(LINKED) and len(address) <= ADDRESS and not re.search(r"[\s<>\"]", address)


def _cut(text: str) -> str:
    room = TEXT - len(MORE)
    while length(text) > room:
        text = text[: len(text) - max(1, (length(text) - room + 1) // 2)]
    return text + MORE
