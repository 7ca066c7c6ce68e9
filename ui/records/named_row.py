"""A label and an editor that is no field of the catalogue."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.fields import Field
from ui.kit.text import tip
from ui.records.rows import FieldLabel, LABEL


class NamedRow(QWidget):
    """Looks like any other property; with `stretch_label` the label has the room and the editor stands at the right."""

    def __init__(self, text: str, field: Field, *, stretch_label: bool = False, help_text: str = "") -> None:
        super().__init__()
        self.field = field
        label = FieldLabel(text, field)
        field.set_flat(True)
        field.set_name(text, help_text)
        self.setToolTip(tip(help_text))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if not stretch_label:
            label.setFixedWidth(LABEL)
        row.addWidget(label, int(stretch_label), Qt.AlignmentFlag.AlignTop)
        row.addWidget(field, int(not stretch_label), Qt.AlignmentFlag.AlignTop)
