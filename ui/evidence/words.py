"""What the room of evidence says."""

from collections.abc import Mapping

from b2bdesk.i18n import day, percent, tr, trn
from b2bdesk.queries.evidence import Board, Group, Review, Statement
from b2bdesk.terms import Polarity


def sure_text(value: float | None) -> str:
    """Return how far evidence carries something: `71.4 % sure`, or plainly that it is an assumption."""
    return tr("assumption") if value is None else tr("{share} sure", share=percent(value))


def sure_word(value: float | None) -> str:
    """Return the same in one word."""
    if value is None:
        return tr("assumption")
    return tr("well proven") if round(value, 4) >= 0.5 else tr("weakly proven")


def links_text(links: Mapping[int, str]) -> str:
    """Return how much evidence speaks for and against something; empty where none does."""
    good = sum(one == Polarity.SUPPORTS for one in links.values())
    bad = len(links) - good
    parts = [
        trn("{n} for it", "{n} for it", good) if good else "",
        trn("{n} against", "{n} against", bad) if bad else "",
    ]
    return tr(", ").join(part for part in parts if part)


def spoken(row: Group | Statement, kind: str, link: str) -> str:
    """Return a row of the board in words."""
    said = {
        Polarity.SUPPORTS: tr("supported by this evidence"),
        Polarity.CONTRADICTS: tr("contradicted by this evidence"),
    }
    parts = (
        [tr(", ").join((row.name, row.title))]
        if isinstance(row, Group)
        else [tr("{name}: {text}", name=kind, text=row.text)]
    )
    parts += [sure_text(row.value), links_text(row.links), said[Polarity(link)] if link else ""]
    return tr("; ").join(part for part in parts if part)


def risen(before: Board, after: Board, items: list[int]) -> str:
    """Return how confidence moved: `I02: assumption → 71.4 % sure`."""
    found = []
    for item in items:
        one, two = before.statement(item), after.statement(item)
        if one is not None and two is not None and one.value != two.value:
            found.append(tr("{name}: {text}", name=two.code, text=f"{sure_text(one.value)} → {sure_text(two.value)}"))
    more = len(found) - 3
    return "   ".join(found[:3]) + (tr(" and {n} more", n=more) if more > 0 else "")


def counted(board: Board) -> str:
    """Return the room's facts for the status bar."""
    rows = [one for group in board.groups for one in group.statements]
    backed = sum(one.value is not None for one in rows)
    return trn(
        "{backed} of {n} statement backed by evidence",
        "{backed} of {n} statements backed by evidence",
        len(rows),
        backed=backed,
    )


def heard_text(row: Review) -> str:
    """Return when somebody was last heard about a persona, and when it comes up again."""
    heard = tr("Last heard on {day}", day=day(row.heard)) if row.heard else tr("Nobody was heard yet")
    if row.review_on is None:
        return heard
    again = tr("was to be looked at on {day}") if row.due else tr("comes up again on {day}")
    return tr("; ").join((heard, again.format(day=day(row.review_on))))


def why_text(row: Review) -> str:
    """Return why it is time to look at a persona again; empty where it is not."""
    if row.due:
        return tr("The day set for it has come")
    if row.old:
        return tr("What is known is old") if row.heard else tr("All of it is assumed")
    return ""
