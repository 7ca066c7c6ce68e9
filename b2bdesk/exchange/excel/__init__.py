"""A plan as an Excel workbook: `write(session, path, lang=..., today=...)`."""

from b2bdesk.exchange.excel.report import Report
from b2bdesk.exchange.excel.sheets import Sheet, SHEETS
from b2bdesk.exchange.excel.workbook import write
from b2bdesk.exchange.files import Cancelled

__all__ = ["SHEETS", "Cancelled", "Report", "Sheet", "write"]
