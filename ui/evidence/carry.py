"""Personas carried between plans: some of them into a file, or those of a file into this plan, asked about once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.errors import UserError
from b2bdesk.exchange import cards
from b2bdesk.exchange.cards import Brought, Cards, Same
from b2bdesk.i18n import language, tr, trn
from b2bdesk.queries import evidence as asked
from b2bdesk.queries import records
from ui.desk import Desk
from ui.kit.buttons import Button
from ui.kit.checklist import Checklist, Choice
from ui.kit.fields import ChoiceField
from ui.kit.fields.switches import FlagField
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.kit.segmented import Segmented
from ui.kit.text import Label

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace

SUFFIX: Final = ".b2bcard"
PLAN: Final = ".b2bdesk"
ALONG: Final = 0
"""The choice that lets a segment of the file come along."""


def file_filter(*more: str) -> str:
    """Return what a file chooser calls files of personas."""
    return f"{tr('b2bdesk personas')} ({' '.join(f'*{one}' for one in (SUFFIX, *more))})"


class CopyPane(ScrollPage):
    """Ticks the personas to copy, with what speaks for them or without."""

    def __init__(self, desk: Desk, chosen: Sequence[int] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.desk = desk
        self.setWindowTitle(tr("Copy personas to a file"))
        board = desk.read(partial(asked.board, today=desk.today()))
        self._codes = {group.id: group.code for group in board.groups}
        self.people = Checklist([Choice(g.id, g.name, g.title) for g in board.groups], tr("Personas"))
        self.people.set_keys(chosen or self._codes)
        self.people.ticked.connect(self._offer)
        self.evidence = FlagField()
        self.evidence.set_value(True)
        self.evidence.set_name(tr("With the evidence that speaks for them"))
        self.said = Label("", "small", "text2", wrap=True)
        self.button = Button(tr("Write the file…"), "primary", icon="file-down")
        self.button.clicked.connect(self.choose)
        section = Section(tr("Which personas"), line=False)
        section.body.addWidget(self.people)
        self.people.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        more = Section(tr("Evidence"))
        more.body.addWidget(Label(tr("With the evidence that speaks for them"), "small", "text2", wrap=True))
        more.body.addWidget(self.evidence)
        more.body.addWidget(
            Label(tr("Statements, preferences, notes and the picture are always in it."), "small", "text3", wrap=True)
        )
        self.body.addWidget(section)
        self.body.addWidget(more)
        self.body.addWidget(_padded(self.button, self.said))
        self._offer()

    def choose(self, _checked: bool = False) -> None:
        """Ask for a name and write the file."""
        name, _ = QFileDialog.getSaveFileName(self.window(), self.windowTitle(), f"personas{SUFFIX}", file_filter())
        if name:
            self.write(Path(name) if name.endswith(SUFFIX) else Path(name + SUFFIX))

    def write(self, path: Path) -> None:
        """Write the ticked personas."""
        codes = [self._codes[int(str(key))] for key in self.people.keys()]  # noqa: SIM118 - no mapping
        try:
            n = self.desk.read(partial(cards.save, path=path, personas=codes, evidence=bool(self.evidence.value())))
        except UserError as error:
            self.said.setText(error.sentence())
            return
        text = trn("{n} persona written into {path}", "{n} personas written into {path}", n, path=path.name)
        self.said.setText(text)

    def _offer(self, _keys: object = None) -> None:
        self.button.setEnabled(bool(self.people.keys()))


class BringPane(ScrollPage):
    """What a file holds, what becomes of equal names, which segment is which; one button brings it all."""

    brought = Signal(object)

    def __init__(self, desk: Desk, found: Cards, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.desk, self.found = desk, found
        self.setWindowTitle(tr("Bring personas"))
        self.same = {one.theirs: one for one in desk.read(partial(cards.clashes, cards=found))}
        strangers = desk.read(partial(cards.strangers, cards=found))
        names = desk.read(partial(records.names, kind="segment", lang=str(language())))
        self.segments: dict[str, ChoiceField] = {}
        self.on_same = Segmented([], tr("What becomes of equal names"))
        self.said = Label("", "small", "text2", wrap=True)
        self.button = Button(tr("Bring them"), "primary", icon="user-plus")
        self.button.clicked.connect(self.bring)
        self.button.setEnabled(not desk.read_only)
        self._add_people(name)
        if self.same:
            self._add_same()
        self._add_segments(strangers, names)
        self.body.addWidget(_padded(self.button, self.said))

    def _add_people(self, name: str) -> None:
        section = Section(tr("In {name}", name=name), len(self.found.names), line=False)
        proofs = len(self.found.doc.of("evidence"))
        rows = [record.values for record in self.found.doc.of("persona")]
        there = tr("there already")
        choices = [
            Choice(row["code"], row["name"], there if row["code"] in self.same else row["title"]) for row in rows
        ]
        self.people = Checklist(choices, tr("Personas"))
        self.people.set_keys(row["code"] for row in rows)
        self.people.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.people.ticked.connect(self._offer)
        section.body.addWidget(self.people)
        if proofs:
            told = trn("with {n} piece of evidence", "with {n} pieces of evidence", proofs)
            section.body.addWidget(Label(told, "small", "text3"))
        self.body.addWidget(section)

    def _add_same(self) -> None:
        section = Section(tr("There already"), len(self.same))
        who = tr(", ").join(f"{one.name} {one.code}" for one in self.same.values())
        section.body.addWidget(Label(who, "body", wrap=True))
        self.on_same.set_options(
            [(str(Same.KEEP), tr("Keep both")), (str(Same.REPLACE), tr("Replace")), (str(Same.SKIP), tr("Skip"))]
        )
        section.body.addWidget(self.on_same)
        section.body.addWidget(
            Label(
                tr("Replaced ones stay where they are placed, and are kept as a version."), "small", "text3", wrap=True
            )
        )
        self.body.addWidget(section)

    def _add_segments(self, strangers: Sequence[Any], names: Mapping[int, str]) -> None:
        section = Section(tr("Segments"), len(strangers))
        for one in strangers:
            field = ChoiceField()
            along = Choice(ALONG, tr("comes along as a new one"))
            field.set_choices([along, *(Choice(key, text) for key, text in names.items())], may_be_empty=False)
            field.set_value(one.there or ALONG)
            field.set_name(one.name)
            self.segments[one.code] = field
            section.body.addWidget(Label(one.name, "small", "text3", wrap=True))
            section.body.addWidget(field)
        self.body.addWidget(section)

    def _offer(self, _keys: object = None) -> None:
        self.button.setEnabled(not self.desk.read_only and bool(self.people.keys()))

    def bring(self, _checked: bool = False) -> None:
        """Bring the ticked personas of the file, in one step."""
        self.button.setEnabled(False)
        self.desk.run(
            _bring,
            found=self.found,
            today=self.desk.today(),
            only=[str(key) for key in self.people.keys()],  # noqa: SIM118 - no mapping
            on_same=self.on_same.value() if self.same else "",
            segments={code: int(field.value()) or None for code, field in self.segments.items()},
            done=self._done,
            failed=self._refused,
        )

    def _done(self, done: Brought) -> None:
        if isValid(self):
            self.said.setText(done.sentence())
            self.brought.emit(done)

    def _refused(self, error: UserError) -> None:
        if isValid(self):
            self.said.setText(error.sentence())
            self.button.setEnabled(True)


def ask_for_file(parent: QWidget) -> Path | None:
    """Ask for a file of personas, or another plan."""
    name, _ = QFileDialog.getOpenFileName(parent, tr("Bring personas from a file"), "", file_filter(PLAN))
    return Path(name) if name else None


def read_pane(desk: Desk, path: Path, refused: Callable[[UserError], object]) -> BringPane | None:
    """Return what shows a file's personas; one that cannot be read is told and returns nothing."""
    try:
        return BringPane(desk, cards.read_any(path), path.name)
    except UserError as error:
        refused(error)
        return None


def _bring(
    ws: "Workspace",
    *,
    found: Cards,
    today: date,
    on_same: str,
    segments: Mapping[str, int | None],
    only: Sequence[str],
) -> Brought:
    return cards.bring(ws, found, today=today, on_same=on_same, segments=segments, only=only)


def _padded(*parts: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(16, 8, 16, 16)
    column.setSpacing(8)
    row = QHBoxLayout()
    row.addWidget(parts[0])
    row.addStretch(1)
    column.addLayout(row)
    for part in parts[1:]:
        column.addWidget(part)
    return box
