"""The inspector of the map: pieces to place, or the cell, the placement or the placements that are chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from b2bdesk import commands
from b2bdesk.domain.catalogue import entity
from b2bdesk.domain.fields import Kind
from b2bdesk.errors import UserError
from b2bdesk.i18n import trn
from b2bdesk.queries import cell as cell_query
from b2bdesk.queries import records, rosters
from b2bdesk.queries.board_values import Chip, Key, Spot
from b2bdesk.queries.cell import CellFacts, PieceRow
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.selection import common
from ui.grid.editors import Pairs
from ui.grid.inspect_cell import CellPane
from ui.grid.inspect_many import BULK, ManyPane
from ui.grid.inspect_pieces import PiecesPane
from ui.grid.inspect_placement import PlacementPane
from ui.grid.link_part import read_link

if TYPE_CHECKING:
    from ui.grid.room import MapRoom


PAUSE_MS = 30


class MapInspector(QStackedWidget):
    """Follows what is chosen on the board; its `windowTitle` says what that is."""

    def __init__(self, room: "MapRoom") -> None:
        super().__init__()
        self.room = room
        self.pieces, self.cell, self.placement, self.many = PiecesPane(), CellPane(), PlacementPane(), ManyPane()
        self.wants_pieces = False
        self._choices: tuple[dict[str, Pairs], str] | None = None
        self._behind = False
        """Whether the list of pieces is to be read once it is seen."""
        for page in (self.pieces, self.cell, self.placement, self.many):
            self.addWidget(page)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.follow)
        self._connect()

    def _connect(self) -> None:
        acts, room = self.room.acts, self.room
        self.pieces.wanted.connect(self._find_pieces)
        self.pieces.place_asked.connect(self._place)
        self.cell.field.complete = room.asks.complete
        self.cell.target_set.connect(acts.set_target)
        self.cell.needed_toggled.connect(acts.not_needed)
        self.cell.suggestion_taken.connect(self._take)
        self.cell.idea_taken.connect(acts.add_idea)
        self.cell.person_wanted.connect(room.advisor.suggest_to)
        self.cell.text_entered.connect(acts.add_and_stay)
        self.cell.placement_chosen.connect(room.choose)
        self.cell.followed.connect(room.open_item)
        self.placement.changed.connect(self._set)
        self.placement.verb.connect(room.do)
        self.placement.opened.connect(room.open_item)
        self.placement.link_wanted.connect(self._make_link)
        self.placement.company_asked.connect(partial(room.go.emit, "company", None))
        self.placement.message.connect(room.message)
        self.many.changed.connect(self._set_all)
        self.many.people_changed.connect(self._set_people)
        self.many.shifted.connect(self._shift_all)
        self.many.verb.connect(room.do)
        room.advisor.ready.connect(self.follow_later)

    # ---- following

    def follow_later(self, *_told: Any) -> None:
        """Follow once the keys have come to rest."""
        self._later.start()

    @property
    def settled(self) -> bool:
        """Tell whether what is chosen is shown, with its advice."""
        return not self._later.isActive() and not self.room.advisor.busy

    def forget(self, *, choices: bool = True) -> None:
        """The plan has changed: ask for everything anew; the choices of fields too if more than placements did."""
        if choices:
            self._choices = None
            self.placement.forget()
        self.follow_later()

    def show_pieces(self, on: bool) -> None:
        """Show the list of pieces whatever is chosen, or not."""
        self.wants_pieces = on
        self.follow()

    def follow(self) -> None:
        """Show what is chosen now."""
        self._later.stop()
        page, shown = self._page(), self.currentWidget()
        if shown is not None and page is not shown and shown.isAncestorOf(QApplication.focusWidget() or self.room):
            self.room.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentWidget(page)
        title = page.windowTitle()
        if title != self.windowTitle():
            self.setWindowTitle(title)
            self.room.inspector_changed.emit()

    def focus_first(self) -> None:
        """Give the focus to the first thing that can be changed or taken here."""
        pane = self.currentWidget()
        if pane is self.cell:
            self.cell.focus_first()
        for editor in list(getattr(pane, "editors", {}).values())[:1]:
            editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _page(self) -> QWidget:
        chips = () if self.wants_pieces else self.room.chosen_chips()
        if len(chips) == 1:
            return self._show_placement(chips[0])
        if chips:
            return self._show_many(chips)
        facts = None if self.wants_pieces else self.room.cell()
        if facts is not None:
            return self._show_cell(facts)
        self.pieces.offer_people(list(self._read_choices()[0].get("personas", ())))
        self._behind = not self.isVisible()  # while the inspector is away, nobody sees the list
        if not self._behind:
            self.pieces.ask()
        return self.pieces

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self.follow_later()

    def _show_cell(self, facts: CellFacts) -> QWidget:
        room, key = self.room, key_of(facts.spot)
        self.cell.show_cell(
            facts,
            room.findings.at(facts.spot, room.where.personas),
            room.advisor.ask(key, room.where.personas) if key is not None else None,
            read_only=room.view.read_only,
        )
        return self.cell

    def _show_many(self, chips: Sequence[Chip]) -> QWidget:
        (choices, currency), read_only = self._read_choices(), self.room.view.read_only
        shared = self.room.desk.read(partial(common, ids=[chip.id for chip in chips], keys=BULK))
        self.many.show_chips(chips, choices, shared, currency=currency, read_only=read_only)
        return self.many

    def _show_placement(self, chip: Chip) -> QWidget:
        found = self.room.desk.read(partial(records.record, kind="placement", row_id=chip.id))
        if found is None:
            return self.pieces
        choices, currency = self._read_choices()
        self.placement.show_placement(
            chip,
            found.values,
            choices,
            self.room.findings.of(chip.id),
            currency=currency,
            tracked=self.room.desk.read(
                partial(read_link, link_id=found.values["link_id"], content_id=chip.content_id)
            ),
            read_only=self.room.view.read_only,
        )
        return self.placement

    def _read_choices(self) -> tuple[dict[str, Pairs], str]:
        if self._choices is None:
            self._choices = self.room.desk.read(partial(read_choices, lang=self.room.lang()))
        return self._choices

    # ---- what is asked for in the panes

    def _find_pieces(self, wanted: cell_query.Wanted, fits_here: bool) -> None:
        room, key = self.room, self.room.view.current_cell()
        if fits_here and key is not None:
            wanted = replace(wanted, fits=key, also=room.advisor.fitting(key, wanted.personas or room.where.personas))
        rows, words = room.desk.read(partial(self._read_pieces, wanted))
        homeless = fits_here and key is None
        self.pieces.show_rows(() if homeless else rows, words, homeless=homeless)

    def _read_pieces(self, wanted: cell_query.Wanted, session: Any) -> tuple[Sequence[PieceRow], dict[str, str]]:
        """Return the pieces that are asked for, and what their statuses are called."""
        kept, lang = self.room.kept, self.room.lang()
        found = cell_query.pieces(session, wanted, kept=kept, roster=rosters.of(self.room.desk.ws, session))
        words = kept.name(("words of pieces", lang), lambda: dict(Labels(session, lang).choices("content_status")))
        return found, words

    def _place(self, ids: Sequence[int]) -> None:
        spot = self.room.spot()
        if spot is None:
            self.room.say_choose_cell()
        else:
            self.room.acts.place(list(ids), spot)

    def _take(self, key: Key, content: int, persona: int) -> None:
        self.room.acts.add_suggestion(content, key, persona)

    def _set(self, placement_id: int, key: str, value: object) -> None:
        failed = partial(self._refused, key)
        facts: Mapping[str, Any] = {key: value}
        self.room.desk.run(commands.placements.update, failed=failed, id=placement_id, today=self.room.today(), **facts)

    def _make_link(self, placement_id: int, base: str) -> None:
        self.room.acts.run(commands.links.make_for, placements=[placement_id], base=base)

    def _refused(self, key: str, error: UserError) -> None:
        self.placement.set_error(key, error.sentence())

    def _set_all(self, key: str, value: object) -> None:
        ids = list(self.many.ids)
        self.room.acts.run(commands.placements.update_many, ids=ids, values={key: value}, today=self.room.today())

    def _set_people(self, people: "commands.bulk.People") -> None:
        self.room.acts.run(commands.bulk.edit, ids=list(self.many.ids), people=people)

    def _shift_all(self, days: int) -> None:
        today = self.room.today()
        self.room.acts.run(commands.bulk.edit, self._say_undated, ids=list(self.many.ids), days=days, today=today)

    def _say_undated(self, done: "commands.bulk.Outcome") -> None:
        if done.undated:
            words = trn("{n} has no date and stays as it is.", "{n} have no date and stay as they are.", done.undated)
            self.room.say(words)


def key_of(spot: Spot) -> Key | None:
    """Return stage and channel of a cell that has both."""
    return (int(spot["stage"]), int(spot["channel"])) if {"stage", "channel"} <= spot.keys() else None


def read_choices(session: Any, lang: str) -> tuple[dict[str, Pairs], str]:
    """Return what each field of a placement can be, and the plan's currency."""
    labels = Labels(session, lang)
    found: dict[str, Pairs] = {}
    for field in entity("placement").shown():
        if field.vocab:
            found[field.key] = labels.choices(field.vocab)
        elif field.kind in (Kind.REF, Kind.REFS) and field.target:
            found[field.key] = list(records.names(session, field.target, lang).items())
    plan = records.records(session, "workspace", lang)
    return found, str(plan[0].values["currency"]) if plan else ""
