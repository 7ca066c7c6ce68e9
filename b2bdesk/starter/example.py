"""The example plan, in the language that is asked for."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from b2bdesk.exchange.plan import check, pick_language, PlanDoc
from b2bdesk.starter.blank import entry_rows


@cache
def _example() -> dict[str, Any]:
    text = files(__package__).joinpath("example.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def example_document(lang: str) -> PlanDoc:
    """Return the example as a checked plan document in one language, with the shipped vocabularies."""
    doc = pick_language(_example(), lang)
    doc["workspace"]["lang"] = lang
    doc["vocabulary"] = _vocabulary()
    return check(doc)


def _vocabulary() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in entry_rows():
        found.setdefault(row["vocab"], []).append({key: row[key] for key in row if key not in ("vocab", "sort")})
    return found
