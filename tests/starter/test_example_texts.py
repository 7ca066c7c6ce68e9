"""The shipped vocabularies and the example plan: three languages everywhere, and numbers as in the worked example."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

STARTER = Path(__file__).resolve().parents[2] / "b2bdesk" / "starter"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
LABELS = ("label_en", "label_hans", "label_hant")
CODECS = {"zh-Hans": "gb2312", "zh-Hant": "big5"}
TWIN_FORMS = "云后里干几"
"""Simplified forms that Big5 has as other characters; none of them is meant in our Traditional texts."""
NOT_TAIWAN = (
    "視頻 軟件 硬件 信息 網絡 質量 營銷 運營 線索 渠道 博客 落地頁 短信 數據庫 二維碼 默認 反饋 服務器 登錄 文檔 演示 "
    "模板 行業 展會 老板 企業號 乾貨 畫像 門店 大促 茶飲店 留資 成單 導購"
).split()
PROPER = ("視頻號",)
"""Names of products keep their own words."""
REPEATED = frozenset({"owner", "person"})
"""Names of people and desks stand wherever they work."""
GROUPS = {
    "P1": [3, 6, 3, 1, 2, 2, 4],
    "P2": [2, 6, 2, 2, 1, 2, 4],
    "P3": [2, 6, 3, 2, 2, 2, 4],
    "P4": [1, 6, 2, 1, 1, 2, 3],
    "P5": [0, 6, 1, 2, 1, 1, 3],
}
HELP = dict(
    zip(
        (f"K{n:02}" for n in range(1, 31)),
        (9, 7, 9, 8, 8, 9, 8, 7, 6, 8, 8, 9, 9, 7, 8, 8, 9, 8, 8, 8, 7, 8, 8, 8, 6, 9, 9, 8, 8, 7),
        strict=True,
    )
)
Texts = list[tuple[str, dict[str, str]]]


@pytest.fixture(scope="module")
def vocab() -> dict[str, list[dict[str, Any]]]:
    """Return the vocabularies."""
    return json.loads((STARTER / "vocab.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    """Return the example."""
    return json.loads((STARTER / "example.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def texts(plan: dict[str, Any]) -> Texts:
    """Return every text of the example with its place."""
    return list(texts_of(plan, "$"))


def texts_of(value: Any, place: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the texts inside a value: objects that speak several languages, and labels."""
    if isinstance(value, list):
        for at, one in enumerate(value):
            yield from texts_of(one, f"{place}[{at}]")
    elif isinstance(value, dict) and "en" in value:
        yield place, value
    elif isinstance(value, dict):
        if LABELS[0] in value:
            yield f"{place}.label", {lang: value[key] for lang, key in zip(LANGUAGES, LABELS, strict=True)}
        for key, one in value.items():
            yield from texts_of(one, f"{place}.{key}")


def unfit(lang: str, text: str) -> list[str]:
    """Return the characters of a Chinese text that belong to the other script."""
    found = [ch for ch in text if not encodable(ch, CODECS[lang])]
    return found + [ch for ch in text if lang == "zh-Hant" and ch in TWIN_FORMS]


def encodable(ch: str, codec: str) -> bool:
    """Tell whether a character set has a character."""
    try:
        ch.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def width(text: str) -> int:
    """Return the width of a text; a Chinese character counts two."""
    return sum(2 if ord(ch) >= 0x2E80 else 1 for ch in text)


def labels_of(vocab: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, str, str]]:
    """Yield place, language and text of every label, the short ones too."""
    for name, rows in vocab.items():
        for row in rows:
            for part in ("label", "short"):
                for lang, end in zip(LANGUAGES, ("en", "hans", "hant"), strict=True):
                    if f"{part}_{end}" in row:
                        yield f"{name}.{row['code']}.{part}", lang, row[f"{part}_{end}"]


def test_vocabularies_speak_three_languages(vocab: dict[str, list[dict[str, Any]]]) -> None:
    """Every label is there, trimmed and in its own script."""
    for place, lang, text in labels_of(vocab):
        assert text, (place, lang)
        assert text == text.strip(), (place, lang)
        if lang != "en":
            assert not unfit(lang, text), (place, lang, text)


def test_labels_and_codes_are_distinct(vocab: dict[str, list[dict[str, Any]]]) -> None:
    """Within a vocabulary no code and no label stands twice."""
    for name, rows in vocab.items():
        for key in ("code", *LABELS):
            values = [row[key] for row in rows]
            assert len(values) == len(set(values)), (name, key)


