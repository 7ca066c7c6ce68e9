"""What is asked for in a chain, who and how, and what is then done; every change is one command."""

from collections.abc import Callable
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt

from b2bdesk.commands import chains as commands
from b2bdesk.commands import suggest
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.insight.roles import from_title
from b2bdesk.queries.chains import persona_titles
from b2bdesk.terms import Relation, Role
from ui.chains import words
from ui.chains.drawing import ghost_key, open_roles
from ui.chains.picker import Offer, Picker

if TYPE_CHECKING:
    from ui.chains.room import ChainsRoom


class ChainActs(QObject):
    """Asks by the picker on the drawing, and runs the commands."""

    def __init__(self, room: "ChainsRoom") -> None:
        super().__init__(room)
        self._room = room
        self._then: Callable[[Any], None] | None = None
        self.picker = Picker(room.canvas)
        self.picker.picked.connect(self._picked)
        self.picker.left.connect(self._back)
        canvas, pane = room.canvas, room.person_pane
        canvas.edit_asked.connect(self.edit)
        canvas.add_asked.connect(self.add_person)
        canvas.relate_asked.connect(self.ask_relation)
        canvas.moved.connect(self._move)
        canvas.influence_asked.connect(self._set_influence)
        canvas.stance_asked.connect(self._step_stance)
        canvas.remove_asked.connect(self.remove)
        canvas.layout_asked.connect(self.lay_out)
        pane.role_asked.connect(self.add_role)
        pane.relate_asked.connect(self.begin_relation)
        pane.place_asked.connect(self._place_here)
        room.reading.place_asked.connect(self.place)
        for fill_asked in (canvas.fill_asked, room.chain_pane.fill_asked):
            fill_asked.connect(self.fill)
        for retype_asked in (canvas.retype_asked, pane.retype_asked):
            retype_asked.connect(self.retype)

    def run(self, command: Callable[..., Any], done: Callable[[Any], object] | None = None, **facts: Any) -> None:
        self._room.desk.run(command, done=done, failed=self._refused, **facts)

    def _refused(self, error: UserError) -> None:
        self._room.canvas.redraw()
        self._room.message.emit(error.sentence())

    def _added(self, member: int) -> None:
        """Go to who was added, or to the next open place while there are required ones."""
        self._room.load(member)
        self._room.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filled(self, member: int) -> None:
        """Go on to the next role that is required; with none left, to who was added."""
        self._added(member)
        missing = [role for role, faint in open_roles(self._room.board) if not faint] if self._room.board else []
        if missing:
            self._room.canvas.set_card(ghost_key(missing[0]))

    def fill(self, role: str) -> None:
        """Ask who holds a role that nobody holds."""
        title = f"{self._room.lookups.labels.of('role', role)}: {words.question(role)}"
        self._ask_who(title, role, partial(self._fill_with, role), ghost_key(role))

    def add_person(self) -> None:
        """Ask who joins the chain, then in which role."""
        if self._room.board is not None:
            self._ask_who(tr("Who else decides?"), "", self._ask_role, self._room.canvas.marks.card)

    def _ask_who(self, title: str, role: str, then: Callable[[Any], None], near: int | None) -> None:
        board = self._room.board
        if board is None or self._room.desk.read_only:
            return
        holding = {one.persona_id for one in board.people if any(held.role == role for held in one.roles)}
        there = {one.persona_id for one in board.people}
        titles = {one.id: one for one in self._room.lookups.named("persona") if not one.archived}
        people = [one for one in titles.values() if one.id not in holding]
        people.sort(key=lambda one: (one.id in there,))
        notes = self._titles()
        offers = [Offer(("persona", one.id), one.name, notes.get(one.id, ""), one.code) for one in people]
        strangers = [one for one in board.people if one.persona_id is None and role]
        offers += [Offer(("title", one.name), one.name, tr("in this chain")) for one in strangers]
        hint = tr("Type a name, or a title such as CFO")
        self._then = then
        self.picker.ask(title, offers, self._spot(near), hint=hint, own=self._by_title)

    def _titles(self) -> dict[int, str]:
        return self._room.desk.read(persona_titles)

    def _by_title(self, text: str) -> Offer:
        return Offer(("title", text), text, tr("known by title only"))

    def _fill_with(self, role: str, who: Any) -> None:
        kind, value = who.key
        facts = {"persona": value} if kind == "persona" else {"title": value}
        place = None
        frozen = self._room.board is not None and any(one.place for one in self._room.board.people)
        ghost = self._room.canvas.drawing.cards.get(ghost_key(role))
        if frozen and ghost is not None:
            place = ghost.box.x, ghost.box.y
        self.run(commands.add_person, self._filled, chain=self._room.chain, role=role, place=place, **facts)

    def _ask_role(self, who: Any) -> None:
        kind, value = who.key
        title = value if kind == "title" else self._titles().get(value, "")
        held = {
            held.role
            for one in (self._room.board.people if self._room.board else ())
            if (one.persona_id == value if kind == "persona" else one.name == value)
            for held in one.roles
        }
        self._then = partial(self._join, who)
        self._ask_for_role(tr("{name}: which role?", name=who.label), title, held)

    def _join(self, who: Any, role: Offer) -> None:
        kind, value = who.key
        facts = {"persona": value} if kind == "persona" else {"title": value}
        self.run(commands.add_person, self._added, chain=self._room.chain, role=str(role.key), **facts)

    def add_role(self) -> None:
        """Ask for one more role of the current person."""
        person = self._room.canvas.person()
        if person is not None:
            held = {held.role for held in person.roles}
            self._then = partial(self._give_role, person.id)
            self._ask_for_role(tr("{name}: which role?", name=person.name), person.title or person.name, held)

    def _give_role(self, person: int, role: Offer) -> None:
        self.run(commands.add_role, self._added, person=person, role=str(role.key))

    def _ask_for_role(self, question: str, title: str, held: set[str]) -> None:
        """Offer the roles: what the title hints at first, then what is missing."""
        assert self._room.board is not None
        hinted = [str(role) for role in from_title(title)]
        missing = [role for role, _ in open_roles(self._room.board)]
        order = [role for role in dict.fromkeys([*hinted, *missing, *map(str, Role)]) if role not in held]
        notes = {role: tr("missing") for role in missing} | {role: tr("the title hints at it") for role in hinted}
        labels = self._room.lookups.labels
        offers = [Offer(role, labels.of("role", role), notes.get(role, ""), role) for role in order]
        self.picker.ask(question, offers, self._spot(self._room.canvas.marks.card))

    def begin_relation(self) -> None:
        """Choose to whom the current person stands in a relation, with the arrows."""
        self._room.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._room.canvas.begin_relation()

    def ask_relation(self, one: int, other: int) -> None:
        """Ask how one person stands to another."""
        self._then = partial(self._relate, one, other)
        self._ask_type(one, other, near=other)

    def _ask_type(self, one: int, other: int, near: int) -> None:
        if self._room.board is None or self._room.desk.read_only:
            return
        first, second = self._room.board.person(one), self._room.board.person(other)
        if first is None or second is None:
            return
        title = tr("{name} … {other}", name=first.name, other=second.name)
        labels = self._room.lookups.labels
        offers = [Offer(str(kind), labels.of("relation", kind), "", kind) for kind in Relation]
        self.picker.ask(title, offers, self._spot(near))

    def _relate(self, one: int, other: int, kind: Offer) -> None:
        self.run(commands.relate, from_=one, to=other, type=str(kind.key))
        self._back()

    def retype(self, relation: int) -> None:
        """Ask for another kind of a relation."""
        wire = self._room.canvas.drawing.wire(relation)
        if wire is not None:
            self._then = partial(self._change_type, relation)
            self._ask_type(wire.tie.from_, wire.tie.to, near=wire.tie.to)

    def _change_type(self, relation: int, kind: Offer) -> None:
        self.run(commands.change_relation, relation=relation, type=str(kind.key))
        self._back()

    def _picked(self, offer: Offer) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(offer)

    def _back(self) -> None:
        self._room.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _spot(self, near: int | None) -> QPoint:
        """Return where a list is shown: at a card."""
        if near is None or near not in self._room.canvas.drawing.cards:
            return QPoint(self._room.canvas.width() // 3, 40)
        return self._room.canvas.card_rect(near).topLeft().toPoint() + QPoint(24, 40)

    def _move(self, places: dict[int, tuple[float, float]]) -> None:
        last = next(reversed(places))
        current = self._room.canvas.marks.card if self._room.canvas.marks.card in places else last
        first = {current: places[current]} if current is not None else {}
        stays = {one.id: one.place for one in self._room.board.people} if self._room.board else {}
        others = {key: place for key, place in places.items() if key != current and stays.get(key) is None}
        self.run(commands.move, places={**first, **others})

    def _set_influence(self, influence: int) -> None:
        person = self._room.canvas.person()
        if person is not None:
            self.run(commands.set_person, person=person.id, influence=influence)

    def _step_stance(self, step: int) -> None:
        person = self._room.canvas.person()
        if person is None:
            return
        wanted = max(-2, min(2, person.stance + step))
        if wanted == person.stance:
            self._room.message.emit(tr("{name} cannot stand further that way.", name=person.name))
        else:
            self.run(commands.set_person, person=person.id, stance=wanted)

    def remove(self) -> None:
        """Take the current relation away, or else the current person."""
        wire, person = self._room.canvas.wire(), self._room.canvas.person()
        if wire is not None:
            self.run(commands.remove_relation, relation=wire.tie.id)
        elif person is not None:
            self.run(commands.remove_person, person=person.id)
        else:
            self._room.message.emit(tr("Choose a person or a relation first."))

    def lay_out(self) -> None:
        """Let everybody stand where the layout puts them."""
        if self._room.chain:
            self.run(commands.lay_out, self._laid_out, chain=self._room.chain)

    def _laid_out(self, _done: Any) -> None:
        self._room.canvas.fit()

    def _place_here(self, want: Any) -> None:
        person = self._room.canvas.person()
        if person is not None and person.persona_id is not None:
            self.place(person.persona_id, want)

    def place(self, persona: int, want: Any) -> None:
        """Place a suggested piece for a person."""
        facts = {"content": want.found.piece_id, "stage": want.stage_id, "channel": want.channel_id}
        self.run(suggest.apply, partial(self._placed, want), persona=persona, **facts)

    def _placed(self, want: Any, _placement: int) -> None:
        self._room.message.emit(tr("Placed {code}.", code=want.found.code))

    def edit(self) -> None:
        """Edit the current person in the inspector."""
        self._room.inspector_asked.emit()
        if self._room.canvas.person() is not None:
            self._room.person_pane.enter()
