"""Plan files: a whole workspace as one documented JSON document (`docs/plan-format.md`), both ways without loss."""

from b2bdesk.exchange.plan.document import PlanDoc
from b2bdesk.exchange.plan.fill import fill, import_plan, is_blank
from b2bdesk.exchange.plan.language import pick_language
from b2bdesk.exchange.plan.layout import FORMAT, VERSION
from b2bdesk.exchange.plan.reader import check, read
from b2bdesk.exchange.plan.writer import document, save, write

__all__ = [
    "FORMAT",
    "VERSION",
    "PlanDoc",
    "check",
    "document",
    "fill",
    "import_plan",
    "is_blank",
    "pick_language",
    "read",
    "save",
    "write",
]
