"""Intended and observed people: shares saved whole, counts typed, pasted and read from files."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2bdesk import workspace
from b2bdesk.commands import observed
from b2bdesk.commands.observed import Counted
from b2bdesk.errors import UserError
from b2bdesk.exchange import observed_table
from b2bdesk.exchange.observed_table import Names
from b2bdesk.queries import observed as asked
from b2bdesk.queries.observed import failed_text, reach, report
from b2bdesk.workspace import Workspace

NAMES = Names.of([("brand", "Brand owner"), ("retailer", "Retailer")], {7: ("WEB", "Website"), 8: ("SEM", "百度推广")})


@pytest.fixture
def example(example_path: Path) -> Iterator[Workspace]:
    """The example plan, open."""
    with workspace.open(example_path, backup=False) as opened:
        yield opened


def found(ws: Workspace) -> dict:
    with ws.read() as session:
        return report(session, "en")


def test_the_example_is_a_mismatch(example: Workspace) -> None:
    told = found(example)
    assert (told["distance"], told["verdict"]) == (0.25, "mismatch")
    assert told["dimensions"]["org_type"]["categories"]["tech_partner"] == {
        "intended": 0.1,
        "observed": 0.3,
        "count": 36,
    }
    assert told["failed"]["link"] == "positioning"


def test_shares_that_do_not_add_up_are_told_and_not_saved(example: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        observed.set_intended(example, dimension="seniority", shares={"staff": 0.5, "director": 0.3})
    assert "80.0 %" in caught.value.sentence("en")
    assert "20.0 %" in caught.value.sentence("en")
    with pytest.raises(UserError) as caught:
        observed.set_intended(example, dimension="seniority", shares={"staff": 0.7, "director": 0.4})
    assert "too much" in caught.value.sentence("en")
    assert "seniority" not in found(example)["dimensions"]


def test_shares_are_saved_whole_in_one_step(example: Workspace) -> None:
    steps = len(example.history())
    observed.set_intended(example, dimension="org_type", shares={"brand": 0.3, "retailer": 0.25, "investor": 0.45})
    assert len(example.history()) == steps + 1
    with example.read() as session:
        assert reach(session, "en").intended["org_type"] == {"brand": 0.3, "retailer": 0.25, "investor": 0.45}
    example.undo()
    assert found(example)["distance"] == 0.25


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(0, 1).map(lambda x: round(x, 3)), min_size=1))
def test_the_rest_is_spread_to_a_whole(shares: dict[str, float]) -> None:
    spread = observed.spread(shares)
    assert sum(spread.values()) == pytest.approx(1, abs=1e-9)
    assert spread.keys() == shares.keys()
    assert all(share >= -1e-9 for share in spread.values())


def test_what_was_typed_stays_and_the_others_share_the_rest() -> None:
    new = {"a": 0.5, "b": 0.3, "c": 0, "d": 0}
    assert observed.spread(new, typed=("a", "b")) == {"a": 0.5, "b": 0.3, "c": 0.1, "d": 0.1}
    assert observed.spread({"a": 0.4, "b": 0.4, "c": 0.4}, typed=("a",)) == {"a": 0.4, "b": 0.3, "c": 0.3}
    assert observed.spread({"a": 0.6, "b": 0.6}) == {"a": 0.5, "b": 0.5}
    assert observed.spread({"a": 0.9, "b": 0.9}, typed=("a", "b")) == {"a": 0.5, "b": 0.5}


def test_a_channel_far_from_the_rest_is_named(example: Workspace) -> None:
    period = observed.add_snapshot(example, date_from=date(2026, 1, 1), date_to=date(2026, 2, 28), source="Analytics")
    with example.read() as session:
        channels = {code: row_id for row_id, (code, _) in reach(session, "en").channels.items()}
    right, wrong = sorted(channels)[:2]
    counts = [Counted("brand", 50, channels[right]), Counted("retailer", 30, channels[right])]
    counts += [Counted("tech_partner", 40, channels[wrong]), Counted("brand", 1, channels[wrong])]
    assert observed.set_counts(example, snapshot=period, dimension="org_type", counts=counts) == 4
    told = found(example)
    assert told["failed"]["link"] == "channel"
    assert told["failed"]["channels"] == [wrong]
    assert told["channels"][wrong] > told["channels"][right]
    with example.read() as session:
        shown = reach(session, "en")
        assert shown.channels[channels[wrong]][1] in failed_text(shown)


def test_counts_typed_one_by_one_replace_what_was_there(example: Workspace) -> None:
    observed.set_count(example, snapshot=1, dimension="org_type", category="brand", count=66)
    observed.set_count(example, snapshot=1, dimension="org_type", category="tech_partner", count=0)
    rows = found(example)["dimensions"]["org_type"]
    assert rows["n"] == 114
    assert rows["categories"]["brand"]["count"] == 66
    assert rows["categories"]["tech_partner"]["count"] == 0


def test_too_few_say_nothing(example: Workspace) -> None:
    observed.set_counts(
        example,
        snapshot=1,
        dimension="org_type",
        counts=[Counted(one, 4) for one in ("brand", "retailer", "tech_partner", "consulting", "investor")],
    )
    assert found(example)["verdict"] == "too_few"


def test_a_period_ends_after_its_start(example: Workspace) -> None:
    with pytest.raises(UserError, match="end lies before"):
        observed.add_snapshot(example, date_from=date(2026, 2, 1), date_to=date(2026, 1, 1), source="x")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Brand owner\t36\nretailer\t30", [("brand", 36, None), ("retailer", 30, None)]),
        (
            "Category\tCount\tChannel\nbrand\t1,200\tWebsite\r\nRETAILER\t5\t百度推广\n",
            [("brand", 1200, 7), ("retailer", 5, 8)],
        ),
        ("category;n\nbrand;12\n", [("brand", 12, None)]),
        ('"Brand  owner",7.0,sem\n\n', [("brand", 7, 8)]),
    ],
)
def test_a_table_is_read_as_people_paste_it(text: str, rows: list) -> None:
    assert [(c.category, c.count, c.channel_id) for c in observed_table.read(text, NAMES)] == rows


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "observed.empty", "nothing to read"),
        ("brand\t3\nfarmers\t4", "observed.line", "Line 2"),
        ("brand\t3\nretailer\t-4", "observed.line", "whole number"),
        ("brand\t3\nretailer\t4\tMoon", "observed.line", "no channel"),
        ("brand", "observed.line", "Line 1"),
        ("brand\t99999999999999", "observed.line", "whole number"),
        ("brand\t1\n" * 2001, "observed.too_many", "2000"),
    ],
)
def test_a_table_that_cannot_be_read_names_its_line(text: str, code: str, words: str) -> None:
    with pytest.raises(UserError) as caught:
        observed_table.read(text, NAMES)
    assert caught.value.code == code
    assert words in caught.value.sentence("en")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert refusal(text) in ("", "observed.empty", "observed.line", "observed.table", "observed.too_many")


def refusal(text: str) -> str:
    """Return the code that a text is refused with; empty where it is read."""
    try:
        observed_table.read(text, NAMES)
    except UserError as error:
        return error.code
    return ""


def test_a_file_of_excel_in_china_is_read(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes("品类,数量,渠道\nbrand,12,百度推广\n".encode("gb18030"))
    assert observed_table.read_file(path, NAMES) == [Counted("brand", 12, 8)]
    with pytest.raises(UserError, match="no file"):
        observed_table.read_file(tmp_path / "none.csv", NAMES)


def test_counts_by_content_are_typed_and_read(example: Workspace) -> None:
    snapshot = observed.add_snapshot(example, date_from=date(2026, 2, 1), date_to=date(2026, 2, 28), source="Forms")
    where = {"snapshot": snapshot, "dimension": "org_type"}
    with example.read() as session:
        pieces = asked.pieces(session)
    first, second = list(pieces)[:2]
    names = Names.of([("brand", "Brand owner")], {}, pieces)
    table = f"Type,n,Channel,Content\nBrand owner,5,,{pieces[first][0]}\nbrand,7,,{pieces[second][1]}\nbrand,2,,\n"
    observed.set_counts(example, counts=observed_table.read(table, names), **where)
    observed.set_count(example, category="brand", count=9, content_id=second, **where)
    observed.set_count(example, category="brand", count=0, content_id=first, **where)
    with example.read() as session:
        found = asked.reach(session, "en", snapshot).counts
    assert [(one.count, one.content_id) for one in found] == [(9, second), (2, None)]
    with pytest.raises(UserError) as caught:
        observed_table.read("brand,1,,No such piece", names)
    assert caught.value.code == "observed.line"
