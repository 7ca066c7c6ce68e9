"""Counts of observed people as a small table: pasted from a spreadsheet (tabs) or read from a CSV file."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from b2bdesk.commands.observed import Counted
from b2bdesk.errors import UserError
from b2bdesk.terms import N_

MOST_BYTES: Final = 1024 * 1024
MOST_ROWS: Final = 2_000
MOST_COUNT: Final = 10**9
MARKS: Final = "\t;,"


@dataclass(frozen=True, slots=True)
class Names:
    """What a table may call things: categories, channels and pieces by code or label, folded."""

    categories: Mapping[str, str]
    channels: Mapping[str, int]
    pieces: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        categories: Iterable[tuple[str, str]],
        channels: Mapping[int, tuple[str, str]],
        pieces: Mapping[int, tuple[str, str]] | None = None,
    ) -> "Names":
        """Return the names of (code, label) pairs, and of channels and pieces by id."""
        words = {fold(name): code for code, label in categories for name in (code, label)}
        return cls(words, _places(channels), _places(pieces or {}))


def _places(rows: Mapping[int, tuple[str, str]]) -> dict[str, int]:
    """Return ids by name and by code; a code is never mistaken for somebody else's name."""
    names = {fold(name): row_id for row_id, (_, name) in reversed(list(rows.items()))}
    return names | {fold(code): row_id for row_id, (code, _) in rows.items()}


def read_file(path: Path, names: Names) -> list[Counted]:
    """Read counts from a CSV file."""
    from b2bdesk.workspace.faults import told

    with told(path):
        if not path.is_file():
            raise UserError("observed.missing", N_("There is no file {path}."), path=str(path))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UserError(
            "observed.too_big", N_("{path} is larger than 1 MB; counts by category are a few lines."), path=path.name
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")  # as Excel in China writes it
    return read(text, names)


def read(text: str, names: Names) -> list[Counted]:
    """Read lines of category, count and, if wanted, channel and content; a heading is passed over.

    Raises:
        UserError: `observed.*`, naming the line, for the first line that cannot be read.
    """
    rows = _rows(text)
    found = [_counted(number, row, names) for number, row in rows]
    if not found:
        raise UserError("observed.empty", N_("There is nothing to read: each line holds a category and a count."))
    return found


def fold(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.split()).casefold()


def _rows(text: str) -> list[tuple[int, list[str]]]:
    mark = next((one for one in MARKS if one in text), "\t")
    try:
        lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=None), delimiter=mark))
    except csv.Error as exc:
        raise UserError("observed.table", N_("This is not a table of lines and columns.")) from exc
    rows = [(at, [cell.strip() for cell in line]) for at, line in enumerate(lines, 1) if any(c.strip() for c in line)]
    if len(rows) > MOST_ROWS:
        raise UserError("observed.too_many", N_("More than {limit} lines are too many for counts."), limit=MOST_ROWS)
    if rows and len(rows[0][1]) > 1 and _number(rows[0][1][1]) is None and not re.search(r"\d", rows[0][1][1]):
        return rows[1:]
    return rows


def _counted(number: int, row: Sequence[str], names: Names) -> Counted:
    if len(row) < 2:
        raise _wrong(number, N_("Line {line}: a category and a count are needed."))
    category = names.categories.get(fold(row[0]))
    if category is None:
        raise _wrong(
            number, N_("Line {line}: “{name}” is no category here. Use its name or its code."), name=row[0][:60]
        )
    count = _number(row[1])
    if count is None:
        raise _wrong(number, N_("Line {line}: “{name}” is not a whole number from 0 on."), name=row[1][:60])
    place, title = ([*row[2:4], "", ""])[:2]
    channel = names.channels.get(fold(place)) if place else None
    if place and channel is None:
        raise _wrong(number, N_("Line {line}: “{name}” is no channel of this plan."), name=place[:60])
    piece = names.pieces.get(fold(title)) if title else None
    if title and piece is None:
        raise _wrong(number, N_("Line {line}: “{name}” is no content of this plan."), name=title[:60])
    return Counted(category, count, channel, piece)


def _number(text: str) -> int | None:
    plain = re.sub(r"(?<=\d)[, \u00a0\u202f](?=\d{3}\b)", "", text)
    if not re.fullmatch(r"\d{1,10}(\.0+)?", plain, re.ASCII):
        return None
    count = int(plain.partition(".")[0])
    return count if count <= MOST_COUNT else None


def _wrong(number: int, message: str, **facts: str) -> UserError:
    return UserError("observed.line", message, line=number, **facts)
