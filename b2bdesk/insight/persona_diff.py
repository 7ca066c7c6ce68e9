"""How a persona differs from an earlier version, or from another persona: added, dropped, changed, by group.

A picture of a persona is what `b2bdesk.queries.persona_versions.picture` returns: `fields` by key, `segments`,
`items`, `prefs` and `sourcing` as lists of maps. Only what is said counts, not the order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from b2bdesk.terms import InfoGroup, PrefDim

Picture = Mapping[str, Any]
SAID: Final = ("kind", "text", "weight", "situation", "motivation", "outcome", "notes")
"""What makes up a statement."""
DIM_GROUPS: Final = {
    PrefDim.CHANNEL: InfoGroup.COMM_PREF,
    PrefDim.MANNER: InfoGroup.COMM_PREF,
    PrefDim.FORM: InfoGroup.CONTENT_PREF,
    PrefDim.TOPIC: InfoGroup.CONTENT_PREF,
}


class Sign(StrEnum):
    """What happened on the way from one picture to the other."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. `part` is `field`, `segment`, `item`, `pref` or `sourcing`.

    `key` is the field, the kind of a statement, the dimension of a preference or the trait of a note. `before` and
    `after` are raw: a value, or the map of a row; None on the side that does not have it.
    """

    group: str
    part: str
    key: str
    sign: Sign
    before: Any = None
    after: Any = None


def differences(before: Picture, after: Picture, groups: Mapping[str, str]) -> tuple[Difference, ...]:
    """Return what differs, fields first; `groups` maps each field to its information group."""
    return (
        *_fields(before["fields"], after["fields"], groups),
        *_segments(before, after),
        *_prefs(before["prefs"], after["prefs"]),
        *_rows("sourcing", InfoGroup.BEHAVIOUR, "trait", ("trait", "text"), before["sourcing"], after["sourcing"]),
        *_rows("item", InfoGroup.NEEDS, "kind", SAID, before["items"], after["items"]),
    )


def _sign(before: Any, after: Any) -> Sign:
    if _empty(before):
        return Sign.ADDED
    return Sign.DROPPED if _empty(after) else Sign.CHANGED


def _empty(value: Any) -> bool:
    return value in (None, "", False) or value == []


def _fields(before: Picture, after: Picture, groups: Mapping[str, str]) -> Iterable[Difference]:
    for key, group in groups.items():
        old, new = before.get(key), after.get(key)
        if isinstance(old, list) or isinstance(new, list):
            yield from _listed(key, group, old or [], new or [])
        elif old != new and not (_empty(old) and _empty(new)):
            yield Difference(group, "field", key, _sign(old, new), old, new)


def _listed(key: str, group: str, old: list[Any], new: list[Any]) -> Iterable[Difference]:
    yield from (Difference(group, "field", key, Sign.DROPPED, one, None) for one in old if one not in new)
    yield from (Difference(group, "field", key, Sign.ADDED, None, one) for one in new if one not in old)


def _segments(before: Picture, after: Picture) -> Iterable[Difference]:
    old, new = ({one["uid"]: one["name"] for one in side["segments"]} for side in (before, after))
    yield from (Difference("", "segment", "", Sign.DROPPED, old[uid], None) for uid in old if uid not in new)
    yield from (Difference("", "segment", "", Sign.ADDED, None, new[uid]) for uid in new if uid not in old)


def _prefs(before: Iterable[Picture], after: Iterable[Picture]) -> Iterable[Difference]:
    old, new = ({(row["dim"], row["value"]): row for row in side} for side in (before, after))
    for dim, value in dict.fromkeys([*old, *new]):
        one, two = old.get((dim, value)), new.get((dim, value))
        if one is None or two is None or one["strength"] != two["strength"]:
            yield Difference(DIM_GROUPS[PrefDim(dim)], "pref", dim, _sign(one, two), one, two)


def _rows(
    part: str, group: str, key: str, said: tuple[str, ...], before: Iterable[Picture], after: Iterable[Picture]
) -> Iterable[Difference]:
    old, new = list(before), list(after)
    for one, two in pairs(old, new, key):
        if any(one.get(name) != two.get(name) for name in said):
            yield Difference(group, part, str(two[key]), Sign.CHANGED, one, two)
        old.remove(one)
        new.remove(two)
    yield from (Difference(group, part, str(row[key]), Sign.DROPPED, row, None) for row in old)
    yield from (Difference(group, part, str(row[key]), Sign.ADDED, None, row) for row in new)


def pairs(old: Iterable[Picture], new: Iterable[Picture], key: str) -> list[tuple[Picture, Picture]]:
    """Return the rows that are the same on both sides: by identity first, then by what they say."""
    left, right, found = list(old), list(new), []
    for same in (_same_uid, _same_words):
        for one in list(left):
            two = next((row for row in right if same(one, row, key)), None)
            if two is not None:
                found.append((one, two))
                left.remove(one)
                right.remove(two)
    return found


def _same_uid(one: Picture, two: Picture, _key: str) -> bool:
    return bool(one.get("uid")) and one.get("uid") == two.get("uid")


def _same_words(one: Picture, two: Picture, key: str) -> bool:
    return one[key] == two[key] and folded(one["text"]) == folded(two["text"])


def folded(text: str) -> str:
    """Return a text as it is compared: case, spaces and a full stop at its end do not matter."""
    return " ".join(text.casefold().split()).rstrip(".。")
