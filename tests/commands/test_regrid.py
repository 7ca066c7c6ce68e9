"""Drops on a board of any axes: what each changes, what is refused and why, what is told before; one edit each."""

from datetime import date
from typing import Any

import pytest

from b2bdesk.commands import items, placements, regrid
from b2bdesk.errors import UserError
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small

TODAY = date(2026, 3, 1)


def values(ws: Workspace, row_id: int) -> dict[str, Any]:
    with ws.read() as session:
        return items.values_of(session, "placement", row_id)


def outlook(ws: Workspace, small: Small, **more: Any) -> regrid.Outlook:
    with ws.read() as session:
        return regrid.outlook(session, ids=[small.placement], today=TODAY, **more)


@pytest.fixture
def other(ws: Workspace, small: Small) -> int:
    """A second persona."""
    return items.create(ws, "persona", name="Chen Bo", title="Founder", segments=[small.segment])


def undone(ws: Workspace, before: dict[str, Any], row_id: int) -> bool:
    """Take the last step back and tell whether all is as it was."""
    ws.undo()
    return values(ws, row_id) == before


def test_a_move_changes_both_axes_and_clears_the_state(ws: Workspace, small: Small) -> None:
    placements.update(ws, id=small.placement, state="active")
    before, steps = values(ws, small.placement), len(ws.history())
    regrid.move(ws, ids=[small.placement], stage=2, channel=small.website)
    after = values(ws, small.placement)
    assert (after["stage_id"], after["channel_id"], after["state"]) == (2, small.website, "")
    assert len(ws.history()) == steps + 1
    assert undone(ws, before, small.placement)


def test_a_state_stays_where_the_stage_does(ws: Workspace, small: Small) -> None:
    placements.update(ws, id=small.placement, state="active")
    regrid.move(ws, ids=[small.placement], stage=3, channel=small.website)
    assert values(ws, small.placement)["state"] == "active"


def test_inherited_personas_become_explicit(ws: Workspace, small: Small, other: int) -> None:
    before = values(ws, small.placement)
    assert before["personas"] == []
    regrid.move(ws, ids=[small.placement], instead={small.placement: small.persona}, persona=other)
    assert values(ws, small.placement)["personas"] == [other]
    assert undone(ws, before, small.placement)
    regrid.move(ws, ids=[small.placement], persona=other)
    assert values(ws, small.placement)["personas"] == [small.persona, other]


def test_a_persona_served_already_is_not_served_twice(ws: Workspace, small: Small, other: int) -> None:
    placements.update(ws, id=small.placement, personas=[small.persona, other])
    regrid.move(ws, ids=[small.placement], instead={small.placement: small.persona}, persona=other, stage=2)
    after = values(ws, small.placement)
    assert (after["personas"], after["stage_id"]) == ([other], 2)


def test_a_copy_for_another_persona_alone_is_the_same_placement(ws: Workspace, small: Small, other: int) -> None:
    assert regrid.copy(ws, ids=[small.placement], instead={small.placement: small.persona}, persona=other) == [
        small.placement
    ]
    assert values(ws, small.placement)["personas"] == [small.persona, other]


def test_a_copy_elsewhere_serves_the_new_persona(ws: Workspace, small: Small, other: int) -> None:
    (copied,) = regrid.copy(ws, ids=[small.placement], instead={small.placement: small.persona}, persona=other, stage=4)
    after = values(ws, copied)
    assert (after["personas"], after["stage_id"], after["channel_id"]) == ([other], 4, small.email)
    assert values(ws, small.placement)["personas"] == []
    ws.undo()
    with ws.read() as session, pytest.raises(UserError):
        placements.rows_of(session, [copied])


def test_a_segment_becomes_the_placements_own(ws: Workspace, small: Small) -> None:
    regrid.move(ws, ids=[small.placement], segment=small.segment)
    assert values(ws, small.placement)["segment_id"] == small.segment
    with pytest.raises(UserError, match="Drop K01 on a segment"):
        regrid.move(ws, ids=[small.placement], segment=0)
    with pytest.raises(UserError, match="Drop K01 on a persona"):
        regrid.move(ws, ids=[small.placement], persona=0)


