"""The worked example gives the expected results, to the last digit."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from b2bdesk.insight import report
from b2bdesk.insight.importance import gap_priority
from b2bdesk.insight.index import index
from b2bdesk.insight.links import build_link
from b2bdesk.insight.qr import qr_size
from b2bdesk.insight.rules import find
from tests.insight.sample import golden, sample_plan, TODAY

EXPECTED = golden()
PLAN = sample_plan()
SAID = {
    "brand by cost 29.4% vs 46%±10": (("brand",), "29.4 % 46.0 % 10.0 %"),
    "S2 13.9% vs 40%±15": (("S2",), "13.9 % 40.0 % 15.0 %"),
    "new by cost 92.2% vs 75%±15": (("new",), "92.2 % 75.0 % 15.0 %"),
    "CH2 no decider": (("CH2", "decider"), ""),
    "SEM 48.7%": (("baidu_sem",), "48.7 %"),
    "budget/need 87.4% < 90%": (("need",), "87.4 %"),
}


def codes_of(text: str) -> tuple[str, ...]:
    """Read the codes of an expected finding."""
    return SAID[text][0] if text in SAID else tuple(text.replace("×", " ").split())


def test_coverage() -> None:
    found = report.coverage_report(PLAN)
    for key in ("stage_persona", "stage_channel", "counts"):
        assert found[key] == EXPECTED[key]
    assert found["by_status"] == {"idea": 2, "planned": 14, "scheduled": 9, "live": 22, "done": 24, "dropped": 1}
    assert found["by_stage"] == {"S1": 20, "S2": 18, "S3": 21, "S4": 10}
    assert found["phases"] == {"acquire": 38, "nurture": 21, "convert": 21, "retain": 10}
    assert found["cost_advertising"] == 308_000
    assert found["cost_by_channel"] == {
        "email": 2_500,
        "douyin": 9_500,
        "live_room": 8_000,
        "own_event": 55_000,
        "baidu_sem": 200_000,
        "feed_ads": 108_000,
        "expo": 28_000,
    }
    assert found["levels"]["stage_persona"]["S1|P2"] == "crowded"
    assert found["levels"]["stage_persona"]["S1|P1"] == "ok"
    assert found["levels"]["stage_persona"]["S2|P4"] == "thin"
    assert found["levels"]["stage_persona"]["S1|P5"] == "gap"
    assert found["levels"]["stage_channel"]["S1|wechat_oa"] == "crowded"


@pytest.mark.parametrize("rule", sorted(EXPECTED["findings"]))
def test_findings_of_each_rule(rule: str) -> None:
    plan = replace(PLAN, funnel_need=Decimal(686_640))
    found = [f for f in find(plan, TODAY) if f.rule == rule]
    assert sorted(f.codes for f in found) == sorted(map(codes_of, EXPECTED["findings"][rule]))


def test_number_of_findings_without_and_with_the_funnel() -> None:
    assert len(find(PLAN, TODAY)) == 22
    assert len(find(replace(PLAN, funnel_need=Decimal(686_640)), TODAY)) == 23


@pytest.mark.parametrize("text", [text for text, (_, numbers) in SAID.items() if numbers])
def test_sentences_name_the_numbers(text: str) -> None:
    rows = report.gaps_report(replace(PLAN, funnel_need=Decimal(686_640)), TODAY)
    codes, numbers = SAID[text]
    said = [row["sentence"] for row in rows if tuple(row["object"]["codes"]) == codes and row["rule"] != "G01"]
    assert any(all(n in sentence for n in numbers.split(" % ") if n) for sentence in said)


def test_findings_are_graded_and_sorted() -> None:
    rows = report.gaps_report(PLAN, TODAY)
    grades = ["EWI".index(row["severity"]) for row in rows]
    assert grades == sorted(grades)
    for grade in set(grades):
        weights = [row["importance"] for row, g in zip(rows, grades, strict=True) if g == grade]
        assert weights == sorted(weights, reverse=True)
    assert all("{" not in row["sentence"] + row["why"] for row in rows)
    first = next(row for row in rows if row["rule"] == "G01")
    assert first["sentence"] == "Sun Li meets nothing at Stage 1."
    assert first["object"] == {"kind": "cell", "codes": ["S1", "P5"]}


def test_gap_priorities() -> None:
    ix = index(PLAN)
    cells = [(1, 5, 0), (2, 5, 0), (4, 5, 0), (4, 4, 0), (3, 5, 1), (2, 4, 1)]
    assert [gap_priority(ix, *cell) for cell in cells] == [4.0, 4.0, 4.0, 3.6, 3.0, 1.8]


def test_balance_and_fame() -> None:
    found = report.balance_report(PLAN)
    for key, value in EXPECTED["balance"].items():
        assert found[key] == pytest.approx(value, abs=1e-12)
    assert report.fame_report(PLAN) == pytest.approx(EXPECTED["fame"])


def test_personas_and_chains() -> None:
    people = report.personas_report(PLAN, TODAY)
    assert {code: row["usable"] for code, row in people.items()} == {
        code: row["usable"] for code, row in EXPECTED["personas"].items()
    }
    for code, row in EXPECTED["personas"].items():
        assert people[code]["score"] == pytest.approx(row["score"])
    found = report.chains_report(PLAN)
    for code, row in EXPECTED["chains"].items():
        assert {key: found[code][key] for key in row} == row


@pytest.mark.parametrize("gap", sorted(EXPECTED["relevance"]))
def test_relevance(gap: str) -> None:
    rows = report.suggest_report(PLAN, *gap.split("|"), today=TODAY, limit=3)
    assert [[row["code"], row["score"]] for row in rows] == EXPECTED["relevance"][gap]


def test_parts_of_the_worked_score() -> None:
    best = report.suggest_report(PLAN, "S2", "website", "P5", today=TODAY)[0]
    assert best["parts"] == {"stage": 15.0, "persona": 25.0, "topic": 20.0, "form": 7.5, "appeal": 6.0}
    assert best["add_to"] is None
    assert report.suggest_report(PLAN, "S3", "email", "P5", today=TODAY)[0]["add_to"] == "L55"


@pytest.mark.parametrize("vector", EXPECTED["utm"])
def test_links(vector: dict[str, Any]) -> None:
    extra = {f"utm_{name}": value for name, value in vector["extra"].items()}
    values = {f"utm_{name}": vector[name] for name in ("source", "medium", "campaign")}
    link = build_link(vector["base"], values | extra)
    assert link.url == vector["url"]
    assert [issue.short for issue in link.errors] == vector["errors"]
    assert [issue.short for issue in link.warnings] == vector["warnings"]
    assert link.ga4_group == vector["ga4"]


@pytest.mark.parametrize(("size", "distance", "n"), [(173, 1500, 0), (60, 300, 1)])
def test_qr(size: int, distance: int, n: int) -> None:
    found = qr_size(size, distance)
    assert found
    numbers = (found.version, found.modules, found.symbol_mm, found.module_mm, found.total_mm)
    assert [float(x) for x in numbers] == pytest.approx(list(EXPECTED["qr"][n].values()))
