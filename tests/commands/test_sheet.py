"""Blocks of the sheet: each command is one edit that obeys the rules, says what it did, and is taken back whole."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from b2bdesk import workspace
from b2bdesk.commands import items, placements, sheet
from b2bdesk.commands.sheet import Copied, Put
from b2bdesk.domain.placement import Placement, PlacementPersona
from b2bdesk.errors import UserError

TODAY = date(2026, 3, 1)
DECIDING, AFTER = 7, 8
"""Two of the example's stages."""
BLOG, ZHIHU = 2, 7


@pytest.fixture
def ws(example_path: Path) -> Iterator[Any]:
    with workspace.open(example_path, backup=False) as found:
        yield found


def at(ws: Any, spot: tuple[int, int, int]) -> list[Placement]:
    with ws.read() as session:
        content, stage, channel = spot
        query = select(Placement).where(
            Placement.content_id == content, Placement.stage_id == stage, Placement.channel_id == channel
        )
        return list(session.scalars(query.order_by(Placement.id)))


def free(ws: Any, n: int, content: int = 1) -> list[tuple[int, int, int]]:
    """Return cells of the first pieces where nothing stands."""
    spots = [(c, s, ch) for c in range(content, content + n) for s in (DECIDING, AFTER) for ch in (BLOG, ZHIHU)]
    return [spot for spot in spots if not at(ws, spot)][:n]


def state(ws: Any) -> str:
    return str(ws.digest())


def test_ticking_places_and_one_undo_takes_it_back(ws: Any) -> None:
    before, spots = state(ws), free(ws, 6)
    done = sheet.tick(ws, spots=spots, today=TODAY)
    assert (done.placed, done.stood, done.revived) == (6, 0, 0)
    rows = [at(ws, spot) for spot in spots]
    assert {(row.status, row.date_from) for (row,) in rows} == {("planned", None)}
    assert len({row.code for (row,) in rows}) == len({row.uid for (row,) in rows}) == 6
    assert [row.sort for (row,) in rows] == sorted(row.sort for (row,) in rows)
    ws.undo()
    assert state(ws) == before


def test_ticking_what_stands_there_leaves_it(ws: Any) -> None:
    (spot,) = free(ws, 1)
    sheet.tick(ws, spots=[spot], today=TODAY)
    before = state(ws)
    done = sheet.tick(ws, spots=[spot], today=TODAY)
    assert (done.placed, done.stood) == (0, 1)
    assert state(ws) == before


@pytest.mark.parametrize("how", ["dropped", "archived"])
def test_what_was_dropped_or_put_away_is_taken_up_again(ws: Any, how: str) -> None:
    (spot,) = free(ws, 1)
    (id,) = sheet.tick(ws, spots=[spot], today=TODAY).ids
    if how == "dropped":
        placements.set_status(ws, ids=[id], status="dropped", today=TODAY)
    else:
        items.archive(ws, "placement", [id])
    done = sheet.tick(ws, spots=[spot], status="idea", today=TODAY)
    (row,) = at(ws, spot)
    assert (done.revived, done.placed, done.changed, row.id) == (1, 0, 0, id)
    assert (row.status, row.archived) == ("idea", False)


def test_a_dated_one_that_was_dropped_does_not_stand_in_the_way(ws: Any) -> None:
    (spot,) = free(ws, 1)
    content, stage, channel = spot
    day = date(2026, 5, 1)
    placements.place(ws, content=content, stage=stage, channel=channel, status="dropped", date_from=day)
    done = sheet.tick(ws, spots=[spot], today=TODAY)
    assert (done.placed, done.revived, len(at(ws, spot))) == (1, 0, 2)


@pytest.mark.parametrize("status", ["scheduled", "live", "done"])
def test_a_status_that_needs_a_date_starts_today(ws: Any, status: str) -> None:
    spots = free(ws, 3)
    ids = sheet.tick(ws, spots=spots, today=TODAY).ids
    done = sheet.set_status(ws, ids=ids, status=status, today=TODAY)
    assert (done.changed, done.dated) == (3, 3)
    assert {(row.status, row.date_from) for spot in spots for row in at(ws, spot)} == {(status, TODAY)}
    again = sheet.set_status(ws, ids=ids, status=status, today=TODAY)
    assert (again.changed, again.dated) == (0, 0)


def test_a_date_that_is_set_stays(ws: Any) -> None:
    content, stage, channel = free(ws, 1)[0]
    day = date(2026, 2, 1)
    id = placements.place(ws, content=content, stage=stage, channel=channel, date_from=day)
    assert sheet.set_status(ws, ids=[id], status="live", today=TODAY).dated == 0
    assert at(ws, (content, stage, channel))[0].date_from == day