@pytest.mark.parametrize(
    ("start", "end", "month", "expected"),
    [
        (date(2026, 1, 15), date(2026, 1, 20), "2026-04", (date(2026, 4, 15), date(2026, 4, 20))),
        (date(2026, 1, 31), date(2026, 2, 2), "2026-02", (date(2026, 2, 28), date(2026, 3, 2))),
        (date(2026, 1, 31), None, "2026-02", (date(2026, 2, 28), None)),
        (None, None, "2026-06", (date(2026, 6, 1), None)),
        (date(2026, 1, 15), date(2026, 1, 20), "", (None, None)),
    ],
)
def test_a_month_takes_start_and_end_along(
    ws: Workspace,
    small: Small,
    start: date | None,
    end: date | None,
    month: str,
    expected: tuple[date | None, date | None],
) -> None:
    placements.update(ws, id=small.placement, date_from=start, date_to=end)
    before = values(ws, small.placement)
    regrid.move(ws, ids=[small.placement], month=month, channel=small.email)
    after = values(ws, small.placement)
    assert (after["date_from"], after["date_to"]) == expected
    assert undone(ws, before, small.placement)


def test_what_belongs_to_piece_or_person_is_refused_with_a_way_out(ws: Workspace, small: Small) -> None:
    for axis, words in (("topic", "A topic belongs"), ("form", "A form belongs"), ("role", "Roles are held")):
        told = outlook(ws, small, to={axis: "x", "stage": 1})
        assert told.refusal.startswith(words)
        assert "K01" in told.refusal
        with pytest.raises(UserError, match=words):
            regrid.move(ws, ids=[small.placement], stage=1, **{axis: "x"})
    assert values(ws, small.placement)["stage_id"] == 3


def test_a_second_placement_on_the_same_day_is_told_before(ws: Workspace, small: Small) -> None:
    placements.place(ws, content=small.piece, stage=3, channel=small.website)
    assert "already waits there" in outlook(ws, small, to={"channel": small.website}).refusal
    with pytest.raises(UserError):
        regrid.move(ws, ids=[small.placement], channel=small.website)
    assert not outlook(ws, small, to={"stage": 2, "channel": small.website}).refusal


def test_dates_that_a_status_does_not_allow_are_told_before(ws: Workspace, small: Small) -> None:
    placements.update(ws, id=small.placement, date_from=date(2026, 2, 1), status="done", today=TODAY)
    assert "cannot start after today" in outlook(ws, small, to={"month": "2026-05"}).refusal
    assert "keeps its date" in outlook(ws, small, to={"month": ""}).refusal
    with pytest.raises(UserError, match="cannot be done yet"):
        regrid.move(ws, ids=[small.placement], month="2026-05", today=TODAY)


def test_doubts_do_not_refuse(ws: Workspace, small: Small) -> None:
    items.update(ws, "channel", small.website, accepts=["video"], fit={1: 0})
    told = outlook(ws, small, to={"stage": 1, "channel": small.website}, lang="en")
    assert not told.refusal
    assert any("does not take this form" in doubt for doubt in told.doubts)
    assert any("is unusual at" in doubt for doubt in told.doubts)
    regrid.move(ws, ids=[small.placement], stage=1, channel=small.website)


def test_a_piece_needs_stage_and_channel(ws: Workspace, small: Small) -> None:
    with ws.read() as session:
        told = regrid.outlook(session, to={"persona": 1, "stage": 1}, contents=[small.piece], today=TODAY)
    assert told.refusal.startswith("A placement needs a stage and a channel")


def test_edits_are_named_by_what_changed(ws: Workspace, small: Small, other: int) -> None:
    regrid.move(ws, ids=[small.placement], persona=other, stage=2)
    assert ws.history()[0].sentence("en") == "Move K01 to Chen Bo × Visit & registration"
    regrid.move(ws, ids=[small.placement], month="2026-05", channel=small.website)
    assert ws.history()[0].sentence("en") == "Move K01 to Website × May 2026"