def test_vocabularies_agree_with_each_other(vocab: dict[str, list[dict[str, Any]]]) -> None:
    """Codes that entries name exist: states, phases, bands, form classes, stages, categories, roles."""
    codes = {name: {row["code"] for row in rows} for name, rows in vocab.items()}
    assert {row["phase"] for row in vocab["state"]} == codes["phase"]
    assert {row["band"] for row in vocab["state"]} == codes["band"]
    assert sorted(state for row in vocab["stage"] for state in row["states"]) == sorted(codes["state"])
    assert {row["cls"] for row in vocab["content_form"]} == codes["form_class"]
    assert {row["category"] for row in vocab["tag"]} <= codes["tag_cat"]
    assert {row["counts_as"] for row in vocab["role"] if "counts_as" in row} <= codes["role"]
    assert sum(row["weight"] for row in vocab["info_group"]) == 100
    for row in vocab["channel"]:
        assert set(row["accepts"]) <= codes["form_class"], row["code"]
        assert set(row["fit"]) == codes["stage"], row["code"]
        assert row["kind"] in codes["channel_kind"], row["code"]
        assert row["domain"] in codes["domain"], row["code"]


def test_texts_are_there_in_three_languages(texts: Texts) -> None:
    """Every text of the example is there, trimmed and in its own script."""
    for place, text in texts:
        assert tuple(text) == LANGUAGES, place
        for lang, words in text.items():
            assert words, (place, lang)
            assert words == words.strip(), (place, lang)
            if lang != "en":
                assert not unfit(lang, words), (place, words)


def test_no_text_stands_twice(texts: Texts) -> None:
    """No two texts of the example are the same in a language, but for people's names."""
    for lang in LANGUAGES:
        seen: dict[str, str] = {}
        for place, text in texts:
            if place.rpartition(".")[2] in REPEATED or place.endswith(".label"):
                continue
            assert text[lang] not in seen or is_short(place, seen[text[lang]]), (lang, place, seen[text[lang]])
            seen[text[lang]] = place


def is_short(one: str, other: str) -> bool:
    """Tell whether one of two places is a short title, which may be a short text's own words."""
    return one.endswith("short_title") or other.endswith("short_title")


def test_traditional_is_written_for_taiwan(vocab: dict[str, list[dict[str, Any]]], texts: Texts) -> None:
    """Words that a reader in Taipei would not write are not there."""
    found = [(place, text["zh-Hant"]) for place, text in texts]
    found += [(place, text) for place, lang, text in labels_of(vocab) if lang == "zh-Hant"]
    for place, text in found:
        for name in PROPER:
            text = text.replace(name, "")
        assert not [word for word in NOT_TAIWAN if word in text], (place, text)


def test_lengths(plan: dict[str, Any], texts: Texts) -> None:
    """Texts fit their fields; short titles fit a chip."""
    limits = {"short_title": 16, "summary": 500, "quote": 200, "core_message": 140, "distinctive_asset": 140}
    for place, text in texts:
        limit = limits.get(place.rpartition(".")[2], 1000)
        assert all(len(words) <= limit for words in text.values()), place
    for row in plan["content"]:
        assert all(width(words) <= 8 for words in row["short_title"].values()), row["code"]


def test_codes_are_unique_and_references_resolve(plan: dict[str, Any], vocab: dict[str, list[dict[str, Any]]]) -> None:
    """Whatever names something by its code names something that is there."""
    have = {name: {row["code"] for row in plan[name]} for name in plan if is_coded(plan[name])}
    assert all(len(have[name]) == len(plan[name]) for name in have)
    inner = [row["code"] for persona in plan["personas"] for row in persona["items"] + persona["sourcing"]]
    inner += [row["code"] for chain in plan["chains"] for row in chain["members"] + chain["relations"]]
    assert len(inner) == len(set(inner))
    for kind, code, place in references(plan):
        known = {row["code"] for row in vocab[kind]} if kind in vocab else have.get(kind, set(inner))
        assert code in known, (place, kind, code)


def is_coded(value: Any) -> bool:
    """Tell whether a collection holds rows with codes."""
    return isinstance(value, list) and bool(value) and "code" in value[0]


