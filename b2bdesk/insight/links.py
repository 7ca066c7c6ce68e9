"""Tracked addresses: build them, check them (D11)."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Final
from urllib.parse import quote, SplitResult, unquote, urlsplit, urlunsplit

from b2bdesk.insight.analytics import ga4_group, UNASSIGNED
from b2bdesk.terms import N_

FIELDS: Final = ("utm_source", "utm_medium", "utm_campaign", "utm_id", "utm_term", "utm_content")
NEEDED: Final = FIELDS[:3]

E01 = N_("Not an absolute http(s) address")
E02 = N_("{field} is missing")
E03 = N_("{field} holds personal data (an e-mail address or a phone number)")
E04 = N_("{field} is longer than {limit} characters")
W01 = N_("{field} was written the usual way: {value}")
W02 = N_("{field} holds letters outside ASCII")
W03 = N_("Tracking values already in the address were replaced")
W04 = N_("Tracking values after # are not counted")
W05 = N_("{host} is your own site: a tracked link inside it would hide where the visitor really came from")
W06 = N_("Google Analytics would file this under Unassigned")
W07 = N_("The address is longer than {limit} bytes")
W08 = N_("{value} is nearly the source {known} that is already in use")

SHORT: Final = {
    "E01": "not an absolute http(s) URL",
    "E02": "{field} missing",
    "E03": "personal data in {field}",
    "E04": "{field} longer than {limit}",
    "W01": "{field} normalised",
    "W02": "{field} not ASCII",
    "W03": "earlier utm_* replaced",
    "W04": "utm after #",
    "W05": "internal host {host}",
    "W06": "GA4 channel Unassigned",
    "W07": "longer than {limit} bytes",
    "W08": "{value} near used source {known}",
}
"""The same in the words of the interchange files."""

EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
PHONE: Final = re.compile(
    r"(?<!\d)(?:1[3-9]\d-?\d{4}-?\d{4}|86-?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4})(?!\d)|\+\d[\d-]{6,14}\d"
)


@dataclass(frozen=True, slots=True)
class Issue:
    """What is wrong (E) or doubtful (W): a code, the field it is about, a marked sentence and its facts."""

    code: str
    message: str
    field: str = ""
    facts: Mapping[str, str] = made(default_factory=dict)

    @property
    def short(self) -> str:
        """Return code and key words, as in "W01 utm_source normalised"."""
        return f"{self.code} {SHORT[self.code].format(**self.facts)}"


@dataclass(frozen=True, slots=True)
class Link:
    """A built address with its analytics group, or the errors why there is none."""

    url: str | None
    errors: tuple[Issue, ...] = ()
    warnings: tuple[Issue, ...] = ()
    ga4_group: str | None = None


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What a link is checked against; `on_own_site` tells whether it stands on our own site, None if unknown."""

    own_hosts: Collection[str] = ()
    used_sources: Collection[str] = ()
    on_own_site: bool | None = None
    value_limit: int = 100
    byte_limit: int = 2048


def build_link(base: str, values: Mapping[str, str], rules: LinkRules | None = None) -> Link:
    """Build the tracked address from a base and values named utm_source ... utm_content (D11)."""
    rules = rules or LinkRules()
    parts = absolute(base)
    clean = {name: normalise(values.get(name, "")) for name in FIELDS}
    errors = [Issue("E01", E01)] if parts is None else []
    errors += value_errors(clean, rules.value_limit)
    if errors or parts is None:
        return Link(None, tuple(errors))
    url = assemble(parts, clean)
    group = ga4_group(clean["utm_source"], clean["utm_medium"], clean["utm_campaign"])
    warnings = [*value_warnings(values, clean), *address_warnings(parts, url, rules)]
    if group == UNASSIGNED:
        warnings.append(Issue("W06", W06))
    warnings += source_warnings(clean["utm_source"], rules.used_sources)
    return Link(url, (), tuple(warnings), group)


def normalise(value: str) -> str:
    """Write a value the one way analytics should see it: NFKC, trimmed, lower case, "-" for spaces."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).lower())
    return re.sub(r"\s+", "-", text.strip())


def absolute(base: str) -> SplitResult | None:
    """Return the parts of an absolute http(s) address with a usable host, else None."""
    try:
        parts = urlsplit(re.sub(r"\s", "%20", base.strip()))
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if usable and "%" not in parts.netloc.rpartition("@")[2] else None


def assemble(parts: SplitResult, clean: Mapping[str, str]) -> str:
    """Put the address together: other parameters in their order, ours behind, the fragment last."""
    kept = [p for p in parts.query.split("&") if p and not is_utm(p)]
    ours = [f"{name}={quote(clean[name], safe='-._~', errors='replace')}" for name in FIELDS if clean[name]]
    query = "&".join(kept + ours)
    return urlunsplit((parts.scheme, lower_host(parts.netloc), parts.path or "/", query, parts.fragment))


def is_utm(parameter: str) -> bool:
    """Tell whether a query parameter carries tracking."""
    return unquote(parameter.partition("=")[0]).lower().startswith("utm_")


def lower_host(netloc: str) -> str:
    """Return user, host and port with the host in lower case."""
    user, at, host = netloc.rpartition("@")
    return f"{user}{at}{host.lower()}"


def value_errors(clean: Mapping[str, str], limit: int) -> Iterable[Issue]:
    """Yield what forbids the values."""
    for name in NEEDED:
        if not clean[name]:
            yield Issue("E02", E02, name, {"field": name})
    for name, value in clean.items():
        if EMAIL.search(value) or PHONE.search(value):
            yield Issue("E03", E03, name, {"field": name})
        if len(value) > limit:
            yield Issue("E04", E04, name, {"field": name, "limit": str(limit)})


def value_warnings(given: Mapping[str, str], clean: Mapping[str, str]) -> Iterable[Issue]:
    """Yield what was changed in the values, or may read badly."""
    for name, value in clean.items():
        if value != given.get(name, ""):
            yield Issue("W01", W01, name, {"field": name, "value": value})
        if not value.isascii():
            yield Issue("W02", W02, name, {"field": name})


def address_warnings(parts: SplitResult, url: str, rules: LinkRules) -> Iterable[Issue]:
    """Yield what is doubtful about the base address or the whole."""
    if any(map(is_utm, parts.query.split("&"))):
        yield Issue("W03", W03)
    if re.search(r"(?:^|[?&])utm_", parts.fragment, re.IGNORECASE):
        yield Issue("W04", W04)
    host = parts.hostname or ""
    if rules.on_own_site is not False and is_own(host, rules.own_hosts):
        yield Issue("W05", W05, facts={"host": host})
    if len(url.encode()) > rules.byte_limit:
        yield Issue("W07", W07, facts={"limit": str(rules.byte_limit)})


def is_own(host: str, own_hosts: Collection[str]) -> bool:
    """Tell whether a host is one of ours."""
    return host in {own.strip().lower() for own in own_hosts}


def source_warnings(source: str, used: Collection[str]) -> Iterable[Issue]:
    """Yield a known source that this one is probably meant to be."""
    known = {normalise(name) for name in used}
    near = sorted(name for name in known if one_edit_apart(source, name))
    if source not in known and near:
        yield Issue("W08", W08, "utm_source", {"value": source, "known": near[0]})


def one_edit_apart(a: str, b: str) -> bool:
    """Tell whether one letter added, left out or changed turns a into b."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[same + (len(a) >= len(b)) :] == b[same + (len(b) >= len(a)) :]
