"""One way to speak three languages, for core and window alike: gettext catalogues, English as the key.

`tr("Place {code}", code="K01")` speaks the current language; `speaking("zh-Hant")` changes it for a block
(an export may speak another language than the window); `N_` only marks a text for the catalogue.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from typing import Any, Final, Protocol, TYPE_CHECKING

from b2bdesk.languages import Language, N_

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = [
    "LANGUAGES",
    "N_",
    "language",
    "render",
    "sentences",
    "speaking",
    "system_language",
    "tr",
    "trn",
    "use_language",
]

LANGUAGES: Final = tuple(Language)
MONTHS: Final = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
MARKED_FACTS: Final = ("what", "field")
FOLDERS: Final = {Language.HANS: "zh_Hans", Language.HANT: "zh_Hant"}

_process_language: list[Language] = [Language.EN]
_block_language: ContextVar[Language | None] = ContextVar("language", default=None)


class Catalogue(Protocol):
    """Texts in one language by their English."""

    def gettext(self, message: str) -> str:
        """Return a text."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the text for a number."""
        ...


class English:
    """The texts themselves."""

    def gettext(self, message: str) -> str:
        """Return the text as it is."""
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the one or the other."""
        return msgid1 if n == 1 else msgid2


def language() -> Language:
    """Return the language now spoken."""
    return _block_language.get() or _process_language[0]


def use_language(lang: str) -> None:
    """Make `lang` the language of this process."""
    _process_language[0] = Language(lang)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak `lang` within the block, in this thread only."""
    token = _block_language.set(Language(lang))
    try:
        yield
    finally:
        _block_language.reset(token)


@cache
def catalogue(lang: Language) -> Catalogue:
    """Return the catalogue of a language, read when it is first spoken."""
    if lang is Language.EN:
        return English()
    import gettext

    import resources

    with resources.open_binary(f"locales/{FOLDERS[lang]}/LC_MESSAGES/b2bdesk.mo") as file:
        return gettext.GNUTranslations(file)


def tr(message: str, /, **facts: Any) -> str:
    """Translate `message` into the language now spoken and fill its `{places}`."""
    return render(message, facts)


def trn(one: str, many: str, n: int, /, **facts: Any) -> str:
    """Translate a sentence that depends on the number `n`, which fills `{n}`."""
    text = catalogue(language()).ngettext(one, many, n)
    return text.format(n=n, **facts)


def render(message: str, facts: Mapping[str, Any], lang: str | None = None) -> str:
    """Translate a marked message and fill it; the facts `what` and `field` are marked texts themselves."""
    if not message:
        return ""
    gettext_ = catalogue(Language(lang) if lang else language()).gettext
    text = gettext_(message)
    if not facts:
        return text
    return text.format(**{k: gettext_(v) if k in MARKED_FACTS and v else v for k, v in facts.items()})


def sentences(*parts: str) -> str:
    """Return whole sentences one after the other; Chinese ones bring their own space with the full stop."""
    return (" " if language() is Language.EN else "").join(part for part in parts if part)


def system_language() -> Language:
    """Return the language the person's system speaks, else English."""
    names = [os.environ.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")]
    name = next((n for n in names if n), "")
    return match_language(name.partition(".")[0].partition(":")[0])


def match_language(name: str) -> Language:
    """Return the nearest language we speak to a locale name such as `zh_TW` or `zh-Hans-CN`."""
    parts = name.replace("-", "_").lower().split("_")
    if parts[0] != "zh":
        return Language.EN
    return Language.HANT if {"hant", "tw", "hk", "mo"} & set(parts) else Language.HANS


def percent(share: "float | Decimal | None") -> str:
    """Write a share with one decimal: `80.0 %`, in Chinese `80.0%`, and `n/a` where there is none."""
    if share is None:
        return tr("n/a")
    gap = " " if language() is Language.EN else ""
    return f"{float(share) * 100:,.1f}{gap}%"


def money(amount: "Decimal | int | float | None", currency: str, *, decimals: int = 0) -> str:
    """Write an amount with its currency: `CNY 411,000`."""
    return tr("n/a") if amount is None else f"{currency} {amount:,.{decimals}f}"


def day(value: date | None) -> str:
    """Write a date the way the language writes it: `10 Feb 2026`, `2026年2月10日`."""
    if value is None:
        return ""
    if language() is Language.EN:
        return f"{short_day(value)} {value.year}"
    return f"{value.year}年{short_day(value)}"


def short_day(value: date) -> str:
    """Write a date without its year: `10 Feb`, `2月10日`."""
    return f"{value.day} {month_name(value)}" if language() is Language.EN else f"{month_name(value)}{value.day}日"


def month_name(value: date) -> str:
    """Write a month without its year: `Feb`, `2月`."""
    if language() is Language.EN:
        return MONTHS[value.month - 1]
    return f"{value.month}月"
