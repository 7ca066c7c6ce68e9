"""A field in a form: its label and its editor beside or below it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from b2bdesk.domain.catalogue import Field as Part
from b2bdesk.i18n import tr
from ui.kit.fields import Field, FlagField
from ui.kit.text import Label, tip
from ui.records.lookups import field_label

LABEL: Final = 92
WIDE_LABEL: Final = 176
LABEL_TOP: Final = 6


class FieldLabel(Label):
    """A label that wraps; a click goes to its editor."""

    def __init__(self, text: str, field: Field) -> None:
        super().__init__(text, "small", "text3", wrap=True)
        self._field = field
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(0, LABEL_TOP, 0, 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._field.setFocus(Qt.FocusReason.MouseFocusReason)


class FieldRow(QWidget):
    """One property: a label 92 wide (wider in a page) and the editor; before a yes or no the label has more room."""

    def __init__(
        self, part: Part, field: Field, *, wide: bool = False, bare: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        text, help_text = field_label(part), tr(part.help)
        label = FieldLabel(text, field)
        field.set_flat(not wide)
        field.set_name(text, help_text)
        self.setToolTip(tip(help_text))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if bare:  # the heading of its section names it, or what it shows
            label.deleteLater()
            row.addWidget(field, 1)
            return
        if isinstance(field, FlagField) and not wide:
            row.addWidget(label, 1)
            field.setFixedWidth(84)
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
            return
        label.setFixedWidth(WIDE_LABEL if wide else LABEL)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
