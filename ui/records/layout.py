"""How the fields of an entity are laid out in its form: the name that heads it, the sections and their order."""

from dataclasses import dataclass
from typing import Final

from b2bdesk.domain.base import LABEL_KEYS
from b2bdesk.domain.catalogue import ENTITIES, Field, Kind
from b2bdesk.i18n import language, tr
from b2bdesk.terms import InfoGroup, N_

GROUP_TITLES: Final = {
    "names": N_("In other languages"),
    "firms": N_("The firms"),
    "buying": N_("How they buy"),
    "numbers": N_("Numbers"),
    "positioning": N_("Positioning"),
    "selling": N_("Selling"),
    "brand": N_("Brand"),
    "fit": N_("For whom and when"),
    "aim": N_("What it is to do"),
    "making": N_("Making it"),
    "use": N_("Where it suits"),
    "landing": N_("Where it leads"),
    "inside": N_("Inside the firm"),
    "reached": N_("Reached"),
    "funnel": N_("From visit to deal"),
    "money": N_("Money"),
    "notes": N_("Notes"),
    InfoGroup.DEMOGRAPHICS: N_("Demographics"),
    InfoGroup.COMPANY_JOB: N_("Company and job"),
    InfoGroup.BEHAVIOUR: N_("Behaviour"),
    InfoGroup.BUDGET: N_("Budget range"),
    InfoGroup.COMM_PREF: N_("Contact channel and manner"),
    InfoGroup.CONTENT_PREF: N_("Content form preference"),
    InfoGroup.NEEDS: N_("Pains, challenges, needs, desires"),
}
PERSONA_ORDER: Final = ("", *InfoGroup, "inside", "notes")
FIXED: Final = {"vocab_entry": ("vocab", "code")}
"""Fields that stay as they are once a row is there: other rows refer to them by their value."""
ORDERS: Final = {
    "persona": PERSONA_ORDER,
    "content_piece": ("", "fit", "aim", "making", "brand", "notes"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its group, its heading and the fields in it."""

    group: str
    title: str
    fields: tuple[Field, ...]


def head_key(kind: str) -> str:
    """Return the field that heads a form: what people call the row, in the language now spoken."""
    entity = ENTITIES[kind]
    if entity.labelled or kind == "vocab_entry":
        return LABEL_KEYS[language()]
    return "base" if kind == "tracking_link" else entity.title


def sections(kind: str) -> tuple[Part, ...]:
    """Return the sections of a form, the one without a heading first; there a picture comes first and the code last."""
    head = head_key(kind)
    shown = [field for field in ENTITIES[kind].shown() if field.key not in (head, *FIXED.get(kind, ()))]
    groups = ORDERS.get(kind) or tuple(dict.fromkeys(["", *(field.group for field in shown)]))
    found = []
    for group in groups:
        fields = [field for field in shown if field.group == group]
        ordered = sorted(fields, key=lambda field: (field.kind is not Kind.IMAGE, field.key == "code"))
        found.append(Part(str(group), tr(GROUP_TITLES[group]) if group else "", tuple(ordered)))
    return tuple(found)
