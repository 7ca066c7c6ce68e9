"""Every component of the kit on one page: `python -m ui.kit.gallery out.png light|dark en|zh-Hans|zh-Hant`."""

import sys
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import fields, marks, qt_import, theme
from ui.kit.bulk_bar import BulkBar
from ui.kit.buttons import Button, IconButton, Kind, link
from ui.kit.checklist import Choice
from ui.kit.chip import chip_width, ChipLook
from ui.kit.chip_view import ChipView
from ui.kit.empty_state import EmptyState
from ui.kit.filter_chip import AddChip, FilterChip
from ui.kit.finding_box import FindingBox
from ui.kit.kbd import Kbd
from ui.kit.progress import Progress
from ui.kit.property_row import PropertyRow
from ui.kit.score_bar import Part
from ui.kit.search_field import SearchField
from ui.kit.section import Section
from ui.kit.segmented import Segmented
from ui.kit.stepper import Stepper
from ui.kit.suggestion_row import SuggestionLook, SuggestionRow
from ui.kit.tag import evidence_tag, level_tag, Tag
from ui.kit.text import hairline, Label
from ui.kit.toast import Toast

__all__ = ["Gallery", "qt_import"]

FORMS = [Choice("case_study", "Case study", "document"), Choice("webinar", "Webinar"), Choice("video", "视频")]


