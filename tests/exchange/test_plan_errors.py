"""What is wrong in a plan file is said with its place and its reason, and nothing of it arrives."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from b2bdesk.errors import UserError
from b2bdesk.exchange import plan
from b2bdesk.exchange.plan import jsontext
from tests.exchange import plans
from tests.exchange.memory import empty, filled

Change = Callable[[dict[str, Any]], object]


def at(*path: Any, value: Any) -> Change:
    """Return what puts a value at a path."""

    def change(doc: dict[str, Any]) -> None:
        inner: Any = doc
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value

    return change


def without(*path: Any) -> Change:
    """Return what takes a key away."""

    def change(doc: dict[str, Any]) -> None:
        inner: Any = doc
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]

    return change


def twice(name: str) -> Change:
    """Return what puts the first row of a list behind it again, without its code."""
    return lambda doc: doc[name].append({**doc[name][0], "code": "NEW1"})


CASES: list[tuple[Change, str, str]] = [
    (at("format", value="x"), "$.format", "plan.format"),
    (without("format_version"), "$.format_version", "plan.version"),
    (at("format_version", value=2), "$.format_version", "plan.newer"),
    (at("format_version", value=True), "$.format_version", "plan.version"),
    (at("surprise", value=1), "$.surprise", "plan.unknown_key"),
    (at("a b", value=1), '$["a b"]', "plan.unknown_key"),
    (without("workspace"), "$.workspace", "plan.required"),
    (without("workspace", "name"), "$.workspace.name", "plan.required"),
    (at("workspace", "name", value=" \u0000 "), "$.workspace.name", "plan.required"),
    (at("workspace", "name", value="x" * 81), "$.workspace.name", "plan.too_long"),
    (at("workspace", "plan_start", value="20260101"), "$.workspace.plan_start", "plan.day"),
    (at("workspace", "plan_start", value="2026-02-30"), "$.workspace.plan_start", "plan.day"),
    (at("workspace", "plan_start", value="0001-01-01"), "$.workspace.plan_start", "plan.day"),
    (at("workspace", "plan_start", value="2026-12-31"), "$.workspace", "workspace.dates"),
    (at("workspace", "lang", value="fr"), "$.workspace.lang", "plan.unknown_code"),
    (at("workspace", "uid", value=7), "$.workspace.uid", "plan.uid"),
    (at("workspace", "settings", value=[]), "$.workspace.settings", "plan.type"),
    (at("workspace", "settings", value={"a": 10**30}), "$.workspace.settings.a", "plan.range"),
    (at("workspace", "own_hosts", value=["a", 1]), "$.workspace.own_hosts[1]", "plan.type"),
    (at("workspace", "own_hosts", value="a"), "$.workspace.own_hosts", "plan.type"),
    (at("vocabulary", value=[]), "$.vocabulary", "plan.type"),
    (at("vocabulary", "a b", value=[]), '$.vocabulary["a b"]', "plan.vocab"),
    (at("vocabulary", "state", value=[{"code": "x"}]), "$.vocabulary.state[0].code", "plan.closed"),
    (at("vocabulary", "topic", 1, "code", value="case"), "$.vocabulary.topic[1].code", "plan.doubled"),
    (at("company", "gross_margin", value=1.01), "$.company.gross_margin", "plan.range"),
    (at("company", "gross_margin", value="0.5"), "$.company.gross_margin", "plan.type"),
    (at("company", "acv", value=1.005), "$.company.acv", "plan.money"),
    (at("company", "acv", value=-1), "$.company.acv", "plan.range"),
    (at("company", "acv", value=10**13), "$.company.acv", "plan.range"),
    (at("company", "sales_cycle_days", value=None), "$.company.sales_cycle_days", "plan.type"),
    (at("company", "uid", value="x"), "$.company.uid", "plan.unknown_key"),
    (at("segments", value={}), "$.segments", "plan.type"),
    (at("segments", 0, value=[]), "$.segments[0]", "plan.type"),
    (at("segments", 0, "headcount_min", value=1.5), "$.segments[0].headcount_min", "plan.type"),
    (at("segments", 0, "headcount_min", value=2**60), "$.segments[0].headcount_min", "plan.range"),
    (at("segments", 0, "price_sensitivity", value=6), "$.segments[0].price_sensitivity", "plan.range"),
    (at("segments", 1, "code", value="SEG1"), "$.segments[1].code", "plan.doubled"),
    (at("segments", 0, "revenue_share", value=0.5), "$.segments", "segment.shares"),
    (at("segments", 0, "org_types", value=["brand", "brand"]), "$.segments[0].org_types[1]", "plan.doubled_code"),
    (at("segments", 0, "org_types", value=["x"]), "$.segments[0].org_types[0]", "plan.unknown_code"),
    (at("benchmarks", 0, "segment", value="SEG9"), "$.benchmarks[0].segment", "plan.unknown_code"),
    (at("benchmarks", 0, "may_quote", value=1), "$.benchmarks[0].may_quote", "plan.type"),
    (at("personas", 0, "segments", value=[]), "$.personas[0].segments", "plan.required"),
    (without("personas", 1, "segments"), "$.personas[1].segments", "plan.required"),
    (at("personas", 0, "segments", 1, value="X"), "$.personas[0].segments[1]", "plan.unknown_code"),
    (at("personas", 0, "photo", value="0" * 64), "$.personas[0].photo", "plan.no_picture"),
    (at("personas", 0, "photo", value="../x"), "$.personas[0].photo", "plan.image"),
    (at("personas", 1, "budget_min", value=5), "", ""),
    (at("personas", 0, "items", 0, "colour", value=1), "$.personas[0].items[0].colour", "plan.unknown_key"),
    (at("personas", 1, "items", value=[{"code": "I01", "text": "x"}]), "$.personas[1].items[0].code", "plan.doubled"),
    (lambda doc: doc["personas"][0]["prefs"].append(doc["personas"][0]["prefs"][0]), "$.personas[0].prefs[1].value",
     "plan.doubled"),
    (at("stages", 1, "states", 0, value="visit"), "$.stages[1].states[0]", "plan.doubled_state"),
    (at("stages", 1, "states", value=["active"]), "$.stages", "stage.states"),
    (at("channels", 0, "fit", "S9", value=1), "$.channels[0].fit.S9", "plan.unknown_code"),
    (at("channels", 0, "fit", "S1", value=3), "$.channels[0].fit.S1", "plan.range"),
    (at("content", 0, "help", value=[]), "$.content[0].help", "plan.type"),
    (at("content", 0, "help", "h1", value=3), "$.content[0].help.h1", "plan.range"),
    (at("content", 1, "status", value="published"), "$.content[1]", "content.file"),
    (at("links", 0, "base", value="x"), "$.links[0]", "link.E01"),
    (lambda doc: doc["links"].append({**doc["links"][0], "code": "U02"}), "$.links[1]", "plan.same_address"),
    (twice("placements"), "$.placements[2].date_from", "plan.doubled"),
    (at("placements", 1, "content", value=""), "$.placements[1].content", "plan.required"),
    (at("placements", 1, "status", value="live"), "$.placements[1]", "placement.date"),
    (at("placements", 0, "date_to", value="2026-01-01"), "$.placements[0]", "placement.dates"),
    (at("placements", 0, "state", value="deal"), "$.placements[0]", "placement.state"),
    (at("chains", 0, "relations", 0, "to", value="M01"), "$.chains[0].relations[0].to", "plan.same_member"),
    (at("chains", 0, "relations", 0, "to", value="M09"), "$.chains[0].relations[0].to", "plan.unknown_code"),
    (at("chains", 0, "members", 1, value={"code": "M02", "persona": "P1", "role": "user"}),
     "$.chains[0].members[1].role", "plan.doubled"),
    (at("chains", 0, "members", 1, value={"code": "M02", "persona": "P1", "role": "buyer", "stance": 1}), "$.chains",
     "chain.standing"),
    (at("evidence", 0, "links", 0, "persona", value="P1"), "$.evidence[0].links[0]", "plan.one_target"),
    (at("cell_plans", 0, "persona", value="P1"), "$.cell_plans[0]", "plan.one_axis"),
    (at("cell_plans", 1, "reason", value=""), "$.cell_plans[1]", "cell.reason"),
    (at("assets", "x", value={"mime": "image/png", "data": ""}), "$.assets.x.data", "plan.picture"),
    (at("assets", "x", value={"mime": "image/svg+xml", "data": ""}), "$.assets.x.mime", "plan.mime"),
    (at("assets", "x", value={"mime": "image/png", "data": "%"}), "$.assets.x.data", "plan.base64"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "place", "code"), CASES, ids=[f"{place} {code}" for _, place, code in CASES])
def test_place_and_reason(change: Change, place: str, code: str) -> None:
    """Each error names where it is."""
    doc = plans.small()
    change(doc)
    if not code:
        filled(doc)
        return
    with pytest.raises(UserError) as caught:
        filled(doc)
    assert (caught.value.place, caught.value.code) == (place, code)
    assert caught.value.sentence().startswith(place + ": ")


TEXTS: list[tuple[str | bytes, str, str]] = [
    (b"", "$", "plan.syntax"),
    (b"{", "$", "plan.syntax"),
    (b"[]", "$", "plan.type"),
    (b"\xff\xfe{}", "$", "plan.encoding"),
    ('{"format": "a", "format": "b"}', "$.format", "plan.doubled"),
    ('{"a": {"b": [1, {"c": 1, "c": 2}]}}', "$.a.b[1].c", "plan.doubled"),
    ('{"a": [NaN]}', "$.a[0]", "plan.not_finite"),
    ('{"a": -Infinity}', "$.a", "plan.not_finite"),
    ('{"a": 1e999999999999999999999}', "$.a", "plan.not_finite"),
    ('{"a": 1e999999999}', "$.a", "plan.not_finite"),
    ('{"a": ' + "9" * 5000 + "}", "$.a", "plan.not_finite"),
    ('{"a": ' + "[" * 30 + "]" * 30 + "}", "$.a" + "[0]" * 24, "plan.too_deep"),
    ('{"a": ' + "[" * 200_000 + "]" * 200_000 + "}", "$", "plan.too_deep"),
    ('{"a": 1} x', "$", "plan.syntax"),
    ('{"\\ud800": 1}', '$["\ud800"]', ""),
]


@pytest.mark.parametrize(("text", "place", "code"), TEXTS, ids=range(len(TEXTS)))
def test_traps_of_json(text: str | bytes, place: str, code: str) -> None:
    """Broken, doubled, endless and gigantic things are refused in one sentence."""
    with pytest.raises(UserError) as caught:
        plan.read(text)
    if code:
        assert (caught.value.place, caught.value.code) == (place, code)


def test_too_big_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A giant costs no memory."""
    monkeypatch.setattr("b2bdesk.exchange.plan.reader.MAX_BYTES", 1000)
    (tmp_path / "big.json").write_bytes(b"{" + b" " * 2000)
    with pytest.raises(UserError) as caught:
        plan.read(tmp_path / "big.json")
    assert caught.value.code == "plan.too_big"
    assert jsontext.MAX_BYTES == 64 * 1024 * 1024


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_no_file(tmp_path: Path, name: str) -> None:
    """What is no file is told in a sentence."""
    with pytest.raises(UserError):
        plan.read(tmp_path / name)


