"""How complete the picture of a persona is, and whether it can be worked with (D5)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from b2bdesk.insight.facts import Persona, Plan
from b2bdesk.insight.settings import Thresholds
from b2bdesk.terms import InfoGroup, ItemKind, N_, PrefDim

FOCUS: Final = (InfoGroup.COMPANY_JOB, InfoGroup.CONTENT_PREF, InfoGroup.NEEDS)
"""The groups without which a persona cannot be used."""


@dataclass(frozen=True, slots=True)
class View:
    """A persona with the kinds of its statements, as the fields below look at it."""

    persona: Persona
    kinds: frozenset[str]
    counts_from: int

    def liked(self, dim: PrefDim) -> int:
        """Return how many values of a dimension are preferred strongly enough to count."""
        return sum(s >= self.counts_from for s in self.persona.prefs.get(dim, {}).values())


Test = Callable[[View], bool]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to know about a persona: its key, its name in words, and when it is known."""

    key: str
    words: str
    known: Test


def plain(key: str, words: str) -> Field:
    """Return a field that is known when the persona's row holds a value."""
    return Field(key, words, lambda view: key in view.persona.filled)


def liking(dim: PrefDim, least: int) -> Test:
    """Return the test that at least so many values of a dimension are preferred."""
    return lambda view: view.liked(dim) >= least


def said(kind: ItemKind) -> Test:
    """Return the test that a statement of this kind exists."""
    return lambda view: kind in view.kinds


FIELDS: Final[Mapping[InfoGroup, tuple[Field, ...]]] = {
    InfoGroup.DEMOGRAPHICS: (
        plain("age_band", N_("age")),
        plain("education", N_("education")),
        plain("location", N_("location")),
    ),
    InfoGroup.COMPANY_JOB: (
        plain("org_type", N_("type of organisation")),
        plain("industry", N_("industry")),
        plain("department", N_("department")),
        plain("title", N_("job title")),
        plain("seniority", N_("seniority")),
        plain("company_size", N_("company size")),
    ),
    InfoGroup.BEHAVIOUR: (
        Field("drivers", N_("a reason to look for content"), lambda view: bool(view.persona.drivers)),
        Field("traits", N_("a note on how suppliers are sought"), lambda view: bool(view.persona.traits)),
        plain("info_sources", N_("a source of information")),
    ),
    InfoGroup.BUDGET: (
        plain("budget_range", N_("budget range")),
        plain("budget_cycle", N_("budget cycle")),
    ),
    InfoGroup.COMM_PREF: (
        Field("channels", N_("two channels that are clearly liked"), liking(PrefDim.CHANNEL, 2)),
        Field("manner", N_("a liked manner of contact"), lambda view: bool(view.persona.prefs.get(PrefDim.MANNER))),
    ),
    InfoGroup.CONTENT_PREF: (
        Field("forms", N_("two content forms that are clearly liked"), liking(PrefDim.FORM, 2)),
        Field("topics", N_("two topics that are clearly sought"), liking(PrefDim.TOPIC, 2)),
    ),
    InfoGroup.NEEDS: (
        Field("pain", N_("a pain"), said(ItemKind.PAIN)),
        Field("challenge", N_("a challenge"), said(ItemKind.CHALLENGE)),
        Field("need", N_("a need"), said(ItemKind.NEED)),
        Field("desire", N_("a desire"), said(ItemKind.DESIRE)),
    ),
}
"""What each group asks for. `Persona.filled` uses the keys of the plain fields."""
PLACES: Final[Mapping[str, tuple[InfoGroup, str]]] = {
    field.words: (group, field.key) for group, fields in FIELDS.items() for field in fields
}
"""Where to say what is missing: the group and the key of a field, by its words."""


@dataclass(frozen=True, slots=True)
class GroupState:
    """How much of a group is known, and what is missing, in marked words."""

    group: InfoGroup
    filled: int
    fields: int
    weight: int
    missing: tuple[str, ...]

    @property
    def share(self) -> Fraction:
        """Filled of all fields, 0-1."""
        return Fraction(self.filled, self.fields)


@dataclass(frozen=True, slots=True)
class Completeness:
    """The score 0-100, whether the persona is usable, and the seven groups."""

    persona_id: int
    score: Fraction
    usable: bool
    groups: tuple[GroupState, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still unknown, in marked words."""
        return tuple(words for group in self.groups for words in group.missing)

    @property
    def blocking(self) -> tuple[str, ...]:
        """What is unknown in the groups without which the persona cannot be used."""
        return tuple(words for group in self.groups if group.group in FOCUS for words in group.missing)


def score(filled: Mapping[InfoGroup, int], weights: Mapping[str, int]) -> Fraction:
    """Return the sum of weight x filled over fields (D5), 0-100, from filled fields by group."""
    return sum((Fraction(weights[g] * filled.get(g, 0), len(fields)) for g, fields in FIELDS.items()), Fraction(0))


def usable(filled: Mapping[InfoGroup, int], needed: float) -> bool:
    """Tell whether company and job, content preference and needs are each known well enough (D5)."""
    return all(round(filled.get(g, 0) / len(FIELDS[g]), 4) >= needed for g in FOCUS)


def completeness(persona: Persona, kinds: Iterable[str], thresholds: Thresholds) -> Completeness:
    """Return how complete a persona is (D5); `kinds` are the kinds of the statements about the persona."""
    view = View(persona, frozenset(kinds), thresholds.preference_counts_from)
    groups = tuple(group_state(group, view, thresholds.group_weight[group]) for group in FIELDS)
    filled = {g.group: g.filled for g in groups}
    whole = score(filled, thresholds.group_weight)
    return Completeness(persona.id, whole, usable(filled, thresholds.usable_share), groups)


def group_state(group: InfoGroup, view: View, weight: int) -> GroupState:
    """Return what is known and what is missing in a group."""
    fields = FIELDS[group]
    missing = tuple(field.words for field in fields if not field.known(view))
    return GroupState(group, len(fields) - len(missing), len(fields), weight, missing)


def of_plan(plan: Plan) -> dict[int, Completeness]:
    """Return the completeness of every active persona, by id."""
    kinds: defaultdict[int, set[str]] = defaultdict(set)
    for item in plan.items:
        kinds[item.persona_id].add(item.kind)
    return {p.id: completeness(p, kinds[p.id], plan.thresholds) for p in plan.personas if not p.archived}
