"""Months: ages, due days and the months of a plan."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

DAYS_A_MONTH = 30.4375


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_months(since: date, today: date) -> float:
    """Return the age in months: whole calendar months and the days over; 0 for what lies ahead."""
    months = (today.year - since.year) * 12 + today.month - since.month
    return max(0.0, months + (today.day - since.day) / DAYS_A_MONTH)


def older_than(since: date, months: int, today: date) -> bool:
    """Tell whether more than `months` calendar months have gone by."""
    return add_months(since, months) < today


def month_of(day: date) -> date:
    """Return the first day of the month, which stands for the month."""
    return day.replace(day=1)


def months(first: date, last: date) -> Iterator[date]:
    """Yield each month from that of `first` to that of `last`."""
    month, end = month_of(first), month_of(last)
    while month <= end:
        yield month
        month = add_months(month, 1)
