"""Finding as one types in a plan of any size.

A large plan gets an index of its words in memory, made in a thread when something is first sought; until it is there,
and in plans that are read through faster than one types, `search` answers. In the index a word is found from its
beginning; Chinese characters stand apart, so that one of them, or several in a row, are found wherever they are.
"""

import re
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final, TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, CompoundSelect, func, Select, select, union_all
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.errors import UserError
from b2bdesk.queries.search import best, Hit, MOST_WORDS, search, shown, Source, SOURCES, wording

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes, Workspace

PIECES: Final = "content_piece"
LARGE: Final = 5_000
"""So many rows with texts make a plan large."""
MANY: Final = 2_000
"""After so many changes the index is made anew, in its thread."""
FIRST: Final = 100
"""So many rows are brought of pieces, and as many of all else together."""
ORDER: Final = sorted(SOURCES, key=lambda source: source.table == PIECES)
"""The tables by their numbers; pieces come last."""
NUMBERS: Final = {source.table: number for number, source in enumerate(ORDER)}
ROWS: Final = 1 << 40
"""A row's place in the index is its table's number times this, plus its id."""
RANGES: Final = ((0, NUMBERS[PIECES] * ROWS), (NUMBERS[PIECES] * ROWS, len(NUMBERS) * ROWS))
APART: Final = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])")
NUMBER: Final = re.compile("[0-9]+")
MADE: Final = "CREATE VIRTUAL TABLE words USING fts5(code, text, tokenize='unicode61', prefix='1 2 3', columnsize=0)"
FOUND: Final = "SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ? LIMIT ?"


class Words:
    """The index: an SQLite database of its own in memory, for one thread at a time."""

    def __init__(self) -> None:
        self._base = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._base.execute(MADE)

    def add(self, source: Source, rows: Iterable[tuple[int, str, str]]) -> None:
        """Take in rows of a table: id, code, and what else they say."""
        first = NUMBERS[source.table] * ROWS
        made = ((first + id, " ".join((code, *NUMBER.findall(code))), apart(text)) for id, code, text in rows)
        self._base.execute("BEGIN")
        self._base.executemany("INSERT INTO words (rowid, code, text) VALUES (?, ?, ?)", made)
        self._base.execute("COMMIT")

    def drop(self, source: Source, ids: Iterable[int]) -> None:
        """Forget rows of a table."""
        first = NUMBERS[source.table] * ROWS
        self._base.executemany("DELETE FROM words WHERE rowid = ?", ((first + id,) for id in ids))

    def find(self, words: Sequence[str], *, codes_only: bool) -> dict[Source, set[int]]:
        """Return the ids of the first rows that hold all words, and of those whose code they are."""
        phrases = [f'"{apart(word.replace(chr(34), " "))}"' for word in words]
        begun = " AND ".join(f"{phrase} *" for phrase in phrases)
        asked = [f"code : ({begun})"] if codes_only else [f"code : ({' AND '.join(phrases)})", begun]
        found: defaultdict[Source, set[int]] = defaultdict(set)
        for question in asked:
            for low, high in RANGES:
                for (place,) in self._base.execute(FOUND, (question, low, high, FIRST)).fetchall():
                    number, id = divmod(place, ROWS)
                    found[ORDER[number]].add(id)
        return {source: ids for source, ids in found.items() if source.name or not codes_only}


class Finder:
    """Finds in one open plan; keeps its index up with every edit."""

    def __init__(self, ws: "Workspace") -> None:
        self._words: Words | None = None
        self._making: threading.Thread | None = None
        self._large: bool | None = None
        self._changed: set[tuple[str, int]] = set()
        self._turn = threading.Lock()
        ws.subscribe(self._note)

    def search(
        self, ws: "Workspace", session: Session, typed: str, lang: str, *, codes_only: bool = False, limit: int = 40
    ) -> list[Hit]:
        """Return what holds all words, the best first."""
        words = typed.split()[:MOST_WORDS]
        if not words or not all(map(spells, words)):
            return search(session, typed, lang, codes_only=codes_only, limit=limit)
        with self._turn:
            index = self._index(ws, session)
            found = index.find(words, codes_only=codes_only) if index else {}
        if index is None:
            return search(session, typed, lang, codes_only=codes_only, limit=limit)
        if not found:
            return []
        ids = {source.table: tuple(rows) for source, rows in found.items()}
        return best(session.execute(fetched(tuple(found), lang), ids), words, limit)

    def settle(self) -> None:
        """Wait for the index, if one is being made."""
        if self._making is not None:
            self._making.join()

    def _note(self, changes: "Changes") -> None:
        with self._turn:
            for name in NUMBERS:
                rows = changes.of(name)
                self._changed.update((name, id) for id in (*rows.inserted, *rows.updated, *rows.deleted))

    def _index(self, ws: "Workspace", session: Session) -> Words | None:
        """Return the index as it is now; have one made if the plan is large and there is none."""
        if len(self._changed) > MANY:
            self._words = self._large = None
        if self._large is None and self._making is None:
            self._large = size(session) >= LARGE
            if self._large:
                self._changed = set()
                self._making = threading.Thread(target=self._make, args=(ws,), name="words", daemon=True)
                self._making.start()
        if self._words is not None and self._changed:
            changed, self._changed = self._changed, set()
            renew(self._words, session, changed)
        return self._words

    def _make(self, ws: "Workspace") -> None:
        try:
            with ws.read() as session:
                rows = [(source, session.execute(read(source)).all()) for source in SOURCES]
        except UserError:  # the plan was closed meanwhile
            return
        made = Words()
        for source, found in rows:
            made.add(source, ((row[0], row[1], row[2]) for row in found))
        self._words, self._making = made, None


FINDERS: Final[WeakKeyDictionary["Workspace", Finder]] = WeakKeyDictionary()


def finder(ws: "Workspace") -> Finder:
    """Return the finder of an open plan, the same one each time."""
    if ws not in FINDERS:
        FINDERS[ws] = Finder(ws)
    return FINDERS[ws]


def apart(text: str) -> str:
    """Return a text whose Chinese, Japanese and Korean characters are words of their own."""
    return text if text.isascii() else APART.sub(r" \1 ", text)


def spells(word: str) -> bool:
    """Tell whether a word holds anything that an index of words knows."""
    return any(map(str.isalnum, word))


def read(source: Source) -> Select[Any]:
    """Return the query for what the index takes from a table."""
    table = metadata.tables[source.table]
    query = select(table.c.id, table.c.code, wording(source))
    return query.where(table.c.archived.is_(False)) if "archived" in table.c else query


def renew(words: Words, session: Session, changed: Iterable[tuple[str, int]]) -> None:
    """Take in what changed, as it is now."""
    for source in SOURCES:
        ids = [id for name, id in changed if name == source.table]
        if ids:
            words.drop(source, ids)
            rows = session.execute(read(source).where(metadata.tables[source.table].c.id.in_(ids)))
            words.add(source, ((row[0], row[1], row[2]) for row in rows))


@cache
def fetched(sources: Sequence[Source], lang: str) -> CompoundSelect[Any]:
    """Return the query for what is shown of rows, whose ids are handed over by the tables' names."""
    ids = {source: metadata.tables[source.table].c.id for source in sources}
    return union_all(*(shown(s, lang).where(id.in_(bindparam(s.table, expanding=True))) for s, id in ids.items()))


def size(session: Session) -> int:
    """Return how many rows there are to search."""
    counts = (select(func.count()).select_from(metadata.tables[source.table]).scalar_subquery() for source in SOURCES)
    return sum(session.execute(select(*counts)).one())
