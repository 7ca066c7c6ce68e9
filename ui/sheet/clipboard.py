"""A block of the sheet on the clipboard: exact for the sheet itself, a table of status words for everything else."""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any, Final

from PySide6.QtCore import QMimeData

from b2bdesk.commands.sheet import Copied
from b2bdesk.errors import UserError
from b2bdesk.queries.sheet_values import Mark
from b2bdesk.terms import N_

SHEET_MIME: Final = "application/x-b2bdesk-sheet"
TIMES: Final = re.compile(r"\s*×\s*\d+$")
Cells = tuple[tuple[tuple[Copied, ...], ...], ...]
"""What is written into each cell of a block, row by row."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A block as it lies on the clipboard; `cut` says that its placements move when it is pasted."""

    cells: Cells
    cut: bool = False

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.cells)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.cells[0]) if self.cells else 0


def mime_of(block: Sequence[Sequence[Sequence[Mark]]], words: Mapping[str, str], plan: str, *, cut: bool) -> QMimeData:
    """Return a block as itself and as a table of words."""
    mime = QMimeData()
    mime.setText("".join("\t".join(_word(marks, words) for marks in row) + "\n" for row in block))
    cells = [[[_plain(mark) for mark in marks] for marks in row] for row in block]
    mime.setData(SHEET_MIME, json.dumps({"plan": plan, "cut": cut, "cells": cells}).encode())
    return mime


def _word(marks: Sequence[Mark], words: Mapping[str, str]) -> str:
    if not marks:
        return ""
    word = words.get(marks[0].status, marks[0].status)
    return f"{word} ×{len(marks)}" if len(marks) > 1 else word


def _plain(mark: Mark) -> list[Any]:
    return [mark.id, mark.status, *(day.isoformat() if day else None for day in (mark.start, mark.end))]


def read_mime(mime: QMimeData | None, words: Mapping[str, str], plan: str) -> Cut | None:
    """Return the block on the clipboard, None where there is nothing; a word that is no status raises `UserError`."""
    if mime is None:
        return None
    if mime.hasFormat(SHEET_MIME):
        facts = json.loads(bytes(mime.data(SHEET_MIME).data()))
        same = facts["plan"] == plan
        cells = (tuple(tuple(_copied(one, same) for one in marks) for marks in row) for row in facts["cells"])
        return Cut(tuple(cells), cut=same and bool(facts["cut"]))
    return read_text(mime.text(), words)


def _copied(one: Sequence[Any], same: bool) -> Copied:
    id, status, *days = one
    start, end = (date.fromisoformat(day) if day else None for day in days)
    return Copied(str(status), start, end, int(id) if same else None, exact=True)


def read_text(text: str, words: Mapping[str, str]) -> Cut | None:
    """Return a table of status words, letters and ticks as a block."""
    try:
        lines = list(csv.reader(StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    except csv.Error as error:
        raise UserError("sheet.table", N_("The clipboard holds no table that can be pasted here.")) from error
    width = max((len(line) for line in lines), default=0)
    if not width:
        return None
    cells = (
        tuple(_meant(line[at] if at < len(line) else "", words, row, at) for at in range(width))
        for row, line in enumerate(lines)
    )
    return Cut(tuple(cells))


def _meant(text: str, words: Mapping[str, str], row: int, column: int) -> tuple[Copied, ...]:
    word = TIMES.sub("", text.strip()).strip().casefold()
    if not word:
        return ()
    status = words.get(word)
    if status is None:
        raise UserError(
            "sheet.word",
            N_("“{text}” (row {row}, column {column}) is no status, so nothing was pasted."),
            text=text.strip()[:40],
            row=row + 1,
            column=column + 1,
        )
    return (Copied(status),)
