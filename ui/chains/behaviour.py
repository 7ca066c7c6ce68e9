"""What the current person was seen to do, to tick; and the roles that title and behaviour hint at (D7)."""

from collections.abc import Collection
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QWidget

from b2bdesk.i18n import tr
from b2bdesk.insight.roles import BEHAVIOUR, from_title, HIGH, role_hints, RoleHint, SEEN
from b2bdesk.queries.chains import ChainPerson
from b2bdesk.queries.labels import Labels
from ui.kit.finding_box import FindingBox
from ui.kit.section import Section
from ui.kit.text import Label

LINE: Final = 196
"""Room for a line beside its box where the inspector is narrowest."""


def folded(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return a text on as many lines as its words need, which a check box does not find by itself."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


class BehaviourPart(Section):
    """`seen(code, on)` tells what was ticked."""

    seen = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Seen doing"), parent=parent)
        self.boxes: dict[str, QCheckBox] = {}
        for code, text in SEEN.items():
            box = QCheckBox()
            box.setText(folded(tr(text), box.fontMetrics(), LINE))
            box.setAccessibleName(tr(text))
            box.clicked.connect(partial(self._tick, code))
            self.body.addWidget(box)
            self.boxes[code] = box
        self.body.addWidget(Label(tr("Kept as evidence of today."), "micro", "text3", weight=400, wrap=True))

    def _tick(self, code: str, _on: bool = False) -> None:
        self.seen.emit(code, self.boxes[code].isChecked())

    def show_seen(self, codes: Collection[str], *, read_only: bool) -> None:
        """Show what was seen."""
        self.set_count(len(codes))
        for code, box in self.boxes.items():
            box.setChecked(code in codes)
            box.setEnabled(not read_only)


def hint_boxes(person: ChainPerson, seen: Collection[str], labels: Labels) -> list[tuple[str, FindingBox]]:
    """Return what is hinted at and not yet said, each with the role that one click confirms."""
    held = {held.role for held in person.roles}
    title = person.title or person.name
    found = []
    for hint in role_hints(title, seen):
        if str(hint.role) in held:
            continue
        role = labels.of("role", hint.role)
        links = [(str(hint.role), tr("Add the role {role}", role=role))]
        found.append((str(hint.role), FindingBox("I", _sentence(hint, title, seen, role), _why(hint), links)))
    return found


def _sentence(hint: RoleHint, title: str, seen: Collection[str], role: str) -> str:
    by_title = hint.role in from_title(title)
    by_deed = any(hint.role in BEHAVIOUR.get(code, ()) for code in seen)
    if by_title and by_deed:
        return tr("Title and behaviour both hint at {role}.", role=role)
    return tr("The title hints at {role}.", role=role) if by_title else tr("The behaviour hints at {role}.", role=role)


def _why(hint: RoleHint) -> str:
    if hint.confidence == HIGH:
        return tr("{n} signals agree. Confirm it if you know.", n=hint.signals)
    return tr("One signal alone is weak evidence. Confirm it if you know.")