def test_done_ahead_of_its_start_is_refused_and_nothing_is_applied(ws: Any) -> None:
    one, two = free(ws, 2)
    first = placements.place(ws, content=one[0], stage=one[1], channel=one[2], date_from=date(2026, 2, 1))
    second = placements.place(ws, content=two[0], stage=two[1], channel=two[2], date_from=date(2026, 9, 1))
    before = state(ws)
    with pytest.raises(UserError) as refused:
        sheet.set_status(ws, ids=[first, second], status="done", today=TODAY)
    assert refused.value.code == "placement.done"
    assert state(ws) == before


def test_a_retired_piece_is_refused_in_one_sentence_and_nothing_is_applied(ws: Any) -> None:
    spots = free(ws, 4, content=20)
    retired = spots[-1][0]
    with ws.read() as session:
        mine = list(session.scalars(select(Placement.id).where(Placement.content_id == retired)))
    placements.remove(ws, ids=mine)
    items.update(ws, "content_piece", retired, status="retired")
    before = state(ws)
    with pytest.raises(UserError) as refused:
        sheet.tick(ws, spots=spots, today=TODAY)
    assert refused.value.code == "placement.retired"
    assert f"K{retired:02}" in refused.value.sentence()
    assert state(ws) == before
    assert sheet.tick(ws, spots=[spots[-1]], status="done", today=TODAY).placed == 1


def test_a_form_the_channel_does_not_take_is_a_warning(ws: Any) -> None:
    done = sheet.tick(ws, spots=[(12, DECIDING, BLOG)], today=TODAY)
    assert done.misfit == ("K12", BLOG)
    assert sheet.tick(ws, spots=[(3, DECIDING, BLOG)], today=TODAY).misfit is None


def test_removing_tells_what_was_held(ws: Any) -> None:
    spot = free(ws, 1)[0]
    (id,) = sheet.tick(ws, spots=[spot], today=TODAY).ids
    before = state(ws)
    assert sheet.remove(ws, ids=[id]).lost == ()
    ws.undo()
    assert state(ws) == before
    placements.update(ws, id=id, owner="Mei", cost=20, personas=[1])
    done = sheet.remove(ws, ids=[id])
    assert (done.removed, done.lost) == (1, ("Cost", "Owner", "Personas"))
    assert at(ws, spot) == []
    ws.undo()
    (row,) = at(ws, spot)
    assert (row.owner, row.cost) == ("Mei", 20)


def test_pasting_exact_copies_gives_the_same_cells(ws: Any) -> None:
    (spot,) = free(ws, 1)
    day, later = date(2026, 2, 1), date(2026, 4, 1)
    source = placements.place(
        ws, content=17, stage=AFTER, channel=BLOG, status="live", date_from=day, personas=[2, 3], owner="Mei", cost=50
    )
    copies = (Copied("live", day, later, source, exact=True), Copied("planned", exact=True))
    done = sheet.paste(ws, puts=[Put(spot, (), copies)], today=TODAY)
    rows = at(ws, spot)
    assert {(r.status, r.date_from, r.date_to) for r in rows} == {("live", day, later), ("planned", None, None)}
    assert (done.placed, done.dated) == (2, 0)
    copied = next(row for row in rows if row.status == "live")
    assert (copied.owner, copied.cost, copied.link_id) == ("Mei", 0, None)
    with ws.read() as session:
        named = select(PlacementPersona.persona_id).where(PlacementPersona.placement_id == copied.id)
        assert set(session.scalars(named)) == {2, 3}


def test_pasting_over_keeps_the_placement_and_what_it_holds(ws: Any) -> None:
    content, stage, channel = spot = free(ws, 1)[0]
    day = date(2026, 2, 1)
    id = placements.place(ws, content=content, stage=stage, channel=channel, owner="Mei")
    done = sheet.paste(ws, puts=[Put(spot, (id,), (Copied("live", day, None, exact=True),))], today=TODAY)
    (row,) = at(ws, spot)
    assert (row.id, row.owner, row.status, row.date_from) == (id, "Mei", "live", day)
    assert (done.changed, done.placed, done.removed) == (1, 0, 0)


def test_pasting_matches_by_date_and_removes_the_rest(ws: Any) -> None:
    content, stage, channel = spot = free(ws, 1)[0]
    days = [date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 15)]
    ids = [placements.place(ws, content=content, stage=stage, channel=channel, date_from=day) for day in days]
    copies = (Copied("idea", days[1], exact=True), Copied("planned", date(2026, 6, 1), exact=True))
    before = state(ws)
    done = sheet.paste(ws, puts=[Put(spot, tuple(ids), copies)], today=TODAY)
    found = {row.id: (row.status, row.date_from) for row in at(ws, spot)}
    assert found == {ids[1]: ("idea", days[1]), ids[0]: ("planned", date(2026, 6, 1))}
    assert (done.changed, done.removed) == (2, 1)
    ws.undo()
    assert state(ws) == before


