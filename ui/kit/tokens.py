"""The design's numbers, as shipped in `resources/tokens.json`."""

import json
from functools import cache
from typing import Any

import resources


@cache
def tokens() -> dict[str, Any]:
    """Return all tokens."""
    loaded: dict[str, Any] = json.loads(resources.read_text("tokens.json"))
    return loaded


def token(*path: str) -> Any:
    """Return one token, such as `token("size", "rail")`."""
    value: Any = tokens()
    for part in path:
        value = value[part]
    return value


def icon_names() -> set[str]:
    """Return the names of all icons that tokens speak of."""
    found = {entry["icon"] for group in ("form", "formClass", "severity") for entry in token(group).values()}
    return found | set(token("channelIcon").values()) | set(token("railIcon").values())
