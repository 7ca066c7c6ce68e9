"""The part of the room Export about role cards: which, how they look, how they lie on paper, and a sheet to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.queries import cards as asked
from b2bdesk.terms import N_
from ui.cards.choices import Choices, GROUPS, INKS, kept, PAPERS, PER_PAGE, recalled
from ui.cards.painting import Look
from ui.cards.preview import Preview
from ui.cards.printing import Kit
from ui.cards.work import CardOrder, laid_out, PDF, PICTURES, write
from ui.desk import Desk
from ui.jobs import Job
from ui.kit.buttons import Button, link
from ui.kit.checklist import Checklist, Choice
from ui.kit.segmented import Segmented
from ui.kit.stepper import Stepper
from ui.kit.text import Label
from ui.settings import Settings

if TYPE_CHECKING:
    from ui.cards.dialog import PrintDialog

FORMS: Final = {PDF: N_("PDF"), PICTURES: N_("Pictures (PNG)")}
DPI: Final = (96, 150, 300, 600)
MOST_BLANK: Final = 99
KEPT: Final = "cards"
SOON_MS: Final = 60
TURNS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
NAME_WIDTH: Final = 120


class CardsPane(QWidget):
    """Choices at the left, the preview at the right; `changed()` tells of any other choice."""

    changed = Signal()
    failed = Signal(object)
    """(UserError) Why nothing can be printed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings: Settings | None = None
        self._lang = "en"
        self._known: tuple[Any, ...] = ()
        self._job: Job | None = None
        self.form = Segmented([(key, tr(name)) for key, name in FORMS.items()], tr("Write as"), self)
        self.people = Checklist((), tr("Personas"), self)
        self.per_page = Segmented([(str(n), str(n)) for n in PER_PAGE], tr("Cards a page"), self)
        self.paper = Segmented([(key, key if key != "Letter" else tr("Letter")) for key in PAPERS], tr("Paper"), self)
        self.ink = Segmented([(key, tr(name)) for key, name in INKS.items()], tr("Ink"), self)
        self.dpi = Segmented([(str(n), str(n)) for n in DPI], tr("Dots to the inch"), self)
        self.blank = Stepper(0, high=MOST_BLANK, name=tr("Blank cards"), parent=self)
        self.backs = QCheckBox(tr("Evidence on the back"), self)
        self.backs.setToolTip(tr("Print on both sides; backs are mirrored so that they meet their fronts."))
        self.cuts = QCheckBox(tr("Cut marks"), self)
        self.groups = {key: QCheckBox(tr(name), self) for key, name in GROUPS.items()}
        self.printing = Button(tr("Print…"), icon="printer", keys="Ctrl+P", parent=self)
        self.preview = Preview(desk, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._rows: dict[str, tuple[Label, QWidget]] = {}
        self._build()
        self._listen()
        self._take(Choices())
        self.load()

    # What is chosen

    def choices(self) -> Choices:
        """Return what is chosen."""
        return Choices(
            self._lang,
            frozenset(key for key, box in self.groups.items() if box.isChecked()),
            self.ink.value(),
            int(self.per_page.value()),
            self.paper.value(),
            self.cuts.isChecked(),
            self.backs.isChecked(),
            self.blank.value(),
            int(self.dpi.value()),
        )

    def order(self, target: Path = Path()) -> CardOrder:
        """Return what is to be written or printed."""
        ticked = self.people.keys()
        personas = tuple(int(str(key)) for key in ticked)
        return CardOrder(self.form.value(), target, self.choices(), self._desk.today(), personas)

    def set_language(self, lang: str) -> None:
        """Let the cards speak another language."""
        self._lang = lang
        self._soon.start()

    def set_settings(self, settings: Settings) -> None:
        """Take over what was chosen last time."""
        if self._settings is None:
            self._settings = settings
            self._take(recalled(settings.rooms.get(KEPT), self._lang))

    def load(self) -> None:
        """Read who there is; new personas are ticked, others stay as they are."""
        rows = tuple(self._desk.read(asked.names)) if self._desk.ws is not None else ()
        if rows == self._known:
            return
        before, ticked = {row[0] for row in self._known}, set(self.people.keys())
        self._known = rows
        self.people.set_choices(Choice(row[0], f"{row[1]}  {row[2]}", row[3]) for row in rows)
        self.people.set_keys(row[0] for row in rows if row[0] in ticked or row[0] not in before)
        self._soon.start()

    def choose(self, personas: Sequence[int]) -> None:
        """Tick these personas alone."""
        self.load()
        self.people.set_keys(personas)
        self._on_any()

    def apply(self, changes: Any) -> None:
        """Follow the plan."""
        if not asked.TABLES.isdisjoint(changes.tables):
            self.load()
            self._soon.start()

    # How

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, NAME_WIDTH)
        grid.setColumnStretch(1, 1)
        for at, (key, name, part) in enumerate(self._parts()):
            label = Label(name, "body", "text3", parent=self)
            label.setMinimumHeight(28)
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            align = Qt.AlignmentFlag.AlignLeft if isinstance(part, Segmented | Stepper) else Qt.AlignmentFlag(0)
            grid.addWidget(part, at, 1, align)
            self._rows[key] = label, part
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(grid, 3)
        side = QVBoxLayout()
        side.addWidget(self.preview)
        below = QHBoxLayout()
        below.addWidget(self.printing)
        below.addStretch(1)
        side.addLayout(below)
        side.addStretch(1)
        row.addLayout(side, 2)

    def _parts(self) -> list[tuple[str, str, QWidget]]:
        return [
            ("form", tr("Write as"), self.form),
            ("people", tr("Personas"), self._people_box()),
            ("paper", tr("Paper"), self.paper),
            ("per_page", tr("Cards a page"), self.per_page),
            ("dpi", tr("Dots to the inch"), self.dpi),
            ("ink", tr("Ink"), self.ink),
            ("groups", tr("Shows"), self._groups_box()),
            ("more", tr("Extras"), self._more_box()),
            ("blank", tr("Blank cards"), self.blank),
        ]

    def _people_box(self) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.people)
        row = QHBoxLayout()
        row.setSpacing(16)
        for name, every in ((tr("All"), True), (tr("None"), False)):
            button = link(name, parent=box)
            button.clicked.connect(partial(self._tick, every))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return box

    def _groups_box(self) -> QWidget:
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setSpacing(6)
        for at, part in enumerate(self.groups.values()):
            grid.addWidget(part, at // 2, at % 2)
        return box

    def _more_box(self) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.backs)
        row.addWidget(self.cuts)
        row.addStretch(1)
        return box

    def _listen(self) -> None:
        self.form.picked.connect(self._on_form)
        self.people.ticked.connect(self._on_any)
        for part in (self.per_page, self.paper, self.ink, self.dpi):
            part.picked.connect(self._on_any)
        for box in (self.backs, self.cuts, *self.groups.values()):
            box.toggled.connect(self._on_any)
        self.blank.stepped.connect(self._on_any)
        self.printing.clicked.connect(self.print_cards)
        self._soon.timeout.connect(self._renew)

    def _take(self, choices: Choices) -> None:
        """Show choices; language, personas and blank cards are chosen anew each time."""
        plain: Mapping[Segmented, object] = {
            self.per_page: choices.per_page,
            self.paper: choices.paper,
            self.ink: choices.ink,
            self.dpi: choices.dpi if choices.dpi in DPI else Choices().dpi,
        }
        for part, value in plain.items():
            part.set_value(str(value))
        flags = {self.backs: choices.back, self.cuts: choices.cut_marks}
        flags |= {box: key in choices.groups for key, box in self.groups.items()}
        for box, on in flags.items():
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        self._on_form(self.form.value())

    def _tick(self, every: bool, _checked: bool = False) -> None:
        self.people.set_keys(row[0] for row in self._known if every)
        self._on_any()

    def _on_form(self, form: str) -> None:
        for key in ("dpi",):
            self._show(key, form == PICTURES)
        for key in ("paper", "per_page"):
            self._show(key, form == PDF)
        self.cuts.setVisible(form == PDF)
        self.changed.emit()
        self._soon.start()

    def _show(self, key: str, shown: bool) -> None:
        for part in self._rows[key]:
            part.setVisible(shown)

    def _on_any(self, *_told: Any) -> None:
        if self._settings is not None:
            self._settings.rooms[KEPT] = kept(self.choices())
            self._settings.save()
        self._soon.start()

    def makes_file(self) -> bool:
        """Tell whether one file is written, not a folder of pictures."""
        return self.form.value() == PDF

    def print_cards(self, _checked: bool = False) -> None:
        """Lay the cards out, and show what will be printed."""
        if self._job is None:
            work = partial(laid_out, self._desk.open_workspace, self.order())
            words = tr("Laying out the cards")
            self._job = self._desk.run_job(work, words, done=self._on_laid_out, failed=self._on_failed)
            self._job.ended.connect(self._on_end)

    def _on_laid_out(self, made: tuple[Kit, Look]) -> None:
        from ui.cards.dialog import PrintDialog

        path = self._desk.path
        name = f"{path.stem if path else tr('Plan')} {tr('role cards')}.pdf"
        dialog = PrintDialog(*made, str(path.with_name(name)) if path else name, self.window())
        dialog.pdf_wanted.connect(partial(self._save_pdf, dialog))
        dialog.open()

    def _save_pdf(self, dialog: "PrintDialog", target: Path) -> None:
        order = replace(self.order(target), form=PDF)
        work = partial(write, self._desk.open_workspace, order)
        told = partial(self._on_saved, dialog)
        self._desk.run_job(work, tr("Exporting"), done=told, failed=partial(self._on_unsaved, dialog))

    def _on_saved(self, dialog: "PrintDialog", done: tuple[Path, list[str]]) -> None:
        path, notes = done
        if isValid(dialog):
            dialog.tell(" ".join([tr("Wrote {path}", path=str(path)), *notes[1:]]), "okText")

    def _on_unsaved(self, dialog: "PrintDialog", error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        if isValid(dialog):
            dialog.tell(error.sentence(), "gapText")

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(error)

    def _on_end(self) -> None:
        self._job = None

    def _renew(self) -> None:
        if self._desk.ws is None:
            return
        order = self.order()
        if order.form == PICTURES:  # each side is a picture of its own
            order = replace(order, choices=replace(order.choices, per_page=1, paper="A5", cut_marks=False))
        self.preview.show_order(order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = TURNS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.preview.leaf(step)
