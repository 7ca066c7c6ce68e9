"""Excel's limits, a test each: what does not fit is made to fit, and told."""

from pathlib import Path
from typing import Any

import pytest

from b2bdesk.errors import UserError
from b2bdesk.exchange import excel
from b2bdesk.exchange.excel import limits
from b2bdesk.exchange.excel.cells import CellWriter, serial
from b2bdesk.exchange.excel.page import Cell, Line
from b2bdesk.exchange.excel.report import NO_LINK, Report
from b2bdesk.exchange.excel.widths import height, lines, width
from tests.exchange import plans
from tests.exchange.memory import filled
from tests.exchange.workbooks import sheet_cells, TODAY


class OneStyle:
    """Styles that are all alike."""

    def number(self, name: str, *, quote: bool = False) -> int:
        """Return 9 for text that looks like a formula, 1 else."""
        return 9 if quote else 1


def rows(cells: list[Cell], places: dict[Any, str] | None = None) -> tuple[list[str], CellWriter]:
    """Return the XML of cells, a row each, and their writer."""
    writer = CellWriter("Sheet", OneStyle(), places or {}, Report())  # type: ignore[arg-type]
    return list(writer.rows(Line([cell]) for cell in cells)), writer


def test_text_of_the_greatest_length_stays() -> None:
    """32,767 characters fit."""
    assert limits.fit("x" * limits.TEXT).changes == ()


@pytest.mark.parametrize("text", ["x" * (limits.TEXT + 1), "字" * 40_000, "😀" * 16_384])
def test_longer_text_is_cut(text: str) -> None:
    """Characters beyond the first plane count two, as Excel counts them."""
    fitted = limits.fit(text)
    assert fitted.changes == (limits.CUT,)
    assert fitted.text.endswith("…")
    assert limits.TEXT - 2 <= limits.length(fitted.text) <= limits.TEXT


def test_line_feeds() -> None:
    """253 line feeds fit; the others become spaces."""
    assert limits.fit("\n" * limits.LINE_FEEDS).changes == ()
    fitted = limits.fit("a\n" * 300)
    assert fitted.changes == (limits.FEEDS,)
    assert fitted.text.count("\n") == limits.LINE_FEEDS
    assert fitted.text.count("a") == 300


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\x7f", "\ud800", "\ufffe", "\uffff", "\ufdd0"])
def test_illegal_characters_are_left_out(bad: str) -> None:
    """XML cannot hold them at all, or Excel refuses them."""
    fitted = limits.fit(f"a{bad}b")
    assert (fitted.text, fitted.changes) == ("ab", (limits.REMOVED,))


def test_line_ends_are_line_feeds() -> None:
    """A carriage return would be shown as _x000D_."""
    assert limits.fit("a\r\nb\rc").text == "a\nb\nc"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("_x0041_", "_x005F_x0041_"), ("_x0041", "_x0041"), ("__x005f_", "__x005F_x005f_"), ("_xZZZZ_", "_xZZZZ_")],
)
def test_escapes_are_escaped(text: str, escaped: str) -> None:
    """Text that looks like an escaped character stays text."""
    assert limits.escape(text) == escaped


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "=cmd|'/c calc'!A0"])
def test_formulas_are_text(text: str) -> None:
    """They are string cells, with the mark that keeps them text when they are edited."""
    found, _ = rows([Cell(text)])
    assert 't="inlineStr"' in found[0]
    assert 's="9"' in found[0]
    assert "<f>" not in found[0]


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "TRUE", "1e5", "2026-03-01", "007"])
def test_lookalikes_are_text(text: str) -> None:
    """Nothing is guessed from a text."""
    found, _ = rows([Cell(text)])
    assert found == [f'<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>{text}</t></is></c></row>']


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("A/B:C*?[d]\\e", "A B C   d  e"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("History", "History 2"),
        ("x" * 40, "x" * 31),
    ],
)
def test_sheet_names(wanted: str, name: str) -> None:
    """At most 31 characters, none of those that Excel forbids, no reserved name."""
    assert limits.sheet_name(wanted, set()) == name


