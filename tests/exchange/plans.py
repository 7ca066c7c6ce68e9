"""Plans as objects, for tests: a small whole one that uses every entity, and the example."""

import base64
import copy
import hashlib
from datetime import date
from pathlib import Path
from typing import Any, TYPE_CHECKING

from sqlalchemy.orm import Session

from b2bdesk.domain.text import clean
from b2bdesk.errors import UserError
from b2bdesk.exchange import plan

if TYPE_CHECKING:
    from b2bdesk import workspace

__all__ = ["FIRST", "LAST", "UserError", "blank", "clean", "exported", "nothing", "small"]

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def sha_of(data: str) -> str:
    """Return the hash of a picture written in base64."""
    return hashlib.sha256(base64.b64decode(data)).hexdigest()


def _pixel_sha() -> str:
    return sha_of(PIXEL)


def _vocab(*codes: str) -> list[dict[str, Any]]:
    return [
        {"uid": f"v-{code}-{at}-{len(codes)}", "code": code, "label_en": code.title(), "label_hans": "词", "sort": at}
        for at, code in enumerate(codes)
    ]


def small() -> dict[str, Any]:
    """Return a plan with at least one row of every entity."""
    vocabulary = {
        "industry": _vocab("retail", "food"),
        "org_type": _vocab("brand"),
        "driver": _vocab("w_report"),
        "topic": _vocab("case", "trend"),
        "content_form": _vocab("white_paper", "video"),
        "cta": _vocab("none", "form"),
        "capability": _vocab("content"),
        "domain": _vocab("public"),
        "channel_kind": _vocab("site", "mail"),
        "trait": _vocab("purposeful"),
        "source": _vocab("interview"),
        "age_band": _vocab("30_39"),
        "education": _vocab("bachelor"),
        "department": _vocab("it"),
        "function": _vocab("m_site"),
        "party": _vocab("marketing", "sales"),
    }
    vocabulary["content_form"][0]["data"] = {"class": "doc", "effort_h": 12.5, "list": [1, {"a": None}]}
    return copy.deepcopy(
        {
            "format": "b2bdesk-plan",
            "format_version": 1,
            "workspace": {
                "uid": "w1",
                "name": "Small — 小",
                "lang": "en",
                "currency": "CNY",
                "plan_start": "2026-01-01",
                "plan_end": "2026-12-31",
                "own_hosts": ["a.example"],
                "settings": {"thresholds": {"share": 0.45}},
            },
            "vocabulary": vocabulary,
            "company": {"product": "One\ntwo", "gross_margin": 0.1, "acv": 12.5},
            "stage_sets": [{"code": "SS1", "name": "Short", "product": "Scanner"}],
            "segments": [
                {"code": "SEG1", "name": "Brands", "account_class": "sme", "revenue_share": 0.25, "sort": 2},
                {
                    "code": "SEG2",
                    "name": "=1+1",
                    "account_class": "group",
                    "revenue_share": 0.75,
                    "sort": 1,
                    "stage_set": "SS1",
                },
            ],
            "goals": [{"code": "G1", "text": "Grow", "value": -0.5, "due": "2026-06-30"}],
            "industries": [{"code": "T1", "industry": "retail"}],
            "benchmarks": [{"code": "B1", "name": "Hegu", "segment": "SEG2", "may_quote": True}],
            "competitors": [{"code": "C1", "name": "A spreadsheet", "kind": "status_quo", "est_spend": 0.1}],
            "resources": [{"code": "R1", "kind": "people", "capability": "content", "fte": 0.5, "amount": 99.99}],
            "functions": [{"function": "m_site", "owner": "R1", "party": "marketing"}],
            "alignments": [
                {"code": "AL1", "party": "sales", "agreed_on": "2026-01-08", "agreed": "Eight leads a week"}
            ],
            "personas": [
                {
                    "code": "P1",
                    "name": "Lin",
                    "title": "Lead",
                    "photo": _pixel_sha(),
                    "segments": ["SEG1", "SEG2"],
                    "drivers": ["w_report"],
                    "items": [{"code": "I01", "text": "Tables\nby hand"}],
                    "prefs": [{"dim": "channel", "value": "WEB", "strength": 3}],
                    "sourcing": [{"code": "N01", "text": "Asks a friend"}],
                    "versions": [{"taken_on": "2026-01-09", "name": "First", "why": "Ten talks", "data": {"a": [1]}}],
                    "leading": True,
                    "review_on": "2026-07-01",
                },
                {"code": "P2", "name": "Bo", "title": "Founder", "segments": ["SEG1"]},
            ],
            "stages": [
                {"code": "S1", "label_en": "Before", "states": ["attention", "visit", "register"], "sort": 1},
                {
                    "code": "S2",
                    "label_en": "After",
                    "decision": True,
                    "target_emotional": 0.2,
                    "states": ["active", "opportunity", "deal", "referral"],
                    "sort": 2,
                },
                {
                    "code": "S3",
                    "label_en": "All at once",
                    "stage_set": "SS1",
                    "states": ["attention", "visit", "register", "active", "opportunity", "deal", "referral"],
                    "sort": 3,
                },
            ],
            "pools": [{"code": "LP1", "label_en": "Site", "reply_sla_h": 0.1}],
            "channels": [
                {"code": "WEB", "label_en": "Website", "fit": {"S1": 2, "S2": 0}, "pool": "LP1", "accepts": ["doc"]},
                {"code": "EML", "label_en": "Mail", "ownership": "O"},
            ],
            "tag_categories": [{"code": "TC1", "label_en": "Job"}],
            "tags": [{"code": "TAG1", "label_en": "Cook", "category": "TC1", "enabled": False}],
            "content": [
                {
                    "code": "K01",
                    "title": "Paper",
                    "form": "white_paper",
                    "topic": "case",
                    "horizon": "brand",
                    "extra_topics": ["trend"],
                    "personas": {"P1": 3, "P2": 1},
                    "stages": ["S1"],
                    "tags": ["TAG1"],
                    "help": {"h1": 2, "checked_on": "2026-02-01"},
                },
                {"code": "K02", "title": "@film", "form": "video", "topic": "trend", "horizon": "activation"},
            ],
            "campaigns": [{"code": "A1", "name": "Spring", "slug": "spring", "goal": "G1"}],
            "links": [
                {"code": "U01", "base": "https://a.example/?y=1#z", "source": "Bai", "medium": "cpc", "campaign": "x"}
            ],
            "placements": [
                {
                    "code": "L01",
                    "content": "K01",
                    "stage": "S1",
                    "channel": "WEB",
                    "status": "live",
                    "date_from": "2026-02-01",
                    "cost": 1000.1,
                    "link": "U01",
                    "personas": ["P1"],
                    "campaign": "A1",
                    "state": "visit",
                },
                {"code": "L02", "content": "K02", "stage": "S2", "channel": "EML"},
            ],
            "chains": [
                {
                    "code": "CH1",
                    "name": "They buy",
                    "segment": "SEG1",
                    "members": [
                        {"code": "M01", "persona": "P1", "role": "user"},
                        {"code": "M02", "persona": "P2", "role": "decider", "stance": -1, "x": 12.5, "y": -3},
                        {"code": "M03", "title": "Head of finance", "role": "approver", "veto": "The budget"},
                    ],
                    "relations": [{"code": "X01", "from": "M01", "type": "reports_to", "to": "M02"}],
                }
            ],
            "evidence": [
                {
                    "code": "E01",
                    "title": "Talk",
                    "date": "2026-01-05",
                    "answers": [{"question": "began", "answer": "After the stock-out", "item": "i-01"}],
                    "links": [{"item": "I01"}, {"member": "M02", "polarity": "contradicts"}],
                }
            ],
            "cell_plans": [
                {"stage": "S1", "channel": "EML", "target": 0},
                {"stage": "S2", "persona": "P2", "not_needed": True, "reason": "Knows us"},
            ],
            "intended": [
                {"dimension": "org_type", "category": "brand", "share": 0.75},
                {"dimension": "org_type", "category": "other", "share": 0.25},
            ],
            "observed": [
                {
                    "code": "O1",
                    "date_from": "2026-01-01",
                    "date_to": "2026-01-31",
                    "source": "Site",
                    "counts": [{"dimension": "org_type", "category": "brand", "channel": "WEB", "count": 30}],
                }
            ],
            "finding_notes": [{"rule": "G03", "subject": "channel:c1 stage:s1", "reason": "Too dear"}],
            "snapshots": [{"taken_on": "2026-02-01", "label": "Kick-off", "data": {"coverage": 0.5}}],
            "results": [
                {"code": "RS01", "date_from": "2026-01-01", "date_to": "2026-03-31", "channel": "WEB", "leads": 0},
                {"code": "RS02", "date_from": "2026-01-01", "date_to": "2026-01-31", "placement": "L01", "cost": 9.5},
            ],
            "assets": {_pixel_sha(): {"mime": "image/png", "data": PIXEL}},
        }
    )


def nothing(session: Session) -> None:
    """Fill a workspace with nothing at all."""


def blank(path: Path) -> "workspace.Workspace":
    """Return a workspace without a single row."""
    from b2bdesk import workspace

    return workspace.create(path, fill=nothing)


def exported(ws: "workspace.Workspace") -> str:
    """Return a workspace as the text of a plan file."""
    with ws.read() as session:
        return plan.write(session)