def test_nothing_arrives_on_an_error(tmp_path: Path) -> None:
    """An error late in the file, or found by the domain's rules, leaves the workspace as it was."""
    ws = plans.blank(tmp_path / "a.b2bdesk")
    before = ws.digest()
    for change in (at("assets", "x", value=1), at("placements", 1, "status", value="live")):
        doc = plans.small()
        change(doc)
        with pytest.raises(UserError):
            plan.import_plan(ws, json.dumps(doc))
        assert ws.digest() == before
        assert ws.history() == []
    ws.close()


ODD = [None, True, -1, 0, 10**25, 1.5, "", "x" * 30_000, "\ud800\x00", [], [[]], {}, {"a": None}, "2026-13-01"]


@pytest.mark.parametrize("seed", range(180))
def test_mutated_documents(seed: int) -> None:
    """Whatever a file holds, it is imported or refused in one sentence."""
    chance = random.Random(seed)
    doc = plans.small()
    for _ in range(chance.choice([1, 1, 2, 5])):
        _mutate(doc, chance)
    error = _error_of(json.dumps(doc).encode())
    assert error is None or (error.place or "").startswith("$")


@pytest.mark.parametrize("seed", range(60))
def test_mutated_bytes(seed: int) -> None:
    """The same for single bytes changed, lost and doubled."""
    chance = random.Random(seed)
    data = bytearray(json.dumps(plans.small(), ensure_ascii=False).encode())
    for _ in range(3):
        where = chance.randrange(len(data))
        data[where : where + chance.randrange(3)] = bytes(chance.randrange(256) for _ in range(chance.randrange(3)))
    _error_of(bytes(data))


def _error_of(data: bytes) -> UserError | None:
    try:
        plan.fill(empty(), plan.read(data))
    except UserError as error:
        error.sentence("en")
        return error
    return None


def _mutate(doc: Any, chance: random.Random) -> None:
    spots = list(_spots(doc))
    holder, key = chance.choice(spots)
    act = chance.choice(["odd", "odd", "drop", "swap", "rename"])
    if act == "drop":
        del holder[key]
    elif act == "swap":
        other, place = chance.choice(spots)
        holder[key] = json.loads(json.dumps(other[place]))
    elif act == "rename" and isinstance(holder, dict):
        holder[str(key) + chance.choice(["x", " ", "\u202e", "$"])] = holder.pop(key)
    else:
        holder[key] = chance.choice(ODD)


def _spots(value: Any) -> list[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    found = [(value, key) for key in keys]
    for key in keys:
        found += _spots(value[key])
    return found