def test_sheet_names_are_unique() -> None:
    """Whatever the case, and within 31 characters."""
    taken: set[str] = set()
    names = [limits.sheet_name(wanted, taken) for wanted in ("x" * 40, "X" * 31, "x" * 31)]
    assert len({name.casefold() for name in names}) == 3
    assert max(map(len, names)) == 31


def test_headings() -> None:
    """Column names: one line, not empty, unique whatever the case, 255 characters at most."""
    found = limits.headings(["Name", "name", "", "a\nb", "y" * 300, "y" * 300])
    assert found[:4] == ["Name", "name 2", "-", "a b"]
    assert len({one.casefold() for one in found}) == 6
    assert max(map(len, found)) <= limits.HEADING


def test_page_header() -> None:
    """An ampersand begins a command there, so it is doubled; the whole header holds 255 characters."""
    assert limits.page_text("A & B\nC") == "A && B C"
    assert len(limits.page_text("&" * 500)) * 2 <= limits.HEADER


def test_links_of_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is beyond the limit bears no link, and that is told once."""
    monkeypatch.setattr(limits, "LINKS", 3)
    _, writer = rows([Cell("a", "link", ("x", 1))] * 5, {("x", 1): "'S'!A1"})
    assert len(writer.links) == 3
    assert [(change.kind, change.cell) for change in writer.report.changes] == [(NO_LINK, "A4")]


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://a.example/x", True),
        ("mailto:a@b.example", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://a.example/" + "x" * 2_100, False),
        ("https://a.example/a b", False),
    ],
)
def test_addresses(address: str, linked: bool) -> None:
    """Cells lead to http, https and mailto alone, within 2,079 characters."""
    _, writer = rows([Cell(address, "url", address)])
    assert (writer.addresses == [address]) is linked


def test_heights() -> None:
    """A row is at most 409 points high; a row of one line has no height of its own."""
    assert height(1) is None
    assert height(1000) == limits.ROW_HEIGHT


def test_widths() -> None:
    """A Chinese character counts two, a mark that stands above another none."""
    assert [width(text) for text in ("abc", "衡仓云", "e\u0301", "a\nlonger")] == [3, 6, 1, 6]
    assert lines("字" * 30, 20) == 4
    assert lines("a\nb", 20) == 2


def test_days() -> None:
    """Excel believes in 29 February 1900."""
    day = type(TODAY)
    assert [serial(day(1900, 1, 1)), serial(day(1900, 2, 28)), serial(day(1900, 3, 1)), serial(TODAY)] == [
        1,
        59,
        61,
        46_082,
    ]


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """More rows than a sheet can hold are refused in a sentence, and nothing is left behind."""
    monkeypatch.setattr(limits, "ROWS", 3)
    with pytest.raises(UserError) as caught:
        excel.write(filled(plans.small()), tmp_path / "a.xlsx", lang="en", today=TODAY)
    assert caught.value.code == "export.too_many_rows"
    assert list(tmp_path.iterdir()) == []


def test_changes_are_told(tmp_path: Path) -> None:
    """A text that had to be changed is named by sheet and cell."""
    small = plans.small()
    small["content"][0]["notes"] = "\n" * 260 + "x"
    small["content"][0]["summary"] = "_x0041_ =1"
    small["content"][0]["notes"] = "a" + "\n" * 260 + "x"
    report = excel.write(filled(small), tmp_path / "a.xlsx", lang="en", today=TODAY, sheets=["content"])
    assert [change.kind for change in report.changes] == [limits.FEEDS]
    assert report.sentences()[0].startswith("Content!")
    texts = [text for _, text in sheet_cells(tmp_path / "a.xlsx").values()]
    assert "_x005F_x0041_ =1" in texts
