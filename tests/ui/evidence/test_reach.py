"""Intended and observed: shares saved once they are whole, counts typed and pasted, a verdict with its reason."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from b2bdesk.queries.observed import reach
from tests.ui.evidence.conftest import Bench
from ui.evidence.reach import ReachPage
from ui.kit.text import Label


def shown(bench: Bench) -> ReachPage:
    """Show the page."""
    bench.room.show_page("reach")
    bench.settle()
    page = bench.room.page()
    assert isinstance(page, ReachPage)
    return page


def said(page: ReachPage) -> str:
    """Return all words on the page."""
    return "\n".join(one.text() for one in page.findChildren(Label) if not one.isHidden())


def typed(bench: Bench, field: object, text: str) -> None:
    """Type a number into a field and go on with Enter."""
    line = field.editor  # type: ignore[attr-defined]
    bench.room.activateWindow()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    bench.settle()


def stored(bench: Bench) -> dict[str, float]:
    """Return the intended shares of organisation types."""
    return dict(bench.desk.read(lambda session: reach(session, "en")).intended["org_type"])


def test_the_verdict_and_its_reason_are_told(bench: Bench) -> None:
    page = shown(bench)
    text = said(page)
    assert "Distance 25.0 %: mismatch" in text
    assert "Positioning:" in text
    assert page.bars["tech_partner"].accessibleName() == "Technology firm (partner): intended 10.0 %, observed 30.0 %"


def test_shares_wait_until_they_are_whole(bench: Bench) -> None:
    page = shown(bench)
    before, steps = stored(bench), bench.steps()
    typed(bench, page.shares["brand"], "30")
    assert stored(bench) == before
    assert "80.0 %" in page.sum.text()
    assert "20.0 %" in page.sum.text()
    assert page.shares["brand"].value() == 0.3
    typed(bench, page.shares["tech_partner"], "30")
    assert stored(bench)["brand"] == 0.3
    assert stored(bench)["tech_partner"] == 0.3
    assert bench.steps() == steps + 1
    assert "match" in said(page)
    bench.undo()
    assert stored(bench) == before
    assert page.shares["brand"].value() == 0.5


def test_the_rest_is_spread(bench: Bench) -> None:
    page = shown(bench)
    typed(bench, page.shares["brand"], "35")
    QTest.mouseClick(page.spread, Qt.MouseButton.LeftButton)
    bench.settle()
    assert abs(sum(stored(bench).values()) - 1) < 1e-9
    assert stored(bench)["brand"] == 0.35
    assert stored(bench)["retailer"] == 0.39
    assert "government" not in stored(bench)


def test_counts_are_typed(bench: Bench) -> None:
    page = shown(bench)
    typed(bench, page.counts["brand"], "96")
    found = bench.desk.read(lambda session: reach(session, "en"))
    assert next(one.count for one in found.counts if one.category == "brand") == 96
    assert "180 counted" in said(page)


def test_counts_are_pasted_by_channel_in_one_step(bench: Bench) -> None:
    page = shown(bench)
    page.add_period()
    bench.settle()
    steps = bench.steps()
    right, wrong = [code for code, _ in page.found.channels.values()][:2]
    QGuiApplication.clipboard().setText(f"Type\tn\tChannel\nBrand owner\t40\t{right}\nInvestor\t35\t{wrong}\n")
    page.paste()
    bench.settle()
    assert bench.steps() == steps + 1
    text = said(page)
    assert "Which link failed" in text
    assert "The channel:" in text
    assert "Distance by channel" in text
    page.channel.set_value(next(key for key, (code, _) in page.found.channels.items() if code == wrong))
    page._turn()
    assert page.counts["investor"].value() == 35
    assert page.counts["brand"].value() == 0


def test_a_table_with_a_mistake_is_refused_whole(bench: Bench, tmp_path: Path) -> None:
    page = shown(bench)
    steps = bench.steps()
    QGuiApplication.clipboard().setText("Brand owner\t40\nFarmers\t3\n")
    page.paste()
    bench.settle()
    assert bench.errors == ["observed.line"]
    assert bench.steps() == steps


def test_another_dimension_begins_empty(bench: Bench) -> None:
    page = shown(bench)
    page.dimension.set_value("seniority")
    page._turn()
    assert set(page.shares) >= {"staff", "director"}
    assert "Type which share" in page.sum.text()
    typed(bench, page.shares["staff"], "100")
    assert bench.desk.read(lambda session: reach(session, "en")).intended["seniority"] == {"staff": 1.0}


def test_counts_are_typed_by_content(bench: Bench) -> None:
    page = shown(bench)
    piece = next(iter(page.pieces))
    page.content.set_value(piece)
    page._turn()
    assert page.counts["brand"].value() == 0
    typed(bench, page.counts["brand"], "12")
    found = bench.desk.read(lambda session: reach(session, "en"))
    assert [one.count for one in found.counts if one.content_id == piece] == [12]
    assert "132 counted" in said(page)
