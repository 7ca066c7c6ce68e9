"""Persona files: from one workspace to another and back to the byte, asked once about equal names, nothing by half."""

import base64
import hashlib
import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b2bdesk import starter, workspace
from b2bdesk.commands import evidence, items, pictures, plan
from b2bdesk.errors import UserError
from b2bdesk.exchange import cards
from b2bdesk.queries import persona_versions, records
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.personas import sheet
from b2bdesk.workspace import Workspace
from tests.helpers.effort import examples
from tests.helpers.pictures import hostile, png

TODAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example and a blank file."""
    made = tmp_path_factory.mktemp("cards")
    starter.new_example(made / "example.b2bdesk", "en")
    starter.new_blank(made / "blank.b2bdesk", "en", "Blank")
    return made


@pytest.fixture
def opened(folder: Path, tmp_path: Path) -> Iterator[Callable[[str], Workspace]]:
    """Return what opens a copy of one of them."""
    with ExitStack() as stack:

        def open_copy(name: str) -> Workspace:
            path = tmp_path / f"{name}.b2bdesk"
            path.write_bytes((folder / path.name).read_bytes())
            return stack.enter_context(workspace.open(path, backup=False))

        yield open_copy


@pytest.fixture(scope="module")
def text(folder: Path) -> str:
    """All personas of the example with their evidence."""
    with workspace.open(folder / "example.b2bdesk", read_only=True) as ws:
        return written(ws)


def written(ws: Workspace, **wanted: Any) -> str:
    with ws.read() as session:
        return cards.write(session, **{"evidence": True, **wanted})


def brought(ws: Workspace, text: str, **more: Any) -> cards.Brought:
    return cards.bring(ws, cards.read(text.encode()), today=TODAY, **more)


def test_there_and_back_to_the_byte(opened: Any) -> None:
    here, there = opened("example"), opened("blank")
    pictures.set_picture(here, kind="persona", row=1, key="photo", data=png(40, 40))
    plan.set_plan(there, currency="CNY")
    before = written(here)
    steps = len(there.history())
    done = brought(there, before)
    assert (len(done.added), done.evidence, done.other_currency) == (5, 7, "")
    assert len(there.history()) == steps + 1
    assert written(there) == before
    there.undo()
    with there.read() as session:
        assert not records.ids(session, "persona")
        assert not records.ids(session, "segment")
    there.redo()
    assert written(there) == before


def test_confidence_travels_with_the_evidence(opened: Any, text: str) -> None:
    there = opened("blank")
    brought(there, text)
    with there.read() as session:
        found = sheet(session, Labels(session, "en"), TODAY, 1)
    assert found is not None
    assert sum(one.confidence is not None for one in found.statements) == 2


def test_one_persona_brings_its_own_things_alone(opened: Any) -> None:
    here = opened("example")
    one = json.loads(written(here, personas=["P5"]))
    assert [row["code"] for row in one["segments"]] == ["SEG2", "SEG3"]
    assert {proof["code"] for proof in one["evidence"]} == {"E04", "E07"}
    assert all(link.get("persona", "P5") == "P5" for proof in one["evidence"] for link in proof["links"])
    assert "evidence" not in json.loads(written(here, personas=["P5"], evidence=False))


@pytest.mark.parametrize(("code", "refusal"), [("P9", "cards.unknown")])
def test_a_persona_that_is_not_there(opened: Any, code: str, refusal: str) -> None:
    with pytest.raises(UserError) as caught:
        written(opened("example"), personas=[code])
    assert caught.value.code == refusal


def test_equal_names_are_asked_about_once_and_before_anything_is_written(opened: Any, text: str) -> None:
    here = opened("example")
    steps = len(here.history())
    with pytest.raises(UserError) as caught:
        brought(here, text)
    assert caught.value.code == "cards.same"
    assert all(name in caught.value.sentence("en") for name in ("Lin Yue", "Sun Li"))
    assert len(here.history()) == steps


def test_both_are_kept_under_names_of_their_own(opened: Any, text: str) -> None:
    here = opened("example")
    done = brought(here, text, on_same="keep")
    assert len(done.added) == 5
    with here.read() as session:
        names = [one.title for one in records.records(session, "persona", "en")]
        segments = records.ids(session, "segment")
    assert names[5:] == [f"{name} (2)" for name in names[:5]]
    assert len(segments) == 3


def test_skipped_ones_leave_no_trace(opened: Any, text: str) -> None:
    here = opened("example")
    steps = len(here.history())
    done = brought(here, text, on_same="skip")
    assert (len(done.skipped), done.added, done.evidence) == (5, (), 0)
    assert len(here.history()) == steps


def test_replaced_ones_keep_their_place_and_a_version(opened: Any, text: str) -> None:
    here = opened("example")
    items.update(here, "persona", 1, title="Somebody else")
    items.update(here, "persona_item", 1, text="Something else")
    new = items.create(here, "persona_item", persona_id=1, kind="need", text="Added here")
    evidence.link(here, evidence=[2], targets=[("item_id", 2)], polarity="supports")
    placed = len(json.loads(json.dumps(_placements(here))))
    steps = len(here.history())
    done = brought(here, text, on_same="replace")
    assert (len(done.replaced), done.added) == (5, ())
    assert len(here.history()) == steps + 1
    with here.read() as session:
        assert records.record(session, "persona", 1).values["title"] == "E-commerce operations lead"
        assert records.record(session, "persona_item", new) is None
        assert records.record(session, "persona_item", 1).values["text"] == "Rebuilding the stock sheet by hand"
        (version,) = persona_versions.versions(session, 1)
        links = records.records(session, "evidence_link", "en")
    assert version.taken_on == TODAY
    assert any(link.values["item_id"] == 2 for link in links)  # what spoke for it here still does
    assert len(_placements(here)) == placed
    here.undo()
    with here.read() as session:
        assert records.record(session, "persona_item", new) is not None


def _placements(ws: Workspace) -> list[int]:
    with ws.read() as session:
        return records.ids(session, "placement")


def test_segments_are_found_by_name_or_chosen(opened: Any, text: str) -> None:
    there = opened("blank")
    other = items.create(there, "segment", name="  growing RETAILERS ", account_class="sme")
    chosen = items.create(there, "segment", name="Ours", account_class="group")
    with there.read() as session:
        found = {one.code: one.there for one in cards.strangers(session, cards.read(text.encode()))}
    # By name first; SEG1 here is another segment than SEG1 there only by chance of its code.
    assert found["SEG2"] == other
    brought(there, text, segments={"SEG3": chosen, "SEG1": None})
    with there.read() as session:
        homes = {one.title: set(one.values["segments"]) for one in records.records(session, "persona", "en")}
        names = {one.id: one.title for one in records.records(session, "segment", "en")}
    assert homes["Zhao Min"] == {other, chosen}
    assert {names[one] for one in homes["Lin Yue"]} == {"Start-up brands", names[other]}


def test_another_currency_is_told(opened: Any, text: str) -> None:
    there = opened("blank")
    plan.set_plan(there, currency="EUR")
    assert "CNY" in brought(there, text).sentence()


def test_words_of_ones_own_come_along(opened: Any) -> None:
    from b2bdesk.commands import vocabulary

    here, there = opened("example"), opened("blank")
    code = vocabulary.add_entry(here, vocab="department", label="Space travel")
    items.update(here, "persona", 1, department=code)
    brought(there, written(here))
    with there.read() as session:
        assert records.record(session, "persona", 1).values["department"] == code


def hurt(text: str, way: tuple[Any, ...], value: Any) -> bytes:
    """Return the file with one value changed."""
    found = json.loads(text)
    place = found
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = value
    return json.dumps(found).encode()


@pytest.mark.parametrize(
    ("way", "value", "code", "place"),
    [
        (("format",), "b2bdesk-plan", "cards.format", "$.format"),
        (("format_version",), 99, "plan.newer", "$.format_version"),
        (("personas",), [], "cards.empty", "$.personas"),
        (("personas",), {}, "plan.type", "$.personas"),
        (("personas", 0, "name"), "", "plan.required", "$.personas[0].name"),
        (("personas", 0, "name"), "x" * 81, "plan.too_long", "$.personas[0].name"),
        (("personas", 0, "segments"), ["SEG9"], "plan.unknown_code", "$.personas[0].segments[0]"),
        (("personas", 0, "leading"), True, "plan.unknown_key", "$.personas[0].leading"),
        (("personas", 0, "versions"), [], "plan.unknown_key", "$.personas[0].versions"),
        (("personas", 0, "photo"), "0" * 64, "plan.no_picture", "$.personas[0].photo"),
        (("personas", 0, "priority"), 7, "plan.range", "$.personas[0].priority"),
        (("personas", 1, "code"), "P1", "plan.doubled", "$.personas[1].code"),
        (("personas", 0, "items", 0, "kind"), "fear", "plan.unknown_code", "$.personas[0].items[0].kind"),
        (("evidence", 0, "links", 0, "item"), "I99", "plan.unknown_code", "$.evidence[0].links[0].item"),
        (("evidence", 0, "links", 0, "member"), "M01", "plan.unknown_code", "$.evidence[0].links[0].member"),
        (("surprise",), 1, "plan.unknown_key", "$.surprise"),
        (("assets",), {"a": {"mime": "image/png", "data": "QQ=="}}, "plan.picture", "$.assets.a.data"),
    ],
)
def test_a_hostile_file_is_refused_with_its_place(text: str, way: Any, value: Any, code: str, place: str) -> None:
    with pytest.raises(UserError) as caught:
        cards.read(hurt(text, way, value))
    assert (caught.value.code, caught.value.place) == (code, place)
    assert caught.value.sentence("zh-Hans")


@pytest.mark.parametrize(("data", "code"), [pytest.param(data, code, id=name) for name, data, code in hostile()])
def test_hostile_pictures_are_refused_from_a_file_and_from_another_plan(
    opened: Any, text: str, data: bytes, code: str
) -> None:
    sha = hashlib.sha256(data).hexdigest()
    found = json.loads(text)
    found["personas"][0]["photo"] = sha
    found["assets"] = {sha: {"mime": "image/png", "data": base64.b64encode(data).decode()}}
    with pytest.raises(UserError) as caught:
        cards.read(json.dumps(found).encode())
    assert caught.value.code in (code, "picture.size")
    assert caught.value.sentence("zh-Hant")
    there = opened("example")
    path = there.path
    there.close()
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("INSERT INTO asset (sha256, mime, data) VALUES (?, ?, ?)", (sha, "image/png", data))
        plain.execute("UPDATE persona SET photo = ? WHERE id = 1", (sha,))
    with pytest.raises(UserError) as refused:
        cards.read_any(path)
    assert refused.value.sentence("zh-Hans")


def test_what_only_the_workspace_can_tell_leaves_it_as_it_was(opened: Any, text: str) -> None:
    there = opened("blank")
    found = json.loads(text)
    found["personas"][4]["budget_min"], found["personas"][4]["budget_max"] = 9, 3
    steps = len(there.history())
    with pytest.raises(UserError) as caught:
        brought(there, json.dumps(found))
    assert caught.value.place == "$.personas[4]"
    assert len(there.history()) == steps
    with there.read() as session:
        assert not records.ids(session, "persona")


def test_a_word_of_a_closed_list_is_refused(opened: Any, text: str) -> None:
    there = opened("blank")
    found = json.loads(text)
    found["vocabulary"]["trait"].append({"code": "strange", "label_en": "Strange"})
    with pytest.raises(UserError) as caught:
        brought(there, json.dumps(found))
    assert caught.value.code == "plan.closed"


@settings(deadline=None, max_examples=examples(60))
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_a_mutilated_file_is_read_or_refused_in_a_sentence(text: str, seed: int, times: int) -> None:
    rng, data = random.Random(seed), bytearray(text.encode())
    for _ in range(times):
        at = rng.randrange(len(data))
        data[at : at + rng.randrange(0, 30)] = rng.choice([b"", b"\x00", b'"', b"[", b"{}", b"-1", b"null", b"\xff"])
    assert answer(bytes(data))


def answer(data: bytes) -> str:
    """Return the names in a file, or the sentence that refuses it; anything else is an error."""
    try:
        return " ".join(cards.read(data).names)
    except UserError as error:
        return error.sentence("en")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=examples(60))
@given(st.data())
def test_any_value_anywhere_is_read_or_refused_in_a_sentence(text: str, data: st.DataObject) -> None:
    found = json.loads(text)
    place: Any = found
    for _ in range(data.draw(st.integers(0, 4))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        inner = [key for key in keys if isinstance(place[key], dict | list) and place[key]]
        if not inner:
            break
        place = place[data.draw(st.sampled_from(inner))]
    key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
    place[key] = data.draw(JSON)
    assert answer(json.dumps(found).encode())


@pytest.mark.slow
def test_on_the_command_line(folder: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "a.b2bdesk", tmp_path / "b.b2bdesk"
    here.write_bytes((folder / "example.b2bdesk").read_bytes())
    there.write_bytes((folder / "blank.b2bdesk").read_bytes())
    card = tmp_path / "two.b2bcard"

    def run(*args: object) -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-m", "b2bdesk", *map(str, args)]
        return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False)

    assert run("export", here, card, "--persona", "P1", "P3", "--evidence").returncode == 0
    assert run("import", there, card).returncode == 0
    again = run("import", there, card)
    assert (again.returncode, "Lin Yue" in again.stderr) == (1, True)
    told = json.loads(run("import", there, card, "--on-same", "skip", "--json").stdout)
    assert told["skipped"] == ["Lin Yue", "Zhao Min"]
