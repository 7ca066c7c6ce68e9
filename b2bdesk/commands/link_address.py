"""The address a tracking link's fields give (D11)."""

from collections.abc import Mapping
from typing import Any, Final

from b2bdesk.errors import UserError
from b2bdesk.insight.links import build_link, Link

PARTS: Final = {
    "source": "utm_source",
    "medium": "utm_medium",
    "campaign": "utm_campaign",
    "utm_id": "utm_id",
    "term": "utm_term",
    "content": "utm_content",
}
FIELDS: Final = ("base", *PARTS)


def built(values: Mapping[str, Any]) -> Link:
    """Return the tracked address that a link's fields give, with its errors and warnings."""
    return build_link(str(values.get("base") or ""), {utm: str(values.get(key) or "") for key, utm in PARTS.items()})


def refuse_wrong(values: Mapping[str, Any]) -> None:
    """Raise `UserError` for the first thing that forbids a link."""
    for issue in built(values).errors:
        raise UserError(f"link.{issue.code}", issue.message, place=values.get("code"), **dict(issue.facts))
