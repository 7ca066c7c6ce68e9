"""The sheet's rows, columns, marks and totals, against a slow count over the same plan."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from b2bdesk import workspace
from b2bdesk.commands import cells, items, placements
from b2bdesk.domain.content import ContentPersona, ContentPiece
from b2bdesk.domain.placement import Placement, PlacementPersona
from b2bdesk.queries import sheet as query
from b2bdesk.queries.board_values import BoardFilter, SHOWN
from b2bdesk.queries.sheet_values import Asked, Order, Sheet, SheetRow
from b2bdesk.terms import COUNTED
from tests.helpers.plans import make_plan, Size

SMALL = Size(pieces=60, placements=240, personas=6, channels=9, stages=5)


@pytest.fixture
def ws(example_path: Path) -> Iterator[Any]:
    with workspace.open(example_path) as found:
        yield found


@pytest.fixture(params=[1, 2, 3])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    with workspace.open(make_plan(tmp_path / "made.b2bdesk", SMALL, seed=request.param)) as found:
        yield found


def ask(ws: Any, asked: Asked = Asked(), lang: str = "en") -> tuple[Sheet, list[SheetRow]]:  # noqa: B008
    with ws.read() as session:
        found = query.sheet(session, asked, lang=lang)
        rows = query.rows(session, found.ids, asked.where, found.classes)
    return found, [rows[id] for id in found.ids]


def codes(ws: Any, **asked: Any) -> list[str]:
    return [row.code for row in ask(ws, Asked(**asked))[1]]


def slow_rows(session: Session, where: BoardFilter) -> list[Placement]:
    """Return what a filter lets through, one placement after the other, in plain Python."""
    own, inherited = {}, {}
    for one in session.scalars(select(PlacementPersona)):
        own.setdefault(one.placement_id, set()).add(one.persona_id)
    for fit in session.scalars(select(ContentPersona)):
        inherited.setdefault(fit.content_id, set()).add(fit.persona_id)
    pieces = {piece.id: piece for piece in session.scalars(select(ContentPiece))}
    return [
        x
        for x in session.scalars(select(Placement))
        if not x.archived
        and x.status in where.shown
        and (not where.personas or where.personas & (own.get(x.id) or inherited.get(x.content_id, set())))
        and (not where.forms or pieces[x.content_id].form in where.forms)
        and (not where.horizons or pieces[x.content_id].horizon in where.horizons)
        and (not where.campaigns or x.campaign_id in where.campaigns)
    ]


def some_filters(seed: int) -> list[BoardFilter]:
    dice = random.Random(seed)
    return [
        BoardFilter(),
        BoardFilter(statuses=frozenset({"planned", "dropped"})),
        BoardFilter(personas=frozenset(dice.sample(range(1, 7), 2))),
        BoardFilter(campaigns=frozenset({dice.randint(1, 3)})),
        BoardFilter(horizons=frozenset({"brand"}), statuses=frozenset({"live", "idea"})),
        BoardFilter(forms=frozenset({"article", "webinar", "video"}), personas=frozenset({dice.randint(1, 6)})),
    ]


def test_marks_and_totals_are_those_of_a_slow_count(made: Any) -> None:
    seen = 0
    for where in some_filters(5):
        found, rows = ask(made, Asked(where=where))
        with made.read() as session:
            slow = slow_rows(session, where)
            expected = {(x.id, x.content_id, x.stage_id, x.channel_id, x.status) for x in slow}
        marks = {(m.id, row.id, *key, m.status) for row in rows for key, ms in row.cells.items() for m in ms}
        assert marks == expected
        seen += len(marks)
        counted = Counter((s, c) for _, _, s, c, status in expected if status in COUNTED)
        assert {column.key: column.n for column in found.columns if column.n} == counted
        assert found.counted == counted.total()
        keys = {column.key for column in found.columns}
        assert sum(row.n(keys) for row in rows) == found.counted
    assert seen > SMALL.placements


def test_the_example_is_counted_as_the_worked_example_says(ws: Any) -> None:
    found, rows = ask(ws)
    assert (found.counted, found.total, found.pieces, len(rows)) == (69, 72, 30, 30)
    assert [stage.code for stage in found.stages] == ["S1", "S2", "S3", "S4"]
    assert sum(stage.columns for stage in found.stages) == len(found.columns)
    by_code = {row.code: row for row in rows}
    keys = {column.key for column in found.columns}
    assert (by_code["K01"].n(keys), by_code["K23"].n(keys)) == (5, 0)
    assert (by_code["K12"].form, by_code["K12"].form_class) == ("calculator", "tool")


def test_columns_are_used_or_recommended_ones_unless_all_are_asked_for(ws: Any) -> None:
    found, _ = ask(ws)
    assert all(column.n or column.recommended or column.key in used(ws) for column in found.columns)
    every, _ = ask(ws, Asked(every=True))
    assert len(every.columns) == 4 * 14 > len(found.columns)
    assert {column.key for column in found.columns} <= {column.key for column in every.columns}


def used(ws: Any) -> set[tuple[int, int]]:
    with ws.read() as session:
        return {(x.stage_id, x.channel_id) for x in session.scalars(select(Placement)) if x.status in SHOWN}


def test_a_recommended_column_goes_when_nothing_is_needed_there(ws: Any) -> None:
    found, _ = ask(ws)
    email = next(c for c in found.columns if c.recommended)
    with ws.read() as session:
        there = query.ids_in(session, found.ids, {email.key}, BoardFilter(), most=99)
    placements.remove(ws, ids=sorted(there))
    assert email.key in {c.key for c in ask(ws)[0].columns}
    cells.set_not_needed(ws, stage=email.stage_id, channel=email.channel_id, reason="Later")
    assert email.key not in {c.key for c in ask(ws)[0].columns}


def test_rows_come_in_each_order(ws: Any) -> None:
    assert codes(ws)[:3] == ["K01", "K02", "K03"]
    _, by_title = ask(ws, Asked(order=Order.TITLE))
    titles = [row.title.lower() for row in by_title]
    assert titles == sorted(titles)
    found, by_total = ask(ws, Asked(order=Order.TOTAL))
    keys = {column.key for column in found.columns}
    totals = [row.n(keys) for row in by_total]
    assert totals == sorted(totals, reverse=True)
    assert codes(ws, order=Order.UNPLACED)[:2] == ["K23", "K01"]
    forms = [row.form for row in ask(ws, Asked(order=Order.FORM))[1]]
    assert len([1 for a, b in pairwise(forms) if a != b]) == len(set(forms)) - 1


def test_codes_are_sorted_as_people_count(ws: Any) -> None:
    items.update(ws, "content_piece", 1, code="K100")
    assert codes(ws)[-1] == "K100"


def test_text_is_sought_in_code_and_titles_and_totals_follow(ws: Any) -> None:
    found, rows = ask(ws, Asked(text="solution retail"))
    assert [row.title for row in rows] == ["Retail solution page", "Solution: chain retail"]
    keys = {column.key for column in found.columns}
    assert found.counted == sum(row.n(keys) for row in rows) < 69
    assert found.total == 72
    assert codes(ws, text="k12") == ["K12"]
    assert codes(ws, text="100%") == []


def test_pieces_not_placed(ws: Any) -> None:
    assert codes(ws, unplaced=True) == ["K23"]
    assert codes(ws, unplaced=True, keep=frozenset({1})) == ["K01", "K23"]


def test_rows_are_those_that_are_shown_or_could_be(ws: Any) -> None:
    assert set(codes(ws, where=BoardFilter(forms=frozenset({"calculator"})))) == {"K12", "K22"}
    live = codes(ws, where=BoardFilter(statuses=frozenset({"live"})))
    with ws.read() as session:
        query_ = select(ContentPiece.code).join(Placement, Placement.content_id == ContentPiece.id)
        assert set(live) == set(session.scalars(query_.where(Placement.status == "live")))
    person = codes(ws, where=BoardFilter(personas=frozenset({5})))
    with ws.read() as session:
        fits = select(ContentPiece.code).join(ContentPersona, ContentPersona.content_id == ContentPiece.id)
        assert set(session.scalars(fits.where(ContentPersona.persona_id == 5))) <= set(person)
    assert 0 < len(person) < 30
    segment = codes(ws, where=BoardFilter(segments=frozenset({3})))
    assert 0 < len(segment) <= 30


def test_an_archived_piece_stays_while_it_is_placed(ws: Any) -> None:
    items.archive(ws, "content_piece", [1])
    assert "K01" in codes(ws)
    with ws.read() as session:
        here = list(session.scalars(select(Placement.id).where(Placement.content_id == 1)))
    placements.remove(ws, ids=here)
    assert "K01" not in codes(ws)


def test_several_placements_in_a_cell_show_the_furthest_first(ws: Any) -> None:
    found, _ = ask(ws)
    column = found.columns[0]
    where = {"stage": column.stage_id, "channel": column.channel_id}
    first = placements.place(ws, content=12, status="idea", **where)
    second = placements.place(ws, content=12, status="live", date_from=date(2026, 2, 1), **where)
    row = next(row for row in ask(ws)[1] if row.code == "K12")
    assert [mark.id for mark in row.cells[column.key]] == [second, first]


def test_words_mean_statuses_in_three_languages(ws: Any) -> None:
    with ws.read() as session:
        words = query.status_of_words(session)
    assert (words["planned"], words["已计划"], words["已規劃"]) == ("planned",) * 3
    assert {words["i"], words["p"], words["s"], words["l"], words["d"]} == SHOWN
    assert {words["✓"], words["x"], words["1"]} == {"planned"}
    assert "maybe" not in words


def test_spots_blocks_and_firsts(ws: Any) -> None:
    found, rows = ask(ws)
    k12 = next(row for row in rows if row.code == "K12")
    key, marks = next(iter(k12.cells.items()))
    with ws.read() as session:
        assert query.spots(session, [marks[0].id]) == {marks[0].id: (k12.id, *key)}
        assert query.ids_in(session, [k12.id], {key}, BoardFilter(), most=99) == {m.id for m in marks}
        every = query.ids_in(session, found.ids, {c.key for c in found.columns}, BoardFilter(), most=99)
        first = query.first_in(session, key, BoardFilter(), found.ids)
    assert len(every) == 71
    assert first == next(row.id for row in rows if key in row.cells)


@pytest.mark.parametrize("size", ["S", "10S"])
def test_the_statements_stay_the_same_few(tmp_path: Path, size: str) -> None:
    with workspace.open(make_plan(tmp_path / "plan.b2bdesk", size), read_only=True) as ws, ws.read() as session:
        sent: list[str] = []
        session.connection()
        event.listen(session.get_bind(), "before_cursor_execute", lambda *a: sent.append(a[2]))
        found = query.sheet(session, Asked())
        assert len(sent) == 12
        query.rows(session, found.ids[:40], BoardFilter(), found.classes)
        assert len(sent) == 14


def test_a_block_too_large_to_be_changed_is_not_read_to_its_end(tmp_path: Path) -> None:
    with workspace.open(make_plan(tmp_path / "plan.b2bdesk", "1000"), read_only=True) as ws, ws.read() as session:
        found = query.sheet(session, Asked())
        keys = {column.key for column in found.columns}
        assert 100 < len(query.ids_in(session, found.ids, keys, BoardFilter(), most=100)) < 3_000
        assert len(query.ids_in(session, found.ids, keys, BoardFilter(), most=9_999)) > 4_000
