"""Blocks of the sheet on their way by the clipboard: copied, cut, pasted, within the sheet and from elsewhere."""

from typing import Final, TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from b2bdesk.commands import sheet as commands
from b2bdesk.commands.sheet import Copied
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr, trn
from b2bdesk.terms import PlacementStatus
from ui.kit.foretold import Foretold
from ui.sheet.acts import SheetActs
from ui.sheet.block import Place
from ui.sheet.clipboard import Cut, mime_of, read_mime, SHEET_MIME
from ui.sheet.dragging import Aim, Moves

if TYPE_CHECKING:
    from ui.sheet.view import SheetView

MOST_COPIED: Final = 200_000
"""How many cells are copied at most: what a table program still takes."""


class SheetCarrier:
    """Carries blocks of one sheet."""

    def __init__(self, view: "SheetView", acts: SheetActs) -> None:
        self.view, self.acts = view, acts
        self.held: Cut | None = None
        """What was copied or cut here last: where it would go is shown until it is pasted."""

    def copy(self, *, cut: bool = False) -> None:
        """Put the block on the clipboard; if it is cut, the next paste moves it."""
        block, model = self.view.block, self.view.model
        if block.current is None or (cut and self.acts.refused()):
            return
        if len(block) > MOST_COPIED:
            self.view.message.emit(tr("This block is too large to be copied. Choose a smaller one."))
            return
        model.ensure(range(block.rows.first, block.rows.last + 1))
        cells = [[model.marks(row, column) for column in block.columns.places()] for row in block.rows.places()]
        mime = mime_of(cells, model.sheet.words, self.plan(), cut=cut)
        self.held = read_mime(mime, {}, self.plan())
        QApplication.clipboard().setMimeData(mime)
        n = sum(len(marks) for row in cells for marks in row)
        self.view.set_cut({model.spot(*place) for place in block if model.marks(*place)} if cut else set())
        self.view.message.emit(
            trn("{n} placement cut: Ctrl+V moves it here.", "{n} placements cut: Ctrl+V moves them here.", n)
            if cut
            else trn("{n} placement copied.", "{n} placements copied.", n)
        )

    def let_go(self) -> None:
        """Show no longer where something would go."""
        self.held = None
        self.view.set_aim(None)

    def foretell(self) -> None:
        """Show what pasting at the current cell would do, while something is held."""
        view, held = self.view, self.held
        mime = QApplication.clipboard().mimeData()
        if held is None or view.block.current is None or mime is None or not mime.hasFormat(SHEET_MIME):
            self.let_go()
            return
        found = self._room(held)
        if found is None:
            view.set_aim(None)
            return
        first, rows, columns = found
        last = (first[0] + rows - 1, first[1] + columns - 1)
        what = self._what(held, first, rows, columns)
        view.set_aim(Aim(first, last, self._told(held, what, first)) if what and self._elsewhere(what) else None)

    def _told(self, held: Cut, what: dict[Place, tuple[Copied, ...]], first: Place) -> Foretold:
        n = sum(len(copies) for copies in what.values())
        keys = QKeySequence(QKeySequence.StandardKey.Paste).toString(QKeySequence.SequenceFormat.NativeText)
        words = f"{keys}: {self.view.drag.words(n, first, copying=not held.cut)}"
        if held.cut:
            return self.view.drag.moves_told(words, *self._moves(what))
        return self.view.drag.puts_told(words, [self.acts.put(place, copies) for place, copies in what.items()])

    def _elsewhere(self, what: dict[Place, tuple[Copied, ...]]) -> bool:
        """Tell whether pasting would change anything at all."""
        marks = self.view.model.marks
        return any({c.source for c in copies} != {m.id for m in marks(*place)} for place, copies in what.items())

    def plan(self) -> str:
        """Return what tells this plan from others on the clipboard."""
        return str(getattr(self.acts.desk, "path", "") or "")

    def paste(self) -> None:
        """Write what is on the clipboard into the sheet, from the block's first cell on."""
        if self.acts.refused():
            return
        try:
            found = read_mime(QApplication.clipboard().mimeData(), self.view.model.words(), self.plan())
        except UserError as error:
            said = error.sentence()
            if error.code == "sheet.word":
                words = tr(", ").join(self.acts.say.status(str(status)) for status in PlacementStatus)
                said = f"{said} {tr('Use these words: {words}, or the letters i p s l d, or ✓.', words=words)}"
            self.view.message.emit(said)
            return
        if found is None:
            self.view.message.emit(tr("The clipboard is empty."))
        elif (at := self._target(found)) is not None:
            self._paste(found, *at)

    def _target(self, found: Cut) -> tuple[Place, int, int] | None:
        """Return where a block goes and how many rows and columns it takes there; a whole multiple fills the choice."""
        block, model, room = self.view.block, self.view.model, self._room(found)
        if room is None:
            self.view.message.emit(
                tr(
                    "The block has {rows} rows and {columns} columns; from here there are only {r} and {c}.",
                    rows=found.rows,
                    columns=found.columns,
                    r=model.n_rows - block.rows.first,
                    c=len(model.sheet.columns) - block.columns.first,
                )
            )
            return None
        return None if self.acts.too_many(room[1] * room[2]) else room

    def _room(self, found: Cut) -> tuple[Place, int, int] | None:
        """Return where a block goes and how large it becomes there; None where there is no room for it."""
        block, model = self.view.block, self.view.model
        rows, columns, first = found.rows, found.columns, (block.rows.first, block.columns.first)
        if not found.cut and len(block.rows) % rows == 0 and len(block.columns) % columns == 0:
            rows, columns = len(block.rows), len(block.columns)
        fits = rows <= model.n_rows - first[0] and columns <= len(model.sheet.columns) - first[1]
        return (first, rows, columns) if fits else None

    def _paste(self, found: Cut, first: Place, rows: int, columns: int) -> None:
        what = self._what(found, first, rows, columns)
        self.acts.touch_rows(range(first[0], first[0] + rows))
        if found.cut:
            self._move(what)
        else:
            self.acts.write(commands.paste, [self.acts.put(place, copies) for place, copies in what.items()])
        self.view.change(self.view.block.span, first, (first[0] + rows - 1, first[1] + columns - 1))

    def _what(self, found: Cut, first: Place, rows: int, columns: int) -> dict[Place, tuple[Copied, ...]]:
        """Return what each cell is to hold."""
        places = [(first[0] + row, first[1] + column) for row in range(rows) for column in range(columns)]
        self.view.model.ensure(range(first[0], first[0] + rows))
        return {(r, c): found.cells[(r - first[0]) % found.rows][(c - first[1]) % found.columns] for r, c in places}

    def _moves(self, what: dict[Place, tuple[Copied, ...]]) -> tuple[Moves, list[int]]:
        """Return which placements go where, and which stand in their places."""
        model = self.view.model
        moves = [(one.source, model.spot(*place)) for place, copies in what.items() for one in copies if one.source]
        moving = {id for id, _ in moves}
        return moves, [mark.id for place in what for mark in model.marks(*place) if mark.id not in moving]

    def _move(self, what: dict[Place, tuple[Copied, ...]]) -> None:
        moves, replaced = self._moves(what)
        self.view.set_cut(set())
        QApplication.clipboard().clear()
        facts = {"moves": moves, "replaced": replaced, "today": self.acts.today()}
        self.acts.run(commands.move, self.acts.say.written, **facts)
