"""Many placements in one edit: titles, channels, fields; and what a move would do, told before."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from b2bdesk import workspace
from b2bdesk.commands import bulk, cells, items, placements
from b2bdesk.commands.bulk import People
from b2bdesk.commands.consequences import Consequence, Move, Weight
from b2bdesk.commands.foresight import preview
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.stage import Stage
from b2bdesk.errors import UserError
from b2bdesk.queries.selection import common
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small

TODAY = date(2026, 3, 1)


@pytest.fixture
def example(example_path: Path) -> Iterator[Workspace]:
    """The example, open."""
    with workspace.open(example_path, backup=False) as ws:
        yield ws


def find(ws: Workspace, cls: Any, code: str) -> int:
    with ws.read() as session:
        return int(session.scalars(select(cls.id).where(cls.code == code)).one())


def of(ws: Workspace, id: int) -> dict[str, Any]:
    with ws.read() as session:
        return items.values_of(session, "placement", id)


def told(ws: Workspace, *moves: Move) -> list[Consequence]:
    with ws.read() as session:
        return preview(session, moves, lang="en", today=TODAY)


# ---- titles


def test_a_list_of_titles_is_placed_in_one_edit(ws: Workspace, small: Small) -> None:
    second = items.create(ws, "content_piece", title="Stock  report", form="white_paper", topic="trend", status="ready")
    before, edits = ws.digest(), len(ws.history())
    titles = ["case: hegu tea, 200 SHOPS", "Ｓｔｏｃｋ report", "Brand new", "", " brand   NEW ", "Another"]
    done = bulk.place_titles(ws, stage=1, channel=small.website, titles=titles)
    assert (done.placed, done.ideas, done.stood) == (4, 2, ())
    rows = [of(ws, id) for id in done.ids]
    assert [row["content_id"] for row in rows[:2]] == [small.piece, second]
    assert [row["status"] for row in rows] == ["idea", "planned", "idea", "idea"]
    assert len(ws.history()) == edits + 1
    ws.undo()
    assert ws.digest() == before


def test_what_stands_there_or_is_retired_is_left_out_and_told(ws: Workspace, small: Small) -> None:
    old = items.create(ws, "content_piece", title="Old", form="article", topic="case", status="retired")
    code = items.title(ws, "content_piece", [old])
    done = bulk.place_titles(ws, stage=3, channel=small.email, titles=["Case: Hegu Tea, 200 shops", "Old", "New"])
    assert (done.placed, done.ideas) == (1, 1)
    assert len(done.stood) == len(done.retired) == 1
    assert code == "Old"
    with pytest.raises(UserError, match="Type"):
        bulk.place_titles(ws, stage=3, channel=small.email, titles=["", "  "])
    with pytest.raises(UserError, match="at once"):
        bulk.place_titles(ws, stage=3, channel=small.email, titles=[f"T{n}" for n in range(501)])


def test_a_code_goes_before_a_title(ws: Workspace, small: Small) -> None:
    with ws.read() as session:
        code = session.scalars(select(ContentPiece.code)).one()
    items.create(ws, "content_piece", title=code, form="article", topic="case")
    done = bulk.place_titles(ws, stage=1, channel=small.email, titles=[code.lower()], personas=[small.persona])
    assert of(ws, done.ids[0])["content_id"] == small.piece
    assert of(ws, done.ids[0])["personas"] == [small.persona]


# ---- channels


def test_a_placement_is_copied_into_several_channels_in_one_edit(example: Workspace) -> None:
    source, edits = find(example, Placement, "L55"), len(example.history())
    channels = [find(example, Channel, code) for code in ("website", "community")]
    made = bulk.duplicate(example, ids=[source], channels=channels, today=TODAY)
    assert [of(example, id)["channel_id"] for id in made] == channels
    assert len(example.history()) == edits + 1


def test_channels_that_refuse_are_told_before_and_refuse_all(example: Workspace) -> None:
    source, email = find(example, Placement, "L55"), find(example, Channel, "email")
    channels = [find(example, Channel, "website"), email, find(example, Channel, "douyin")]
    with example.read() as session:
        said = bulk.told_of_channels(session, ids=[source], channels=channels, lang="en", today=TODAY)
    assert [c.code for c in said[email]][:1] == ["placement.twice"]
    assert not any(c.weight is Weight.REFUSED for c in said[channels[0]])
    assert {"form", "fit"} & {c.code for c in said[channels[2]]}
    before = example.digest()
    with pytest.raises(UserError, match="already stands"):
        bulk.duplicate(example, ids=[source], channels=channels, today=TODAY)
    with pytest.raises(UserError, match="at least one"):
        bulk.duplicate(example, ids=[source], channels=[], today=TODAY)
    assert example.digest() == before


# ---- fields


def test_fields_people_and_days_of_a_selection_change_in_one_edit(example: Workspace) -> None:
    ids = [find(example, Placement, code) for code in ("L01", "L55")]
    sun, first = find(example, Persona, "P5"), [of(example, id) for id in ids]
    edits, before = len(example.history()), example.digest()
    done = bulk.edit(example, ids=ids, values={"owner": "Mei"}, people=People(add=(sun,)), days=2, today=TODAY)
    assert done.undated == 0
    for old, new in zip(first, [of(example, id) for id in ids], strict=True):
        assert new["owner"] == "Mei"
        assert sun in new["personas"]
        assert (new["date_from"] - old["date_from"]).days == 2
    assert len(example.history()) == edits + 1
    example.undo()
    assert example.digest() == before
    edits = len(example.history())
    assert bulk.edit(example, ids=ids).placed == 0
    assert len(example.history()) == edits, "nothing asked for, nothing done"


def test_those_of_the_piece_are_named_when_people_change(ws: Workspace, small: Small) -> None:
    other = items.create(ws, "persona", name="Sun Li", title="Finance", segments=[small.segment])
    bulk.edit(ws, ids=[small.placement], people=People(add=(other,)))
    assert of(ws, small.placement)["personas"] == [small.persona, other]
    bulk.edit(ws, ids=[small.placement], people=People(remove=(small.persona,)))
    assert of(ws, small.placement)["personas"] == [other]
    with pytest.raises(UserError, match="nobody"):
        bulk.edit(ws, ids=[small.placement], people=People(remove=(other,)))


def test_shifting_leaves_those_without_a_date_and_tells(ws: Workspace, small: Small) -> None:
    with pytest.raises(UserError, match="nothing to shift"):
        bulk.edit(ws, ids=[small.placement], days=7)
    dated = placements.place(ws, content=small.piece, stage=1, channel=small.email, date_from=date(2026, 5, 1))
    done = bulk.edit(ws, ids=[small.placement, dated], days=7)
    assert done.undated == 1
    assert of(ws, dated)["date_from"] == date(2026, 5, 8)


def test_a_selection_tells_what_it_has_in_common(ws: Workspace, small: Small) -> None:
    second = placements.place(ws, content=small.piece, stage=1, channel=small.email, owner="Mei", status="idea")
    with ws.read() as session:
        found = common(session, [small.placement, second], ["owner", "status", "channel_id"])
    assert (found.n, found.dated) == (2, 0)
    assert found.mixed == {"owner", "status"}
    assert found.values == {"channel_id": small.email}
    assert found.personas == {small.persona: 2}


# ---- what a move would do


def test_refusals_come_first_with_their_reasons(example: Workspace) -> None:
    k22, email = find(example, ContentPiece, "K22"), find(example, Channel, "email")
    third, first = (find(example, Stage, code) for code in ("S3", "S1"))
    twice = Move(third, email, content=k22)
    assert [c.code for c in told(example, twice, twice)][:1] == ["placement.twice"]
    assert told(example, Move(third, email, placement=find(example, Placement, "L55"))) == []
    done = find(example, Placement, "L01")
    later = told(example, Move(first, of(example, done)["channel_id"], placement=done, start=date(2026, 6, 1)))
    assert of(example, done)["status"] == "done"
    assert later[0].code == "placement.done"
    assert "after today" in later[0].sentence()
    none = told(example, Move(first, of(example, done)["channel_id"], placement=done, start=None))
    assert none[0].code == "placement.date"


def test_two_that_change_places_do_not_stand_in_each_others_way(ws: Workspace, small: Small) -> None:
    other = placements.place(ws, content=small.piece, stage=3, channel=small.website)
    swap = (Move(3, small.website, placement=small.placement), Move(3, small.email, placement=other))
    assert not any(c.weight is Weight.REFUSED for c in told(ws, *swap))
    assert told(ws, swap[0])[0].code == "placement.twice"


def test_form_fit_capacity_target_and_cells_left_empty_are_minded(ws: Workspace, small: Small) -> None:
    video = items.create(ws, "content_piece", title="Film", form="video", topic="case")
    items.update(ws, "channel", small.email, accepts=["text"], monthly_capacity=1, fit={1: 0, 2: 2, 3: 2, 4: 2})
    cells.set_target(ws, stage=1, channel=small.email, target=1)
    placements.place(ws, content=small.piece, stage=1, channel=small.email, date_from=date(2026, 5, 4))
    move = Move(1, small.email, content=video, start=date(2026, 5, 20))
    said = {c.code: c.sentence() for c in told(ws, move)}
    assert set(said) == {"form", "fit", "target", "capacity"}
    assert "2026-05" in said["capacity"]
    assert "Video" in said["form"]
    emptied = told(ws, Move(2, small.website, placement=small.placement))
    assert "emptied" in {c.code for c in emptied}
    assert told(ws, Move(2, small.website, placement=99)) == []
    cells.set_not_needed(ws, stage=2, channel=small.website, reason="No opt-in yet")
    assert "No opt-in yet" in " ".join(c.sentence() for c in told(ws, Move(2, small.website, content=small.piece)))


def test_a_state_and_a_link_that_no_longer_fit_are_told(example: Workspace) -> None:
    linked = find(example, Placement, "L01")
    items.update(example, "placement", linked, state="attention")
    row = of(example, linked)
    website = find(example, Channel, "website")
    said = {c.code for c in told(example, Move(find(example, Stage, "S2"), website, placement=linked))}
    assert "state" in said
    assert ("link" in said) == (row["link_id"] is not None)


def test_what_is_foretold_is_what_the_commands_do(example: Workspace) -> None:
    """Many moves and copies are refused if, and only if, that was told before."""
    random, refusals = Random(7), 0
    with example.read() as session:
        rows = {row.id: (row.content_id, row.stage_id, row.channel_id) for row in session.scalars(select(Placement))}
    for _ in range(100):
        ids = random.sample(list(rows), random.choice([1, 1, 2, 3]))
        own = [cell for content, *cell in rows.values() if content == rows[ids[0]][0]]
        stage, channel = random.choice(own + [cell for _, *cell in random.sample(list(rows.values()), 2)])
        copying = random.random() < 0.5
        before = told(example, *(Move(stage, channel, placement=i, copying=copying) for i in ids))
        stopped = any(c.weight is Weight.REFUSED for c in before)
        refusals += stopped
        assert was_refused(example, ids, stage, channel, copying) == stopped
    assert refusals > 10


def was_refused(ws: Workspace, ids: list[int], stage: int, channel: int, copying: bool) -> bool:
    """Carry out a move or a copy and take it back; tell whether it was refused."""
    last, command = ws.undo_step(), placements.copy if copying else placements.move
    try:
        command(ws, ids=ids, stage=stage, channel=channel)
    except UserError:
        return True
    if ws.undo_step() != last:
        ws.undo()
    return False
