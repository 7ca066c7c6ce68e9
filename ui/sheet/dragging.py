"""Blocks of the sheet taken by their frame and carried to other cells, and pieces dropped from a list; told before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QDropEvent

from b2bdesk.commands import sheet as commands
from b2bdesk.commands import sheet_outlook
from b2bdesk.commands.sheet import Copied, Put
from b2bdesk.commands.sheet_outlook import Carried
from b2bdesk.i18n import tr, trn
from b2bdesk.queries.sheet_values import Mark, Spot
from ui.grid.load import CONTENT_MIME
from ui.kit.foretold import Foretold, foretold
from ui.sheet.acts import exact, PLANNED
from ui.sheet.block import Place

if TYPE_CHECKING:
    from ui.sheet.view import SheetView

INSIDE: Final = 4
OUTSIDE: Final = 2
"""How far from its frame a block can be taken, in pixels."""
MOST_TOLD: Final = 300
"""Of how many placements at most the consequences are told; of more only how many go where."""

Moves = list[tuple[int, Spot]]


@dataclass(frozen=True, slots=True)
class Aim:
    """Where something is about to go, and what that would do; `at` is the pointer, None where keys are meant."""

    first: Place
    last: Place
    told: Foretold
    at: QPoint | None = None


class SheetDrag:
    """What is being dragged over one sheet."""

    def __init__(self, view: "SheetView") -> None:
        self.view = view
        self.pressed: tuple[QPoint, Place] | None = None
        self.copying = False
        self._target: Place | None = None
        self._pieces: tuple[list[int], Place] | None = None

    # ---- a block by its frame

    def grips(self, at: QPoint) -> bool:
        """Tell whether the pointer lies on the frame of a block that holds something."""
        view, block = self.view, self.view.block
        if view.read_only or block.current is None or block.picked or not view.cell_area().contains(at):
            return False
        rect = self.rect((block.rows.first, block.columns.first), (block.rows.last, block.columns.last))
        near = rect.adjusted(-OUTSIDE, -OUTSIDE, OUTSIDE, OUTSIDE).contains(at)
        on_frame = near and not rect.adjusted(INSIDE, INSIDE, -INSIDE, -INSIDE).contains(at)
        return on_frame and bool(view.chosen_ids())

    def rect(self, first: Place, last: Place) -> QRect:
        """Return where a block is seen."""
        return self.view.cell_rect(first).united(self.view.cell_rect(last))

    def press(self, at: QPoint) -> None:
        """Take the block."""
        self.pressed = at, self._cell(at)

    def to(self, at: QPoint, *, copying: bool) -> None:
        """Follow the pointer, and say what letting go would do."""
        if self.pressed is None:
            return
        place = self._cell(at)
        if (place, copying) != (self._target, self.copying) or self.view.aim is None:
            self._target, self.copying = place, copying
            self._tell(at)
        elif self.view.aim is not None:
            aim = self.view.aim
            self.view.set_aim(Aim(aim.first, aim.last, aim.told, at))

    def drop(self) -> bool:
        """Let go: move or copy, or say why not; tell whether something was dragged."""
        view, aim = self.view, self.view.aim
        dragged = self.pressed is not None and self._target is not None and aim is not None
        shift = self._shift() if dragged else (0, 0)
        self.cancel()
        if not dragged or aim is None:
            return False
        if aim.told.refused:
            view.message.emit(aim.told.words)
        elif shift != (0, 0):
            self._carry_out(shift, aim)
        return True

    def cancel(self) -> None:
        """Give it up; nothing has changed."""
        self.pressed = self._target = None
        self.view.set_aim(None)
        self.view.viewport().unsetCursor()

    def _carry_out(self, shift: Place, aim: Aim) -> None:
        acts, what = self.view.acts, self._goal(shift)
        acts.touch_rows(range(aim.first[0], aim.last[0] + 1))
        if self.copying:
            acts.write(commands.paste, self._puts(what))
        else:
            moves, replaced = self.moved(what)
            acts.run(commands.move, acts.say.written, moves=moves, replaced=replaced, today=acts.today())
        self.view.change(self.view.block.span, aim.first, aim.last)

    def _cell(self, at: QPoint) -> Place:
        layout, origin = self.view.layout_, self.view.origin()
        return layout.nearest_row(at.y() - origin.y()), layout.nearest_column(at.x() - origin.x())

    def _shift(self) -> Place:
        """Return by how many rows and columns the block goes; it stays within the sheet."""
        block, model = self.view.block, self.view.model
        assert self.pressed is not None
        assert self._target is not None
        down, right = (self._target[i] - self.pressed[1][i] for i in (0, 1))
        down = min(max(down, -block.rows.first), model.n_rows - 1 - block.rows.last)
        right = min(max(right, -block.columns.first), len(model.sheet.columns) - 1 - block.columns.last)
        return down, right

    def _goal(self, shift: Place) -> dict[Place, tuple[Mark, ...]]:
        """Return what would stand in each cell; empty cells of the block take nothing along."""
        model, found = self.view.model, {}
        for row, column in self.view.block:
            if marks := model.marks(row, column):
                found[row + shift[0], column + shift[1]] = marks
        return found

    def moved(self, what: Mapping[Place, Sequence[Mark]]) -> tuple[Moves, list[int]]:
        """Return which placements go where, and which stand in their places."""
        model = self.view.model
        moves = [(mark.id, model.spot(*place)) for place, marks in what.items() for mark in marks]
        moving = {id for id, _ in moves}
        return moves, [mark.id for place in what for mark in model.marks(*place) if mark.id not in moving]

    def _puts(self, what: Mapping[Place, tuple[Mark, ...]]) -> list[Put]:
        return [self.view.acts.put(place, exact(marks)) for place, marks in what.items()]

    def _tell(self, at: QPoint) -> None:
        block, shift = self.view.block, self._shift()
        first = (block.rows.first + shift[0], block.columns.first + shift[1])
        last = (block.rows.last + shift[0], block.columns.last + shift[1])
        what = self._goal(shift)
        if shift == (0, 0):
            self.view.set_aim(Aim(first, last, Foretold(), at))
            return
        n = sum(len(marks) for marks in what.values())
        words = self.words(n, first, copying=self.copying)
        told = self.puts_told(words, self._puts(what)) if self.copying else self.moves_told(words, *self.moved(what))
        self.view.set_aim(Aim(first, last, told, at))

    # ---- in words

    def words(self, n: int, first: Place, *, copying: bool) -> str:
        """Return what goes where: "Move 3 placements to K12, Website, Attention"."""
        model, layout = self.view.model, self.view.layout_
        column = model.sheet.columns[first[1]]
        stage = layout.stages[layout.stage_of(first[1])].name
        place = tr(", ").join([model.row(first[0]).code, column.name, stage])
        what = trn("{n} placement", "{n} placements", n)
        if copying:
            return tr("Copy {what} to {place}", what=what, place=place)
        return tr("Move {what} to {place}", what=what, place=place)

    def moves_told(self, words: str, moves: Moves, replaced: list[int]) -> Foretold:
        """Return what moving would do."""
        if len(moves) > MOST_TOLD:
            return Foretold(words)
        today, lang = self.view.acts.today(), self.view.lang()
        ask = partial(sheet_outlook.of_moves, moves=moves, replaced=replaced, lang=lang, today=today)
        return said(words, self.view.acts.desk.read(ask), "move")

    def puts_told(self, words: str, puts: list[Put], icon: str = "copy") -> Foretold:
        """Return what writing cells would do."""
        if sum(len(put.copies) + len(put.ids) for put in puts) > MOST_TOLD:
            return Foretold(words, icon=icon)
        ask = partial(sheet_outlook.of_puts, puts=puts, lang=self.view.lang(), today=self.view.acts.today())
        carried: Carried = self.view.acts.desk.read(ask)
        return said(words, carried, icon, changed=carried.changed)

    # ---- pieces from a list

    def pieces_over(self, event: QDropEvent) -> bool:
        """Show where pieces from a list would be placed; tell whether they may be."""
        view, at = self.view, event.position().toPoint()
        pieces, place = self._pieces_of(event), view.mouse.cell_at(at)
        if not pieces or place is None or view.read_only:
            self.pieces_gone()
            return False
        if view.aim is None or self._pieces != (pieces, place):
            self._pieces = pieces, place
            column = view.model.sheet.columns[place[1]]
            row = view.model.rows_of.get(pieces[0]) if len(pieces) == 1 else None
            what = trn("{n} piece", "{n} pieces", len(pieces)) if row is None else view.model.row(row).code
            stage = view.layout_.stages[view.layout_.stage_of(place[1])].name
            words = tr("Place {what} in {place}", what=what, place=tr(", ").join([column.name, stage]))
            puts = [Put((piece, *column.key), (), (Copied(PLANNED),)) for piece in pieces]
            rows = [view.model.rows_of[piece] for piece in pieces if piece in view.model.rows_of] or [place[0]]
            told = self.puts_told(words, puts, "plus")
            view.set_aim(Aim((min(rows), place[1]), (max(rows), place[1]), told, at))
        else:
            view.set_aim(Aim(view.aim.first, view.aim.last, view.aim.told, at))
        return view.aim is not None and not view.aim.told.refused

    def pieces_dropped(self, event: QDropEvent) -> bool:
        """Place the pieces that were let go; tell whether they were."""
        view, pieces = self.view, self._pieces_of(event)
        allowed, place = self.pieces_over(event), view.mouse.cell_at(event.position().toPoint())
        self.pieces_gone()
        if not allowed or place is None:
            return False
        spots = [(piece, *view.model.sheet.columns[place[1]].key) for piece in pieces]
        view.touch(pieces)
        places = [found for spot in spots if (found := view.model.place(spot))] or [place]
        view.acts.tick(spots, places)
        return True

    def pieces_gone(self) -> None:
        """They have gone elsewhere."""
        self._pieces = None
        self.view.set_aim(None)

    def _pieces_of(self, event: QDropEvent) -> list[int]:
        words = bytes(event.mimeData().data(CONTENT_MIME).data()).decode("ascii", "ignore").split()
        return [int(word) for word in words if word.isdigit()]


def said(words: str, carried: Carried, icon: str, *, changed: int = 0) -> Foretold:
    """Return what comes of it in words: what is taken off the map or changed first."""
    found = foretold(words, carried.outlook, icon)
    if found.refused:
        return found
    gone = (
        [trn("{n} that stands there is removed.", "{n} that stand there are removed.", carried.removed)]
        if carried.removed
        else []
    )
    other = [trn("{n} that stands there changes.", "{n} that stand there change.", changed)] if changed else []
    return Foretold(words, doubts=(*gone, *found.doubts), notes=(*other, *found.notes), icon=icon)
