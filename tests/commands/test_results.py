"""Results follow their placement: into another channel, and into the one that takes it over."""

import pytest

from b2bdesk.commands import items, placements
from b2bdesk.errors import UserError
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small

DAYS = {"date_from": "2026-01-01", "date_to": "2026-03-31"}


def values(ws: Workspace, result: int) -> dict[str, object]:
    with ws.read() as session:
        return items.values_of(session, "result", result)


def test_the_channel_is_left_to_the_placement(ws: Workspace, small: Small) -> None:
    result = items.create(ws, "result", **DAYS, placement_id=small.placement, channel_id=small.email, leads=3)
    assert values(ws, result)["channel_id"] is None
    placements.move(ws, ids=[small.placement], stage=3, channel=small.website)
    items.update(ws, "result", result, channel_id=small.website)
    assert values(ws, result)["channel_id"] is None
    with pytest.raises(UserError) as caught:
        items.update(ws, "result", result, channel_id=small.email)
    assert caught.value.code == "result.channel"


def test_a_result_of_a_channel_can_become_one_of_a_placement(ws: Workspace, small: Small) -> None:
    result = items.create(ws, "result", **DAYS, channel_id=small.website)
    items.update(ws, "result", result, placement_id=small.placement)
    assert values(ws, result)["channel_id"] is None
    ws.undo()
    assert values(ws, result)["channel_id"] == small.website
    items.update(ws, "result", result, channel_id=small.email)
    assert values(ws, result)["channel_id"] == small.email


def test_nothing_typed_is_not_nothing_counted(ws: Workspace, small: Small) -> None:
    result = items.create(ws, "result", **DAYS, channel_id=small.website, leads=0)
    assert (values(ws, result)["leads"], values(ws, result)["mql"]) == (0, None)
    assert values(ws, result)["code"] == "RS01"
