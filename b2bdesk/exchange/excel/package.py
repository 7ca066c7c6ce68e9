"""Pages as an .xlsx file: openpyxl makes the workbook around the sheets, the rows stream past it as text."""

import zlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.packaging.relationship import Relationship
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import tostring

from b2bdesk.errors import UserError
from b2bdesk.exchange.excel import limits
from b2bdesk.exchange.excel.cells import CellWriter, letter
from b2bdesk.exchange.excel.page import Anchor, Area, Page, Picture
from b2bdesk.exchange.excel.report import Report
from b2bdesk.exchange.excel.styles import FONTS, SIZE, Styles
from b2bdesk.exchange.excel.widths import LINE
from b2bdesk.exchange.files import Cancelled, full
from b2bdesk.i18n import tr
from b2bdesk.terms import Language, Level, N_

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every part: the same plan on the same day gives the same file."""
BATCH: Final = 500
NAMESPACES: Final = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
Progress = Callable[[int, int], None]


class Ticker:
    """Counts the lines written, tells of them now and then, and stops when asked to."""

    def __init__(self, total: int, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self.total, self.done = total, 0
        self.progress, self.cancelled = progress, cancelled

    def tick(self, lines: int) -> None:
        """Count lines."""
        self.done += lines
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total)


class PageWriter(WorksheetWriter):
    """Writes one sheet: what openpyxl knows comes from it, rows and links from the page."""

    def __init__(self, sheet: Any, page: Page, cells: CellWriter, ticker: Ticker, out: Path) -> None:
        self.page, self.cells, self.ticker = page, cells, ticker
        self.file = out.open("w", encoding="utf-8", newline="")
        super().__init__(sheet, out=str(out))

    def get_stream(self) -> Generator[Any, Any, None]:
        """Take elements one by one and write each as text."""
        self.file.write(f"<?xml version='1.0' encoding='UTF-8'?>\n<worksheet {NAMESPACES}>")
        try:
            while True:
                element = yield
                if element is not None and element is not True:
                    self.file.write(cast("bytes", tostring(element)).decode("utf-8"))
        except GeneratorExit:
            self.file.write("</worksheet>")
            self.file.close()

    def write_rows(self) -> None:
        """Write everything up to the last row."""
        self.write_top()
        self.file.write("<sheetData>")
        batch: list[str] = []
        for row in self.cells.rows(self.page.lines()):
            batch.append(row)
            if len(batch) == BATCH:
                self._flush(batch)
        self._flush(batch)
        self.file.write("</sheetData>")

    def write_hyperlinks(self) -> None:
        """Write the links that the cells asked for."""
        for at, address in enumerate(self.cells.addresses, 1):
            self._rels.append(  # type: ignore[attr-defined]
                Relationship(type="hyperlink", TargetMode="External", Target=address, Id=f"link{at}")
            )
        if self.cells.links:
            self.file.write(f"<hyperlinks>{''.join(self.cells.links)}</hyperlinks>")

    def cleanup(self) -> None:
        """Leave the file to the folder it lies in, which goes as a whole."""

    def _flush(self, batch: list[str]) -> None:
        self.file.write("".join(batch))
        self.ticker.tick(len(batch))
        batch.clear()


class StableZip(ZipFile):
    """A zip archive whose parts all bear the same time."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **more: Any) -> None:
        """Add a part."""
        super().writestr(_info(str(zinfo_or_arcname)), data, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **more: Any) -> None:
        """Add a file as a part."""
        with open(filename, "rb") as source, self.open(_info(str(arcname)), "w") as target:
            while block := source.read(1 << 20):
                target.write(block)


class KeptImage(Image):
    """A picture of the plan; openpyxl's own would want a library that decodes it, ours was judged when it came."""

    def __init__(self, picture: Picture) -> None:
        self._bytes = picture.data
        self.format, self.width, self.height = picture.format, picture.width, picture.height

    def _data(self) -> bytes:
        return self._bytes


@dataclass(frozen=True, slots=True)
class About:
    """What a workbook says about itself; `levels` are the words of the levels."""

    title: str
    lang: Language
    today: date
    levels: dict[Level, str]


