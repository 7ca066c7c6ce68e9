"""Days, months and conflicts in words."""

from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QLocale

from b2bdesk.i18n import day as day_words
from b2bdesk.i18n import language, tr, trn
from b2bdesk.insight.capacity import Conflict, ConflictKind
from b2bdesk.terms import Language

LOCALES = {Language.EN: "en_GB", Language.HANS: "zh_Hans_CN", Language.HANT: "zh_Hant_TW"}


def locale() -> QLocale:
    """Return how the language now spoken names days and months."""
    return QLocale(LOCALES[language()])


def first_weekday() -> int:
    """Return the day on which weeks start where the person lives: 0 for Monday, 6 for Sunday."""
    return QLocale().firstDayOfWeek().value - 1


def week_of(day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(days=(day.weekday() - first_weekday()) % 7)


def weekday(day: date) -> str:
    """Return the short name of a day of the week: `Mon`, `周一`."""
    return locale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def month_name(day: date, *, with_year: bool = False, short: bool = False) -> str:
    """Return the name of a month: `March`, `March 2026`, `2026年3月`."""
    if language() is not Language.EN:
        return f"{day.year}年{day.month}月" if with_year else f"{day.month}月"
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    name = QLocale("en_GB").standaloneMonthName(day.month, form)
    return f"{name} {day.year}" if with_year else name


def short_day(day: date) -> str:
    """Return a day without its year: `18 Mar`, `3月18日`."""
    if language() is not Language.EN:
        return f"{day.month}月{day.day}日"
    return f"{day.day} {month_name(day, short=True)}"


def dated_day(day: date) -> str:
    """Return a day with its weekday: `Wed 18 Mar`, `3月18日 周三`."""
    if language() is not Language.EN:
        return f"{short_day(day)} {weekday(day)}"
    return f"{weekday(day)} {short_day(day)}"


def span_words(start: date, end: date | None) -> str:
    """Return first and last day: `Wed 18 Mar`, `18 Mar – 20 Mar`."""
    if end is None or end == start:
        return dated_day(start)
    return f"{short_day(start)} – {short_day(end)}"


def full_span(start: date | None, end: date | None, *, goes_on: bool = False) -> str:
    """Return first and last day with their years."""
    if start is None:
        return tr("No date yet")
    if end is not None and end != start:
        return f"{day_words(start)} – {day_words(end)}"
    return tr("since {day}", day=day_words(start)) if goes_on else day_words(start)


def length_words(days: int) -> str:
    """Return how long something is."""
    return trn("{n} day", "{n} days", days)


def shift_words(days: int) -> str:
    """Return by how much something is moved: `+7 days`, `−1 day`."""
    sign = "+" if days >= 0 else "−"
    return f"{sign}{length_words(abs(days))}"


def hours(number: Decimal) -> str:
    """Return hours without decimals that say nothing: `8.4 h`, `3 h`."""
    shown = f"{number:.1f}".removesuffix(".0") if number < 20 else f"{number:,.0f}"
    return tr("{n} h", n=shown)


def conflict_words(conflict: Conflict) -> str:
    """Return what does not fit, and what can be done."""
    month = month_name(conflict.month, with_year=True)
    if conflict.kind is ConflictKind.WINDOW:
        return tr("{code}: its dates are not all within the plan. Move it, or lengthen the plan.", code=conflict.name)
    if conflict.kind is ConflictKind.OWNER:
        return tr(
            "{name} has {found} to make in {month}, but {limit}. Move a piece, or give it to another person.",
            name=conflict.name,
            found=hours(conflict.found),
            month=month,
            limit=hours(conflict.limit),
        )
    return tr(
        "{name}: {found} start in {month}, the channel takes {limit}. Move one, or raise its limit.",
        name=conflict.name,
        found=int(conflict.found),
        month=month,
        limit=int(conflict.limit),
    )
