"""Into which default channel group Google Analytics 4 files a visit (D11), first match wins.

The lists of known sources are a selection of Google's own, which changes; what is not listed needs a telling medium.
"""

import re
from collections.abc import Callable
from typing import Final

UNASSIGNED: Final = "Unassigned"

SHOPS: Final = frozenset({"alibaba", "amazon", "ebay", "etsy", "shopify", "walmart"})
SEARCH: Final = frozenset({"baidu", "sogou", "so.com", "360.cn", "google", "bing", "yahoo", "yandex"})
SOCIAL: Final = frozenset({"wechat", "weibo", "tencent", "douban", "linkedin", "facebook", "twitter", "tiktok"})
VIDEO: Final = frozenset({"youku", "iqiyi", "youtube"})

SHOP_CAMPAIGN: Final = re.compile(r"(.*(([^a-df-z]|^)shop|shopping).*)")
PAID: Final = re.compile(r"(.*cp.*|ppc|retargeting|paid.*)")
DISPLAY: Final = frozenset({"display", "banner", "expandable", "interstitial", "cpm"})
SOCIAL_MEDIA: Final = frozenset({"social", "social-network", "social-media", "sm", "social network", "social media"})
EMAIL: Final = frozenset({"email", "e-mail", "e_mail", "e mail"})
REFERRAL: Final = frozenset({"referral", "app", "link"})
NOTHING: Final = frozenset({"", "(direct)", "(none)", "(not set)"})

Test = Callable[[str, str, str], bool]


def listed(source: str, names: frozenset[str]) -> bool:
    """Tell whether a source is one of the names, or a host that bears one: m.baidu.com."""
    return (
        source in names
        or any(label in names for label in source.split("."))
        or source.endswith(tuple(f".{name}" for name in names))
    )


def paid(medium: str) -> bool:
    """Tell whether the medium says that the visit was paid for."""
    return PAID.fullmatch(medium) is not None


def shop(source: str, campaign: str) -> bool:
    """Tell whether source or campaign is about shopping."""
    return listed(source, SHOPS) or SHOP_CAMPAIGN.fullmatch(campaign) is not None


def push(source: str, medium: str) -> bool:
    """Tell whether the visit came from a notification on a telephone."""
    return medium.endswith("push") or "mobile" in medium or "notification" in medium or source == "firebase"


GROUPS: Final[tuple[tuple[str, Test], ...]] = (
    ("Direct", lambda s, m, c: s in NOTHING and m in NOTHING),
    ("Cross-network", lambda s, m, c: "cross-network" in c),
    ("Paid Shopping", lambda s, m, c: paid(m) and shop(s, c)),
    ("Paid Search", lambda s, m, c: paid(m) and listed(s, SEARCH)),
    ("Paid Social", lambda s, m, c: paid(m) and listed(s, SOCIAL)),
    ("Paid Video", lambda s, m, c: paid(m) and listed(s, VIDEO)),
    ("Display", lambda s, m, c: m in DISPLAY),
    ("Paid Other", lambda s, m, c: paid(m)),
    ("Organic Shopping", lambda s, m, c: shop(s, c)),
    ("Organic Social", lambda s, m, c: listed(s, SOCIAL) or m in SOCIAL_MEDIA),
    ("Organic Video", lambda s, m, c: listed(s, VIDEO) or "video" in m),
    ("Organic Search", lambda s, m, c: listed(s, SEARCH) or m == "organic"),
    ("Email", lambda s, m, c: s in EMAIL or m in EMAIL),
    ("Affiliates", lambda s, m, c: m == "affiliate"),
    ("Referral", lambda s, m, c: m in REFERRAL),
    ("Audio", lambda s, m, c: m == "audio"),
    ("SMS", lambda s, m, c: "sms" in (s, m)),
    ("Mobile Push", lambda s, m, c: push(s, m)),
)


def ga4_group(source: str, medium: str, campaign: str = "") -> str:
    """Return the channel group of normalised values (D11)."""
    return next((name for name, test in GROUPS if test(source, medium, campaign)), UNASSIGNED)
