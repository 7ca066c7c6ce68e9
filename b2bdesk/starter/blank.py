"""The vocabularies and stages that every new workspace is given."""

import json
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.base import new_uid, now
from b2bdesk.terms import Language

TABLES: Final = {"stage", "tag_cat", "tag"}
"""Vocabularies that are tables of their own."""
LABELS: Final = ("label_en", "label_hans", "label_hant")
CURRENCIES: Final = {Language.EN: "USD", Language.HANS: "CNY", Language.HANT: "TWD"}


@cache
def vocabularies() -> dict[str, list[dict[str, Any]]]:
    """Return all vocabularies as they are shipped: name -> entries in their order."""
    text = files(__package__).joinpath("vocab.json").read_text(encoding="utf-8")
    found: dict[str, list[dict[str, Any]]] = json.loads(text)
    return found


def entry_rows() -> list[dict[str, Any]]:
    """Return the vocabulary entries as the plan file and the table hold them, without identities."""
    return [
        {
            "vocab": vocab,
            "code": entry["code"],
            **{key: entry.get(key) or "" for key in LABELS},
            "data": {key: value for key, value in entry.items() if key not in ("code", *LABELS)},
            "sort": place,
            "archived": False,
        }
        for vocab, entries in vocabularies().items()
        if vocab not in TABLES
        for place, entry in enumerate(entries, 1)
    ]


def fill_blank(session: Session, *, lang: str, name: str, year: int) -> None:
    """Write the workspace row, an empty company, the vocabularies, the four stages and the starter tags."""
    _insert(
        session,
        "workspace",
        [
            {
                "name": name,
                "lang": lang,
                "currency": CURRENCIES[Language(lang)],
                "plan_start": date(year, 1, 1),
                "plan_end": date(year, 12, 31),
            }
        ],
    )
    _insert(session, "company_profile", [{}])
    _insert(session, "vocab_entry", entry_rows())
    _fill_stages(session)
    _fill_tags(session)


def _fill_stages(session: Session) -> None:
    presets = vocabularies()["stage"]
    keys = ("code", *LABELS, "decision", "target_emotional")
    _insert(session, "stage", [_item({key: row[key] for key in keys}, i) for i, row in enumerate(presets, 1)])
    ids = _ids(session, "stage")
    states = [{"stage_id": ids[row["code"]], "state": state} for row in presets for state in row["states"]]
    _insert(session, "stage_state", states)


def _fill_tags(session: Session) -> None:
    shown = ("code", *LABELS)
    categories = vocabularies()["tag_cat"]
    _insert(
        session, "tag_category", [_item({key: row[key] for key in shown}, i) for i, row in enumerate(categories, 1)]
    )
    ids = _ids(session, "tag_category")
    tags = [
        _item({**{key: row[key] for key in shown}, "category_id": ids[row["category"]]}, i)
        for i, row in enumerate(vocabularies()["tag"], 1)
    ]
    _insert(session, "tag", tags)


def _item(values: dict[str, Any], place: int) -> dict[str, Any]:
    return {**values, "sort": place}


def _ids(session: Session, name: str) -> dict[str, int]:
    table = metadata.tables[name]
    return dict(session.execute(select(table.c.code, table.c.id)).all())


def _insert(session: Session, name: str, rows: list[dict[str, Any]]) -> None:
    table = metadata.tables[name]
    moment = now()
    stamped = [{"created_at": moment, "updated_at": moment, **row} for row in rows]
    if "uid" in table.c:
        stamped = [{"uid": new_uid(), **row} for row in stamped]
    session.execute(insert(table), stamped)
