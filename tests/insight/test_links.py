"""Tracked addresses and codes at their edges."""

import pytest

from b2bdesk.insight.analytics import ga4_group
from b2bdesk.insight.links import build_link, LinkRules, normalise, one_edit_apart
from b2bdesk.insight.qr import qr_size, qr_version, scene_issue

BASE = "https://www.example.com/a"


def link(base: str = BASE, rules: LinkRules | None = None, **values: str) -> tuple[str | None, list[str]]:
    """Return the address and the codes of what is wrong with it."""
    given = {"utm_source": "newsletter", "utm_medium": "email", "utm_campaign": "x"} | values
    found = build_link(base, given, rules)
    return found.url, [issue.code for issue in (*found.errors, *found.warnings)]


@pytest.mark.parametrize(
    "base",
    [
        "",
        "www.example.com",
        "ftp://example.com",
        "mailto:a@b.cn",
        "https://",
        "http:///x",
        "https://[::1",
        "https://a b/",
    ],
)
def test_only_absolute_web_addresses(base: str) -> None:
    assert link(base) == (None, ["E01"])


def test_each_missing_value_is_named() -> None:
    found = build_link(BASE, {"utm_source": " ", "utm_medium": "", "utm_term": "x"})
    assert [issue.short for issue in found.errors] == [
        "E02 utm_source missing",
        "E02 utm_medium missing",
        "E02 utm_campaign missing",
    ]


@pytest.mark.parametrize(
    "value",
    ["li@firm.cn", "ａ＠firm.cn", "13812345678", "138 1234 5678", "021-12345678", "+44 20 7946 0958", "8613812345678"],
)
def test_personal_data_is_refused(value: str) -> None:
    assert link(utm_content=value) == (None, ["E03"])


@pytest.mark.parametrize("value", ["2026-03-18", "20260318", "k11-l26", "a@b", "12345678901234567890"])
def test_ordinary_numbers_are_not_personal(value: str) -> None:
    assert link(utm_content=value)[1] == []


def test_length_is_limited() -> None:
    assert link(utm_term="a" * 100)[1] == []
    assert link(utm_term="a" * 101) == (None, ["E04"])
    assert link(f"{BASE}?x={'a' * 2048}")[1] == ["W07"]


def test_the_address_keeps_what_is_not_ours() -> None:
    url, codes = link("HTTPS://User@WWW.Example.COM:8080?b=2&UTM_Source=x&a=%E5%BA%93&&c#x?utm_source=y")
    assert url == (
        "https://User@www.example.com:8080/?b=2&a=%E5%BA%93&c&utm_source=newsletter&utm_medium=email"
        "&utm_campaign=x#x?utm_source=y"
    )
    assert codes == ["W03", "W04"]


def test_spaces_become_one_hyphen_and_never_plus() -> None:
    url, codes = link(utm_campaign="  Spring   Sale ", utm_content="a+b/c~d_e.f")
    assert url
    assert url.endswith("utm_campaign=spring-sale&utm_content=a%2Bb%2Fc~d_e.f")
    assert codes == ["W01"]


def test_own_sites() -> None:
    assert link(rules=LinkRules(own_hosts=("WWW.example.com",)))[1] == ["W05"]
    assert link(rules=LinkRules(own_hosts=("www.example.com",), on_own_site=False))[1] == []
    assert link(rules=LinkRules(own_hosts=("example.com",)))[1] == []


def test_near_sources() -> None:
    assert link(rules=LinkRules(used_sources=("newsleter",)))[1] == ["W08"]
    assert link(rules=LinkRules(used_sources=("newsleter", "newsletter")))[1] == []


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("baidu", "baidu", False),
        ("baidu", "baid", True),
        ("baidu", "baidi", True),
        ("baidu", "bbaidu", True),
        ("baidu", "abidu", False),
        ("", "a", True),
        ("baidu", "bai", False),
        ("ab", "ba", False),
    ],
)
def test_edit_distance(a: str, b: str, near: bool) -> None:
    assert one_edit_apart(a, b) is one_edit_apart(b, a) is near


@pytest.mark.parametrize(
    ("source", "medium", "campaign", "group"),
    [
        ("", "", "", "Direct"),
        ("google", "cpc", "cross-network-x", "Cross-network"),
        ("amazon", "cpc", "x", "Paid Shopping"),
        ("baidu", "cpc", "shop-sale", "Paid Shopping"),
        ("baidu", "cpm", "x", "Paid Search"),
        ("media", "cpm", "x", "Display"),
        ("media", "banner", "x", "Display"),
        ("youku", "paid-video", "x", "Paid Video"),
        ("media", "native-cpc", "x", "Paid Other"),
        ("media", "retargeting", "x", "Paid Other"),
        ("media", "article", "spring-shop", "Organic Shopping"),
        ("media", "article", "workshop", "Unassigned"),
        ("wechat", "article", "x", "Organic Social"),
        ("live", "social", "x", "Organic Social"),
        ("iqiyi", "x", "x", "Organic Video"),
        ("m.baidu.com", "x", "x", "Organic Search"),
        ("www.so.com", "x", "x", "Organic Search"),
        ("x", "organic", "x", "Organic Search"),
        ("sales", "email", "x", "Email"),
        ("x", "affiliate", "x", "Affiliates"),
        ("news", "referral", "x", "Referral"),
        ("x", "audio", "x", "Audio"),
        ("sms", "x", "x", "SMS"),
        ("firebase", "x", "x", "Mobile Push"),
        ("x", "web-push", "x", "Mobile Push"),
        ("expo", "qr", "x", "Unassigned"),
    ],
)
def test_analytics_groups(source: str, medium: str, campaign: str, group: str) -> None:
    assert ga4_group(source, medium, campaign) == group


def test_normalising_is_done_after_one_time() -> None:
    assert normalise(" Ｃ Ｐ\tC ") == "c-p-c"


def test_codes_too_long_to_print() -> None:
    assert (qr_version(14), qr_version(15), qr_version(666), qr_version(667)) == (1, 2, 20, None)
    assert qr_size(667) is None
    plain, logo = qr_version(180), qr_version(180, logo=True)
    assert (plain, logo) == (9, 14)
    small = qr_size(5, 10)
    assert small
    assert small.symbol_mm == 20


def test_scene_texts() -> None:
    assert scene_issue("K11_L26") is None
    assert scene_issue("x" * 64) is None
    assert scene_issue("")
    assert scene_issue("x" * 65)
