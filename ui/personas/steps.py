"""Where to say what is missing, what comes next, and what a folded group tells."""

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.i18n import tr
from b2bdesk.insight.completeness import FOCUS, PLACES
from b2bdesk.queries.personas import Sheet
from b2bdesk.queries.records import Record
from b2bdesk.terms import InfoGroup, PrefDim
from ui.records.lookups import Lookups

LIKINGS: Final = {
    "channels": PrefDim.CHANNEL,
    "manner": PrefDim.MANNER,
    "forms": PrefDim.FORM,
    "topics": PrefDim.TOPIC,
}
ENOUGH: Final = 0.75
"""The share of a group that makes usable, as D5 has it; a plan that wants more goes on asking."""
ORDER: Final = (InfoGroup.NEEDS, InfoGroup.CONTENT_PREF, InfoGroup.COMPANY_JOB)
"""What is asked first: the worry, then what is read, then what nobody could tell from the title."""
SUMMED: Final = {
    InfoGroup.DEMOGRAPHICS: ("age_band", "education", "location"),
    InfoGroup.COMPANY_JOB: ("org_type", "industry", "department", "seniority"),
    InfoGroup.BUDGET: ("budget_min", "budget_max", "budget_cycle"),
}


def next_missing(sheet: Sheet | None) -> tuple[str, str] | None:
    """Return the group and the field that a persona needs next to be usable; None where nothing is needed."""
    if sheet is None or sheet.known.usable:
        return None
    states = {state.group: state for state in sheet.known.groups if state.group in FOCUS}
    for group in ORDER:
        state = states[group]
        if state.missing and float(state.share) < ENOUGH:
            return str(group), PLACES[state.missing[0]][1]
    words = sheet.known.blocking
    return (str(PLACES[words[0]][0]), PLACES[words[0]][1]) if words else None


def place_of(editor: Any, group: str, key: str) -> QWidget | PrefDim | None:
    """Return what to enter to fill a field of the completeness, or the dimension of a liking to add."""
    if key in LIKINGS:
        return LIKINGS[key]
    if group == InfoGroup.NEEDS:
        prompt = editor.statements.prompts.get(key)
        if prompt is not None and prompt.isVisibleTo(editor.statements):
            return prompt.line
        editor.statements.adder.be(key)
        return editor.statements.adder.line
    if key == "traits":
        editor.sourcing.enter()
        return None
    name = "budget_min" if key == "budget_range" else key
    return editor.fields.fields.get(name)


def summary(lookups: Lookups, record: Record, group: str) -> str:
    """Return in a few words what stands in a group."""
    shower = lookups.shower("persona")
    keys = SUMMED.get(group, ())  # type: ignore[call-overload]
    parts = [shower.show(ENTITIES["persona"].field(key), record.values.get(key)) for key in keys]
    return tr(", ").join(part for part in parts if part)
