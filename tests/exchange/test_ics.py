"""The calendar file, read back by the library and looked at octet by octet."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from sqlalchemy import select

from b2bdesk import cli, workspace
from b2bdesk.commands import items, placements
from b2bdesk.domain.placement import Placement
from b2bdesk.errors import UserError
from b2bdesk.exchange import ics
from b2bdesk.terms import COUNTED

TODAY = date(2026, 3, 1)


@pytest.fixture
def ws(example_path: Path) -> Iterator[Any]:
    found = workspace.open(example_path)
    yield found
    found.close()


def events(ws: Any, path: Path, lang: str = "en") -> dict[str, icalendar.Event]:
    with ws.read() as session:
        assert ics.write(session, path, lang=lang) == 69
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    found = list(calendar.walk("VEVENT"))
    assert len(found) == 69
    return {str(event["uid"]).partition("@")[0]: event for event in found}


def rows(ws: Any) -> dict[str, Placement]:
    with ws.read() as session:
        found = list(session.scalars(select(Placement)))
        session.expunge_all()
    return {row.uid: row for row in found}


def of(ws: Any, code: str) -> Placement:
    return next(row for row in rows(ws).values() if row.code == code)


def test_each_dated_counted_placement_is_one_all_day_event(ws: Any, tmp_path: Path) -> None:
    found = events(ws, tmp_path / "a.ics")
    placed = {uid: row for uid, row in rows(ws).items() if row.status in COUNTED and row.date_from}
    assert found.keys() == placed.keys()
    for uid, event in found.items():
        row = placed[uid]
        assert event["dtstart"].dt == row.date_from
        assert type(event["dtstart"].dt) is date, "a whole day: no hour, no time zone"
        assert event["dtend"].dt == (row.date_to or row.date_from) + timedelta(days=1)


def test_an_event_tells_what_the_placement_is(ws: Any, tmp_path: Path) -> None:
    placements.update(ws, id=of(ws, "L03").id, cost=6000, owner="Ding Rui", today=TODAY)
    row = of(ws, "L03")
    event = events(ws, tmp_path / "a.ics")[row.uid]
    assert str(event["summary"]) == "K01 Inventory Health Report · Trade show"
    text = str(event["description"])
    assert text.split("\n")[:5] == [
        "Stage: Attention",
        "Personas: Chen Bo, Zhao Min",
        "Status: Scheduled",
        "Owner: Ding Rui",
        "Cost: CNY 6,000",
    ]
    assert "Link: https://www.stockpoise.example/report?utm_source=" in text
    assert str(event["url"]).startswith("https://www.stockpoise.example/report?")
    assert {"Attention", "Trade show"} <= {str(name) for name in event["categories"].cats}
    assert str(event["status"]) == "CONFIRMED"
    assert event["last-modified"].dt.isoformat() == row.updated_at[:19] + "+00:00"


@pytest.mark.parametrize(
    ("lang", "summary", "status"),
    [("zh-Hans", "官网", "状态"), ("zh-Hant", "官網", "狀態"), ("en", "Website", "Status")],
)
def test_it_speaks_the_language_asked_for(ws: Any, tmp_path: Path, lang: str, summary: str, status: str) -> None:
    event = events(ws, tmp_path / "a.ics", lang)[of(ws, "L21").uid]
    assert str(event["summary"]).endswith(f"· {summary}")
    assert status in str(event["description"])


def test_long_chinese_lines_fold_at_75_octets_and_between_letters(ws: Any, tmp_path: Path) -> None:
    title = "衡仓云：一千家门店的库存健康报告，" * 6
    items.update(ws, "content_piece", of(ws, "L21").content_id, title=title)
    path = tmp_path / "a.ics"
    found = events(ws, path, "zh-Hans")
    assert str(found[of(ws, "L21").uid]["summary"]) == f"K08 {title} · 官网"
    raw = path.read_bytes()
    lines = raw.split(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert [line.decode("utf-8") for line in lines], "no letter is cut in two"


def test_signs_that_mean_something_in_the_format_are_kept(ws: Any, tmp_path: Path) -> None:
    title = "One; two, three\\n four: “five”"
    items.update(ws, "content_piece", of(ws, "L21").content_id, title=title)
    event = events(ws, tmp_path / "a.ics")[of(ws, "L21").uid]
    assert str(event["summary"]) == f"K08 {title} · Website"


def test_the_last_day_is_within_and_the_end_is_not(ws: Any, tmp_path: Path) -> None:
    one = of(ws, "L67")
    placements.update(ws, id=one.id, date_from=date(2026, 2, 27), date_to=date(2026, 2, 28), today=TODAY)
    event = events(ws, tmp_path / "a.ics")[one.uid]
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 2, 27), date(2026, 3, 1))


def test_writing_again_keeps_the_identities(ws: Any, tmp_path: Path) -> None:
    assert events(ws, tmp_path / "a.ics").keys() == events(ws, tmp_path / "b.ics", "zh-Hant").keys()


def test_a_failure_leaves_the_old_file(ws: Any, tmp_path: Path) -> None:
    target = tmp_path / "a.ics"
    target.write_text("old")

    def stop(done: int, of: int) -> None:
        raise UserError("test", "stopped")

    with ws.read() as session, pytest.raises(UserError):
        ics.write(session, target, lang="en", progress=stop)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.glob("*.ics*")] == ["a.ics"]


def test_the_command_line_writes_it(ws: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "plan.ics"
    assert cli.main(["export", str(ws.path), str(target), "--lang", "zh-Hans"]) == 0
    assert len(icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")) == 69
    assert capsys.readouterr().err == ""
