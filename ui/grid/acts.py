"""What can be done on the map in any of its views: each verb asks for one command; views show what that changed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from b2bdesk import commands
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr, trn
from b2bdesk.queries import cell as cell_query
from b2bdesk.queries.board_values import AxisKey, Key, Spot
from b2bdesk.queries.cell import CellFacts
from b2bdesk.terms import PlacementStatus
from ui.grid.advice import Make
from ui.grid.channel_chooser import ChannelChooser
from ui.grid.clipboard import mime_of, read_mime
from ui.grid.load import Load

if TYPE_CHECKING:
    from b2bdesk.commands.consequences import Outlook
    from ui.grid.room import MapRoom

STATUSES: Final = tuple(str(status) for status in PlacementStatus)


class MapActs:
    """The verbs of one map room."""

    def __init__(self, room: "MapRoom") -> None:
        self.room, self.desk = room, room.desk
        self._targets: dict[tuple[AxisKey, ...], int] = {}
        self._verbs: dict[str, Callable[[], object]] = {
            "remove": self.remove,
            "not_needed": self.not_needed,
            "target_up": partial(self.step_target, 1),
            "target_down": partial(self.step_target, -1),
            "cut": partial(self.copy, cut=True),
            "copy": self.copy,
            "paste": self.paste,
            "suggest_first": self.add_first_suggestion,
            "duplicate_to": self.duplicate_to,
        }
        for i, status in enumerate(STATUSES):
            self._verbs[f"status_{i + 1}"] = partial(self.set_status, status)

    def knows(self, verb: str) -> bool:
        """Tell whether this is a verb that changes the plan."""
        return verb in self._verbs

    def do(self, verb: str) -> None:
        """Do what a verb says."""
        self._verbs[verb]()

    def run(self, command: Callable[..., Any], done: Callable[[Any], object] | None = None, **facts: Any) -> None:
        """Ask for a command; what goes wrong is told in one sentence."""
        self.desk.run(command, done=done, failed=self.refused, **facts)

    def refused(self, error: UserError) -> None:
        """Say why nothing was changed."""
        self.room.placing = False
        self.room.say(error.sentence())

    # ---- chips

    def _chosen(self) -> list[int]:
        """Return the chosen placements, or say that there are none."""
        ids = sorted(self.room.chosen())
        if not ids:
            self.room.say(tr("Choose a chip first: Tab goes into the cell."))
        return ids

    def drop(self, load: Load, to: Spot, instead: Mapping[int, int] | None = None) -> None:
        """Carry out a drop: pieces are placed, chips moved or copied along all axes that `to` names."""
        facts = facts_of(to) | ({"instead": dict(instead)} if instead else {})
        if "month" in to:
            facts["today"] = self.room.today()
        if load.pieces:
            self.room.placing = True
            self.run(commands.placements.place_many, self.choose, contents=load.pieces, **facts)
        elif load.copying:
            facts.pop("today", None)
            self.run(commands.regrid.copy, self.choose, ids=list(load.placements), **facts)
        else:
            self.room.choose_later(load.placements)
            self.run(commands.regrid.move, ids=list(load.placements), **facts)

    def outlook(self, load: Load, to: Spot, instead: Mapping[int, int] | None = None) -> "Outlook":
        """Return what a drop would do: why it is refused, or what speaks against it."""
        ask = partial(
            commands.regrid.outlook,
            to=to,
            ids=load.placements,
            contents=load.pieces,
            instead=instead,
            copying=load.copying,
            today=self.room.today(),
            lang=self.room.lang(),
        )
        found: Outlook = self.desk.read(ask)
        return found

    def choose(self, ids: list[int] | int) -> None:
        """Choose what a command has just made."""
        self.room.choose_later([ids] if isinstance(ids, int) else ids)

    def remove(self) -> None:
        """Take the chosen chips off the map."""
        if ids := self._chosen():
            self.run(commands.placements.remove, ids=ids)

    def set_status(self, status: str) -> None:
        """Say how far the chosen chips have come."""
        if ids := self._chosen():
            self.run(commands.placements.set_status, ids=ids, status=status, today=self.room.today())

    def copy(self, *, cut: bool = False) -> None:
        """Put the chosen chips on the clipboard, to be copied or, if cut, moved by the next paste."""
        if ids := self._chosen():
            placed = self.desk.read(partial(cell_query.placed_ids, ids=ids, lang=self.room.lang()))
            QApplication.clipboard().setMimeData(mime_of(placed, self.room.plan_id(), cut=cut))
            self.room.say(
                trn("{n} chip cut: Ctrl+V moves it here.", "{n} chips cut: Ctrl+V moves them here.", len(ids))
                if cut
                else trn("{n} chip copied.", "{n} chips copied.", len(ids))
            )

    def paste(self) -> None:
        """Move or copy what is on the clipboard into the current cell; lines of text are codes or titles."""
        mime, spot = QApplication.clipboard().mimeData(), self.room.spot()
        if spot is None:
            self.room.view.do("fill_paste")
        if spot is None or mime is None:
            return
        ids, was_cut, titles = read_mime(mime, self.room.plan_id())
        if ids:
            self.drop(Load(placements=tuple(ids), copying=not was_cut), spot)
            if was_cut:
                QApplication.clipboard().clear()
        if titles and self._can_hold(spot):
            first = titles[: commands.bulk.MOST_TITLES]
            self.run(commands.bulk.place_titles, self._say_placed, titles=first, **facts_of(spot))

    def _say_placed(self, done: "commands.bulk.Outcome") -> None:
        """Choose what a list has placed, and say what became of it."""
        self.choose(list(done.ids))
        self.room.say(placed_words(done))

    def add(self, spot: Spot, text: str) -> None:
        """Place the piece with this code or title and choose it; an unknown title becomes a new piece."""
        if self._can_hold(spot):
            self.run(commands.placements.place_by_text, self.choose, text=text, **facts_of(spot))

    def add_and_stay(self, spot: Spot, text: str) -> None:
        """Place the piece with this code or title, while the cell stays chosen for the next."""
        if self._can_hold(spot):
            self.run(commands.placements.place_by_text, text=text, **facts_of(spot))

    def _can_hold(self, spot: Spot) -> bool:
        """Tell whether a piece can be placed in a cell; if not, say why."""
        if {"stage", "channel"} <= spot.keys():
            return True
        self.room.say(tr("A placement needs a stage and a channel: place pieces on the board that shows both."))
        return False

    def place(self, contents: list[int], spot: Spot) -> None:
        """Place pieces in a cell, unless that would be refused."""
        load = Load(pieces=tuple(contents))
        why = self.outlook(load, spot).refusal if contents else ""
        if why:
            self.room.say(why)
        elif contents:
            self.drop(load, spot)

    def duplicate_to(self) -> None:
        """Choose channels to copy the chosen chips into."""
        if ids := self._chosen():
            ChannelChooser(self.room, ids).open()

    def copy_into(self, ids: Sequence[int], channels: Sequence[int]) -> None:
        """Copy placements into several channels of their stages."""
        self.run(commands.bulk.duplicate, self.choose, ids=list(ids), channels=list(channels), today=self.room.today())

    # ---- cells

    def not_needed(self) -> None:
        """Say that the current cell needs nothing, which asks why; or take that back."""
        facts = self._levelled()
        if facts is None:
            return
        if facts.cell.not_needed:
            self.run(commands.cells.set_needed, **facts_of(facts.spot))
        elif not self.room.view.do("reason"):
            self.room.say(tr("Say why on the board: press X in the cell."))

    def _levelled(self) -> CellFacts | None:
        """Return the current cell if anything can be wanted of it; if not, say so."""
        facts = self.room.cell()
        if facts is not None and facts.cell.level is None:
            self.room.say(tr("Targets are set for a stage with a channel or a persona; this board only counts."))
            return None
        return facts

    def set_reason(self, spot: Spot, reason: str) -> None:
        """Say why a cell needs nothing."""
        self.run(commands.cells.set_not_needed, reason=reason, **facts_of(spot))

    def step_target(self, step: int) -> None:
        """Want one more or one less in the current cell."""
        facts = self._levelled()
        if facts is not None:
            self.set_target(facts.spot, self._targets.get(facts.cell.key, facts.cell.target) + step)

    def set_target(self, spot: Spot, target: int) -> None:
        """Want so many in a cell."""
        if target >= 1:
            self._targets[tuple(spot.values())] = target
            self.run(commands.cells.set_target, target=target, **facts_of(spot))

    def forget_targets(self) -> None:
        """The views show the plan as it is now, with the targets that were asked for."""
        self._targets.clear()

    # ---- suggestions

    def add_first_suggestion(self) -> None:
        """Take the best suggestion for the current cell; where there is none, open the field."""
        key = self.room.view.current_cell()
        advice = self.room.advisor.ask_now(key, self.room.where.personas) if key else None
        if key is None or advice is None or not advice.suggestions:
            self.room.view.do("add")
        else:
            self.add_suggestion(advice.suggestions[0].content_id, key, advice.persona_id)

    def add_idea(self, key: Key, persona: int, idea: Make) -> None:
        """Note a piece to write, and where it goes."""
        facts = {"form": idea.form, "topic": idea.topic, "appeal": idea.appeal}
        self.run(commands.suggest.add_idea, self.choose, stage=key[0], channel=key[1], persona=persona, **facts)

    def add_suggestion(self, content: int, key: Key, persona: int | None) -> None:
        """Take a suggestion."""
        self.run(commands.suggest.apply, self.choose, content=content, stage=key[0], channel=key[1], persona=persona)


def facts_of(spot: Spot) -> dict[str, Any]:
    """Return a cell as what a command is given."""
    return dict(spot)


def placed_words(done: "commands.bulk.Outcome") -> str:
    """Return what became of a list of titles."""
    known = done.placed - done.ideas
    parts = [
        trn("{n} placed", "{n} placed", known) if known else "",
        trn("{n} new idea", "{n} new ideas", done.ideas) if done.ideas else "",
        tr("already there: {codes}", codes=tr(", ").join(done.stood)) if done.stood else "",
        tr("retired, so not placed: {codes}", codes=tr(", ").join(done.retired)) if done.retired else "",
    ]
    return tr(", ").join(part for part in parts if part) + tr(".")


def today_of(desk: Any) -> date:
    """Return the day the desk lives in."""
    told = getattr(desk, "today", None)
    found = told() if callable(told) else told
    return found if isinstance(found, date) else date.today()
