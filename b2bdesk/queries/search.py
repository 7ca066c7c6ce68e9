"""Finding items by code, name or any text they hold, in one statement whatever is typed.

Every word typed must occur, in any order, each anywhere in the item's texts; Chinese needs no spaces. What a word
finds in a code or a name comes before what it finds in longer texts. `finder` does the same for plans so large that
reading every text takes longer than a keystroke may.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, ColumnElement, CompoundSelect, func, literal, Select, select, union_all
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.base import LABEL_KEYS
from b2bdesk.terms import Language

LIMIT: Final = 200
"""How many rows of each table are looked at."""
MOST_WORDS: Final = 8
ESCAPE: Final = "/"
ESCAPED: Final = "/%_"


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found; `text` is the longer text that holds the words, empty if code or name do."""

    table: str
    id: int
    code: str
    name: str
    detail: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one table keeps its name, a second line, and its longer texts; `opens` is the owner to open instead."""

    table: str
    name: tuple[str, ...]
    detail: str = ""
    texts: tuple[str, ...] = ()
    opens: tuple[str, str] = ("", "")


LABELLED: Final = tuple(LABEL_KEYS.values())
SOURCES: Final = (
    Source("persona", ("name",), "title", ("quote", "location", "related_people", "notes")),
    Source("content_piece", ("title", "short_title"), "", ("summary", "owner", "notes")),
    Source("segment", ("name",), "", ("notes",)),
    Source("decision_chain", ("name",), "account", ("product", "notes")),
    Source("evidence", ("title",), "respondent", ("quote", "notes")),
    Source("channel", LABELLED, "", ("notes",)),
    Source("landing_pool", LABELLED, "owner", ("notes",)),
    Source("stage", LABELLED, "", ("notes",)),
    Source("campaign", ("name",), "slug", ("notes",)),
    Source("result", ("code",), "date_from", ("notes",)),
    Source("persona_item", (), "", ("text", "situation", "motivation", "outcome", "notes"), ("persona", "persona_id")),
    Source("sourcing_note", (), "", ("text",), ("persona", "persona_id")),
    Source("chain_member", (), "", ("concern", "notes"), ("decision_chain", "chain_id")),
)


def search(session: Session, typed: str, lang: str, *, codes_only: bool = False, limit: int = 40) -> list[Hit]:
    """Return what holds all words, the best first."""
    words = typed.split()[:MOST_WORDS]
    if not words:
        return []
    patterns = {f"w{n}": pattern(word) for n, word in enumerate(words)}
    return best(session.execute(statement(lang, len(words), codes_only), patterns), words, limit)


def best(rows: Iterable[Any], words: Sequence[str], limit: int) -> list[Hit]:
    """Return rows as hits, the best first."""
    hits = [hit_of(row, words) for row in rows]
    return sorted(hits, key=lambda hit: rank(hit, words))[:limit]


@cache
def statement(lang: str, words: int, codes_only: bool) -> CompoundSelect[Any]:
    """Return the statement over all tables, made once for a number of words."""
    sources = [source for source in SOURCES if source.name or not codes_only]
    return union_all(*(query_of(source, words, lang, codes_only) for source in sources))


def pattern(word: str) -> str:
    """Return what LIKE takes to find a word anywhere, its own signs taken as they are."""
    return "%" + "".join(ESCAPE + sign if sign in ESCAPED else sign for sign in word) + "%"


def query_of(source: Source, words: int, lang: str, codes_only: bool) -> Select[Any]:
    """Return the query over one table, for words that are handed over as `w0`, `w1` ..."""
    code = metadata.tables[source.table].c.code
    sought = joined([code]) if codes_only else joined([code, wording(source)])
    wanted = shown(source, lang).where(*(sought.like(bindparam(f"w{n}"), escape=ESCAPE) for n in range(words)))
    return wanted.limit(LIMIT).subquery().select()


def wording(source: Source) -> ColumnElement[Any]:
    """Return all that can be found in a row but its code."""
    table = metadata.tables[source.table]
    return joined([*(table.c[key] for key in source.name), *_detail(source), *(table.c[key] for key in source.texts)])


def shown(source: Source, lang: str) -> Select[Any]:
    """Return the query for what a hit shows, over the rows in use."""
    table = metadata.tables[source.table]
    opens, owner = source.opens
    query = select(
        literal(opens or source.table).label("tbl"),
        (table.c[owner] if owner else table.c.id).label("id"),
        table.c.code.label("code"),
        spoken(source, lang).label("name"),
        (joined(_detail(source)) if source.detail else literal("")).label("detail"),
        joined([table.c[key] for key in source.texts]).label("text"),
    )
    return query.where(table.c.archived.is_(False)) if "archived" in table.c else query


def _detail(source: Source) -> list[ColumnElement[Any]]:
    return [metadata.tables[source.table].c[source.detail]] if source.detail else []


def spoken(source: Source, lang: str) -> ColumnElement[Any]:
    """Return the name in a language, or the nearest there is."""
    table = metadata.tables[source.table]
    if not source.name:
        return literal("")
    if source.name != LABELLED:
        return table.c[source.name[0]]
    first = LABEL_KEYS[Language(lang)]
    order = [first, *(key for key in LABELLED if key != first)]
    return func.coalesce(*(func.nullif(table.c[key], "") for key in order), "")


def joined(columns: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
    """Return texts joined by line ends, so that no word is found across two of them."""
    if not columns:
        return literal("")
    whole: ColumnElement[Any] = func.coalesce(columns[0], "")
    for column in columns[1:]:
        whole = whole.concat("\n").concat(func.coalesce(column, ""))
    return whole


def hit_of(row: Any, words: Sequence[str]) -> Hit:
    """Return a row as a hit; the text is the line of it that holds a word not found in code and name."""
    head = f"{row.code}\n{row.name}\n{row.detail}".casefold()
    missing = [word for word in words if word.casefold() not in head]
    if not missing and row.name:
        return Hit(row.tbl, row.id, row.code, row.name, row.detail)
    lines = [line for line in row.text.split("\n") if line]
    best = max(lines, key=lambda line: sum(w.casefold() in line.casefold() for w in words), default="")
    return Hit(row.tbl, row.id, row.code, row.name, row.detail, best)


def rank(hit: Hit, words: Sequence[str]) -> tuple[int, int, str]:
    """Return the place of a hit: code, beginning of the name, beginning of a word in it, the name, longer texts."""
    first = words[0].casefold()
    code, name = hit.code.casefold(), hit.name.casefold()
    order = (code == first, name.startswith(first) and not hit.text, code.startswith(first) and not hit.text)
    place = next((number for number, holds in enumerate(order) if holds), None)
    if place is None:
        place = 3 if not hit.text and f" {first}" in name else 5 if hit.text else 4
    return place, len(hit.name), hit.code
