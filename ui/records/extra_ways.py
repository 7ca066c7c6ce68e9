"""Other ways to add rows: channels ticked from the vocabulary, titles pasted one a line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from b2bdesk.commands import channels
from b2bdesk.i18n import tr, trn
from b2bdesk.queries import records
from ui.desk import Desk
from ui.kit.buttons import Button
from ui.kit.checklist import Checklist
from ui.kit.fields import Choice
from ui.kit.popover import Popover
from ui.kit.text import Label
from ui.records import acts
from ui.records.sources import Sources


class ChannelChooser(Popover):
    """The channels one can choose from that are not in the plan yet."""

    def __init__(self, sources: Sources, parent: QWidget) -> None:
        super().__init__(parent, width=320)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = sources.desk
        wanted = records.RecordFilter(archived=None)
        have = sources.desk.read(lambda session: records.records(session, "channel", "en", wanted))
        codes = {row.code for row in have}
        labels = sources.lookups.labels
        ownership = {e.code: labels.of("ownership", e.data.get("ownership", "")) for e in labels.entries("channel")}
        free = [(code, label) for code, label in labels.choices("channel") if code not in codes]
        self.list = Checklist([Choice(code, label, ownership[code]) for code, label in free], tr("Channels"))
        self.list.ticked.connect(self._on_ticks)
        self.button = Button(tr("Add channels"), "primary")
        self.button.setEnabled(False)
        self.button.clicked.connect(self._adopt)
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 4)
        row.addWidget(Label(tr("Each brings its traits and the stages it suits."), "small", "text3", wrap=True), 1)
        row.addWidget(self.button)
        self.body.addWidget(self.list)
        self.body.addLayout(row)
        self.setFocusProxy(self.list)

    def _on_ticks(self, keys: tuple[object, ...]) -> None:
        self.button.setEnabled(bool(keys))
        self.button.set_text(trn("Add {n} channel", "Add {n} channels", len(keys)))

    def _adopt(self) -> None:
        codes = [str(key) for key in self.list.keys()]  # noqa: SIM118 (no mapping)
        self.close()
        self._desk.run(channels.adopt, codes=codes)


class PasteTitles(Popover):
    """A box for titles, one a line; each becomes an idea unless it is there already."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, width=420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(180)
        self.box.setPlaceholderText(tr("One title a line"))
        self.box.setAccessibleName(tr("Titles, one a line"))
        self.box.textChanged.connect(self._count)
        self.button = Button(tr("Add pieces"), "primary")
        self.button.setEnabled(False)
        self.button.clicked.connect(self._paste)
        row = QHBoxLayout()
        row.addWidget(Label(tr("Titles that are there already are left as they are."), "small", "text3", wrap=True), 1)
        row.addWidget(self.button)
        self.body.addWidget(self.box)
        self.body.addLayout(row)
        self.setFocusProxy(self.box)

    def titles(self) -> list[str]:
        """Return the titles that were typed."""
        return [line.strip() for line in self.box.toPlainText().splitlines() if line.strip()]

    def _count(self) -> None:
        n = len(self.titles())
        self.button.setEnabled(bool(n))
        self.button.set_text(trn("Add {n} piece", "Add {n} pieces", n))

    def _paste(self) -> None:
        titles = self.titles()
        self.close()
        self._desk.run(acts.paste_titles, titles=titles)