class Gallery(QWidget):
    """Three columns of everything."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(1440, 1180)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 24, 32, 24)
        row.setSpacing(40)
        for fill in (self._left, self._middle, self._right):
            column = QVBoxLayout()
            column.setSpacing(8)
            fill(column)
            column.addStretch()
            row.addLayout(column, 1)

    def _left(self, column: QVBoxLayout) -> None:
        head(column, "Type", "two scripts, tabular figures")
        for role in ("display", "title", "section", "bodyStrong", "body", "small", "micro"):
            column.addWidget(Label(f"{role} 内容地图 內容地圖 1,234,567.00", role))
        head(column, "Buttons", "28 px, radius 6")
        kinds: tuple[Kind, ...] = ("primary", "standard", "quiet")
        for kind in kinds:
            off = Button("Disabled", kind)
            off.setEnabled(False)
            line(column, Button("Rest", kind), Button("New piece", kind, icon="plus", keys="N"), off)
        menu = Button("Group: status", "quiet", icon="layers", menu=True)
        line(column, menu, link("Open Sun Li", icon="arrow-right"), Button("Add", small=True))
        icons = ("undo-2", "redo-2", "history", "panel-right", "x", "pin", "search")
        line(column, *(IconButton(name, name) for name in icons), Kbd("Ctrl+K"), Kbd("N"))
        head(column, "Fields", "28 px, border 3:1")
        self._fields(column)

    def _fields(self, column: QVBoxLayout) -> None:
        wrong = fields.DayField()
        wrong.line.setText("2026-13")
        wrong.set_error("There is no such day.")
        shown: list[tuple[str, fields.Field, object]] = [
            ("Line", fields.TextField(), "Case: Hegu Tea, 200 shops"),
            ("Long text", fields.LongTextField(), "Licences, tax treatment,\nsecurity certificates 资质与税务"),
            ("Whole number", fields.IntegerField(), 1200),
            ("Share", fields.ShareField(), 0.125),
            ("Money", fields.MoneyField("CNY"), Decimal("411000")),
            ("Day", fields.DayField(), date(2026, 2, 10)),
            ("Choice", fields.ChoiceField(FORMS), "webinar"),
            ("Several", fields.ManyField(FORMS), ["case_study", "video"]),
            ("Texts", fields.TextsField(), ["inventory", "断货"]),
            ("Yes or no", fields.FlagField(), True),
            ("Scale", fields.ScaleField(), 4),
            ("Address", fields.AddressField(files=True), "https://example.com/kit"),
        ]
        for name, field, value in shown:
            field.set_value(value)
            column.addWidget(framed(name, field))
        column.addWidget(framed("Wrong day", wrong))

    def _middle(self, column: QVBoxLayout) -> None:
        head(column, "Content chip", "icon block = status, border = appeal")
        states = ("idea", "planned", "scheduled", "live", "done")
        line(column, *(chip("K15", "Chains", "solution", "doc", status=state) for state in states[:3]))
        line(column, *(chip("K15", "Chains", "solution", "doc", status=state) for state in states[3:]),
             chip("K15", "Chains", "solution", "doc", status="live", dim=True))  # fmt: skip
        line(column, chip("K16", "Brands", "solution", "doc", status="live"),
             chip("K17", "Hegu", "case_study", "doc", appeal="M", status="live"),
             chip("K24", "晚餐会", "salon", "event", appeal="E", status="live"))  # fmt: skip
        line(column, chip("K15", "Chains", "solution", "doc", status="live", selected=True),
             chip("K15", "Chains", "solution", "doc", status="live", warn=True),
             chip("K07", "Turnover", "infographic", "visual", status="done", appeal="M"),
             chip("K10", "30 days", "own", "video", appeal="E", status="scheduled"))  # fmt: skip
        head(column, "Marks", "shape first, colour second")
        line(column, *pairs([(marks.level_bars(level, level), level) for level in ("gap", "thin", "ok", "crowded")]))
        phases = ("acquire", "nurture", "convert", "retain")
        line(column, *pairs([(marks.lifecycle_ring([phase], phase), phase) for phase in phases]))
        placed = ("idea", "planned", "scheduled", "live", "done", "dropped")
        line(column, *pairs([(marks.status_glyph(state, state), state) for state in placed]))
        line(column, *pairs([(marks.severity_icon(code, code), code) for code in "EWI"]))
        line(column, *pairs([(marks.stance_mark(stance, str(stance)), str(stance)) for stance in (2, 1, 0, -1, -2)]))
        line(column, marks.weight_pips(4, "weight 4"), marks.pref_dots(3, "fits well"), marks.pref_dots(1, "fits"))
        line(
            column,
            evidence_tag("Interview 73%", 0.73),
            evidence_tag("Report 29%", 0.29),
            evidence_tag("Assumption", None),
        )
        head(column, "Tags")
        levels = [level_tag(level, level.capitalize()) for level in ("gap", "thin", "crowded")]
        line(column, *levels, Tag("8 of 10", "ok", "check"), Tag("Info"), Tag("Draft", "outline"))
        line(column, Tag("counts most", "accent"), Tag("新增", "accent"))
        line(
            column,
            Tag("+ new", "added"),
            Tag("~ changed", "changed"),
            Tag("≠ conflict", "conflict"),
            Tag("− gone", "band"),
        )
        head(column, "Choosing")
        line(column, Segmented([("board", "Board"), ("sheet", "Sheet"), ("p", "Persona × stage")], "View"), Stepper(6))
        on = FilterChip("Status", [Choice("counted", "counted")], icon="circle-dot")
        on.set_keys(["counted"])
        line(column, on, FilterChip("Persona", FORMS, icon="user-round"), FilterChip("Stage"), AddChip("Filter"))
        column.addWidget(SearchField("Title, code, summary"))
        head(column, "Empty state", "says what to do next")
        sentence = "Add one sentence a customer really said. It turns assumptions into knowledge."
        column.addWidget(
            EmptyState("message-square-quote", "No evidence yet", sentence, "Add a quote", "Interview guide")
        )

    def _right(self, column: QVBoxLayout) -> None:
        head(column, "Inspector")
        section = Section("Gap here", 1)
        section.add_action(Label("priority 3.0", "small", "text3"))
        links = [("open", "Open Sun Li"), ("row", "Show the row")]
        reason = "Approver and buyer in “Retail group buys”, influence 5 of 5. K21 is all there is to read."
        section.body.addWidget(FindingBox("W", "Sun Li has only one piece while deciding.", reason, links))
        section.body.addWidget(
            FindingBox("E", "“零售集团采购”里没有人做决定。", "集团需要一个决策者。", [("add", "添加陈博")])
        )
        column.addWidget(section)
        names = ("stage", "person", "topic", "form", "tone")
        parts = [Part(n, m, g) for n, m, g in zip(names, (30, 25, 20, 15, 10), (30, 25, 20, 7.5, 8), strict=True)]
        why = "Right stage, best persona fit, top topic. Calculators are not among the favourites."
        first = SuggestionLook(1, 90.5, "calculator", "tool", "K22", "ROI worksheet", parts, why)
        second = SuggestionLook(
            2, 76.4, "faq", "doc", "K23", "Credentials & tax FAQ, the long one", parts, "Still a draft."
        )
        column.addWidget(SuggestionRow(first, first=True))
        column.addWidget(SuggestionRow(second))
        properties = Section("Properties")
        flat: list[tuple[str, fields.Field, object]] = [
            ("Form", fields.ChoiceField(FORMS), "case_study"),
            ("Title", fields.TextField(), "Credentials & tax FAQ"),
            ("Summary", fields.LongTextField(), "Licences, tax treatment, security certificates and insurance."),
            ("Personas", fields.ManyField(FORMS), ["webinar"]),
            ("Influence", fields.ScaleField(), 3),
            ("Effort left", fields.IntegerField(), 3),
        ]
        for name, field, value in flat:
            field.set_value(value)
            properties.body.addWidget(PropertyRow(name, field))
        column.addWidget(properties)
        head(column, "Feedback", "toast 36 px, 6 s")
        stage = QWidget()
        stage.setFixedHeight(70)
        column.addWidget(stage)
        toast = Toast(stage)
        toast.say("K22 placed for Sun Li")
        floor = QWidget()
        floor.setFixedHeight(90)
        column.addWidget(floor)
        bar = BulkBar(floor)
        bar.add(Button("Retire", icon="archive"))
        bar.add(Button("Place", "primary", icon="grid-3x3"))
        bar.set_ticked(3, "K23, K29, K30")
        progress = Progress()
        progress.tell("Making links", 34, 54)
        column.addWidget(progress)


def head(column: QVBoxLayout, title: str, note: str = "") -> None:
    """Add a heading."""
    column.addSpacing(6)
    column.addWidget(hairline("line"))
    line(column, Label(title, "body", weight=600), Label(note, "small", "text3"))


def line(column: QVBoxLayout, *widgets: QWidget) -> None:
    """Add widgets beside each other."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch()
    column.addLayout(row)