def save(pages: Sequence[Page], target: Path, about: About, report: Report, ticker: Ticker, *, beside: Path) -> None:
    """Write the pages into `target`; `beside` names the file in messages."""
    book = Workbook(write_only=True)
    _describe(book, about)
    with TemporaryDirectory(prefix="b2bdesk-") as folder:
        styles = Styles(book, about.lang, about.levels)
        names = _names(pages)
        places = _places(pages, names)
        for at, page in enumerate(pages):
            sheet: Any = book.create_sheet(names[page.key])
            styles.sheet = sheet
            _set_up(sheet, page, about)
            cells = CellWriter(names[page.key], styles, places, report)
            report.rows[page.key] = page.count()
            sheet._writer = PageWriter(sheet, page, cells, ticker, Path(folder) / f"{at}.xml")
        _write(book, target, beside)


def _write(book: Workbook, target: Path, beside: Path) -> None:
    try:
        with StableZip(target, "w", ZIP_DEFLATED, compresslevel=5) as archive:
            ExcelWriter(book, archive).write_data()
    except (SerialisationError, zlib.error) as exc:
        raise full(beside) from exc
    finally:
        for sheet in book.worksheets:
            sheet._writer.xf.close()  # type: ignore[attr-defined]


def _describe(book: Any, about: About) -> None:
    said = book.properties
    said.title, said.language = limits.fit(about.title).text, str(about.lang)
    said.creator = said.lastModifiedBy = "b2bdesk"
    said.created = said.modified = datetime.combine(about.today, time())
    book._fonts[0].name, book._fonts[0].sz, book._fonts[0].scheme = FONTS[about.lang], SIZE, None


def _names(pages: Sequence[Page]) -> dict[str, str]:
    taken: set[str] = set()
    return {page.key: limits.sheet_name(page.title, taken) for page in pages}


def _places(pages: Sequence[Page], names: dict[str, str]) -> dict[Anchor, str]:
    found: dict[Anchor, str] = {}
    for page in pages:
        quoted = "'" + names[page.key].replace("'", "''") + "'"
        for anchor, row, column in page.anchors():
            found.setdefault(anchor, f"{quoted}!{letter(column)}{row}")
    return found


def _set_up(sheet: Any, page: Page, about: About) -> None:
    if page.count() > limits.ROWS or len(page.widths) > limits.COLUMNS:
        message = N_("The sheet “{sheet}” would have {n} rows, more than Excel can hold. Export it as CSV.")
        raise UserError("export.too_many_rows", message, sheet=page.title, n=page.count())
    for at, width in enumerate(page.widths, 1):
        sheet.column_dimensions[letter(at)].width = min(width, limits.COLUMN_WIDTH)
    sheet.sheet_format.defaultRowHeight = LINE[about.lang] + 1
    if page.freeze:
        sheet.freeze_panes = page.freeze
    sheet.sheet_view.showGridLines = False
    _set_up_print(sheet, page, about)
    for area in page.areas():
        sheet._tables.add(_table(area))
    for cells in page.merges:
        sheet.merged_cells.add(cells)
    for picture in page.pictures:
        sheet.add_image(KeptImage(picture), f"A{picture.row}")


def _set_up_print(sheet: Any, page: Page, about: About) -> None:
    setup = sheet.page_setup
    setup.paperSize, setup.orientation, setup.pageOrder = 9, "landscape", "overThenDown"
    setup.fitToWidth, setup.fitToHeight = page.pages_wide, page.pages_tall
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.6, 0.3, 0.3
    if page.repeat_rows:
        sheet.print_title_rows = f"{page.repeat_rows[0]}:{page.repeat_rows[1]}"
    if page.repeat_columns and page.pages_wide > 1:
        sheet.print_title_cols = f"A:{letter(page.repeat_columns)}"
    for row in page.breaks:
        sheet.row_breaks.append(Break(id=row))
    head, foot = sheet.oddHeader, sheet.oddFooter
    head.left.text, head.right.text = limits.page_text(about.title), limits.page_text(page.title)
    foot.left.text = limits.page_text(tr("As of {day}", day=about.today.isoformat()))
    foot.right.text = "&P / &N"


def _table(area: Area) -> Table:
    ref = f"A{area.first}:{letter(len(area.columns))}{area.last}"
    columns = [TableColumn(id=at, name=limits.escape(name)) for at, name in enumerate(area.columns, 1)]
    style = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    return Table(
        displayName=area.name,
        name=area.name,
        ref=ref,
        tableColumns=columns,
        autoFilter=AutoFilter(ref=ref),
        tableStyleInfo=style,
    )


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, date_time=EPOCH)
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
    return info


__all__ = ["Progress", "Ticker", "save"]
