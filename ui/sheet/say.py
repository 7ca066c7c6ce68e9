"""What the sheet tells in the status bar: one sentence for each thing done."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from b2bdesk.commands.sheet import Outcome
from b2bdesk.i18n import day, tr, trn
from b2bdesk.queries.sheet_values import Mark

if TYPE_CHECKING:
    from ui.sheet.view import SheetView


class Say:
    """Makes sentences about one sheet."""

    def __init__(self, view: "SheetView") -> None:
        self.view = view

    def cell(self, place: tuple[int, int]) -> str:
        """Return a cell in words: "K12 Safety-stock calculator, Email, Active to opportunity: planned"."""
        model, layout = self.view.model, self.view.layout_
        row, column = model.row(place[0]), model.sheet.columns[place[1]]
        stage = layout.stages[layout.stage_of(place[1])]
        marks = model.marks(*place)
        what = self.marks(marks) or tr("nothing")
        warned = any(mark.id in self.view.warned for mark in marks)
        end = f", {tr('has a finding')}" if warned else ""
        return f"{row.code} {row.title}, {column.name}, {stage.name}: {what}{end}"

    def marks(self, marks: Sequence[Mark]) -> str:
        """Return placements in words: "Live, 1 Mar 2026; Planned"."""
        words = self.view.model.sheet.words
        parts = [words.get(mark.status, mark.status) + (f", {day(mark.start)}" if mark.start else "") for mark in marks]
        return "; ".join(parts)

    def status(self, status: str) -> str:
        """Return what a status is called."""
        return self.view.model.sheet.words.get(status, status)

    def where(self, place: tuple[int, int]) -> dict[str, str]:
        """Return the facts that name a cell: code and channel."""
        return {"code": self.view.model.row(place[0]).code, "channel": self.view.model.sheet.columns[place[1]].name}

    def placed(self, place: tuple[int, int], n: int, status: str, done: Outcome) -> str:
        """Return what ticking did, in the cell or in n of them."""
        facts = self.where(place)
        if not done.placed and not done.revived:
            return tr("{code} stands on {channel} already; the filters hide it.", **facts)
        if n == 1 and done.revived:
            text = tr("{code} was taken off {channel} before; it is there again.", **facts)
        elif n == 1:
            text = tr("{code} placed on {channel}: {status}.", **facts, status=self.status(status))
        else:
            text = trn("{n} cell ticked.", "{n} cells ticked.", done.placed + done.revived)
        return self._more(text, done)

    def removed(self, place: tuple[int, int], left: int, mark: Mark | None, done: Outcome) -> str:
        """Return what unticking did: in one cell, where `mark` went and `left` stay, or in several if it is None."""
        if mark is None:
            text = trn("{n} placement removed.", "{n} placements removed.", done.removed)
        elif left and mark.start:
            text = tr(
                "The latest one there, of {day}, is removed; {n} more on {channel}.",
                day=day(mark.start),
                n=left,
                channel=self.where(place)["channel"],
            )
        elif left:
            text = tr("The one without a date is removed; {n} more on {channel}.", n=left, **self.where(place))
        else:
            text = tr("{code} removed from {channel}.", **self.where(place))
        if not done.lost:
            return text
        held = tr(", ").join(tr(label) for label in done.lost)
        return f"{text} {tr('It held more ({held}): Ctrl+Z brings it back.', held=held)}"

    def set(self, status: str, done: Outcome) -> str:
        """Return what setting a status did."""
        if not done.changed:
            return tr("Nothing changed: all of it is {status} already.", status=self.status(status))
        text = trn(
            "{n} placement is {status} now.",
            "{n} placements are {status} now.",
            done.changed,
            status=self.status(status),
        )
        if status not in self.view.model.asked.where.shown:
            text = f"{text} {tr('The filter Status hides it from here.')}"
        return self._more(text, done)

    def written(self, done: Outcome) -> str:
        """Return what filling, pasting or moving did."""
        parts = [
            trn("{n} placed", "{n} placed", done.placed + done.revived) if done.placed + done.revived else "",
            trn("{n} changed", "{n} changed", done.changed) if done.changed else "",
            trn("{n} removed", "{n} removed", done.removed) if done.removed else "",
        ]
        said = tr(", ").join(part for part in parts if part)
        return self._more(tr("Done: {what_was_done}.", what_was_done=said), done) if said else tr("Nothing changed.")

    def _more(self, text: str, done: Outcome) -> str:
        if done.dated:
            more = trn("{n} had no start date and starts today.", "{n} had no start date and start today.", done.dated)
            text = f"{text} {more}"
        if done.misfit:
            code, channel = done.misfit
            name = next((c.name for c in self.view.model.sheet.columns if c.channel_id == channel), "")
            text = f"{text} {tr('{channel} does not take the form of {code}: please check.', channel=name, code=code)}"
        return text
