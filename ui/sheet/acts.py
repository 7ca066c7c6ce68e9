"""What can be done on the sheet: each act asks for one command; the sheet shows what the command changed."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from b2bdesk.commands import sheet as commands
from b2bdesk.commands.sheet import Copied, Outcome, Put
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr, trn
from b2bdesk.queries.sheet_values import Mark, Spot
from b2bdesk.terms import PlacementStatus
from ui.grid.acts import today_of
from ui.sheet.block import Place
from ui.sheet.clipboard import Cut, mime_of, read_mime
from ui.sheet.say import Say

if TYPE_CHECKING:
    from ui.sheet.view import SheetView

PLANNED: Final = str(PlacementStatus.PLANNED)
MOST_COPIED: Final = 200_000
"""How many cells are copied at most: what a table program still takes."""


class SheetActs:
    """The acts of one sheet."""

    def __init__(self, view: "SheetView", desk: Any) -> None:
        self.view, self.desk, self.say = view, desk, Say(view)
        self._ticking: set[Spot] = set()
        """Cells that are being ticked or unticked, for keys may come faster than edits are saved and shown."""
        self._running = 0
        self._then: list[Callable[[], object]] = []

    @property
    def busy(self) -> bool:
        """Whether an edit is under way, or waits for one."""
        return bool(self._running or self._then)

    # ---- asking for commands

    def run(self, command: Callable[..., Outcome], done: Callable[[Outcome], str], **facts: Any) -> None:
        """Ask for a command and tell what it did, or why it did nothing."""
        self._running += 1
        self.desk.run(command, done=partial(self._done, done), failed=self._failed, **facts)

    def _done(self, tell: Callable[[Outcome], str], done: Outcome) -> None:
        self._running -= 1
        self.view.message.emit(tell(done))
        if self._then and not self._running:
            self.view.reload()

    def _failed(self, error: UserError) -> None:
        self._running -= 1
        self.view.message.emit(error.sentence())
        self._then.clear()
        self._ticking.clear()

    def shown(self) -> None:
        """The sheet shows what was done; go on with what had to wait for it."""
        if self._running:
            return
        self._ticking.clear()
        waiting, self._then = self._then, []
        for act in waiting:
            act()

    def refused(self) -> bool:
        """Say that nothing can be changed or that nothing is chosen, if so."""
        if self.view.read_only:
            self.view.message.emit(tr("This plan is open read-only; nothing was changed."))
        elif self.view.block.current is None:
            self.view.message.emit(tr("Choose a cell first."))
        else:
            return False
        return True

    def _too_many(self, n: int) -> bool:
        if n > commands.MOST:
            text = tr("This would change {n} cells at once; {most} can be.", n=f"{n:,}", most=f"{commands.MOST:,}")
            self.view.message.emit(f"{text} {tr('Choose a smaller block.')}")
        return n > commands.MOST

    def _today(self) -> Any:
        return today_of(self.desk)

    # ---- ticking

    def toggle(self) -> None:
        """Tick the cells of the block; if all of them are ticked, untick them."""
        if self.refused() or self._too_many(len(self.view.block)):
            return
        if self.view.block.picked:
            self.remove()
            return
        self._toggle(list(self.view.block))

    def _toggle(self, places: list[Place]) -> None:
        model = self.view.model
        spots = {model.spot(*place): place for place in places}
        if not self._ticking.isdisjoint(spots):
            if self._running:
                self._then.append(partial(self._toggle, places))
                return
            self.view.reload()
        empty = [spot for spot, place in spots.items() if not model.marks(*place)]
        self._ticking |= spots.keys()
        self.view.touch(spot[0] for spot in spots)
        if empty:
            self._tick(empty, places, PLANNED)
        else:
            self._untick(places)

    def _tick(self, spots: list[Spot], places: list[Place], status: str) -> None:
        tell = partial(self.say.placed, places[0], len(places), status)
        self.run(commands.tick, tell, spots=spots, status=status, today=self._today())

    def _untick(self, places: list[Place]) -> None:
        """Remove one placement of each cell: the one without a date, or else the latest."""
        cells = [self.view.model.marks(*place) for place in places]
        newest = [newest_of(marks) for marks in cells]
        single = newest[0] if len(places) == 1 else None
        tell = partial(self.say.removed, places[0], len(cells[0]) - 1, single)
        self.run(commands.remove, tell, ids=[mark.id for mark in newest])

    def remove(self) -> None:
        """Take all placements of the block off the map."""
        if self.refused():
            return
        ids = sorted(self.view.chosen_ids())
        if not ids:
            self.view.message.emit(tr("Nothing stands there. Space places a piece."))
        elif not self._too_many(len(ids)):
            place = self.view.block.current or (0, 0)
            marks = self.view.model.marks(*place)
            single = next((mark for mark in marks if [mark.id] == ids), None)
            left = len(marks) - 1 if single else 0
            self._touch_rows(self.view.block.rows.places())
            self.run(commands.remove, partial(self.say.removed, place, left, single), ids=ids)

    def set_status(self, status: str) -> None:
        """Set what stands in the block to a status; where nothing stands at all, place with it."""
        if self.refused():
            return
        ids = sorted(self.view.chosen_ids())
        if ids and not self._too_many(len(ids)):
            self._touch_rows(self.view.block.rows.places())
            tell = partial(self.say.set, status)
            self.run(commands.set_status, tell, ids=ids, status=status, today=self._today())
        elif not ids and status == PlacementStatus.DROPPED:
            self.view.message.emit(tr("Nothing stands there that could be dropped."))
        elif not ids and not self._too_many(len(self.view.block)):
            places = list(self.view.block)
            self._touch_rows(self.view.block.rows.places())
            self._tick([self.view.model.spot(*place) for place in places], places, status)

    def _touch_rows(self, rows: Iterable[int]) -> None:
        self.view.touch(self.view.model.sheet.ids[row] for row in rows)

    # ---- filling

    def fill(self, *, across: bool) -> None:
        """Write the first row of the block into those below it, or its first column into those beside it.

        A block of one row takes the row above it, a block of one column the column before it.
        """
        if self.refused() or self._too_many(len(self.view.block)):
            return
        rows, columns = self.view.block.rows, self.view.block.columns
        axis = columns if across else rows
        source = axis.first if len(axis) > 1 else axis.first - 1
        if source < 0:
            text = tr("There is nothing before this column.") if across else tr("There is nothing above this row.")
            self.view.message.emit(text)
            return
        model, targets = self.view.model, axis.places()[len(axis) > 1 :]
        pairs = (
            [((row, source), (row, column)) for row in rows.places() for column in targets]
            if across
            else [((source, column), (row, column)) for row in targets for column in columns.places()]
        )
        puts = [self._put(target, exact(model.marks(*of))) for of, target in pairs]
        self._touch_rows(rows.places())
        self._write(commands.fill, puts, across=across)

    def _put(self, place: Place, copies: tuple[Copied, ...]) -> Put:
        marks = self.view.model.marks(*place)
        return Put(self.view.model.spot(*place), tuple(mark.id for mark in marks), copies)

    def _write(self, command: Callable[..., Outcome], puts: list[Put], **more: Any) -> None:
        wanted = [put for put in puts if put.ids or put.copies]
        if not wanted:
            self.view.message.emit(tr("Nothing changed."))
            return
        self.run(command, self.say.written, puts=wanted, today=self._today(), **more)

    # ---- the clipboard

    def copy(self, *, cut: bool = False) -> None:
        """Put the block on the clipboard; if it is cut, the next paste moves it."""
        block, model = self.view.block, self.view.model
        if block.current is None or (cut and self.refused()):
            return
        if len(block) > MOST_COPIED:
            self.view.message.emit(tr("This block is too large to be copied. Choose a smaller one."))
            return
        model.ensure(range(block.rows.first, block.rows.last + 1))
        cells = [[model.marks(row, column) for column in block.columns.places()] for row in block.rows.places()]
        mime = mime_of(cells, model.sheet.words, self.plan(), cut=cut)
        QApplication.clipboard().setMimeData(mime)
        n = sum(len(marks) for row in cells for marks in row)
        self.view.set_cut({model.spot(*place) for place in block if model.marks(*place)} if cut else set())
        self.view.message.emit(
            trn("{n} placement cut: Ctrl+V moves it here.", "{n} placements cut: Ctrl+V moves them here.", n)
            if cut
            else trn("{n} placement copied.", "{n} placements copied.", n)
        )

    def plan(self) -> str:
        """Return what tells this plan from others on the clipboard."""
        return str(getattr(self.desk, "path", "") or "")

    def paste(self) -> None:
        """Write what is on the clipboard into the sheet, from the block's first cell on."""
        if self.refused():
            return
        try:
            found = read_mime(QApplication.clipboard().mimeData(), self.view.model.words(), self.plan())
        except UserError as error:
            said = error.sentence()
            if error.code == "sheet.word":
                words = tr(", ").join(self.say.status(str(status)) for status in PlacementStatus)
                said = f"{said} {tr('Use these words: {words}, or the letters i p s l d, or ✓.', words=words)}"
            self.view.message.emit(said)
            return
        if found is None:
            self.view.message.emit(tr("The clipboard is empty."))
        elif (at := self._target(found)) is not None:
            self._paste(found, *at)

    def _target(self, found: Cut) -> tuple[Place, int, int] | None:
        """Return where a block goes and how many rows and columns it takes there; a whole multiple fills the choice."""
        block, model = self.view.block, self.view.model
        rows, columns, first = found.rows, found.columns, (block.rows.first, block.columns.first)
        if not found.cut and len(block.rows) % rows == 0 and len(block.columns) % columns == 0:
            rows, columns = len(block.rows), len(block.columns)
        room = (model.n_rows - first[0], len(model.sheet.columns) - first[1])
        if rows > room[0] or columns > room[1]:
            self.view.message.emit(
                tr(
                    "The block has {rows} rows and {columns} columns; from here there are only {r} and {c}.",
                    rows=rows,
                    columns=columns,
                    r=room[0],
                    c=room[1],
                )
            )
            return None
        return None if self._too_many(rows * columns) else (first, rows, columns)

    def _paste(self, found: Cut, first: Place, rows: int, columns: int) -> None:
        places = [(first[0] + row, first[1] + column) for row in range(rows) for column in range(columns)]
        self.view.model.ensure(range(first[0], first[0] + rows))
        what = {(r, c): found.cells[(r - first[0]) % found.rows][(c - first[1]) % found.columns] for r, c in places}
        self._touch_rows(range(first[0], first[0] + rows))
        if found.cut:
            self._move(what)
        else:
            self._write(commands.paste, [self._put(place, copies) for place, copies in what.items()])
        self.view.change(self.view.block.span, first, (first[0] + rows - 1, first[1] + columns - 1))

    def _move(self, what: dict[Place, tuple[Copied, ...]]) -> None:
        model = self.view.model
        moves = [(one.source, model.spot(*place)) for place, copies in what.items() for one in copies if one.source]
        moving = {id for id, _ in moves}
        replaced = [mark.id for place in what for mark in model.marks(*place) if mark.id not in moving]
        self.view.set_cut(set())
        QApplication.clipboard().clear()
        facts = {"moves": moves, "replaced": replaced, "today": self._today()}
        self.run(commands.move, self.say.written, **facts)

    # ---- opening

    def open(self) -> None:
        """Show the fields of what stands in the current cell."""
        current = self.view.block.current
        if current is None:
            return
        if self.view.model.marks(*current):
            self.view.verb.emit("edit")
        else:
            self.view.message.emit(tr("Nothing stands there. Space places a piece."))


def newest_of(marks: tuple[Mark, ...]) -> Mark:
    """Return which placement of a cell goes first: one without a date, or else the latest."""
    undated = [mark for mark in marks if mark.start is None]
    return undated[0] if undated else max(marks, key=_start)


def _start(mark: Mark) -> Any:
    return mark.start, mark.id


def exact(marks: tuple[Mark, ...]) -> tuple[Copied, ...]:
    """Return placements as something to be written elsewhere."""
    return tuple(Copied(mark.status, mark.start, mark.end, mark.id, exact=True) for mark in marks)
