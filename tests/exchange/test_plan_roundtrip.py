"""Plan files, there and back: exported, imported and exported again they are the same bytes."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, HealthCheck, settings
from hypothesis import strategies as st

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.exchange import plan
from b2bdesk.exchange.plan.layout import shape
from tests.exchange import plans
from tests.exchange.memory import filled
from tests.helpers.effort import examples


def test_export_import_export_is_byte_identical() -> None:
    """What was exported, imported and exported again is the same text."""
    first = plan.write(filled(plans.small()))
    assert plan.write(filled(json.loads(first))) == first


def test_the_small_plan_uses_every_entity() -> None:
    """A new entity has to join the round trip."""
    doc = plan.check(plans.small())
    assert {key for key in ENTITIES if not doc.of(key)} == set()


def test_text_form() -> None:
    """UTF-8, LF, one key a line, a line feed at the end, exact numbers."""
    text = plan.write(filled(plans.small()))
    lines = text.split("\n")
    assert lines[1] == ' "format": "b2bdesk-plan",'
    assert "\r" not in text
    assert text.endswith("}\n")
    assert ' "name": "Small — 小",' in "\n".join(line.strip(" ") and line for line in lines)
    assert '   "cost": 1000.10,' in lines
    assert max(line.count('": ') for line in lines if "data" not in line) == 1


def test_what_does_not_travel() -> None:
    """Bookkeeping of rows and computed addresses stay behind."""
    text = plan.write(filled(plans.small()))
    for key in ("version", "updated_at", "created_at", "id", "url", "sort_order"):
        assert f'"{key}":' not in text


def test_order_is_sort_then_place() -> None:
    """Rows come in the order that people gave them."""
    found = plan.document(filled(plans.small()))
    assert [segment["code"] for segment in found["segments"]] == ["SEG2", "SEG1"]
    assert found["personas"][0]["segments"] == ["SEG2", "SEG1"]


def test_uids_survive_and_missing_ones_are_made() -> None:
    """An identity stays for ever."""
    given_uids = plans.small()
    given_uids["personas"][0]["uid"] = "abc"
    found = plan.document(filled(given_uids))
    assert found["personas"][0]["uid"] == "abc"
    assert len(found["personas"][1]["uid"]) == 32
    assert found["workspace"]["uid"] == "w1"


def test_bom_and_crlf_are_read() -> None:
    """What an editor on Windows makes of a plan is read all the same."""
    text = json.dumps(plans.small(), indent=1, ensure_ascii=False)
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert plan.read(data).of("persona")[0].values["name"] == "Lin"


def test_import_is_one_edit_and_undoable(tmp_path: Path) -> None:
    """The plan arrives in one step; undo leaves the blank workspace as it was."""
    ws = plans.blank(tmp_path / "a.b2bdesk")
    before = ws.digest()
    plan.import_plan(ws, json.dumps(plans.small()))
    assert len(ws.history()) == 1
    after = plans.exported(ws)
    ws.undo()
    assert ws.digest() == before
    ws.redo()
    assert plans.exported(ws) == after
    ws.close()


def test_import_replaces_what_a_blank_workspace_begins_with(tmp_path: Path) -> None:
    """Vocabularies, stages and settings of the blank go, all of them."""
    small = plans.small()
    ws = plans.blank(tmp_path / "a.b2bdesk")
    starter = {**small, **{key: [] for key in _listed()}}
    starter["workspace"] = {**small["workspace"], "uid": "other", "name": "Blank"}
    starter["company"] = {}
    starter["stages"] = small["stages"][:2]
    with ws.edit("Begin") as session:
        plan.fill(session, plan.check(starter))
    plan.import_plan(ws, json.dumps(small))
    with ws.read() as session:
        found = plan.document(session)
    assert found["workspace"]["uid"] == "w1"
    assert [stage["code"] for stage in found["stages"]] == ["S1", "S2", "S3"]
    ws.close()


def test_a_workspace_with_a_plan_is_refused(tmp_path: Path) -> None:
    """Merging is another thing; nothing is touched."""
    ws = plans.blank(tmp_path / "a.b2bdesk")
    plan.import_plan(ws, json.dumps(plans.small()))
    before = ws.digest()
    with pytest.raises(plans.UserError) as caught:
        plan.import_plan(ws, json.dumps(plans.small()))
    assert caught.value.code == "plan.not_blank"
    assert ws.digest() == before
    ws.close()


def test_save_writes_the_same_text(tmp_path: Path) -> None:
    """A file holds what `write` returns, in UTF-8 with line feeds."""
    session = filled(plans.small())
    plan.save(session, tmp_path / "plan.json")
    assert (tmp_path / "plan.json").read_bytes().decode() == plan.write(session)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_the_example_survives(example_path: Path) -> None:
    """The example is the same after a journey through its plan file."""
    from b2bdesk import workspace

    with workspace.open(example_path) as ws, ws.read() as session:
        first = plan.write(session)
    assert plan.write(filled(json.loads(first))) == first


def test_pick_language() -> None:
    """Only objects with exactly the three languages are texts."""
    value = {"a": {"en": "x", "zh-Hans": "y", "zh-Hant": "z"}, "b": [{"en": "only"}]}
    assert plan.pick_language(value, "zh-Hant") == {"a": "z", "b": [{"en": "only"}]}
    lists = {"en": ["x"], "zh-Hans": ["y"], "zh-Hant": ["z"]}
    assert plan.pick_language(lists, "zh-Hans") == ["y"]


TEXT = st.text(min_size=1, max_size=60).filter(lambda text: bool(plans.clean(text)))
REALS = st.floats(min_value=0, max_value=1e12, allow_nan=False)
CENTS = st.integers(0, 10**14).map(lambda cents: cents / 100 if cents < 10**13 else cents // 1000)
DAYS = st.dates(min_value=plans.FIRST, max_value=plans.LAST).map(str)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_values_survive(data: Any) -> None:
    """Whatever people may write, amounts to the cent and shares to the last bit, comes back."""
    small = plans.small()
    small["workspace"]["name"] = data.draw(TEXT)
    small["company"] = {"product": data.draw(TEXT), "gross_margin": data.draw(st.floats(0, 1)), "acv": data.draw(CENTS)}
    small["segments"][0]["concerns"] = data.draw(st.lists(TEXT, max_size=4))
    small["personas"][0]["notes"] = data.draw(st.text(max_size=200))
    small["placements"][0]["cost"] = data.draw(CENTS)
    small["goals"][0]["value"] = data.draw(st.floats(allow_nan=False, allow_infinity=False))
    small["goals"][0]["due"] = data.draw(DAYS)
    small["resources"][0]["fte"] = data.draw(REALS)
    small["workspace"]["settings"] = data.draw(
        st.recursive(
            st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
            | st.text(max_size=10),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=6,
        ).map(lambda value: {"x": value})
    )  # fmt: skip
    first = plan.write(filled(small))
    assert plan.write(filled(json.loads(first))) == first


def _listed() -> list[str]:
    return [e.collection for e in ENTITIES.values() if not e.owner and not shape(e.key).one and e.key != "vocab_entry"]


def test_a_new_blank_takes_the_example(blank_path: Path, example_path: Path) -> None:
    """What the program makes as blank is blank, and holds just the plan afterwards."""
    from b2bdesk import workspace

    with workspace.open(example_path) as ws, ws.read() as session:
        text = plan.write(session)
        assert not plan.is_blank(session)
    with workspace.open(blank_path) as ws:
        plan.import_plan(ws, text)
        with ws.read() as session:
            assert plan.write(session) == text