def pairs(shown: list[tuple[marks.Mark, str]]) -> list[QWidget]:
    """Return marks with a word behind each."""
    return [widget for mark, word in shown for widget in (mark, Label(word, "small"))]


def framed(name: str, field: fields.Field) -> QWidget:
    """Return a field with its border beside its name."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    label = Label(name, "small", "text3")
    label.setFixedWidth(92)
    grid.addWidget(label, 0, 0)
    grid.addWidget(field, 0, 1)
    field.set_name(name)
    return box


def chip(code: str, short: str, form: str, form_class: str, **more: object) -> ChipView:
    """Return a chip as wide as its text."""
    look = ChipLook(code, short, form, form_class, **more)  # type: ignore[arg-type]
    return ChipView(look, chip_width(look, theme.current()))


def main(target: str, scheme: theme.Wish = "light", lang: str = "en", scale: str = "1") -> None:
    """Draw the gallery into a picture."""
    app = QApplication.instance() or QApplication([sys.argv[0], *theme.STYLE])
    assert isinstance(app, QApplication)
    theme.apply(app, scheme, lang)
    gallery = Gallery()
    gallery.show()
    QTimer.singleShot(0, app.quit)
    app.exec()
    ratio = float(scale)
    picture = QPixmap(gallery.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    gallery.render(picture)
    picture.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:])  # type: ignore[arg-type]