def test_pasting_a_word_sets_all_that_stand_there_and_nothing_empties(ws: Any) -> None:
    one, two, three = free(ws, 3)
    ids = [
        placements.place(ws, content=one[0], stage=one[1], channel=one[2], date_from=day)
        for day in (None, date(2026, 2, 2))
    ]
    (gone,) = sheet.tick(ws, spots=[two], today=TODAY).ids
    puts = [Put(one, tuple(ids), (Copied("live"),)), Put(two, (gone,), ()), Put(three, (), (Copied("scheduled"),))]
    done = sheet.paste(ws, puts=puts, today=TODAY)
    assert [(row.status, row.date_from) for row in at(ws, one)] == [("live", TODAY), ("live", date(2026, 2, 2))]
    assert at(ws, two) == []
    assert [(row.status, row.date_from) for row in at(ws, three)] == [("scheduled", TODAY)]
    assert (done.changed, done.removed, done.placed, done.dated) == (2, 1, 1, 2)


def test_what_a_filter_hides_stands_in_the_way_and_nothing_is_applied(ws: Any) -> None:
    one, two = free(ws, 2)
    sheet.tick(ws, spots=[two], today=TODAY)
    before = state(ws)
    puts = [Put(spot, (), (Copied("planned", exact=True),)) for spot in (one, two)]
    with pytest.raises(UserError) as refused:
        sheet.paste(ws, puts=puts, today=TODAY)
    assert refused.value.code == "unique.placement_once"
    assert state(ws) == before


def test_moving_keeps_cost_link_and_identity(ws: Any) -> None:
    one, two = free(ws, 2)
    (id,) = sheet.tick(ws, spots=[one], today=TODAY).ids
    placements.update(ws, id=id, cost=70, owner="Mei")
    (other,) = sheet.tick(ws, spots=[two], today=TODAY).ids
    done = sheet.move(ws, moves=[(id, two)], replaced=[other], today=TODAY)
    (row,) = at(ws, two)
    assert (row.id, row.cost, row.owner, at(ws, one)) == (id, 70, "Mei", [])
    assert (done.changed, done.removed) == (1, 1)


def test_a_block_moves_over_itself(ws: Any) -> None:
    spots = [(content, AFTER, BLOG) for content in range(1, 7)]
    ids = sheet.tick(ws, spots=spots[:5], today=TODAY).ids
    before = state(ws)
    sheet.move(ws, moves=list(zip(ids, spots[1:], strict=True)), today=TODAY)
    assert [row.id for spot in spots for row in at(ws, spot)] == list(ids)
    assert at(ws, spots[0]) == []
    ws.undo()
    assert state(ws) == before


def test_a_link_does_not_follow_to_another_piece(ws: Any) -> None:
    with ws.read() as session:
        row = session.scalars(select(Placement).where(Placement.link_id.is_not(None)).limit(1)).one()
    beside = (row.content_id, row.stage_id, 14 if row.channel_id != 14 else 13)
    if not at(ws, beside):
        sheet.move(ws, moves=[(row.id, beside)], today=TODAY)
        assert at(ws, beside)[0].link_id == row.link_id
    elsewhere = (row.content_id % 30 + 1, AFTER, ZHIHU)
    sheet.move(ws, moves=[(row.id, elsewhere)], today=TODAY)
    assert next(x for x in at(ws, elsewhere) if x.id == row.id).link_id is None


def test_what_is_gone_is_said(ws: Any) -> None:
    with pytest.raises(UserError) as refused:
        sheet.set_status(ws, ids=[99_999], status="live", today=TODAY)
    assert refused.value.code == "item.gone"


def test_too_many_at_once_are_refused(ws: Any) -> None:
    before = state(ws)
    with pytest.raises(UserError) as refused:
        sheet.tick(ws, spots=[(1, 1, at) for at in range(sheet.MOST + 1)], today=TODAY)
    assert (refused.value.code, "5,001" in refused.value.sentence()) == ("sheet.many", True)
    assert state(ws) == before


def test_each_edit_has_a_name(ws: Any) -> None:
    spots = free(ws, 2)
    sheet.tick(ws, spots=spots[:1], today=TODAY)
    assert ws.undo_step().sentence().startswith(f"Place K{spots[0][0]:02} in ")
    sheet.tick(ws, spots=[*free(ws, 2)], today=TODAY)
    assert ws.undo_step().sentence().endswith("in 2 cells")
    sheet.fill(ws, puts=[Put(free(ws, 1)[0], (), (Copied("idea"),))], today=TODAY)
    assert ws.undo_step().sentence().startswith("Fill down to K")
