"""Personas: made from little, one leads, unwanted ones ask for nothing, copies, versions, two that become one."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, HealthCheck, settings
from hypothesis import strategies as st
from sqlalchemy import select

from b2bdesk import workspace
from b2bdesk.commands import items, persona_merging, persona_versions, personas
from b2bdesk.domain import metadata
from b2bdesk.errors import UserError
from b2bdesk.insight.completeness import of_plan
from b2bdesk.insight.persona_diff import folded
from b2bdesk.insight.rules import find
from b2bdesk.queries import persona_versions as kept
from b2bdesk.queries import records
from b2bdesk.queries.facts import load_plan
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.personas import people, sheet
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small
from tests.helpers.effort import examples

TODAY = date(2026, 3, 1)
Said = tuple[str, str, int]
LIN, CHEN, ZHAO, WANG, SUN = 1, 2, 3, 4, 5


@pytest.fixture
def example(example_path: Path) -> Iterator[Workspace]:
    """The example plan, open."""
    with workspace.open(example_path, backup=False) as opened:
        yield opened


def row(ws: Workspace, kind: str, row_id: int) -> records.Record:
    """Return a row."""
    with ws.read() as session:
        found = records.record(session, kind, row_id)
    assert found is not None
    return found


def rows(ws: Workspace, table: str, **where: object) -> list[dict[str, Any]]:
    """Return the rows of a table that hold these values."""
    made = metadata.tables[table]
    with ws.read() as session:
        query = select(made).where(*(made.c[key] == value for key, value in where.items()))
        return [dict(found) for found in session.execute(query).mappings()]


def is_one_step(ws: Workspace, act: Callable[[], object]) -> object:
    """Do something; it must be one step that undo takes back and redo brings back."""
    before, steps = ws.digest(), len(ws.history())
    result = act()
    after = ws.digest()
    assert len(ws.history()) == steps + 1
    assert after != before
    ws.undo()
    assert ws.digest() == before
    ws.redo()
    assert ws.digest() == after
    return result


def test_a_title_and_a_segment_fill_company_and_job(example: Workspace) -> None:
    made = is_one_step(example, lambda: personas.add(example, name="Ann", title="Inventory manager", segment=2))
    values = row(example, "persona", int(str(made))).values
    assert (values["seniority"], values["department"]) == ("manager", "supply_chain")
    assert all(values[key] for key in ("org_type", "industry", "company_size"))
    assert values["segments"] == (2,)


@pytest.mark.parametrize(
    ("title", "seniority", "department"),
    [
        ("供应链总监", "director", "supply_chain"),
        ("採購經理", "manager", "procurement"),
        ("创始人/总经理", "owner", "executive"),
        ("CFO", "executive", "finance"),
        ("Keeper of keys", "owner", ""),
    ],
)
def test_titles_are_read_in_three_languages(ws: Workspace, title: str, seniority: str, department: str) -> None:
    made = personas.add(ws, name="A", title=title, account_class="startup")
    values = row(ws, "persona", made).values
    assert (values["seniority"], values["department"]) == (seniority, department)


def test_without_a_segment_one_of_the_class_is_made_along(ws: Workspace) -> None:
    made = is_one_step(ws, lambda: personas.add(ws, name="Ann", title="Buyer", account_class="sme"))
    (segment,) = rows(ws, "segment")
    assert (segment["name"], segment["account_class"]) == ("Small or medium, growing", "sme")
    assert row(ws, "persona", int(str(made))).values["segments"] == (segment["id"],)


def test_neither_segment_nor_class_is_refused(ws: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        personas.add(ws, name="Ann", title="Buyer")
    assert refused.value.code == "persona.segment"


def test_one_persona_leads(example: Workspace) -> None:
    items.update(example, "persona", LIN, leading=True)
    is_one_step(example, lambda: items.update(example, "persona", CHEN, leading=True))
    assert [p["id"] for p in rows(example, "persona", leading=True)] == [CHEN]
    with pytest.raises(UserError) as refused:
        items.update_many(example, "persona", [LIN, SUN], leading=True)
    assert refused.value.code == "persona.leading"


def test_who_is_not_for_us_does_not_lead(example: Workspace) -> None:
    items.update(example, "persona", LIN, leading=True)
    items.update(example, "persona", LIN, negative=True)
    assert row(example, "persona", LIN).values["leading"] is False
    items.update(example, "persona", LIN, leading=True)
    assert row(example, "persona", LIN).values["negative"] is False


def test_who_is_not_for_us_asks_for_nothing(example: Workspace) -> None:
    with example.read() as session:
        assert any(found.ids.get("persona") == SUN for found in find(load_plan(session), TODAY))
    items.update(example, "persona", SUN, negative=True)
    with example.read() as session:
        plan = load_plan(session)
        assert not any(found.ids.get("persona") == SUN for found in find(plan, TODAY))
        assert SUN not in of_plan(plan)
        assert next(one for one in people(session, TODAY) if one.id == SUN).score == pytest.approx(68.333, abs=0.001)


def test_the_worked_numbers(example: Workspace) -> None:
    with example.read() as session:
        found = {one.code: (round(one.score, 1), one.usable) for one in people(session, TODAY)}
    assert found == {
        "P1": (95.0, True), "P2": (90.0, True), "P3": (98.3, True), "P4": (75.8, True), "P5": (68.3, False)
    }  # fmt: skip


def test_a_day_to_look_again_makes_stale(example: Workspace) -> None:
    items.update(example, "persona", LIN, review_on=date(2026, 3, 1))
    items.update(example, "persona", SUN, review_on=date(2026, 3, 2))
    with example.read() as session:
        stale = {one.id for one in people(session, TODAY) if one.stale}
    assert LIN in stale
    assert SUN not in stale


def test_a_liking_is_set_changed_and_taken_away(small: Small, ws: Workspace) -> None:
    asked: dict[str, Any] = {"persona": small.persona, "dim": "form", "value": "faq"}
    is_one_step(ws, lambda: personas.set_pref(ws, **asked, strength=3))
    ws.break_merge()
    is_one_step(ws, lambda: personas.set_pref(ws, **asked, strength=0))
    assert [p["strength"] for p in rows(ws, "persona_pref")] == [0]
    ws.break_merge()
    is_one_step(ws, lambda: personas.set_pref(ws, **asked, strength=None))
    assert rows(ws, "persona_pref") == []


def test_several_keys_on_one_liking_are_one_step(small: Small, ws: Workspace) -> None:
    personas.set_pref(ws, persona=small.persona, dim="form", value="faq", strength=2)
    ws.break_merge()
    before = len(ws.history())
    for strength in (1, 3, 2, 1):
        personas.set_pref(ws, persona=small.persona, dim="form", value="faq", strength=strength)
    assert len(ws.history()) == before + 1


def test_a_copy_has_all_that_is_said_but_not_the_lead(example: Workspace) -> None:
    items.update(example, "persona", SUN, leading=True)
    copy = int(str(is_one_step(example, lambda: personas.duplicate(example, persona=SUN))))
    with example.read() as session:
        assert kept.compared(kept.present(session, SUN), kept.present(session, copy)) == {}
        one, two = (sheet(session, Labels(session, "en"), TODAY, each) for each in (SUN, copy))
    assert one is not None
    assert two is not None
    assert (one.person.leading, two.person.leading) == (True, False)
    assert [s.text for s in one.statements] == [s.text for s in two.statements]
    assert two.person.backed == 0


def test_an_old_version_comes_back_with_its_evidence(example: Workspace) -> None:
    version = persona_versions.keep(example, persona=SUN, taken_on=TODAY, name="Spring", why="Two interviews")
    with example.read() as session:
        before = kept.picture(session, SUN)
    first = rows(example, "persona_item", persona_id=SUN)
    items.delete(example, "persona_item", [one["id"] for one in first[:4]])
    items.create(example, "persona_item", persona_id=SUN, kind="pain", text="Something new")
    personas.set_prefs(example, persona=SUN, dim="topic", values={"trend": 3})
    items.update(example, "persona", SUN, title="CFO", segments=[1])
    is_one_step(example, lambda: persona_versions.bring_back(example, version=version, today=TODAY))
    with example.read() as session:
        assert kept.picture(session, SUN) == before
        names = [one.name for one in kept.versions(session, SUN)]
    assert names == ["Before bringing back “Spring”", "Spring"]


def test_bringing_back_what_is_the_case_changes_nothing(example: Workspace) -> None:
    version = persona_versions.keep(example, persona=SUN, taken_on=TODAY)
    steps = len(example.history())
    persona_versions.bring_back(example, version=version, today=TODAY)
    assert len(example.history()) == steps


def test_a_merge_moves_everything_in_one_step(example: Workspace) -> None:
    placed = {one["placement_id"] for who in (WANG, SUN) for one in rows(example, "placement_persona", persona_id=who)}
    fits = {one["content_id"] for who in (WANG, SUN) for one in rows(example, "content_persona", persona_id=who)}
    links = len(rows(example, "evidence_link"))
    done = is_one_step(
        example, lambda: persona_merging.merge(example, kept=WANG, other=SUN, today=TODAY, choices={"title": "other"})
    )
    assert isinstance(done, persona_merging.Merged)
    assert done.moved == 9
    assert rows(example, "persona", id=SUN) == []
    assert {one["placement_id"] for one in rows(example, "placement_persona", persona_id=WANG)} == placed
    assert {one["content_id"] for one in rows(example, "content_persona", persona_id=WANG)} == fits
    assert len(rows(example, "evidence_link")) == links
    values = row(example, "persona", WANG).values
    assert (values["name"], values["title"]) == ("Wang Haoran", "Procurement & finance head")
    assert values["budget_cycle"]  # only the other had one
    names = [one["name"] for one in rows(example, "persona_version", persona_id=WANG)]
    assert names == ["Before merging with Sun Li", "Sun Li, before it was merged in here"]


def test_in_a_chain_one_person_has_one_standing_and_no_tie_to_itself(example: Workspace) -> None:
    done = persona_merging.merge(example, kept=ZHAO, other=WANG, today=TODAY)
    seats = rows(example, "chain_member", persona_id=ZHAO)
    assert sorted(one["role"] for one in seats) == ["champion", "initiator", "technical"]
    assert {(one["influence"], one["authority"], one["stance"]) for one in seats} == {(4, "recommend", 2)}
    assert done.relations == 1  # one was in conflict with the other
    mine = {one["id"] for one in seats}
    assert not any({tie["from_id"], tie["to_id"]} <= mine for tie in rows(example, "chain_relation"))


def test_a_role_that_both_had_becomes_one_with_both_concerns(example: Workspace) -> None:
    (seat,) = rows(example, "chain_member", persona_id=WANG)
    twin = items.create(
        example, "chain_member", chain_id=seat["chain_id"], persona_id=LIN, role="technical", concern="Who trains us?"
    )
    items.update(example, "chain_member", seat["id"], concern="Who keeps it running?")
    (code,) = [one["code"] for one in rows(example, "chain_member", id=twin)]
    done = persona_merging.merge(example, kept=WANG, other=LIN, today=TODAY)
    assert done.roles == [code]
    (left,) = rows(example, "chain_member", persona_id=WANG, role="technical")
    assert left["concern"] == "Who keeps it running?\nWho trains us?"


def test_a_persona_is_not_merged_with_itself(example: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        persona_merging.merge(example, kept=LIN, other=LIN, today=TODAY)
    assert refused.value.code == "persona.merge_same"


TEXTS = st.sampled_from(["Late", "late.", "Too  dear", "too dear", "库存", "Nobody owns it"])
SAID = st.lists(st.tuples(st.sampled_from(["pain", "need", "job"]), TEXTS, st.integers(1, 5)), max_size=6)


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mine=SAID, theirs=SAID)
def test_a_merge_never_loses_a_statement(
    blank_path: Path, tmp_path: Path, mine: list[Said], theirs: list[Said]
) -> None:
    path = Path(shutil.copyfile(blank_path, tmp_path / "merge.b2bdesk"))
    with workspace.open(path, backup=False) as ws:
        one = personas.add(ws, name="A", title="Buyer", account_class="sme")
        two = personas.add(ws, name="B", title="Buyer", account_class="sme")
        for owner, said in ((one, mine), (two, theirs)):
            for kind, text, weight in said:
                items.create(ws, "persona_item", persona_id=owner, kind=kind, text=text, weight=weight)
        persona_merging.merge(ws, kept=one, other=two, today=TODAY)
        found = rows(ws, "persona_item")
        heaviest: Counter[tuple[str, str]] = Counter()
        for kind, text, weight in (*mine, *theirs):
            heaviest[kind, folded(text)] = max(heaviest[kind, folded(text)], weight)
        left: Counter[tuple[str, str]] = Counter()
        for each in found:
            assert each["persona_id"] == one
            key = each["kind"], folded(each["text"])
            left[key] = max(left[key], each["weight"])
        assert left == heaviest
        ws.undo()
        assert len(rows(ws, "persona_item")) == len(mine) + len(theirs)
