"""What differs between two pictures of a persona."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from b2bdesk.insight.persona_diff import differences, Sign

GROUPS = {"name": "", "title": "company_job", "drivers": "behaviour", "photo": ""}


def picture(**more: Any) -> dict[str, Any]:
    """Return a picture of somebody."""
    fields = {"name": "Ann", "title": "Buyer", "drivers": ["a"], "photo": ""} | more.pop("fields", {})
    return {"fields": fields, "segments": [], "items": [], "prefs": [], "sourcing": [], **more}


def said(uid: str, text: str, weight: int = 3, kind: str = "pain") -> dict[str, Any]:
    """Return a statement."""
    return {"uid": uid, "kind": kind, "text": text, "weight": weight}


def told(one: dict[str, Any], two: dict[str, Any]) -> list[tuple[str, str]]:
    """Return part and sign of all that differs."""
    return [(f"{found.part}:{found.key}", str(found.sign)) for found in differences(one, two, GROUPS)]


def test_fields_are_added_dropped_changed() -> None:
    two = picture(fields={"name": "Anne", "title": "", "photo": "ab", "drivers": ["b", "a"]})
    assert told(picture(), two) == [
        ("field:name", "changed"),
        ("field:title", "dropped"),
        ("field:drivers", "added"),
        ("field:photo", "added"),
    ]


def test_a_statement_is_the_same_by_identity_then_by_its_words() -> None:
    one = picture(items=[said("1", "Too dear"), said("2", "Late")])
    two = picture(items=[said("9", "late.", 5), said("1", "Too dear for us"), said("3", "New")])
    assert told(one, two) == [("item:pain", "changed"), ("item:pain", "changed"), ("item:pain", "added")]


def test_the_order_does_not_count() -> None:
    one = picture(items=[said("1", "a"), said("2", "b")])
    assert told(one, picture(items=[said("2", "b"), said("1", "a")])) == []


def test_likings_are_compared_by_strength() -> None:
    one = picture(
        prefs=[{"dim": "form", "value": "faq", "strength": 1}, {"dim": "manner", "value": "x", "strength": 2}]
    )
    two = picture(prefs=[{"dim": "form", "value": "faq", "strength": 3}, {"dim": "topic", "value": "t", "strength": 2}])
    found = differences(one, two, GROUPS)
    assert [(f.group, f.sign) for f in found] == [
        ("content_pref", Sign.CHANGED),
        ("comm_pref", Sign.DROPPED),
        ("content_pref", Sign.ADDED),
    ]


PICTURES = st.builds(
    lambda name, rows: picture(
        fields={"name": name}, items=[said(f"{n}", text, w) for n, (text, w) in enumerate(rows)]
    ),
    st.sampled_from(["", "Ann", "Bo"]),
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 5)), max_size=4),
)


@given(PICTURES, PICTURES)
def test_both_ways_tell_the_same(one: dict[str, Any], two: dict[str, Any]) -> None:
    turned = {Sign.ADDED: Sign.DROPPED, Sign.DROPPED: Sign.ADDED, Sign.CHANGED: Sign.CHANGED}
    forth = sorted((f.part, f.key, f.sign) for f in differences(one, two, GROUPS))
    back = sorted((f.part, f.key, turned[f.sign]) for f in differences(two, one, GROUPS))
    assert forth == back
    assert differences(one, one, GROUPS) == ()