def references(plan: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield vocabulary or collection, code and place of every reference."""
    for row in plan["content"]:
        yield from (("personas", code, row["code"]) for code in row["personas"])
        yield from (("stages", code, row["code"]) for code in row["stages"])
        yield from (("tags", code, row["code"]) for code in row["tags"])
        yield from (("driver", code, row["code"]) for code in row["drivers"])
        yield from (("topic", code, row["code"]) for code in [row["topic"], *row["extra_topics"]])
        yield from ((kind, row[key], row["code"]) for kind, key in (("content_form", "form"), ("cta", "cta")))
    for row in plan["placements"]:
        one = {"content": "content", "stage": "stages", "channel": "channels", "campaign": "campaigns", "link": "links"}
        yield from ((kind, row[key], row["code"]) for key, kind in one.items() if key in row)
        yield from (("personas", code, row["code"]) for code in row["personas"])
    for row in plan["personas"]:
        kinds = {"topic": "topic", "form": "content_form", "channel": "channels"}
        yield from (("segments", code, row["code"]) for code in row["segments"])
        yield from ((kinds[p["dim"]], p["value"], row["code"]) for p in row["prefs"] if p["dim"] in kinds)
        one = ("org_type", "industry", "department", "seniority", "age_band", "education", "authority")
        yield from ((kind, row[kind], row["code"]) for kind in one if kind in row)
    for row in plan["evidence"]:
        for link in row["links"]:
            target = next(key for key in ("persona", "item") if key in link)
            yield {"persona": "personas", "item": "items"}[target], link[target], row["code"]
    yield from (("pools", row["pool"], row["code"]) for row in plan["channels"])
    yield from (("goals", row["goal"], row["code"]) for row in plan["campaigns"])
    yield from (("personas", m["persona"], m["code"]) for chain in plan["chains"] for m in chain["members"])
    relations = [row for chain in plan["chains"] for row in chain["relations"]]
    yield from (("members", row[end], row["code"]) for row in relations for end in ("from", "to"))


def filled(persona: dict[str, Any]) -> list[int]:
    """Count the filled fields of each information group (D5)."""
    kinds = {item["kind"] for item in persona["items"]}
    strong = Counter(pref["dim"] for pref in persona["prefs"] if pref["strength"] >= 2)
    job = ("org_type", "industry", "department", "title", "seniority", "company_size")
    return [
        sum(bool(persona.get(key)) for key in ("age_band", "education", "location")),
        sum(bool(persona.get(key)) for key in job),
        sum(bool(persona.get(key)) for key in ("drivers", "sourcing", "info_sources")),
        ("budget_min" in persona and "budget_max" in persona) + bool(persona.get("budget_cycle")),
        (strong["channel"] >= 2) + any(pref["dim"] == "manner" for pref in persona["prefs"]),
        (strong["form"] >= 2) + (strong["topic"] >= 2),
        len(kinds & {"pain", "challenge", "need", "desire"}),
    ]


def test_personas_are_as_full_as_in_the_worked_example(plan: dict[str, Any]) -> None:
    """Each group has as many filled fields as the worked example says."""
    assert {persona["code"]: filled(persona) for persona in plan["personas"]} == GROUPS


def test_help_scores(plan: dict[str, Any]) -> None:
    """The five answers of each piece add up to its score."""
    for row in plan["content"]:
        scores = [row["help"][f"h{n}"] for n in range(1, 6)]
        assert sum(scores) == HELP[row["code"]], row["code"]
        assert set(scores) <= {0, 1, 2}, row["code"]
        assert row["status"] != "published" or row["file"], row["code"]


def test_the_plan_is_the_worked_example(plan: dict[str, Any]) -> None:
    """Placements, statuses and costs are the ones of the worked example."""
    rows = plan["placements"]
    assert [row["code"] for row in rows] == [f"L{n:02}" for n in range(1, 73)]
    assert Counter(row["stage"] for row in rows if row["status"] not in ("idea", "dropped")) == {
        "S1": 20, "S2": 18, "S3": 21, "S4": 10,
    }  # fmt: skip
    statuses = Counter(row["status"] for row in rows)
    assert statuses == {"idea": 2, "planned": 14, "scheduled": 9, "live": 22, "done": 24, "dropped": 1}
    assert sum(row["cost"] for row in rows if row["status"] not in ("idea", "dropped")) == 411_000
    assert sum(row["effort_h"] * {"draft": 0.5, "ready": 0.1}.get(row["status"], 0) for row in plan["content"]) == (
        pytest.approx(30.4)
    )


def test_links_lead_home_and_differ(plan: dict[str, Any]) -> None:
    """Every tracked link starts on the own site, is used once, and is like no other."""
    used = Counter(row["link"] for row in plan["placements"] if "link" in row)
    assert set(used.values()) == {1}
    assert set(used) == {row["code"] for row in plan["links"]}
    keys = ("base", "source", "medium", "campaign", "term", "content")
    assert len({tuple(row.get(key) for key in keys) for row in plan["links"]}) == len(plan["links"]) == 54
    channels = {row["code"]: row for row in plan["channels"]}
    slugs = {row["code"]: row["slug"] for row in plan["campaigns"]}
    placed = {row["link"]: row for row in plan["placements"] if "link" in row}
    for link in plan["links"]:
        row = placed[link["code"]]
        channel = channels[row["channel"]]
        assert urlsplit(link["base"]).hostname in plan["workspace"]["own_hosts"]
        assert (link["source"], link["medium"]) == (channel["utm_source"], channel["utm_medium"])
        assert link["campaign"] == slugs[row["campaign"]]
        assert (link["kind"] == "qr") == (link["medium"] == "qr")


def test_one_person_has_one_standing(plan: dict[str, Any]) -> None:
    """Influence, authority and stance are the same in all roles of a person."""
    for chain in plan["chains"]:
        standing = defaultdict(set)
        for m in chain["members"]:
            standing[m["persona"]].add((m["influence"], m["authority"], m["stance"]))
        assert all(len(values) == 1 for values in standing.values()), chain["code"]
