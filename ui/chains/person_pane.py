"""The inspector of one person of a chain: roles, standing, relations, evidence, what to show this person next."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from b2bdesk.commands import behaviour
from b2bdesk.commands import chains as commands
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.errors import UserError
from b2bdesk.i18n import percent, tr, trn
from b2bdesk.insight.chains import contribution
from b2bdesk.queries.chains import behaviour_of, ChainBoard, ChainPerson, evidence_of
from ui.chains import words
from ui.chains.behaviour import BehaviourPart, hint_boxes
from ui.chains.parts import clear, figures
from ui.chains.told import Told
from ui.desk import Desk
from ui.grid.advice import spoken_parts
from ui.kit.buttons import Button, IconButton, link
from ui.kit.fields import Choice, ChoiceField, Field, LongTextField, ScaleField, TextField
from ui.kit.property_row import PropertyRow
from ui.kit.score_bar import Part
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.kit.suggestion_row import SuggestionLook, SuggestionRow
from ui.kit.text import Label
from ui.records.lookups import field_label, Lookups
from ui.suggest.cell_part import PARTS

MEMBER = ENTITIES["chain_member"]


class PersonPane(ScrollPage):
    """What is changed here is asked for; the pane is shown anew by `show_person`."""

    role_asked = Signal()
    relate_asked = Signal()
    retype_asked = Signal(int)
    place_asked = Signal(object)
    """(Wanted) Place a suggested piece."""
    open_item = Signal(str, int)
    message = Signal(str)

    def __init__(self, desk: Desk, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page.setAutoFillBackground(False)
        self._desk, self._lookups = desk, lookups
        self.person: ChainPerson | None = None
        self._told: Told | None = None
        self.fields: dict[str, Field] = {}
        self._head = self._block(self.body)
        self._hints = self._block(self.body)
        self.roles = Section(tr("Roles"))
        self._add_role = link(tr("Add a role"), icon="plus")
        self._add_role.clicked.connect(self.role_asked)
        self.roles.add_action(self._add_role)
        self.body.addWidget(self.roles)
        self._standing()
        self.behaviour = BehaviourPart()
        self.behaviour.seen.connect(self._observe)
        self.body.addWidget(self.behaviour)
        self.relations = Section(tr("Relations"))
        self._relate = link(tr("Relate"), icon="plus")
        self._relate.clicked.connect(self.relate_asked)
        self.relations.add_action(self._relate)
        self.body.addWidget(self.relations)
        self.reading = Section(tr("To read while deciding"))
        self.reading.body.setContentsMargins(0, 2, 0, 12)  # suggestions bring their own
        self.body.addWidget(self.reading)
        self.evidence = Section(tr("Evidence"))
        self.body.addWidget(self.evidence)
        self.body.addStretch(1)

    def _block(self, into: QVBoxLayout) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 4, 16, 6)
        column.setSpacing(4)
        into.addLayout(column)
        return column

    def _standing(self) -> None:
        section = Section(tr("Standing"))
        section.body.setSpacing(0)
        made: dict[str, Field] = {
            "influence": ScaleField(1, 5, may_be_empty=False),
            "stance": ChoiceField(empty=None),
            "authority": ChoiceField(empty=None),
            "access": ChoiceField(empty=None),
            "concern": LongTextField(),
            "veto": TextField(),
        }
        for key, field in made.items():
            part = MEMBER.field(key)
            field.committed.connect(partial(self._set, key))
            field.set_read_only(self._desk.read_only)
            section.body.addWidget(PropertyRow(field_label(part), field, help_text=tr(part.help)))
            self.fields[key] = field
        self.body.addWidget(section)

    # ---- showing

    def show_person(self, board: ChainBoard, person: ChainPerson, told: Told | None) -> None:
        """Show a person, and what is concluded."""
        other = self.person is None or self.person.id != person.id
        if other:
            self.commit()
            self.verticalScrollBar().setValue(0)
        self.person, self._told = person, told
        self.setWindowTitle(person.name)
        self._show_head(person)
        self._show_hints(person)
        self._show_roles(person)
        self._show_standing(person)
        self._show_relations(board, person)
        self._show_reading(person, told)
        self._show_evidence(person)

    def enter(self) -> None:
        """Put the keyboard into the first field."""
        self.fields["influence"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> None:
        """Take over what is being typed."""
        for field in self.fields.values():
            field.commit()

    def _show_head(self, person: ChainPerson) -> None:
        clear(self._head)
        self._head.addWidget(Label(person.name, "section", wrap=True))
        if person.persona_id is not None:
            if person.title:
                self._head.addWidget(Label(person.title, "small", "text2", wrap=True))
            opener = link(tr("Open the persona"))
            opener.clicked.connect(partial(self.open_item.emit, "persona", person.persona_id))
            self._head.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
            return
        self._head.addWidget(Label(tr("Known by title only"), "small", "text3"))
        if self._desk.read_only:
            return
        title = TextField()
        title.set_value(person.title or person.name)
        title.committed.connect(self._rename)
        self._head.addWidget(PropertyRow(tr("Title"), title))
        who = ChoiceField(self._lookups.rows("persona"), empty=None, none_text=tr("Choose"))
        who.set_value(None)
        who.committed.connect(self._is)
        self._head.addWidget(PropertyRow(tr("Is in fact"), who))
        make = Button(tr("Make a persona of {name}", name=person.name), icon="user-plus", small=True)
        make.clicked.connect(self._make)
        make.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        make.setMinimumWidth(48)
        self._head.addWidget(make)

    def _show_hints(self, person: ChainPerson) -> None:
        """Offer what title and behaviour hint at; one click confirms it."""
        clear(self._hints)
        seen = self._desk.read(lambda session: behaviour_of(session, person))
        self.behaviour.show_seen(seen, read_only=self._desk.read_only)
        for _role, box in () if self._desk.read_only else hint_boxes(person, seen, self._lookups.labels):
            box.acted.connect(self._confirm)
            self._hints.addWidget(box)

    def _show_roles(self, person: ChainPerson) -> None:
        clear(self.roles.body)
        self.roles.set_count(len(person.roles))
        self._add_role.setVisible(not self._desk.read_only)
        silent = set(map(str, self._told.cover.silent)) if self._told is not None else set()
        for held in person.roles:
            label = self._lookups.labels.of("role", held.role)
            row = QHBoxLayout()
            row.addWidget(Label(label, "small"))
            if held.role in silent:
                row.addWidget(Label(tr("no content"), "micro", "gapText"))
            row.addStretch(1)
            if not self._desk.read_only and len(person.roles) > 1:
                gone = IconButton("x", tr("Take the role {role} away", role=label), size=12, side=22)
                gone.clicked.connect(partial(self._drop_role, held.member_id))
                row.addWidget(gone)
            self.roles.body.addLayout(row)

    def _show_standing(self, person: ChainPerson) -> None:
        labels = self._lookups.labels
        for key in ("stance", "authority", "access"):
            field = self.fields[key]
            assert isinstance(field, ChoiceField)
            codes = labels.choices(key)
            field.set_choices(
                [Choice(int(code) if key == "stance" else code, text) for code, text in codes], may_be_empty=False
            )
        for key, field in self.fields.items():
            value = getattr(person, key)
            if field.value() != value or not field.isAncestorOf(self.focusWidget() or self):
                field.set_value(value)

    def _show_relations(self, board: ChainBoard, person: ChainPerson) -> None:
        clear(self.relations.body)
        ties = [tie for tie in board.ties if person.id in (tie.from_, tie.to)]
        self.relations.set_count(len(ties))
        self._relate.setVisible(not self._desk.read_only and len(board.people) > 1)
        for tie in ties:
            text = words.tie_text(self._lookups.labels, board, tie)
            row = QHBoxLayout()
            row.setSpacing(2)
            row.addWidget(Label(text, "small", wrap=True), 1)
            if not self._desk.read_only:
                for icon, name, act in (
                    ("pencil", tr("Change"), partial(self.retype_asked.emit, tie.id)),
                    (
                        "arrow-left-right",
                        tr("Turn around"),
                        partial(self._run, commands.turn_relation, relation=tie.id),
                    ),
                    ("x", tr("Remove"), partial(self._run, commands.remove_relation, relation=tie.id)),
                ):
                    button = IconButton(icon, f"{name}: {text}", size=12, side=22)
                    button.clicked.connect(act)
                    row.addWidget(button)
            self.relations.body.addLayout(row)

    def _show_reading(self, person: ChainPerson, told: Told | None) -> None:
        clear(self.reading.body)
        self.reading.setVisible(person.persona_id is not None or told is not None)
        found = told.person(person.persona_id, person.name) if told is not None else None
        if told is None or found is None:
            return
        brings, most = contribution(told.cover, found, told.enough)
        self._padded(
            figures(
                [
                    (
                        str(found.n),
                        trn("of {n} needed", "of {n} needed", told.enough),
                        "text" if found.n else "gapText",
                    ),
                    (percent(float(brings)), tr("of the cover; at most {share}", share=percent(float(most))), "text"),
                ]
            )
        )
        if person.persona_id is None:
            self._padded(Label(tr("Make a persona of this person to place content."), "small", "text3", wrap=True))
            return
        wants = told.wants.get(person.persona_id, ())
        for at, want in enumerate(wants):
            row = SuggestionRow(self._suggestion(told, want), first=at == 0)
            row.added.connect(self.place_asked)
            row.opened.connect(self._open_piece)
            self.reading.body.addWidget(row)
        if not wants:
            self._padded(Label(tr("Nothing in the library fits."), "small", "text3", wrap=True))

    def _padded(self, widget: QWidget) -> None:
        widget.setContentsMargins(16, 0, 16, 4)
        self.reading.body.addWidget(widget)

    def _suggestion(self, told: Told, want: Any) -> SuggestionLook:
        piece = told.ix.piece[want.found.piece_id]
        parts, factor, factors = spoken_parts(want.found, told.summary.plan.thresholds.part_weight, told.summary.voice)
        bars = [Part(tr(PARTS[name]), most, gained) for name, most, gained in parts]
        why = f"{told.cell(want)}. {told.why(want)}"
        return SuggestionLook(
            want, want.found.score, piece.form, piece.form_class, piece.code, piece.name, bars, why, factor, factors
        )

    def _show_evidence(self, person: ChainPerson) -> None:
        clear(self.evidence.body)
        found = self._desk.read(lambda session: evidence_of(session, person))
        self.evidence.set_count(len(found))
        for row, code, title, polarity in found:
            button = link(f"{code} {title}", quiet=True)
            button.clicked.connect(partial(self.open_item.emit, "evidence", row))
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.evidence.body.addWidget(button)
            self.evidence.body.addWidget(Label(self._lookups.labels.of("polarity", polarity), "micro", "text3"))
        if not found:
            text = tr("No evidence yet: this is an assumption. Link evidence to this person in Evidence.")
            self.evidence.body.addWidget(Label(text, "small", "text3", wrap=True))

    # ---- asking

    def _run(self, command: Any, _checked: bool = False, **facts: Any) -> None:
        self._desk.run(command, failed=self._refused, **facts)

    def _set(self, key: str, value: Any) -> None:
        if self.person is not None and value is not None and value != getattr(self.person, key):
            typing = key in ("concern", "veto")
            self._desk.run(
                commands.set_person,
                person=self.person.id,
                typing=typing,
                failed=partial(self._refused_field, key),
                **{key: value},
            )

    def _rename(self, title: str) -> None:
        if self.person is not None and title.strip():
            self._run(commands.rename_title, person=self.person.id, title=title)

    def _is(self, persona: Any) -> None:
        if self.person is not None and persona is not None:
            self._run(commands.name_person, person=self.person.id, persona=persona)

    def _make(self) -> None:
        if self.person is not None:
            self._run(commands.make_persona, person=self.person.id)

    def _confirm(self, role: str) -> None:
        if self.person is not None:
            self._run(commands.add_role, person=self.person.id, role=role)

    def _observe(self, code: str, on: bool) -> None:
        if self.person is None:
            return
        if on:
            self._run(behaviour.observe, person=self.person.id, behaviour=code, day=self._desk.today())
        else:
            self._run(behaviour.forget, person=self.person.id, behaviour=code)

    def _drop_role(self, member: int) -> None:
        self._run(commands.remove_role, member=member)

    def _open_piece(self, want: Any) -> None:
        self.open_item.emit("content_piece", want.found.piece_id)

    def _refused(self, error: UserError) -> None:
        self.message.emit(error.sentence())

    def _refused_field(self, key: str, error: UserError) -> None:
        self.fields[key].set_error(error.sentence())
