"""The file as Excel needs it, and how it takes its place."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import SerialisationError
from openpyxl import load_workbook

from b2bdesk.errors import UserError
from b2bdesk.exchange import excel
from b2bdesk.exchange.excel import package
from tests.exchange import plans
from tests.exchange.memory import filled
from tests.exchange.workbooks import MAIN, parts, sheet_cells, TODAY
from tests.helpers.effort import examples

NAME = re.compile(r"[A-Za-z_\\][A-Za-z0-9_.]{0,254}")
REFERENCE = re.compile(r"([A-Z]{1,3}[0-9]+|R[0-9]*C?[0-9]*|C[0-9]*)", re.IGNORECASE)

DRAWN = ("Role cards", "Chains")
"""Sheets with cells that are joined: cards, and chains drawn below their table."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook of the small plan."""
    found = tmp_path_factory.mktemp("excel") / "small.xlsx"
    excel.write(filled(plans.small()), found, lang="en", today=TODAY)
    return found


def test_every_part_is_well_formed(path: Path) -> None:
    """And declared in the list of contents."""
    found = parts(path)
    declared = found["[Content_Types].xml"].decode()
    for name, data in found.items():
        if name.startswith("xl/media/"):
            assert data[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")
            assert f'Extension="{name.rpartition(".")[2]}"' in declared
            continue
        ElementTree.fromstring(data)
        assert name.endswith(".rels") or name == "[Content_Types].xml" or f'"/{name}"' in declared


def test_order_inside_a_sheet(path: Path) -> None:
    """Excel insists on the order of a sheet's children."""
    order = (
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetProtection autoFilter mergeCells hyperlinks \
        printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks drawing tableParts".split()
    )
    for name, data in parts(path).items():
        if name.startswith("xl/worksheets/sheet"):
            children = [child.tag.removeprefix(MAIN) for child in ElementTree.fromstring(data)]
            assert children == sorted(children, key=order.index)


def test_tables(path: Path) -> None:
    """Valid unique names, columns that equal the heading's cells, no table over another."""
    book, names = load_workbook(path), []
    for sheet in book.worksheets:
        used: set[int] = set()
        for table in sheet.tables.values():
            names.append(table.displayName)
            area = sheet[table.ref]
            assert [column.name for column in table.tableColumns] == [cell.value for cell in area[0]]
            assert table.autoFilter.ref == table.ref
            rows = {row[0].row for row in area}
            assert len(rows) >= 2
            assert not rows & used
            used |= rows
        assert sheet.title in DRAWN or sheet.merged_cells.ranges == set()
    assert len(names) == len({name.casefold() for name in names}) == 13
    assert all(NAME.fullmatch(name) and not REFERENCE.fullmatch(name) for name in names)


def test_links_resolve(path: Path) -> None:
    """Every link inside leads to a cell that holds something; every link outside is a web address."""
    book, inside = load_workbook(path), 0
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            link = cell.hyperlink
            if link.target:
                assert link.target.startswith("https://")
                continue
            name, _, ref = link.location.rpartition("!")
            assert book[name.strip("'").replace("''", "'")][ref].value is not None
            inside += 1
    assert inside > 30


def test_a_gap_leads_to_its_cell(path: Path) -> None:
    """A finding about a cell leads to that cell of the map, one about a row to its row."""
    book = load_workbook(path)
    links = {row[2].value: row[2].hyperlink.location for row in book["Gaps"].iter_rows(min_row=4) if row[2].hyperlink}
    name, _, ref = links["S2 × P1"].rpartition("!")
    cell = book[name.strip("'")][ref]
    assert book[name.strip("'")].cell(cell.row, 1).value == "P1"
    assert book[name.strip("'")].cell(4, cell.column).value == "S2"
    assert links["K01"].startswith("'Content'!")


def test_styles_are_few(path: Path) -> None:
    """Styles are shared, however many cells there are."""
    styles = ElementTree.fromstring(parts(path)["xl/styles.xml"])
    assert len(list(styles.iter(f"{MAIN}xf"))) < 70


def test_frame_of_sheets(path: Path) -> None:
    """A4 landscape, frozen panes, repeated headings, no user's name."""
    book = load_workbook(path)
    assert book.properties.creator == "b2bdesk"
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.freeze_panes
        assert sheet.oddFooter.left.text == "As of 2026-03-01"
    assert book["Placements"].print_title_rows == "$3:$3"


def test_same_plan_same_file(path: Path, tmp_path: Path) -> None:
    """Apart from uids that are made up, which no sheet shows, nothing depends on the moment."""
    excel.write(filled(plans.small()), tmp_path / "again.xlsx", lang="en", today=TODAY)
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_chosen_sheets(tmp_path: Path) -> None:
    """Only what was asked for, in the usual order; links to what is missing are plain text."""
    excel.write(filled(plans.small()), tmp_path / "a.xlsx", lang="en", today=TODAY, sheets=["content", "map"])
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Map", "Content"]
    assert book["Map"]["A7"].hyperlink is None


@pytest.mark.parametrize("sheets", [[], ["nonsense"]])
def test_unknown_sheets(sheets: list[str], tmp_path: Path) -> None:
    """They are refused."""
    with pytest.raises(UserError):
        excel.write(filled(plans.small()), tmp_path / "a.xlsx", lang="en", today=TODAY, sheets=sheets)


def test_an_empty_plan(tmp_path: Path) -> None:
    """A plan without a row of anything is a workbook too."""
    small = plans.small()
    small |= {key: [] for key in small if isinstance(small[key], list)}
    small["vocabulary"] = {}
    excel.write(filled(small), tmp_path / "a.xlsx", lang="en", today=TODAY)
    assert len(load_workbook(tmp_path / "a.xlsx").sheetnames) == 15


def test_progress(tmp_path: Path) -> None:
    """It rises to the whole."""
    seen: list[tuple[int, int]] = []
    excel.write(
        filled(plans.small()), tmp_path / "a.xlsx", lang="en", today=TODAY, progress=lambda *now: seen.append(now)
    )
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


def _written(target: Path, **more: Any) -> None:
    excel.write(filled(plans.small()), target, lang="en", today=TODAY, **more)


def test_cancelled(tmp_path: Path) -> None:
    """The old target stays, nothing lies beside it."""
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    asked = iter([False, False, True])
    with pytest.raises(excel.Cancelled):
        _written(target, cancelled=lambda: next(asked))
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def _no_space(*args: Any, **more: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _lxml_no_space(*args: Any, **more: Any) -> None:
    raise SerialisationError("IO_WRITE")


@pytest.mark.parametrize("fault", [_no_space, _lxml_no_space])
@pytest.mark.parametrize("where", [(package.StableZip, "writestr"), (package.StableZip, "write"), (os, "fsync")])
def test_full_disk(
    fault: Callable[..., None], where: tuple[Any, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence that names the place; the old target stays."""
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    if where[0] is os and fault is _lxml_no_space:
        return
    monkeypatch.setattr(*where, fault)
    with pytest.raises(UserError) as caught:
        _written(target)
    assert caught.value.code == "disk.full"
    assert str(target) in caught.value.sentence()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_open_target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that Excel holds open."""
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def refuse(*args: Any) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(UserError) as caught:
        _written(target)
    assert "Close it in other programs" in caught.value.sentence("en")
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["missing/a.xlsx", "folder"])
def test_no_such_place(name: str, tmp_path: Path) -> None:
    """A folder that is missing, and a target that is a folder."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError):
        _written(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is replaced."""
    (tmp_path / "real.xlsx").write_bytes(b"old")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "real.xlsx")
    _written(tmp_path / "link.xlsx")
    assert (tmp_path / "link.xlsx").is_symlink()
    with ZipFile(tmp_path / "real.xlsx") as archive:
        assert archive.testzip() is None


STRANGE = st.text(st.characters(exclude_categories=()), max_size=80) | st.sampled_from(
    ["_x000D_", "]]>", "<!--", "&amp;", "=HYPERLINK(1)", " lead", "trail ", "\u202eright", "e\u0301", "😀" * 20]
)


@settings(max_examples=examples(12), deadline=None)
@given(text=STRANGE, title=STRANGE)
def test_strange_texts(text: str, title: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever people write comes out as text, and the file stays well-formed."""
    small = plans.small()
    small["content"][0]["summary"] = text
    small["content"][0]["title"] = title if plans.clean(title) else "x"
    small["workspace"]["name"] = title[:80] if plans.clean(title[:80]) else "x"
    target = tmp_path_factory.mktemp("strange") / "a.xlsx"
    excel.write(filled(small), target, lang="en", today=TODAY, sheets=["summary", "content"])
    found = sheet_cells(target, 2)
    wanted = plans.clean(text, multiline=True)
    shown = excel_text(wanted)
    assert not shown or ("inlineStr", shown) in found.values()
    load_workbook(target)


def excel_text(text: str) -> str:
    """Return a text as a cell holds it."""
    from b2bdesk.exchange.excel import limits

    return limits.escape(limits.fit(text).text)
