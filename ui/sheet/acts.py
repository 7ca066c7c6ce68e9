"""What can be done on the sheet: each act asks for one command; the sheet shows what the command changed."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from b2bdesk.commands import sheet as commands
from b2bdesk.commands.sheet import Copied, Outcome, Put
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.queries.sheet_values import Mark, Spot
from b2bdesk.terms import PlacementStatus
from ui.grid.acts import today_of
from ui.sheet.block import Place
from ui.sheet.say import Say

if TYPE_CHECKING:
    from ui.sheet.view import SheetView

PLANNED: Final = str(PlacementStatus.PLANNED)


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
        self.view.carrier.let_go()
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

    def too_many(self, n: int) -> bool:
        """Say that so many cells cannot be changed at once, if so."""
        if n > commands.MOST:
            text = tr(
                "No more than {most} cells can be changed at once. Choose a smaller block.", most=f"{commands.MOST:,}"
            )
            self.view.message.emit(text)
        return n > commands.MOST

    def today(self) -> date:
        """Return the day."""
        return today_of(self.desk)

    # ---- ticking

    def toggle(self) -> None:
        """Tick the cells of the block; if all of them are ticked, untick them."""
        if self.refused() or self.too_many(len(self.view.block)):
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

    def tick(self, spots: list[Spot], places: list[Place]) -> None:
        """Place pieces that were dropped."""
        self._tick(spots, places, PLANNED)

    def _tick(self, spots: list[Spot], places: list[Place], status: str) -> None:
        tell = partial(self.say.placed, places[0], len(places), status)
        self.run(commands.tick, tell, spots=spots, status=status, today=self.today())

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
        elif not self.too_many(len(ids)):
            place = self.view.block.current or (0, 0)
            marks = self.view.model.marks(*place)
            single = next((mark for mark in marks if [mark.id] == ids), None)
            left = len(marks) - 1 if single else 0
            self.touch_rows(self.view.block.rows.places())
            self.run(commands.remove, partial(self.say.removed, place, left, single), ids=ids)

    def set_status(self, status: str) -> None:
        """Set what stands in the block to a status; where nothing stands at all, place with it."""
        if self.refused():
            return
        ids = sorted(self.view.chosen_ids())
        if ids and not self.too_many(len(ids)):
            self.touch_rows(self.view.block.rows.places())
            tell = partial(self.say.set, status)
            self.run(commands.set_status, tell, ids=ids, status=status, today=self.today())
        elif not ids and status == PlacementStatus.DROPPED:
            self.view.message.emit(tr("Nothing stands there that could be dropped."))
        elif not ids and not self.too_many(len(self.view.block)):
            places = list(self.view.block)
            self.touch_rows(self.view.block.rows.places())
            self._tick([self.view.model.spot(*place) for place in places], places, status)

    def touch_rows(self, rows: Iterable[int]) -> None:
        """Keep rows on the sheet, whatever an edit makes of them."""
        self.view.touch(self.view.model.sheet.ids[row] for row in rows)

    # ---- filling

    def fill(self, *, across: bool) -> None:
        """Write the first row of the block into those below it, or its first column into those beside it.

        A block of one row takes the row above it, a block of one column the column before it.
        """
        if self.refused() or self.too_many(len(self.view.block)):
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
        puts = [self.put(target, exact(model.marks(*of))) for of, target in pairs]
        self.touch_rows(rows.places())
        self.write(commands.fill, puts, across=across)

    def put(self, place: Place, copies: tuple[Copied, ...]) -> Put:
        """Return what a cell is to hold instead of what stands there."""
        marks = self.view.model.marks(*place)
        return Put(self.view.model.spot(*place), tuple(mark.id for mark in marks), copies)

    def write(self, command: Callable[..., Outcome], puts: list[Put], **more: Any) -> None:
        """Ask for cells to be written, those left out that are empty and stay so."""
        wanted = [put for put in puts if put.ids or put.copies]
        if not wanted:
            self.view.message.emit(tr("Nothing changed."))
            return
        self.run(command, self.say.written, puts=wanted, today=self.today(), **more)

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
