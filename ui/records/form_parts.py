"""Which parts besides fields a form has, by entity and section."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from b2bdesk.i18n import tr
from b2bdesk.terms import InfoGroup
from ui.kit.section import Section
from ui.records import specs
from ui.records.extras import HelpCheck, PREFS, Prefs, States
from ui.records.links import Links
from ui.records.owned import OwnedTable, section_title, Spec
from ui.records.segment_part import SegmentPart
from ui.records.sources import Sources
from ui.records.verdicts import Verdicts


@dataclass(slots=True)
class Parts:
    """`head` stands above the fields, `inside` below them in the same section, `after` in sections of their own."""

    head: list[Any] = field(default_factory=list)
    inside: list[Any] = field(default_factory=list)
    after: list[tuple[str, Callable[[Section], Any]]] = field(default_factory=list)


def parts_of(sources: Sources, kind: str, group: str) -> Parts:
    """Return the parts of one section of a form."""
    parts = Parts()
    if group == "" and kind in ("persona", "decision_chain", "content_piece", "channel", "landing_pool"):
        parts.head.append(Verdicts(sources, kind))
    make = _MAKERS.get((kind, group))
    if make is not None:
        make(sources, parts)
    return parts


def _table(sources: Sources, spec: Spec) -> OwnedTable:
    return OwnedTable(sources.desk, sources.lookups, spec)


def _sourcing(sources: Sources, parts: Parts) -> None:
    parts.inside.append(_table(sources, specs.SOURCING))


def _needs(sources: Sources, parts: Parts) -> None:
    parts.inside.append(_table(sources, specs.STATEMENTS))


def _contact(sources: Sources, parts: Parts) -> None:
    parts.inside.append(Prefs(sources, PREFS[InfoGroup.COMM_PREF]))


def _content(sources: Sources, parts: Parts) -> None:
    parts.inside.append(Prefs(sources, PREFS[InfoGroup.CONTENT_PREF]))


def _chain(sources: Sources, parts: Parts) -> None:
    for spec in (specs.MEMBERS, specs.RELATIONS):
        parts.after.append((section_title(spec.kind), _Made(_table(sources, spec))))


def _piece(sources: Sources, parts: Parts) -> None:
    parts.after.append((tr("Help check"), _HelpMade(sources)))


def _evidence(sources: Sources, parts: Parts) -> None:
    parts.after.append((tr("Speaks for or against"), _Made(Links(sources))))


def _segment(sources: Sources, parts: Parts) -> None:
    parts.after.append((tr("People and roles"), _Made(SegmentPart(sources))))


def _stage(sources: Sources, parts: Parts) -> None:
    parts.inside.append(States(sources))


@dataclass(frozen=True, slots=True)
class _Made:
    """A part that is made already and needs nothing of its section."""

    widget: Any

    def __call__(self, _section: Section) -> Any:
        return self.widget


@dataclass(frozen=True, slots=True)
class _HelpMade:
    """The help check, whose sum stands in the heading."""

    sources: Sources

    def __call__(self, section: Section) -> HelpCheck:
        return HelpCheck(self.sources, section)


_MAKERS: dict[tuple[str, str], Callable[[Sources, Parts], None]] = {
    ("persona", str(InfoGroup.BEHAVIOUR)): _sourcing,
    ("persona", str(InfoGroup.NEEDS)): _needs,
    ("persona", str(InfoGroup.COMM_PREF)): _contact,
    ("persona", str(InfoGroup.CONTENT_PREF)): _content,
    ("decision_chain", ""): _chain,
    ("content_piece", "fit"): _piece,
    ("evidence", ""): _evidence,
    ("stage", ""): _stage,
    ("segment", "positioning"): _segment,
}
