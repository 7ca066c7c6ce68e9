"""What can be done on the map in any of its views: each verb asks for one command; views show what that changed."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from b2bdesk.commands import bulk, cells, placements, suggest
from b2bdesk.errors import UserError
from b2bdesk.i18n import sentences, tr, trn
from b2bdesk.queries import cell as cell_query
from b2bdesk.queries.board_values import Key, Spot
from b2bdesk.terms import PlacementStatus
from ui.grid.advice import Make
from ui.grid.channel_chooser import ChannelChooser
from ui.grid.clipboard import mime_of, read_mime
from ui.grid.load import Load

if TYPE_CHECKING:
    from ui.grid.room import MapRoom

STATUSES: Final = tuple(str(status) for status in PlacementStatus)
MOST_MINDED: Final = 3
"""How much is said about a drop that is not refused."""


class MapActs:
    """The verbs of one map room."""

    def __init__(self, room: "MapRoom") -> None:
        self.room, self.desk = room, room.desk
        self._targets: dict[Key, int] = {}
        self._told: dict[tuple[Load, Key], str] = {}
        """Why drops would be refused, as asked before; until something changes."""
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

    def drop(self, load: Load, key: Key) -> None:
        """Carry out a drop."""
        stage, channel = key
        if load.pieces:
            self.room.placing = True
            self.run(placements.place_many, self.choose, contents=load.pieces, stage=stage, channel=channel)
        elif load.copying:
            self.run(placements.copy, self.choose, ids=list(load.placements), stage=stage, channel=channel)
        else:
            self.room.choose_later(load.placements)
            self.run(placements.move, ids=list(load.placements), stage=stage, channel=channel)

    def choose(self, ids: list[int] | int) -> None:
        """Choose what a command has just made."""
        self.room.choose_later([ids] if isinstance(ids, int) else ids)

    def refusal(self, load: Load, key: Key) -> str:
        """Return why a drop would be refused, empty if it would not; what to mind about it is said meanwhile."""
        if (load, key) not in self._told:
            moves = moves_of(load, key)
            ask = partial(placements.preview, moves=moves, lang=self.room.lang(), today=self.room.today())
            found: list[placements.Consequence] = self.desk.read(ask)
            stopped = [c for c in found if c.weight == "refused"]
            self._told[load, key] = stopped[0].sentence() if stopped else ""
            if found and not stopped:
                self.room.say(sentences(*dict.fromkeys(c.sentence() for c in found[:MOST_MINDED])))
        return self._told[load, key]

    def remove(self) -> None:
        """Take the chosen chips off the map."""
        if ids := self._chosen():
            self.run(placements.remove, ids=ids)

    def set_status(self, status: str) -> None:
        """Say how far the chosen chips have come."""
        if ids := self._chosen():
            self.run(placements.set_status, ids=ids, status=status, today=self.room.today())

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
        mime, key = QApplication.clipboard().mimeData(), self.room.view.current_cell()
        if key is None:
            self.room.view.do("fill_paste")
        if key is None or mime is None:
            return
        ids, was_cut, titles = read_mime(mime, self.room.plan_id())
        if ids:
            self.drop(Load(placements=tuple(ids), copying=not was_cut), key)
            if was_cut:
                QApplication.clipboard().clear()
        if titles:
            where = {"stage": key[0], "channel": key[1]}
            self.run(bulk.place_titles, self._say_placed, titles=titles[: bulk.MOST_TITLES], **where)

    def _say_placed(self, done: bulk.Outcome) -> None:
        """Choose what a list has placed, and say what became of it."""
        self.choose(list(done.ids))
        self.room.say(placed_words(done))

    def add(self, key: Key, text: str) -> None:
        """Place the piece with this code or title and choose it; an unknown title becomes a new piece."""
        self.run(placements.place_by_text, self.choose, text=text, stage=key[0], channel=key[1])

    def add_and_stay(self, spot: Spot, text: str) -> None:
        """Place the piece with this code or title, while the cell stays chosen for the next."""
        self.run(placements.place_by_text, text=text, **facts_of(spot))

    def place(self, contents: list[int], key: Key) -> None:
        """Place pieces in a cell, unless that would be refused."""
        load = Load(pieces=tuple(contents))
        if contents and (why := self.refusal(load, key)):
            self.room.say(why)
        elif contents:
            self.drop(load, key)

    def duplicate_to(self) -> None:
        """Choose channels to copy the chosen chips into."""
        if ids := self._chosen():
            ChannelChooser(self.room, ids).open()

    def copy_into(self, ids: Sequence[int], channels: Sequence[int]) -> None:
        """Copy placements into several channels of their stages."""
        self.run(bulk.duplicate, self.choose, ids=list(ids), channels=list(channels), today=self.room.today())

    # ---- cells

    def not_needed(self) -> None:
        """Say that the current cell needs nothing, which asks why; or take that back."""
        facts = self.room.cell()
        if facts is None:
            return
        if facts.cell.not_needed:
            self.run(cells.set_needed, **facts_of(facts.spot))
        elif not self.room.view.do("reason"):
            self.room.say(tr("Say why on the board: press X in the cell."))

    def set_reason(self, key: Key, reason: str) -> None:
        """Say why a cell needs nothing."""
        self.run(cells.set_not_needed, stage=key[0], channel=key[1], reason=reason)

    def step_target(self, step: int) -> None:
        """Want one more or one less in the current cell."""
        facts = self.room.cell()
        if facts is not None:
            self.set_target(facts.spot, self._targets.get(facts.cell.key, facts.cell.target) + step)

    def set_target(self, spot: Spot, target: int) -> None:
        """Want so many in a cell."""
        if target >= 1:
            self._targets[int(spot["stage"]), int(spot["channel"])] = target
            self.run(cells.set_target, target=target, **facts_of(spot))

    def forget_targets(self) -> None:
        """The views show the plan as it is now, with the targets that were asked for."""
        self._targets.clear()
        self._told.clear()

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
        self.run(suggest.add_idea, self.choose, stage=key[0], channel=key[1], persona=persona, **facts)

    def add_suggestion(self, content: int, key: Key, persona: int | None) -> None:
        """Take a suggestion."""
        self.run(suggest.apply, self.choose, content=content, stage=key[0], channel=key[1], persona=persona)


def facts_of(spot: Spot) -> dict[str, Any]:
    """Return a cell as what a command is given."""
    return dict(spot)


def moves_of(load: Load, key: Key) -> list[placements.Move]:
    """Return what is on its way to a cell as moves."""
    stage, channel = key
    rows = [placements.Move(stage, channel, placement=i, copying=load.copying) for i in load.placements]
    return rows + [placements.Move(stage, channel, content=i) for i in load.pieces]


def placed_words(done: bulk.Outcome) -> str:
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
